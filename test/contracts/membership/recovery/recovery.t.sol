// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {IRecovery} from "../../../../contracts/membership/IRecovery.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {SeatsFixture} from "../../support/SeatsFixture.sol";

/// @dev Seat 2 is member 1's, who lost the key. Members 2, 3 and 4 are the guardians, two of whom suffice; member 30
/// is the new key.
contract RecoveryTest is SeatsFixture {
    uint48 private constant DELAY = 3 days;
    uint256 private constant OLD = 1;
    uint256 private constant NEW = 30;

    function setUp() external {
        deployDao(8, 20);
        name(three(), 2, DELAY);
        vm.warp(time() + DELAY);
    }

    function three() private pure returns (address[] memory accounts) {
        accounts = new address[](3);
        (accounts[0], accounts[1], accounts[2]) = (member(2), member(3), member(4));
    }

    function name(address[] memory accounts, uint8 threshold, uint48 delay) private {
        vm.prank(member(OLD));
        recovery.nameGuardians(2, accounts, threshold, delay);
    }

    function support(uint256 guardian, address to) private {
        vm.prank(member(guardian));
        recovery.supportRecovery(2, to);
    }

    function start() private {
        support(2, member(NEW));
        support(3, member(NEW));
    }

    function decideRecovery(address to) private byVote {
        recovery.startRecovery(2, to);
    }

    function accept() private {
        vm.prank(member(NEW));
        recovery.acceptRecovery(2, "");
    }

    function stop() private {
        vm.prank(member(OLD));
        recovery.stopRecovery(2);
    }

    // A loss: the whole story.

    function test_GivenALostKey_GuardiansRecoverTheSeat_I9() external {
        Proposal memory running = propose(payment());
        toActive(running);
        vm.prank(member(5));
        membership.delegate(member(OLD));
        vm.expectEmit(address(recovery));
        emit IRecovery.RecoverySupported(2, member(2), member(NEW), 1);
        support(2, member(NEW));
        assertEq(recovery.supportersOf(2, member(NEW)), 1, "one of two");
        assertEq(recovery.attemptOf(2).readyAt, 0, "not running");
        uint48 readyAt = uint48(time()) + DELAY;
        vm.expectEmit(address(recovery));
        emit IRecovery.RecoveryStarted(2, member(OLD), member(NEW), readyAt, readyAt + 30 days, false);
        support(3, member(NEW));
        IRecovery.Attempt memory attempt = recovery.attemptOf(2);
        assertTrue(attempt.from == member(OLD) && attempt.to == member(NEW), "from and to");
        assertTrue(attempt.readyAt == readyAt && !attempt.byVote, "ready");
        vm.warp(readyAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryNotReady.selector, 2, readyAt));
        accept();
        vm.warp(readyAt);
        vm.expectEmit(address(membership));
        emit IMembership.SeatRecovered(2, member(OLD), member(NEW));
        vm.expectEmit(address(recovery));
        emit IRecovery.RecoveryAccepted(2, member(OLD), member(NEW));
        accept();
        assertEq(membership.ownerOf(2), member(NEW), "the same number");
        assertEq(membership.totalSupply(), 8, "seats");
        assertEq(membership.getVotes(member(NEW)), 1, "its vote");
        assertEq(membership.getVotes(member(OLD)), 1, "what others delegated to the old key stays");
        assertEq(membership.seatOf(2).since, START, "since");
        assertEq(membership.seatOf(2).mintedAt, START, "not minted anew");
        assertEq(recovery.attemptOf(2).readyAt, 0, "done");
        assertEq(recovery.guardiansOf(2).accounts.length, 3, "the guardians stay");
        assertEq(recovery.guardiansOf(2).holder, member(NEW), "for the new key");
        // What had its snapshot is the old key's; the next is the new one's.
        vm.prank(member(OLD));
        governor.castVote(running.id, 1);
        assertTrue(governor.hasVoted(running.id, member(OLD)), "the old key's ballot");
        Proposal memory next = propose(action(PAYEE, 2 ether, "", "next"));
        toActive(next);
        vm.prank(member(NEW));
        governor.castVote(next.id, 1);
        assertEq(membership.getPastVotes(member(OLD), governor.proposalSnapshot(next.id)), 1, "only member 5's");
    }

    function test_GivenTheOldKeyDelegated_TheNewOneDelegatesThere() external {
        vm.prank(member(OLD));
        membership.delegate(member(6));
        decideRecovery(member(NEW));
        accept();
        assertEq(membership.delegates(member(NEW)), member(6), "delegate");
        assertEq(membership.getVotes(member(6)), 2, "votes");
        assertEq(membership.getVotes(member(NEW)), 0, "own");
    }

    function test_GivenTheNewKeyDelegatedBefore_TheHoldersDelegationCounts() external {
        vm.prank(member(NEW));
        membership.delegate(member(7));
        decideRecovery(member(NEW));
        accept();
        assertEq(membership.delegates(member(NEW)), member(NEW), "to itself, as the old key");
        assertEq(membership.getVotes(member(7)), 1, "nothing else");
    }

    function test_GivenTheNewKeyHoldsASeat_ItReverts_UnlessTheRulesSaySo() external {
        decideRecovery(member(7));
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsAlreadySeated.selector, member(7)));
        vm.prank(member(7));
        recovery.acceptRecovery(2, "");
        setRules(IMembership.TransferRule.Locked, true, 10);
        vm.prank(member(7));
        membership.delegate(member(6));
        vm.prank(member(7));
        recovery.acceptRecovery(2, "");
        assertEq(membership.balanceOf(member(7)), 2, "two seats");
        assertEq(membership.getVotes(member(6)), 3, "its own delegation stays");
    }

    // A theft: the thief has the old key.

    function test_GivenAStolenKey_TheThiefStopsOnceAndAVoteDecides() external {
        start();
        vm.expectEmit(address(recovery));
        emit IRecovery.RecoveryStopped(2, member(OLD), member(NEW), uint48(time() + 90 days));
        stop();
        assertEq(recovery.byVoteUntil(2), time() + 90 days, "by vote only");
        uint256 stopped = time();
        vm.warp(stopped + 90 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryByVoteOnly.selector, 2, uint48(stopped + 90 days)));
        support(2, member(NEW));
        // The thief names friends, who must wait; the vote does not.
        address[] memory friends = new address[](1);
        friends[0] = STRANGER;
        name(friends, 1, DELAY);
        decideRecovery(member(NEW));
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryDecided.selector, 2));
        stop();
        accept();
        assertEq(membership.ownerOf(2), member(NEW), "recovered");
        vm.warp(time() + 30 days);
        assertEq(recovery.guardiansOf(2).accounts.length, 0, "no guardians that the thief named");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, STRANGER));
        vm.prank(STRANGER);
        recovery.supportRecovery(2, member(OLD));
    }

    function test_GivenAThiefWhoNamedFriendsInTime_AVoteClearsThem() external {
        address[] memory friends = new address[](1);
        friends[0] = STRANGER;
        name(friends, 1, DELAY);
        vm.warp(time() + DELAY);
        assertEq(recovery.guardiansOf(2).accounts[0], STRANGER, "effective");
        decideRecovery(member(NEW));
        accept();
        assertEq(recovery.guardiansOf(2).accounts.length, 0, "cleared");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, STRANGER));
        vm.prank(STRANGER);
        recovery.supportRecovery(2, member(OLD));
        // Nor when the old key has the seat back one day.
        decideRecovery(member(OLD));
        vm.prank(member(OLD));
        recovery.acceptRecovery(2, "");
        assertEq(recovery.guardiansOf(2).accounts.length, 0, "cleared for ever");
    }

    // Malice: the guardians are the thieves.

    function test_GivenMaliciousGuardians_TheHolderStopsThemAndNamesOthers() external {
        start();
        stop();
        vm.expectRevert();
        support(2, member(NEW));
        address[] memory others = new address[](2);
        (others[0], others[1]) = (member(5), member(6));
        vm.expectEmit(address(recovery));
        emit IRecovery.GuardiansNamed(2, member(OLD), others, 2, 2 days, uint48(time()) + DELAY);
        name(others, 2, 2 days);
        vm.warp(time() + 90 days);
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, member(2)));
        support(2, member(NEW));
        support(5, member(NEW));
        assertEq(recovery.supportersOf(2, member(NEW)), 1, "what the old ones agreed to is void");
    }

    function test_WhenOneGuardianActsTwiceOrForAnother_ItDoesNotCount() external {
        support(2, member(NEW));
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoverySupportedAlready.selector, 2, member(2)));
        support(2, member(NEW));
        support(3, member(31));
        assertEq(recovery.attemptOf(2).readyAt, 0, "not running");
        support(4, member(31));
        assertEq(recovery.attemptOf(2).to, member(31), "two agreed");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryRunning.selector, 2));
        support(3, member(NEW));
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyNewKey.selector, member(31)));
        vm.warp(time() + DELAY);
        accept();
    }

    function test_RevertWhen_SomebodyElseActs() external {
        address[3] memory callers = [STRANGER, member(5), GUARDIAN];
        for (uint256 i; i < 3; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, callers[i]));
            recovery.supportRecovery(2, member(NEW));
            vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyTreasury.selector, callers[i]));
            recovery.startRecovery(2, member(NEW));
            vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyHolder.selector, 2, callers[i]));
            recovery.stopRecovery(2);
            vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyHolder.selector, 2, callers[i]));
            recovery.nameGuardians(2, three(), 2, DELAY);
            vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryNotRunning.selector, 2));
            recovery.acceptRecovery(2, "");
            vm.stopPrank();
        }
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryNotRunning.selector, 2));
        stop();
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryInvalidKey.selector, member(OLD)));
        support(2, member(OLD));
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryInvalidKey.selector, address(0)));
        recovery.startRecovery(2, address(0));
        vm.stopPrank();
    }

    // Who pays: anybody, with the new key's signature.

    function acceptance(uint256 index, uint256 tokenId, address from, address to) private view returns (bytes memory) {
        bytes32 message =
            keccak256(abi.encode(keccak256("AcceptSeat(uint256 tokenId,address from,address to)"), tokenId, from, to));
        return sign(index, keccak256(abi.encodePacked("\x19\x01", domainOf(address(recovery)), message)));
    }

    function test_WhenTheNewKeySigned_AnybodyCarriesIt() external {
        decideRecovery(member(NEW));
        bytes memory wrong = acceptance(NEW, 3, member(OLD), member(NEW));
        bytes memory another = acceptance(31, 2, member(OLD), member(NEW));
        bytes memory right = acceptance(NEW, 2, member(OLD), member(NEW));
        vm.startPrank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyNewKey.selector, member(NEW)));
        recovery.acceptRecovery(2, wrong);
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyNewKey.selector, member(NEW)));
        recovery.acceptRecovery(2, another);
        recovery.acceptRecovery(2, right);
        vm.stopPrank();
        assertEq(membership.ownerOf(2), member(NEW), "recovered");
    }

    function test_GivenARecoveryThatRanOut_ItIsNoneAndCanBeginAgain() external {
        start();
        uint48 readyAt = recovery.attemptOf(2).readyAt;
        vm.warp(readyAt + 30 days);
        assertEq(recovery.attemptOf(2).readyAt, readyAt, "runs");
        vm.warp(readyAt + 30 days + 1);
        assertEq(recovery.attemptOf(2).readyAt, 0, "ran out");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryNotRunning.selector, 2));
        accept();
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryNotRunning.selector, 2));
        stop();
        assertEq(recovery.supportersOf(2, member(NEW)), 0, "from the beginning");
        start();
        assertTrue(recovery.attemptOf(2).readyAt > readyAt, "again");
    }

    function test_GivenTheSeatIsSomebodyElses_NothingOfTheOldHoldersHolds() external {
        start();
        setRules(IMembership.TransferRule.Free, false, 10);
        vm.prank(member(OLD));
        membership.transferFrom(member(OLD), STRANGER, 2);
        assertEq(recovery.attemptOf(2).readyAt, 0, "void");
        assertEq(recovery.guardiansOf(2).accounts.length, 0, "void");
        vm.warp(time() + DELAY);
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryNotRunning.selector, 2));
        accept();
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, member(2)));
        support(2, member(NEW));
        // The vote can still give it back.
        decideRecovery(member(NEW));
        accept();
        assertEq(membership.ownerOf(2), member(NEW), "by vote");
    }

    function test_GivenTheSeatIsSomebodyElses_WhomTheOldHolderNamedNeverActs() external {
        name(three(), 3, 2 * DELAY);
        assertEq(recovery.nextGuardiansOf(2).accounts.length, 3, "named");
        setRules(IMembership.TransferRule.Free, false, 10);
        vm.prank(member(OLD));
        membership.transferFrom(member(OLD), STRANGER, 2);
        assertEq(recovery.nextGuardiansOf(2).accounts.length, 0, "void");
        vm.warp(time() + 2 * DELAY);
        assertEq(recovery.guardiansOf(2).accounts.length, 0, "for ever");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, member(2)));
        support(2, member(NEW));
    }

    function test_WhenAVoteDecides_ItTakesThePlaceOfTheGuardians() external {
        start();
        vm.expectEmit(address(recovery));
        emit IRecovery.RecoveryStarted(2, member(OLD), member(31), uint48(time()), uint48(time() + 30 days), true);
        decideRecovery(member(31));
        assertTrue(recovery.attemptOf(2).byVote, "by vote");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyNewKey.selector, member(31)));
        accept();
        vm.prank(member(31));
        recovery.acceptRecovery(2, "");
        assertEq(membership.ownerOf(2), member(31), "recovered");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryNotRunning.selector, 2));
        vm.prank(member(31));
        recovery.acceptRecovery(2, "");
    }

    // Naming.

    function test_WhenGuardiansAreNamed_TheyActAfterTheLongerDelay() external {
        address[] memory others = new address[](1);
        others[0] = member(5);
        uint256 at = time();
        name(others, 1, 2 days);
        assertEq(recovery.nextGuardiansOf(2).accounts[0], member(5), "next");
        assertEq(recovery.nextGuardiansOf(2).effectiveAt, at + DELAY, "the longer delay");
        vm.warp(at + DELAY - 1);
        assertEq(recovery.guardiansOf(2).accounts.length, 3, "those before");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, member(5)));
        support(5, member(NEW));
        uint256 clean = vm.snapshotState();
        support(2, member(NEW));
        vm.revertToState(clean);
        vm.warp(at + DELAY);
        assertEq(recovery.guardiansOf(2).accounts[0], member(5), "now");
        assertEq(recovery.nextGuardiansOf(2).accounts.length, 0, "none next");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, member(2)));
        support(2, member(NEW));
        support(5, member(NEW));
        assertEq(recovery.attemptOf(2).readyAt, time() + 2 days, "their delay");
        // A longer delay than before is waited out, too.
        vm.warp(time() + 40 days);
        name(three(), 2, 9 days);
        assertEq(recovery.nextGuardiansOf(2).effectiveAt, time() + 9 days, "longer");
    }

    function test_WhenARecoveryBegins_WhatTheOldKeyNamedIsVoid() external {
        address[] memory friends = new address[](1);
        friends[0] = STRANGER;
        name(friends, 1, DELAY);
        start();
        assertEq(recovery.nextGuardiansOf(2).accounts.length, 0, "void");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryRunning.selector, 2));
        name(friends, 1, DELAY);
        vm.warp(time() + DELAY);
        accept();
        assertEq(recovery.guardiansOf(2).accounts[0], member(2), "those who recovered it");
    }

    function test_WhenNoneAreNamed_NobodyCan() external {
        name(new address[](0), 0, DELAY);
        vm.warp(time() + DELAY);
        assertEq(recovery.guardiansOf(2).accounts.length, 0, "none");
        vm.expectRevert(abi.encodeWithSelector(IRecovery.RecoveryOnlyGuardian.selector, 2, member(2)));
        support(2, member(NEW));
    }

    function refuse(address[] memory accounts, uint8 threshold, uint48 delay) private {
        vm.expectRevert(IRecovery.RecoveryInvalidGuardians.selector);
        name(accounts, threshold, delay);
    }

    function test_RevertWhen_TheGuardiansAreNone() external {
        refuse(three(), 0, DELAY);
        refuse(three(), 4, DELAY);
        refuse(new address[](0), 1, DELAY);
        refuse(three(), 2, 2 days - 1);
        refuse(three(), 2, 30 days + 1);
        address[] memory accounts = three();
        accounts[2] = member(2);
        refuse(accounts, 2, DELAY);
        accounts[2] = address(0);
        refuse(accounts, 2, DELAY);
        accounts[2] = member(OLD);
        refuse(accounts, 2, DELAY);
        accounts = new address[](10);
        for (uint256 i; i < 10; ++i) {
            accounts[i] = member(100 + i);
        }
        refuse(accounts, 2, DELAY);
        address[] memory nine = new address[](9);
        for (uint256 i; i < 9; ++i) {
            nine[i] = accounts[i];
        }
        name(nine, 9, 30 days);
        name(nine, 1, 2 days);
        assertEq(recovery.treasury(), address(treasury), "treasury");
        assertEq(address(recovery.membership()), address(membership), "membership");
    }

    /// @dev The last few seats can be recovered, too: the number of seats does not change.
    function test_GivenThreeSeats_OneIsRecovered_I34() external {
        vm.startPrank(address(treasury));
        for (uint256 i = 4; i <= 8; ++i) {
            membership.revoke(i);
        }
        vm.stopPrank();
        decideRecovery(member(NEW));
        accept();
        assertEq(membership.totalSupply(), 3, "three");
        assertEq(membership.getVotes(member(NEW)), 1, "vote");
    }
}
