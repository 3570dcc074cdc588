// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {Ballots} from "../../support/Ballots.sol";

contract CastVoteTest is Ballots {
    uint8 private constant AGAINST = 0;
    uint8 private constant FOR = 1;
    uint8 private constant ABSTAIN = 2;

    Proposal private p;

    function setUp() external {
        deployDao(25, 20);
        p = propose(payment());
        toActive(p);
    }

    function cast(uint256 index, uint8 support) private {
        vm.prank(member(index));
        governor.castVote(p.id, support);
    }

    function assertTally(uint256 against, uint256 for_, uint256 abstain) private view {
        (uint256 a, uint256 f, uint256 b) = governor.proposalVotes(p.id);
        assertEq(a, against, "against");
        assertEq(f, for_, "for");
        assertEq(b, abstain, "abstain");
    }

    function toLock() private {
        vm.warp(governor.proposalDeadline(p.id) - LOCK_WINDOW + 1);
    }

    function test_RevertGiven_TheVoterHasNoWeight_F6() external {
        vm.expectRevert(
            abi.encodeWithSelector(IAlthingGovernor.GovernorNoVotes.selector, STRANGER, governor.proposalSnapshot(p.id))
        );
        vm.prank(STRANGER);
        governor.castVote(p.id, FOR);
        assertFalse(governor.hasVoted(p.id, STRANGER), "recorded");
        (uint256 sequence,,,) = governor.ballotOf(p.id, STRANGER);
        assertEq(sequence, 0, "sequence");
    }

    function test_RevertWhen_ParamsAreNotEmpty() external {
        vm.expectRevert(IGovernor.GovernorInvalidVoteParams.selector);
        vm.prank(member(0));
        governor.castVoteWithReasonAndParams(p.id, FOR, "", hex"00");
    }

    function test_RevertWhen_TheChoiceIsNoneOfThree() external {
        for (uint8 support = 3; support < 6; ++support) {
            vm.expectRevert(IGovernor.GovernorInvalidVoteType.selector);
            vm.prank(member(0));
            governor.castVote(p.id, support);
        }
    }

    function test_GivenAFirstBallot_ItIsCountedAndKept() external {
        vm.expectEmit(address(governor));
        emit IGovernor.VoteCast(member(3), p.id, ABSTAIN, 1, "why");
        vm.prank(member(3));
        assertEq(governor.castVoteWithReason(p.id, ABSTAIN, "why"), 1, "weight");
        assertTally(0, 0, 1);
        assertTrue(governor.hasVoted(p.id, member(3)), "voted");
        assertFalse(governor.hasVoted(p.id, member(4)), "another");
        (uint256 sequence, uint8 support, uint48 time, bool direct) = governor.ballotOf(p.id, member(3));
        assertTrue(sequence != 0 && direct, "direct");
        assertEq(support, ABSTAIN, "support");
        assertEq(time, block.timestamp, "time");
    }

    function test_GivenABallot_ItIsChanged() external {
        cast(0, FOR);
        cast(1, FOR);
        vm.warp(block.timestamp + 1);
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.BallotChanged(p.id, member(0), FOR, AGAINST, 1);
        vm.expectEmit(address(governor));
        emit IGovernor.VoteCast(member(0), p.id, AGAINST, 1, "");
        cast(0, AGAINST);
        assertTally(1, 1, 0);
    }

    function test_GivenABallot_TheSameChoiceIsCastAgainAndBeatsWhatWasSignedBefore() external {
        cast(0, FOR);
        vm.warp(block.timestamp + 1);
        IAlthingGovernor.SignedBallot memory signed = ballot(0, p.id, AGAINST, "");
        vm.warp(block.timestamp + 1);
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.BallotChanged(p.id, member(0), FOR, FOR, 1);
        cast(0, FOR);
        assertTally(0, 1, 0);
        vm.expectRevert(IAlthingGovernor.GovernorNoBallotCounted.selector);
        governor.castSignedBallots(box(p.id, signed));
        assertTally(0, 1, 0);
    }

    /// @dev Twice in one second: the sequence must rise, or a signature would name two ballots.
    function test_RevertWhen_AChangeIsNotNewer() external {
        cast(0, ABSTAIN);
        (uint256 sequence,,,) = governor.ballotOf(p.id, member(0));
        vm.expectRevert(
            abi.encodeWithSelector(IAlthingGovernor.GovernorBallotSuperseded.selector, p.id, member(0), sequence)
        );
        cast(0, FOR);
    }

    function test_GivenTheVoteMovedAfterTheSnapshot_TheChangeTakesBackWhatWasGiven() external {
        vm.prank(member(1));
        membership.delegate(member(0));
        cast(0, FOR);
        vm.warp(block.timestamp + 1 days);
        cast(0, AGAINST);
        assertTally(1, 0, 0);
        cast(1, FOR);
        assertTally(1, 1, 0);
    }

    function test_GivenTheLockWindow_FirstBallotsCountAndChangesRevert() external {
        cast(0, FOR);
        uint256 until = governor.proposalDeadline(p.id) - LOCK_WINDOW;
        vm.warp(until);
        cast(0, AGAINST);
        toLock();
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorBallotLocked.selector, p.id, until));
        cast(0, FOR);
        vm.warp(governor.proposalDeadline(p.id));
        cast(1, FOR);
        assertTally(1, 1, 0);
    }

    function test_GivenAnExtension_TheLockWindowOpensAgain() external {
        cast(0, FOR);
        for (uint256 i = 1; i < 4; ++i) {
            cast(i, FOR);
        }
        uint256 until = governor.proposalDeadline(p.id) - LOCK_WINDOW;
        toLock();
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorBallotLocked.selector, p.id, until));
        cast(0, AGAINST);
        cast(4, FOR);
        assertEq(governor.proposalDeadline(p.id), block.timestamp + SWING_EXTENSION, "extended");
        cast(0, AGAINST);
        assertTally(1, 4, 0);
    }

    function test_GivenTenVotersInAWord_EachKeepsTheirs() external {
        for (uint256 i; i < 25; ++i) {
            cast(i, uint8(i % 3));
        }
        for (uint256 i; i < 25; ++i) {
            (, uint8 support,,) = governor.ballotOf(p.id, member(i));
            assertEq(support, i % 3, "ballot");
        }
        assertTally(9, 8, 8);
        vm.warp(block.timestamp + 1);
        cast(11, FOR);
        assertTally(9, 9, 7);
        (, uint8 before,,) = governor.ballotOf(p.id, member(10));
        (, uint8 next,,) = governor.ballotOf(p.id, member(12));
        assertEq(before, 1, "before");
        assertEq(next, 0, "next");
    }

    // An index is given once, with the first ballot of weight that counts.
    function test_GivenAnotherProposal_NoBallotComesFromTheFirst() external {
        for (uint256 i; i < 12; ++i) {
            cast(i, FOR);
        }
        toEnd(p);
        Proposal memory q = propose(action(PAYEE, 1, "", "another"));
        toActive(q);
        for (uint256 i; i < 12; ++i) {
            assertFalse(governor.hasVoted(q.id, member(i)), "voted");
        }
        vm.prank(member(5));
        governor.castVote(q.id, AGAINST);
        assertTrue(governor.hasVoted(q.id, member(5)), "voted");
        assertFalse(governor.hasVoted(q.id, member(4)) || governor.hasVoted(q.id, member(6)), "neighbours");
    }

    function test_CountingMode_IsWhatReadersOfOpenZeppelinGovernorsExpect() external view {
        assertEq(keccak256(bytes(governor.COUNTING_MODE())), keccak256("support=bravo&quorum=for,abstain"), "mode");
    }

    // The dagger of late swings: reach the quorum early, leave it, swing back in the last second.
    function test_GivenAQuorumThatWasLeft_TheLastSecondSwingExtendsOnce_T5_I17() external {
        for (uint256 i; i < 5; ++i) {
            cast(i, FOR);
        }
        vm.warp(block.timestamp + 1 hours);
        cast(4, AGAINST);
        cast(3, AGAINST);
        cast(2, AGAINST);
        assertTally(3, 2, 0);
        uint256 deadline = governor.proposalDeadline(p.id);
        vm.warp(deadline);
        cast(5, FOR);
        cast(6, FOR);
        assertEq(governor.proposalDeadline(p.id), deadline, "no swing yet");
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.ProposalExtended(p.id, uint64(deadline + SWING_EXTENSION));
        cast(7, FOR);
        assertEq(governor.proposalDeadline(p.id), deadline + SWING_EXTENSION, "extended");
        assertState(p, IGovernor.ProposalState.Active);
        // Back again in the last second of the extension: once a proposal, and no more.
        vm.warp(deadline + SWING_EXTENSION);
        cast(8, AGAINST);
        cast(9, AGAINST);
        assertEq(governor.proposalDeadline(p.id), deadline + SWING_EXTENSION, "twice");
        vm.warp(block.timestamp + 1);
        assertState(p, IGovernor.ProposalState.Defeated);
    }

    function test_GivenItWouldPass_ASwingAgainstExtendsToo_T5() external {
        for (uint256 i; i < 5; ++i) {
            cast(i, FOR);
        }
        vm.warp(governor.proposalDeadline(p.id) - SWING_EXTENSION + 1);
        for (uint256 i = 5; i < 9; ++i) {
            cast(i, AGAINST);
        }
        assertEq(governor.proposalDeadline(p.id), governor.proposalSnapshot(p.id) + VOTING_PERIOD, "not yet");
        cast(9, AGAINST);
        assertEq(governor.proposalDeadline(p.id), block.timestamp + SWING_EXTENSION, "extended");
    }

    function testFuzz_ASwingExtends_ExactlyInTheLastSeconds(uint256 left) external {
        left = bound(left, 0, VOTING_PERIOD - 1);
        uint256 deadline = governor.proposalDeadline(p.id);
        vm.warp(deadline - left);
        for (uint256 i; i < 5; ++i) {
            cast(i, FOR);
        }
        uint256 expected = left < SWING_EXTENSION ? deadline - left + SWING_EXTENSION : deadline;
        assertEq(governor.proposalDeadline(p.id), expected, "deadline");
    }

    /// @dev It would be extended by nothing, and the one extension would be gone.
    function test_ASwingAsLongBeforeTheEndAsItExtends_IsNotLate() external {
        uint256 deadline = governor.proposalDeadline(p.id);
        vm.warp(deadline - SWING_EXTENSION);
        for (uint256 i; i < 5; ++i) {
            cast(i, FOR);
        }
        vm.warp(deadline);
        for (uint256 i = 5; i < 10; ++i) {
            cast(i, AGAINST);
        }
        assertEq(governor.proposalDeadline(p.id), deadline + SWING_EXTENSION, "the later swing extends");
    }

    function test_GivenABallotThatTurnsNothing_NothingIsExtended() external {
        uint256 deadline = governor.proposalDeadline(p.id);
        vm.warp(deadline);
        for (uint256 i; i < 4; ++i) {
            cast(i, FOR);
        }
        assertEq(governor.proposalDeadline(p.id), deadline, "deadline");
    }

    // What a proposal is judged by is fixed at its creation.
    function test_GivenTheRulesChange_AProposalKeepsItsTerms_I16() external {
        Proposal memory rules = action(
            address(governor),
            0,
            abi.encodeCall(governor.setVotingRules, (uint32(1 hours), uint32(2 days), uint8(0))),
            "rules"
        );
        toEnd(p);
        rules = propose(rules);
        toActive(rules);
        vote(rules, 5, 1);
        toEnd(rules);
        queue(rules);
        Proposal memory old = propose(action(PAYEE, 2, "", "old"));
        Proposal memory quorum =
            action(address(governor), 0, abi.encodeWithSignature("updateQuorumNumerator(uint256)", 50), "quorum");
        toReady(rules);
        execute(rules);
        (uint256 numerator, uint256 swing, uint256 lock) = governor.proposalTerms(old.id);
        assertEq(numerator, 20, "numerator");
        assertEq(swing, SWING_EXTENSION, "swing");
        assertEq(lock, LOCK_WINDOW, "lock");
        quorum = propose(quorum);
        (, swing, lock) = governor.proposalTerms(quorum.id);
        assertEq(swing, 1 hours, "new swing");
        assertEq(lock, 2 days, "new lock");
    }

    function test_GivenTheQuorumIsRaisedBetweenCreationAndSnapshot_TheProposalKeepsTheLower() external {
        toEnd(p);
        Proposal memory raise =
            action(address(governor), 0, abi.encodeWithSignature("updateQuorumNumerator(uint256)", 50), "quorum");
        raise = pass(raise, 5);
        queue(raise);
        toReady(raise);
        Proposal memory old = propose(action(PAYEE, 2, "", "old"));
        execute(raise);
        assertEq(governor.quorumNumerator(), 50, "raised");
        toActive(old);
        vote(old, 5, 1);
        toEnd(old);
        assertState(old, IGovernor.ProposalState.Succeeded);
        Proposal memory young = pass(action(PAYEE, 3, "", "young"), 12);
        assertState(young, IGovernor.ProposalState.Defeated);
    }
}
