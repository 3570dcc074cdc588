// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Ballot} from "./Ballot.sol";
import {IAlthingGovernor} from "./IAlthingGovernor.sol";
import {GovernorProposals} from "./GovernorProposals.sol";
import {GovernorTally} from "./GovernorTally.sol";

/// @title Counting: packed ballots that can be changed, and the extension after a late swing.
/// @dev A voter gets an index at the first ballot of weight that is ever counted for the address; ten voters' ballots
/// share a word. The weight at the snapshot never changes, so it need not be kept to take a ballot back.
abstract contract GovernorBallots is GovernorProposals, GovernorTally {
    /// @dev A proposal while ballots are counted: what is read once and written back once.
    struct Poll {
        uint256 proposalId;
        uint256 snapshot;
        uint256 deadline;
        Tally tally;
    }

    /// @dev From 1; 0 for an address for which no ballot was ever counted.
    mapping(address voter => uint256) private _indexes;
    mapping(uint256 proposalId => mapping(uint256 word => uint256)) private _ballots;
    uint256 private _voters;

    /// @dev As OpenZeppelin's `GovernorCountingSimple`.
    // forge-lint: disable-next-line(mixed-case-function)
    function COUNTING_MODE() public pure override returns (string memory) {
        return "support=bravo&quorum=for,abstain";
    }

    /// @inheritdoc IGovernor
    function hasVoted(uint256 proposalId, address account) public view override returns (bool) {
        return _ballotOf(proposalId, _indexes[account]) != 0;
    }

    /// @notice Votes against, for and abstaining.
    function proposalVotes(uint256 proposalId) public view returns (uint256 against, uint256 for_, uint256 abstain) {
        uint256[3] memory votes = _loadTally(proposalId).votes;
        return (votes[0], votes[1], votes[2]);
    }

    /// @inheritdoc IAlthingGovernor
    function proposalTerms(uint256 proposalId)
        external
        view
        returns (uint256 quorumNumerator_, uint256 swingExtension_, uint256 lockWindow_)
    {
        Tally memory tally = _loadTally(proposalId);
        return (tally.quorumNumerator, tally.swingExtension, tally.lockWindow);
    }

    /// @inheritdoc IAlthingGovernor
    function ballotOf(uint256 proposalId, address voter)
        external
        view
        returns (uint256 sequence, uint8 support, uint48 time, bool direct)
    {
        sequence = _ballotOf(proposalId, _indexes[voter]);
        if (sequence == 0) return (0, 0, 0, false);
        support = uint8(Ballot.supportOf(sequence));
        time = uint48(proposalSnapshot(proposalId) + Ballot.elapsedOf(sequence));
        direct = Ballot.isDirect(sequence);
    }

    /// @inheritdoc IGovernor
    function proposalDeadline(uint256 proposalId) public view virtual override returns (uint256) {
        return Math.max(super.proposalDeadline(proposalId), _extendedTo(proposalId));
    }

    /// @dev A ballot that arrives by itself. Its voter sent it, or OpenZeppelin's signature was checked, which names the
    /// ballot that it replaces.
    function _countVote(uint256 proposalId, address account, uint8 support, uint256 weight, bytes memory params)
        internal
        override
        returns (uint256)
    {
        if (params.length != 0) revert GovernorInvalidVoteParams();
        if (support >= Ballot.CHOICES) revert GovernorInvalidVoteType();
        Poll memory poll = _openPoll(proposalId);
        uint256 index = _indexes[account];
        uint256 current = _ballotOf(proposalId, index);
        uint256 ballot = account == _msgSender()
            ? Ballot.direct(block.timestamp - poll.snapshot, support)
            : Ballot.next(current, support);
        BallotRefusal refusal = _examine(poll, current, ballot);
        if (refusal == BallotRefusal.Superseded) revert GovernorBallotSuperseded(proposalId, account, current);
        if (refusal == BallotRefusal.Locked) {
            revert GovernorBallotLocked(proposalId, poll.deadline - poll.tally.lockWindow);
        }
        if (weight == 0) revert GovernorNoVotes(account, poll.snapshot);
        _count(poll, account, index, current, ballot, weight);
        _storeTally(proposalId, poll.tally);
        return weight;
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal virtual override returns (uint256 proposalId) {
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        Tally memory terms;
        terms.quorumNumerator = quorumNumerator();
        terms.swingExtension = swingExtension();
        terms.lockWindow = lockWindow();
        _storeTally(proposalId, terms);
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        Tally memory tally = _openPoll(proposalId).tally;
        return tally.votes[1] + tally.votes[2] >= tally.quorum;
    }

    function _voteSucceeded(uint256 proposalId) internal view override returns (bool) {
        uint256[3] memory votes = _loadTally(proposalId).votes;
        return votes[1] > votes[0];
    }

    function _openPoll(uint256 proposalId) internal view returns (Poll memory poll) {
        poll.proposalId = proposalId;
        poll.snapshot = proposalSnapshot(proposalId);
        poll.deadline = proposalDeadline(proposalId);
        poll.tally = _loadTally(proposalId);
        if (poll.tally.quorum == 0) poll.tally.quorum = _quorumOf(poll.snapshot, poll.tally.quorumNumerator);
    }

    function _indexOf(address voter) internal view returns (uint256) {
        return _indexes[voter];
    }

    function _ballotOf(uint256 proposalId, uint256 index) internal view returns (uint256) {
        return index == 0 ? 0 : Ballot.read(_ballots[proposalId][index / Ballot.PER_WORD], index);
    }

    /// @dev Whether `ballot` may take the place of `current`; the weight and the signature are not looked at.
    function _examine(Poll memory poll, uint256 current, uint256 ballot) internal view returns (BallotRefusal) {
        if (ballot <= current || !Ballot.fits(ballot)) return BallotRefusal.Superseded;
        if (current != 0 && block.timestamp + poll.tally.lockWindow > poll.deadline) return BallotRefusal.Locked;
        return BallotRefusal.None;
    }

    /// @dev Puts `ballot` in the place of `current`, and gives the voter an index if there is none yet. The caller stores
    /// the tally of `poll` and emits `VoteCast`.
    function _count(Poll memory poll, address voter, uint256 index, uint256 current, uint256 ballot, uint256 weight)
        internal
    {
        Tally memory tally = poll.tally;
        uint256 support = Ballot.supportOf(ballot);
        bool late = tally.extendedTo == 0 && block.timestamp + tally.swingExtension > poll.deadline;
        bool passed = late && _passes(tally);
        tally.votes[support] += weight;
        if (current == 0) {
            if (index == 0) _indexes[voter] = index = ++_voters;
        } else {
            uint256 from = Ballot.supportOf(current);
            tally.votes[from] -= weight;
            // forge-lint: disable-next-line(unsafe-typecast) -- below 3
            emit BallotChanged(poll.proposalId, voter, uint8(from), uint8(support), weight);
        }
        mapping(uint256 => uint256) storage words = _ballots[poll.proposalId];
        words[index / Ballot.PER_WORD] = Ballot.write(words[index / Ballot.PER_WORD], index, ballot);

        if (late && _passes(tally) != passed) {
            tally.extendedTo = poll.deadline = block.timestamp + tally.swingExtension;
            emit ProposalExtended(poll.proposalId, uint64(poll.deadline));
        }
    }

    function _passes(Tally memory tally) private pure returns (bool) {
        uint256[3] memory votes = tally.votes;
        return votes[1] > votes[0] && votes[1] + votes[2] >= tally.quorum;
    }
}
