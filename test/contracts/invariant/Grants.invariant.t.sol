// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGrants} from "../../../contracts/treasury/IGrants.sol";
import {GrantsFixture} from "../support/GrantsFixture.sol";
import {PlainToken} from "../support/Tokens.sol";
import {GrantsHandler} from "./GrantsHandler.sol";

/// @dev One campaign: what each grant paid, owes, has yet to bring and lost, after any history.
contract GrantsInvariantTest is GrantsFixture {
    uint256 private constant COIN = 1_000_000 ether;
    uint256 private constant TOKENS = 1_000_000 ether;

    GrantsHandler private handler;
    address[] private _targets;

    function setUp() external {
        deployGrants();
        vm.deal(address(treasury), COIN);
        handler = new GrantsHandler(grants);
        _targets.push(address(handler));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev Each step went through exactly when the book says so, and paid what the book says.
    function invariant_EachStepIsAsTheBookSays_I33() external view {
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
    }

    function invariant_EachUnitIsSomewhere_I12_I33() external view {
        // All of them are looked at in the end; after each step, those that the steps are about.
        uint256 last = handler.lastId();
        for (uint256 id = last > 4 ? last - 3 : 1; id <= last; ++id) {
            assertGrant(id);
        }
        address[3] memory assets = handler.assets();
        assertEq(COIN - address(treasury).balance, handler.paidOf(address(0)), "coin");
        for (uint256 i = 1; i < 3; ++i) {
            uint256 left = PlainToken(assets[i]).balanceOf(address(treasury));
            assertEq(TOKENS - left, handler.paidOf(assets[i]), "token");
            assertEq(PlainToken(assets[i]).balanceOf(address(grants)), 0, "the module holds nothing");
        }
        assertEq(address(grants).balance, 0, "the module holds no coin");
    }

    function assertGrant(uint256 id) private view {
        GrantsHandler.Book memory book = handler.bookOf(id);
        IGrants.Amounts memory a = grants.getAmounts(id);
        assertEq(a.paid + a.owed + a.unvested + a.clawedBack + a.lapsed, a.total, "the sum");
        assertEq(a.total, book.total, "total");
        assertEq(a.paid, book.paid, "paid");
        assertEq(a.clawedBack, book.clawedBack, "clawed back");
        uint256 vested = handler.vestedOf(id);
        assertEq(grants.vested(id), vested, "vested");
        assertTrue(a.paid <= vested, "no more than has vested");
        bool over = handler.isOver(id);
        assertEq(a.owed, over ? 0 : vested - a.paid, "owed");
        assertEq(a.lapsed, over ? a.total - a.paid - a.clawedBack : 0, "lapsed");
        bool due = book.reportsDue && book.mustReport;
        assertTrue(grants.isReportDue(id) == due, "report due");
        assertEq(a.claimable, due ? 0 : a.owed, "claimable");
        IGrants.Grant memory g = grants.getGrant(id);
        assertEq(g.recipient, book.recipient, "recipient");
        assertEq(g.offered, book.offered, "offered");
        IGrants.Milestone[] memory milestones = grants.getMilestones(id);
        GrantsHandler.Step[] memory steps = handler.stepsOf(id);
        for (uint256 i; i < steps.length; ++i) {
            assertTrue(milestones[i].accepted == steps[i].accepted, "accepted");
            assertEq(milestones[i].acceptances, steps[i].acceptances, "acceptances");
        }
    }

    function assertAll() private view {
        for (uint256 id = 1; id <= handler.lastId(); ++id) {
            assertGrant(id);
        }
    }

    // From wherever the campaign ended, a grant can be decided, accepted and paid.
    function afterInvariant() external {
        assertAll();
        uint256 before = PAYEE.balance;
        uint256 id = grantAs(milestonesOnly(PAYEE));
        acceptByVote(id, 0);
        accept(1, id, 1);
        accept(2, id, 1);
        assertEq(PAYEE.balance - before, 5 ether, "I-34: a grant can be paid");
        assertTrue(handler.count("grant") > 0, "no grant was ever decided");
    }

    // The same handler, driven through one long history, reaches every step that the campaign is about.
    function test_TheCampaignReachesEveryStep_F3() external {
        for (uint256 i; i < 10_000; ++i) {
            uint256 a = uint256(keccak256(abi.encode(i, "a")));
            uint256 step = a % 15;
            a >>= 8;
            if (step == 0) handler.grant(a);
            else if (step == 1) handler.clawBack(a);
            else if (step == 2) handler.revoke(a);
            else if (step == 3) handler.changeRecipient(a);
            else if (step == 4) handler.acceptByVote(a);
            else if (step == 5) handler.accept(a);
            else if (step == 6) handler.acceptAll(a);
            else if (step == 7) handler.claim(a);
            else if (step == 8) handler.report(a);
            else if (step == 9) handler.offer(a);
            else if (step == 10) handler.takeOver(a);
            else if (step == 11) handler.setPicky(a);
            else if (step == 12) handler.prepare(a);
            else if (step == 13) handler.claimAll(a);
            else handler.wait_(a);
        }
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
        assertAll();
        string[20] memory steps = [
            "grant",
            "claw back",
            "took back",
            "revoke",
            "change recipient",
            "accept by vote",
            "review",
            "accepted",
            "paid at once",
            "set aside",
            "held for a report",
            "claim",
            "settled",
            "refused",
            "report",
            "offer",
            "take over",
            "claimed after a clawback",
            "came back",
            "another in its midst"
        ];
        for (uint256 i; i < steps.length; ++i) {
            assertTrue(handler.count(steps[i]) > (i < 17 ? 5 : 0), steps[i]);
        }
    }
}
