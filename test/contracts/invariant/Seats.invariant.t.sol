// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {SeatsFixture} from "../support/SeatsFixture.sol";
import {SeatsHandler} from "./SeatsHandler.sol";

/// @dev One campaign: seats, votes and the gates' cap after any history.
contract SeatsInvariantTest is SeatsFixture {
    SeatsHandler private handler;
    address[] private _targets;

    function setUp() external {
        deployDao(8, 20);
        appoint(11, type(uint32).max, 15);
        handler = new SeatsHandler(membership, gates, recovery, 8);
        _targets.push(address(handler));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev Each step went through exactly when the book says so: the cap in every window, one seat an account, the
    /// floor, locks and approvals, terms that only a vote shortens.
    function invariant_EachStepIsAsTheBookSays_I8_I9_I21() external view {
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
    }

    function assertBook() private view {
        SeatsHandler.Book[] memory books = handler.books();
        assertEq(membership.lastTokenId(), books.length - 1, "numbers");
        uint256 seats;
        for (uint256 i = 1; i < books.length; ++i) {
            SeatsHandler.Book memory book = books[i];
            ISeats.Seat memory seat = membership.seatOf(i);
            assertTrue(seat.kind == book.kind, "kind");
            assertEq(seat.expiry, book.expiry, "expiry");
            if (book.minted) {
                ++seats;
                assertEq(membership.ownerOf(i), book.holder, "holder");
                bool overdue = book.expiry != 0 && book.expiry < block.timestamp;
                assertStanding(i, overdue ? ISeats.Standing.Overdue : ISeats.Standing.Current);
            } else {
                assertStanding(i, book.ended ? ISeats.Standing.Ended : ISeats.Standing.Lapsed);
                assertEq(membership.formerHolderOf(i), book.ended ? address(0) : book.holder, "former holder");
            }
        }
        assertEq(membership.totalSupply(), seats, "supply");
    }

    // Asked after every tenth step and at the end: reading the book is most of the campaign, and what is wrong stays so.
    /// forge-config: default.invariant.check-interval = 10
    /// forge-config: deep.invariant.check-interval = 10
    function invariant_VotesAreSeats_I1_I2_I3_I7_I21_I31() external view {
        uint256[] memory delegated = new uint256[](handler.ACTORS());
        // Read once: asked for account by account, it would be most of the campaign.
        SeatsHandler.Book[] memory books = handler.books();
        uint256 seats;
        for (uint256 i; i < delegated.length; ++i) {
            address delegatee = membership.delegates(member(i));
            uint256 held = membership.balanceOf(member(i));
            uint256 booked;
            for (uint256 j = 1; j < books.length; ++j) {
                if (books[j].minted && books[j].holder == member(i)) ++booked;
            }
            assertEq(held, booked, "I-9: seats of an account");
            seats += held;
            for (uint256 j; j < delegated.length; ++j) {
                if (member(j) == delegatee) delegated[j] += held;
            }
        }
        assertEq(membership.totalSupply(), seats, "I-3, I-31: supply");
        assertTrue(seats >= 3, "I-21: below the floor");
        for (uint256 i; i < delegated.length; ++i) {
            assertEq(membership.getVotes(member(i)), delegated[i], "I-2: votes of a delegate");
        }
        assertEq(membership.getVotes(address(0)), 0, "I-7");
    }

    // Every number is as the book says. I-34: from wherever the campaign ended, with everybody who holds a seat for it, a
    // payment can be made.
    function afterInvariant() external {
        assertBook();
        for (uint256 i; i < handler.ACTORS(); ++i) {
            vm.prank(member(i));
            membership.delegate(member(i));
        }
        vm.warp(block.timestamp + 1);
        Proposal memory p = action(address(0xCAFE), 1, "", "the last payment");
        for (uint256 i; i < handler.ACTORS(); ++i) {
            if (membership.getVotes(member(i)) == 0) continue;
            vm.prank(member(i));
            p.id = governor.propose(p.targets, p.values, p.calldatas, p.description);
            break;
        }
        toActive(p);
        for (uint256 i; i < handler.ACTORS(); ++i) {
            if (membership.getVotes(member(i)) == 0) continue;
            vm.prank(member(i));
            governor.castVote(p.id, 1);
        }
        toEnd(p);
        queue(p);
        toReady(p);
        execute(p);
        assertEq(address(0xCAFE).balance, 1, "I-34: a payment can be made");
    }

    // The same handler, driven through one long history, reaches every step that the campaign is about.
    function test_TheCampaignReachesEveryStep_F3() external {
        for (uint256 i; i < 4000; ++i) {
            uint256 a = uint256(keccak256(abi.encode(i, "a")));
            uint48 b = uint48(uint256(keccak256(abi.encode(i, "b"))));
            uint256 step = a % 14;
            a >>= 8;
            if (step == 0) handler.admitByVote(a, b);
            else if (step == 1) handler.revoke(a);
            else if (step == 2) handler.renewByVote(a, b);
            else if (step == 3) handler.changeKind(a);
            else if (step == 4) handler.setRules(a);
            else if (step == 5) handler.admitByOfficer(a);
            else if (step == 6) handler.joinByList(a);
            else if (step == 7) handler.renewByOfficer(a);
            else if (step == 8) handler.sweep(a);
            else if (step == 9) handler.leave(a);
            else if (step == 10) handler.transfer(a);
            else if (step == 11) handler.recoverByVote(a);
            else if (step == 12) handler.delegate(a);
            else handler.wait_(a);
        }
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
        assertBook();
        string[14] memory steps = [
            "admit by vote",
            "revoke",
            "renew by vote",
            "revived",
            "change of kind",
            "rules",
            "admit by an officer",
            "join by a list",
            "renew by an officer",
            "sweep",
            "leave",
            "approve a transfer",
            "transfer",
            "recovery"
        ];
        for (uint256 i; i < steps.length; ++i) {
            assertTrue(handler.count(steps[i]) > 5, steps[i]);
        }
    }
}
