// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title What the Althing's governor adds to OpenZeppelin's.
/// @notice Everything of `IGovernor` behaves as its readers expect; what is here is more.
interface IAlthingGovernor {
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

    /// @notice Seconds in which a proposal that passed must be queued, and one that is ready must be executed.
    function grace() external view returns (uint48);

    /// @notice How many proposals there are.
    function proposalCount() external view returns (uint256);

    /// @notice The id of a proposal by its place, from 0, in the order of proposing.
    function proposalIdAt(uint256 index) external view returns (uint256);
}
