// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {Membership} from "../../../../contracts/membership/Membership.sol";
import {SeatsFixture} from "../../support/SeatsFixture.sol";

/// @dev A holder that refuses whatever it is called for.
contract RefusingHolder {
    fallback() external {
        revert("no");
    }
}

contract AdmitTest is SeatsFixture {
    function setUp() external {
        deployDao(4, 20);
    }

    function admit(address account) private {
        decide(action(address(membership), 0, admission(account), "admit"), 4);
    }

    function test_WhenTheTreasuryAdmits_TheVoteIsActiveInTheSameTransaction() external {
        Proposal memory decision = pass(action(address(membership), 0, admission(STRANGER), "admit"), 4);
        queue(decision);
        toReady(decision);
        vm.expectEmit(address(membership));
        emit ISeats.SeatAdmitted(5, STRANGER, ISeats.Kind.Member, 0, address(treasury));
        execute(decision);
        ISeats.Seat memory seat = membership.seatOf(5);
        assertEq(uint256(seat.kind), uint256(ISeats.Kind.Member), "kind");
        assertEq(seat.since, time(), "since");
        assertEq(seat.mintedAt, time(), "minted");
        assertEq(seat.kindSince, time(), "kind since");
        assertEq(seat.expiry, 0, "expiry");
        assertStanding(5, ISeats.Standing.Current);
        assertEq(membership.ownerOf(5), STRANGER, "holder");
        assertEq(membership.getVotes(STRANGER), 1, "votes");
        assertEq(membership.totalSupply(), 5, "seats");
        assertTrue(membership.locked(5), "locked");
        Proposal memory p = propose(payment());
        toActive(p);
        vm.prank(STRANGER);
        governor.castVote(p.id, 1);
        assertTrue(governor.hasVoted(p.id, STRANGER), "voted");
    }

    function test_RevertWhen_TheAccountHasASeat_I9_T4() external {
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsAlreadySeated.selector, member(1)));
        vm.prank(address(treasury));
        membership.admit(member(1), ISeats.Kind.Member, 0);
    }

    function test_GivenTheAccountDelegatedBefore_TheVoteFollows() external {
        vm.prank(STRANGER);
        membership.delegate(member(2));
        admit(STRANGER);
        assertEq(membership.getVotes(STRANGER), 0, "own");
        assertEq(membership.getVotes(member(2)), 2, "delegate");
    }

    // A revoked seat keeps its vote in what was running.
    function test_WhenASeatIsRevoked_RunningVotesKeepTheirElectorate_F9_T37_I31() external {
        Proposal memory p = propose(payment());
        toActive(p);
        vm.expectEmit(address(membership));
        emit ISeats.SeatRevoked(4, member(3));
        vm.prank(address(treasury));
        membership.revoke(4);
        assertEq(membership.getVotes(member(3)), 0, "votes");
        assertEq(membership.totalSupply(), 3, "seats left");
        assertEq(membership.balanceOf(member(3)), 0, "seats");
        assertStanding(4, ISeats.Standing.Ended);
        assertEq(membership.seatOf(4).since, START, "the record stays");
        vm.prank(member(3));
        governor.castVote(p.id, 1);
        assertTrue(governor.hasVoted(p.id, member(3)), "counted");
    }

    function test_RevertWhen_FewerThanThreeSeatsWouldBeLeft_I21() external {
        vm.prank(address(treasury));
        membership.revoke(1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipTooFewSeats.selector, 2, 3));
        vm.prank(address(treasury));
        membership.revoke(2);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        vm.prank(address(treasury));
        membership.revoke(1);
    }

    function make(IMembership.Founder[] calldata founders, IMembership.Rules calldata rules) external {
        new Membership("x", "x", address(treasury), card, membership.parts(), rules, founders, 0);
    }

    function test_RevertWhen_ThereAreFewerThanThreeFoundersOrOneTwice() external {
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipTooFewFounders.selector, 2, 3));
        this.make(members(2), lockedSeats());
        IMembership.Founder[] memory founders = members(3);
        founders[2].account = member(0);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsAlreadySeated.selector, member(0)));
        this.make(founders, lockedSeats());
        founders[2] = IMembership.Founder(member(2), ISeats.Kind.Observer, 0);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongKind.selector, ISeats.Kind.Observer));
        this.make(founders, lockedSeats());
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipShareOutOfBounds.selector, 9, 10));
        this.make(members(3), IMembership.Rules(IMembership.TransferRule.Locked, false, 9));
    }

    function test_Founders_HaveTheirKindsAndTerms() external {
        IMembership.Founder[] memory founders = members(3);
        founders[1] = IMembership.Founder(member(1), ISeats.Kind.Organisation, 1 days);
        address next = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        vm.expectEmit(next);
        emit IMembership.PartsSet(address(governor), address(gates), address(recovery));
        vm.expectEmit(next);
        emit IMembership.RulesSet(IMembership.TransferRule.Locked, false, 10);
        Membership other =
            new Membership("x", "x", address(treasury), card, membership.parts(), lockedSeats(), founders, 0);
        assertEq(uint256(other.seatOf(2).kind), uint256(ISeats.Kind.Organisation), "kind");
        assertEq(other.seatOf(2).expiry, time() + 1 days, "term");
        assertEq(other.seatOf(3).expiry, 0, "no term");
        assertEq(other.lastTokenId(), 3, "numbers");
        assertEq(other.treasury(), address(treasury), "treasury");
    }

    function test_RevertWhen_TheKindIsAnObserversOrTheTermHasPassed() external byVote {
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongKind.selector, ISeats.Kind.Observer));
        membership.admit(STRANGER, ISeats.Kind.Observer, 0);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsInvalidExpiry.selector, uint48(time())));
        membership.admit(STRANGER, ISeats.Kind.Member, uint48(time()));
        membership.admit(STRANGER, ISeats.Kind.Steward, uint48(time() + 1));
    }

    function test_WhenAKindIsChanged_TheSeatIsTheSame() external {
        vm.warp(time() + 5);
        vm.expectEmit(address(membership));
        emit IMembership.SeatKindChanged(2, member(1), ISeats.Kind.Member, ISeats.Kind.Steward);
        vm.expectEmit(address(membership));
        emit ISeats.MetadataUpdate(2);
        vm.prank(address(treasury));
        membership.changeKind(2, ISeats.Kind.Steward);
        ISeats.Seat memory seat = membership.seatOf(2);
        assertEq(uint256(seat.kind), uint256(ISeats.Kind.Steward), "kind");
        assertEq(seat.kindSince, time(), "kind since");
        assertEq(seat.since, START, "since");
        assertEq(seat.mintedAt, START, "minted");
        assertEq(membership.getVotes(member(1)), 1, "one vote all the same");
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongKind.selector, ISeats.Kind.Observer));
        membership.changeKind(2, ISeats.Kind.Observer);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9));
        membership.changeKind(9, ISeats.Kind.Member);
        vm.stopPrank();
    }

    function test_WhenRulesOrPartsAreSet_TheyAreReported() external byVote {
        vm.expectEmit(address(membership));
        emit IMembership.RulesSet(IMembership.TransferRule.Free, true, 11);
        vm.expectEmit(address(membership));
        emit IMembership.BatchMetadataUpdate(1, 4);
        membership.setRules(IMembership.Rules(IMembership.TransferRule.Free, true, 11));
        IMembership.Rules memory rules = membership.rules();
        assertTrue(rules.transferRule == IMembership.TransferRule.Free && rules.severalSeats, "rules");
        assertEq(rules.admissionShare, 11, "share");
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipShareOutOfBounds.selector, 9, 10));
        membership.setRules(IMembership.Rules(IMembership.TransferRule.Free, true, 9));
        vm.expectEmit(address(membership));
        emit IMembership.PartsSet(address(1), address(2), address(3));
        membership.setParts(IMembership.Parts(address(1), address(2), address(3)));
        assertEq(membership.gates(), address(2), "gates");
        assertEq(membership.parts().governor, address(1), "governor");
        assertEq(membership.parts().recovery, address(3), "recovery");
    }

    function test_RevertWhen_ANumberWasNeverGiven() external {
        assertStanding(0, ISeats.Standing.None);
        assertStanding(5, ISeats.Standing.None);
        assertStanding(4, ISeats.Standing.Current);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongStanding.selector, 5, ISeats.Standing.None));
        membership.seatOf(5);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongStanding.selector, 0, ISeats.Standing.None));
        membership.seatOf(0);
        membership.seatOf(4);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 5));
        membership.locked(5);
    }

    function test_RevertWhen_ASeatWouldBeTransferred_T41() external {
        vm.prank(member(0));
        membership.approve(STRANGER, 1);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsLocked.selector, 1));
        vm.prank(STRANGER);
        membership.transferFrom(member(0), STRANGER, 1);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsLocked.selector, 1));
        vm.prank(member(0));
        membership.safeTransferFrom(member(0), STRANGER, 1);
    }

    function test_RevertWhen_AnybodyButTheTreasuryAdmitsOrRevokes_T39_I8() external {
        address[4] memory callers = [member(0), GUARDIAN, address(governor), address(this)];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyGates.selector, callers[i]));
            membership.admit(STRANGER, ISeats.Kind.Member, 0);
            vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyGates.selector, callers[i]));
            membership.renew(1, 0);
            vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyGates.selector, callers[i]));
            membership.approveTransfer(1, STRANGER);
            vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyTreasury.selector, callers[i]));
            membership.revoke(1);
            vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyTreasury.selector, callers[i]));
            membership.changeKind(1, ISeats.Kind.Steward);
            vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyTreasury.selector, callers[i]));
            membership.setRules(lockedSeats());
            vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyTreasury.selector, callers[i]));
            membership.setParts(IMembership.Parts(callers[i], callers[i], callers[i]));
            vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipOnlyRecovery.selector, callers[i]));
            membership.reissue(1, STRANGER);
            vm.stopPrank();
        }
    }

    // Who gets a seat is not called: it can neither refuse, nor come back, nor hold up others.
    function test_WhenTheHolderWouldRefuse_ItIsNotAsked_T40() external {
        address holder = address(new RefusingHolder());
        assertEq(admitByVote(holder, ISeats.Kind.Member, 0), 5, "seated");
        assertEq(membership.getVotes(holder), 1, "vote");
    }

    function test_Standards_AreAnnounced() external view {
        assertTrue(membership.supportsInterface(0xb45a3c0e), "ERC-5192");
        assertTrue(membership.supportsInterface(0x49064906), "ERC-4906");
        assertTrue(membership.supportsInterface(0x80ac58cd), "ERC-721");
        assertFalse(membership.supportsInterface(0xffffffff), "none");
        assertTrue(governor.supportsInterface(type(IGovernor).interfaceId), "IGovernor");
        assertEq(keccak256(bytes(membership.CLOCK_MODE())), keccak256("mode=timestamp"), "clock of the seats");
        assertEq(keccak256(bytes(governor.CLOCK_MODE())), keccak256("mode=timestamp"), "clock of the governor");
        assertEq(membership.clock(), time(), "seats");
        assertEq(governor.clock(), time(), "governor");
    }

    function test_WhenAHolderDelegates_ItIsToldWithTheVotes() external {
        vm.expectEmit(address(membership));
        emit IVotes.DelegateChanged(member(1), member(1), member(2));
        vm.expectEmit(address(membership));
        emit IVotes.DelegateVotesChanged(member(1), 1, 0);
        vm.expectEmit(address(membership));
        emit IVotes.DelegateVotesChanged(member(2), 1, 2);
        vm.prank(member(1));
        membership.delegate(member(2));
        assertEq(membership.delegates(member(1)), member(2), "delegate");
    }

    function test_DelegatingToNobody_LosesNothing_T35() external {
        vm.prank(member(0));
        membership.delegate(address(0));
        assertEq(membership.getVotes(member(0)), 0, "away");
        vm.prank(member(0));
        membership.delegate(member(0));
        assertEq(membership.getVotes(member(0)), 1, "back");
    }

    // Any history of delegations, admissions and revocations.
    /// forge-config: default.fuzz.runs = 1000
    /// forge-config: deep.fuzz.runs = 10000
    function testFuzz_VotesEqualSeats_I1_I2_I3(uint256 seed) external {
        for (uint256 i; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed, i)));
            address account = member(seed % 8);
            address to = member((seed >> 8) % 8);
            vm.warp(time() + (seed >> 16) % 3);
            uint256 choice = (seed >> 24) % 3;
            if (choice == 0) {
                vm.prank(account);
                membership.delegate(to);
            } else {
                vm.prank(address(treasury));
                (bool done,) = address(membership)
                    .call(choice == 1 ? admission(account) : abi.encodeCall(membership.revoke, (1 + (seed >> 32) % 20)));
                done;
            }
        }
        uint256 seats;
        uint256 votes;
        for (uint256 i; i < 8; ++i) {
            seats += membership.balanceOf(member(i));
            votes += membership.getVotes(member(i));
            assertTrue(membership.balanceOf(member(i)) <= 1, "two seats");
            uint256 delegated;
            for (uint256 j; j < 8; ++j) {
                if (membership.delegates(member(j)) == member(i)) delegated += membership.balanceOf(member(j));
            }
            assertEq(membership.getVotes(member(i)), delegated, "votes of a delegate");
        }
        assertEq(membership.totalSupply(), seats, "seats");
        assertEq(votes, seats, "votes");
        assertTrue(seats >= 3, "floor");
    }
}
