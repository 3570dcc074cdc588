// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {SeatsFixture} from "../../support/SeatsFixture.sol";

contract TermTest is SeatsFixture {
    uint48 private soon;

    function setUp() external {
        deployDao(6, 20);
        soon = uint48(time() + 10 days);
    }

    function renew(uint256 tokenId, uint48 expiry) private byVote {
        membership.renew(tokenId, expiry);
    }

    function test_GivenATermThatHasPassed_TheSeatCountsUntilItIsSwept_I34() external {
        renew(2, soon);
        vm.warp(soon);
        assertStanding(2, ISeats.Standing.Current);
        vm.warp(soon + 1);
        assertStanding(2, ISeats.Standing.Overdue);
        assertEq(membership.getVotes(member(1)), 1, "its vote counts");
        Proposal memory p = propose(payment());
        toActive(p);
        vm.prank(member(1));
        governor.castVote(p.id, 1);
        assertTrue(governor.hasVoted(p.id, member(1)), "voted");
    }

    function test_WhenItIsSwept_TheTokenIsBurntAndTheRecordKept_I31() external {
        renew(2, soon);
        vm.prank(member(2));
        membership.delegate(member(1));
        vm.warp(soon + 1);
        vm.expectEmit(address(membership));
        emit ISeats.SeatLapsed(2, member(1));
        vm.prank(STRANGER);
        assertEq(membership.sweep(one(2)), 1, "swept");
        assertStanding(2, ISeats.Standing.Lapsed);
        assertEq(membership.formerHolderOf(2), member(1), "former holder");
        assertEq(membership.balanceOf(member(1)), 0, "seats");
        assertEq(membership.getVotes(member(1)), 1, "what others delegated stays");
        assertEq(membership.totalSupply(), 5, "supply");
        (address holder, ISeats.Seat memory seat) = membership.holdingOf(2);
        assertEq(holder, address(0), "nobody holds it");
        assertEq(seat.since, START, "the record stays");
        assertEq(membership.seatOf(2).since, START, "the record stays");
        (holder, seat) = membership.holdingOf(7);
        assertEq(holder, address(0), "never given");
        assertEq(seat.mintedAt, 0, "no record");
    }

    // The vote that runs keeps it; the next snapshot does not count it.
    function test_WhenItIsSweptDuringAVotingDelay_TheSnapshotDoesNotCountIt_T37() external {
        renew(2, soon);
        vm.warp(soon + 1);
        Proposal memory p = propose(payment());
        vm.warp(governor.proposalSnapshot(p.id) - 1);
        membership.sweep(one(2));
        toActive(p);
        assertEq(membership.getPastVotes(member(1), governor.proposalSnapshot(p.id)), 0, "no weight");
        assertEq(membership.getPastTotalSupply(governor.proposalSnapshot(p.id)), 5, "electorate");
    }

    function test_WhenAListIsSwept_WhatIsNotOverdueIsPassedOver() external {
        renew(2, soon);
        renew(4, soon);
        renew(5, soon + 1);
        vm.warp(soon + 1);
        uint256[] memory list = new uint256[](7);
        (list[0], list[1], list[2], list[3], list[4], list[5], list[6]) = (99, 2, 2, 5, 1, 4, 0);
        assertEq(membership.sweep(list), 2, "swept");
        assertStanding(2, ISeats.Standing.Lapsed);
        assertStanding(4, ISeats.Standing.Lapsed);
        assertStanding(5, ISeats.Standing.Current);
        vm.expectRevert(ISeats.SeatsNothingSwept.selector);
        membership.sweep(list);
        vm.expectRevert(ISeats.SeatsNothingSwept.selector);
        membership.sweep(new uint256[](0));
    }

    function test_GivenThreeSeats_NoneLapsesIsLeftOrRevoked_I21_I34() external {
        uint256[] memory list = new uint256[](6);
        for (uint256 i; i < 6; ++i) {
            list[i] = i + 1;
            renew(i + 1, soon);
        }
        vm.warp(soon + 1);
        assertEq(membership.sweep(list), 3, "three stay");
        assertEq(membership.totalSupply(), 3, "floor");
        assertStanding(4, ISeats.Standing.Overdue);
        vm.expectRevert(ISeats.SeatsNothingSwept.selector);
        membership.sweep(list);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipTooFewSeats.selector, 2, 3));
        vm.prank(member(3));
        membership.leave(4);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipTooFewSeats.selector, 2, 3));
        vm.prank(address(treasury));
        membership.revoke(4);
        // They can still decide, and bring the others back.
        vm.prank(member(3));
        (uint256 id,) = (governor.propose(payment().targets, payment().values, payment().calldatas, "pay"), 0);
        vm.warp(governor.proposalSnapshot(id) + 1);
        for (uint256 i = 3; i < 6; ++i) {
            vm.prank(member(i));
            governor.castVote(id, 1);
        }
        vm.warp(governor.proposalDeadline(id) + 1);
        assertEq(uint256(governor.state(id)), 4, "succeeded");
    }

    function test_WhenALapsedSeatIsRenewed_TheSameNumberGoesToTheSameHolder_I9() external {
        renew(2, soon);
        vm.prank(member(1));
        membership.delegate(member(4));
        vm.warp(soon + 1);
        membership.sweep(one(2));
        assertEq(membership.getVotes(member(4)), 1, "delegated vote gone");
        vm.warp(soon + 100);
        vm.expectEmit(address(membership));
        emit ISeats.SeatRenewed(2, member(1), soon + 1000, address(treasury));
        renew(2, soon + 1000);
        assertEq(membership.ownerOf(2), member(1), "holder");
        assertEq(membership.delegates(member(1)), member(4), "delegation stays");
        assertEq(membership.getVotes(member(4)), 2, "delegated vote");
        assertEq(membership.formerHolderOf(2), address(0), "no former holder");
        (address holder, ISeats.Seat memory seat) = membership.holdingOf(2);
        assertEq(holder, member(1), "held again");
        assertEq(seat.since, START, "since");
        assertEq(seat.mintedAt, time(), "minted");
        assertEq(seat.expiry, soon + 1000, "expiry");
        assertEq(membership.lastTokenId(), 6, "no new number");
    }

    function test_WhenASeatIsRenewedInTime_NothingIsMinted() external {
        renew(2, soon);
        vm.expectEmit(address(membership));
        emit ISeats.MetadataUpdate(2);
        renew(2, soon + 5);
        assertEq(membership.seatOf(2).expiry, soon + 5, "expiry");
        assertEq(membership.seatOf(2).mintedAt, START, "minted");
        renew(2, 0);
        vm.warp(soon + 10_000 days);
        assertStanding(2, ISeats.Standing.Current);
    }

    function test_RevertWhen_TheHolderOfALapsedSeatHasAnother() external {
        renew(2, soon);
        vm.warp(soon + 1);
        membership.sweep(one(2));
        admitByVote(member(1), ISeats.Kind.Member, 0);
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsAlreadySeated.selector, member(1)));
        membership.renew(2, 0);
        vm.stopPrank();
    }

    function test_RevertWhen_WhatIsRenewedHasEndedOrTheTermHasPassed() external {
        vm.prank(member(1));
        membership.leave(2);
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongStanding.selector, 2, ISeats.Standing.Ended));
        membership.renew(2, 0);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongStanding.selector, 77, ISeats.Standing.None));
        membership.renew(77, 0);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsInvalidExpiry.selector, uint48(time())));
        membership.renew(1, uint48(time()));
        vm.stopPrank();
    }

    function test_WhenAHolderLeaves_TheSeatHasEnded() external {
        vm.expectEmit(address(membership));
        emit ISeats.SeatLeft(2, member(1));
        vm.prank(member(1));
        membership.leave(2);
        assertStanding(2, ISeats.Standing.Ended);
        assertEq(membership.getVotes(member(1)), 0, "votes");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 2));
        vm.prank(member(1));
        membership.leave(2);
    }

    function test_RevertWhen_AnybodyButTheHolderLeaves() external {
        vm.prank(member(1));
        membership.setApprovalForAll(STRANGER, true);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyHolder.selector, 2, STRANGER));
        vm.prank(STRANGER);
        membership.leave(2);
    }

    function test_WhenALapsedSeatIsRevoked_ItCannotBeRenewed() external {
        renew(2, soon);
        vm.warp(soon + 1);
        membership.sweep(one(2));
        vm.expectEmit(address(membership));
        emit ISeats.SeatRevoked(2, member(1));
        vm.startPrank(address(treasury));
        membership.revoke(2);
        assertStanding(2, ISeats.Standing.Ended);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongStanding.selector, 2, ISeats.Standing.Ended));
        membership.renew(2, 0);
        vm.stopPrank();
    }
}
