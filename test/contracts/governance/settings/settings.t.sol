// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {AlthingGovernor} from "../../../../contracts/governance/AlthingGovernor.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

contract BlockClockToken {
    function clock() external view returns (uint48) {
        return uint48(block.number);
    }
}

contract SettingsTest is DaoFixture {
    function setUp() external {
        deployDao(5, 20);
    }

    /// @dev Takes a call on the governor through a whole vote; whether it could be executed.
    function tryDecide(bytes memory data) private returns (bool) {
        Proposal memory p = pass(action(address(governor), 0, data, "set"), 5);
        queue(p);
        toReady(p);
        try governor.execute(p.targets, p.values, p.calldatas, keccak256(bytes(p.description))) returns (uint256) {
            return true;
        } catch {
            return false;
        }
    }

    // T9, I-19
    function testFuzz_VotingDelay_StaysWithinBounds(uint48 delay) external {
        delay = uint48(bound(delay, 0, 16 days));
        bool within = delay >= 1 days && delay <= 14 days;
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingDelay, (delay))) == within, "accepted");
        assertEq(governor.votingDelay(), within ? delay : VOTING_DELAY, "delay");
    }

    function testFuzz_VotingPeriod_StaysWithinBounds(uint32 period) external {
        period = uint32(bound(period, 0, 33 days));
        bool within = period >= 1 days && period <= 30 days;
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (period))) == within, "accepted");
        assertEq(governor.votingPeriod(), within ? period : VOTING_PERIOD, "period");
    }

    function testFuzz_DelayAndPeriod_NeverExceedTheLife(uint256 delay, uint256 period) external {
        delay = bound(delay, 1 days, 14 days);
        period = bound(period, 1 days, 30 days);
        tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(period))));
        bool accepted = tryDecide(abi.encodeCall(governor.setVotingDelay, (uint48(delay))));
        assertTrue(accepted == (delay + governor.votingPeriod() <= 40 days), "accepted");
        assertTrue(governor.votingDelay() + governor.votingPeriod() <= 40 days, "life");
    }

    function test_GivenTheLongestDelay_ThePeriodMinds() external {
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingDelay, (14 days))), "delay");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(26 days + 1)))), "too long");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(26 days)))), "just");
    }

    function test_GivenTheLongestPeriod_TheDelayMinds() external {
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (30 days))), "period");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingDelay, (10 days + 1))), "too long");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingDelay, (10 days))), "just");
    }

    function testFuzz_QuorumNumerator_StaysWithinBounds(uint256 numerator) external {
        numerator = bound(numerator, 0, 120);
        bool within = numerator >= 1 && numerator <= 50;
        assertTrue(tryDecide(abi.encodeCall(governor.updateQuorumNumerator, (numerator))) == within, "accepted");
    }

    function test_RevertWhen_ThresholdIsZero() external {
        assertFalse(tryDecide(abi.encodeCall(governor.setProposalThreshold, (0))), "accepted");
    }

    function test_RevertWhen_TheConstructorIsGivenValuesOutOfBounds() external {
        AlthingGovernor.Parameters memory p = parameters(20);
        p.votingDelay = 0;
        vm.expectRevert(
            abi.encodeWithSelector(
                IAlthingGovernor.GovernorSettingOutOfBounds.selector, bytes32("votingDelay"), 0, 1 days, 14 days
            )
        );
        new AlthingGovernor("x", IVotes(address(membership)), treasury, p);
        p = parameters(51);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAlthingGovernor.GovernorSettingOutOfBounds.selector, bytes32("quorumNumerator"), 51, 1, 50
            )
        );
        new AlthingGovernor("x", IVotes(address(membership)), treasury, p);
    }

    function test_RevertWhen_TheTokenCountsBlocks() external {
        IVotes token = IVotes(address(new BlockClockToken()));
        vm.expectRevert(IAlthingGovernor.GovernorClockMismatch.selector);
        new AlthingGovernor("x", token, treasury, parameters(20));
    }

    // I-22
    function test_RevertWhen_AnybodyElseSets() external {
        bytes[] memory calls = new bytes[](6);
        calls[0] = abi.encodeCall(governor.setVotingDelay, (2 days));
        calls[1] = abi.encodeCall(governor.setVotingPeriod, (2 days));
        calls[2] = abi.encodeCall(governor.setProposalThreshold, (2));
        calls[3] = abi.encodeCall(governor.updateQuorumNumerator, (2));
        calls[4] = abi.encodeCall(governor.setGuardian, (STRANGER, uint48(block.timestamp + 1 days)));
        calls[5] = abi.encodeCall(governor.burnGuardian, ());
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(i % 2 == 0 ? member(0) : GUARDIAN);
            (bool done, bytes memory reason) = address(governor).call(calls[i]);
            assertFalse(done, "done");
            assertEq(bytes32(bytes4(reason)), bytes32(IGovernor.GovernorOnlyExecutor.selector), "reason");
        }
    }

    // T31
    function test_RevertWhen_TheTreasuryWouldChange() external {
        assertFalse(tryDecide(abi.encodeCall(governor.updateTimelock, (treasury))), "accepted");
    }

    function test_RevertWhen_TheGovernorWouldRelayToTheTreasury() external {
        bytes memory slow = abi.encodeCall(treasury.updateDelay, (30 days));
        assertTrue(decide(action(address(treasury), 0, slow, "slow"), 5).id != 0, "slow");
        Proposal memory waiting = pass(payment(), 5);
        queue(waiting);
        bytes memory inner = abi.encodeCall(treasury.cancel, (operationOf(waiting)));
        Proposal memory p =
            pass(action(address(governor), 0, abi.encodeCall(governor.relay, (address(treasury), 0, inner)), "r"), 5);
        queue(p);
        vm.warp(governor.proposalEta(p.id));
        assertTrue(treasury.isOperationPending(operationOf(waiting)), "waiting");
        vm.expectRevert(IAlthingGovernor.GovernorRelayToTreasury.selector);
        execute(p);
    }

    // T32
    function test_Relay_RescuesWhatWasSentToTheGovernor() external {
        vm.deal(address(governor), 1 ether);
        assertTrue(tryDecide(abi.encodeCall(governor.relay, (PAYEE, 1 ether, ""))), "accepted");
        assertEq(PAYEE.balance, 1 ether, "rescued");
    }
}
