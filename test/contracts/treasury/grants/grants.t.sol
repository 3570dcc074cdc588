// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Grants} from "../../../../contracts/treasury/Grants.sol";
import {IGrants} from "../../../../contracts/treasury/IGrants.sol";
import {ITreasury} from "../../../../contracts/treasury/ITreasury.sol";
import {ITreasuryModule} from "../../../../contracts/treasury/ITreasuryModule.sol";
import {GrantsFixture} from "../../support/GrantsFixture.sol";
import {
    BombPayee,
    BombToken,
    BurningPayee,
    HungryPayee,
    PickyPayee,
    ReentrantPayee,
    TellingToken
} from "../../support/GrantPayees.sol";
import {FalseToken, GreedyToken, IdleToken, PlainToken, SilentToken} from "../../support/Tokens.sol";
import {Vm} from "../../support/Vm.sol";

contract GrantsTest is GrantsFixture {
    function setUp() external {
        deployGrants();
    }

    // Granting.

    function test_ItKeepsTheTermsAndTheDecision() external {
        IGrants.Terms memory t = terms();
        (t.reportsDue, t.stream) = (true, IGrants.Stream(5 ether, inDays(1), inDays(12), inDays(102)));
        uint48 end = inDays(300);
        address[] memory targets = new address[](2);
        bytes[] memory payloads = new bytes[](2);
        (targets[0], targets[1]) = (address(treasury), address(grants));
        payloads[0] =
            abi.encodeCall(treasury.setEnvelope, (address(grants), address(0), 10 ether, 10 ether, PERIOD, end));
        payloads[1] = abi.encodeCall(grants.grant, (t));
        bytes32 decision = schedule(targets, payloads);
        vm.expectEmit(address(grants));
        emit IGrants.Granted(1, decision, PAYEE, 1, address(0), 10 ether, end, t);
        run(targets, payloads);

        assertEq(grants.grantCount(), 1, "count");
        IGrants.Grant memory g = grants.getGrant(1);
        assertEq(g.recipient, PAYEE, "recipient");
        assertEq(g.offered, address(0), "offered");
        assertEq(g.envelopeId, 1, "envelope");
        assertEq(g.decision, decision, "decision");
        assertEq(g.asset, address(0), "asset");
        assertEq(g.end, end, "end");
        assertFalse(g.revoked, "revoked");
        assertEq(g.clawedBackAt, 0, "clawed back");
        assertEq(g.required, 2, "required");
        assertTrue(g.reportsDue, "reports");
        assertEq(keccak256(abi.encode(g.stream)), keccak256(abi.encode(t.stream)), "stream");
        assertEq(keccak256(abi.encode(g.reviewers)), keccak256(abi.encode(t.reviewers)), "reviewers");
        IGrants.Milestone[] memory m = grants.getMilestones(1);
        assertEq(m.length, 2, "milestones");
        assertEq(m[1].amount, 2 ether, "amount");
        assertEq(m[1].document, bytes32("second"), "document");
        assertEq(m[1].acceptedBy, 0, "accepted by");
        assertEq(m[1].acceptances, 0, "acceptances");
        assertFalse(m[1].accepted, "accepted");
        assertEq(keccak256(abi.encode(grants.getMilestone(1, 1))), keccak256(abi.encode(m[1])), "one milestone");
        assertAmounts(1, 0, 0, 10 ether, 0);
        assertEq(address(grants.treasury()), address(treasury), "treasury");
    }

    function test_RevertWhen_AnybodyElseDecides() external {
        uint256 id = grantAs(terms());
        address[5] memory callers = [member(0), member(1), PAYEE, GUARDIAN, address(governor)];
        for (uint256 i; i < callers.length; ++i) {
            bytes memory only = abi.encodeWithSelector(ITreasuryModule.ModuleOnlyTreasury.selector, callers[i]);
            vm.startPrank(callers[i]);
            vm.expectRevert(only);
            grants.grant(terms());
            vm.expectRevert(only);
            grants.clawBack(id, REF);
            vm.expectRevert(only);
            grants.changeRecipient(id, STRANGER, REF);
            vm.stopPrank();
        }
    }

    function test_RevertGiven_TheOperationSetNoEnvelopeForIt() external {
        IGrants.Terms memory t = terms();
        expectGrantRefused(t, abi.encodeWithSelector(ITreasuryModule.ModuleNoEnvelope.selector));
        grantAs(t);
        expectGrantRefused(t, abi.encodeWithSelector(ITreasuryModule.ModuleNoEnvelope.selector));
        vm.prank(address(treasury));
        treasury.setEnvelope(address(membership), address(0), 10 ether, 10 ether, PERIOD, inDays(300));
        expectGrantRefused(t, abi.encodeWithSelector(ITreasuryModule.ModuleNoEnvelope.selector));
    }

    function expectGrantRefused(IGrants.Terms memory t, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(address(treasury));
        grants.grant(t);
    }

    function test_RevertWhen_TheEnvelopeIsNotTheSum_I33() external {
        IGrants.Terms memory t = terms();
        uint48 end = t.stream.end;
        expectEnvelopeRefused(t, 10 ether - 1, 10 ether - 1, end);
        expectEnvelopeRefused(t, 10 ether + 1, 10 ether + 1, end);
        expectEnvelopeRefused(t, 10 ether + 1, 10 ether, end);
        expectEnvelopeRefused(t, 10 ether, 10 ether - 1, end);
        expectEnvelopeRefused(t, 10 ether, 10 ether, end - 1);
        envelope(address(0), 10 ether, 10 ether, end);
        vm.prank(address(treasury));
        grants.grant(t);
    }

    function expectEnvelopeRefused(IGrants.Terms memory t, uint208 total, uint208 cap, uint48 end) private {
        envelope(address(0), total, cap, end);
        expectGrantRefused(
            t,
            abi.encodeWithSelector(
                IGrants.GrantsInvalidEnvelope.selector, total, cap, end, uint256(10 ether), uint256(t.stream.end)
            )
        );
    }

    function test_RevertWhen_AMilestoneIsNotValid() external {
        IGrants.Terms memory t = terms();
        envelope(address(0), 10 ether, 10 ether, inDays(200));
        t.milestones[1].amount = 0;
        expectGrantRefused(t, abi.encodeWithSelector(IGrants.GrantsInvalidMilestone.selector, 1));
        t = terms();
        t.milestones[0].document = 0;
        expectGrantRefused(t, abi.encodeWithSelector(IGrants.GrantsInvalidMilestone.selector, 0));
        t.milestones = manyMilestones(21);
        expectGrantRefused(t, abi.encodeWithSelector(IGrants.GrantsTooManyMilestones.selector, 21, 20));
        t.milestones = manyMilestones(20);
        uint256 id = grantAs(t);
        assertEq(grants.getMilestones(id).length, 20, "twenty");
        acceptByVote(id, 19);
        assertEq(PAYEE.balance, 20, "the last is paid");
    }

    function manyMilestones(uint256 count) private pure returns (IGrants.MilestoneTerms[] memory milestones) {
        milestones = new IGrants.MilestoneTerms[](count);
        for (uint256 i; i < count; ++i) {
            milestones[i] = IGrants.MilestoneTerms(uint208(i + 1), bytes32(i + 1));
        }
    }

    function test_RevertWhen_ReviewersAreNotValid() external {
        envelope(address(0), 10 ether, 10 ether, inDays(200));
        IGrants.Terms memory t = terms();
        expectRequiredRefused(t, 3, 4);
        expectRequiredRefused(t, 3, 0);
        expectRequiredRefused(t, 0, 1);
        expectRequiredRefused(t, 21, 1);
        address[4] memory wrong = [address(0), address(treasury), PAYEE, member(1)];
        for (uint256 i; i < wrong.length; ++i) {
            t = terms();
            t.reviewers[2] = wrong[i];
            expectGrantRefused(t, abi.encodeWithSelector(IGrants.GrantsInvalidReviewer.selector, wrong[i]));
        }
    }

    function expectRequiredRefused(IGrants.Terms memory t, uint256 count, uint8 required) private {
        (t.reviewers, t.required) = (manyReviewers(count), required);
        expectGrantRefused(t, abi.encodeWithSelector(IGrants.GrantsInvalidRequired.selector, count, uint256(required)));
    }

    function manyReviewers(uint256 count) private pure returns (address[] memory reviewers) {
        reviewers = new address[](count);
        for (uint256 i; i < count; ++i) {
            reviewers[i] = member(100 + i);
        }
    }

    function test_GivenTwentyReviewers_TheLastOneCompletesAll() external {
        IGrants.Terms memory t = terms();
        (t.reviewers, t.required) = (manyReviewers(20), 20);
        uint256 id = grantAs(t);
        for (uint256 i; i < 20; ++i) {
            assertFalse(grants.getMilestone(id, 0).accepted, "not yet");
            assertFalse(grants.hasAccepted(id, 0, member(100 + i)), "before");
            accept(100 + i, id, 0);
            assertTrue(grants.hasAccepted(id, 0, member(100 + i)), "after");
        }
        IGrants.Milestone memory m = grants.getMilestone(id, 0);
        assertTrue(m.accepted, "accepted");
        assertEq(m.acceptedBy, 0xFFFFF, "by all");
        assertEq(m.acceptances, 20, "twenty");
        assertEq(PAYEE.balance, 3 ether, "paid");
    }

    function test_RevertWhen_TheStreamIsNotValid() external {
        envelope(address(0), 10 ether, 10 ether, inDays(200));
        uint48 now_ = uint48(time());
        expectStreamRefused(IGrants.Stream(0, now_, 0, 0));
        expectStreamRefused(IGrants.Stream(0, 0, now_, 0));
        expectStreamRefused(IGrants.Stream(0, 0, 0, now_));
        expectStreamRefused(IGrants.Stream(5 ether, now_, now_ - 1, now_ + 1));
        expectStreamRefused(IGrants.Stream(5 ether, now_, now_ + 2, now_ + 1));
        expectStreamRefused(IGrants.Stream(5 ether, now_, now_, now_));
        IGrants.Terms memory t = terms();
        t.stream = IGrants.Stream(5 ether, now_ - 1, now_, now_);
        uint256 id = grantAs(t);
        assertAmounts(id, 0, 5 ether, 5 ether, 0);
    }

    function expectStreamRefused(IGrants.Stream memory s) private {
        IGrants.Terms memory t = terms();
        t.stream = s;
        expectGrantRefused(
            t, abi.encodeWithSelector(IGrants.GrantsInvalidStream.selector, s.amount, s.start, s.cliff, s.end)
        );
    }

    function test_RevertWhen_TheRecipientCannotBePaid() external {
        address token = address(new PlainToken(address(treasury)));
        envelope(token, 10 ether, 10 ether, inDays(200));
        IGrants.Terms memory t = terms();
        address[4] memory wrong = [address(0), address(treasury), address(grants), token];
        for (uint256 i; i < wrong.length; ++i) {
            t.recipient = wrong[i];
            expectGrantRefused(t, abi.encodeWithSelector(IGrants.GrantsInvalidRecipient.selector, wrong[i]));
        }
        t.recipient = PAYEE;
        vm.prank(address(treasury));
        grants.grant(t);
    }

    function test_RevertWhen_PurposeOrCategoryIsNoneOrTooLong() external {
        envelope(address(0), 10 ether, 10 ether, inDays(200));
        IGrants.Terms memory t = terms();
        uint256[2][4] memory wrong = [[uint256(0), 1], [uint256(281), 1], [uint256(1), 0], [uint256(1), 32]];
        for (uint256 i; i < 4; ++i) {
            (t.purpose, t.category) = (string(new bytes(wrong[i][0])), string(new bytes(wrong[i][1])));
            expectGrantRefused(
                t, abi.encodeWithSelector(ITreasuryModule.ModuleInvalidWords.selector, wrong[i][0], wrong[i][1])
            );
        }
        (t.purpose, t.category) = (string(new bytes(280)), string(new bytes(31)));
        vm.prank(address(treasury));
        grants.grant(t);
        (t.purpose, t.category) = ("a", "b");
        grantAs(t);
    }

    function test_RevertWhen_ThereIsNoSuchGrant() external {
        grantAs(terms());
        uint256[2] memory none = [uint256(0), 2];
        for (uint256 i; i < 2; ++i) {
            bytes memory unknown = abi.encodeWithSelector(IGrants.GrantsUnknown.selector, none[i]);
            vm.expectRevert(unknown);
            grants.getGrant(none[i]);
            vm.expectRevert(unknown);
            grants.getAmounts(none[i]);
            vm.expectRevert(unknown);
            grants.getMilestones(none[i]);
            vm.expectRevert(unknown);
            grants.getMilestone(none[i], 0);
            vm.expectRevert(unknown);
            grants.hasAccepted(none[i], 0, member(1));
            vm.expectRevert(unknown);
            grants.vested(none[i]);
            vm.expectRevert(unknown);
            grants.isReportDue(none[i]);
            vm.startPrank(address(treasury));
            vm.expectRevert(unknown);
            grants.accept(none[i], 0, 0);
            vm.expectRevert(unknown);
            grants.claim(none[i]);
            vm.expectRevert(unknown);
            grants.report(none[i], REF);
            vm.expectRevert(unknown);
            grants.clawBack(none[i], REF);
            vm.expectRevert(unknown);
            grants.offer(none[i], STRANGER);
            vm.expectRevert(unknown);
            grants.takeOver(none[i]);
            vm.expectRevert(unknown);
            grants.changeRecipient(none[i], STRANGER, REF);
            vm.stopPrank();
        }
    }

    // Accepting.

    function test_EnoughReviewers_TheMilestoneIsPaidAtOnce() external {
        uint256 id = grantAs(terms());
        bytes32 decision = treasury.getEnvelope(1).decision;
        vm.expectEmit(address(grants));
        emit IGrants.Reviewed(id, 0, member(1), 1, decision, "one");
        vm.prank(member(1));
        grants.accept(id, 0, "one");
        assertAmounts(id, 0, 0, 10 ether, 0);
        assertTrue(grants.hasAccepted(id, 0, member(1)), "the first");
        assertFalse(grants.hasAccepted(id, 0, member(3)), "the third");
        assertFalse(grants.hasAccepted(id, 0, STRANGER), "a stranger");
        assertFalse(grants.hasAccepted(id, 1, member(1)), "the other milestone");

        vm.expectEmit(address(grants));
        emit IGrants.Reviewed(id, 0, member(3), 2, decision, "two");
        vm.expectEmit(address(grants));
        emit IGrants.MilestoneAccepted(id, 0, member(3), 3 ether, decision, "two");
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(1, decision, PAYEE, address(0), 3 ether, "two");
        vm.prank(member(3));
        grants.accept(id, 0, "two");
        assertEq(PAYEE.balance, 3 ether, "paid");
        IGrants.Milestone memory m = grants.getMilestone(id, 0);
        assertEq(m.acceptedBy, 5, "by the first and the third");
        assertEq(m.acceptances, 2, "two");
        assertTrue(m.accepted, "accepted");
        assertAmounts(id, 3 ether, 0, 7 ether, 0);
        assertFalse(grants.getMilestone(id, 1).accepted, "the other milestone");
    }

    function test_AVote_AcceptsAtOnce() external {
        IGrants.Terms memory t = terms();
        (t.reviewers, t.required) = (new address[](0), 0);
        uint256 id = grantAs(t, address(0), inDays(300));
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotReviewer.selector, id, member(1)));
        vm.prank(member(1));
        grants.accept(id, 1, REF);
        bytes32 decision = schedule(abi.encodeCall(grants.accept, (id, 1, "vote")));
        vm.expectEmit(address(grants));
        emit IGrants.MilestoneAccepted(id, 1, address(treasury), 2 ether, decision, "vote");
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(1, 0, PAYEE, address(0), 2 ether, "vote");
        vm.recordLogs();
        run(abi.encodeCall(grants.accept, (id, 1, "vote")));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            assertTrue(logs[i].topics[0] != IGrants.PaymentSetAside.selector, "nothing is set aside");
        }
        assertEq(grants.getMilestone(id, 1).acceptances, 0, "no reviewer");
        assertEq(PAYEE.balance, 2 ether, "paid");
    }

    function test_RevertWhen_WhoAcceptsMayNot() external {
        uint256 id = grantAs(terms());
        uint256 other = grantAs(milestonesOnly(STRANGER));
        address[4] memory callers = [PAYEE, STRANGER, member(0), GUARDIAN];
        for (uint256 i; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotReviewer.selector, id, callers[i]));
            vm.prank(callers[i]);
            grants.accept(id, 0, REF);
        }
        accept(1, id, 0);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsReviewedAlready.selector, id, 0, member(1)));
        accept(1, id, 0);
        accept(1, id, 1);
        accept(1, other, 0);
        assertAmounts(id, 0, 0, 10 ether, 0);
    }

    function test_RevertGiven_TheMilestoneIsUnknownOrAccepted() external {
        uint256 id = grantAs(terms());
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsUnknownMilestone.selector, id, 2));
        accept(1, id, 2);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsUnknownMilestone.selector, id, 2));
        grants.getMilestone(id, 2);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsUnknownMilestone.selector, id, 2));
        grants.hasAccepted(id, 2, STRANGER);
        acceptByVote(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsMilestoneAccepted.selector, id, 0));
        acceptByVote(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsMilestoneAccepted.selector, id, 0));
        accept(1, id, 0);
        assertEq(PAYEE.balance, 3 ether, "once");
    }

    function test_GivenThePayeeRefuses_TheAcceptanceStandsAndAnybodyClaims() external {
        PickyPayee picky = new PickyPayee();
        picky.setClosed(true);
        uint256 id = grantAs(milestonesOnly(address(picky)));
        accept(1, id, 0);
        vm.expectEmit(address(grants));
        emit IGrants.MilestoneAccepted(id, 0, member(2), 3 ether, 0, REF);
        vm.expectEmit(address(grants));
        emit IGrants.PaymentSetAside(id, address(picky), 3 ether, false, 0);
        accept(2, id, 0);
        assertTrue(grants.getMilestone(id, 0).accepted, "accepted");
        assertAmounts(id, 0, 3 ether, 2 ether, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, address(picky), uint256(3 ether))
        );
        vm.prank(STRANGER);
        grants.claim(id);
        picky.setClosed(false);
        acceptByVote(id, 1);
        assertAmounts(id, 2 ether, 3 ether, 0, 0);
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(1, 0, address(picky), address(0), 3 ether, 0);
        vm.prank(STRANGER);
        assertEq(grants.claim(id), 3 ether, "claimed");
        assertAmounts(id, 5 ether, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNothingToClaim.selector, id));
        grants.claim(id);
    }

    function test_GivenThePayeeBurnsGasOrShouts_TheAcceptanceStandsAtABoundedCost_T22() external {
        address[2] memory payees = [address(new BurningPayee()), address(new BombPayee())];
        for (uint256 i; i < 2; ++i) {
            uint256 id = grantAs(milestonesOnly(payees[i]));
            vm.prank(address(treasury));
            uint256 before = gasleft();
            grants.accept(id, 0, REF);
            assertTrue(before - gasleft() < 600_000, "bounded");
            assertAmounts(id, 0, 3 ether, 2 ether, 0);
        }
    }

    function test_GivenTheTreasuryHasTooLittle_TheAcceptanceStands() external {
        uint256 id = grantAs(milestonesOnly(PAYEE));
        vm.deal(address(treasury), 3 ether - 1);
        acceptByVote(id, 0);
        assertAmounts(id, 0, 3 ether, 2 ether, 0);
        vm.deal(address(treasury), 3 ether);
        grants.claim(id);
        assertAmounts(id, 3 ether, 0, 2 ether, 0);
    }

    // From too little gas to plenty: all or nothing, and never a refusal of a payee who would have taken it.
    function test_WhateverGasIsGiven_APayeeThatTakesItIsPaidOrNothingHappens_T22() external {
        address hungry = address(new HungryPayee(150_000));
        uint256 id = grantAs(milestonesOnly(hungry));
        uint256 paid;
        uint256 reverted;
        uint256 tooLittle;
        for (uint256 gas_ = 60_000; gas_ < 700_000; gas_ += 2500) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(address(treasury));
            (bool done, bytes memory reason) =
                address(grants).call{gas: gas_}(abi.encodeCall(grants.accept, (id, 0, REF)));
            if (done) {
                ++paid;
                assertEq(hungry.balance, 3 ether, "paid");
                assertAmounts(id, 3 ether, 0, 2 ether, 0);
            } else {
                ++reverted;
                if (reason.length != 0) {
                    ++tooLittle;
                    assertEq(bytes32(reason), bytes32(IGrants.GrantsTooLittleGas.selector), "reason");
                }
                assertAmounts(id, 0, 0, 5 ether, 0);
            }
            assertTrue(vm.revertToState(snapshot), "back");
        }
        assertTrue(paid > 20 && reverted > 20 && tooLittle > 20, "both happened");
    }

    // A payee that needs more than an acceptance gives is set aside whatever the gas, and can be claimed with enough.
    function test_GivenThePayeeNeedsMore_ItIsSetAsideAndClaimedWithEnough() external {
        address hungry = address(new HungryPayee(400_000));
        uint256 id = grantAs(milestonesOnly(hungry));
        uint256 paymentGas = grants.PAYMENT_GAS();
        assertEq(paymentGas, 300_000, "gas");
        vm.prank(address(treasury));
        grants.accept{gas: 5_000_000}(id, 0, REF);
        assertAmounts(id, 0, 3 ether, 2 ether, 0);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, hungry, uint256(3 ether)));
        grants.claim{gas: 300_000}(id);
        grants.claim(id);
        assertEq(hungry.balance, 3 ether, "paid");
    }

    // The stream.

    function test_TheStream_NothingBeforeTheCliffAllAtTheEnd() external {
        uint256 start = time();
        uint256 id = grantAs(streamOnly(PAYEE));
        vm.warp(start + 10 days - 1);
        assertEq(grants.vested(id), 0, "before the cliff");
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNothingToClaim.selector, id));
        grants.claim(id);
        vm.warp(start + 10 days);
        assertEq(grants.vested(id), 0.5 ether, "at the cliff");
        assertAmounts(id, 0, 0.5 ether, 4.5 ether, 0);
        assertEq(grants.getAmounts(id).claimable, 0.5 ether, "claimable");
        vm.prank(STRANGER);
        assertEq(grants.claim(id), 0.5 ether, "claimed");
        vm.warp(start + 33 days);
        assertAmounts(id, 0.5 ether, 1.15 ether, 3.35 ether, 0);
        vm.warp(start + 100 days - 1);
        assertEq(grants.vested(id), uint256(5 ether) * (100 days - 1) / 100 days, "the last second but one");
        grants.claim(id);
        vm.warp(start + 100 days);
        assertEq(grants.vested(id), 5 ether, "at the end");
        grants.claim(id);
        vm.warp(start + 101 days);
        assertAmounts(id, 5 ether, 0, 0, 0);
        assertEq(PAYEE.balance, 5 ether, "to the last unit");
    }

    // Claimed at any times, at no time more than has vested, in the end all of it.
    function testFuzz_TheStream_SettlesToTheLastUnit_I33(uint208 amount, uint256 seed) external {
        amount = uint208(bound(amount, 1, type(uint208).max));
        uint256 start = time() - seed % 50 days;
        uint256 length = 1 + (seed >> 32) % 1000 days;
        uint256 cliff = (seed >> 64) % (length + 1);
        vm.deal(address(treasury), type(uint208).max);
        IGrants.Terms memory t = streamOnly(PAYEE);
        t.stream = IGrants.Stream(amount, uint48(start), uint48(start + cliff), uint48(start + length));
        uint256 id = grantAs(t, address(0), uint48(time() + length + 1));
        uint256 paid;
        while (true) {
            uint256 at = time() - start;
            uint256 due = at < cliff ? 0 : at >= length ? amount : amount * at / length;
            assertEq(grants.vested(id), due, "vested");
            assertAmounts(id, paid, due - paid, amount - due, 0);
            if (due > paid) {
                vm.prank(STRANGER);
                assertEq(grants.claim(id), due - paid, "claimed");
                paid = due;
                assertEq(PAYEE.balance, paid, "paid");
            }
            if (at >= length) break;
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 next = time() + 1 + seed % (length / 4 + 1);
            vm.warp(next > start + length ? start + length : next);
        }
        assertEq(paid, amount, "all");
    }

    // Reports.

    function test_GivenReportsAreDue_EachPaymentWaitsForOne() external {
        IGrants.Terms memory t = terms();
        t.reportsDue = true;
        uint256 start = time();
        uint256 id = grantAs(t);
        assertFalse(grants.isReportDue(id), "none before the first payment");
        acceptByVote(id, 0);
        assertEq(PAYEE.balance, 3 ether, "the first is paid");
        assertTrue(grants.isReportDue(id), "due");
        vm.expectEmit(address(grants));
        emit IGrants.PaymentSetAside(id, PAYEE, 2 ether, true, 0);
        acceptByVote(id, 1);
        assertAmounts(id, 3 ether, 2 ether, 5 ether, 0);
        assertEq(grants.getAmounts(id).claimable, 0, "nothing is claimable");
        vm.warp(start + 20 days);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsReportDue.selector, id));
        vm.prank(PAYEE);
        grants.claim(id);
        vm.expectEmit(address(grants));
        emit IGrants.Reported(id, PAYEE, "report", 3 ether, 0);
        vm.prank(PAYEE);
        grants.report(id, "report");
        assertFalse(grants.isReportDue(id), "reported");
        assertEq(grants.getAmounts(id).claimable, 3 ether, "claimable");
        // A stranger, who would have the recipient report for every second's worth, may not.
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotRecipient.selector, id, STRANGER));
        vm.prank(STRANGER);
        grants.claim(id);
        vm.prank(PAYEE);
        grants.claim(id);
        assertEq(PAYEE.balance, 6 ether, "paid");
        assertTrue(grants.isReportDue(id), "due again");
    }

    function test_GivenNoneAreDue_ReportsAreKeptToo() external {
        uint256 id = grantAs(terms());
        vm.expectEmit(address(grants));
        emit IGrants.Reported(id, PAYEE, "early", 0, 0);
        vm.prank(PAYEE);
        grants.report(id, "early");
        acceptByVote(id, 0);
        assertFalse(grants.isReportDue(id), "none is due");
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNoDocument.selector, id));
        vm.prank(PAYEE);
        grants.report(id, 0);
        address[3] memory callers = [STRANGER, member(1), address(treasury)];
        for (uint256 i; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotRecipient.selector, id, callers[i]));
            vm.prank(callers[i]);
            grants.report(id, REF);
        }
        vm.warp(inDays(201));
        vm.expectEmit(address(grants));
        emit IGrants.Reported(id, PAYEE, "final", 3 ether, 0);
        vm.prank(PAYEE);
        grants.report(id, "final");
    }

    // Taking back.

    function test_AClawback_TakesWhatHasNotVestedAndNothingElse() external {
        uint256 start = time();
        uint256 id = grantAs(terms());
        acceptByVote(id, 0);
        accept(1, id, 1);
        vm.warp(start + 30 days);
        bytes32 decision = schedule(abi.encodeCall(grants.clawBack, (id, "why")));
        assertAmounts(id, 3 ether, 1.6 ether, 5.4 ether, 0);
        vm.expectEmit(address(grants));
        emit IGrants.ClawedBack(id, decision, 5.4 ether, "why");
        run(abi.encodeCall(grants.clawBack, (id, "why")));
        uint48 at = uint48(time());
        assertEq(grants.getGrant(id).clawedBackAt, at, "since");
        assertAmounts(id, 3 ether, 1.6 ether, 0, 5.4 ether);
        bytes memory gone = abi.encodeWithSelector(IGrants.GrantsClawedBack.selector, id, at);
        vm.expectRevert(gone);
        accept(2, id, 1);
        vm.expectRevert(gone);
        acceptByVote(id, 1);
        vm.expectRevert(gone);
        vm.prank(address(treasury));
        grants.clawBack(id, REF);
        vm.warp(start + 150 days);
        assertEq(grants.vested(id), 4.6 ether, "stands still");
        assertAmounts(id, 3 ether, 1.6 ether, 0, 5.4 ether);
        vm.prank(STRANGER);
        grants.claim(id);
        assertAmounts(id, 4.6 ether, 0, 0, 5.4 ether);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNothingToClaim.selector, id));
        grants.claim(id);
        assertEq(address(treasury).balance, 95.4 ether, "the rest never left");
        vm.warp(start + 200 days + 1);
        assertAmounts(id, 4.6 ether, 0, 0, 5.4 ether);
    }

    function test_GivenAllHasVested_AClawbackTakesNothing() external {
        uint256 id = grantAs(streamOnly(PAYEE));
        vm.warp(inDays(150));
        vm.expectEmit(address(grants));
        emit IGrants.ClawedBack(id, 0, 0, REF);
        vm.prank(address(treasury));
        grants.clawBack(id, REF);
        grants.claim(id);
        assertEq(PAYEE.balance, 5 ether, "all");
    }

    function test_GivenTheEnvelopeWasRevoked_NothingIsPaid_I33() external {
        uint256 id = grantAs(terms());
        vm.warp(inDays(20));
        acceptByVote(id, 0);
        vm.prank(address(treasury));
        treasury.revokeEnvelope(1);
        assertOver(id, true);
        assertTrue(grants.getGrant(id).revoked, "revoked");
    }

    function test_GivenTheEnvelopeEnded_NothingIsPaid_I33() external {
        uint256 id = grantAs(terms());
        vm.warp(inDays(20));
        acceptByVote(id, 0);
        vm.warp(grants.getGrant(id).end);
        assertAmounts(id, 3 ether, 5 ether, 2 ether, 0);
        uint256 snapshot = vm.snapshotState();
        grants.claim(id);
        acceptByVote(id, 1);
        assertAmounts(id, 10 ether, 0, 0, 0);
        assertTrue(vm.revertToState(snapshot), "back");
        vm.warp(grants.getGrant(id).end + 1);
        assertOver(id, false);
        assertFalse(grants.getGrant(id).revoked, "not revoked");
    }

    /// @dev 3 of 10 were paid.
    function assertOver(uint256 id, bool revoked) private {
        assertAmounts(id, 3 ether, 0, 0, 0);
        IGrants.Amounts memory a = grants.getAmounts(id);
        assertEq(a.lapsed, 7 ether, "lapsed");
        assertEq(a.claimable, 0, "claimable");
        bytes memory over = abi.encodeWithSelector(IGrants.GrantsOver.selector, id, grants.getGrant(id).end, revoked);
        vm.expectRevert(over);
        grants.claim(id);
        vm.expectRevert(over);
        acceptByVote(id, 1);
        vm.expectRevert(over);
        accept(1, id, 1);
        vm.expectRevert(over);
        vm.prank(address(treasury));
        grants.clawBack(id, REF);
        assertEq(PAYEE.balance, 3 ether, "nothing more");
    }

    // Handing over.

    function test_TheRecipient_HandsOverToANewAddress() external {
        uint256 id = grantAs(terms());
        vm.expectEmit(address(grants));
        emit IGrants.RecipientOffered(id, PAYEE, STRANGER, 0);
        vm.prank(PAYEE);
        grants.offer(id, STRANGER);
        assertEq(grants.getGrant(id).offered, STRANGER, "offered");
        assertEq(grants.getGrant(id).recipient, PAYEE, "not yet");
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotOffered.selector, id, member(5)));
        vm.prank(member(5));
        grants.takeOver(id);
        vm.expectEmit(address(grants));
        emit IGrants.RecipientChanged(id, PAYEE, STRANGER, 0, 0);
        vm.prank(STRANGER);
        grants.takeOver(id);
        assertEq(grants.getGrant(id).offered, address(0), "taken");
        acceptByVote(id, 0);
        assertEq(STRANGER.balance, 3 ether, "the new one is paid");
        assertEq(PAYEE.balance, 0, "the old one is not");
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotOffered.selector, id, STRANGER));
        vm.prank(STRANGER);
        grants.takeOver(id);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotRecipient.selector, id, PAYEE));
        vm.prank(PAYEE);
        grants.offer(id, PAYEE);
    }

    function test_AnOffer_CanBeWithdrawn() external {
        uint256 id = grantAs(terms());
        vm.startPrank(PAYEE);
        grants.offer(id, STRANGER);
        vm.expectEmit(address(grants));
        emit IGrants.RecipientOffered(id, PAYEE, address(0), 0);
        grants.offer(id, address(0));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotOffered.selector, id, STRANGER));
        vm.prank(STRANGER);
        grants.takeOver(id);
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotOffered.selector, id, address(this)));
        grants.takeOver(id);
    }

    function test_RevertWhen_TheNewRecipientCannotBeOne() external {
        address token = address(new PlainToken(address(treasury)));
        uint256 id = grantAs(terms(), token, inDays(200));
        address[5] memory wrong = [PAYEE, address(treasury), address(grants), token, member(2)];
        for (uint256 i; i < wrong.length; ++i) {
            bytes memory invalid = abi.encodeWithSelector(IGrants.GrantsInvalidRecipient.selector, wrong[i]);
            vm.expectRevert(invalid);
            vm.prank(PAYEE);
            grants.offer(id, wrong[i]);
            vm.expectRevert(invalid);
            vm.prank(address(treasury));
            grants.changeRecipient(id, wrong[i], REF);
        }
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsInvalidRecipient.selector, address(0)));
        vm.prank(address(treasury));
        grants.changeRecipient(id, address(0), REF);
    }

    function test_AVote_ChangesARecipientThatLostItsKey() external {
        uint256 id = grantAs(terms());
        vm.prank(PAYEE);
        grants.offer(id, STRANGER);
        bytes32 decision = schedule(abi.encodeCall(grants.changeRecipient, (id, member(7), "lost")));
        vm.expectEmit(address(grants));
        emit IGrants.RecipientChanged(id, PAYEE, member(7), decision, "lost");
        run(abi.encodeCall(grants.changeRecipient, (id, member(7), "lost")));
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantsNotOffered.selector, id, STRANGER));
        vm.prank(STRANGER);
        grants.takeOver(id);
        vm.warp(inDays(50));
        grants.claim(id);
        assertEq(member(7).balance, grants.vested(id), "paid");
    }

    // Tokens and payees of bad habits.

    function test_Tokens_PayWhatWasAcceptedOrSetItAside_T32() external {
        address[2] memory good =
            [address(new PlainToken(address(treasury))), address(new SilentToken(address(treasury)))];
        for (uint256 i; i < good.length; ++i) {
            uint256 id = grantAs(milestonesOnly(PAYEE), good[i], inDays(200));
            acceptByVote(id, 0);
            acceptByVote(id, 1);
            assertEq(PlainToken(good[i]).balanceOf(PAYEE), 5 ether, "paid");
            assertAmounts(id, 5 ether, 0, 0, 0);
        }
        address[4] memory bad = [
            address(new GreedyToken(address(treasury))),
            address(new IdleToken(address(treasury))),
            address(new FalseToken(address(treasury))),
            address(new BombToken(address(treasury)))
        ];
        for (uint256 i; i < bad.length; ++i) {
            uint256 held = PlainToken(bad[i]).balanceOf(address(treasury));
            uint256 id = grantAs(milestonesOnly(PAYEE), bad[i], inDays(200));
            acceptByVote(id, 0);
            assertAmounts(id, 0, 3 ether, 2 ether, 0);
            assertEq(PlainToken(bad[i]).balanceOf(address(treasury)), held, "nothing left");
            bytes memory reason = i > 1
                ? abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, PAYEE, uint256(3 ether))
                : abi.encodeWithSelector(
                    ITreasury.TreasuryWrongAmountTaken.selector,
                    bad[i],
                    uint256(3 ether),
                    i == 0 ? uint256(3 ether) + 1 : 0
                );
            vm.expectRevert(reason);
            grants.claim(id);
        }
    }

    function test_WhenThePayeeComesBack_ItGetsNoMoreThanVested_I27_T22() external {
        (ReentrantPayee payee, uint256 id) = comingBack(address(0));
        acceptByVote(id, 0);
        // What the stream had brought is its own.
        assertEq(payee.through(), 1, "one claim went through");
        assertEq(payee.refused(), 3, "the rest did not");
        assertAmounts(id, 4 ether, 0, 6 ether, 0);
        assertEq(address(payee).balance, 4 ether, "paid");
    }

    // The treasury sees more leave than it was asked for: nothing is paid, and it is set aside.
    function test_WhenThePayeeOfATokenComesBack_ItGetsNothingYet_I27_T22_T32() external {
        TellingToken token = new TellingToken(address(treasury));
        (ReentrantPayee payee, uint256 id) = comingBack(address(token));
        acceptByVote(id, 0);
        assertEq(payee.through(), 0, "undone");
        assertAmounts(id, 0, 4 ether, 6 ether, 0);
        assertEq(token.balanceOf(address(payee)), 0, "nothing is paid");
        grants.claim(id);
        assertEq(payee.through(), 0, "nothing is left to claim");
        assertEq(payee.refused(), 4, "each was refused");
        assertAmounts(id, 4 ether, 0, 6 ether, 0);
        assertEq(token.balanceOf(address(payee)), 4 ether, "paid");
    }

    /// @dev A payee who claims twice, accepts and claws back while it is paid; a fifth of its stream has passed.
    function comingBack(address asset) private returns (ReentrantPayee payee, uint256 id) {
        payee = new ReentrantPayee();
        IGrants.Terms memory t = terms();
        t.recipient = address(payee);
        id = grantAs(t, asset, inDays(200));
        vm.warp(inDays(20));
        bytes[] memory calls = new bytes[](4);
        calls[0] = abi.encodeCall(grants.claim, (id));
        calls[1] = abi.encodeCall(grants.claim, (id));
        calls[2] = abi.encodeCall(grants.accept, (id, 1, REF));
        calls[3] = abi.encodeCall(grants.clawBack, (id, REF));
        payee.prepare(address(grants), calls);
    }

    function test_WhenThePayeeComesBackAndReportsAreDue_ItTakesOnePayment_T22() external {
        ReentrantPayee payee = new ReentrantPayee();
        IGrants.Terms memory t = terms();
        (t.recipient, t.reportsDue) = (address(payee), true);
        uint256 id = grantAs(t);
        vm.warp(inDays(20));
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(grants.claim, (id));
        payee.prepare(address(grants), calls);
        acceptByVote(id, 0);
        assertEq(payee.refused(), 1, "a report is due at once");
        assertAmounts(id, 3 ether, 1 ether, 6 ether, 0);
    }
}
