// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDonations} from "../../../../contracts/treasury/IDonations.sol";
import {
    FalseGiftToken,
    FeeToken,
    GenerousToken,
    HookToken,
    PlainCollectible,
    RebasedToken,
    Relay,
    ShrinkingToken,
    SilentGiftToken
} from "../../support/DonationTokens.sol";
import {DonationsFixture} from "../../support/DonationsFixture.sol";
import {FalseToken, GreedyToken, IdleToken, PlainToken} from "../../support/Tokens.sol";

contract DonationsTest is DonationsFixture {
    address private constant COIN = address(0);

    function setUp() external {
        deployDonations();
    }

    // Purposes.

    function test_AVote_OpensPurposesOneAfterAnother() external {
        assertEq(donations.purposeCount(), 2, "two");
        assertEq(address(donations.treasury()), address(treasury), "treasury");
        bytes memory data = abi.encodeCall(donations.open, ("Boats"));
        bytes32 decision = schedule(data);
        vm.expectEmit(address(donations));
        emit IDonations.PurposeOpened(3, decision, "Boats");
        run(data);
        assertEq(donations.purposeCount(), 3, "three");
        assertTrue(donations.isOpen(3), "open");
        assertFalse(donations.isOpen(4), "no fourth");
        assertFalse(donations.isOpen(0), "none of 0");
    }

    function test_RevertWhen_ANameIsNoneOrTooLong() external {
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsInvalidName.selector, 0));
        donations.open("");
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsInvalidName.selector, 281));
        donations.open(string(new bytes(281)));
        assertEq(donations.open(string(new bytes(280))), 3, "280");
        assertEq(donations.open("a"), 4, "1");
        vm.stopPrank();
    }

    function test_AVote_ClosesAPurpose_WhatItHoldsCanBeSpent() external {
        give(1, 3 ether);
        bytes memory data = abi.encodeCall(donations.close, (1));
        bytes32 decision = schedule(data);
        vm.expectEmit(address(donations));
        emit IDonations.PurposeClosed(1, decision);
        run(data);
        assertFalse(donations.isOpen(1), "closed");
        assertTrue(donations.isOpen(2), "the other is open");
        bytes memory closed = abi.encodeWithSelector(IDonations.DonationsPurposeClosed.selector, 1);
        vm.expectRevert(closed);
        give(1, 1);
        vm.expectRevert(closed);
        donations.giveToken(1, address(token), 1, "");
        vm.expectRevert(closed);
        close(1);
        spend(1, COIN, PAYEE, 3 ether);
        assertEq(PAYEE.balance, 3 ether, "spent");
    }

    function test_RevertWhen_AnybodyElseDecides() external {
        give(1, 1 ether);
        address[4] memory callers = [member(0), GUARDIAN, address(governor), address(donations)];
        for (uint256 i; i < callers.length; ++i) {
            bytes memory only = abi.encodeWithSelector(IDonations.DonationsOnlyTreasury.selector, callers[i]);
            vm.startPrank(callers[i]);
            vm.expectRevert(only);
            donations.open("mine");
            vm.expectRevert(only);
            donations.close(1);
            vm.expectRevert(only);
            donations.spend(1, COIN, callers[i], 1, REF);
            vm.stopPrank();
        }
    }

    function test_RevertWhen_ThereIsNoSuchPurpose() external {
        uint256[2] memory none = [uint256(0), 3];
        for (uint256 i; i < 2; ++i) {
            bytes memory unknown = abi.encodeWithSelector(IDonations.DonationsUnknownPurpose.selector, none[i]);
            vm.expectRevert(unknown);
            give(none[i], 1);
            vm.expectRevert(unknown);
            donations.giveToken(none[i], address(token), 1, "");
            vm.expectRevert(unknown);
            close(none[i]);
            vm.expectRevert(unknown);
            spend(none[i], COIN, PAYEE, 1);
            assertPurse(none[i], COIN, 0, 0);
        }
    }

    // Giving.

    function test_Coin_IsBookedForItsPurposeWithAReceipt() external {
        vm.expectEmit(address(donations));
        emit IDonations.Given(1, member(0), COIN, 3 ether, "with thanks");
        give(1, 3 ether);
        give(1, 1);
        give(2, 2 ether);
        assertPurse(1, COIN, 3 ether + 1, 0);
        assertPurse(2, COIN, 2 ether, 0);
        assertEq(donations.inPurses(COIN), 5 ether + 1, "in purses");
        assertEq(donations.inNoPurse(COIN), 0, "in no purse");
        assertEq(address(donations).balance, 5 ether + 1, "here");
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNothingGiven.selector, COIN));
        give(1, 0);
    }

    function test_ANote_HasUpTo280Bytes() external {
        bytes memory long = abi.encodeWithSelector(IDonations.DonationsNoteTooLong.selector, 281, 280);
        vm.startPrank(member(0));
        vm.expectRevert(long);
        donations.give{value: 1}(1, string(new bytes(281)));
        vm.expectRevert(long);
        donations.giveToken(1, address(token), 1, string(new bytes(281)));
        donations.give{value: 1}(1, string(new bytes(280)));
        donations.give{value: 1}(1, "");
        vm.stopPrank();
        assertPurse(1, COIN, 2, 0);
    }

    function test_AToken_IsBookedForItsPurposeWithAReceipt() external {
        vm.prank(member(0));
        token.approve(address(donations), 5 ether);
        vm.expectEmit(address(donations));
        emit IDonations.Given(2, member(0), address(token), 5 ether, "with thanks");
        vm.prank(member(0));
        donations.giveToken(2, address(token), 5 ether, "with thanks");
        assertPurse(2, address(token), 5 ether, 0);
        assertPurse(1, address(token), 0, 0);
        assertPurse(2, COIN, 0, 0);
        assertEq(token.balanceOf(address(donations)), 5 ether, "here");
        assertEq(donations.inPurses(address(token)), 5 ether, "in purses");
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNothingGiven.selector, address(token)));
        donations.giveToken(1, address(token), 0, "");
    }

    function test_AContract_GivesOnSomebodysBehalf() external {
        Relay relay = new Relay();
        vm.expectEmit(address(donations));
        emit IDonations.Given(1, address(relay), COIN, 1 ether, "a share of the income");
        vm.prank(member(0));
        relay.call{value: 1 ether}(address(donations), abi.encodeCall(donations.give, (1, "a share of the income")));
        vm.expectEmit(address(donations));
        emit IDonations.Given(1, address(treasury), COIN, 2 ether, "by vote");
        vm.prank(address(treasury));
        donations.give{value: 2 ether}(1, "by vote");
        assertPurse(1, COIN, 3 ether, 0);
    }

    function test_RevertWhen_CoinIsSentWithoutAPurpose() external {
        vm.prank(member(0));
        (bool done, bytes memory reason) = address(donations).call{value: 1 ether}("");
        assertFalse(done, "refused");
        assertEq(keccak256(reason), keccak256(abi.encodeWithSelector(IDonations.DonationsNoPurpose.selector)), "error");
    }

    function test_Tokens_AreBookedAtWhatArrived_T32() external {
        address holder = member(0);
        address fee = address(new FeeToken(holder));
        vm.prank(holder);
        PlainToken(fee).approve(address(donations), 100 ether);
        vm.expectEmit(address(donations));
        emit IDonations.Given(1, holder, fee, 99 ether, "with thanks");
        vm.prank(holder);
        donations.giveToken(1, fee, 100 ether, "with thanks");
        assertPurse(1, fee, 99 ether, 0);
        spend(1, fee, PAYEE, 99 ether);
        assertPurse(1, fee, 99 ether, 99 ether);

        address silent = address(new SilentGiftToken(holder));
        vm.startPrank(holder);
        SilentGiftToken(silent).approve(address(donations), 2 ether);
        donations.giveToken(1, silent, 2 ether, "");
        vm.stopPrank();
        assertPurse(1, silent, 2 ether, 0);
        spend(1, silent, PAYEE, 2 ether);
        assertEq(SilentGiftToken(silent).balanceOf(PAYEE), 2 ether, "spent");

        address generous = address(new GenerousToken(holder));
        giveToken(1, generous, 2 ether);
        assertPurse(1, generous, 2 ether, 0);
        assertEq(donations.inNoPurse(generous), 1, "the rest is in no purse");
    }

    function test_RevertWhen_ATokenBringsNothing_T32() external {
        address holder = member(0);
        address no = address(new FalseGiftToken(holder));
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, no));
        donations.giveToken(1, no, 1 ether, "");
        ShrinkingToken shrinking = new ShrinkingToken(holder);
        bytes memory nothing = abi.encodeWithSelector(IDonations.DonationsNothingGiven.selector, address(shrinking));
        vm.expectRevert(nothing);
        donations.giveToken(1, address(shrinking), 1 ether, "");
        vm.prank(holder);
        shrinking.transfer(address(donations), 5);
        vm.expectRevert(nothing);
        donations.giveToken(1, address(shrinking), 1 ether, "");
        assertEq(shrinking.balanceOf(address(donations)), 5, "nothing was lost");
        address[2] memory noTokens = [COIN, STRANGER];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNotToken.selector, noTokens[i]));
            donations.giveToken(1, noTokens[i], 1 ether, "");
        }
    }

    function test_RevertWhen_ItIsACollectible_T32() external {
        PlainCollectible collectible = new PlainCollectible(member(0));
        vm.startPrank(member(0));
        collectible.approve(address(donations), 7);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNotToken.selector, address(collectible)));
        donations.giveToken(1, address(collectible), 7, "");
        vm.stopPrank();
    }

    // Spending.

    function test_AVote_SpendsOfTheNamedPurse() external {
        give(1, 3 ether);
        give(2, 2 ether);
        bytes memory data = abi.encodeCall(donations.spend, (1, COIN, PAYEE, 1 ether, "invoice"));
        bytes32 decision = schedule(data);
        vm.expectEmit(address(donations));
        emit IDonations.Spent(1, decision, PAYEE, COIN, 1 ether, "invoice");
        run(data);
        assertPurse(1, COIN, 3 ether, 1 ether);
        assertPurse(2, COIN, 2 ether, 0);
        assertEq(donations.inPurses(COIN), 4 ether, "in purses");
        assertEq(PAYEE.balance, 1 ether, "paid");
        vm.expectRevert(
            abi.encodeWithSelector(
                IDonations.DonationsNotHeld.selector, 1, COIN, uint256(2 ether) + 1, uint256(2 ether)
            )
        );
        spend(1, COIN, PAYEE, 2 ether + 1);
        spend(1, COIN, PAYEE, 2 ether);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNotHeld.selector, 1, COIN, 1, 0));
        spend(1, COIN, PAYEE, 1);
        assertEq(address(donations).balance, 2 ether, "the other purse is whole");
        // The treasury is a payee like any other.
        spend(2, COIN, address(treasury), 2 ether);
        assertEq(address(donations).balance, 0, "nothing left");
    }

    function test_RevertWhen_APurseHoldsNoneOfTheAsset() external {
        give(1, 3 ether);
        giveToken(2, address(token), 3 ether);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNotHeld.selector, 1, address(token), 1, 0));
        spend(1, address(token), PAYEE, 1);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNotHeld.selector, 2, COIN, 1, 0));
        spend(2, COIN, PAYEE, 1);
        spend(2, address(token), PAYEE, 3 ether);
        assertEq(token.balanceOf(PAYEE), 3 ether, "paid");
    }

    function test_RevertWhen_APaymentIsNotValid() external {
        give(1, 3 ether);
        giveToken(1, address(token), 3 ether);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsInvalidPayment.selector, address(0), 1));
        spend(1, COIN, address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsInvalidPayment.selector, address(0), 1));
        spend(1, address(token), address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsInvalidPayment.selector, address(donations), 1));
        spend(1, COIN, address(donations), 1);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsInvalidPayment.selector, address(token), 1));
        spend(1, address(token), address(token), 1);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsInvalidPayment.selector, PAYEE, 0));
        spend(1, COIN, PAYEE, 0);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsPaymentRefused.selector, address(membership), 1));
        spend(1, COIN, address(membership), 1);
        assertPurse(1, COIN, 3 ether, 0);
    }

    function test_RevertWhen_ATokenTakesAnotherAmount_T32() external {
        address holder = member(0);
        address greedy = address(new GreedyToken(holder));
        giveToken(1, greedy, 2 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDonations.DonationsWrongAmountTaken.selector, greedy, uint256(1 ether), uint256(1 ether) + 1
            )
        );
        spend(1, greedy, PAYEE, 1 ether);
        address idle = address(new IdleToken(holder));
        giveToken(1, idle, 2 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IDonations.DonationsWrongAmountTaken.selector, idle, uint256(1 ether), 0)
        );
        spend(1, idle, PAYEE, 1 ether);
        address no = address(new FalseToken(holder));
        giveToken(1, no, 2 ether);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsPaymentRefused.selector, PAYEE, uint256(1 ether)));
        spend(1, no, PAYEE, 1 ether);
        assertPurse(1, greedy, 2 ether, 0);
        assertPurse(1, idle, 2 ether, 0);
        assertPurse(1, no, 2 ether, 0);
    }

    // What is in no purse.

    /// @dev As a contract that destroys itself, or a proposer of blocks, can.
    function force(uint256 amount) private {
        vm.deal(address(donations), address(donations).balance + amount);
    }

    function test_WhatIsInNoPurse_AnybodyBringsToTheTreasury() external {
        give(1, 3 ether);
        giveToken(2, address(token), 3 ether);
        bytes memory nothing = abi.encodeWithSelector(IDonations.DonationsNothingToSweep.selector, COIN);
        vm.expectRevert(nothing);
        donations.sweep(COIN);
        force(0.5 ether);
        vm.prank(member(0));
        token.transfer(address(donations), 2 ether);
        assertEq(donations.inNoPurse(COIN), 0.5 ether, "forced");
        assertEq(donations.inNoPurse(address(token)), 2 ether, "sent");
        uint256 before = address(treasury).balance;
        vm.expectEmit(address(donations));
        emit IDonations.Swept(COIN, STRANGER, 0.5 ether);
        vm.prank(STRANGER);
        assertEq(donations.sweep(COIN), 0.5 ether, "swept");
        vm.expectEmit(address(donations));
        emit IDonations.Swept(address(token), STRANGER, 2 ether);
        vm.prank(STRANGER);
        assertEq(donations.sweep(address(token)), 2 ether, "swept");
        assertEq(address(treasury).balance - before, 0.5 ether, "coin");
        assertEq(token.balanceOf(address(treasury)), 2 ether, "token");
        assertEq(address(donations).balance, 3 ether, "the purse is whole");
        assertEq(token.balanceOf(address(donations)), 3 ether, "the purse is whole");
        vm.expectRevert(nothing);
        donations.sweep(COIN);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNotToken.selector, STRANGER));
        donations.sweep(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNotToken.selector, STRANGER));
        donations.inNoPurse(STRANGER);
    }

    function test_RevertWhen_ASweepWouldTouchAPurse_T32() external {
        address greedy = address(new GreedyToken(member(0)));
        giveToken(1, greedy, 2 ether);
        vm.prank(member(0));
        PlainToken(greedy).transfer(address(donations), 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDonations.DonationsWrongAmountTaken.selector, greedy, uint256(1 ether), uint256(1 ether) + 1
            )
        );
        donations.sweep(greedy);
    }

    function test_GivenATokenTookSomeAway_TheRestCanBeSpent_T32() external {
        RebasedToken rebased = new RebasedToken(member(0));
        giveToken(1, address(rebased), 5 ether);
        rebased.take(address(donations), 2 ether);
        assertEq(donations.inNoPurse(address(rebased)), 0, "none");
        vm.expectRevert(abi.encodeWithSelector(IDonations.DonationsNothingToSweep.selector, address(rebased)));
        donations.sweep(address(rebased));
        vm.expectRevert(
            abi.encodeWithSelector(IDonations.DonationsPaymentRefused.selector, PAYEE, uint256(3 ether) + 1)
        );
        spend(1, address(rebased), PAYEE, 3 ether + 1);
        spend(1, address(rebased), PAYEE, 3 ether);
        rebased.bring(address(donations), 3 ether);
        assertEq(donations.inNoPurse(address(rebased)), 1 ether, "beyond the purse");
    }

    // Coming back.

    function test_WhenATokenComesBackInAGift_NothingIsCountedTwice_I27_T22_T32() external {
        HookToken hook = new HookToken(member(0));
        Relay relay = new Relay();
        vm.startPrank(member(0));
        hook.transfer(address(relay), 10 ether);
        vm.stopPrank();
        relay.call(address(hook), abi.encodeCall(hook.approve, (address(donations), 10 ether)));
        bytes memory again = abi.encodeCall(donations.giveToken, (2, address(hook), 4 ether, ""));
        bytes memory guarded = abi.encodeCall(relay.call, (address(donations), again));
        hook.prepare(address(relay), guarded, "");
        giveToken(1, address(hook), 1 ether);
        hook.prepare(address(relay), "", guarded);
        giveToken(1, address(hook), 1 ether);
        // What is on its way is in no purse yet.
        hook.prepare(address(donations), "", abi.encodeCall(donations.sweep, (address(hook))));
        giveToken(1, address(hook), 1 ether);
        assertEq(hook.refused(), 3, "each was refused");
        assertEq(hook.through(), 0, "none went through");
        assertPurse(1, address(hook), 3 ether, 0);
        assertPurse(2, address(hook), 0, 0);
        assertEq(hook.balanceOf(address(donations)), 3 ether, "here");
        // Sent in its midst: here, and in no purse.
        hook.prepare(
            address(relay),
            "",
            abi.encodeCall(relay.call, (address(hook), abi.encodeCall(hook.transfer, (address(donations), 5))))
        );
        giveToken(1, address(hook), 1 ether);
        assertEq(hook.through(), 1, "went through");
        assertPurse(1, address(hook), 4 ether, 0);
        assertEq(donations.inNoPurse(address(hook)), 5, "in no purse");
    }

    function test_WhenATokenComesBackInASpending_NothingMoreLeaves_I27_T22_T32() external {
        HookToken hook = new HookToken(member(0));
        giveToken(1, address(hook), 5 ether);
        bytes memory data = abi.encodeCall(donations.spend, (1, address(hook), PAYEE, 2 ether, "second"));
        schedule(data);
        hook.prepare(address(treasury), "", abi.encodeCall(treasury.execute, (address(donations), 0, data, 0, REF)));
        spend(1, address(hook), PAYEE, 1 ether);
        assertEq(hook.refused(), 1, "the second waits");
        assertPurse(1, address(hook), 5 ether, 1 ether);
        run(data);
        assertPurse(1, address(hook), 5 ether, 3 ether);
        assertEq(hook.balanceOf(PAYEE), 3 ether, "paid");
    }

    function test_WhenAPayeeComesBack_ItMayGiveAndNothingElse_I27_T22() external {
        Relay relay = new Relay();
        give(1, 5 ether);
        relay.prepare(address(donations), 1 ether, abi.encodeCall(donations.give, (2, "back")));
        spend(1, COIN, address(relay), 2 ether);
        assertEq(relay.through(), 1, "given back");
        assertPurse(1, COIN, 5 ether, 2 ether);
        assertPurse(2, COIN, 1 ether, 0);
        force(1 ether);
        relay.prepare(address(donations), 0, abi.encodeCall(donations.sweep, (COIN)));
        spend(1, COIN, address(relay), 1 ether);
        assertEq(relay.refused(), 1, "no sweep");
        bytes memory data = abi.encodeCall(donations.spend, (1, COIN, address(relay), 2 ether, "all"));
        schedule(data);
        relay.prepare(address(treasury), 0, abi.encodeCall(treasury.execute, (address(donations), 0, data, 0, REF)));
        spend(1, COIN, address(relay), 1 ether);
        assertEq(relay.refused(), 2, "no other spending");
        assertPurse(1, COIN, 5 ether, 4 ether);
        assertEq(address(donations).balance, 3 ether, "two purses and what was forced");
    }

    // In is out and held, whatever is given and spent.
    function testFuzz_InIsOutAndHeld(uint256 seed) external {
        uint256[3] memory given;
        uint256[3] memory spent;
        for (uint256 i; i < 16; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 id = 1 + (seed >> 8) % 2;
            uint256 amount = 1 + (seed >> 16) % 10 ether;
            if (seed % 2 == 0) {
                give(id, amount);
                given[id] += amount;
            } else if (amount <= given[id] - spent[id]) {
                spend(id, COIN, PAYEE, amount);
                spent[id] += amount;
            } else {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        IDonations.DonationsNotHeld.selector, id, COIN, amount, given[id] - spent[id]
                    )
                );
                spend(id, COIN, PAYEE, amount);
            }
            assertPurse(1, COIN, given[1], spent[1]);
            assertPurse(2, COIN, given[2], spent[2]);
        }
        assertEq(address(donations).balance, given[1] + given[2] - spent[1] - spent[2], "here");
        assertEq(PAYEE.balance, spent[1] + spent[2], "paid");
    }
}
