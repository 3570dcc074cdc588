// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

contract StateTest is DaoFixture {
    function setUp() external {
        deployDao(9, 20);
    }

    function test_APaymentIsProposedDecidedAndPaid_T29() external {
        Proposal memory p = propose(payment());
        assertState(p, IGovernor.ProposalState.Pending);
        toActive(p);
        assertState(p, IGovernor.ProposalState.Active);
        vote(p, 5, 1);
        toEnd(p);
        assertState(p, IGovernor.ProposalState.Succeeded);
        queue(p);
        assertState(p, IGovernor.ProposalState.Queued);
        vm.expectRevert();
        execute(p);
        toReady(p);
        execute(p);
        assertState(p, IGovernor.ProposalState.Executed);
        assertEq(PAYEE.balance, 1 ether, "paid");
        assertEq(address(treasury).balance, 99 ether, "left");
    }

    function test_EachBoundary_TheLastSecondBelongsToTheStateBefore_T73() external {
        Proposal memory p = propose(payment());
        uint256 snapshot = governor.proposalSnapshot(p.id);
        uint256 deadline = governor.proposalDeadline(p.id);
        vm.warp(snapshot);
        assertState(p, IGovernor.ProposalState.Pending);
        vm.warp(snapshot + 1);
        assertState(p, IGovernor.ProposalState.Active);
        vote(p, 5, 1);
        vm.warp(deadline);
        assertState(p, IGovernor.ProposalState.Active);
        vm.warp(deadline + 1);
        assertState(p, IGovernor.ProposalState.Succeeded);
        vm.warp(deadline + GRACE);
        assertState(p, IGovernor.ProposalState.Succeeded);
        vm.warp(deadline + GRACE + 1);
        assertState(p, IGovernor.ProposalState.Expired);
        vm.warp(deadline + GRACE);
        queue(p);
        uint256 eta = governor.proposalEta(p.id);
        vm.warp(eta + GRACE);
        assertState(p, IGovernor.ProposalState.Queued);
        vm.warp(eta + GRACE + 1);
        assertState(p, IGovernor.ProposalState.Expired);
    }

    function test_RevertGiven_ItWasNotQueuedWithinItsGrace() external {
        Proposal memory p = pass(payment(), 5);
        vm.warp(governor.proposalDeadline(p.id) + GRACE + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorUnexpectedProposalState.selector,
                p.id,
                IGovernor.ProposalState.Expired,
                bytes32(1 << uint8(IGovernor.ProposalState.Succeeded))
            )
        );
        queue(p);
    }

    function test_RevertGiven_ItWasNotExecutedWithinItsGrace_I18() external {
        Proposal memory p = pass(payment(), 5);
        queue(p);
        bytes32 operation = operationOf(p);
        assertEq(treasury.getExpiry(operation), governor.proposalEta(p.id) + GRACE, "expiry");
        vm.warp(governor.proposalEta(p.id) + GRACE + 1);
        assertState(p, IGovernor.ProposalState.Expired);
        assertFalse(treasury.isOperation(operation), "operation");
        bytes32 salt = saltOf(p);
        vm.expectRevert(
            abi.encodeWithSelector(
                TimelockController.TimelockUnexpectedOperationState.selector,
                operation,
                bytes32(1 << uint8(TimelockController.OperationState.Ready))
            )
        );
        vm.prank(STRANGER);
        treasury.executeBatch(p.targets, p.values, p.calldatas, 0, salt);
        vm.expectRevert();
        execute(p);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, p.id, GUARDIAN));
        cancelAs(GUARDIAN, p);
        vm.expectRevert();
        vm.prank(address(governor));
        treasury.cancel(operation);
        assertEq(PAYEE.balance, 0, "paid");
    }

    function test_GivenItWasCancelledWhileQueued_ItStaysCancelled_I15() external {
        Proposal memory p = pass(payment(), 5);
        queue(p);
        cancelAs(GUARDIAN, p);
        assertState(p, IGovernor.ProposalState.Canceled);
        vm.warp(block.timestamp + TIMELOCK_DELAY + GRACE + 1 days);
        assertState(p, IGovernor.ProposalState.Canceled);
    }

    /// @dev A decision may name another canceller; until the grace is over its cancelling can be told from expiry.
    function test_GivenTheOperationWasCancelledOnTheTreasury_ItIsCancelled_I15() external {
        Proposal memory p = pass(payment(), 5);
        queue(p);
        bytes32 operation = operationOf(p);
        vm.prank(address(governor));
        treasury.cancel(operation);
        assertState(p, IGovernor.ProposalState.Canceled);
        vm.warp(governor.proposalEta(p.id) + GRACE);
        assertState(p, IGovernor.ProposalState.Canceled);
        vm.expectRevert();
        execute(p);
    }

    function test_GivenAnybodyExecutedOnTheTreasury_ItIsExecuted_F7_T30() external {
        Proposal memory p = pass(payment(), 5);
        queue(p);
        toReady(p);
        bytes32 salt = saltOf(p);
        vm.prank(STRANGER);
        treasury.executeBatch(p.targets, p.values, p.calldatas, 0, salt);
        assertState(p, IGovernor.ProposalState.Executed);
        assertEq(PAYEE.balance, 1 ether, "paid");
        vm.warp(block.timestamp + GRACE + 30 days);
        assertState(p, IGovernor.ProposalState.Executed);
        vm.expectRevert();
        execute(p);
    }

    function test_RevertWhen_AVoteHasNoWeight_F6() external {
        Proposal memory p = propose(payment());
        toActive(p);
        uint256 snapshot = governor.proposalSnapshot(p.id);
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorNoVotes.selector, STRANGER, snapshot));
        vm.prank(STRANGER);
        governor.castVoteWithReason(p.id, 1, "spam");
    }

    function test_RevertWhen_TheVoteIsBorrowedForOneBlock_T1() external {
        Proposal memory p = propose(payment());
        toActive(p);
        vm.prank(member(1));
        membership.delegate(STRANGER);
        uint256 snapshot = governor.proposalSnapshot(p.id);
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorNoVotes.selector, STRANGER, snapshot));
        vm.prank(STRANGER);
        governor.castVote(p.id, 1);
    }

    function test_RevertWhen_TheCoinSentAlongIsNotTheSum_I32() external {
        Proposal memory p = pass(payment(), 5);
        queue(p);
        toReady(p);
        vm.deal(STRANGER, 10 ether);
        bytes32 hash = keccak256(bytes(p.description));
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorWrongValue.selector, 2 ether, 1 ether));
        vm.prank(STRANGER);
        governor.execute{value: 2 ether}(p.targets, p.values, p.calldatas, hash);
        vm.prank(STRANGER);
        governor.execute{value: 1 ether}(p.targets, p.values, p.calldatas, hash);
        assertEq(address(treasury).balance, 100 ether, "treasury");
        assertEq(address(governor).balance, 0, "governor");
    }

    function test_RevertWhen_WhatWasNotDecidedIsExecuted_T29_I12_I13() external {
        Proposal memory p = propose(payment());
        vm.expectRevert();
        queue(p);
        toActive(p);
        vm.expectRevert();
        execute(p);
        vote(p, 2, 1); // A majority of the ballots, and no quorum.
        toEnd(p);
        assertState(p, IGovernor.ProposalState.Defeated);
        vm.expectRevert();
        queue(p);
        vm.expectRevert();
        execute(p);
        bytes32 salt = saltOf(p);
        vm.expectRevert();
        treasury.executeBatch(p.targets, p.values, p.calldatas, 0, salt);

        Proposal memory passed = pass(action(PAYEE, 2 ether, "", "not queued"), 5);
        vm.warp(block.timestamp + TIMELOCK_DELAY);
        vm.expectRevert();
        execute(passed);
        assertEq(PAYEE.balance, 0, "paid");
    }

    function testFuzz_TheExecutorsGas_GivesAllOrNothing_T21(uint256 gas) external {
        Proposal memory p;
        p.targets = new address[](2);
        p.values = new uint256[](2);
        p.calldatas = new bytes[](2);
        (p.targets[0], p.values[0]) = (PAYEE, 1 ether);
        (p.targets[1], p.calldatas[1]) = (address(membership), admission(STRANGER));
        p.description = "two";
        p = pass(p, 5);
        queue(p);
        toReady(p);
        gas = bound(gas, 50_000, 600_000);
        bytes32 hash = keccak256(bytes(p.description));
        try governor.execute{gas: gas}(p.targets, p.values, p.calldatas, hash) {
            assertEq(PAYEE.balance, 1 ether, "paid");
            assertEq(membership.balanceOf(STRANGER), 1, "admitted");
            assertState(p, IGovernor.ProposalState.Executed);
        } catch {
            assertEq(PAYEE.balance, 0, "not paid");
            assertEq(membership.balanceOf(STRANGER), 0, "not admitted");
            assertState(p, IGovernor.ProposalState.Queued);
        }
    }
}
