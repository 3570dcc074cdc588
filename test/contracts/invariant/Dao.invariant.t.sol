// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {DaoFixture} from "../support/DaoFixture.sol";
import {Registry} from "../../../contracts/registry/Registry.sol";
import {PlainModule} from "../support/Modules.sol";
import {Handler} from "./Handler.sol";

/// @dev One campaign: the laws of the money, the votes, the settings and the roles after any history.
contract DaoInvariantTest is DaoFixture {
    Handler private handler;
    Registry private registry;

    function setUp() external {
        deployDao(7, 20);
        registry = new Registry(address(treasury), keccak256("charter"));
        PlainModule module = new PlainModule(treasury);
        bytes memory grant = abi.encodeCall(
            treasury.setEnvelope,
            (address(module), address(0), 10 ether, 2 ether, 30 days, uint48(block.timestamp + 1000 days))
        );
        decide(action(address(treasury), 0, grant, "grant"), 7);
        handler = new Handler(governor, treasury, membership, registry, module, GUARDIAN);
        _targets.push(address(handler));
    }

    address[] private _targets;

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev What the handler saw at each step: edges, executions, ballots, settings, attacks.
    function invariant_NothingForbiddenHappened_I10_I11_I13_I15_I16_I17_I18_I22_I24_I25_I26_I28_I29() external view {
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
    }

    function invariant_Money_I12_I23_I32_I33() external view {
        uint256 out = handler.paidByDecision() + handler.drawn();
        assertEq(address(treasury).balance + out, 100 ether + handler.received(), "I-12: conservation");
        assertTrue(handler.drawn() <= 10 ether, "I-33: more than the total");
        assertEq(treasury.getEnvelope(1).drawn, handler.drawn(), "I-33: not recorded");
        assertEq(address(governor).balance, 0, "I-23, I-32: the governor holds coin");
    }

    function invariant_Votes_I1_I2_I3_I7_I9_I21_I31() external view {
        address[] memory accounts = handler.accounts();
        uint256[] memory delegated = new uint256[](accounts.length);
        uint256 seats;
        for (uint256 i; i < accounts.length; ++i) {
            if (accounts[i] == address(0)) continue;
            uint256 held = membership.balanceOf(accounts[i]);
            assertTrue(held <= 1, "I-9: two seats");
            seats += held;
            address delegate = held == 0 ? address(0) : membership.delegates(accounts[i]);
            for (uint256 j; j < accounts.length; ++j) {
                if (delegate == accounts[j]) delegated[j] += held;
            }
        }
        for (uint256 i; i < accounts.length; ++i) {
            uint256 expected = accounts[i] == address(0) ? 0 : delegated[i];
            assertEq(membership.getVotes(accounts[i]), expected, "I-2, I-7: votes");
        }
        assertEq(membership.totalSupply(), seats, "I-3, I-31: supply");
        assertTrue(seats >= 3, "I-21: below the floor");
    }

    function invariant_Powers_I14_I19_I20_I34() external view {
        address[] memory accounts = handler.accounts();
        bytes32[4] memory roles = [
            treasury.DEFAULT_ADMIN_ROLE(), treasury.PROPOSER_ROLE(), treasury.CANCELLER_ROLE(), treasury.EXECUTOR_ROLE()
        ];
        address[4] memory holders = [address(treasury), address(governor), address(governor), address(0)];
        for (uint256 i; i < accounts.length; ++i) {
            for (uint256 j; j < 4; ++j) {
                assertTrue(treasury.hasRole(roles[j], accounts[i]) == (accounts[i] == holders[j]), "I-14: roles");
            }
        }
        assertTrue(treasury.getMinDelay() >= 1 days && treasury.getMinDelay() <= 30 days, "I-19: delay");
        assertTrue(governor.quorumNumerator() >= 1 && governor.quorumNumerator() <= 50, "I-19: quorum");
        assertTrue(governor.swingExtension() <= governor.votingPeriod(), "I-19: extension");
        assertTrue(2 * governor.lockWindow() <= governor.votingPeriod(), "I-19: lock window");
        uint256 seats = membership.totalSupply();
        assertTrue(governor.proposalThreshold() <= 1 || governor.proposalThreshold() <= seats / 20, "I-20");
    }

    // I-34, L-11: from wherever the campaign ended, with everybody for it, a payment can be made.
    function afterInvariant() external {
        uint256[] memory ids = handler.proposals();
        for (uint256 i; i < ids.length; ++i) {
            string memory wrong = handler.weigh(ids[i]);
            assertEq(bytes(wrong).length, 0, wrong);
        }
        uint256 before = address(0xCAFE).balance;
        Proposal memory p = action(address(0xCAFE), 1, "", "the last payment");
        // Until nobody has a live proposal any more: there may be a limit.
        vm.warp(block.timestamp + 60 days);
        for (uint256 i; i < 10; ++i) {
            if (membership.getVotes(handler.actor(i)) == 0) continue;
            vm.warp(block.timestamp + 1);
            vm.prank(handler.actor(i));
            p.id = governor.propose(p.targets, p.values, p.calldatas, p.description);
            break;
        }
        toActive(p);
        for (uint256 i; i < 10; ++i) {
            if (governor.getVotes(handler.actor(i), governor.proposalSnapshot(p.id)) == 0) continue;
            vm.prank(handler.actor(i));
            governor.castVote(p.id, 1);
        }
        toEnd(p);
        queue(p);
        toReady(p);
        execute(p);
        assertEq(address(0xCAFE).balance, before + 1, "L-11: a payment can be made");
    }

    // L-1 to L-13: the same handler, driven through one long history, reaches every state and every edge that the
    // campaign is about; an invariant over nothing would prove nothing.
    function test_TheCampaignReachesEverything_F3() external {
        for (uint256 i; i < 6000; ++i) {
            uint256 a = uint256(keccak256(abi.encode(i, "a")));
            uint256 b = uint256(keccak256(abi.encode(i, "b")));
            uint256 step = a % 18;
            a >>= 8;
            if (step == 0) handler.propose(a, b);
            else if (step == 1) handler.vote(a, b, uint8(b >> 128));
            else if (step == 2) handler.agree(a);
            else if (step <= 4) handler.advance(a, b);
            else if (step == 5) handler.wait_(a);
            else if (step == 6) handler.queue(a);
            else if (step == 7) handler.execute(a, b % 2 == 0);
            else if (step == 8) handler.cancel(a, b, b % 2 == 0);
            else if (step == 9) handler.delegate(a, b);
            else if (step == 10) handler.give(a);
            else if (step == 11) handler.draw(a);
            else if (step <= 13) handler.carry(a, b);
            else if (step == 14) handler.attack(a, b);
            else if (step <= 16) handler.carryBallot(a, b, uint8(b >> 128));
            else handler.swing(a, uint8(b >> 128));
        }
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
        for (uint8 state = 1; state < 8; ++state) {
            assertTrue(handler.reached(IGovernor.ProposalState(state)) > 0, "gate: a state that was never reached");
        }
        assertTrue(handler.paidByDecision() > 0 && handler.executed() > 30, "L-1: hardly a payment");
        assertTrue(handler.admitted() > 0, "L-2: nobody admitted");
        assertTrue(handler.revoked() > 0, "L-7: nobody revoked");
        assertTrue(handler.executedOnTreasury() > 0, "L-6: nothing executed on the treasury");
        assertTrue(handler.carried() > 0 && handler.carriedInVain() > 0, "L-8: no signed ballot, or none refused");
        assertTrue(handler.changed() > 0, "V2: no ballot was changed");
        assertTrue(handler.extended() > 0, "L-14: no late swing");
        assertTrue(handler.foreign() > 0, "I-26: no foreign ballot");
        assertTrue(handler.attacks() > 0, "I-24: no attack got through to the end of a function");
        assertTrue(handler.drawn() > 0 && handler.drawsRefused() > 0, "L-12: no draw, or none refused");
    }
}
