// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {SeatsFixture} from "../../support/SeatsFixture.sol";

contract TransferTest is SeatsFixture {
    function setUp() external {
        deployDao(6, 20);
    }

    function move(uint256 index, address to) private {
        vm.prank(member(index));
        membership.transferFrom(member(index), to, index + 1);
    }

    function approve(uint256 tokenId, address to) private byVote {
        membership.approveTransfer(tokenId, to);
    }

    function test_GivenLockedSeats_NothingMovesOrIsApproved_I9() external {
        assertTrue(membership.locked(1), "locked");
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsLocked.selector, 1));
        vm.prank(member(0));
        membership.transferFrom(member(0), STRANGER, 1);
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsLocked.selector, 1));
        membership.approveTransfer(1, STRANGER);
        vm.stopPrank();
    }

    function test_GivenApprovedTransfers_TheHolderMovesItWhereItWasApproved_Once() external {
        setRules(IMembership.TransferRule.Approved, false, 10);
        assertTrue(membership.locked(1), "locked until approved");
        vm.expectEmit(address(membership));
        emit IMembership.TransferApproved(1, STRANGER, address(treasury));
        vm.expectEmit(address(membership));
        emit IMembership.Unlocked(1);
        approve(1, STRANGER);
        assertFalse(membership.locked(1), "unlocked");
        assertTrue(membership.locked(2), "another's");
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsLocked.selector, 1));
        vm.prank(member(0));
        membership.transferFrom(member(0), PAYEE, 1);
        move(0, STRANGER);
        assertEq(membership.ownerOf(1), STRANGER, "holder");
        assertEq(membership.getVotes(STRANGER), 1, "its vote is active");
        assertEq(membership.getVotes(member(0)), 0, "gone");
        assertEq(membership.transferApprovedTo(1), address(0), "used");
        assertTrue(membership.locked(1), "locked again");
    }

    function test_WhenAnApprovalIsTakenBack_TheSeatIsLocked() external {
        setRules(IMembership.TransferRule.Approved, false, 10);
        approve(1, STRANGER);
        vm.expectEmit(address(membership));
        emit ISeats.Locked(1);
        approve(1, address(0));
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsLocked.selector, 1));
        vm.prank(member(0));
        membership.transferFrom(member(0), STRANGER, 1);
    }

    // An approval is the holder's of that time.
    function test_GivenAnApproval_WhatEndsTheTokenEndsIt() external {
        setRules(IMembership.TransferRule.Approved, false, 10);
        vm.startPrank(address(treasury));
        membership.renew(1, uint48(time() + 1));
        membership.approveTransfer(1, STRANGER);
        vm.warp(time() + 2);
        membership.sweep(one(1));
        membership.renew(1, 0);
        vm.stopPrank();
        assertEq(membership.transferApprovedTo(1), address(0), "void");
        assertTrue(membership.locked(1), "locked");
    }

    function test_GivenFreeTransfers_TheHolderMovesIt() external {
        vm.prank(member(1));
        membership.delegate(member(2));
        setRules(IMembership.TransferRule.Free, false, 10);
        assertFalse(membership.locked(2), "free");
        move(1, STRANGER);
        assertEq(membership.getVotes(member(2)), 1, "the old holder's delegation is not the new one's");
        assertEq(membership.getVotes(STRANGER), 1, "the new holder votes");
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsLocked.selector, 2));
        membership.approveTransfer(2, STRANGER);
        uint256 tokenId = membership.admit(PAYEE, ISeats.Kind.Member, 0);
        vm.stopPrank();
        assertFalse(membership.locked(tokenId), "a new seat is free, too");
    }

    function test_GivenTheNewHolderDelegatedBefore_TheSeatFollows() external {
        setRules(IMembership.TransferRule.Free, false, 10);
        vm.prank(STRANGER);
        membership.delegate(member(5));
        move(1, STRANGER);
        assertEq(membership.getVotes(STRANGER), 0, "own");
        assertEq(membership.getVotes(member(5)), 2, "delegate");
    }

    function test_RevertWhen_TheNewHolderHasASeat_I9() external {
        setRules(IMembership.TransferRule.Free, false, 10);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsAlreadySeated.selector, member(0)));
        vm.prank(member(1));
        membership.transferFrom(member(1), member(0), 2);
        setRules(IMembership.TransferRule.Free, true, 10);
        move(1, member(0));
        assertEq(membership.balanceOf(member(0)), 2, "two seats");
        assertEq(membership.getVotes(member(0)), 2, "two votes");
        assertEq(admitByVote(member(0), ISeats.Kind.Member, 0), 7, "a third");
    }

    /// @dev Three owners around the snapshot: one unit counts, at the snapshot's owner.
    function test_GivenASeatMovesAroundTheSnapshot_OneVoteCounts_T41() external {
        setRules(IMembership.TransferRule.Free, false, 10);
        Proposal memory p = propose(payment());
        uint256 at = governor.proposalSnapshot(p.id);
        address[3] memory owners = [address(0xA1), address(0xA2), address(0xA3)];
        vm.warp(at - 1);
        move(1, owners[0]);
        vm.warp(at);
        vm.prank(owners[0]);
        membership.transferFrom(owners[0], owners[1], 2);
        vm.warp(at + 1);
        vm.prank(owners[1]);
        membership.transferFrom(owners[1], owners[2], 2);
        uint256 sum = membership.getPastVotes(member(1), at);
        for (uint256 i; i < 3; ++i) {
            sum += membership.getPastVotes(owners[i], at);
        }
        assertEq(sum, 1, "one unit");
        assertEq(membership.getPastVotes(owners[1], at), 1, "of the snapshot's owner");
        assertEq(membership.getPastTotalSupply(at), 6, "supply");
    }

    /// @dev Votes are seats after any history of transfers, delegations, sweeps and renewals, under any rule.
    /// forge-config: default.fuzz.runs = 500
    /// forge-config: deep.fuzz.runs = 5000
    function testFuzz_VotesAreSeatsUnderAnyRule_I1_I2_I3_I4_I6_I7(uint256 seed) external {
        uint48[8] memory at;
        uint256[8] memory past;
        address[8] memory delegates;
        for (uint256 i; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed, i)));
            address account = member(seed % 8);
            uint256 tokenId = 1 + (seed >> 8) % 8;
            vm.warp(time() + (seed >> 16) % 5);
            for (uint256 j; j < 8; ++j) {
                delegates[j] = membership.delegates(member(j));
            }
            uint256 choice = (seed >> 24) % 8;
            bool done = true;
            if (choice == 0) {
                vm.prank(account);
                membership.delegate(member((seed >> 32) % 9));
            } else if (choice == 1) {
                setRules(
                    IMembership.TransferRule((seed >> 32) % 3), (seed >> 40) % 2 == 0, uint16(10 + (seed >> 48) % 9)
                );
            } else {
                bytes memory data = choice == 2
                    ? abi.encodeCall(membership.admit, (account, ISeats.Kind.Member, uint48(time() + 3)))
                    : choice == 3
                        ? abi.encodeCall(membership.renew, (tokenId, uint48(time() + (seed >> 32) % 6)))
                        : choice == 4
                            ? abi.encodeCall(membership.approveTransfer, (tokenId, member((seed >> 32) % 8)))
                            : choice == 5
                                ? abi.encodeCall(membership.sweep, (one(tokenId)))
                                : choice == 6
                                    ? abi.encodeCall(membership.revoke, (tokenId))
                                    : abi.encodeWithSignature(
                                        "transferFrom(address,address,uint256)",
                                        holderOf(tokenId),
                                        member((seed >> 32) % 8),
                                        tokenId
                                    );
                vm.prank(choice == 7 ? holderOf(tokenId) : address(treasury));
                (done,) = address(membership).call(data);
            }
            // Nobody's delegation changes but the caller's own and that of who had none and got a seat.
            for (uint256 j; j < 8; ++j) {
                address now_ = membership.delegates(member(j));
                bool own = choice == 0 && account == member(j);
                assertTrue(own || now_ == delegates[j] || (delegates[j] == address(0) && now_ == member(j)), "I-6");
            }
            assertEq(membership.getVotes(address(0)), 0, "I-7");
            uint256 slot = (seed >> 64) % 8;
            if (at[slot] != 0) assertEq(membership.getPastVotes(member(slot), at[slot]), past[slot], "I-4");
            vm.warp(time() + 1);
            (at[slot], past[slot]) = (uint48(time() - 1), membership.getVotes(member(slot)));
        }
        uint256 seats;
        for (uint256 i; i < 9; ++i) {
            seats += membership.balanceOf(member(i));
            uint256 delegated;
            for (uint256 j; j < 9; ++j) {
                if (membership.delegates(member(j)) == member(i)) delegated += membership.balanceOf(member(j));
            }
            assertEq(membership.getVotes(member(i)), delegated, "I-2");
        }
        assertEq(membership.totalSupply(), seats, "I-3");
        assertTrue(seats >= 3, "floor");
    }

    function holderOf(uint256 tokenId) private view returns (address) {
        try membership.ownerOf(tokenId) returns (address holder) {
            return holder;
        } catch {
            return address(0xDEAD);
        }
    }
}
