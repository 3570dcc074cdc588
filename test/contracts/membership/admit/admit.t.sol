// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {Membership} from "../../../../contracts/membership/Membership.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

contract AdmitTest is DaoFixture {
    function setUp() external {
        deployDao(4, 20);
    }

    function admit(address account) private {
        bytes memory data = abi.encodeCall(membership.admit, (account));
        decide(action(address(membership), 0, data, "admit"), 4);
    }

    // L-2
    function test_WhenTheTreasuryAdmits_TheVoteIsActiveInTheSameTransaction() external {
        admit(STRANGER);
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

    // I-9
    function test_RevertWhen_TheAccountHasASeat() external {
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipAlreadySeated.selector, member(1)));
        vm.prank(address(treasury));
        membership.admit(member(1));
    }

    function test_GivenTheAccountDelegatedBefore_TheVoteFollows() external {
        vm.prank(STRANGER);
        membership.delegate(member(2));
        admit(STRANGER);
        assertEq(membership.getVotes(STRANGER), 0, "own");
        assertEq(membership.getVotes(member(2)), 2, "delegate");
    }

    // F9, T37: a revoked seat keeps its vote in what was running.
    function test_WhenASeatIsRevoked_RunningVotesKeepTheirElectorate() external {
        Proposal memory p = propose(payment());
        toActive(p);
        vm.prank(address(treasury));
        membership.revoke(4);
        assertEq(membership.getVotes(member(3)), 0, "votes");
        assertEq(membership.balanceOf(member(3)), 0, "seats");
        vm.prank(member(3));
        governor.castVote(p.id, 1);
        assertTrue(governor.hasVoted(p.id, member(3)), "counted");
    }

    // I-21
    function test_RevertWhen_FewerThanThreeSeatsWouldBeLeft() external {
        vm.prank(address(treasury));
        membership.revoke(1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipTooFewSeats.selector, 2, 3));
        vm.prank(address(treasury));
        membership.revoke(2);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        vm.prank(address(treasury));
        membership.revoke(1);
    }

    function test_RevertWhen_ThereAreFewerThanThreeFoundersOrOneTwice() external {
        address[] memory founders = new address[](2);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipTooFewFounders.selector, 2, 3));
        new Membership("x", "x", address(treasury), founders);
        founders = new address[](3);
        (founders[0], founders[1], founders[2]) = (member(0), member(1), member(0));
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipAlreadySeated.selector, member(0)));
        new Membership("x", "x", address(treasury), founders);
    }

    // T41
    function test_RevertWhen_ASeatWouldBeTransferred() external {
        vm.prank(member(0));
        membership.approve(STRANGER, 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipLocked.selector, 1));
        vm.prank(STRANGER);
        membership.transferFrom(member(0), STRANGER, 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipLocked.selector, 1));
        vm.prank(member(0));
        membership.safeTransferFrom(member(0), STRANGER, 1);
    }

    // T39, I-8
    function test_RevertWhen_AnybodyButTheTreasuryAdmitsOrRevokes() external {
        address[4] memory callers = [member(0), GUARDIAN, address(governor), address(this)];
        for (uint256 i; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipOnlyTreasury.selector, callers[i]));
            vm.prank(callers[i]);
            membership.admit(STRANGER);
            vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipOnlyTreasury.selector, callers[i]));
            vm.prank(callers[i]);
            membership.revoke(1);
        }
    }

    function test_Standards_AreAnnounced() external view {
        assertTrue(membership.supportsInterface(0xb45a3c0e), "ERC-5192");
        assertTrue(membership.supportsInterface(0x80ac58cd), "ERC-721");
        assertFalse(membership.supportsInterface(0xffffffff), "none");
        assertTrue(governor.supportsInterface(type(IGovernor).interfaceId), "IGovernor");
        assertEq(keccak256(bytes(membership.CLOCK_MODE())), keccak256("mode=timestamp"), "clock of the seats");
        assertEq(keccak256(bytes(governor.CLOCK_MODE())), keccak256("mode=timestamp"), "clock of the governor");
        assertEq(membership.clock(), block.timestamp, "seats");
        assertEq(governor.clock(), block.timestamp, "governor");
    }

    // T35
    function test_DelegatingToNobody_LosesNothing() external {
        vm.prank(member(0));
        membership.delegate(address(0));
        assertEq(membership.getVotes(member(0)), 0, "away");
        vm.prank(member(0));
        membership.delegate(member(0));
        assertEq(membership.getVotes(member(0)), 1, "back");
    }

    // I-1, I-2, I-3: any history of delegations, admissions and revocations.
    function testFuzz_VotesEqualSeats(uint256 seed) external {
        for (uint256 i; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed, i)));
            address account = member(seed % 8);
            address to = member((seed >> 8) % 8);
            vm.warp(block.timestamp + (seed >> 16) % 3);
            uint256 choice = (seed >> 24) % 3;
            if (choice == 0) {
                vm.prank(account);
                membership.delegate(to);
            } else {
                vm.prank(address(treasury));
                (bool done,) = address(membership)
                    .call(
                        choice == 1
                            ? abi.encodeCall(membership.admit, (account))
                            : abi.encodeCall(membership.revoke, (1 + (seed >> 32) % 20))
                    );
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
