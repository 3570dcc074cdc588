// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {Membership} from "../../../../contracts/membership/Membership.sol";
import {MerkleTrees} from "../../support/MerkleTrees.sol";
import {SeatsFixture} from "../../support/SeatsFixture.sol";

contract FoundersTest is SeatsFixture {
    uint256 private constant LISTED = 40;

    IMembership.Founder[] private listed;
    bytes32[] private leaves;

    function setUp() external {
        deployDao(5, 20);
        for (uint256 i; i < LISTED; ++i) {
            listed.push(IMembership.Founder(member(100 + i), ISeats.Kind(i % 3), i % 2 == 0 ? 0 : uint48(TERM)));
            leaves.push(keccak256(bytes.concat(keccak256(abi.encode(listed[i])))));
        }
        vm.warp(START);
        IMembership.Parts memory parts = membership.parts();
        bytes32 root = MerkleTrees.rootOf(leaves);
        membership = new Membership("x", "x", address(treasury), card, parts, lockedSeats(), members(5), root);
        vm.warp(START + 1);
    }

    function some(uint256 from, uint256 to)
        private
        view
        returns (IMembership.Founder[] memory founders, bytes32[][] memory proofs)
    {
        (founders, proofs) = (new IMembership.Founder[](to - from), new bytes32[][](to - from));
        for (uint256 i = from; i < to; ++i) {
            (founders[i - from], proofs[i - from]) = (listed[i], MerkleTrees.proofOf(leaves, i));
        }
    }

    function seat(uint256 from, uint256 to) private {
        (IMembership.Founder[] memory founders, bytes32[][] memory proofs) = some(from, to);
        vm.prank(STRANGER);
        membership.seatFounders(founders, proofs);
    }

    function test_WhenAnybodySeatsFounders_TheyHaveWhatTheListSays() external {
        seat(0, LISTED);
        assertEq(membership.totalSupply(), 5 + LISTED, "seats");
        for (uint256 i; i < LISTED; ++i) {
            assertEq(membership.ownerOf(6 + i), listed[i].account, "holder");
            assertEq(membership.getVotes(listed[i].account), 1, "vote");
            ISeats.Seat memory given = membership.seatOf(6 + i);
            assertEq(uint256(given.kind), uint256(listed[i].kind), "kind");
            assertEq(given.expiry, listed[i].term == 0 ? 0 : time() + listed[i].term, "term");
        }
        (, uint256 used,) = membership.admissions();
        assertEq(used, 0, "of the gates' cap");
    }

    function test_GivenSomeAreSeated_TheyArePassedOver() external {
        seat(0, 3);
        seat(0, 5);
        assertEq(membership.totalSupply(), 10, "each once");
        vm.prank(listed[0].account);
        membership.leave(6);
        seat(0, 1);
        assertEq(membership.balanceOf(listed[0].account), 0, "who left has left");
    }

    function test_RevertWhen_TheListDoesNotSayIt() external {
        (IMembership.Founder[] memory founders, bytes32[][] memory proofs) = some(0, 2);
        founders[1].kind = ISeats.Kind.Organisation;
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipNotAFounder.selector, founders[1].account));
        membership.seatFounders(founders, proofs);
        founders[1] = listed[1];
        founders[1].term += 1;
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipNotAFounder.selector, founders[1].account));
        membership.seatFounders(founders, proofs);
        founders[1] = listed[1];
        founders[1].account = STRANGER;
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipNotAFounder.selector, STRANGER));
        membership.seatFounders(founders, proofs);
    }

    function test_RevertGiven_TheDaoBeganWithoutAList() external {
        IMembership.Parts memory parts = membership.parts();
        membership = new Membership("x", "x", address(treasury), card, parts, lockedSeats(), members(5), 0);
        (IMembership.Founder[] memory founders, bytes32[][] memory proofs) = some(0, 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipNotAFounder.selector, founders[0].account));
        membership.seatFounders(founders, proofs);
    }

    function test_RevertWhen_ProofsAreMissing() external {
        (IMembership.Founder[] memory founders,) = some(0, 2);
        (, bytes32[][] memory proofs) = some(0, 1);
        vm.expectRevert(IMembership.MembershipInvalidFounders.selector);
        membership.seatFounders(founders, proofs);
    }

    function test_WhenThirtyDaysHavePassed_NobodyIsSeatedAsAFounder() external {
        vm.warp(START + 30 days);
        seat(0, 1);
        vm.warp(START + 30 days + 1);
        (IMembership.Founder[] memory founders, bytes32[][] memory proofs) = some(1, 2);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipFounded.selector, START + 30 days));
        membership.seatFounders(founders, proofs);
    }
}
