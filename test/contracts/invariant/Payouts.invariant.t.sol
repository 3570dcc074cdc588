// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayouts} from "../../../contracts/treasury/IPayouts.sol";
import {Payouts} from "../../../contracts/treasury/Payouts.sol";
import {ReentrantPayee} from "../support/Payees.sol";
import {PayingFixture} from "../support/PayingFixture.sol";
import {PayoutsHandler} from "./PayoutsHandler.sol";
import {clonePayouts} from "../support/Parts.sol";

/// @dev One campaign: batches and lists, paid, set aside and claimed in any order, by payees of every mood.
contract PayoutsInvariantTest is PayingFixture {
    Payouts private payouts;
    PayoutsHandler private handler;
    address[] private _targets;

    function setUp() external {
        deployDao(5, 20);
        payouts = clonePayouts(new Payouts(), treasury);
        handler = new PayoutsHandler(treasury, payouts);
        _targets.push(address(handler));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev Each step went through exactly when the book says so.
    function invariant_EachStepIsAsTheBookSays_I12_I33() external view {
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
    }

    function invariant_WhatLeftIsWhatWasPaid_I12_I33() external view {
        assertAssets();
    }

    function assertAssets() private view {
        address[3] memory assets = [address(0), address(handler.token()), address(handler.greedy())];
        uint256[3] memory had = [uint256(100 ether), 1_000_000 ether, 1_000_000 ether];
        address[] memory payees = handler.payees();
        for (uint256 i; i < 3; ++i) {
            uint256 paid = handler.paid(assets[i]);
            assertEq(balanceOf(assets[i], address(treasury)), had[i] - paid, "left");
            uint256 got;
            for (uint256 j; j < payees.length; ++j) {
                assertEq(balanceOf(assets[i], payees[j]), handler.got(assets[i], payees[j]), "a payee's");
                got += handler.got(assets[i], payees[j]);
            }
            assertEq(got, paid, "in and out");
            assertEq(balanceOf(assets[i], address(payouts)), 0, "nothing stays");
        }
    }

    function assertRows() private view {
        for (uint256 id = 1; id < handler.books(); ++id) {
            PayoutsHandler.Book memory book = handler.book(id);
            assertTrue(payouts.payoutOf(id).paid == book.given, "given");
            uint256 drawn;
            for (uint256 row; row < book.to.length; ++row) {
                bool paid = book.states[row] == PayoutsHandler.State.Paid;
                bool aside = book.states[row] == PayoutsHandler.State.Aside;
                if (paid) drawn += book.amounts[row];
                assertTrue(payouts.isRowClaimed(id, row) == (book.list && paid), "claimed");
                IPayouts.SetAside memory waiting = payouts.setAsideOf(id, row);
                assertEq(waiting.payee, aside ? book.to[row] : address(0), "set aside");
                assertEq(waiting.amount, aside ? book.amounts[row] : 0, "amount that waits");
            }
            assertEq(treasury.getEnvelope(book.envelopeId).drawn, drawn, "drawn");
        }
    }

    function afterInvariant() external view {
        assertRows();
        assertTrue(handler.count("open a batch") != 0, "a batch was opened");
        assertTrue(handler.count("open a list") != 0, "a list was opened");
        assertTrue(handler.count("pay") != 0, "a batch was paid");
        assertTrue(handler.count("claim a row") != 0, "a row was claimed");
    }

    // The same handler, driven through one long history, reaches every step that the campaign is about.
    function test_ThePayoutsCampaignReachesEveryStep_F3() external {
        for (uint256 i; i < 1500; ++i) {
            uint256 a = uint256(keccak256(abi.encode(i, "payouts")));
            uint256 step = a % 12;
            a >>= 8;
            if (step < 2) handler.open(a);
            else if (step == 2) handler.revoke(a);
            else if (step < 5) handler.mood(a);
            else if (step < 7) handler.pay(a);
            else if (step < 9) handler.claim(a);
            else if (step < 11) handler.claimRow(a);
            else handler.wait_(a);
        }
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
        assertAssets();
        assertRows();
        string[11] memory steps = [
            "open a batch",
            "open a list",
            "revoke",
            "pay",
            "set aside",
            "too little gas",
            "paid again in vain",
            "claim",
            "direct a claim",
            "claim a row",
            "row in vain"
        ];
        for (uint256 i; i < steps.length; ++i) {
            assertTrue(handler.count(steps[i]) > 2, steps[i]);
        }
        ReentrantPayee hostile = ReentrantPayee(payable(handler.payees()[3]));
        assertTrue(hostile.tries() > 2, "came back");
        assertEq(hostile.successes(), 0, "in vain");
    }
}
