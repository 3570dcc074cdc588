// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBudgets} from "../../../../contracts/treasury/IBudgets.sol";
import {ITreasury} from "../../../../contracts/treasury/ITreasury.sol";
import {ITreasuryModule} from "../../../../contracts/treasury/ITreasuryModule.sol";
import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {GuardianOnly, HostileHolder, RefusingPayee} from "../../support/BudgetPayees.sol";
import {BudgetsFixture} from "../../support/BudgetsFixture.sol";
import {PlainModule} from "../../support/Modules.sol";
import {FalseToken, GreedyToken, IdleToken, PlainToken, SilentToken} from "../../support/Tokens.sol";

contract BudgetsTest is BudgetsFixture {
    address private constant OTHER = address(0x07E2);

    uint256 private id;
    PlainToken private token;

    function setUp() external {
        deployDao(25, 20);
        token = new PlainToken(address(treasury));
        id = grantOn(address(0), plainTerms());
        vm.warp(time() + 1);
    }

    function onlyOf(address a, address b) private pure returns (IBudgets.Terms memory t) {
        t = plainTerms();
        t.payees = list(a, b);
    }

    function aboveOf(uint208 above) private pure returns (IBudgets.Terms memory t) {
        t = plainTerms();
        t.announceAbove = above;
    }

    function twoSigned() private pure returns (IBudgets.Terms memory t) {
        t = plainTerms();
        t.secondSignature = true;
    }

    function expectAvailable(uint256 budgetId, uint256 asked, uint256 available) private {
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsAvailableExceeded.selector, budgetId, asked, available));
    }

    function expectAtOnce(uint256 budgetId, uint256 asked, uint256 atOnce) private {
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsAtOnceExceeded.selector, budgetId, asked, atOnce));
    }

    function expectOver(uint256 budgetId, IBudgets.Standing standing) private {
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsOver.selector, budgetId, standing));
    }

    function expectNotPending(uint256 drawId, IBudgets.DrawStanding standing) private {
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotPending.selector, drawId, standing));
    }

    // Granting.

    function test_WhenADecisionGrants_ItHasTheNumberOfItsEnvelope() external {
        vm.deal(address(treasury), 50 ether);
        IBudgets.Terms memory t = onlyOf(PAYEE, OTHER);
        t.start = uint48(time() + 20 days);
        t.secondSignature = true;
        address[] memory targets = list(address(treasury), address(budgets));
        bytes[] memory calls = new bytes[](2);
        calls[0] = setCall(address(token), 11, 7);
        calls[1] = abi.encodeCall(budgets.grant, (t));
        uint48 end = uint48(time() + BUDGET_TERM);
        Proposal memory p;
        (p.targets, p.values, p.calldatas, p.description) = (targets, new uint256[](2), calls, "a budget");
        p = pass(p, 25);
        queue(p);
        toReady(p);
        bytes32 decision = operationOf(p);
        vm.expectEmit(address(treasury));
        emit ITreasury.EnvelopeSet(id + 1, address(budgets), address(token), 11, 7, PERIOD, end, decision);
        vm.expectEmit(address(budgets));
        emit IBudgets.BudgetGranted(id + 1, decision, address(token), 11, 7, PERIOD, end, t);
        execute(p);

        IBudgets.Budget memory budget = budgets.getBudget(id + 1);
        assertStanding(id + 1, IBudgets.Standing.Waiting);
        assertEq(budget.start, t.start, "start");
        assertEq(budget.window, WAIT, "window");
        assertEq(budget.objectionShare, 10, "share");
        assertTrue(budget.secondSignature, "second signature");
        assertEq(budget.announceAbove, 7, "no more than the cap");
        assertLeft(id + 1, 0, 0);
        assertEq(budgets.holdersOf(id + 1).length, 3, "holders");
        assertEq(budgets.holdersOf(id + 1)[2], SECRETARY, "holder");
        assertEq(budgets.payeesOf(id + 1).length, 2, "payees");
        assertEq(budgets.payeesOf(id + 1)[1], OTHER, "payee");
        assertEq(budgets.payeesOf(id).length, 0, "anybody");
        assertEq(address(budgets.treasury()), address(treasury), "treasury");
        assertEq(address(budgets.membership()), address(membership), "membership");
        vm.warp(t.start);
        assertStanding(id + 1, IBudgets.Standing.Open);
        assertLeft(id + 1, 7, 7);
    }

    function test_WhenOneDecisionGrantsTwo_EachHasItsOwnEnvelope() external {
        vm.startPrank(address(treasury));
        uint48 end = uint48(time() + BUDGET_TERM);
        treasury.setEnvelope(address(budgets), address(0), 5, 5, PERIOD, end);
        uint256 first = budgets.grant(plainTerms());
        treasury.setEnvelope(address(budgets), address(0), 6, 6, PERIOD, end);
        uint256 second = budgets.grant(plainTerms());
        vm.stopPrank();
        assertLeft(first, 5, 5);
        assertLeft(second, 6, 6);
        assertEq(second, first + 1, "numbers");
    }

    function test_RevertGiven_NoEnvelopeOfItsOwn() external {
        vm.startPrank(address(treasury));
        vm.expectRevert(ITreasuryModule.ModuleNoEnvelope.selector);
        budgets.grant(plainTerms());
        PlainModule other = new PlainModule(treasury);
        treasury.setEnvelope(address(other), address(0), 5, 5, PERIOD, uint48(time() + 1 days));
        vm.expectRevert(ITreasuryModule.ModuleNoEnvelope.selector);
        budgets.grant(plainTerms());
        vm.stopPrank();
    }

    function test_RevertWhen_AnybodyButTheTreasuryDecides_I24() external {
        address[4] memory callers = [TREASURER, GUARDIAN, member(0), address(governor)];
        for (uint256 i; i < callers.length; ++i) {
            bytes memory refused = abi.encodeWithSelector(ITreasuryModule.ModuleOnlyTreasury.selector, callers[i]);
            vm.startPrank(callers[i]);
            vm.expectRevert(refused);
            budgets.grant(plainTerms());
            vm.expectRevert(refused);
            budgets.change(id, plainTerms());
            vm.expectRevert(refused);
            budgets.pause(id);
            vm.expectRevert(refused);
            budgets.resume(id);
            vm.expectRevert(refused);
            budgets.revoke(id);
            vm.stopPrank();
        }
    }

    /// @dev `change` checks what `grant` checks.
    function expectInvalid(IBudgets.Terms memory t, bytes memory error) private {
        vm.startPrank(address(treasury));
        treasury.setEnvelope(address(budgets), address(token), TOTAL, CAP, PERIOD, uint48(time() + BUDGET_TERM));
        vm.expectRevert(error);
        budgets.grant(t);
        vm.expectRevert(error);
        budgets.change(id, t);
        vm.stopPrank();
    }

    function accepts(IBudgets.Terms memory t) private {
        grantOn(address(token), t);
        changeByVote(id, t);
    }

    function accounts(uint256 count) private pure returns (address[] memory many) {
        many = new address[](count);
        for (uint256 i; i < count; ++i) {
            many[i] = address(uint160(0xFACE0000 + i));
        }
    }

    function test_RevertWhen_TheHoldersAreNotValid() external {
        IBudgets.Terms memory t = plainTerms();
        t.holders = accounts(0);
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsHoldersOutOfBounds.selector, 0, 1, 20));
        t.holders = accounts(21);
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsHoldersOutOfBounds.selector, 21, 1, 20));
        t.holders = accounts(20);
        accepts(t);
        t.holders = accounts(1);
        accepts(t);
        t.secondSignature = true;
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsHoldersOutOfBounds.selector, 1, 2, 20));
        t.holders = accounts(2);
        accepts(t);
        t.holders = list(OTHER, OTHER);
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsInvalidAccount.selector, OTHER));
        t.holders = list(OTHER, address(0));
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsInvalidAccount.selector, address(0)));
    }

    function test_RevertWhen_ThePayeesAreNotValid() external {
        IBudgets.Terms memory t = plainTerms();
        t.payees = accounts(101);
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsPayeesOutOfBounds.selector, 101, 100));
        t.payees = accounts(100);
        accepts(t);
        t.payees = list(OTHER, OTHER);
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsInvalidAccount.selector, OTHER));
        t.payees = list(OTHER, address(0));
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsInvalidAccount.selector, address(0)));
        t.payees = list(OTHER, address(treasury));
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsInvalidAccount.selector, treasury));
        t.payees = list(address(token));
        bytes memory error = abi.encodeWithSelector(IBudgets.BudgetsInvalidAccount.selector, token);
        vm.startPrank(address(treasury));
        treasury.setEnvelope(address(budgets), address(token), TOTAL, CAP, PERIOD, uint48(time() + BUDGET_TERM));
        vm.expectRevert(error);
        budgets.grant(t);
        vm.stopPrank();
        // Of a budget in coin it is an account as any other.
        changeByVote(id, t);
    }

    function test_RevertWhen_ATermIsOutOfBounds() external {
        IBudgets.Terms memory t = plainTerms();
        t.window = 1 hours - 1;
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsWindowOutOfBounds.selector, t.window, 1 hours, 14 days));
        t.window = 14 days + 1;
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsWindowOutOfBounds.selector, t.window, 1 hours, 14 days));
        t.window = 1 hours;
        accepts(t);
        t.window = 14 days;
        accepts(t);
        t.objectionShare = 4;
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsShareOutOfBounds.selector, 4, 5, 33));
        t.objectionShare = 34;
        expectInvalid(t, abi.encodeWithSelector(IBudgets.BudgetsShareOutOfBounds.selector, 34, 5, 33));
        t.objectionShare = 5;
        accepts(t);
        t.objectionShare = 33;
        accepts(t);
    }

    function test_RevertWhen_PurposeOrCategoryIsNoneOrTooLong() external {
        IBudgets.Terms memory t = plainTerms();
        t.purpose = "";
        expectInvalid(t, abi.encodeWithSelector(ITreasuryModule.ModuleInvalidWords.selector, 0, 6));
        t.purpose = string(new bytes(281));
        expectInvalid(t, abi.encodeWithSelector(ITreasuryModule.ModuleInvalidWords.selector, 281, 6));
        t.purpose = string(new bytes(280));
        t.category = "";
        expectInvalid(t, abi.encodeWithSelector(ITreasuryModule.ModuleInvalidWords.selector, 280, 0));
        t.category = string(new bytes(32));
        expectInvalid(t, abi.encodeWithSelector(ITreasuryModule.ModuleInvalidWords.selector, 280, 32));
        t.category = string(new bytes(31));
        accepts(t);
        (t.purpose, t.category) = ("p", "c");
        accepts(t);
    }

    function test_RevertWhen_ItWouldEndTooSoon() external {
        uint48 end = uint48(time() + 1 days);
        IBudgets.Terms memory t = plainTerms();
        // A draw that is announced at once is payable in the last second.
        t.window = 1 days;
        grantUntil(end, t);
        t.window = 1 days + 1;
        expectTimes(t, end);
        // None is ever announced.
        t.announceAbove = CAP;
        grantUntil(end, t);
        t.announceAbove = CAP - 1;
        expectTimes(t, end);
        t.window = 1 hours;
        t.start = end - 1 hours;
        grantUntil(end, t);
        t.start += 1;
        expectTimes(t, end);
        t.announceAbove = CAP;
        t.start = end - 1;
        grantUntil(end, t);
        t.start = end;
        expectTimes(t, end);
    }

    function grantUntil(uint48 end, IBudgets.Terms memory t) private byVote {
        treasury.setEnvelope(address(budgets), address(0), TOTAL, CAP, PERIOD, end);
        budgets.grant(t);
    }

    function expectTimes(IBudgets.Terms memory t, uint48 end) private {
        vm.startPrank(address(treasury));
        treasury.setEnvelope(address(budgets), address(0), TOTAL, CAP, PERIOD, end);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsInvalidTimes.selector, t.start, t.window, end));
        budgets.grant(t);
        vm.stopPrank();
    }

    function test_RevertWhen_TheCapIsTooLarge() external {
        uint208 largest = type(uint128).max;
        uint256 large = grantOn(address(0), type(uint208).max, largest, plainTerms());
        assertEq(budgets.getBudget(large).announceAbove, ABOVE, "above");
        assertLeft(large, largest, ABOVE);
        vm.startPrank(address(treasury));
        treasury.setEnvelope(
            address(budgets), address(0), type(uint208).max, largest + 1, PERIOD, uint48(time() + BUDGET_TERM)
        );
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsCapOutOfBounds.selector, largest + 1, largest));
        budgets.grant(plainTerms());
        vm.stopPrank();
    }

    function test_RevertGiven_ThereIsNone() external {
        bytes memory unknown = abi.encodeWithSelector(IBudgets.BudgetsUnknown.selector, 9);
        vm.expectRevert(unknown);
        budgets.getBudget(9);
        vm.expectRevert(unknown);
        drawAs(TREASURER, 9, PAYEE, 1);
        vm.expectRevert(unknown);
        budgets.draw(9, list(PAYEE), one(1), REF);
        vm.expectRevert(unknown);
        announceAs(TREASURER, 9, PAYEE, 1);
        vm.startPrank(address(treasury));
        vm.expectRevert(unknown);
        budgets.change(9, plainTerms());
        vm.expectRevert(unknown);
        budgets.pause(9);
        vm.expectRevert(unknown);
        budgets.resume(9);
        vm.expectRevert(unknown);
        budgets.revoke(9);
        vm.stopPrank();

        unknown = abi.encodeWithSelector(IBudgets.BudgetsUnknownDraw.selector, 1);
        vm.expectRevert(unknown);
        budgets.getDraw(1);
        vm.expectRevert(unknown);
        budgets.objectionsNeeded(1);
        vm.expectRevert(unknown);
        confirmAs(CHAIR, 1, PAYEE, 1);
        vm.expectRevert(unknown);
        settle(1, PAYEE, 1);
        vm.expectRevert(unknown);
        budgets.withdraw(1);
        vm.expectRevert(unknown);
        budgets.release(1);
        vm.expectRevert(unknown);
        budgets.stop(1);
        vm.expectRevert(unknown);
        budgets.object(1, one(1));
    }

    // Drawing at once.

    function test_WhenAHolderDrawsOne_ThePayeeIsPaid_I12() external {
        uint256 before = address(treasury).balance;
        vm.expectEmit(address(budgets));
        emit IBudgets.Drawn(id, CHAIR, 1 ether);
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(id, treasury.getEnvelope(id).decision, PAYEE, address(0), 1 ether, REF);
        drawAs(CHAIR, id, PAYEE, 1 ether);
        assertEq(PAYEE.balance, 1 ether, "paid");
        assertEq(before - address(treasury).balance, 1 ether, "taken");
        assertEq(address(budgets).balance, 0, "nothing stays here");
        assertLeft(id, CAP - 1 ether, ABOVE - 1 ether);
    }

    function test_WhenAHolderDrawsToMany_AllOrNoneArePaid() external {
        uint256 drawn = grantOn(address(token), plainTerms());
        vm.expectEmit(address(budgets));
        emit IBudgets.Drawn(drawn, TREASURER, 5);
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(drawn, 0, PAYEE, address(token), 2, REF);
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(drawn, 0, OTHER, address(token), 3, REF);
        vm.startPrank(TREASURER);
        budgets.draw(drawn, list(PAYEE, OTHER), list(2, 3), REF);
        assertEq(token.balanceOf(PAYEE), 2, "one");
        assertEq(token.balanceOf(OTHER), 3, "two");
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayment.selector, OTHER, 0));
        budgets.draw(drawn, list(PAYEE, OTHER), list(2, 0), REF);
        expectAtOnce(drawn, ABOVE - 4, ABOVE - 5);
        budgets.draw(drawn, list(PAYEE, OTHER), list(1, ABOVE - 5), REF);
        budgets.draw(drawn, list(PAYEE, PAYEE), list(1, ABOVE - 6), REF);
        vm.stopPrank();
        assertEq(token.balanceOf(PAYEE), ABOVE - 3, "twice the same");
    }

    function test_RevertWhen_ThePaymentsAreNotAList() external {
        uint256[] memory amounts = new uint256[](100);
        for (uint256 i; i < 100; ++i) {
            amounts[i] = 1;
        }
        vm.startPrank(TREASURER);
        budgets.draw(id, accounts(100), amounts, REF);
        budgets.announce(id, accounts(100), amounts, REF);
        expectPayments(accounts(0), new uint256[](0));
        expectPayments(accounts(101), new uint256[](101));
        expectPayments(accounts(2), new uint256[](1));
        expectPayments(accounts(1), new uint256[](2));
        vm.stopPrank();
    }

    function expectPayments(address[] memory to, uint256[] memory amounts) private {
        bytes memory error = abi.encodeWithSelector(IBudgets.BudgetsInvalidPayments.selector, to.length, amounts.length);
        vm.expectRevert(error);
        budgets.draw(id, to, amounts, REF);
        vm.expectRevert(error);
        budgets.announce(id, to, amounts, REF);
    }

    function test_RevertWhen_AnybodyElseDraws_I24() external {
        address[4] memory callers = [STRANGER, GUARDIAN, member(0), address(treasury)];
        for (uint256 i; i < callers.length; ++i) {
            bytes memory refused = abi.encodeWithSelector(IBudgets.BudgetsNotHolder.selector, id, callers[i]);
            vm.expectRevert(refused);
            drawAs(callers[i], id, PAYEE, 1);
            vm.expectRevert(refused);
            vm.prank(callers[i]);
            budgets.draw(id, list(PAYEE), one(1), REF);
            vm.expectRevert(refused);
            announceAs(callers[i], id, PAYEE, 1);
        }
        // A holder of one is not a holder of another.
        IBudgets.Terms memory t = plainTerms();
        t.holders = list(OTHER);
        uint256 second = grantOn(address(0), t);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotHolder.selector, second, TREASURER));
        drawAs(TREASURER, second, PAYEE, 1);
        drawAs(OTHER, second, PAYEE, 1);
    }

    function test_RevertWhen_APayeeIsNotOnTheList() external {
        uint256 listed = grantOn(address(0), onlyOf(PAYEE, TREASURER));
        drawAs(TREASURER, listed, PAYEE, 1);
        drawAs(TREASURER, listed, TREASURER, 1);
        vm.startPrank(TREASURER);
        bytes memory refused = abi.encodeWithSelector(IBudgets.BudgetsNotPayee.selector, listed, OTHER);
        vm.expectRevert(refused);
        budgets.drawOne(listed, OTHER, 1, REF);
        vm.expectRevert(refused);
        budgets.draw(listed, list(PAYEE, OTHER), list(1, 1), REF);
        vm.expectRevert(refused);
        budgets.announce(listed, list(PAYEE, OTHER), list(1, 1), REF);
        vm.stopPrank();
    }

    function test_ItPaysFromItsStartToItsEnd() external {
        IBudgets.Terms memory t = plainTerms();
        uint256 start = time() + 10 days;
        uint256 end = time() + BUDGET_TERM;
        t.start = uint48(start);
        uint256 later = grantOn(address(0), t);
        vm.warp(start - 1);
        bytes memory early = abi.encodeWithSelector(IBudgets.BudgetsNotStarted.selector, later, start);
        vm.expectRevert(early);
        drawAs(TREASURER, later, PAYEE, 1);
        vm.expectRevert(early);
        announceAs(TREASURER, later, PAYEE, 1);
        vm.warp(start);
        drawAs(TREASURER, later, PAYEE, 1);
        vm.warp(end);
        drawAs(TREASURER, later, PAYEE, 1);
        assertStanding(later, IBudgets.Standing.Open);
        vm.warp(end + 1);
        assertStanding(later, IBudgets.Standing.Ended);
        assertLeft(later, 0, 0);
        expectAvailable(later, 1, 0);
        drawAs(TREASURER, later, PAYEE, 1);
    }

    function test_GivenNothingToWaitFor_TheTreasuryTellsTheLimits_I33() external {
        uint256 free = grantOn(address(0), aboveOf(type(uint208).max));
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryCapExceeded.selector, free, CAP + 1, CAP));
        drawAs(TREASURER, free, PAYEE, CAP + 1);
        drawAs(TREASURER, free, PAYEE, CAP);
        // Also where it was changed, with nothing announced.
        changeByVote(free, aboveOf(type(uint208).max));
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryCapExceeded.selector, free, 1, 0));
        drawAs(TREASURER, free, PAYEE, 1);
        vm.warp(time() + BUDGET_TERM + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryEnvelopeEnded.selector, free, treasury.getEnvelope(free).end)
        );
        drawAs(TREASURER, free, PAYEE, 1);
    }

    // What has to wait.

    function test_InAnyPeriod_NoMoreThanTheThresholdIsDrawnAtOnce() external {
        uint256 first = time();
        drawAs(TREASURER, id, PAYEE, 0.5 ether);
        vm.warp(first + 10 days);
        drawAs(CHAIR, id, OTHER, 1.5 ether);
        expectAtOnce(id, 1, 0);
        drawAs(SECRETARY, id, PAYEE, 1);
        vm.warp(first + PERIOD - 1);
        expectAtOnce(id, 1, 0);
        drawAs(SECRETARY, id, PAYEE, 1);
        vm.warp(first + PERIOD);
        assertLeft(id, CAP - 1.5 ether, 0.5 ether);
        expectAtOnce(id, 0.5 ether + 1, 0.5 ether);
        drawAs(SECRETARY, id, PAYEE, 0.5 ether + 1);
        drawAs(SECRETARY, id, PAYEE, 0.5 ether);
        vm.warp(first + 10 days + PERIOD - 1);
        expectAtOnce(id, 1, 0);
        drawAs(SECRETARY, id, PAYEE, 1);
        vm.warp(first + 10 days + PERIOD);
        assertLeft(id, CAP - 0.5 ether, 1.5 ether);
    }

    /// @dev However a holder splits and times its draws.
    function testFuzz_NoSplitGetsMoreThanTheThresholdAtOnce(uint256 seed) external {
        uint256[24] memory times;
        uint256[24] memory amounts;
        for (uint256 i; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            vm.warp(time() + (seed >> 8) % 9 days);
            uint256 amount = 1 + (seed >> 64) % 1 ether;
            uint256 used;
            for (uint256 j; j < i; ++j) {
                if (times[j] + PERIOD > time()) used += amounts[j];
            }
            bool expected = used + amount <= ABOVE;
            uint256 remaining = TOTAL - treasury.getEnvelope(id).drawn;
            if (remaining < CAP) break;
            vm.prank(seed % 2 == 0 ? TREASURER : CHAIR);
            (bool done,) = address(budgets).call(abi.encodeCall(budgets.drawOne, (id, PAYEE, amount, REF)));
            assertEq(done ? 1 : 0, expected ? 1 : 0, "at once");
            if (done) (times[i], amounts[i]) = (time(), amount);
        }
    }

    function test_WhatWasPaidAfterItsWait_DoesNotUseUpWhatIsDrawnAtOnce() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 5 ether);
        drawAs(TREASURER, id, PAYEE, 1.5 ether);
        vm.warp(time() + WAIT);
        assertLeft(id, CAP - 6.5 ether, 0.5 ether);
        uint256 settledAt = time();
        settle(drawId, PAYEE, 5 ether);
        assertLeft(id, CAP - 6.5 ether, 0.5 ether);
        expectAtOnce(id, 0.5 ether + 1, 0.5 ether);
        drawAs(TREASURER, id, PAYEE, 0.5 ether + 1);
        drawAs(TREASURER, id, PAYEE, 0.5 ether);
        // What left the window while the paid one is still in it is free, and no more.
        vm.warp(settledAt - WAIT + PERIOD);
        assertLeft(id, CAP - 5.5 ether, 1.5 ether);
        vm.warp(settledAt + PERIOD - 1);
        drawAs(TREASURER, id, PAYEE, 1.5 ether);
        assertLeft(id, CAP - 7 ether, 0);
        vm.warp(settledAt + PERIOD);
        assertLeft(id, CAP - 1.5 ether, 0.5 ether);
        expectAtOnce(id, 0.5 ether + 1, 0.5 ether);
        drawAs(TREASURER, id, PAYEE, 0.5 ether + 1);
    }

    function test_GivenAThresholdOfZero_EveryDrawIsAnnounced() external {
        uint256 strict = grantOn(address(0), aboveOf(0));
        expectAtOnce(strict, 1, 0);
        drawAs(TREASURER, strict, PAYEE, 1);
        uint256 drawId = announceAs(TREASURER, strict, PAYEE, 1);
        vm.warp(time() + WAIT);
        settle(drawId, PAYEE, 1);
        expectAtOnce(strict, 1, 0);
        drawAs(TREASURER, strict, PAYEE, 1);
    }

    /// @dev A total that leaves less than the cap: what was drawn at once before the period counts.
    function test_TowardsTheEndOfTheTotal_ItAnnouncesEarlierNeverLater() external {
        uint256 short = grantOn(address(0), 10 ether, CAP, plainTerms());
        payAnnounced(short, 3 ether);
        assertLeft(short, 5 ether, ABOVE);
        vm.warp(time() + PERIOD);
        assertLeft(short, 7 ether, ABOVE);
        drawAs(TREASURER, short, PAYEE, 1.5 ether);
        assertLeft(short, 5.5 ether, 0.5 ether);
        vm.warp(time() + PERIOD);
        assertLeft(short, 5.5 ether, 0.5 ether);
        payAnnounced(short, 2 ether);
        assertLeft(short, 3.5 ether, 0.5 ether);
        vm.warp(time() + PERIOD);
        assertLeft(short, 3.5 ether, 0.5 ether);
        expectAtOnce(short, 0.5 ether + 1, 0.5 ether);
        drawAs(TREASURER, short, PAYEE, 0.5 ether + 1);
        drawAs(TREASURER, short, PAYEE, 0.5 ether);
        assertLeft(short, 3 ether, 0);
        payAnnounced(short, 3 ether);
        assertEq(treasury.getEnvelope(short).drawn, 10 ether, "all of it");
    }

    function test_GivenATotalThatIsTheCap_TheThresholdIsForAllItsTime() external {
        uint256 once = grantOn(address(0), CAP, CAP, plainTerms());
        drawAs(TREASURER, once, PAYEE, 1 ether);
        vm.warp(time() + PERIOD);
        assertLeft(once, CAP - 1 ether, ABOVE - 1 ether);
        payAnnounced(once, 4 ether);
        assertLeft(once, CAP - 5 ether, ABOVE - 1 ether);
        vm.warp(time() + PERIOD);
        assertLeft(once, CAP - 5 ether, ABOVE - 1 ether);
        drawAs(TREASURER, once, PAYEE, 1 ether);
        vm.warp(time() + PERIOD);
        expectAtOnce(once, 1, 0);
        drawAs(TREASURER, once, PAYEE, 1);
    }

    function payAnnounced(uint256 budgetId, uint256 amount) private {
        uint256 drawId = announceAs(TREASURER, budgetId, PAYEE, amount);
        vm.warp(time() + WAIT);
        settle(drawId, PAYEE, amount);
    }

    // Announcing.

    function test_WhenADrawIsAnnounced_ItWaitsAndIsPublic() external {
        address[] memory to = list(PAYEE, OTHER);
        uint256[] memory amounts = list(3 ether, 4 ether);
        uint48 payableAt = uint48(time() + WAIT);
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawAnnounced(id, 1, CHAIR, to, amounts, 7 ether, REF, payableAt, payableAt + EXPIRY);
        vm.prank(CHAIR);
        assertEq(budgets.announce(id, to, amounts, REF), 1, "number");
        assertEq(budgets.drawCount(), 1, "count");
        IBudgets.Draw memory d = budgets.getDraw(1);
        assertEq(d.budgetId, id, "budget");
        assertEq(d.digest, keccak256(abi.encode(to, amounts, REF)), "digest");
        assertEq(d.announcer, CHAIR, "announcer");
        assertEq(d.announcedAt, time(), "announced at");
        assertEq(d.payableAt, payableAt, "payable at");
        assertEq(d.sum, 7 ether, "sum");
        assertEq(d.objections, 0, "objections");
        assertFalse(d.confirmed, "confirmed");
        assertDraw(1, IBudgets.DrawStanding.Pending);
        (uint256[] memory drawIds, uint256 sum) = budgets.pendingOf(id);
        assertEq(drawIds.length, 1, "pending");
        assertEq(drawIds[0], 1, "pending number");
        assertEq(sum, 7 ether, "pending sum");
        assertEq(address(treasury).balance, 100 ether, "nothing left the treasury");

        vm.warp(payableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotPayable.selector, 1, payableAt));
        budgets.settle(1, to, amounts, REF);
        vm.warp(payableAt);
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawSettled(id, 1, STRANGER, 7 ether, true);
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(id, 0, PAYEE, address(0), 3 ether, REF);
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(id, 0, OTHER, address(0), 4 ether, REF);
        vm.prank(STRANGER);
        budgets.settle(1, to, amounts, REF);
        assertDraw(1, IBudgets.DrawStanding.Settled);
        (drawIds, sum) = budgets.pendingOf(id);
        assertEq(drawIds.length + sum, 0, "nothing pending");
        expectNotPending(1, IBudgets.DrawStanding.Settled);
        budgets.settle(1, to, amounts, REF);
    }

    function test_AnnouncedDraws_CountAgainstTheCap_I33() external {
        uint256 free = grantOn(address(0), aboveOf(CAP));
        uint256 first = announceAs(TREASURER, free, PAYEE, 3 ether);
        assertLeft(free, 5 ether, 5 ether);
        expectAvailable(free, 5 ether + 1, 5 ether);
        drawAs(CHAIR, free, PAYEE, 5 ether + 1);
        expectAvailable(free, 5 ether + 1, 5 ether);
        announceAs(CHAIR, free, PAYEE, 5 ether + 1);
        uint256 second = announceAs(CHAIR, free, PAYEE, 5 ether);
        expectAvailable(free, 1, 0);
        drawAs(CHAIR, free, PAYEE, 1);
        vm.prank(SECRETARY);
        budgets.withdraw(second);
        drawAs(CHAIR, free, PAYEE, 5 ether);
        vm.warp(time() + WAIT);
        settle(first, PAYEE, 3 ether);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryCapExceeded.selector, free, 1, 0));
        drawAs(CHAIR, free, PAYEE, 1);
    }

    function test_RevertWhen_SettledWithAnythingElse() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.warp(time() + WAIT);
        bytes memory other = abi.encodeWithSelector(IBudgets.BudgetsOtherPayments.selector, drawId);
        vm.expectRevert(other);
        settle(drawId, OTHER, 3 ether);
        vm.expectRevert(other);
        settle(drawId, PAYEE, 3 ether - 1);
        vm.expectRevert(other);
        budgets.settle(drawId, list(PAYEE), one(3 ether), 0);
        vm.expectRevert(other);
        confirmAs(CHAIR, drawId, OTHER, 3 ether);
        settle(drawId, PAYEE, 3 ether);
    }

    function test_AnExpiredDraw_StopsCountingByItself() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 7 ether);
        uint256 expiresAt = time() + WAIT + EXPIRY;
        vm.warp(expiresAt);
        assertLeft(id, 1 ether, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotExpired.selector, drawId, expiresAt));
        budgets.release(drawId);
        vm.warp(expiresAt + 1);
        assertDraw(drawId, IBudgets.DrawStanding.Released);
        assertLeft(id, CAP, ABOVE);
        (uint256[] memory drawIds, uint256 sum) = budgets.pendingOf(id);
        assertEq(drawIds.length + sum, 0, "nothing pending");
        bytes memory released =
            abi.encodeWithSelector(IBudgets.BudgetsNotPending.selector, drawId, IBudgets.DrawStanding.Released);
        vm.expectRevert(released);
        settle(drawId, PAYEE, 7 ether);
        vm.expectRevert(released);
        confirmAs(CHAIR, drawId, PAYEE, 7 ether);
        vm.expectRevert(released);
        vm.prank(TREASURER);
        budgets.withdraw(drawId);
        vm.expectRevert(released);
        vm.prank(GUARDIAN);
        budgets.stop(drawId);
        vm.expectRevert(released);
        objectAs(0, drawId);
        drawAs(TREASURER, id, PAYEE, ABOVE);

        vm.expectEmit(address(budgets));
        emit IBudgets.DrawReleased(id, drawId);
        vm.prank(STRANGER);
        budgets.release(drawId);
        vm.expectRevert(released);
        budgets.release(drawId);
    }

    function test_InTheLastSecondBeforeItExpires_ItIsPaid() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 7 ether);
        vm.warp(time() + WAIT + EXPIRY);
        settle(drawId, PAYEE, 7 ether);
        assertEq(PAYEE.balance, 7 ether, "paid");
    }

    function test_NoMoreThanSixteenArePending_AndExpiredOnesMakeRoom() external {
        for (uint256 i; i < 16; ++i) {
            announceAs(TREASURER, id, PAYEE, 1);
        }
        bytes memory full = abi.encodeWithSelector(IBudgets.BudgetsTooManyPending.selector, id, 16);
        vm.expectRevert(full);
        announceAs(TREASURER, id, PAYEE, 1);
        uint256 announced = time();
        vm.warp(announced + 1 days);
        vm.prank(CHAIR);
        budgets.withdraw(7);
        announceAs(TREASURER, id, PAYEE, 2);
        vm.warp(announced + WAIT + EXPIRY);
        vm.expectRevert(full);
        announceAs(TREASURER, id, PAYEE, 1);
        vm.warp(announced + WAIT + EXPIRY + 1);
        vm.recordLogs();
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3);
        assertEq(vm.getRecordedLogs().length, 16, "fifteen released, one announced");
        (uint256[] memory drawIds, uint256 sum) = budgets.pendingOf(id);
        assertEq(drawIds.length, 2, "pending");
        assertEq(drawIds[0] + drawIds[1], 17 + drawId, "who");
        assertEq(sum, 5, "sum");
        assertDraw(1, IBudgets.DrawStanding.Released);
    }

    function test_RevertWhen_ItWouldBePayableAfterTheEnd() external {
        uint48 end = treasury.getEnvelope(id).end;
        vm.warp(end - WAIT);
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.warp(end - WAIT + 1);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsEndsBefore.selector, id, end + 1, end));
        announceAs(TREASURER, id, PAYEE, 1);
        vm.warp(end);
        assertDraw(drawId, IBudgets.DrawStanding.Pending);
        uint256 snapshot = vm.snapshotState();
        settle(drawId, PAYEE, 3 ether);
        vm.revertToState(snapshot);
        vm.warp(end + 1);
        assertDraw(drawId, IBudgets.DrawStanding.Released);
        expectNotPending(drawId, IBudgets.DrawStanding.Released);
        settle(drawId, PAYEE, 3 ether);
        budgets.release(drawId);
    }

    function test_WhenAHolderWithdraws_TheDrawIsDead() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotHolder.selector, id, STRANGER));
        vm.prank(STRANGER);
        budgets.withdraw(drawId);
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawWithdrawn(id, drawId, SECRETARY);
        vm.prank(SECRETARY);
        budgets.withdraw(drawId);
        assertDraw(drawId, IBudgets.DrawStanding.Withdrawn);
        assertLeft(id, CAP, ABOVE);
        vm.warp(time() + WAIT);
        expectNotPending(drawId, IBudgets.DrawStanding.Withdrawn);
        settle(drawId, PAYEE, 3 ether);
        expectNotPending(drawId, IBudgets.DrawStanding.Withdrawn);
        budgets.release(drawId);
    }

    // A second signature.

    function test_GivenASecondSignature_TwoDifferentHoldersSign() external {
        uint256 two = grantOn(address(0), twoSigned());
        bytes memory needed = abi.encodeWithSelector(IBudgets.BudgetsSecondSignatureNeeded.selector, two);
        vm.expectRevert(needed);
        drawAs(TREASURER, two, PAYEE, 1);
        vm.expectRevert(needed);
        vm.prank(TREASURER);
        budgets.draw(two, list(PAYEE), one(1), REF);
        uint256 drawId = announceAs(TREASURER, two, PAYEE, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotConfirmed.selector, drawId));
        settle(drawId, PAYEE, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotSecond.selector, drawId, TREASURER));
        confirmAs(TREASURER, drawId, PAYEE, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotHolder.selector, two, STRANGER));
        confirmAs(STRANGER, drawId, PAYEE, 1 ether);
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawConfirmed(two, drawId, CHAIR);
        confirmAs(CHAIR, drawId, PAYEE, 1 ether);
        assertTrue(budgets.getDraw(drawId).confirmed, "confirmed");
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsConfirmed.selector, drawId));
        confirmAs(SECRETARY, drawId, PAYEE, 1 ether);
        // Within what may be drawn at once it does not wait, and counts as that.
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawSettled(two, drawId, address(this), 1 ether, false);
        settle(drawId, PAYEE, 1 ether);
        assertEq(PAYEE.balance, 1 ether, "paid");
        assertLeft(two, CAP - 1 ether, ABOVE - 1 ether);
    }

    function test_WhoIsPaid_DoesNotSignSecond() external {
        uint256 two = grantOn(address(0), twoSigned());
        vm.prank(TREASURER);
        uint256 drawId = budgets.announce(two, list(PAYEE, CHAIR), list(1, 1), REF);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotSecond.selector, drawId, CHAIR));
        vm.prank(CHAIR);
        budgets.confirm(drawId, list(PAYEE, CHAIR), list(1, 1), REF);
        vm.prank(SECRETARY);
        budgets.confirm(drawId, list(PAYEE, CHAIR), list(1, 1), REF);
        // Who announced may be paid: the other signature is somebody else's.
        drawId = announceAs(TREASURER, two, TREASURER, 1);
        confirmAs(CHAIR, drawId, TREASURER, 1);
        settle(drawId, TREASURER, 1);
    }

    function test_TwoSignatures_DoNotShortenTheWaitAboveTheThreshold() external {
        uint256 two = grantOn(address(0), twoSigned());
        uint256[3] memory drawIds;
        for (uint256 i; i < 3; ++i) {
            drawIds[i] = announceAs(TREASURER, two, PAYEE, ABOVE);
            confirmAs(CHAIR, drawIds[i], PAYEE, ABOVE);
        }
        settle(drawIds[0], PAYEE, ABOVE);
        expectAtOnce(two, ABOVE, 0);
        settle(drawIds[1], PAYEE, ABOVE);
        vm.warp(time() + WAIT - 1);
        expectAtOnce(two, ABOVE, 0);
        settle(drawIds[2], PAYEE, ABOVE);
        vm.warp(time() + 1);
        settle(drawIds[1], PAYEE, ABOVE);
        settle(drawIds[2], PAYEE, ABOVE);
        assertLeft(two, CAP - 3 * ABOVE, 0);
    }

    function test_GivenASecondSignature_TheWaitAloneIsNotEnough() external {
        uint256 two = grantOn(address(0), twoSigned());
        uint256 drawId = announceAs(TREASURER, two, PAYEE, 3 ether);
        vm.warp(time() + WAIT + EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotConfirmed.selector, drawId));
        settle(drawId, PAYEE, 3 ether);
        confirmAs(CHAIR, drawId, PAYEE, 3 ether);
        settle(drawId, PAYEE, 3 ether);
    }

    function test_GivenASecondSignature_ItIsAnnouncedUntilTheEnd() external {
        uint256 two = grantOn(address(0), twoSigned());
        vm.warp(treasury.getEnvelope(two).end);
        uint256 drawId = announceAs(TREASURER, two, PAYEE, 1 ether);
        confirmAs(CHAIR, drawId, PAYEE, 1 ether);
        settle(drawId, PAYEE, 1 ether);
    }

    function test_GivenNoSecondSignature_AConfirmedDrawWithinTheThresholdNeedsNoWait() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotPayable.selector, drawId, time() + WAIT));
        settle(drawId, PAYEE, 1 ether);
        confirmAs(CHAIR, drawId, PAYEE, 1 ether);
        settle(drawId, PAYEE, 1 ether);
        assertLeft(id, CAP - 1 ether, ABOVE - 1 ether);
    }

    // Stopping.

    function test_WhenTheGuardianStops_TheDrawDiesAndTheBudgetPauses() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        uint256 other = announceAs(TREASURER, id, OTHER, 3 ether);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsOnlyGuardian.selector, TREASURER));
        vm.prank(TREASURER);
        budgets.stop(drawId);
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawStopped(id, drawId, GUARDIAN);
        vm.expectEmit(address(budgets));
        emit IBudgets.BudgetPaused(id, 0, drawId);
        vm.prank(GUARDIAN);
        budgets.stop(drawId);
        assertDraw(drawId, IBudgets.DrawStanding.Stopped);
        assertStanding(id, IBudgets.Standing.Paused);
        assertLeft(id, 0, 0);
        assertPaused(id, other);

        // A second one stopped of a budget that is paused pauses nothing.
        vm.recordLogs();
        vm.prank(GUARDIAN);
        budgets.stop(other);
        assertEq(vm.getRecordedLogs().length, 1, "logs");
        resumeByVote(id);
        assertLeft(id, CAP, ABOVE);
        vm.warp(time() + WAIT);
        expectNotPending(drawId, IBudgets.DrawStanding.Stopped);
        settle(drawId, PAYEE, 3 ether);
        drawAs(TREASURER, id, PAYEE, 1 ether);
    }

    /// @dev Nothing is paid and nothing announced or signed.
    function assertPaused(uint256 budgetId, uint256 drawId) private {
        bytes memory paused = abi.encodeWithSelector(IBudgets.BudgetsPaused.selector, budgetId);
        vm.expectRevert(paused);
        drawAs(TREASURER, budgetId, PAYEE, 1);
        vm.expectRevert(paused);
        vm.prank(TREASURER);
        budgets.draw(budgetId, list(PAYEE), one(1), REF);
        vm.expectRevert(paused);
        announceAs(TREASURER, budgetId, PAYEE, 1);
        uint256 snapshot = vm.snapshotState();
        vm.warp(budgets.getDraw(drawId).payableAt);
        vm.expectRevert(paused);
        settle(drawId, OTHER, 3 ether);
        vm.expectRevert(paused);
        confirmAs(CHAIR, drawId, OTHER, 3 ether);
        vm.revertToState(snapshot);
    }

    function test_TheGuardian_StopsInItsTermAndIsTheGovernorsOfToday() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        uint256 snapshot = vm.snapshotState();
        GuardianOnly next = new GuardianOnly(OTHER, uint48(time() + 10));
        IMembership.Parts memory parts = membership.parts();
        parts.governor = address(next);
        vm.prank(address(treasury));
        membership.setParts(parts);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsOnlyGuardian.selector, GUARDIAN));
        vm.prank(GUARDIAN);
        budgets.stop(drawId);
        vm.warp(time() + 11);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsOnlyGuardian.selector, OTHER));
        vm.prank(OTHER);
        budgets.stop(drawId);
        vm.warp(time() - 1);
        vm.prank(OTHER);
        budgets.stop(drawId);
        vm.revertToState(snapshot);
        // Also after the wait, while it has not been paid.
        vm.warp(time() + WAIT + EXPIRY);
        vm.prank(GUARDIAN);
        budgets.stop(drawId);
    }

    function test_WhenEnoughMembersObject_TheDrawDiesAndTheBudgetPauses() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.warp(time() + 1);
        assertEq(budgets.objectionsNeeded(drawId), 3, "a tenth of 25, rounded up");
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawObjected(id, drawId, 1, member(0), 1);
        objectAs(0, drawId);
        assertTrue(budgets.hasObjected(drawId, 1), "objected");
        assertFalse(budgets.hasObjected(drawId, 2), "not objected");
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsSeatObjected.selector, drawId, 1));
        objectAs(0, drawId);
        objectAs(1, drawId);
        assertEq(budgets.getDraw(drawId).objections, 2, "objections");
        assertStanding(id, IBudgets.Standing.Open);
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawObjected(id, drawId, 3, member(2), 3);
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawStopped(id, drawId, address(0));
        vm.expectEmit(address(budgets));
        emit IBudgets.BudgetPaused(id, 0, drawId);
        objectAs(2, drawId);
        assertDraw(drawId, IBudgets.DrawStanding.Stopped);
        assertStanding(id, IBudgets.Standing.Paused);
        expectNotPending(drawId, IBudgets.DrawStanding.Stopped);
        objectAs(3, drawId);
    }

    function test_TheShare_IsRoundedUp() external {
        IBudgets.Terms memory t = plainTerms();
        t.objectionShare = 8;
        uint256 exact = grantOn(address(0), t);
        t.objectionShare = 33;
        uint256 third = grantOn(address(0), t);
        uint256 first = announceAs(TREASURER, exact, PAYEE, 1);
        uint256 second = announceAs(TREASURER, third, PAYEE, 1);
        vm.warp(time() + 1);
        assertEq(budgets.objectionsNeeded(first), 2, "8 % of 25");
        assertEq(budgets.objectionsNeeded(second), 9, "33 % of 25 is 8.25");
    }

    function test_RevertWhen_ObjectingOutOfTheWindow() external {
        uint256 announced = time();
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        bytes memory outOfTime =
            abi.encodeWithSelector(IBudgets.BudgetsObjectionOutOfTime.selector, drawId, announced, announced + WAIT);
        vm.expectRevert(outOfTime);
        objectAs(0, drawId);
        vm.warp(announced + 1);
        objectAs(0, drawId);
        vm.warp(announced + WAIT - 1);
        objectAs(1, drawId);
        vm.warp(announced + WAIT);
        vm.expectRevert(outOfTime);
        objectAs(2, drawId);
        settle(drawId, PAYEE, 3 ether);
    }

    function test_OnlySeatsOfTheAnnouncement_ObjectByTheirHolder() external {
        uint256 before = admitByVote(STRANGER, ISeats.Kind.Member, 0);
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        // In the second of the announcement, and after it: counted among the seats, too.
        uint256 same = admitByVote(address(0xAA), ISeats.Kind.Member, 0);
        vm.warp(time() + 1);
        uint256 after_ = admitByVote(address(0xBB), ISeats.Kind.Member, 0);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsSeatTooYoung.selector, drawId, after_, time()));
        vm.prank(address(0xBB));
        budgets.object(drawId, one(after_));
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotSeatHolder.selector, before, TREASURER));
        vm.prank(TREASURER);
        budgets.object(drawId, one(before));
        vm.prank(STRANGER);
        budgets.object(drawId, one(before));
        vm.prank(address(0xAA));
        budgets.object(drawId, one(same));
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotSeatHolder.selector, 99, address(this)));
        budgets.object(drawId, one(99));
        // A seat that ended does not object; nobody holds it.
        vm.prank(member(4));
        membership.leave(5);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotSeatHolder.selector, 5, member(4)));
        objectAs(4, drawId);
        assertEq(budgets.objectionsNeeded(drawId), 3, "the seats of the announcement: 27");
    }

    function test_ASeatThatMoved_ObjectsOnce_AndSeveralAtATime() external {
        setRules(IMembership.TransferRule.Free, true, 10);
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.warp(time() + 1);
        objectAs(0, drawId);
        address from = member(0);
        address to = member(1);
        vm.prank(from);
        membership.transferFrom(from, to, 1);
        vm.startPrank(to);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsSeatObjected.selector, drawId, 1));
        budgets.object(drawId, list(2, 1));
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsSeatObjected.selector, drawId, 2));
        budgets.object(drawId, list(2, 2));
        vm.stopPrank();
        from = member(2);
        vm.prank(from);
        membership.transferFrom(from, to, 3);
        vm.prank(to);
        budgets.object(drawId, list(2, 3));
        assertEq(budgets.getDraw(drawId).objections, 3, "objections");
        assertDraw(drawId, IBudgets.DrawStanding.Stopped);
    }

    function test_ASeatThatLapsedAndCameBack_DoesNotObject() external {
        uint256 seat = admitByVote(STRANGER, ISeats.Kind.Member, uint48(time() + 10));
        vm.warp(time() + 11);
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.warp(time() + 1);
        membership.sweep(one(seat));
        vm.prank(address(treasury));
        membership.renew(seat, 0);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsSeatTooYoung.selector, drawId, seat, time()));
        vm.prank(STRANGER);
        budgets.object(drawId, one(seat));
    }

    function test_WhenTheSeatsGrow_TheShareIsThatOfTheAnnouncement() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.warp(time() + 1);
        for (uint256 i; i < 10; ++i) {
            admitByVote(address(uint160(0xFACE0000 + i)), ISeats.Kind.Member, 0);
        }
        assertEq(budgets.objectionsNeeded(drawId), 3, "of 25");
        drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.expectRevert();
        budgets.objectionsNeeded(drawId);
        vm.warp(time() + 1);
        assertEq(budgets.objectionsNeeded(drawId), 4, "of 35");
    }

    // What a vote does to a budget.

    function test_WhenAVoteChangesPausesResumesRevokes_EachSaysItsDecision() external {
        IBudgets.Terms memory t = onlyOf(PAYEE, OTHER);
        bytes[4] memory calls = [
            abi.encodeCall(budgets.change, (id, t)),
            abi.encodeCall(budgets.pause, (id)),
            abi.encodeCall(budgets.resume, (id)),
            abi.encodeCall(budgets.revoke, (id))
        ];
        for (uint256 i; i < 4; ++i) {
            Proposal memory p = action(address(budgets), 0, calls[i], "about a budget");
            if (i == 3) {
                p.targets = list(address(treasury), address(budgets));
                p.values = new uint256[](2);
                p.calldatas = new bytes[](2);
                p.calldatas[0] = abi.encodeCall(treasury.revokeEnvelope, (id));
                p.calldatas[1] = calls[i];
            }
            p = pass(p, 25);
            queue(p);
            toReady(p);
            bytes32 decision = operationOf(p);
            vm.expectEmit(address(budgets));
            if (i == 0) emit IBudgets.BudgetChanged(id, decision, t);
            else if (i == 1) emit IBudgets.BudgetPaused(id, decision, 0);
            else if (i == 2) emit IBudgets.BudgetResumed(id, decision);
            else emit IBudgets.BudgetRevoked(id, decision);
            execute(p);
        }
        assertStanding(id, IBudgets.Standing.Revoked);
    }

    function test_WhenItIsChanged_TheNewTermsHold() external {
        uint256 drawId = announceAs(TREASURER, id, OTHER, 3 ether);
        drawAs(TREASURER, id, OTHER, 1 ether);
        IBudgets.Terms memory t = onlyOf(PAYEE, CHAIR);
        t.holders = list(CHAIR, SECRETARY);
        t.announceAbove = 1.5 ether;
        t.window = 3 days;
        t.objectionShare = 20;
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawReleased(id, drawId);
        vm.expectEmit(address(budgets));
        emit IBudgets.BudgetChanged(id, 0, t);
        changeByVote(id, t);
        assertDraw(drawId, IBudgets.DrawStanding.Released);
        assertLeft(id, CAP - 1 ether, 0.5 ether);
        assertEq(budgets.holdersOf(id).length, 2, "holders");
        assertEq(budgets.payeesOf(id).length, 2, "payees");
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotHolder.selector, id, TREASURER));
        drawAs(TREASURER, id, PAYEE, 1);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotPayee.selector, id, OTHER));
        drawAs(CHAIR, id, OTHER, 1);
        drawAs(CHAIR, id, PAYEE, 0.5 ether);
        vm.warp(time() + WAIT);
        expectNotPending(drawId, IBudgets.DrawStanding.Released);
        settle(drawId, OTHER, 3 ether);
        drawId = announceAs(CHAIR, id, PAYEE, 3 ether);
        assertEq(budgets.getDraw(drawId).payableAt, time() + 3 days, "window");
        vm.warp(time() + 1);
        assertEq(budgets.objectionsNeeded(drawId), 5, "share");
        // And back, with anybody as payee and what was settled still known.
        vm.warp(time() + 3 days);
        settle(drawId, PAYEE, 3 ether);
        changeByVote(id, plainTerms());
        assertEq(budgets.payeesOf(id).length, 0, "anybody");
        assertLeft(id, CAP - 4.5 ether, 0.5 ether);
        drawAs(TREASURER, id, OTHER, 0.5 ether);
    }

    function test_WhenItIsPaused_NothingIsPaidUntilItIsResumed() external {
        uint256 drawId = announceAs(TREASURER, id, OTHER, 3 ether);
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsNotPaused.selector, id));
        budgets.resume(id);
        vm.expectEmit(address(budgets));
        emit IBudgets.BudgetPaused(id, 0, 0);
        budgets.pause(id);
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsPaused.selector, id));
        budgets.pause(id);
        vm.stopPrank();
        assertStanding(id, IBudgets.Standing.Paused);
        assertPaused(id, drawId);
        // Changed terms do not resume it.
        uint256 snapshot = vm.snapshotState();
        changeByVote(id, plainTerms());
        assertStanding(id, IBudgets.Standing.Paused);
        vm.revertToState(snapshot);
        // Members still object while it is paused, and holders withdraw.
        vm.warp(time() + 1);
        objectAs(0, drawId);
        objectAs(1, drawId);
        snapshot = vm.snapshotState();
        vm.prank(TREASURER);
        budgets.withdraw(drawId);
        vm.revertToState(snapshot);
        vm.expectEmit(address(budgets));
        emit IBudgets.BudgetResumed(id, 0);
        resumeByVote(id);
        assertLeft(id, CAP - 3 ether, ABOVE);
        vm.warp(time() + WAIT);
        settle(drawId, OTHER, 3 ether);
    }

    function test_WhenItIsRevoked_ItPaysNothingForEver() external {
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(IBudgets.BudgetsEnvelopeStands.selector, id));
        budgets.revoke(id);
        treasury.revokeEnvelope(id);
        vm.expectEmit(address(budgets));
        emit IBudgets.DrawReleased(id, drawId);
        vm.expectEmit(address(budgets));
        emit IBudgets.BudgetRevoked(id, 0);
        budgets.revoke(id);
        bytes memory over = abi.encodeWithSelector(IBudgets.BudgetsOver.selector, id, IBudgets.Standing.Revoked);
        vm.expectRevert(over);
        budgets.revoke(id);
        vm.expectRevert(over);
        budgets.pause(id);
        vm.expectRevert(over);
        budgets.resume(id);
        vm.expectRevert(over);
        budgets.change(id, plainTerms());
        vm.stopPrank();
        assertStanding(id, IBudgets.Standing.Revoked);
        assertLeft(id, 0, 0);
        assertDraw(drawId, IBudgets.DrawStanding.Released);
        vm.expectRevert(over);
        drawAs(TREASURER, id, PAYEE, 1);
        vm.expectRevert(over);
        announceAs(TREASURER, id, PAYEE, 1);
        vm.warp(time() + WAIT);
        expectNotPending(drawId, IBudgets.DrawStanding.Released);
        settle(drawId, PAYEE, 3 ether);
    }

    function test_GivenOnlyTheEnvelopeWasRevoked_ItPaysNothingAndSaysSo() external {
        uint256 free = grantOn(address(0), aboveOf(CAP));
        uint256 drawId = announceAs(TREASURER, id, PAYEE, 3 ether);
        vm.startPrank(address(treasury));
        treasury.revokeEnvelope(id);
        treasury.revokeEnvelope(free);
        expectOver(id, IBudgets.Standing.Revoked);
        budgets.pause(id);
        vm.stopPrank();
        assertStanding(id, IBudgets.Standing.Revoked);
        assertDraw(drawId, IBudgets.DrawStanding.Released);
        (uint256[] memory drawIds, uint256 sum) = budgets.pendingOf(id);
        assertEq(drawIds.length + sum, 0, "nothing pending");
        assertLeft(id, 0, 0);
        vm.warp(time() + WAIT);
        expectNotPending(drawId, IBudgets.DrawStanding.Released);
        settle(drawId, PAYEE, 3 ether);
        expectAvailable(id, 1, 0);
        drawAs(TREASURER, id, PAYEE, 1);
        expectAvailable(id, 1, 0);
        announceAs(TREASURER, id, PAYEE, 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeRevoked.selector, free));
        drawAs(TREASURER, free, PAYEE, 1);
        budgets.release(drawId);
        vm.prank(address(treasury));
        budgets.revoke(id);
    }

    function test_GivenItEnded_OnlyRevokingIsLeft() external {
        vm.warp(treasury.getEnvelope(id).end + 1);
        vm.startPrank(address(treasury));
        expectOver(id, IBudgets.Standing.Ended);
        budgets.change(id, plainTerms());
        expectOver(id, IBudgets.Standing.Ended);
        budgets.pause(id);
        budgets.revoke(id);
        vm.stopPrank();
        assertStanding(id, IBudgets.Standing.Revoked);
    }

    // Payees and tokens of bad habits.

    function test_WhenAPayeeComesBack_ItGainsNothing_T22_I33() external {
        HostileHolder hostile = new HostileHolder(budgets);
        IBudgets.Terms memory t = plainTerms();
        t.holders = list(address(hostile), TREASURER);
        uint256 weak = grantOn(address(0), t);
        address[] memory to = list(address(hostile));
        uint256 first = announceAs(TREASURER, weak, address(hostile), 3 ether);
        uint256 second = announceAs(TREASURER, weak, address(hostile), 2 ether);
        vm.warp(time() + WAIT);
        bytes memory settleFirst = abi.encodeCall(budgets.settle, (first, to, one(3 ether), REF));
        // Of what it tries each time only what any holder could do in a transaction of its own goes through: once each.
        hostile.prepare(settleFirst);
        hostile.prepare(abi.encodeCall(budgets.settle, (second, to, one(2 ether), REF)));
        hostile.prepare(abi.encodeCall(budgets.drawOne, (weak, address(hostile), 1.5 ether, REF)));
        hostile.prepare(abi.encodeCall(budgets.announce, (weak, to, one(2 ether), REF)));
        hostile.prepare(abi.encodeCall(budgets.withdraw, (first)));
        hostile.run(settleFirst);
        assertEq(address(hostile).balance, 6.5 ether, "two announced draws, and what may be drawn at once");
        assertEq(treasury.getEnvelope(weak).drawn, 6.5 ether, "as the treasury says");
        assertEq(hostile.succeeded(), 2, "once each");
        assertTrue(hostile.tried() > 10, "it tried");
        assertLeft(weak, 1.5 ether, 0.5 ether);
    }

    function test_GivenAPayeeThatRefuses_TheDrawStaysPending() external {
        address refusing = address(new RefusingPayee());
        bytes memory refused = abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, refusing, 1 ether);
        vm.expectRevert(refused);
        drawAs(TREASURER, id, refusing, 1 ether);
        uint256 drawId = announceAs(TREASURER, id, refusing, 1 ether);
        vm.warp(time() + WAIT);
        vm.expectRevert(refused);
        settle(drawId, refusing, 1 ether);
        assertDraw(drawId, IBudgets.DrawStanding.Pending);
        assertLeft(id, CAP - 1 ether, ABOVE);
    }

    function test_Tokens_PayWhatWasAskedOrRevert_T32() external {
        address silent = address(new SilentToken(address(treasury)));
        uint256 paid = grantOn(silent, plainTerms());
        drawAs(TREASURER, paid, PAYEE, 5);
        assertEq(SilentToken(silent).balanceOf(PAYEE), 5, "silent");
        uint256 wrong = grantOn(address(new GreedyToken(address(treasury))), plainTerms());
        address asset = treasury.getEnvelope(wrong).asset;
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryWrongAmountTaken.selector, asset, 5, 6));
        drawAs(TREASURER, wrong, PAYEE, 5);
        wrong = grantOn(address(new IdleToken(address(treasury))), plainTerms());
        asset = treasury.getEnvelope(wrong).asset;
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryWrongAmountTaken.selector, asset, 5, 0));
        drawAs(TREASURER, wrong, PAYEE, 5);
        wrong = grantOn(address(new FalseToken(address(treasury))), plainTerms());
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, PAYEE, 5));
        drawAs(TREASURER, wrong, PAYEE, 5);
        uint256 drawId = announceAs(TREASURER, wrong, PAYEE, 5);
        vm.warp(time() + WAIT);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, PAYEE, 5));
        settle(drawId, PAYEE, 5);
        assertEq(treasury.getEnvelope(wrong).drawn, 0, "nothing drawn");
    }
}
