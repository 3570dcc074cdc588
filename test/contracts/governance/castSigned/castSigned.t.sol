// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {Ballots} from "../../support/Ballots.sol";
import {Vm} from "../../support/Vm.sol";
import {
    BombWallet,
    BurningWallet,
    LongYesWallet,
    OwnedWallet,
    ReentrantWallet,
    RevertingWallet,
    ShortYesWallet
} from "../../support/Wallets.sol";

contract CastSignedTest is Ballots {
    uint8 private constant AGAINST = 0;
    uint8 private constant FOR = 1;
    uint8 private constant ABSTAIN = 2;

    Proposal private p;

    function setUp() external {
        deployDao(25, 20);
        p = propose(payment());
        toActive(p);
    }

    function carry(IAlthingGovernor.SignedBallot memory b) private returns (bool) {
        try governor.castSignedBallots(box(p.id, b)) returns (uint256 counted) {
            assertEq(counted, 1, "counted");
            return true;
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(IAlthingGovernor.GovernorNoBallotCounted.selector), "reason");
            return false;
        }
    }

    function choiceOf(uint256 index) private view returns (uint256) {
        (uint256 sequence, uint8 support,,) = governor.ballotOf(p.id, member(index));
        assertTrue(sequence != 0, "no ballot");
        return support;
    }

    function assertTally(uint256 against, uint256 for_, uint256 abstain) private view {
        (uint256 a, uint256 f, uint256 b) = governor.proposalVotes(p.id);
        assertEq(a, against, "against");
        assertEq(f, for_, "for");
        assertEq(b, abstain, "abstain");
    }

    /// @dev Carries `b` beside an honest ballot, and expects it to be skipped for `refusal`.
    function assertSkipped(IAlthingGovernor.SignedBallot memory b, IAlthingGovernor.BallotRefusal refusal) private {
        IAlthingGovernor.SignedBallot[] memory ballots = new IAlthingGovernor.SignedBallot[](2);
        ballots[0] = b;
        ballots[1] = ballot(20, p.id, FOR, "honest");
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.BallotSkipped(p.id, b.voter, refusal);
        vm.expectEmit(address(governor));
        emit IGovernor.VoteCast(member(20), p.id, FOR, 1, "honest");
        assertEq(governor.castSignedBallots(box(p.id, ballots)), 1, "counted");
        assertTrue(choiceOf(20) == FOR, "the honest one");
    }

    function seat(address account) private {
        decide(action(address(membership), 0, admission(account), "seat"), 6);
        p = propose(action(PAYEE, block.timestamp, "", "after"));
        toActive(p);
    }

    function test_WhenABallotIsCarried_ItIsTheVoters() external {
        vm.expectEmit(address(governor));
        emit IGovernor.VoteCast(member(7), p.id, AGAINST, 1, "too dear");
        vm.prank(STRANGER);
        assertEq(governor.castSignedBallots(box(p.id, ballot(7, p.id, AGAINST, "too dear"))), 1, "counted");
        (, uint8 support, uint48 time, bool direct) = governor.ballotOf(p.id, member(7));
        assertEq(support, AGAINST, "support");
        assertEq(time, block.timestamp, "time");
        assertFalse(direct, "direct");
    }

    function test_WhenManyProposalsAreCarried_EachCounts() external {
        Proposal memory q = propose(action(PAYEE, 1, "", "q"));
        toActive(q);
        IAlthingGovernor.BallotBox[] memory boxes = new IAlthingGovernor.BallotBox[](2);
        boxes[0] = box(p.id, ballot(1, p.id, FOR, ""))[0];
        boxes[1] = box(q.id, ballot(1, q.id, ABSTAIN, ""))[0];
        assertEq(governor.castSignedBallots(boxes), 2, "counted");
        assertEq(choiceOf(1), FOR, "first");
        (, uint8 support,,) = governor.ballotOf(q.id, member(1));
        assertEq(support, ABSTAIN, "second");
    }

    function test_WhenOneSignatureCoversSeveralProposals_EachChoiceStandsAlone() external {
        Proposal memory q = propose(action(PAYEE, 1, "", "q"));
        toActive(q);
        uint256[] memory ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (p.id, 12_345, q.id);
        IAlthingGovernor.SignedList[] memory lists = new IAlthingGovernor.SignedList[](2);
        lists[0] = list(1, ids, FOR);
        lists[1] = list(2, ids, AGAINST);
        vm.expectEmit(address(governor));
        emit IGovernor.VoteCast(member(1), p.id, FOR, 1, "");
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.BallotSkipped(12_345, member(1), IAlthingGovernor.BallotRefusal.NotActive);
        assertEq(governor.castSignedLists(lists), 4, "counted");
        assertTally(1, 1, 0);
        lists[0].choices[0].support = AGAINST;
        lists[0].signedAt += 1;
        vm.warp(block.timestamp + 1);
        vm.expectRevert(IAlthingGovernor.GovernorNoBallotCounted.selector);
        governor.castSignedLists(lists);
    }

    function test_RevertWhen_NothingIsCarried() external {
        vm.expectRevert(IAlthingGovernor.GovernorNoBallotCounted.selector);
        governor.castSignedBallots(new IAlthingGovernor.BallotBox[](0));
        vm.expectRevert(IAlthingGovernor.GovernorNoBallotCounted.selector);
        governor.castSignedBallots(box(p.id, new IAlthingGovernor.SignedBallot[](0)));
        vm.expectRevert(IAlthingGovernor.GovernorNoBallotCounted.selector);
        governor.castSignedLists(new IAlthingGovernor.SignedList[](0));
    }

    function test_Skipped_NotActive() external {
        IAlthingGovernor.SignedBallot memory b = ballot(1, p.id, FOR, "");
        toEnd(p);
        b = ballotAt(1, p.id, FOR, "", b.signedAt);
        assertFalse(carry(b), "closed");
        p.id = 4711;
        assertFalse(carry(ballot(1, p.id, FOR, "")), "unknown");
    }

    /// @dev What is carried to a vote that is over, beside what counts elsewhere, changes nothing of it.
    function test_Skipped_NotActive_AndWhatIsOverKeepsItsTally() external {
        uint256 over = p.id;
        vote(p, 5, FOR);
        toEnd(p);
        p = propose(action(PAYEE, 1, "", "open"));
        toActive(p);
        IAlthingGovernor.BallotBox[] memory boxes = new IAlthingGovernor.BallotBox[](2);
        boxes[0] = box(over, ballot(9, over, AGAINST, ""))[0];
        boxes[1] = box(p.id, ballot(9, p.id, AGAINST, ""))[0];
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.BallotSkipped(over, member(9), IAlthingGovernor.BallotRefusal.NotActive);
        assertEq(governor.castSignedBallots(boxes), 1, "counted");
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (over, p.id);
        IAlthingGovernor.SignedList[] memory lists = new IAlthingGovernor.SignedList[](1);
        lists[0] = list(8, ids, AGAINST);
        assertEq(governor.castSignedLists(lists), 1, "counted");
        assertTally(2, 0, 0);
        p.id = over;
        assertTally(0, 5, 0);
        (uint256 numerator,,) = governor.proposalTerms(over);
        assertEq(numerator, 20, "terms");
        assertState(p, IGovernor.ProposalState.Succeeded);
    }

    function test_Skipped_Pending() external {
        p = propose(action(PAYEE, 9, "", "pending"));
        assertFalse(carry(ballot(1, p.id, FOR, "")), "pending");
        vm.warp(governor.proposalSnapshot(p.id));
        assertFalse(carry(ballot(1, p.id, FOR, "")), "the snapshot's own second");
    }

    function test_Skipped_NoSuchChoice() external {
        assertSkipped(ballot(1, p.id, 3, ""), IAlthingGovernor.BallotRefusal.NoSuchChoice);
        assertSkippedAgain(ballot(1, p.id, 255, ""), IAlthingGovernor.BallotRefusal.NoSuchChoice);
    }

    function assertSkippedAgain(IAlthingGovernor.SignedBallot memory b, IAlthingGovernor.BallotRefusal refusal)
        private
    {
        vm.warp(block.timestamp + 1);
        assertSkipped(b, refusal);
    }

    function test_Skipped_Expired() external {
        IAlthingGovernor.SignedBallot memory b = ballot(1, p.id, FOR, "");
        vm.warp(b.expiry + 1);
        assertSkipped(b, IAlthingGovernor.BallotRefusal.Expired);
        b = ballot(1, p.id, FOR, "");
        vm.warp(b.expiry);
        assertTrue(carry(b), "the last second");
    }

    function test_Skipped_Misdated() external {
        assertSkipped(ballotAt(1, p.id, FOR, "", block.timestamp + 1), IAlthingGovernor.BallotRefusal.Misdated);
        assertSkippedAgain(
            ballotAt(1, p.id, FOR, "", governor.proposalSnapshot(p.id)), IAlthingGovernor.BallotRefusal.Misdated
        );
    }

    function test_Skipped_Superseded_WhenItIsCarriedAgain() external {
        IAlthingGovernor.SignedBallot memory b = ballot(1, p.id, FOR, "");
        assertTrue(carry(b), "once");
        assertSkipped(b, IAlthingGovernor.BallotRefusal.Superseded);
        assertTally(0, 2, 0);
    }

    function test_Skipped_Locked() external {
        vm.prank(member(1));
        governor.castVote(p.id, AGAINST);
        vm.warp(governor.proposalDeadline(p.id) - LOCK_WINDOW + 1);
        assertSkipped(ballot(1, p.id, FOR, ""), IAlthingGovernor.BallotRefusal.Locked);
        assertEq(choiceOf(1), AGAINST, "choice");
    }

    function test_Skipped_NoVotes() external {
        assertSkipped(ballot(99, p.id, FOR, ""), IAlthingGovernor.BallotRefusal.NoVotes);
        assertFalse(governor.hasVoted(p.id, member(99)), "recorded");
    }

    function test_Skipped_BadSignature() external {
        IAlthingGovernor.SignedBallot memory b = ballot(1, p.id, FOR, "");
        b.signature = sign(2, digestOf(domain(), p.id, b));
        assertSkipped(b, IAlthingGovernor.BallotRefusal.BadSignature);
    }

    // Another proposal, governor, chain, word, reason, time, malleable and short forms.
    function test_Skipped_BadSignature_WhateverIsChanged_T42_T44_I26() external {
        IAlthingGovernor.SignedBallot memory good = ballot(1, p.id, FOR, "reason");
        IAlthingGovernor.SignedBallot memory b;
        bytes memory signature = good.signature;
        for (uint256 i; i < 10; ++i) {
            b = ballot(1, p.id, FOR, "reason");
            if (i == 0) b.support = AGAINST;
            if (i == 1) b.reason = "another";
            if (i == 2) b.signedAt -= 1;
            if (i == 3) b.expiry += 1;
            if (i == 4) b.voter = member(2);
            if (i == 5) b.signature = sign(1, digestOf(domain(), p.id + 1, b));
            if (i == 6) {
                b.signature = sign(1, digestOf(domainOf(STRANGER, "Lakeside Commons", block.chainid), p.id, b));
            }
            if (i == 7) {
                b.signature = sign(1, digestOf(domainOf(address(governor), "Lakeside Commons", 1), p.id, b));
            }
            if (i == 8) b.signature = malleate(signature);
            if (i == 9) b.signature = "";
            assertFalse(carry(b), "accepted");
        }
        assertTrue(carry(good), "the good one");
    }

    function malleate(bytes memory signature) private pure returns (bytes memory) {
        bytes32 r;
        uint256 s;
        uint8 v;
        assembly {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        return abi.encodePacked(r, bytes32(order - s), v == 27 ? uint8(28) : uint8(27));
    }

    // The dagger: OpenZeppelin's nonce lets a stale signed ballot replace a newer direct one.
    function test_GivenADirectBallot_WhatWasSignedBeforeIsRefusedAtEveryEntryPoint_I25() external {
        bytes memory stock = stockSignature(governor, domain(), 5, p.id, FOR, 0);
        bytes32 extended = keccak256(
            abi.encode(
                governor.EXTENDED_BALLOT_TYPEHASH(), p.id, FOR, member(5), uint256(0), keccak256("r"), keccak256("")
            )
        );
        bytes memory stockExtended = sign(5, keccak256(abi.encodePacked("\x19\x01", domain(), extended)));
        IAlthingGovernor.SignedBallot memory ours = ballot(5, p.id, FOR, "");
        uint256[] memory ids = new uint256[](1);
        ids[0] = p.id;
        IAlthingGovernor.SignedList[] memory lists = new IAlthingGovernor.SignedList[](1);
        lists[0] = list(5, ids, FOR);

        vm.prank(member(5));
        governor.castVote(p.id, AGAINST);

        vm.warp(block.timestamp + 1 hours);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, member(5)));
        governor.castVoteBySig(p.id, FOR, member(5), stock);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, member(5)));
        governor.castVoteWithReasonAndParamsBySig(p.id, FOR, member(5), "r", "", stockExtended);
        assertFalse(carry(ours), "ours");
        vm.expectRevert(IAlthingGovernor.GovernorNoBallotCounted.selector);
        governor.castSignedLists(lists);
        assertEq(choiceOf(5), AGAINST, "choice");
        assertEq(governor.nonces(member(5)), 0, "nonce");
    }

    // In any order across proposals, and no nonce is written.
    function test_StockSignatures_CountInAnyOrderAcrossProposals_T43() external {
        uint256[] memory ids = new uint256[](5);
        for (uint256 i; i < 5; ++i) {
            vm.prank(member(i));
            ids[i] = governor.propose(p.targets, p.values, p.calldatas, string(abi.encodePacked("p", i)));
        }
        vm.warp(governor.proposalSnapshot(ids[4]) + 1);
        for (uint256 i = 5; i > 0; --i) {
            governor.castVoteBySig(
                ids[i - 1], FOR, member(9), stockSignature(governor, domain(), 9, ids[i - 1], FOR, 0)
            );
            assertTrue(governor.hasVoted(ids[i - 1], member(9)), "voted");
        }
        assertEq(governor.nonces(member(9)), 0, "nonce");
    }

    function test_StockSignature_NamesTheBallotThatItReplaces() external {
        bytes memory first = stockSignature(governor, domain(), 9, p.id, FOR, 0);
        governor.castVoteBySig(p.id, FOR, member(9), first);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, member(9)));
        governor.castVoteBySig(p.id, FOR, member(9), first);
        (uint256 sequence,,,) = governor.ballotOf(p.id, member(9));
        governor.castVoteBySig(p.id, ABSTAIN, member(9), stockSignature(governor, domain(), 9, p.id, ABSTAIN, sequence));
        assertEq(choiceOf(9), ABSTAIN, "choice");
        (uint256 next,,,) = governor.ballotOf(p.id, member(9));
        assertTrue(next > sequence, "rises");
        // What was signed with a time beats what was signed without one, in whatever order they arrive.
        vm.warp(block.timestamp + 1);
        assertTrue(carry(ballot(9, p.id, AGAINST, "")), "ours");
        assertEq(choiceOf(9), AGAINST, "choice");
    }

    /// @dev It says not when it was signed: it is as old as can be, and whoever carries it casts nothing directly.
    function test_StockSignature_IsBeatenByWhatWasSignedWithATime() external {
        IAlthingGovernor.SignedBallot memory timed = ballot(9, p.id, AGAINST, "");
        bytes memory stock = stockSignature(governor, domain(), 9, p.id, FOR, 0);
        vm.warp(block.timestamp + 10);
        uint256 clean = vm.snapshotState();
        governor.castVoteBySig(p.id, FOR, member(9), stock);
        (,, uint48 time, bool direct) = governor.ballotOf(p.id, member(9));
        assertFalse(direct, "direct");
        assertEq(time, governor.proposalSnapshot(p.id), "time");
        assertTrue(carry(timed), "timed");
        assertEq(choiceOf(9), AGAINST, "choice");

        vm.revertToState(clean);
        assertTrue(carry(timed), "timed first");
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, member(9)));
        governor.castVoteBySig(p.id, FOR, member(9), stock);
        assertEq(choiceOf(9), AGAINST, "choice");
    }

    // Of several ballots of one voter the last counts, in whatever order they arrive.
    function testFuzz_TheBallotSignedLastCounts_InEveryOrder_I25(uint256 seed) external {
        uint256 count = 2 + seed % 5;
        IAlthingGovernor.SignedBallot[] memory ballots = new IAlthingGovernor.SignedBallot[](count);
        uint256 last;
        uint256 start = block.timestamp;
        uint256 directAt = start + (seed >> 8) % 60;
        bool withDirect = (seed >> 16) % 2 == 0;
        uint8 directChoice = uint8((seed >> 24) % 3);
        for (uint256 i; i < count; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            uint256 signedAt = start + random % 60;
            ballots[i] = ballotAt(3, p.id, uint8((random >> 8) % 3), "", signedAt);
            if (
                i == 0 || signedAt > ballots[last].signedAt
                    || (signedAt == ballots[last].signedAt && ballots[i].support > ballots[last].support)
            ) last = i;
        }
        uint256 expected = ballots[last].support;
        if (withDirect) {
            vm.warp(directAt);
            // Some arrive before the direct one.
            for (uint256 i; i < count; ++i) {
                if (ballots[i].signedAt <= directAt && (seed >> 32 + i) % 2 == 0) carry(ballots[i]);
            }
            vm.prank(member(3));
            governor.castVote(p.id, directChoice);
            if (ballots[last].signedAt <= directAt) expected = directChoice;
        }
        vm.warp(start + 60);
        for (uint256 left = count; left > 0; --left) {
            uint256 pick = uint256(keccak256(abi.encode(seed, "order", left))) % left;
            carry(ballots[pick]);
            ballots[pick] = ballots[left - 1];
        }
        assertEq(choiceOf(3), expected, "choice");
        (uint256 a, uint256 f, uint256 b) = governor.proposalVotes(p.id);
        assertEq(a + f + b, 1, "one vote");
    }

    function test_AVoterThatIsAContract_SaysWhetherItSigned_T44() external {
        OwnedWallet wallet = new OwnedWallet(member(40), 0);
        seat(address(wallet));
        IAlthingGovernor.SignedBallot memory b = ballot(40, p.id, FOR, "");
        b.voter = address(wallet);
        b.signature = sign(41, digestOf(domain(), p.id, b));
        b.gasLimit = 50_000;
        assertFalse(carry(b), "another's");
        b.signature = sign(40, digestOf(domain(), p.id, b));
        b.gasLimit = 1000;
        assertFalse(carry(b), "too little for it");
        b.gasLimit = 50_000;
        assertTrue(carry(b), "the owner's");
        (, uint8 support,,) = governor.ballotOf(p.id, address(wallet));
        assertEq(support, FOR, "choice");
    }

    function test_AVoterThatIsAContract_CanUseOpenZeppelinsEntryPoint() external {
        OwnedWallet wallet = new OwnedWallet(member(40), 0);
        seat(address(wallet));
        bytes32 message = keccak256(abi.encode(governor.BALLOT_TYPEHASH(), p.id, AGAINST, address(wallet), uint256(0)));
        bytes memory signature = sign(40, keccak256(abi.encodePacked("\x19\x01", domain(), message)));
        governor.castVoteBySig(p.id, AGAINST, address(wallet), signature);
        assertTrue(governor.hasVoted(p.id, address(wallet)), "voted");
    }

    /// @dev EIP-7702: an account with code that does not know ERC-1271 still signs with its key.
    function test_AnAccountWithCode_SignsWithItsKey() external {
        vm.etch(member(6), address(new RevertingWallet()).code);
        assertTrue(carry(ballot(6, p.id, FOR, "")), "carried");
        governor.castVoteBySig(p.id, FOR, member(7), stockSignature(governor, domain(), 7, p.id, FOR, 0));
    }

    function test_BadWallets_AreSkipped_T44() external {
        address[6] memory wallets = [
            address(new RevertingWallet()),
            address(new BombWallet()),
            address(new BurningWallet()),
            address(new ShortYesWallet()),
            address(new ReentrantWallet(governor)),
            address(this)
        ];
        for (uint256 i; i < wallets.length; ++i) {
            IAlthingGovernor.SignedBallot memory b = ballot(50, p.id, FOR, "");
            b.voter = wallets[i];
            b.gasLimit = 300_000;
            assertSkipped(b, IAlthingGovernor.BallotRefusal.BadSignature);
            vm.warp(block.timestamp + 1);
        }
        LongYesWallet yes = new LongYesWallet();
        IAlthingGovernor.SignedBallot memory long = ballot(50, p.id, FOR, "");
        (long.voter, long.gasLimit) = (address(yes), 300_000);
        assertSkipped(long, IAlthingGovernor.BallotRefusal.NoVotes);
    }

    // An honest ballot behind a burner, a bomb and a re-entrant wallet counts at every gas at which all succeeds.
    function testFuzz_AnHonestBallotCounts_AtEveryGasLimitThatSucceeds_T44(uint256 gas) external {
        OwnedWallet honest = new OwnedWallet(member(40), 300);
        seat(address(honest));
        IAlthingGovernor.SignedBallot[] memory ballots = new IAlthingGovernor.SignedBallot[](5);
        address[3] memory bad =
            [address(new BurningWallet()), address(new BombWallet()), address(new ReentrantWallet(governor))];
        for (uint256 i; i < 3; ++i) {
            ballots[i] = ballot(50, p.id, FOR, "");
            (ballots[i].voter, ballots[i].gasLimit) = (bad[i], 400_000);
        }
        ballots[3] = ballot(40, p.id, FOR, "");
        (ballots[3].voter, ballots[3].gasLimit) = (address(honest), 400_000);
        ballots[3].signature = sign(40, digestOf(domain(), p.id, ballots[3]));
        ballots[4] = ballot(4, p.id, FOR, "");
        IAlthingGovernor.BallotBox[] memory boxes = box(p.id, ballots);
        gas = bound(gas, 100_000, 3_000_000);
        try governor.castSignedBallots{gas: gas}(boxes) returns (uint256 counted) {
            assertEq(counted, 2, "counted");
            assertTrue(governor.hasVoted(p.id, address(honest)), "honest");
        } catch {
            assertTrue(gas < 2_500_000, "too much is asked");
        }
    }

    function test_TheCarriersGas_IsAMillionAtMost() external {
        BurningWallet burner = new BurningWallet();
        IAlthingGovernor.SignedBallot[] memory ballots = new IAlthingGovernor.SignedBallot[](2);
        ballots[0] = ballot(50, p.id, FOR, "");
        (ballots[0].voter, ballots[0].gasLimit) = (address(burner), type(uint256).max);
        ballots[1] = ballot(4, p.id, FOR, "");
        uint256 before = gasleft();
        governor.castSignedBallots(box(p.id, ballots));
        assertTrue(before - gasleft() < 1_300_000, "gas");
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorTooLittleGas.selector, 1_000_000));
        governor.castSignedBallots{gas: 900_000}(box(p.id, ballots));
    }

    function test_GivenALateSwingInABatch_ItExtendsOnceAndTheRestStillCounts() external {
        vm.warp(governor.proposalDeadline(p.id));
        IAlthingGovernor.SignedBallot[] memory ballots = new IAlthingGovernor.SignedBallot[](8);
        for (uint256 i; i < 8; ++i) {
            ballots[i] = ballot(i, p.id, i < 5 ? FOR : AGAINST, "");
        }
        vm.recordLogs();
        assertEq(governor.castSignedBallots(box(p.id, ballots)), 8, "counted");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 extensions;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == IAlthingGovernor.ProposalExtended.selector) ++extensions;
        }
        assertEq(extensions, 1, "extensions");
        assertEq(governor.proposalDeadline(p.id), block.timestamp + SWING_EXTENSION, "deadline");
        assertTally(3, 5, 0);
    }
}
