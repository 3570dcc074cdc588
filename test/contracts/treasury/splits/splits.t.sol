// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDistributions} from "../../../../contracts/treasury/IDistributions.sol";
import {ISplits} from "../../../../contracts/treasury/ISplits.sol";
import {ITreasury} from "../../../../contracts/treasury/ITreasury.sol";
import {ITreasuryModule} from "../../../../contracts/treasury/ITreasuryModule.sol";
import {Distributions} from "../../../../contracts/treasury/Distributions.sol";
import {Donations} from "../../../../contracts/treasury/Donations.sol";
import {IDonations} from "../../../../contracts/treasury/IDonations.sol";
import {Splits} from "../../../../contracts/treasury/Splits.sol";
import {HookToken} from "../../support/DonationTokens.sol";
import {FeeToken, MoodyToken} from "../../support/Payees.sol";
import {PayingFixture} from "../../support/PayingFixture.sol";
import {Purses} from "../../support/Purses.sol";
import {PlainToken} from "../../support/Tokens.sol";
import {cloneDonations} from "../../support/Parts.sol";

contract SplitsTest is PayingFixture {
    address private constant COIN = address(0);
    uint128 private constant PROGRAMME = 7;

    Distributions private distributions;
    Purses private purses;
    Splits private splits;
    PlainToken private token;
    uint128 private standingId;

    function setUp() external {
        deployDao(9, 20);
        distributions = new Distributions(treasury, membership);
        purses = new Purses();
        splits = new Splits(treasury, IDonations(address(purses)), distributions);
        token = new PlainToken(address(this));
        standingId = openStanding(COIN);
        vm.deal(address(treasury), 0);
        vm.deal(address(this), 1000 ether);
    }

    function openStanding(address asset) private returns (uint128) {
        uint8[3] memory equal = [100, 100, 100];
        bytes memory right =
            abi.encodeCall(distributions.openStanding, (address(splits), equal, 9, DOCUMENT, "Dividend", "Members"));
        run(schedule(address(distributions), asset, 100 ether, 10 ether, 30 days, right));
        return uint128(treasury.envelopeCount());
    }

    function row(ISplits.Target target, uint16 share, uint128 id) private pure returns (ISplits.Row memory) {
        return ISplits.Row(target, share, id);
    }

    /// @dev 60 % reserve, 30 % programme, 10 % members.
    function usual() private view returns (ISplits.Row[] memory rows) {
        rows = new ISplits.Row[](3);
        rows[0] = row(ISplits.Target.Treasury, 6000, 0);
        rows[1] = row(ISplits.Target.Purse, 3000, PROGRAMME);
        rows[2] = row(ISplits.Target.Standing, 1000, standingId);
    }

    function setRule(ISplits.Row[] memory rows) private {
        vm.prank(address(treasury));
        splits.setRule(rows);
    }

    function receiveCoin(uint256 amount) private {
        (bool done,) = address(splits).call{value: amount}("");
        assertTrue(done, "received");
    }

    function booked() private view returns (uint256) {
        return distributions.standingOf(standingId).booked;
    }

    // The rule.

    function test_WhenAVoteSetsTheRule_ItIsKnown() external {
        ISplits.Row[] memory rows = usual();
        rows[2].id = 0;
        Operation memory operation = schedule(address(splits), abi.encodeCall(splits.setRule, (rows)));
        vm.expectEmit(address(splits));
        emit ISplits.RuleSet(operation.id, usual());
        run(operation);
        assertRule(usual());
        ISplits.Row[] memory shorter = new ISplits.Row[](1);
        shorter[0] = row(ISplits.Target.Treasury, 10_000, 0);
        setRule(shorter);
        assertRule(shorter);
        assertEq(address(splits.treasury()), address(treasury), "treasury");
        assertEq(address(splits.donations()), address(purses), "donations");
        assertEq(address(splits.distributions()), address(distributions), "distributions");
    }

    function assertRule(ISplits.Row[] memory expected) private view {
        ISplits.Row[] memory rule = splits.getRule();
        assertEq(keccak256(abi.encode(rule)), keccak256(abi.encode(expected)), "rule");
    }

    function test_RevertWhen_AnybodyButTheTreasurySetsIt() external {
        address[3] memory callers = [member(0), GUARDIAN, address(governor)];
        for (uint256 i; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ITreasuryModule.ModuleOnlyTreasury.selector, callers[i]));
            vm.prank(callers[i]);
            splits.setRule(usual());
        }
    }

    function test_RevertWhen_ARuleIsNotWhole() external {
        expectRefused(new ISplits.Row[](0), abi.encodeWithSelector(ISplits.SplitsInvalidLength.selector, 0));
        ISplits.Row[] memory rows = new ISplits.Row[](11);
        for (uint256 i; i < 11; ++i) {
            rows[i] = row(ISplits.Target.Purse, i < 9 ? 1000 : 500, uint128(i));
        }
        expectRefused(rows, abi.encodeWithSelector(ISplits.SplitsInvalidLength.selector, 11));
        ISplits.Row[] memory ten = new ISplits.Row[](10);
        for (uint256 i; i < 10; ++i) {
            ten[i] = row(ISplits.Target.Purse, 1000, uint128(i));
        }
        setRule(ten);
        ten[9].share = 999;
        expectRefused(ten, abi.encodeWithSelector(ISplits.SplitsInvalidSum.selector, 9999));
        ten[9].share = 1001;
        expectRefused(ten, abi.encodeWithSelector(ISplits.SplitsInvalidSum.selector, 10_001));
        ten[9].share = 0;
        expectInvalidRow(ten, 9);
        rows = usual();
        rows[0].id = 1;
        expectInvalidRow(rows, 0);
        rows = usual();
        rows[2].id = standingId + 1;
        expectInvalidRow(rows, 2);
    }

    function expectRefused(ISplits.Row[] memory rows, bytes memory refusal) private {
        vm.expectRevert(refusal);
        setRule(rows);
    }

    function expectInvalidRow(ISplits.Row[] memory rows, uint256 i) private {
        expectRefused(
            rows,
            abi.encodeWithSelector(ISplits.SplitsInvalidRow.selector, i, rows[i].target, rows[i].share, rows[i].id)
        );
    }

    function test_RevertWhen_AStandingDistributionIsAnothers() external {
        splits = new Splits(treasury, IDonations(address(purses)), distributions);
        expectInvalidRow(usual(), 2);
        ISplits.Row[] memory rows = usual();
        rows[2].id = 0;
        expectInvalidRow(rows, 2);
    }

    // Sending on.

    function test_WhenCoinIsSentOn_EachTargetHasItsShare_I12() external {
        setRule(usual());
        vm.expectEmit(address(splits));
        emit ISplits.IncomeReceived(address(this), 1003);
        receiveCoin(1003);
        vm.expectEmit(address(splits));
        emit ISplits.ShareSent(COIN, ISplits.Target.Treasury, 0, 601);
        vm.expectEmit(address(splits));
        emit ISplits.ShareSent(COIN, ISplits.Target.Purse, PROGRAMME, 300);
        vm.expectEmit(address(distributions));
        emit IDistributions.Credited(standingId, 102, 102);
        vm.expectEmit(address(splits));
        emit ISplits.ShareSent(COIN, ISplits.Target.Standing, standingId, 102);
        vm.expectEmit(address(splits));
        emit ISplits.IncomeSent(COIN, STRANGER, 1003);
        vm.prank(STRANGER);
        splits.sendOn(COIN);
        assertEq(address(treasury).balance, 601 + 102, "treasury");
        assertEq(purses.held(PROGRAMME, COIN), 300, "purse");
        assertEq(address(purses).balance, 300, "purse");
        assertEq(booked(), 102, "the last has the dust");
        assertEq(address(splits).balance, 0, "nothing stays");
    }

    function test_WhenATokenIsSentOn_EachTargetHasItsShare_I12() external {
        standingId = openStanding(address(token));
        setRule(usual());
        token.transfer(address(splits), 1003);
        splits.sendOn(address(token));
        assertEq(token.balanceOf(address(treasury)), 601 + 102, "treasury");
        assertEq(purses.held(PROGRAMME, address(token)), 300, "purse");
        assertEq(booked(), 102, "booked");
        assertEq(token.balanceOf(address(splits)), 0, "nothing stays");
        assertEq(token.allowance(address(splits), address(purses)), 0, "nothing approved");
        assertEq(distributions.getRoundable(standingId), 102, "a round can be opened");
    }

    function test_RevertGiven_NoRule_OrNothingArrived() external {
        receiveCoin(1);
        vm.expectRevert(ISplits.SplitsNoRule.selector);
        splits.sendOn(COIN);
        setRule(usual());
        splits.sendOn(COIN);
        assertEq(booked(), 1, "the last has what does not divide");
        vm.expectRevert(abi.encodeWithSelector(ISplits.SplitsNothing.selector, COIN));
        splits.sendOn(COIN);
        vm.expectRevert(abi.encodeWithSelector(ISplits.SplitsNothing.selector, address(token)));
        splits.sendOn(address(token));
    }

    function test_WhenAPurseRefuses_ItsShareGoesToTheTreasury() external {
        setRule(usual());
        purses.set(true, 0, 100);
        receiveCoin(1000);
        vm.expectEmit(address(splits));
        emit ISplits.ShareRefused(COIN, ISplits.Target.Purse, PROGRAMME, 300);
        splits.sendOn(COIN);
        assertEq(address(treasury).balance, 1000, "all");
        assertEq(booked(), 100, "the others have theirs");
        token.transfer(address(splits), 1000);
        vm.expectEmit(address(splits));
        emit ISplits.ShareRefused(address(token), ISplits.Target.Purse, PROGRAMME, 300);
        splits.sendOn(address(token));
        assertEq(token.balanceOf(address(treasury)), 1000, "all");
        assertEq(token.allowance(address(splits), address(purses)), 0, "nothing approved");
    }

    function test_WhenAPurseNeedsMoreGasThanTheBound_ItsShareGoesToTheTreasury() external {
        setRule(usual());
        purses.set(false, 300_000, 100);
        receiveCoin(1000);
        vm.expectEmit(address(splits));
        emit ISplits.ShareRefused(COIN, ISplits.Target.Purse, PROGRAMME, 300);
        splits.sendOn(COIN);
        assertEq(address(treasury).balance, 1000, "all");
        purses.set(false, 200_000, 100);
        receiveCoin(1000);
        splits.sendOn(COIN);
        assertEq(purses.held(PROGRAMME, COIN), 300, "within the bound");
    }

    function test_WhenAPurseTakesLess_TheRestGoesToTheTreasury_T32() external {
        setRule(usual());
        purses.set(false, 0, 90);
        token.transfer(address(splits), 1000);
        vm.expectEmit(address(splits));
        emit ISplits.ShareSent(address(token), ISplits.Target.Purse, PROGRAMME, 270);
        vm.expectEmit(address(splits));
        emit ISplits.ShareRefused(address(token), ISplits.Target.Purse, PROGRAMME, 30);
        splits.sendOn(address(token));
        assertEq(purses.held(PROGRAMME, address(token)), 270, "purse");
        assertEq(token.balanceOf(address(treasury)), 730, "treasury");
        assertEq(token.balanceOf(address(splits)), 0, "nothing stays");
        assertEq(token.allowance(address(splits), address(purses)), 0, "nothing approved");
    }

    function test_WhenAStandingDistributionDoesNotTakeIt_ItStaysInTheTreasury() external {
        setRule(usual());
        token.transfer(address(splits), 1000);
        vm.expectEmit(address(splits));
        emit ISplits.ShareRefused(address(token), ISplits.Target.Standing, standingId, 100);
        splits.sendOn(address(token));
        assertEq(token.balanceOf(address(treasury)), 700, "another asset");
        assertEq(booked(), 0, "not booked");
        vm.prank(address(treasury));
        treasury.revokeEnvelope(standingId);
        receiveCoin(1000);
        vm.expectEmit(address(splits));
        emit ISplits.ShareRefused(COIN, ISplits.Target.Standing, standingId, 100);
        splits.sendOn(COIN);
        assertEq(address(treasury).balance, 700, "revoked");
        assertEq(booked(), 0, "not booked");
    }

    function test_WhenATokenKeepsAFee_WhatArrivedIsBooked_T32() external {
        FeeToken fee = new FeeToken(address(this));
        standingId = openStanding(address(fee));
        setRule(usual());
        fee.transfer(address(splits), 10_000);
        assertEq(fee.balanceOf(address(splits)), 9900, "arrived");
        splits.sendOn(address(fee));
        // 5,940 and 2,970 and 990, each less a hundredth.
        assertEq(purses.held(PROGRAMME, address(fee)), 2970 - 29, "purse");
        assertEq(booked(), 990 - 9, "booked");
        assertEq(fee.balanceOf(address(treasury)), 5940 - 59 + 981, "treasury");
        assertEq(fee.balanceOf(address(splits)), 0, "nothing stays");
    }

    function test_RevertWhen_TheTreasuryDoesNotTakeIt() external {
        MoodyToken moody = new MoodyToken(address(this));
        setRule(usual());
        moody.transfer(address(splits), 1000);
        moody.set(address(treasury), true);
        vm.expectRevert(MoodyToken.Blocked.selector);
        splits.sendOn(address(moody));
        assertEq(moody.balanceOf(address(splits)), 1000, "all is here");
        vm.etch(address(treasury), hex"fe");
        receiveCoin(1000);
        vm.expectRevert(abi.encodeWithSelector(ISplits.SplitsTreasuryRefused.selector, 600));
        splits.sendOn(COIN);
    }

    function test_GasFromTooLittleToPlenty_SharesTheSameOrNothing_T22() external {
        purses.set(false, 200_000, 100);
        setRule(usual());
        receiveCoin(1000);
        bytes memory call = abi.encodeCall(splits.sendOn, (COIN));
        uint256 before = vm.snapshotState();
        bool enough;
        uint256 refusals;
        for (uint256 gas = 20_000; gas < 1_100_000; gas += 2503) {
            (bool done, bytes memory answer) = address(splits).call{gas: gas}(call);
            assertTrue(done || !enough, "more gas gave less");
            enough = done;
            if (!done && answer.length != 0) {
                ++refusals;
                assertTrue(bytes4(answer) == ISplits.SplitsTooLittleGas.selector, "its own error");
            }
            assertEq(purses.held(PROGRAMME, COIN), done ? 300 : 0, "purse");
            assertEq(booked(), done ? 100 : 0, "booked");
            assertEq(address(treasury).balance, done ? 700 : 0, "treasury");
            assertEq(address(splits).balance, done ? 0 : 1000, "all or nothing");
            vm.revertToState(before);
        }
        assertTrue(enough, "it was enough");
        assertTrue(refusals > 100, "refusals");
        (, bytes memory first) = address(splits).call{gas: 400_000}(call);
        bytes memory expected = abi.encodeWithSelector(ISplits.SplitsTooLittleGas.selector, 0, splits.ROW_GAS());
        assertEq(keccak256(first), keccak256(expected), "before the first row");
    }

    function test_WhenAPurseComesBack_NothingIsSharedTwice_T22() external {
        setRule(usual());
        purses.prepare(address(splits), abi.encodeCall(splits.sendOn, (COIN)));
        receiveCoin(1000);
        splits.sendOn(COIN);
        assertEq(purses.successes(), 0, "in vain");
        assertEq(purses.held(PROGRAMME, COIN), 300, "purse");
        assertEq(address(treasury).balance, 700, "treasury");
    }

    function test_WhenATokenComesBack_NothingIsSharedTwice_T22() external {
        ISplits.Row[] memory rows = new ISplits.Row[](2);
        rows[0] = row(ISplits.Target.Treasury, 1000, 0);
        rows[1] = row(ISplits.Target.Purse, 9000, PROGRAMME);
        setRule(rows);
        HookToken hooked = new HookToken(address(this));
        hooked.transfer(address(splits), 1000);
        hooked.prepare(address(splits), "", abi.encodeCall(splits.sendOn, (address(hooked))));
        splits.sendOn(address(hooked));
        assertEq(hooked.refused(), 1, "in vain");
        assertEq(hooked.balanceOf(address(treasury)), 100, "treasury");
        assertEq(purses.held(PROGRAMME, address(hooked)), 900, "purse");
    }

    function testFuzz_WhatCameInWentOut(uint96 income, uint16[4] memory shares, uint8 kinds) external {
        ISplits.Row[] memory rows = new ISplits.Row[](5);
        uint16 left = 10_000;
        for (uint256 i; i < 5; ++i) {
            uint16 share = i == 4 ? left : uint16(1 + shares[i] % (left - (4 - i)));
            left -= share;
            ISplits.Target target = ISplits.Target((kinds >> i) % 3);
            uint128 id = target == ISplits.Target.Treasury ? 0 : target == ISplits.Target.Purse ? PROGRAMME : standingId;
            rows[i] = row(target, share, id);
        }
        setRule(rows);
        uint256 amount = uint256(income) + 1;
        vm.deal(address(splits), amount);
        splits.sendOn(COIN);
        uint256[3] memory expected;
        uint256 sum;
        for (uint256 i; i < 5; ++i) {
            uint256 part = i == 4 ? amount - sum : amount * rows[i].share / 10_000;
            sum += part;
            expected[uint256(rows[i].target)] += part;
        }
        assertEq(purses.held(PROGRAMME, COIN), expected[1], "purse");
        assertEq(booked(), expected[2], "booked");
        assertEq(address(treasury).balance, expected[0] + expected[2], "treasury");
        assertEq(address(splits).balance, 0, "nothing stays");
    }

    // From income to members.

    function test_IncomeBecomesADividend() external {
        setRule(usual());
        receiveCoin(90 ether);
        splits.sendOn(COIN);
        uint256 id = distributions.openRound(standingId);
        distributions.claim(id, one(1));
        assertEq(member(0).balance, 1 ether, "a tenth of the income, a ninth of that");
        assertEq(treasury.getEnvelope(standingId).drawn, 1 ether, "drawn");
    }

    // With the contract that a DAO has.

    function test_WithTheDonationsContract_TheShareIsInThePurse() external {
        Donations donations = cloneDonations(new Donations(), treasury);
        vm.prank(address(treasury));
        uint256 purposeId = donations.open("the programme");
        splits = new Splits(treasury, donations, distributions);
        ISplits.Row[] memory rows = new ISplits.Row[](2);
        rows[0] = row(ISplits.Target.Treasury, 7000, 0);
        rows[1] = row(ISplits.Target.Purse, 3000, uint128(purposeId));
        setRule(rows);
        receiveCoin(1 ether);
        splits.sendOn(COIN);
        assertEq(donations.held(purposeId, COIN), 0.3 ether, "purse, coin");
        token.transfer(address(splits), 10);
        splits.sendOn(address(token));
        assertEq(donations.held(purposeId, address(token)), 3, "purse, token");
        assertEq(token.balanceOf(address(treasury)), 7, "reserve");
        assertEq(token.balanceOf(address(splits)) + address(splits).balance, 0, "nothing stays");
    }
}
