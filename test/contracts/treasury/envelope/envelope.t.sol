// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITreasury} from "../../../../contracts/treasury/ITreasury.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";
import {HostileModule, PlainModule} from "../../support/Modules.sol";
import {FalseToken, GreedyToken, IdleToken, PlainToken, SilentToken} from "../../support/Tokens.sol";

contract EnvelopeTest is DaoFixture {
    uint208 private constant TOTAL = 10 ether;
    uint208 private constant CAP = 4 ether;
    uint48 private constant PERIOD = 30 days;

    PlainModule private module;
    uint256 private granted;

    function setUp() external {
        deployDao(9, 20);
        module = new PlainModule(treasury);
        granted = grant(address(module), address(0));
    }

    function end() private view returns (uint48) {
        return uint48(block.timestamp + 365 days);
    }

    function grant(address to, address asset) private returns (uint256 envelopeId) {
        bytes memory data = abi.encodeCall(treasury.setEnvelope, (to, asset, TOTAL, CAP, PERIOD, end()));
        decide(action(address(treasury), 0, data, "grant"), 9);
        return treasury.envelopeCount();
    }

    function one(address to, uint256 amount) private pure returns (address[] memory payees, uint256[] memory amounts) {
        payees = new address[](1);
        amounts = new uint256[](1);
        (payees[0], amounts[0]) = (to, amount);
    }

    function test_RevertWhen_AnybodyElseSetsOrRevokes() external {
        address[4] memory callers = [member(0), GUARDIAN, address(governor), address(module)];
        for (uint256 i; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryOnlyOperation.selector, callers[i]));
            vm.prank(callers[i]);
            treasury.setEnvelope(address(module), address(0), 1, 1, 1, end());
            vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryOnlyOperation.selector, callers[i]));
            vm.prank(callers[i]);
            treasury.revokeEnvelope(granted);
        }
    }

    function test_RevertWhen_APartIsNotValid() external {
        uint48 soon = end();
        expectInvalid(STRANGER, address(0), TOTAL, CAP, PERIOD, soon);
        expectInvalid(address(treasury), address(0), TOTAL, CAP, PERIOD, soon);
        expectInvalid(address(module), STRANGER, TOTAL, CAP, PERIOD, soon);
        expectInvalid(address(module), address(treasury), TOTAL, CAP, PERIOD, soon);
        expectInvalid(address(module), address(0), TOTAL, 0, PERIOD, soon);
        expectInvalid(address(module), address(0), TOTAL, TOTAL + 1, PERIOD, soon);
        expectInvalid(address(module), address(0), TOTAL, CAP, 0, soon);
        expectInvalid(address(module), address(0), TOTAL, CAP, 366 days + 1, soon);
        expectInvalid(address(module), address(0), TOTAL, CAP, PERIOD, uint48(block.timestamp));
        expectInvalid(address(module), address(0), TOTAL, CAP, PERIOD, uint48(block.timestamp + 1461 days + 1));
        uint48 last = uint48(block.timestamp + 1461 days);
        vm.expectEmit(address(treasury));
        emit ITreasury.EnvelopeSet(granted + 1, address(module), address(0), 2, 1, 366 days, last, 0);
        vm.prank(address(treasury));
        treasury.setEnvelope(address(module), address(0), 2, 1, 366 days, last);
        vm.prank(address(treasury));
        treasury.setEnvelope(address(module), address(0), 1, 1, 1, uint48(block.timestamp + 1));
    }

    function expectInvalid(address m, address asset, uint208 total, uint208 cap, uint48 period, uint48 until) private {
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryInvalidEnvelope.selector, m, asset, total, cap, period, until)
        );
        vm.prank(address(treasury));
        treasury.setEnvelope(m, asset, total, cap, period, until);
    }

    function test_ItKeepsTheIdOfTheOperationThatSetIt() external {
        Proposal memory p = decide(
            action(
                address(treasury),
                0,
                abi.encodeCall(treasury.setEnvelope, (address(module), address(0), TOTAL, CAP, PERIOD, end())),
                "second"
            ),
            9
        );
        ITreasury.Envelope memory envelope = treasury.getEnvelope(2);
        assertEq(envelope.decision, operationOf(p), "decision");
        assertEq(envelope.module, address(module), "module");
        assertEq(envelope.total, TOTAL, "total");
        assertEq(envelope.cap, CAP, "cap");
        assertEq(envelope.period, PERIOD, "period");
        assertEq(treasury.currentOperation(), bytes32(0), "none is running");
    }

    function test_ASingleOperation_HasItsIdToo() external {
        bytes memory set = abi.encodeCall(treasury.setEnvelope, (address(module), address(0), 5, 5, PERIOD, end()));
        vm.prank(address(governor));
        treasury.schedule(address(treasury), 0, set, 0, bytes32("one"), 2 days);
        vm.warp(block.timestamp + 2 days);
        treasury.execute(address(treasury), 0, set, 0, bytes32("one"));
        bytes32 id = treasury.hashOperation(address(treasury), 0, set, 0, bytes32("one"));
        assertEq(treasury.getEnvelope(2).decision, id, "decision");
        assertEq(treasury.getExpiry(id), 0, "done");
    }

    /// @dev An operation whose payee executes another one in its midst: each envelope has the id of its own.
    function test_GivenAnOperationWithinAnother_EachEnvelopeHasItsOwnDecision_T22() external {
        HostileModule carrier = new HostileModule(treasury);
        bytes memory set = abi.encodeCall(treasury.setEnvelope, (address(module), address(0), 7, 7, PERIOD, end()));
        Proposal memory inner = pass(action(address(treasury), 0, set, "inner"), 9);
        queue(inner);
        bytes memory run =
            abi.encodeCall(treasury.executeBatch, (inner.targets, inner.values, inner.calldatas, 0, saltOf(inner)));
        Proposal memory outer = payment();
        outer.targets = new address[](2);
        outer.values = new uint256[](2);
        outer.calldatas = new bytes[](2);
        (outer.targets[0], outer.targets[1]) = (address(carrier), address(treasury));
        outer.calldatas[0] = abi.encodeCall(carrier.call, (address(treasury), run));
        outer.calldatas[1] = abi.encodeCall(treasury.setEnvelope, (address(module), address(0), 9, 9, PERIOD, end()));
        outer = decide(outer, 9);
        assertEq(treasury.getEnvelope(2).decision, operationOf(inner), "inner");
        assertEq(treasury.getEnvelope(3).decision, operationOf(outer), "outer");
    }

    function test_AModuleDrawsUpToTheCapInAnyWindowAndUpToTheTotal_I33() external {
        uint256 first = block.timestamp;
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(
            granted, treasury.getEnvelope(granted).decision, PAYEE, address(0), 3 ether, bytes32(uint256(1))
        );
        module.draw(granted, PAYEE, 3 ether);
        assertEq(treasury.getAvailable(granted), 1 ether, "available");
        vm.warp(first + PERIOD - 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryCapExceeded.selector, granted, 1 ether + 1, 1 ether));
        module.draw(granted, PAYEE, 1 ether + 1);
        module.draw(granted, PAYEE, 1 ether);
        assertEq(treasury.getAvailable(granted), 0, "available");
        vm.warp(first + PERIOD);
        module.draw(granted, PAYEE, 3 ether);
        vm.warp(first + 3 * PERIOD);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryTotalExceeded.selector, granted, 3 ether + 1, 3 ether));
        module.draw(granted, PAYEE, 3 ether + 1);
        module.draw(granted, PAYEE, 3 ether);
        assertEq(PAYEE.balance, TOTAL, "drawn");
        assertEq(treasury.getAvailable(granted), 0, "nothing left");
    }

    // Whatever the times and amounts, no window of the period's length holds more than the cap.
    function testFuzz_NoWindowHoldsMoreThanTheCap_I33(uint256 seed) external {
        uint256[24] memory times;
        uint256[24] memory amounts;
        uint256 sum;
        for (uint256 i; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            vm.warp(block.timestamp + (seed % 5 == 0 ? 0 : seed % 20 days));
            uint256 amount = 1 + (seed >> 128) % 3 ether;
            try module.draw(granted, PAYEE, amount) {
                (times[i], amounts[i]) = (block.timestamp, amount);
                sum += amount;
            } catch {}
            uint256 window;
            for (uint256 j; j <= i; ++j) {
                if (times[j] + PERIOD > block.timestamp) window += amounts[j];
            }
            assertTrue(window <= CAP, "window");
        }
        assertTrue(sum <= TOTAL, "total");
        assertEq(PAYEE.balance, sum, "paid");
        assertEq(treasury.getEnvelope(granted).drawn, sum, "drawn");
    }

    function test_AModuleDrawsUntilTheEndAndNotASecondLonger() external {
        uint48 until = treasury.getEnvelope(granted).end;
        vm.warp(until);
        module.draw(granted, PAYEE, 1);
        vm.warp(until + 1);
        assertEq(treasury.getAvailable(granted), 0, "available");
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeEnded.selector, granted, until));
        module.draw(granted, PAYEE, 1);
    }

    function test_RevertGiven_ItWasRevoked() external {
        module.draw(granted, PAYEE, 1 ether);
        bytes memory data = abi.encodeCall(treasury.revokeEnvelope, (granted));
        Proposal memory p = pass(action(address(treasury), 0, data, "revoke"), 9);
        queue(p);
        toReady(p);
        vm.expectEmit(address(treasury));
        emit ITreasury.EnvelopeRevoked(granted, TOTAL - 1 ether, operationOf(p));
        execute(p);
        assertEq(treasury.getAvailable(granted), 0, "available");
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeRevoked.selector, granted));
        module.draw(granted, PAYEE, 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeRevoked.selector, granted));
        vm.prank(address(treasury));
        treasury.revokeEnvelope(granted);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryUnknownEnvelope.selector, 99));
        vm.prank(address(treasury));
        treasury.revokeEnvelope(99);
    }

    function test_RevertWhen_ItIsNotTheCallers() external {
        PlainModule other = new PlainModule(treasury);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryNotModule.selector, granted, address(other)));
        other.draw(granted, PAYEE, 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryUnknownEnvelope.selector, 99));
        module.draw(99, PAYEE, 1);
    }

    function test_RevertWhen_APaymentIsNotValid() external {
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayment.selector, address(0), 1));
        module.draw(granted, address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayment.selector, address(treasury), 1));
        module.draw(granted, address(treasury), 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayment.selector, PAYEE, 0));
        module.draw(granted, PAYEE, 0);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayees.selector, 0, 0));
        module.drawMany(granted, new address[](0), new uint256[](0));
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayees.selector, 1, 2));
        module.drawMany(granted, new address[](1), new uint256[](2));
    }

    function test_SeveralPayees_AllOrNothing() external {
        address[] memory to = new address[](2);
        uint256[] memory amounts = new uint256[](2);
        (to[0], to[1], amounts[0], amounts[1]) = (PAYEE, address(membership), 1 ether, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, address(membership), 1 ether));
        module.drawMany(granted, to, amounts);
        assertEq(PAYEE.balance, 0, "nothing");
        to[1] = STRANGER;
        module.drawMany(granted, to, amounts);
        assertEq(PAYEE.balance + STRANGER.balance, 2 ether, "all");
    }

    function test_Tokens_PayWhatWasAskedOrRevert_T32() external {
        address[2] memory good =
            [address(new PlainToken(address(treasury))), address(new SilentToken(address(treasury)))];
        for (uint256 i; i < good.length; ++i) {
            uint256 id = grant(address(module), good[i]);
            module.draw(id, PAYEE, 3 ether);
            assertEq(PlainToken(good[i]).balanceOf(PAYEE), 3 ether, "paid");
            vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayment.selector, good[i], 1));
            module.draw(id, good[i], 1);
            vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayment.selector, address(0), 1));
            module.draw(id, address(0), 1);
        }
        address greedy = address(new GreedyToken(address(treasury)));
        uint256 greedyId = grant(address(module), greedy);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryWrongAmountTaken.selector, greedy, 1 ether, 1 ether + 1)
        );
        module.draw(greedyId, PAYEE, 1 ether);
        (address[] memory to, uint256[] memory amounts) = one(PAYEE, 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryWrongAmountTaken.selector, greedy, 1 ether, 1 ether + 1)
        );
        module.drawMany(greedyId, to, amounts);
        address idle = address(new IdleToken(address(treasury)));
        uint256 idleId = grant(address(module), idle);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryWrongAmountTaken.selector, idle, 1 ether, 0));
        module.draw(idleId, PAYEE, 1 ether);
        address no = address(new FalseToken(address(treasury)));
        uint256 noId = grant(address(module), no);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, PAYEE, 1 ether));
        module.draw(noId, PAYEE, 1 ether);
    }

    function test_WhenAPayeeComesBack_ItGetsNoMoreThanTheCap_I27_T22() external {
        HostileModule hostile = new HostileModule(treasury);
        uint256 id = grant(address(hostile), address(0));
        hostile.comeBack(id, 1 ether);
        assertEq(address(hostile).balance, CAP, "drawn");
        assertEq(treasury.getEnvelope(id).drawn, CAP, "recorded");
        assertEq(address(treasury).balance, 100 ether - CAP, "left");
    }

    // Everything that a module could try; only its envelope is ever lost.
    function testFuzz_AHostileModuleThatCallsEverything_TakesNoMoreThanItsEnvelope_I24_I33(uint256 seed) external {
        HostileModule hostile = new HostileModule(treasury);
        uint256 id = grant(address(hostile), address(0));
        uint256 others = address(treasury).balance;
        (address[] memory to, uint256[] memory amounts) = one(address(hostile), 5 ether);
        bytes[] memory calls = new bytes[](12);
        bytes32 role = seed % 2 == 0 ? treasury.PROPOSER_ROLE() : bytes32(0);
        calls[0] = abi.encodeCall(treasury.grantRole, (role, address(hostile)));
        calls[1] = abi.encodeCall(treasury.updateDelay, (1 days));
        calls[2] = abi.encodeCall(treasury.schedule, (address(hostile), 50 ether, "", 0, bytes32(seed), 2 days));
        calls[3] = abi.encodeCall(treasury.execute, (address(hostile), 50 ether, "", 0, bytes32(seed)));
        calls[4] = abi.encodeCall(treasury.cancel, (bytes32(seed)));
        calls[5] = abi.encodeCall(treasury.setEnvelope, (address(hostile), address(0), 90 ether, 90 ether, 1, end()));
        calls[6] = abi.encodeCall(treasury.revokeEnvelope, (granted));
        calls[7] = abi.encodeCall(treasury.disburse, (granted, to, amounts, bytes32(seed)));
        calls[8] = abi.encodeCall(treasury.disburse, (id, to, amounts, bytes32(seed)));
        amounts[0] = 1 + seed % 6 ether;
        calls[9] = abi.encodeCall(treasury.disburse, (id, to, amounts, bytes32(seed)));
        calls[10] = abi.encodeCall(treasury.renounceRole, (treasury.PROPOSER_ROLE(), address(governor)));
        calls[11] = abi.encodeCall(treasury.revokeRole, (treasury.PROPOSER_ROLE(), address(governor)));
        for (uint256 i; i < 60; ++i) {
            seed = uint256(keccak256(abi.encode(seed, i)));
            hostile.call(address(treasury), calls[seed % 12]);
            if (seed % 3 == 0) vm.warp(block.timestamp + (seed >> 64) % 10 days);
        }
        assertTrue(others - address(treasury).balance <= TOTAL, "lost more than the envelope");
        assertEq(others - address(treasury).balance, treasury.getEnvelope(id).drawn, "not recorded");
        assertTrue(treasury.hasRole(treasury.PROPOSER_ROLE(), address(governor)), "proposer");
        assertEq(treasury.getMinDelay(), TIMELOCK_DELAY, "delay");
        assertEq(treasury.getEnvelope(granted).drawn, 0, "another's envelope");
        assertEq(treasury.envelopeCount(), 2, "envelopes");
    }
}
