// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDistributions} from "../../../../contracts/treasury/IDistributions.sol";
import {ITreasury} from "../../../../contracts/treasury/ITreasury.sol";
import {ITreasuryModule} from "../../../../contracts/treasury/ITreasuryModule.sol";
import {Distributions} from "../../../../contracts/treasury/Distributions.sol";
import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {EmptySeats} from "../../support/EmptySeats.sol";
import {MoodyPayee, ReentrantPayee} from "../../support/Payees.sol";
import {PayingFixture} from "../../support/PayingFixture.sol";
import {GreedyToken, PlainToken} from "../../support/Tokens.sol";

contract DistributionsTest is PayingFixture {
    address private constant COIN = address(0);
    uint208 private constant TOTAL = 9 ether + 5;

    Distributions private distributions;
    MoodyPayee private splits;

    function setUp() external {
        deployDao(9, 20);
        distributions = new Distributions(treasury, membership);
        splits = new MoodyPayee();
    }

    function equal() private pure returns (uint8[3] memory) {
        return [100, 100, 100];
    }

    function openingOf(uint8[3] memory percentages) private view returns (bytes memory) {
        return abi.encodeCall(distributions.open, (percentages, DOCUMENT, "Shares", "Members"));
    }

    function open(address asset, uint208 total, uint8[3] memory percentages) private returns (uint256) {
        run(schedule(address(distributions), asset, total, total, 1, openingOf(percentages)));
        return treasury.envelopeCount();
    }

    function open() private returns (uint256) {
        return open(COIN, TOTAL, equal());
    }

    function claim(uint256 distributionId, uint256 tokenId) private {
        distributions.claim(distributionId, one(tokenId));
    }

    function several(uint256 a, uint256 b, uint256 c) private pure returns (uint256[] memory list) {
        list = new uint256[](3);
        (list[0], list[1], list[2]) = (a, b, c);
    }

    function refOf(uint256 distributionId, uint256 tokenId) private pure returns (bytes32) {
        return bytes32(distributionId * 2 ** 128 + tokenId);
    }

    function envelope(address asset, uint208 total, uint208 cap) private {
        vm.prank(address(treasury));
        treasury.setEnvelope(address(distributions), asset, total, cap, 1, uint48(time() + 1 days));
    }

    function expectNoShare(uint256 distributionId, uint256 tokenId) private {
        assertEq(distributions.getShare(distributionId, tokenId), 0, "no share");
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsNoShare.selector, distributionId, tokenId));
        claim(distributionId, tokenId);
    }

    // Opening.

    function test_WhenAVoteOpensOne_ItsRecordAndEventNameTheDecision() external {
        Operation memory operation = schedule(address(distributions), COIN, TOTAL, TOTAL, 1, openingOf([100, 50, 25]));
        uint48 snapshot = uint48(time() - 1);
        vm.expectEmit(address(distributions));
        emit IDistributions.DistributionOpened(
            1, operation.id, snapshot, 9, 1 ether, [100, 50, 25], DOCUMENT, "Shares", "Members"
        );
        run(operation);
        IDistributions.Distribution memory record = distributions.distributionOf(1);
        assertEq(record.snapshot, snapshot, "snapshot");
        assertEq(record.share, 1 ether, "share");
        assertEq(record.percentages[0], 100, "member");
        assertEq(record.percentages[1], 50, "steward");
        assertEq(record.percentages[2], 25, "organisation");
        assertEq(distributions.distributionOf(2).share, 0, "no other");
        assertEq(address(distributions.treasury()), address(treasury), "treasury");
        assertEq(address(distributions.membership()), address(membership), "membership");
    }

    function test_RevertWhen_AnybodyButTheTreasuryOpens() external {
        address[3] memory callers = [member(0), GUARDIAN, address(governor)];
        for (uint256 i; i < callers.length; ++i) {
            envelope(COIN, 9, 9);
            bytes memory refusal = abi.encodeWithSelector(ITreasuryModule.ModuleOnlyTreasury.selector, callers[i]);
            vm.expectRevert(refusal);
            vm.prank(callers[i]);
            distributions.open(equal(), DOCUMENT, "p", "c");
            vm.expectRevert(refusal);
            vm.prank(callers[i]);
            distributions.openStanding(address(splits), equal(), 1, DOCUMENT, "p", "c");
        }
    }

    function test_RevertWhen_PercentagesAreOutOfBounds_OrNoneIsWhole() external {
        uint8[3][5] memory wrong = [[0, 100, 100], [100, 101, 100], [100, 100, 0], [99, 99, 99], [255, 100, 100]];
        for (uint256 i; i < wrong.length; ++i) {
            envelope(COIN, 1 ether, 1 ether);
            bytes memory refusal =
                abi.encodeWithSelector(IDistributions.DistributionsInvalidPercentages.selector, wrong[i]);
            vm.expectRevert(refusal);
            vm.prank(address(treasury));
            distributions.open(wrong[i], DOCUMENT, "p", "c");
            vm.expectRevert(refusal);
            vm.prank(address(treasury));
            distributions.openStanding(address(splits), wrong[i], 1, DOCUMENT, "p", "c");
        }
        open(COIN, 1 ether, [1, 1, 100]);
    }

    function test_RevertWhen_PurposeOrCategoryIsEmptyOrTooLong() external {
        uint256[2][4] memory wrong = [[uint256(0), 1], [uint256(281), 1], [uint256(1), 0], [uint256(1), 32]];
        for (uint256 i; i < wrong.length; ++i) {
            (string memory purpose, string memory category) = (text(wrong[i][0]), text(wrong[i][1]));
            bytes memory refusal =
                abi.encodeWithSelector(ITreasuryModule.ModuleInvalidWords.selector, wrong[i][0], wrong[i][1]);
            vm.expectRevert(refusal);
            vm.prank(address(treasury));
            distributions.open(equal(), DOCUMENT, purpose, category);
            vm.expectRevert(refusal);
            vm.prank(address(treasury));
            distributions.openStanding(address(splits), equal(), 1, DOCUMENT, purpose, category);
        }
        envelope(COIN, 9, 9);
        vm.prank(address(treasury));
        distributions.open(equal(), DOCUMENT, text(280), text(31));
    }

    function test_RevertWhen_TheEnvelopeIsNotItsOwn_OrIsCapped() external {
        vm.expectRevert(ITreasuryModule.ModuleNoEnvelope.selector);
        vm.prank(address(treasury));
        distributions.open(equal(), DOCUMENT, "p", "c");
        envelope(COIN, 10, 9);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsCapBelowTotal.selector, 1, 9, 10));
        vm.prank(address(treasury));
        distributions.open(equal(), DOCUMENT, "p", "c");
        vm.prank(address(treasury));
        distributions.openStanding(address(splits), equal(), 9, DOCUMENT, "p", "c");
        vm.expectRevert(ITreasuryModule.ModuleNoEnvelope.selector);
        vm.prank(address(treasury));
        distributions.open(equal(), DOCUMENT, "p", "c");
    }

    function test_RevertWhen_AShareIsLessThanAUnit_OrMoreThanAWordHolds() external {
        expectInvalidShare(8, equal());
        expectInvalidShare(9 * 50 - 1, [100, 2, 100]);
        expectInvalidShare(9 * 3, [100, 33, 100]);
        expectInvalidShare(9 * 2 ** 184, equal());
        assertEq(distributions.distributionOf(open(COIN, 9, equal())).share, 1, "a unit each");
        assertEq(distributions.distributionOf(open(COIN, 9 * 50, [100, 2, 100])).share, 50, "a unit of the least");
        uint208 most = 9 * 2 ** 184 - 1;
        assertEq(distributions.distributionOf(open(COIN, most, equal())).share, 2 ** 184 - 1, "the most");
    }

    function expectInvalidShare(uint208 total, uint8[3] memory percentages) private {
        envelope(COIN, total, total);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsInvalidShare.selector, total, 9));
        vm.prank(address(treasury));
        distributions.open(percentages, DOCUMENT, "p", "c");
    }

    function test_RevertGiven_NobodySat() external {
        distributions = new Distributions(treasury, IMembership(address(new EmptySeats())));
        envelope(COIN, 9, 9);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsInvalidShare.selector, 9, 0));
        vm.prank(address(treasury));
        distributions.open(equal(), DOCUMENT, "p", "c");
    }

    // Claiming.

    function test_EachSeatHasTheSame_AndWhatDoesNotDivideStays_I12() external {
        uint256 id = open();
        bytes32 decision = treasury.getEnvelope(id).decision;
        for (uint256 i; i < 9; ++i) {
            assertEq(distributions.getShare(id, i + 1), 1 ether, "share");
            vm.expectEmit(address(treasury));
            emit ITreasury.Disbursed(id, decision, member(i), COIN, 1 ether, refOf(id, i + 1));
            vm.prank(STRANGER);
            assertEq(distributions.claim(id, one(i + 1)), 1, "paid");
            assertEq(member(i).balance, 1 ether, "paid");
            assertTrue(distributions.isClaimed(id, i + 1), "claimed");
            assertFalse(distributions.isClaimed(id, i + 2), "the next is not");
            assertEq(distributions.getShare(id, i + 1), 0, "nothing is left");
        }
        assertEq(treasury.getEnvelope(id).drawn, 9 ether, "drawn");
        assertEq(address(treasury).balance, 91 ether, "what did not divide never left");
    }

    function test_AKindHasItsPercentageOfTheShare() external {
        vm.prank(address(treasury));
        membership.changeKind(2, ISeats.Kind.Steward);
        vm.prank(address(treasury));
        membership.changeKind(3, ISeats.Kind.Organisation);
        uint256 id = open(COIN, 9 * 1000, [100, 50, 33]);
        for (uint256 i = 1; i <= 3; ++i) {
            claim(id, i);
        }
        assertEq(member(0).balance, 1000, "member");
        assertEq(member(1).balance, 500, "steward");
        assertEq(member(2).balance, 330, "organisation");
        uint256 odd = open(COIN, 9 * 7, [100, 50, 33]);
        claim(odd, 2);
        assertEq(member(1).balance, 503, "rounded down");
    }

    function test_GivenAKindThatChangedAfterTheSnapshot_TheSmallestCounts() external {
        Operation memory operation =
            schedule(address(distributions), COIN, 9 * 1000, 9 * 1000, 1, openingOf([50, 100, 20]));
        uint256 at = time();
        vm.warp(at - 1);
        vm.prank(address(treasury));
        membership.changeKind(1, ISeats.Kind.Steward);
        vm.warp(at);
        vm.prank(address(treasury));
        membership.changeKind(2, ISeats.Kind.Steward);
        run(operation);
        assertEq(distributions.getShare(1, 1), 1000, "changed at the snapshot");
        assertEq(distributions.getShare(1, 2), 200, "changed a second after");
        assertEq(distributions.getShare(1, 3), 500, "never changed");
        vm.warp(at + 1 days);
        vm.prank(address(treasury));
        membership.changeKind(3, ISeats.Kind.Steward);
        claim(1, 3);
        assertEq(member(2).balance, 200, "changed later");
    }

    function test_WhoCameAfterTheSnapshot_HasNoShare() external {
        Operation memory operation = schedule(address(distributions), COIN, 1000, 1000, 1, openingOf(equal()));
        uint256 at = time();
        vm.warp(at - 1);
        uint256 before = admitByVote(member(20), ISeats.Kind.Member, 0);
        vm.warp(at);
        uint256 late = admitByVote(member(21), ISeats.Kind.Member, 0);
        run(operation);
        assertEq(distributions.distributionOf(1).share, 100, "ten shares");
        claim(1, before);
        assertEq(member(20).balance, 100, "came in the second of the snapshot");
        expectNoShare(1, late);
    }

    function test_WhoseSeatWasBurnt_HasNoShare_AlsoWhenItIsRenewed() external {
        uint256 expiring = admitByVote(member(20), ISeats.Kind.Member, uint48(time() + 10 days));
        vm.warp(time() + 1);
        uint256 id = open(COIN, 1000, equal());
        vm.prank(member(0));
        membership.leave(1);
        expectNoShare(id, 1);
        vm.prank(address(treasury));
        membership.revoke(2);
        expectNoShare(id, 2);
        vm.warp(time() + 10 days);
        assertEq(distributions.getShare(id, expiring), 100, "overdue");
        membership.sweep(one(expiring));
        expectNoShare(id, expiring);
        vm.prank(address(treasury));
        membership.renew(expiring, 0);
        expectNoShare(id, expiring);
    }

    function test_WhoseSeatWentToANewKey_IsPaidThere() external {
        uint256 id = open();
        vm.prank(address(treasury));
        recovery.startRecovery(1, member(20));
        vm.prank(member(20));
        recovery.acceptRecovery(1, "");
        claim(id, 1);
        assertEq(member(20).balance, 1 ether, "the new key");
        assertEq(member(0).balance, 0, "not the old one");
    }

    function test_GivenATransfer_ThePresentHolderIsPaid() external {
        uint256 id = open();
        setRules(IMembership.TransferRule.Free, false, 10);
        vm.prank(member(0));
        membership.transferFrom(member(0), member(20), 1);
        assertEq(distributions.payeeOf(1), member(20), "payee");
        claim(id, 1);
        assertEq(member(20).balance, 1 ether, "paid");
    }

    function test_RevertWhen_AShareIsClaimedTwice() external {
        uint256 id = open();
        claim(id, 1);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsClaimed.selector, id, 1));
        claim(id, 1);
        assertEq(distributions.claim(id, several(2, 2, 1)), 1, "one of them");
        assertEq(member(1).balance, 1 ether, "once");
        assertEq(member(0).balance, 1 ether, "once");
        uint256 other = open();
        claim(other, 1);
        assertEq(member(0).balance, 2 ether, "each distribution has its own");
    }

    function test_RevertGiven_NoDistributionOrNoSeatOfThatNumber() external {
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsUnknown.selector, 1));
        claim(1, 1);
        uint256 id = open();
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsNoShare.selector, id, 10));
        claim(id, 10);
    }

    function test_WhenSeveralArePushed_ThoseThatCannotBePaidArePassedOver() external {
        MoodyPayee rude = new MoodyPayee();
        rude.set(true, 0);
        vm.prank(member(1));
        distributions.namePayee(2, address(rude));
        uint256 id = open();
        vm.prank(member(8));
        membership.leave(9);
        assertEq(distributions.claim(id, several(9, 2, 1)), 1, "one of them");
        assertEq(member(0).balance, 1 ether, "paid");
        assertFalse(distributions.isClaimed(id, 2), "can be claimed later");
        assertFalse(distributions.isClaimed(id, 9), "burnt");
        bytes memory nobody = abi.encodeWithSelector(IDistributions.DistributionsNobodyPaid.selector, id);
        vm.expectRevert(nobody);
        distributions.claim(id, several(9, 2, 1));
        vm.expectRevert(nobody);
        distributions.claim(id, new uint256[](0));
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryPaymentRefused.selector, address(rude), 1 ether));
        claim(id, 2);
        rude.set(false, 0);
        assertEq(distributions.claim(id, several(1, 2, 3)), 2, "two of them");
        assertEq(address(rude).balance, 1 ether, "paid");
        assertEq(treasury.getEnvelope(id).drawn, 3 ether, "drawn");
    }

    function test_WhenAPayeeNeedsMoreGasThanTheBound_OnlyItsSeatFails() external {
        MoodyPayee hungry = new MoodyPayee();
        hungry.set(false, 200_000);
        vm.prank(member(1));
        distributions.namePayee(2, address(hungry));
        uint256 id = open();
        assertEq(distributions.claim(id, several(1, 2, 3)), 2, "two of them");
        claim(id, 2);
        assertEq(address(hungry).balance, 1 ether, "with all the gas of a call of its own");
    }

    /// @dev A payee that is no payee cannot stop the others either: the token itself, named by a holder.
    function test_WhenAPayeeIsNotValid_OnlyItsSeatFails_T32() external {
        address token = address(new PlainToken(address(treasury)));
        vm.prank(member(1));
        distributions.namePayee(2, token);
        uint256 id = open(token, TOTAL, equal());
        assertEq(distributions.claim(id, several(1, 2, 3)), 2, "two of them");
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryInvalidPayment.selector, token, 1 ether));
        claim(id, 2);
        assertEq(balanceOf(token, member(0)), 1 ether, "paid");
        address greedy = address(new GreedyToken(address(treasury)));
        id = open(greedy, TOTAL, equal());
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryWrongAmountTaken.selector, greedy, 1 ether, 1 ether + 1)
        );
        claim(id, 1);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsNobodyPaid.selector, id));
        distributions.claim(id, several(1, 2, 3));
    }

    function test_GasFromTooLittleToPlenty_PaysTheSameOrNobody_T22() external {
        MoodyPayee modest = new MoodyPayee();
        modest.set(false, 100_000);
        MoodyPayee rude = new MoodyPayee();
        rude.set(true, 0);
        vm.prank(member(1));
        distributions.namePayee(2, address(rude));
        vm.prank(member(2));
        distributions.namePayee(3, address(modest));
        uint256 id = open();
        bytes memory call = abi.encodeCall(distributions.claim, (id, several(1, 2, 3)));
        uint256 before = vm.snapshotState();
        bool enough;
        uint256 refusals;
        for (uint256 gas = 20_000; gas < 900_000; gas += 2003) {
            (bool done, bytes memory answer) = address(distributions).call{gas: gas}(call);
            assertTrue(done || !enough, "more gas gave less");
            enough = done;
            if (!done && answer.length != 0) {
                ++refusals;
                assertTrue(bytes4(answer) == IDistributions.DistributionsTooLittleGas.selector, "its own error");
            }
            assertEq(member(0).balance, done ? 1 ether : 0, "first");
            assertEq(address(modest).balance, done ? 1 ether : 0, "needs some");
            vm.revertToState(before);
        }
        assertTrue(enough, "it was enough");
        assertTrue(refusals > 50, "refusals");
        (, bytes memory first) = address(distributions).call{gas: 200_000}(call);
        bytes memory expected =
            abi.encodeWithSelector(IDistributions.DistributionsTooLittleGas.selector, 1, distributions.SEAT_GAS());
        assertEq(keccak256(first), keccak256(expected), "before the first seat");
        assertTrue(distributions.SEAT_GAS() * 63 / 64 > distributions.PAYMENT_GAS() + 45_000, "EIP-150");
    }

    function test_GivenTheEnvelopeEndedOrWasRevoked_NobodyIsPaid() external {
        uint256 id = open();
        uint48 end = treasury.getEnvelope(id).end;
        vm.warp(end);
        claim(id, 1);
        vm.warp(end + 1);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeEnded.selector, id, end));
        claim(id, 2);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsNobodyPaid.selector, id));
        distributions.claim(id, several(2, 3, 4));
        vm.warp(end);
        vm.prank(address(treasury));
        treasury.revokeEnvelope(id);
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryEnvelopeRevoked.selector, id));
        claim(id, 2);
        assertFalse(distributions.isClaimed(id, 2), "not claimed");
    }

    function test_WhenAPayeeComesBack_NoShareIsPaidTwice_I27_T22() external {
        ReentrantPayee hostile = new ReentrantPayee();
        vm.prank(member(0));
        distributions.namePayee(1, address(hostile));
        uint256 id = open();
        hostile.prepare(address(distributions), abi.encodeCall(distributions.claim, (id, one(1))));
        uint256 before = vm.snapshotState();
        claim(id, 1);
        assertEq(hostile.tries(), 1, "tried");
        assertEq(hostile.successes(), 0, "in vain");
        assertEq(address(hostile).balance, 1 ether, "once");
        vm.revertToState(before);
        assertEq(distributions.claim(id, several(1, 1, 2)), 2, "among several");
        assertEq(hostile.successes(), 0, "in vain");
        assertEq(address(hostile).balance, 1 ether, "once");
    }

    /// @dev Whoever is paid in the midst of others, pays the others: nobody is paid twice.
    function test_WhenAPayeePushesTheOthers_NoShareIsPaidTwice_I27_T22() external {
        ReentrantPayee helpful = new ReentrantPayee();
        vm.prank(member(0));
        distributions.namePayee(1, address(helpful));
        uint256 id = open();
        helpful.prepare(address(distributions), abi.encodeCall(distributions.claim, (id, one(3))));
        assertEq(distributions.claim(id, several(1, 2, 3)), 2, "the third was paid before");
        assertEq(helpful.successes(), 1, "paid");
        assertEq(member(2).balance, 1 ether, "once");
        assertEq(treasury.getEnvelope(id).drawn, 3 ether, "drawn");
    }

    function testFuzz_SharesNeverExceedTheTotal_AndDustIsBelowAUnitAClaim(
        uint256 total,
        uint8[3] memory percentages,
        uint256 kinds
    ) external {
        percentages[0] = 100;
        percentages[1] = uint8(bound(percentages[1], 1, 100));
        percentages[2] = uint8(bound(percentages[2], 1, 100));
        total = bound(total, 900, type(uint96).max);
        vm.deal(address(treasury), total);
        uint256 ideal;
        for (uint256 i; i < 9; ++i) {
            uint256 kind = (kinds >> (2 * i)) % 3;
            vm.prank(address(treasury));
            membership.changeKind(i + 1, ISeats.Kind(kind));
            ideal += total * percentages[kind];
        }
        uint256 id = open(COIN, uint208(total), percentages);
        uint256 sum;
        for (uint256 i; i < 9; ++i) {
            claim(id, i + 1);
            uint256 got = member(i).balance;
            assertEq(got, total / 9 * percentages[(kinds >> (2 * i)) % 3] / 100, "share");
            sum += got;
        }
        assertTrue(sum <= total, "no more than the total");
        assertTrue(ideal / 900 <= sum + 18, "dust: a unit by seats, a unit by percent, a claim");
        assertEq(treasury.getEnvelope(id).drawn, sum, "drawn");
    }

    // Payees.

    function test_WhenAHolderNamesAPayee_ItCountsWhileItHoldsTheSeat() external {
        assertEq(distributions.payeeOf(1), member(0), "the holder");
        vm.expectEmit(address(distributions));
        emit IDistributions.PayeeNamed(1, member(0), PAYEE);
        vm.prank(member(0));
        distributions.namePayee(1, PAYEE);
        assertEq(distributions.payeeOf(1), PAYEE, "named");
        assertEq(distributions.payeeOf(2), member(1), "of this seat only");
        uint256 id = open();
        claim(id, 1);
        assertEq(PAYEE.balance, 1 ether, "paid");
        vm.prank(member(0));
        distributions.namePayee(1, address(0));
        assertEq(distributions.payeeOf(1), member(0), "taken back");
        vm.prank(member(0));
        distributions.namePayee(1, PAYEE);
        setRules(IMembership.TransferRule.Free, false, 10);
        vm.prank(member(0));
        membership.transferFrom(member(0), member(20), 1);
        assertEq(distributions.payeeOf(1), member(20), "another holder's word does not count");
        vm.prank(member(8));
        membership.leave(9);
        assertEq(distributions.payeeOf(9), address(0), "nobody's");
    }

    function test_RevertWhen_AnybodyButTheHolderNames_OrTheTreasuryIsNamed() external {
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsOnlyHolder.selector, 1, STRANGER));
        vm.prank(STRANGER);
        distributions.namePayee(1, STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsInvalidPayee.selector, address(treasury)));
        vm.prank(member(0));
        distributions.namePayee(1, address(treasury));
    }

    // Standing distributions.

    uint48 private constant PERIOD = 30 days;

    function openStanding(address asset, uint208 total, uint208 cap, uint208 minimum) private returns (uint256) {
        bytes memory right = abi.encodeCall(
            distributions.openStanding, (address(splits), equal(), minimum, DOCUMENT, "Dividend", "Members")
        );
        run(schedule(address(distributions), asset, total, cap, PERIOD, right));
        return treasury.envelopeCount();
    }

    function credit(uint256 standingId, uint256 amount) private {
        vm.prank(address(splits));
        distributions.credit(standingId, COIN, amount);
    }

    function test_WhenAVoteOpensAStandingOne_ItsRecordAndEventNameTheDecision() external {
        bytes memory right = abi.encodeCall(
            distributions.openStanding, (address(splits), [1, 2, 100], 7, DOCUMENT, "Dividend", "Members")
        );
        Operation memory operation = schedule(address(distributions), COIN, 20 ether, 10 ether, PERIOD, right);
        vm.expectEmit(address(distributions));
        emit IDistributions.StandingOpened(
            1, operation.id, address(splits), [1, 2, 100], 7, DOCUMENT, "Dividend", "Members"
        );
        run(operation);
        IDistributions.Standing memory standing = distributions.standingOf(1);
        assertEq(standing.splits, address(splits), "splits");
        assertEq(standing.minimum, 7, "minimum");
        assertEq(standing.percentages[0], 1, "member");
        assertEq(standing.percentages[2], 100, "organisation");
        assertEq(standing.rounds + standing.lastRoundAt, 0, "no round");
        assertEq(standing.booked + standing.allotted, 0, "nothing booked");
        assertEq(distributions.lastStandingOf(address(splits)), 1, "last");
        assertEq(distributions.lastStandingOf(STRANGER), 0, "none");
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsUnknown.selector, 1));
        claim(1, 1);
        assertEq(openStanding(COIN, 10, 9, 9), 2, "another");
        assertEq(distributions.lastStandingOf(address(splits)), 2, "last");
    }

    function test_RevertWhen_AStandingOneIsNotWhole() external {
        expectInvalidStanding(STRANGER, 1);
        expectInvalidStanding(address(splits), 0);
        expectInvalidStanding(address(splits), 10);
        vm.prank(address(treasury));
        distributions.openStanding(address(splits), equal(), 9, DOCUMENT, "p", "c");
    }

    function expectInvalidStanding(address by, uint208 minimum) private {
        envelope(COIN, 20, 9);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsInvalidStanding.selector, by, minimum, 9));
        vm.prank(address(treasury));
        distributions.openStanding(by, equal(), minimum, DOCUMENT, "p", "c");
    }

    function test_IncomeIsBookedByTheSplitsOnly_InItsAsset_UntilTheEnd() external {
        uint256 id = openStanding(COIN, 20 ether, 10 ether, 1);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsOnlySplits.selector, id, STRANGER));
        vm.prank(STRANGER);
        distributions.credit(id, COIN, 5);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsOnlySplits.selector, 9, address(splits)));
        vm.prank(address(splits));
        distributions.credit(9, COIN, 5);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsWrongAsset.selector, id, PAYEE));
        vm.prank(address(splits));
        distributions.credit(id, PAYEE, 5);
        vm.expectEmit(address(distributions));
        emit IDistributions.Credited(id, 5, 5);
        credit(id, 5);
        vm.expectEmit(address(distributions));
        emit IDistributions.Credited(id, 6, 11);
        credit(id, 6);
        assertEq(distributions.standingOf(id).booked, 11, "booked");
        uint48 end = treasury.getEnvelope(id).end;
        vm.warp(end);
        credit(id, 1);
        vm.warp(end + 1);
        expectEnded(id);
        vm.warp(end);
        vm.prank(address(treasury));
        treasury.revokeEnvelope(id);
        expectEnded(id);
    }

    function expectEnded(uint256 id) private {
        bytes memory ended = abi.encodeWithSelector(IDistributions.DistributionsEnded.selector, id);
        vm.expectRevert(ended);
        credit(id, 5);
        vm.expectRevert(ended);
        distributions.openRound(id);
        assertEq(distributions.getRoundable(id), 0, "nothing to share");
    }

    function test_ARoundSharesWhatIsBooked_AndWhatDoesNotDivideIsForTheNext() external {
        uint256 id = openStanding(COIN, 40 ether, 20 ether, 90);
        credit(id, 9 ether + 5);
        assertEq(distributions.getRoundable(id), 9 ether + 5, "roundable");
        uint256 first = id + 2 ** 64;
        bytes32 decision = treasury.getEnvelope(id).decision;
        vm.expectEmit(address(distributions));
        emit IDistributions.RoundOpened(id, decision, first, uint48(time() - 1), 9, 1 ether, 5);
        vm.prank(STRANGER);
        assertEq(distributions.openRound(id), first, "number");
        IDistributions.Standing memory standing = distributions.standingOf(id);
        assertEq(standing.booked, 5, "booked");
        assertEq(standing.allotted, 9 ether, "allotted");
        assertEq(standing.rounds, 1, "rounds");
        assertEq(standing.lastRoundAt, time(), "last round");
        vm.expectEmit(address(treasury));
        emit ITreasury.Disbursed(id, decision, member(0), COIN, 1 ether, refOf(first, 1));
        claim(first, 1);
        assertEq(member(0).balance, 1 ether, "paid");
        credit(id, 90);
        vm.warp(time() + PERIOD);
        uint256 second = distributions.openRound(id);
        assertEq(second, id + 2 * 2 ** 64, "number");
        assertEq(distributions.distributionOf(second).share, 10, "what was left, and what came");
        assertEq(distributions.standingOf(id).booked, 5, "booked");
        claim(second, 1);
        claim(first, 2);
        assertEq(member(0).balance, 1 ether + 10, "both");
    }

    function test_RevertWhen_ARoundIsTooEarly_TooSmallOrOfNothing() external {
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsUnknown.selector, 1));
        distributions.openRound(1);
        assertEq(distributions.getRoundable(1), 0, "unknown");
        uint256 id = openStanding(COIN, 40 ether, 20 ether, 90);
        credit(id, 89);
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsBelowMinimum.selector, id, 89, 90));
        distributions.openRound(id);
        assertEq(distributions.getRoundable(id), 0, "too small");
        credit(id, 1);
        assertEq(distributions.getRoundable(id), 90, "enough");
        uint256 at = time() + PERIOD;
        distributions.openRound(id);
        credit(id, 90);
        vm.warp(at - 1);
        assertEq(distributions.getRoundable(id), 0, "too early");
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsTooEarly.selector, id, at));
        distributions.openRound(id);
        vm.warp(at);
        assertEq(distributions.getRoundable(id), 90, "in time");
        distributions.openRound(id);
    }

    function test_ARoundIsWithinTheCap_AndWhatTheTotalLeaves_I33() external {
        uint256 id = openStanding(COIN, 15 ether, 9 ether, 1 ether);
        credit(id, 30 ether);
        assertEq(distributions.getRoundable(id), 9 ether, "the cap");
        distributions.openRound(id);
        vm.warp(time() + PERIOD);
        assertEq(distributions.getRoundable(id), 6 ether, "what the total leaves");
        uint256 second = distributions.openRound(id);
        assertEq(distributions.standingOf(id).booked, 30 ether - distributions.standingOf(id).allotted, "booked");
        vm.warp(time() + PERIOD);
        assertEq(distributions.getRoundable(id), 0, "nothing");
        vm.expectRevert(abi.encodeWithSelector(IDistributions.DistributionsBelowMinimum.selector, id, 6, 1 ether));
        distributions.openRound(id);
        uint256[] memory all = new uint256[](9);
        for (uint256 i; i < 9; ++i) {
            all[i] = i + 1;
        }
        assertEq(distributions.claim(second, all), 9, "all of the second");
        assertEq(distributions.claim(id + 2 ** 64, several(1, 2, 3)), 3, "what the cap leaves");
        uint256 share = 1 ether;
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryCapExceeded.selector, id, share, treasury.getAvailable(id))
        );
        claim(id + 2 ** 64, 4);
        vm.warp(time() + PERIOD);
        claim(id + 2 ** 64, 4);
    }

    function test_WhoCameAfterARoundsSnapshot_HasNoShareInIt() external {
        uint256 id = openStanding(COIN, 40 ether, 20 ether, 90);
        credit(id, 9 ether);
        uint256 late = admitByVote(member(20), ISeats.Kind.Member, 0);
        uint256 first = distributions.openRound(id);
        expectNoShare(first, late);
        credit(id, 10 ether);
        vm.warp(time() + PERIOD);
        uint256 second = distributions.openRound(id);
        claim(second, late);
        assertEq(member(20).balance, 1 ether, "the next");
    }
}
