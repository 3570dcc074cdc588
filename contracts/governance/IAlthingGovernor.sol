// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title What the Althing's governor adds to OpenZeppelin's.
/// @notice Everything of `IGovernor` behaves as its readers expect; what is here is more.
interface IAlthingGovernor {
    /// @notice What a governor is made with; each within the bounds of its setter. Durations in seconds.
    struct Parameters {
        uint48 votingDelay;
        uint32 votingPeriod;
        uint256 proposalThreshold;
        uint256 quorumNumerator;
        uint32 swingExtension;
        uint32 lockWindow;
        uint8 proposalLimit;
        address guardian;
        uint48 guardianExpiresAt;
    }

    /// @notice Why a carried ballot was skipped.
    enum BallotRefusal {
        /// It was not.
        None,
        /// The proposal is not open for votes, or does not exist.
        NotActive,
        /// The choice is not 0 Against, 1 For or 2 Abstain.
        NoSuchChoice,
        /// The ballot's expiry has passed.
        Expired,
        /// The ballot says that it was signed at or before the snapshot, or in the future.
        Misdated,
        /// The ballot that counts is the same, or was cast or signed later.
        Superseded,
        /// Ballots of this proposal can no longer be changed.
        Locked,
        /// The voter has no vote at the snapshot.
        NoVotes,
        /// The signature is not the voter's, or the voter's contract does not say that it is.
        BadSignature
    }

    /// @notice A ballot under its own signature (EIP-712):
    /// `SignedBallot(uint256 proposalId,string choice,string reason,address voter,uint256 signedAt,uint256 expiry)`.
    /// @param signedAt Unix seconds: of a voter's ballots on a proposal the one signed last counts.
    /// @param expiry Unix seconds, inclusive.
    /// @param support 0 Against, 1 For, 2 Abstain; what is signed, as `choice`, is the word.
    /// @param gasLimit For a voter that is a contract, and chosen by the carrier: gas for it to judge the signature; of more
    /// than 1,000,000 it gets 1,000,000.
    struct SignedBallot {
        address voter;
        uint256 signedAt;
        uint256 expiry;
        uint8 support;
        uint256 gasLimit;
        string reason;
        bytes signature;
    }

    /// @notice Ballots on one proposal.
    struct BallotBox {
        uint256 proposalId;
        SignedBallot[] ballots;
    }

    /// @notice A choice on one proposal, under a signature with others:
    /// `Choice(uint256 proposalId,string choice,string reason)`.
    struct Choice {
        uint256 proposalId;
        uint8 support;
        string reason;
    }

    /// @notice Choices of one voter under one signature:
    /// `SignedList(Choice[] choices,address voter,uint256 signedAt,uint256 expiry)`. See {SignedBallot}.
    struct SignedList {
        address voter;
        uint256 signedAt;
        uint256 expiry;
        uint256 gasLimit;
        Choice[] choices;
        bytes signature;
    }

    /// @notice A voter's ballot was replaced; `VoteCast` with the new choice follows.
    event BallotChanged(uint256 indexed proposalId, address indexed voter, uint8 from, uint8 to, uint256 weight);
    /// @notice A carried ballot was not counted.
    event BallotSkipped(uint256 indexed proposalId, address indexed voter, BallotRefusal refusal);
    /// @notice A ballot turned the outcome late; the vote now ends at `extendedDeadline` (unix seconds, inclusive).
    event ProposalExtended(uint256 indexed proposalId, uint64 extendedDeadline);
    /// @notice {swingExtension}, {lockWindow} and {proposalLimit} are now these.
    event VotingRulesSet(uint256 swingExtension, uint256 lockWindow, uint256 proposalLimit);
    /// @notice The guardian is now `guardian` (zero for none) until `expiresAt` (unix seconds, inclusive).
    event GuardianSet(address indexed guardian, uint48 expiresAt);
    /// @notice There will never be a guardian again.
    event GuardianBurnt();
    /// @notice `by` cancelled the proposal, as its proposer or as the guardian.
    event ProposalCanceledBy(uint256 indexed proposalId, address indexed by);

