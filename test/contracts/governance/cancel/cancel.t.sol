// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

contract CancelTest is DaoFixture {
    enum Guard {
        Set,
        None,
        Expired,
        Burnt
    }

    function setUp() external {
        deployDao(9, 20);
    }

    function prepare(Guard guard) private {
        if (guard == Guard.None) {
            decide(action(address(governor), 0, abi.encodeCall(governor.setGuardian, (address(0), 0)), "end"), 9);
        } else if (guard == Guard.Burnt) {
            decide(action(address(governor), 0, abi.encodeCall(governor.burnGuardian, ()), "burn"), 9);
        } else if (guard == Guard.Expired) {
            vm.warp(START + 365 days + 1);
        }
    }

    function reach(IGovernor.ProposalState wanted) private returns (Proposal memory p) {
        p = propose(payment());
        if (wanted == IGovernor.ProposalState.Pending) return p;
        if (wanted == IGovernor.ProposalState.Canceled) {
            cancelAs(member(0), p);
            return p;
        }
        toActive(p);
        if (wanted == IGovernor.ProposalState.Active) return p;
        if (wanted != IGovernor.ProposalState.Defeated) vote(p, 5, 1);
        toEnd(p);
        if (wanted == IGovernor.ProposalState.Defeated || wanted == IGovernor.ProposalState.Succeeded) return p;
        queue(p);
        if (wanted == IGovernor.ProposalState.Queued) return p;
        toReady(p);
        if (wanted == IGovernor.ProposalState.Executed) execute(p);
        else vm.warp(block.timestamp + GRACE + 1);
    }

    function tryCancel(address caller, Proposal memory p) private returns (bool done) {
        uint256 before = vm.snapshotState();
        vm.prank(caller);
        (done,) = address(governor)
            .call(abi.encodeCall(governor.cancel, (p.targets, p.values, p.calldatas, keccak256(bytes(p.description)))));
        assertTrue(!done || governor.state(p.id) == IGovernor.ProposalState.Canceled, "cancelled");
        vm.revertToState(before);
    }

    function test_ForEachGuardianAndEachState_OnlyWhoMayCancels_T34_I28() external {
        for (uint8 guard; guard < 4; ++guard) {
            for (uint8 state; state < 8; ++state) {
                uint256 clean = vm.snapshotState();
                prepare(Guard(guard));
                IGovernor.ProposalState reached = IGovernor.ProposalState(state);
                Proposal memory p = reach(reached);
                assertState(p, reached);
                bool live = reached == IGovernor.ProposalState.Pending || reached == IGovernor.ProposalState.Active
                    || reached == IGovernor.ProposalState.Succeeded || reached == IGovernor.ProposalState.Queued;
                assertTrue(tryCancel(member(0), p) == (reached == IGovernor.ProposalState.Pending), "by the proposer");
                assertTrue(tryCancel(GUARDIAN, p) == (live && Guard(guard) == Guard.Set), "by the guardian");
                assertFalse(tryCancel(member(1), p), "by a member");
                assertFalse(tryCancel(address(0), p), "by the zero address");
                vm.revertToState(clean);
            }
        }
    }

    function test_GivenItsOnlyActionIsAboutTheGuardian_TheGuardianCannotCancel() external {
        bytes[2] memory calls = [
            abi.encodeCall(governor.setGuardian, (STRANGER, uint48(START + 300 days))),
            abi.encodeCall(governor.burnGuardian, ())
        ];
        for (uint256 i; i < calls.length; ++i) {
            Proposal memory p = propose(action(address(governor), 0, calls[i], "guardian"));
            assertTrue(governor.isGuardianBarred(p.id), "barred");
            assertFalse(tryCancel(GUARDIAN, p), "by the guardian");
            assertTrue(tryCancel(member(0), p), "by the proposer");
            vm.expectEmit(address(governor));
            emit IAlthingGovernor.ProposalCanceledBy(p.id, member(0));
            cancelAs(member(0), p);
        }
    }

    function test_GivenTheGuardianIsOneOfSeveralMatters_TheGuardianCanCancel() external {
        Proposal memory p = payment();
        p.targets = new address[](2);
        p.values = new uint256[](2);
        p.calldatas = new bytes[](2);
        (p.targets[0], p.targets[1]) = (address(governor), PAYEE);
        p.calldatas[0] = abi.encodeCall(governor.burnGuardian, ());
        p = propose(p);
        assertFalse(governor.isGuardianBarred(p.id), "barred");
        assertTrue(tryCancel(GUARDIAN, p), "by the guardian");
    }

    function test_WhenTheGuardianRenounces_AVoteMayNameAnother() external {
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorNotGuardian.selector, STRANGER));
        vm.prank(STRANGER);
        governor.renounceGuardian();
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.GuardianSet(address(0), 0);
        vm.prank(GUARDIAN);
        governor.renounceGuardian();
        assertEq(governor.guardian(), address(0), "guardian");
        assertEq(governor.guardianExpiresAt(), 0, "no term");
        uint48 expiresAt = uint48(block.timestamp + 300 days);
        decide(action(address(governor), 0, abi.encodeCall(governor.setGuardian, (STRANGER, expiresAt)), "name"), 9);
        assertEq(governor.guardian(), STRANGER, "named");
        assertEq(governor.guardianExpiresAt(), expiresAt, "term");
    }

    function test_RevertGiven_TheGuardianIsBurnt() external {
        Proposal memory burn = pass(action(address(governor), 0, abi.encodeCall(governor.burnGuardian, ()), "burn"), 9);
        queue(burn);
        toReady(burn);
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.GuardianSet(address(0), 0);
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.GuardianBurnt();
        execute(burn);
        assertTrue(governor.guardianBurnt(), "burnt");
        assertEq(governor.guardian(), address(0), "guardian");
        bytes memory data = abi.encodeCall(governor.setGuardian, (STRANGER, uint48(block.timestamp + 100 days)));
        Proposal memory p = pass(action(address(governor), 0, data, "again"), 9);
        queue(p);
        toReady(p);
        vm.expectRevert(IAlthingGovernor.GovernorGuardianIsBurnt.selector);
        execute(p);
    }

    function testFuzz_Term_IsAtMostAYear(uint48 expiresAt, bool named) external {
        if (expiresAt % 4 != 0) expiresAt = uint48(bound(expiresAt, START, START + 400 days));
        address account = named ? STRANGER : address(0);
        bytes memory data = abi.encodeCall(governor.setGuardian, (account, expiresAt));
        Proposal memory p = pass(action(address(governor), 0, data, "term"), 9);
        queue(p);
        toReady(p);
        bool valid = named ? expiresAt > block.timestamp && expiresAt <= block.timestamp + 365 days : expiresAt == 0;
        if (!valid) {
            vm.expectRevert(
                abi.encodeWithSelector(IAlthingGovernor.GovernorInvalidGuardianTerm.selector, account, expiresAt)
            );
        }
        execute(p);
    }

    // The guardian's key calls everything it can think of, and holds no role.
    function test_TheGuardianHoldsNoRole_T34_I28() external view {
        bytes32[4] memory roles =
            [bytes32(0), treasury.PROPOSER_ROLE(), treasury.CANCELLER_ROLE(), treasury.EXECUTOR_ROLE()];
        for (uint256 i; i < roles.length; ++i) {
            assertFalse(treasury.hasRole(roles[i], GUARDIAN), "role of the guardian");
            assertFalse(treasury.hasRole(roles[i], address(this)), "role of the deployer");
        }
        assertTrue(treasury.hasRole(bytes32(0), address(treasury)), "admin");
        assertTrue(treasury.hasRole(treasury.PROPOSER_ROLE(), address(governor)), "proposer");
        assertTrue(treasury.hasRole(treasury.CANCELLER_ROLE(), address(governor)), "canceller");
        assertTrue(treasury.hasRole(treasury.EXECUTOR_ROLE(), address(0)), "executor");
    }
}
