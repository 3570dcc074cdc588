// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayouts} from "../../../../contracts/treasury/IPayouts.sol";
import {ITreasury} from "../../../../contracts/treasury/ITreasury.sol";
import {ITreasuryModule} from "../../../../contracts/treasury/ITreasuryModule.sol";
import {Payouts} from "../../../../contracts/treasury/Payouts.sol";
import {MerkleTrees} from "../../support/MerkleTrees.sol";
import {LyingToken, MoodyPayee, MoodyToken, ReentrantPayee, ThirstyPayee} from "../../support/Payees.sol";
import {PayingFixture} from "../../support/PayingFixture.sol";
import {FalseToken, GreedyToken, IdleToken, PlainToken, SilentToken} from "../../support/Tokens.sol";
import {clonePayouts} from "../../support/Parts.sol";

contract PayoutsTest is PayingFixture {
    address private constant COIN = address(0);

    Payouts private payouts;
    address[] private _to;
    uint256[] private _amounts;

    function setUp() external {
        deployDao(5, 20);
        payouts = clonePayouts(new Payouts(), treasury);
    }

    // Rows.

    function add(address to, uint256 amount) private {
        _to.push(to);
        _amounts.push(amount);
    }

    function three() private {
        add(member(0), 1 ether);
        add(member(1), 2 ether);
        add(member(2), 3 ether);
    }

    function digest() private view returns (bytes32) {
        return keccak256(abi.encode(_to, _amounts));
    }

    function sum() private view returns (uint208 total) {
        for (uint256 i; i < _amounts.length; ++i) {
            total += uint208(_amounts[i]);
        }
    }

    function openingOf(bytes32 digest_, uint256 rows) private view returns (bytes memory) {
        return abi.encodeCall(payouts.open, (digest_, rows, DOCUMENT, "Forty people", "Fees"));
    }

    function openBatch(address asset) private returns (uint256) {
        run(schedule(address(payouts), asset, sum(), sum(), 1, openingOf(digest(), _to.length)));
        return payouts.payoutCount();
    }

    function pay(uint256 payoutId) private {
        payouts.pay(payoutId, _to, _amounts);
    }

    function assertSetAside(uint256 payoutId, uint256 row, address payee, uint256 amount) private view {
        IPayouts.SetAside memory waiting = payouts.setAsideOf(payoutId, row);
        assertEq(waiting.payee, payee, "payee");
        assertEq(waiting.amount, amount, "amount");
    }

    function envelope(address asset, uint208 total, uint208 cap) private {
        vm.prank(address(treasury));
        treasury.setEnvelope(address(payouts), asset, total, cap, 1, uint48(time() + 1 days));
    }

    // Opening.

    function test_WhenAVoteOpensABatch_ItsRecordAndEventNameTheDecision() external {
        three();
        Operation memory operation = schedule(address(payouts), COIN, sum(), sum(), 1, openingOf(digest(), 3));
        vm.expectEmit(address(payouts));
        emit IPayouts.PayoutOpened(
            1, operation.id, 1, IPayouts.Kind.Batch, digest(), 3, DOCUMENT, "Forty people", "Fees"
        );
        run(operation);
        IPayouts.Payout memory payout = payouts.payoutOf(1);
        assertTrue(payout.kind == IPayouts.Kind.Batch, "kind");
        assertFalse(payout.paid, "paid");
        assertEq(payout.rows, 3, "rows");
        assertEq(payout.envelopeId, 1, "envelope");
        assertEq(payout.digest, digest(), "digest");
        assertEq(payout.document, DOCUMENT, "document");
        assertEq(payouts.payoutCount(), 1, "count");
        assertEq(address(payouts.treasury()), address(treasury), "treasury");
        assertTrue(payouts.payoutOf(2).kind == IPayouts.Kind.None, "no other");
    }

    function test_RevertWhen_AnybodyButTheTreasuryOpens() external {
        address[3] memory callers = [member(0), GUARDIAN, address(governor)];
        for (uint256 i; i < callers.length; ++i) {
            envelope(COIN, 1, 1);
            bytes memory refusal = abi.encodeWithSelector(ITreasuryModule.ModuleOnlyTreasury.selector, callers[i]);
            vm.expectRevert(refusal);
            vm.prank(callers[i]);
            payouts.open(DOCUMENT, 1, DOCUMENT, "purpose", "category");
            vm.expectRevert(refusal);
            vm.prank(callers[i]);
            payouts.openList(DOCUMENT, 1, DOCUMENT, "purpose", "category");
        }
    }

    function test_RevertWhen_APayoutIsNotWhole() external {
        expectInvalid(0, 1, 200, DOCUMENT);
        expectInvalid(DOCUMENT, 0, 200, DOCUMENT);
        expectInvalid(DOCUMENT, 201, 200, DOCUMENT);
        expectInvalid(DOCUMENT, 1, 200, 0);
        expectInvalid(0, 1, type(uint64).max, DOCUMENT);
        expectInvalid(DOCUMENT, 0, type(uint64).max, DOCUMENT);
        expectInvalid(DOCUMENT, uint256(type(uint64).max) + 1, type(uint64).max, DOCUMENT);
        expectInvalid(DOCUMENT, 1, type(uint64).max, 0);
        envelope(COIN, 1, 1);
        vm.prank(address(treasury));
        assertEq(payouts.open(DOCUMENT, 200, DOCUMENT, "p", "c"), 1, "number");
        envelope(COIN, 1, 1);
        vm.prank(address(treasury));
        assertEq(payouts.openList(DOCUMENT, type(uint64).max, DOCUMENT, "p", "c"), 2, "number");
    }

    function expectInvalid(bytes32 digest_, uint256 rows, uint256 most, bytes32 document) private {
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsInvalidPayout.selector, digest_, rows, most, document));
        vm.prank(address(treasury));
        if (most == 200) payouts.open(digest_, rows, document, "p", "c");
        else payouts.openList(digest_, rows, document, "p", "c");
    }

    function test_RevertWhen_PurposeOrCategoryIsEmptyOrTooLong() external {
        uint256[2][4] memory wrong = [[uint256(0), 1], [uint256(281), 1], [uint256(1), 0], [uint256(1), 32]];
        for (uint256 i; i < wrong.length; ++i) {
            (string memory purpose, string memory category) = (text(wrong[i][0]), text(wrong[i][1]));
            bytes memory refusal =
                abi.encodeWithSelector(ITreasuryModule.ModuleInvalidWords.selector, wrong[i][0], wrong[i][1]);
            vm.expectRevert(refusal);
            vm.prank(address(treasury));
            payouts.open(DOCUMENT, 1, DOCUMENT, purpose, category);
            vm.expectRevert(refusal);
            vm.prank(address(treasury));
            payouts.openList(DOCUMENT, 1, DOCUMENT, purpose, category);
        }
        envelope(COIN, 1, 1);
        vm.prank(address(treasury));
        payouts.open(DOCUMENT, 1, DOCUMENT, text(280), text(31));
    }

    function test_RevertWhen_TheEnvelopeIsNotItsOwn_OrIsCapped() external {
        vm.expectRevert(ITreasuryModule.ModuleNoEnvelope.selector);
        vm.prank(address(treasury));
        payouts.open(DOCUMENT, 1, DOCUMENT, "p", "c");
        envelope(COIN, 2, 1);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsCapBelowTotal.selector, 1, 1, 2));
        vm.prank(address(treasury));
        payouts.open(DOCUMENT, 1, DOCUMENT, "p", "c");
        envelope(COIN, 2, 2);
        vm.prank(address(treasury));
        payouts.open(DOCUMENT, 1, DOCUMENT, "p", "c");
        vm.expectRevert(ITreasuryModule.ModuleNoEnvelope.selector);
        vm.prank(address(treasury));
        payouts.open(DOCUMENT, 1, DOCUMENT, "p", "c");
    }

    function test_RevertWhen_TheEnvelopeIsOfAnEarlierDecision() external {
        uint48 end = uint48(time() + YEAR);
        run(schedule(address(treasury), abi.encodeCall(treasury.setEnvelope, (address(payouts), COIN, 1, 1, 1, end))));
        bytes memory right = abi.encodeCall(payouts.open, (DOCUMENT, 1, DOCUMENT, "p", "c"));
        Operation memory later = schedule(address(payouts), right);
        vm.expectRevert(ITreasuryModule.ModuleNoEnvelope.selector);
        run(later);
        run(schedule(address(payouts), COIN, 1, 1, 1, right));
    }

    function test_RevertWhen_TheSameDecisionRevokedTheEnvelope() external {
        envelope(COIN, 1, 1);
        vm.startPrank(address(treasury));
        treasury.revokeEnvelope(treasury.envelopeCount());
        vm.expectRevert(ITreasuryModule.ModuleNoEnvelope.selector);
        payouts.open(DOCUMENT, 1, DOCUMENT, "p", "c");
        vm.stopPrank();
    }

    // Paying a batch.

    function test_WhenTheRowsAreGiven_AllArePaid_I12() external {
        three();
        uint256 payoutId = openBatch(COIN);
        bytes32 decision = treasury.getEnvelope(1).decision;
        for (uint256 i; i < 3; ++i) {
            vm.expectEmit(address(treasury));
            emit ITreasury.Disbursed(1, decision, member(i), COIN, (i + 1) * 1 ether, DOCUMENT);
        }
        vm.expectEmit(address(payouts));
        emit IPayouts.PayoutPaid(payoutId, STRANGER, 0);
        vm.prank(STRANGER);
        pay(payoutId);
        for (uint256 i; i < 3; ++i) {
            assertEq(member(i).balance, (i + 1) * 1 ether, "paid");
            assertSetAside(payoutId, i, address(0), 0);
        }
        assertTrue(payouts.payoutOf(payoutId).paid, "paid");
        assertEq(address(treasury).balance, 94 ether, "left");
        assertEq(treasury.getEnvelope(1).drawn, 6 ether, "drawn");
    }

    function test_WhenAPayeeStandsInTwoRows_BothArePaid() external {
        add(PAYEE, 1);
        add(PAYEE, 1);
        add(PAYEE, 5);
        pay(openBatch(COIN));
        assertEq(PAYEE.balance, 7, "paid");
    }

    function test_TwoHundredRowsArePaid() external {
        PlainToken token = new PlainToken(address(treasury));
        for (uint256 i; i < 200; ++i) {
            add(address(uint160(0x1000 + i)), i + 1);
        }
        pay(openBatch(address(token)));
        for (uint256 i; i < 200; ++i) {
            assertEq(token.balanceOf(_to[i]), i + 1, "paid");
        }
    }

    function test_RevertWhen_TheRowsAreNotThoseThatWereVoted() external {
        three();
        uint256 payoutId = openBatch(COIN);
        _amounts[1] += 1;
        expectWrongRows(payoutId);
        _amounts[1] -= 1;
        _to[1] = STRANGER;
        expectWrongRows(payoutId);
        (_to[1], _to[0]) = (member(0), member(1));
        expectWrongRows(payoutId);
        _to[0] = member(0);
        _to[1] = member(1);
        add(STRANGER, 1);
        expectWrongRows(payoutId);
        _to.pop();
        _amounts.pop();
        pay(payoutId);
    }

    function expectWrongRows(uint256 payoutId) private {
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsWrongRows.selector, payoutId, digest()));
        pay(payoutId);
    }

    function test_RevertWhen_AnotherNumberOfRowsWasVoted() external {
        three();
        run(schedule(address(payouts), COIN, sum(), sum(), 1, openingOf(digest(), 2)));
        expectWrongRows(1);
        _amounts.push(1);
        run(schedule(address(payouts), COIN, sum(), sum(), 1, openingOf(digest(), 3)));
        expectWrongRows(2);
        run(schedule(address(payouts), COIN, sum(), sum(), 1, openingOf(digest(), 4)));
        expectWrongRows(3);
    }

    function test_RevertWhen_TheRowsSumToAnotherAmount() external {
        three();
        for (uint208 total = 6 ether - 1; total <= 6 ether + 1; total += 2) {
            run(schedule(address(payouts), COIN, total, total, 1, openingOf(digest(), 3)));
            uint256 payoutId = payouts.payoutCount();
            vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsWrongSum.selector, payoutId, 6 ether, total));
            pay(payoutId);
        }
    }

    function test_RevertWhen_ItIsPaidAgain() external {
        three();
        uint256 payoutId = openBatch(COIN);
        pay(payoutId);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsAlreadyPaid.selector, payoutId));
        pay(payoutId);
        assertEq(address(treasury).balance, 94 ether, "once");
    }

    function test_RevertGiven_NoBatchHasThatNumber() external {
        three();
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsUnknown.selector, 1, IPayouts.Kind.Batch));
        pay(1);
        envelope(COIN, 1, 1);
        vm.prank(address(treasury));
        payouts.openList(digest(), 3, DOCUMENT, "p", "c");
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsUnknown.selector, 1, IPayouts.Kind.Batch));
        pay(1);
    }

    function test_RevertGiven_TheEnvelopeEndedOrWasRevoked() external {
        three();
        uint256 payoutId = openBatch(COIN);
        uint48 end = treasury.getEnvelope(1).end;
        uint256 before = vm.snapshotState();
        vm.warp(end);
        pay(payoutId);
        vm.revertToState(before);
        vm.warp(end + 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeEnded.selector, 1, end));
        pay(payoutId);
        vm.warp(end);
        vm.prank(address(treasury));
        treasury.revokeEnvelope(1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeRevoked.selector, 1));
        pay(payoutId);
    }

    function test_RevertWhen_ARowIsNoValidPayment() external {
        three();
        add(address(treasury), 1);
        uint256 payoutId = openBatch(COIN);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayment.selector, address(treasury), 1));
        pay(payoutId);
        assertEq(member(0).balance, 0, "nobody");
    }

    // Setting aside.

    function test_WhenAPayeeRefuses_ItIsSetAsideAndTheOthersArePaid() external {
        MoodyPayee rude = new MoodyPayee();
        rude.set(true, 0);
        MoodyPayee loud = new MoodyPayee();
        loud.set(true, 0);
        loud.say(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeRevoked.selector, 1));
        add(address(rude), 4);
        add(member(0), 5);
        add(address(loud), 6);
        add(member(1), 7);
        uint256 payoutId = openBatch(COIN);
        vm.expectEmit(address(payouts));
        emit IPayouts.PayeeSetAside(payoutId, 0, address(rude), 4);
        vm.expectEmit(address(payouts));
        emit IPayouts.PayeeSetAside(payoutId, 2, address(loud), 6);
        vm.expectEmit(address(payouts));
        emit IPayouts.PayoutPaid(payoutId, address(this), 2);
        pay(payoutId);
        assertEq(member(0).balance, 5, "paid");
        assertEq(member(1).balance, 7, "paid");
        assertSetAside(payoutId, 0, address(rude), 4);
        assertSetAside(payoutId, 1, address(0), 0);
        assertSetAside(payoutId, 2, address(loud), 6);
        assertEq(treasury.getEnvelope(1).drawn, 12, "drawn");
        assertEq(address(treasury).balance, 100 ether - 12, "what was set aside is in the treasury");
    }

    function test_WhenAPayeeNeedsMoreGasThanTheBound_ItIsSetAside() external {
        MoodyPayee hungry = new MoodyPayee();
        MoodyPayee modest = new MoodyPayee();
        hungry.set(false, 200_000);
        modest.set(false, 60_000);
        add(address(hungry), 4);
        add(address(modest), 5);
        uint256 payoutId = openBatch(COIN);
        pay(payoutId);
        assertSetAside(payoutId, 0, address(hungry), 4);
        assertSetAside(payoutId, 1, address(0), 0);
        assertEq(address(modest).balance, 5, "paid");
        payouts.claim(payoutId, 0);
        assertEq(address(hungry).balance, 4, "with all the gas of a call of its own");
    }

    /// @dev The treasury may have too little left to say anything.
    function test_WhenAPayeeLeavesTheTreasuryNoGas_ItIsPaidOrSetAside() external {
        address thirsty = address(new ThirstyPayee());
        add(thirsty, 4);
        add(member(0), 5);
        uint256 payoutId = openBatch(COIN);
        pay(payoutId);
        bool paid = thirsty.balance == 4;
        assertEq(thirsty.balance, paid ? 4 : 0, "all or nothing");
        assertSetAside(payoutId, 0, paid ? address(0) : thirsty, paid ? 0 : 4);
        assertEq(member(0).balance, 5, "the other is paid");
    }

    function test_WhenATokenRefuses_ItsPayeeIsSetAside_T32() external {
        MoodyToken moody = new MoodyToken(address(treasury));
        three();
        moody.set(member(1), true);
        uint256 payoutId = openBatch(address(moody));
        pay(payoutId);
        assertEq(moody.balanceOf(member(0)), 1 ether, "paid");
        assertSetAside(payoutId, 1, member(1), 2 ether);
        assertEq(moody.balanceOf(member(2)), 3 ether, "paid");
        moody.set(member(1), false);
        payouts.claim(payoutId, 1);
        assertEq(moody.balanceOf(member(1)), 2 ether, "claimed");

        address no = address(new FalseToken(address(treasury)));
        payoutId = openBatch(no);
        pay(payoutId);
        for (uint256 i; i < 3; ++i) {
            assertSetAside(payoutId, i, member(i), (i + 1) * 1 ether);
        }
    }

    function test_WhenATokenTakesAnotherAmount_TheWholeReverts_T32() external {
        address silent = address(new SilentToken(address(treasury)));
        three();
        pay(openBatch(silent));
        assertEq(balanceOf(silent, member(2)), 3 ether, "one that answers nothing");
        address greedy = address(new GreedyToken(address(treasury)));
        uint256 payoutId = openBatch(greedy);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryWrongAmountTaken.selector, greedy, 1 ether, 1 ether + 1)
        );
        pay(payoutId);
        address idle = address(new IdleToken(address(treasury)));
        payoutId = openBatch(idle);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryWrongAmountTaken.selector, idle, 1 ether, 0));
        pay(payoutId);
        assertFalse(payouts.payoutOf(payoutId).paid, "nothing");
    }

    /// @dev What a token says when it is asked for a balance passes the treasury; a lie sets nobody aside.
    function test_WhenATokenSpeaksAsTheTreasury_NobodyIsSetAside_T32() external {
        bytes memory lie = abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, member(0), 1 ether);
        address lying = address(new LyingToken(lie));
        three();
        uint256 payoutId = openBatch(lying);
        vm.expectRevert(lie);
        pay(payoutId);
    }

    function test_RevertGiven_TheTreasuryHoldsLess() external {
        three();
        uint256 payoutId = openBatch(COIN);
        vm.deal(address(treasury), 6 ether - 1);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsTreasuryShort.selector, 2, 3 ether - 1, 3 ether));
        pay(payoutId);
        vm.deal(address(treasury), 6 ether);
        pay(payoutId);

        PlainToken token = new PlainToken(address(this));
        token.transfer(address(treasury), 3 ether - 1);
        payoutId = openBatch(address(token));
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsTreasuryShort.selector, 1, 2 ether - 1, 2 ether));
        pay(payoutId);
    }

    /// @dev Who refuses while the treasury holds exactly what is due to it did refuse.
    function test_GivenTheTreasuryHoldsExactlyTheRow_WhoRefusesIsSetAside() external {
        MoodyPayee rude = new MoodyPayee();
        rude.set(true, 0);
        add(address(rude), 4);
        uint256 payoutId = openBatch(COIN);
        vm.deal(address(treasury), 4);
        pay(payoutId);
        assertSetAside(payoutId, 0, address(rude), 4);
    }

    function test_GasFromTooLittleToPlenty_GivesAllWithTheSameSetAsideOrNothing_T22() external {
        MoodyPayee rude = new MoodyPayee();
        MoodyPayee hungry = new MoodyPayee();
        MoodyPayee modest = new MoodyPayee();
        rude.set(true, 0);
        hungry.set(false, type(uint256).max);
        modest.set(false, 100_000);
        add(member(0), 1);
        add(address(modest), 2);
        add(address(rude), 3);
        add(member(1), 4);
        add(address(hungry), 5);
        add(address(modest), 6);
        add(member(2), 7);
        uint256 payoutId = openBatch(COIN);
        bytes memory call = abi.encodeCall(payouts.pay, (payoutId, _to, _amounts));
        uint256 before = vm.snapshotState();
        bool enough;
        uint256 refusals;
        for (uint256 gas = 20_000; gas < 1_600_000; gas += 4001) {
            (bool done, bytes memory answer) = address(payouts).call{gas: gas}(call);
            assertTrue(done || !enough, "more gas gave less");
            enough = done;
            if (!done && answer.length != 0) {
                ++refusals;
                assertTrue(bytes4(answer) == IPayouts.PayoutsTooLittleGas.selector, "its own error");
            }
            assertEq(member(0).balance, done ? 1 : 0, "first");
            assertEq(address(modest).balance, done ? 8 : 0, "needs some");
            assertEq(member(1).balance, done ? 4 : 0, "between");
            assertEq(member(2).balance, done ? 7 : 0, "last");
            assertSetAside(payoutId, 2, done ? address(rude) : address(0), done ? 3 : 0);
            assertSetAside(payoutId, 4, done ? address(hungry) : address(0), done ? 5 : 0);
            assertSetAside(payoutId, 5, address(0), 0);
            assertTrue(payouts.payoutOf(payoutId).paid == done, "paid");
            vm.revertToState(before);
        }
        assertTrue(enough, "it was enough");
        assertTrue(refusals > 100, "refusals");
    }

    function test_RevertWhen_LessGasIsLeftThanARowMayNeed() external {
        three();
        uint256 payoutId = openBatch(COIN);
        bytes memory call = abi.encodeCall(payouts.pay, (payoutId, _to, _amounts));
        (bool done, bytes memory answer) = address(payouts).call{gas: 300_000}(call);
        assertFalse(done, "too little");
        bytes memory expected = abi.encodeWithSelector(IPayouts.PayoutsTooLittleGas.selector, 0, payouts.ROW_GAS());
        assertEq(keccak256(answer), keccak256(expected), "before the first row");
        assertTrue(
            (payouts.ROW_GAS() * 63) / 64 > payouts.PAYMENT_GAS() + 80_000, "the chain keeps a 64th back (EIP-150)"
        );
    }

    function test_WhenAPayeeComesBack_NobodyIsPaidTwice_I27_T22() external {
        ReentrantPayee hostile = new ReentrantPayee();
        MoodyPayee rude = new MoodyPayee();
        rude.set(true, 0);
        add(address(rude), 4 ether);
        add(address(hostile), 1 ether);
        add(address(hostile), 1 ether);
        uint256 payoutId = openBatch(COIN);
        hostile.prepare(address(payouts), abi.encodeCall(payouts.pay, (payoutId, _to, _amounts)));
        pay(payoutId);
        assertEq(hostile.tries(), 2, "tried");
        assertEq(hostile.successes(), 0, "in vain");
        assertEq(address(hostile).balance, 2 ether, "what was due");
        assertSetAside(payoutId, 0, address(rude), 4 ether);

        delete _to;
        delete _amounts;
        ReentrantPayee again = new ReentrantPayee();
        add(address(again), 3 ether);
        payoutId = openBatch(COIN);
        again.prepare(address(payouts), abi.encodeCall(payouts.claim, (payoutId, 0)));
        pay(payoutId);
        assertEq(address(again).balance, 3 ether, "paid");
        assertEq(again.successes(), 0, "nothing was set aside");
    }

    // Claiming what was set aside.

    function setAsideOne(uint256 amount) private returns (MoodyPayee rude, uint256 payoutId) {
        rude = new MoodyPayee();
        rude.set(true, 0);
        add(address(rude), amount);
        payoutId = openBatch(COIN);
        pay(payoutId);
    }

    function test_WhenItTakesItLater_AnybodyPushesAClaimOnce() external {
        (MoodyPayee rude, uint256 payoutId) = setAsideOne(4 ether);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, address(rude), 4 ether));
        payouts.claim(payoutId, 0);
        assertSetAside(payoutId, 0, address(rude), 4 ether);
        rude.set(false, 0);
        vm.expectEmit(address(payouts));
        emit IPayouts.RowClaimed(payoutId, 0, address(rude), address(rude), 4 ether);
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(1, treasury.getEnvelope(1).decision, address(rude), COIN, 4 ether, DOCUMENT);
        vm.prank(STRANGER);
        payouts.claim(payoutId, 0);
        assertEq(address(rude).balance, 4 ether, "paid");
        assertSetAside(payoutId, 0, address(0), 0);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsNotSetAside.selector, payoutId, 0));
        payouts.claim(payoutId, 0);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsNotSetAside.selector, payoutId, 1));
        payouts.claimTo(payoutId, 1, PAYEE);
        assertEq(treasury.getEnvelope(1).drawn, 4 ether, "the envelope is drawn to the last unit");
    }

    function test_WhenThePayeeDirectsIt_ItIsPaidThere() external {
        (MoodyPayee rude, uint256 payoutId) = setAsideOne(4 ether);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsOnlyPayee.selector, payoutId, 0, STRANGER));
        vm.prank(STRANGER);
        payouts.claimTo(payoutId, 0, STRANGER);
        vm.expectEmit(address(payouts));
        emit IPayouts.RowClaimed(payoutId, 0, address(rude), PAYEE, 4 ether);
        (bool done,) = rude.call(address(payouts), abi.encodeCall(payouts.claimTo, (payoutId, 0, PAYEE)));
        assertTrue(done, "directed");
        assertEq(PAYEE.balance, 4 ether, "paid");
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsNotSetAside.selector, payoutId, 0));
        payouts.claim(payoutId, 0);
    }

    function test_GivenTheEnd_NoClaimIsPaid() external {
        (MoodyPayee rude, uint256 payoutId) = setAsideOne(4 ether);
        rude.set(false, 0);
        uint48 end = treasury.getEnvelope(1).end;
        uint256 before = vm.snapshotState();
        vm.warp(end);
        payouts.claim(payoutId, 0);
        vm.revertToState(before);
        vm.warp(end + 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeEnded.selector, 1, end));
        payouts.claim(payoutId, 0);
    }

    function test_WhenAPayeeClaimsWhileItIsPaidAClaim_ItIsPaidOnce_I27_T22() external {
        ReentrantPayee hostile = new ReentrantPayee();
        hostile.demand(payouts.PAYMENT_GAS());
        add(address(hostile), 2 ether);
        uint256 payoutId = openBatch(COIN);
        pay(payoutId);
        assertSetAside(payoutId, 0, address(hostile), 2 ether);
        hostile.prepare(address(payouts), abi.encodeCall(payouts.claim, (payoutId, 0)));
        payouts.claim(payoutId, 0);
        assertEq(hostile.tries(), 1, "tried");
        assertEq(hostile.successes(), 0, "in vain");
        assertEq(address(hostile).balance, 2 ether, "once");
    }

    function testFuzz_AllArePaidOrSetAside_AndNothingElseLeaves(uint256 seed) external {
        uint256 rows = 1 + seed % 12;
        uint256 refused;
        for (uint256 i; i < rows; ++i) {
            uint256 word = uint256(keccak256(abi.encode(seed, i)));
            MoodyPayee payee = new MoodyPayee();
            bool refuses = word % 3 == 0;
            payee.set(refuses, (word >> 8) % 3 == 0 ? type(uint256).max : 0);
            add(address(payee), 1 + (word >> 16) % 1 ether);
        }
        uint256 payoutId = openBatch(COIN);
        pay(payoutId);
        for (uint256 i; i < rows; ++i) {
            MoodyPayee payee = MoodyPayee(payable(_to[i]));
            bool aside = payee.refuses() || payee.appetite() != 0;
            if (aside) refused += _amounts[i];
            assertSetAside(payoutId, i, aside ? _to[i] : address(0), aside ? _amounts[i] : 0);
            assertEq(_to[i].balance, aside ? 0 : _amounts[i], "paid");
        }
        assertEq(address(treasury).balance, 100 ether - sum() + refused, "left");
        assertEq(treasury.getAvailable(1), refused, "claims are all that the envelope has left");
    }

    // Lists.

    function leaves() private view returns (bytes32[] memory list) {
        list = new bytes32[](_to.length);
        for (uint256 i; i < list.length; ++i) {
            bytes32 inner = keccak256(abi.encode(block.chainid, address(payouts), DOCUMENT, i, _to[i], _amounts[i]));
            list[i] = keccak256(abi.encode(inner));
        }
    }

    function proof(uint256 row) private view returns (bytes32[] memory) {
        return MerkleTrees.proofOf(leaves(), row);
    }

    function openList() private returns (uint256) {
        bytes memory right = abi.encodeCall(
            payouts.openList, (MerkleTrees.rootOf(leaves()), _to.length, DOCUMENT, "Everybody", "Refunds")
        );
        run(schedule(address(payouts), COIN, sum(), sum(), 1, right));
        return payouts.payoutCount();
    }

    function claimRow(uint256 payoutId, uint256 row) private {
        payouts.claimRow(payoutId, row, _to[row], _amounts[row], proof(row));
    }

    function test_WhenAVoteOpensAList_ItsRecordAndEventNameTheDecision() external {
        three();
        bytes32 root = MerkleTrees.rootOf(leaves());
        bytes memory right = abi.encodeCall(payouts.openList, (root, 3, DOCUMENT, "Everybody", "Refunds"));
        Operation memory operation = schedule(address(payouts), COIN, sum(), sum(), 1, right);
        vm.expectEmit(address(payouts));
        emit IPayouts.PayoutOpened(1, operation.id, 1, IPayouts.Kind.List, root, 3, DOCUMENT, "Everybody", "Refunds");
        run(operation);
        assertTrue(payouts.payoutOf(1).kind == IPayouts.Kind.List, "kind");
        for (uint256 i; i < 3; ++i) {
            assertEq(payouts.rowLeaf(DOCUMENT, i, _to[i], _amounts[i]), leaves()[i], "leaf");
        }
    }

    function test_ARowOfAList_IsPaidOnceByAnybody() external {
        for (uint256 i; i < 300; ++i) {
            add(address(uint160(0x1000 + i)), i + 1);
        }
        uint256 payoutId = openList();
        uint256[5] memory rows = [uint256(0), 255, 256, 299, 43];
        for (uint256 i; i < rows.length; ++i) {
            uint256 row = rows[i];
            assertFalse(payouts.isRowClaimed(payoutId, row), "not yet");
            vm.expectEmit(address(payouts));
            emit IPayouts.RowClaimed(payoutId, row, _to[row], _to[row], row + 1);
            vm.expectEmit(address(treasury));
            emit ITreasury.Disbursed(1, treasury.getEnvelope(1).decision, _to[row], COIN, row + 1, DOCUMENT);
            claimRow(payoutId, row);
            assertEq(_to[row].balance, row + 1, "paid");
            assertTrue(payouts.isRowClaimed(payoutId, row), "claimed");
            assertFalse(payouts.isRowClaimed(payoutId, row + 1), "the next is not");
            bytes32[] memory used = proof(row);
            vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsRowClaimed.selector, payoutId, row));
            payouts.claimRow(payoutId, row, _to[row], _amounts[row], used);
        }
    }

    function test_RevertWhen_TheRowIsNotOfTheList() external {
        three();
        uint256 payoutId = openList();
        bytes32[] memory right = proof(1);
        expectNotListed(payoutId, 1, member(1), 2 ether + 1, right);
        expectNotListed(payoutId, 1, STRANGER, 2 ether, right);
        expectNotListed(payoutId, 0, member(1), 2 ether, right);
        expectNotListed(payoutId, 1, member(1), 2 ether, proof(0));
        expectNotListed(payoutId, 1, member(1), 2 ether, new bytes32[](0));
        vm.chainId(block.chainid + 1);
        expectNotListed(payoutId, 1, member(1), 2 ether, right);
        vm.chainId(31_337);
        payouts.claimRow(payoutId, 1, member(1), 2 ether, right);
    }

    function expectNotListed(uint256 payoutId, uint256 row, address payee, uint256 amount, bytes32[] memory proof_)
        private
    {
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsNotListed.selector, payoutId, row, payee, amount));
        payouts.claimRow(payoutId, row, payee, amount, proof_);
    }

    function test_RevertWhen_ARowBeyondThoseThatWereVotedIsClaimed() external {
        three();
        bytes memory right = abi.encodeCall(payouts.openList, (MerkleTrees.rootOf(leaves()), 2, DOCUMENT, "p", "c"));
        run(schedule(address(payouts), COIN, sum(), sum(), 1, right));
        expectNotListed(1, 2, member(2), 3 ether, proof(2));
        claimRow(1, 1);
    }

    /// @dev A root that was voted with one document is nothing with another, nor in another contract.
    function test_RevertWhen_ARootIsUsedElsewhere_T22() external {
        three();
        bytes32 root = MerkleTrees.rootOf(leaves());
        bytes memory other = abi.encodeCall(payouts.openList, (root, 3, keccak256("other"), "p", "c"));
        run(schedule(address(payouts), COIN, sum(), sum(), 1, other));
        expectNotListed(1, 1, member(1), 2 ether, proof(1));
        bytes32[] memory right = proof(1);
        payouts = clonePayouts(new Payouts(), treasury);
        bytes memory same = abi.encodeCall(payouts.openList, (root, 3, DOCUMENT, "p", "c"));
        run(schedule(address(payouts), COIN, sum(), sum(), 1, same));
        expectNotListed(1, 1, member(1), 2 ether, right);
    }

    function test_WhenAPayeeOfAListDirectsItsRow_ItIsPaidThere() external {
        three();
        uint256 payoutId = openList();
        bytes32[] memory right = proof(1);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsNotListed.selector, payoutId, 1, STRANGER, 2 ether));
        vm.prank(STRANGER);
        payouts.claimRowTo(payoutId, 1, STRANGER, 2 ether, right);
        vm.expectEmit(address(payouts));
        emit IPayouts.RowClaimed(payoutId, 1, member(1), PAYEE, 2 ether);
        vm.prank(member(1));
        payouts.claimRowTo(payoutId, 1, PAYEE, 2 ether, right);
        assertEq(PAYEE.balance, 2 ether, "paid");
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsRowClaimed.selector, payoutId, 1));
        payouts.claimRow(payoutId, 1, member(1), 2 ether, right);
    }

    function test_RevertGiven_NoListHasThatNumber_OrItEnded() external {
        three();
        uint256 batch = openBatch(COIN);
        bytes32[] memory right = proof(0);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsUnknown.selector, batch, IPayouts.Kind.List));
        payouts.claimRow(batch, 0, member(0), 1 ether, right);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.PayoutsUnknown.selector, 9, IPayouts.Kind.List));
        payouts.claimRow(9, 0, member(0), 1 ether, right);
        uint256 payoutId = openList();
        uint48 end = treasury.getEnvelope(2).end;
        vm.warp(end);
        claimRow(payoutId, 1);
        vm.warp(end + 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeEnded.selector, 2, end));
        payouts.claimRow(payoutId, 0, member(0), 1 ether, right);
        assertFalse(payouts.isRowClaimed(payoutId, 0), "not claimed");
    }

    function test_WhenAPayeeOfAListRefuses_ItsRowStaysOpen() external {
        MoodyPayee rude = new MoodyPayee();
        rude.set(true, 0);
        add(address(rude), 4);
        add(member(0), 5);
        uint256 payoutId = openList();
        bytes32[] memory right = proof(0);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, address(rude), 4));
        payouts.claimRow(payoutId, 0, address(rude), 4, right);
        assertFalse(payouts.isRowClaimed(payoutId, 0), "open");
        ReentrantPayee hostile = new ReentrantPayee();
        rude.set(false, 0);
        payouts.claimRow(payoutId, 0, address(rude), 4, right);
        delete _to;
        delete _amounts;
        add(address(hostile), 6);
        add(member(0), 6);
        payoutId = openList();
        right = proof(0);
        hostile.prepare(address(payouts), abi.encodeCall(payouts.claimRow, (payoutId, 0, address(hostile), 6, right)));
        payouts.claimRow(payoutId, 0, address(hostile), 6, right);
        assertEq(hostile.successes(), 0, "not twice");
        assertEq(address(hostile).balance, 6, "once");
    }
}