    /// @notice A setting is outside of its bounds.
    error GovernorSettingOutOfBounds(bytes32 setting, uint256 value, uint256 min, uint256 max);
    /// @notice The delay and the period of voting together are longer than {MAX_LIFE}.
    error GovernorLifeTooLong(uint256 delay, uint256 period, uint256 max);
    /// @notice A proposal has more actions than {MAX_ACTIONS}.
    error GovernorTooManyActions(uint256 actions, uint256 max);
    /// @notice A description is longer than {MAX_DESCRIPTION}.
    error GovernorDescriptionTooLong(uint256 length, uint256 max);
    /// @notice Action `index` calls an account that has no code.
    error GovernorTargetWithoutCode(uint256 index, address target);
    /// @notice `#proposer=` stands in the description other than as its well-formed end.
    error GovernorMisplacedProposerSuffix();
    /// @notice The account has no vote at the proposal's snapshot.
    error GovernorNoVotes(address account, uint256 timepoint);
    /// @notice The ballot that counts (`sequence`) was cast or signed later than this one, or in the same second.
    error GovernorBallotSuperseded(uint256 proposalId, address voter, uint256 sequence);
    /// @notice Ballots could be changed until `until` (unix seconds, inclusive).
    error GovernorBallotLocked(uint256 proposalId, uint256 until);
    /// @notice Of the carried ballots none was counted, or there were none.
    error GovernorNoBallotCounted();
    /// @notice Less gas is left than the carrier promised for a signature.
    error GovernorTooLittleGas(uint256 gasLimit);
    /// @notice The proposer has as many pending or active proposals as one may have.
    error GovernorTooManyLiveProposals(address proposer, uint256 limit);
    /// @notice The treasury of a governor never changes.
    error GovernorTreasuryIsFixed();
    /// @notice The governor does not relay calls to the treasury.
    error GovernorRelayToTreasury();
    /// @notice The guardian's term would be longer than {MAX_GUARDIAN_TERM}, or is over, or has no guardian.
    error GovernorInvalidGuardianTerm(address guardian, uint256 expiresAt);
    /// @notice The guardian was burnt.
    error GovernorGuardianIsBurnt();
    /// @notice The caller is not the guardian.
    error GovernorNotGuardian(address caller);
    /// @notice The clock of the token is not the governor's.
    error GovernorClockMismatch();
    /// @notice Coin sent with an execution is not the sum of the actions' values.
    error GovernorWrongValue(uint256 sent, uint256 needed);

    /// @notice The guardian, or zero. It may only cancel.
    function guardian() external view returns (address);

    /// @notice The last second of the guardian's term; 0 when there is none.
    function guardianExpiresAt() external view returns (uint48);

    /// @notice Whether a guardian can never be set again.
    function guardianBurnt() external view returns (bool);

    /// @notice Whether the guardian is barred from cancelling the proposal, because its only action is about the guardian.
    function isGuardianBarred(uint256 proposalId) external view returns (bool);

    /// @notice Names the guardian, renews its term or (with zeros) ends it; by vote only. Emits {GuardianSet}.
    function setGuardian(address guardian, uint48 expiresAt) external;

    /// @notice The guardian gives its power back. Emits {GuardianSet}.
    function renounceGuardian() external;

    /// @notice Ends the guardian for ever; by vote only. Emits {GuardianBurnt}.
    function burnGuardian() external;

    /// @notice Seconds by which a late swing extends a vote, and in which a swing is late.
    function swingExtension() external view returns (uint256);

    /// @notice Seconds before the deadline in which ballots can no longer be changed; first ballots are counted.
    function lockWindow() external view returns (uint256);

    /// @notice How many pending or active proposals one proposer may have; 0 for no limit.
    function proposalLimit() external view returns (uint256);

    /// @notice Sets, by vote only, {swingExtension}: an hour to 14 days, and no longer than the voting period;
    /// {lockWindow}: ten minutes to half of the period; {proposalLimit}: 0 to 10, where what was proposed while there was
    /// no limit is not counted. Proposals that exist keep their terms.
    function setVotingRules(uint32 swingExtension, uint32 lockWindow, uint8 proposalLimit) external;

    /// @notice What was fixed when the proposal was created: its quorum in percent of the seats at its snapshot, and, in
    /// seconds, {swingExtension} and {lockWindow}.
    function proposalTerms(uint256 proposalId)
        external
        view
        returns (uint256 quorumNumerator, uint256 swingExtension, uint256 lockWindow);

    /// @notice The ballot that counts for a voter; all zero when none does.
    /// @return sequence Rises with each ballot; the `nonce` of the next one that is signed as OpenZeppelin's types.
    /// @return support 0 Against, 1 For, 2 Abstain.
    /// @return time When it was cast or signed, in unix seconds; of a signature of OpenZeppelin's types, which tell no
    /// time: the snapshot, or a second after what it replaced.
    /// @return direct Whether its voter sent the transaction.
    function ballotOf(uint256 proposalId, address voter)
        external
        view
        returns (uint256 sequence, uint8 support, uint48 time, bool direct);

    /// @notice Counts the signed ballots that can be counted, whoever carries them, and skips the others with
    /// {BallotSkipped}. Reverts when none is counted, and when less gas is left than a ballot's `gasLimit`.
    function castSignedBallots(BallotBox[] calldata boxes) external returns (uint256 counted);

    /// @notice The same for lists of choices; each choice is counted or skipped by itself.
    function castSignedLists(SignedList[] calldata lists) external returns (uint256 counted);

    /// @notice Seconds in which a proposal that passed must be queued, and one that is ready must be executed.
    function grace() external view returns (uint48);

    /// @notice How many proposals there are.
    function proposalCount() external view returns (uint256);

    /// @notice The id of a proposal by its place, from 0, in the order of proposing; 0 when there is none.
    function proposalIdAt(uint256 index) external view returns (uint256);
}
