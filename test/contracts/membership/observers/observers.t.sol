// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {Observers} from "../../../../contracts/membership/Observers.sol";
import {SeatsFixture} from "../../support/SeatsFixture.sol";

/// @dev What one would write first: observers beside voters in one collection, whose seats move no votes.
contract NaiveMembership is ERC721, EIP712, ERC721Votes {
    mapping(uint256 tokenId => bool) private _observes;

    constructor() ERC721("x", "x") EIP712("x", "1") {}

    function admit(address account, uint256 tokenId, bool observes) external {
        _observes[tokenId] = observes;
        _mint(account, tokenId);
        if (!observes) _delegate(account, account);
    }

    function burn(uint256 tokenId) external {
        _burn(tokenId);
    }

    function _update(address to, uint256 tokenId, address auth)
        internal
        override(ERC721, ERC721Votes)
        returns (address)
    {
        return _observes[tokenId] ? ERC721._update(to, tokenId, auth) : ERC721Votes._update(to, tokenId, auth);
    }

    function _increaseBalance(address account, uint128 amount) internal override(ERC721, ERC721Votes) {
        super._increaseBalance(account, amount);
    }
}

contract ObserversTest is SeatsFixture {
    function setUp() external {
        deployDao(4, 20);
    }

    // The composition that is exploitable, and the reason why observers are a collection of their own.
    function test_GivenObserversAmongVotes_OneGainsAVoteAndKeepsIt_T36() external {
        NaiveMembership naive = new NaiveMembership();
        naive.admit(STRANGER, 1, true);
        assertEq(naive.getVotes(STRANGER), 0, "no vote");
        vm.prank(STRANGER);
        naive.delegate(STRANGER);
        assertEq(naive.getVotes(STRANGER), 1, "a vote gained by delegating to itself");
        naive.burn(1);
        assertEq(naive.getVotes(STRANGER), 1, "and kept after the burn");
        naive.admit(PAYEE, 2, false);
        assertEq(naive.getVotes(PAYEE), 1, "who votes has one, too");
    }

    function test_AnObserver_HasNoVoteWhateverItDoes_T36() external {
        vm.expectEmit(address(observers));
        emit ISeats.SeatAdmitted(1, STRANGER, ISeats.Kind.Observer, 0, address(treasury));
        admitByVote(STRANGER, ISeats.Kind.Observer, 0);
        vm.prank(STRANGER);
        membership.delegate(STRANGER);
        assertEq(membership.getVotes(STRANGER), 0, "no vote");
        assertEq(observers.ownerOf(1), STRANGER, "seat");
        assertEq(observers.totalSupply(), 1, "supply");
        assertEq(membership.totalSupply(), 4, "the electorate is the same");
        assertTrue(observers.locked(1), "locked");
        vm.expectRevert();
        observers.locked(2);
        (bool answered,) = address(observers).staticcall(abi.encodeWithSignature("getVotes(address)", STRANGER));
        assertFalse(answered, "there are no votes to ask for");
        assertEq(observers.treasury(), address(treasury), "treasury");
        assertEq(observers.gates(), address(gates), "gates");
    }

    function test_RevertWhen_ASeatMovesOrTheKindVotes() external {
        admitByVote(STRANGER, ISeats.Kind.Observer, 0);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsLocked.selector, 1));
        vm.prank(STRANGER);
        observers.transferFrom(STRANGER, PAYEE, 1);
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongKind.selector, ISeats.Kind.Member));
        observers.admit(PAYEE, ISeats.Kind.Member, 0);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsAlreadySeated.selector, STRANGER));
        observers.admit(STRANGER, ISeats.Kind.Observer, 0);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsOnlyGates.selector, GUARDIAN));
        vm.prank(GUARDIAN);
        observers.admit(PAYEE, ISeats.Kind.Observer, 0);
    }

    // No floor: the last observer may go.
    function test_AnObserver_LapsesLeavesAndIsRevoked() external {
        uint48 soon = uint48(time() + 5);
        admitByVote(STRANGER, ISeats.Kind.Observer, soon);
        vm.warp(soon + 1);
        assertEq(observers.sweep(one(1)), 1, "swept");
        assertEq(observers.totalSupply(), 0, "none");
        vm.prank(address(treasury));
        observers.renew(1, 0);
        assertEq(observers.ownerOf(1), STRANGER, "renewed");
        vm.prank(STRANGER);
        observers.leave(1);
        assertEq(uint256(observers.standingOf(1)), uint256(ISeats.Standing.Ended), "ended");
        assertEq(admitByVote(STRANGER, ISeats.Kind.Observer, 0), 2, "a new number");
        vm.prank(address(treasury));
        observers.revoke(2);
        assertEq(observers.totalSupply(), 0, "none again");
    }
}
