// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {Birthplace} from "../../../../contracts/factory/Birthplace.sol";
import {Factory} from "../../../../contracts/factory/Factory.sol";
import {IFactory} from "../../../../contracts/factory/IFactory.sol";
import {AlthingGovernor} from "../../../../contracts/governance/AlthingGovernor.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {Gates} from "../../../../contracts/membership/Gates.sol";
import {IGates} from "../../../../contracts/membership/IGates.sol";
import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {IRegistry} from "../../../../contracts/registry/IRegistry.sol";
import {Registry} from "../../../../contracts/registry/Registry.sol";
import {Budgets} from "../../../../contracts/treasury/Budgets.sol";
import {Distributions} from "../../../../contracts/treasury/Distributions.sol";
import {IDonations} from "../../../../contracts/treasury/IDonations.sol";
import {Splits} from "../../../../contracts/treasury/Splits.sol";
import {Treasury} from "../../../../contracts/treasury/Treasury.sol";
import {ITreasury} from "../../../../contracts/treasury/ITreasury.sol";
import {ITreasuryModule} from "../../../../contracts/treasury/ITreasuryModule.sol";
import {FactoryFixture} from "../../support/FactoryFixture.sol";

contract MakeTest is FactoryFixture {
    function setUp() external {
        deployDao(5, 20);
    }

    function all() private view returns (address[14] memory) {
        return listed(made);
    }

    function listed(IFactory.Contracts memory c) private pure returns (address[14] memory) {
        return [
            c.governor,
            c.treasury,
            c.membership,
            c.observers,
            c.gates,
            c.recovery,
            c.registry,
            c.statements,
            c.budgets,
            c.grants,
            c.payouts,
            c.distributions,
            c.donations,
            c.splits
        ];
    }

    function assertText(string memory a, string memory b, string memory what) private pure {
        assertEq(keccak256(bytes(a)), keccak256(bytes(b)), what);
    }

    function assertSame(IFactory.Contracts memory a, IFactory.Contracts memory b, string memory what) private pure {
        assertEq(keccak256(abi.encode(a)), keccak256(abi.encode(b)), what);
    }

    function test_WhenADaoIsMade_ItIsWhole() external view {
        for (uint256 i; i < 14; ++i) {
            assertTrue(all()[i].code.length > 0, "code");
        }
        assertEq(address(governor.token()), address(membership), "token");
        assertEq(governor.timelock(), address(treasury), "timelock");
        assertText(governor.name(), "Lakeside Commons", "name");
        assertEq(membership.treasury(), address(treasury), "treasury");
        IMembership.Parts memory parts = membership.parts();
        assertEq(parts.governor, address(governor), "governor");
        assertEq(parts.gates, address(gates), "gates");
        assertEq(parts.recovery, address(recovery), "recovery");
        assertEq(membership.totalSupply(), 5, "seats");
        assertEq(membership.getVotes(member(4)), 1, "a founder's vote");
        assertEq(treasury.getMinDelay(), TIMELOCK_DELAY, "delay");
        assertEq(treasury.grace(), GRACE, "grace");
        Registry registry = Registry(made.registry);
        assertEq(registry.getDocument(registry.charter()).digest, CHARTER, "charter");
        assertEq(governor.guardian(), GUARDIAN, "guardian");
        assertEq(governor.guardianExpiresAt(), START + 365 days, "its term");
    }

    function test_GivenNoGuardian_ItHasNoTerm() external {
        IFactory.Dao memory dao = plain(3, 20);
        (dao.parameters.guardian, dao.parameters.guardianExpiresAt) = (address(0), 0);
        AlthingGovernor alone = AlthingGovernor(payable(factory.make(dao).governor));
        assertEq(alone.guardian(), address(0), "guardian");
        assertEq(alone.guardianExpiresAt(), 0, "its term");
    }

    function test_WhenADaoIsMade_NothingIsLeftToItsCreatorOrTheFactory_T1() external view {
        bytes32[4] memory roles =
            [bytes32(0), treasury.PROPOSER_ROLE(), treasury.CANCELLER_ROLE(), treasury.EXECUTOR_ROLE()];
        for (uint256 i; i < 4; ++i) {
            assertTrue(!treasury.hasRole(roles[i], CREATOR), "creator");
            assertTrue(!treasury.hasRole(roles[i], address(factory)), "factory");
        }
        assertTrue(treasury.hasRole(roles[0], address(treasury)), "administrator");
        assertTrue(treasury.hasRole(roles[1], address(governor)), "proposer");
        assertTrue(treasury.hasRole(roles[2], address(governor)), "canceller");
        assertTrue(treasury.hasRole(roles[3], address(0)), "executor");
        assertEq(membership.balanceOf(CREATOR), 0, "seat of the creator");
        assertEq(gates.officerOf(CREATOR).kinds, 0, "office of the creator");
    }

    function test_WhenADaoIsMade_ItsPartsKnowIt() external view {
        assertEq(observers.treasury(), address(treasury), "observers' treasury");
        assertEq(address(observers.membership()), address(membership), "observers' membership");
        assertText(IERC721Metadata(address(observers)).name(), "Lakeside Commons observers", "observers' name");
        assertText(IERC721Metadata(address(observers)).symbol(), "LAKE-O", "observers' symbol");
        assertEq(gates.treasury(), address(treasury), "gates' treasury");
        assertEq(address(gates.membership()), address(membership), "gates' membership");
        assertEq(address(gates.observers()), address(observers), "gates' observers");
        assertEq(recovery.treasury(), address(treasury), "recovery's treasury");
        assertEq(address(recovery.membership()), address(membership), "recovery's membership");
        address[6] memory modules =
            [made.budgets, made.grants, made.payouts, made.distributions, made.donations, made.splits];
        for (uint256 i; i < 6; ++i) {
            assertEq(address(ITreasuryModule(modules[i]).treasury()), address(treasury), "treasury of a module");
        }
        assertEq(address(Budgets(made.budgets).membership()), address(membership), "budgets' membership");
        assertEq(address(Distributions(made.distributions).membership()), address(membership), "distributions'");
        assertEq(address(Splits(payable(made.splits)).donations()), made.donations, "donations of the splits");
        assertEq(address(Splits(payable(made.splits)).distributions()), made.distributions, "distributions of them");
        for (uint256 i; i < 4; ++i) {
            assertTrue(gates.isOpen(IGates.Gate(i)), "gate");
            assertEq(gates.termsOf(ISeats.Kind(i)).term, terms()[i].term, "term");
        }
    }

    function test_WhenMessagesAreSigned_WalletsShowTheDaosName() external view {
        address[4] memory signed = [made.governor, made.gates, made.recovery, made.statements];
        for (uint256 i; i < 4; ++i) {
            (, string memory name, string memory version, uint256 chain, address verifier,,) =
                IERC5267(signed[i]).eip712Domain();
            assertText(name, "Lakeside Commons", "name");
            assertText(version, "1", "version");
            assertEq(chain, block.chainid, "chain");
            assertEq(verifier, signed[i], "verifier");
        }
    }

    function test_WhenADaoIsMade_ItsCodeIsTheCompilers() external {
        assertEq(made.treasury.codehash, address(new Treasury(TIMELOCK_DELAY, GRACE, address(1))).codehash, "treasury");
        assertEq(made.registry.codehash, address(new Registry(made.treasury, CHARTER)).codehash, "registry");
        assertEq(
            made.distributions.codehash, address(new Distributions(treasury, membership)).codehash, "distributions"
        );
        Splits splits = new Splits(treasury, IDonations(made.donations), Distributions(made.distributions));
        assertEq(made.splits.codehash, address(splits).codehash, "splits");
    }

    // A test is compiled otherwise than what it deploys. Mutants and coverage are told of plain code.
    function test_WhenItsCodeIsTested_ItIsWhatIsReleased() external view {
        bytes32 profile = keccak256(bytes(vm.envOr("FOUNDRY_PROFILE", "default")));
        if (profile != keccak256("default") && profile != keccak256("deep")) return;
        string[6] memory parts = ["AlthingGovernor", "Treasury", "Membership", "Gates", "Budgets", "Factory"];
        for (uint256 i; i < parts.length; ++i) {
            bytes memory released = vm.getCode(string.concat("out/", parts[i], ".sol/", parts[i], ".json"));
            assertEq(keccak256(vm.getCode(string.concat(parts[i], ".sol:", parts[i]))), keccak256(released), parts[i]);
        }
    }

    function testFuzz_Addresses_AreForeseen_T47(address creator, bytes32 charter) external {
        vm.assume(charter != 0 && creator != CREATOR);
        IFactory.Dao memory dao = plain(3, 20);
        dao.charter = charter;
        IFactory.Contracts memory expected = factory.predict(creator, dao);
        vm.prank(creator);
        assertSame(factory.make(dao), expected, "made where foreseen");
        (IFactory.Contracts memory found, uint256 madeIn) = factory.find(expected.governor);
        assertSame(found, expected, "found");
        assertEq(madeIn, block.number, "block");
    }

    function testFuzz_WhenSomebodyElseMakesTheSame_ItStandsElsewhere_T47(address thief) external {
        IFactory.Dao memory dao = plain(4, 20);
        vm.assume(thief != CREATOR);
        address[14] memory mine = listed(factory.predict(CREATOR, dao));
        vm.prank(thief);
        address[14] memory theirs = listed(factory.make(dao));
        for (uint256 i; i < 14; ++i) {
            assertTrue(mine[i] != theirs[i], "elsewhere");
            assertEq(mine[i].code.length, 0, "free");
        }
        vm.prank(CREATOR);
        factory.make(dao);
    }

    function test_WhenAParameterDiffers_EveryAddressDoes_T47() external view {
        IFactory.Dao memory dao = plain(4, 20);
        address[14] memory before = listed(factory.predict(CREATOR, dao));
        for (uint256 change; change < 5; ++change) {
            dao = plain(4, 20);
            if (change == 0) dao.grace += 1;
            if (change == 1) dao.founders[3].account = STRANGER;
            if (change == 2) dao.assets = new address[](1);
            if (change == 3) dao.others = keccak256("others");
            if (change == 4) dao.terms[3].selfRenewal = false;
            address[14] memory other = listed(factory.predict(CREATOR, dao));
            for (uint256 i; i < 14; ++i) {
                assertTrue(other[i] != before[i], "another address");
            }
        }
    }

    function test_RevertWhen_TheSameIsMadeTwice() external {
        vm.expectRevert(abi.encodeWithSelector(IFactory.FactoryMadeAlready.selector, made.governor));
        vm.warp(START);
        vm.prank(CREATOR);
        factory.make(plain(5, 20));
    }

    function test_RevertWhen_TheNameDoesNotFit() external {
        IFactory.Dao memory dao = plain(3, 20);
        dao.name = "";
        vm.expectRevert(abi.encodeWithSelector(IFactory.FactoryInvalidName.selector, 0));
        factory.make(dao);
        dao.name = "A name of a DAO that is too long";
        vm.expectRevert(abi.encodeWithSelector(IFactory.FactoryInvalidName.selector, 32));
        factory.make(dao);
    }

    function test_RevertWhen_ARuleIsBroken_ItIsSaidAsTheContractSaysIt_T49() external {
        IFactory.Dao memory dao = plain(2, 20);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipTooFewFounders.selector, 2, 3));
        factory.make(dao);
        dao = plain(3, 20);
        dao.parameters.votingDelay = 0;
        vm.expectRevert(
            abi.encodeWithSelector(
                IAlthingGovernor.GovernorSettingOutOfBounds.selector, bytes32("votingDelay"), 0, 1 days, 14 days
            )
        );
        factory.make(dao);
        dao = plain(3, 20);
        dao.grace = 1;
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryGraceOutOfBounds.selector, 1, 3 days, 90 days));
        factory.make(dao);
        dao = plain(3, 20);
        dao.charter = 0;
        vm.expectRevert(IRegistry.RegistryNoDigest.selector);
        factory.make(dao);
    }

    function test_WhenAnAddressWasNotMadeHere_NothingIsFound() external view {
        (IFactory.Contracts memory none, uint256 madeIn) = factory.find(STRANGER);
        assertEq(none.governor, address(0), "governor");
        assertEq(madeIn, 0, "block");
        (none,) = factory.find(made.treasury);
        assertEq(none.governor, address(0), "a treasury is no governor");
    }

    function test_RevertWhen_AnybodyElseCreatesAtTheBirthplace_T47() external {
        Birthplace birthplace = new Birthplace();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(Birthplace.BirthplaceOnlyFactory.selector, STRANGER));
        birthplace.create(hex"00");
    }

    function test_RevertWhen_TheGatesBeginAgain() external {
        vm.expectRevert(IGates.GatesBegun.selector);
        gates.begin([true, true, true, true], terms());
    }

    function test_WhenItIsMade_TheWholeIsTold() external {
        IFactory.Dao memory dao = plain(3, 20);
        dao.assets = new address[](1);
        dao.assets[0] = PAYEE;
        IFactory.Contracts memory expected = factory.predict(address(this), dao);
        vm.expectEmit(address(factory));
        emit IFactory.DaoMade(
            expected.governor, address(this), expected, "Lakeside Commons", GRACE, bytes32(0), dao.assets
        );
        factory.make(dao);
    }

    function test_WhenItDecides_ItPays() external {
        Proposal memory p = propose(payment());
        toActive(p);
        vote(p, 4, 1);
        toEnd(p);
        queue(p);
        toReady(p);
        uint256 before = PAYEE.balance;
        execute(p);
        assertEq(PAYEE.balance - before, 1 ether, "paid");
    }

    function test_WhenIncomeArrivesWithLittleGas_TheSplitsTakeIt() external {
        // 2,300 gas, as Solidity's own transfer gives it.
        payable(made.splits).transfer(1 ether);
        payable(made.treasury).transfer(1 ether);
        assertEq(made.splits.balance, 1 ether, "income");
    }
}
