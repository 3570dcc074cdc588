// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Splits: income that is shared by a rule as it comes.
/// @notice Coin and tokens are sent here; anybody sends on what has arrived, by the rule that was voted. Nothing stays,
/// and nothing goes elsewhere: a share whose target does not take it goes to the treasury.
interface ISplits {
    /// @notice Where a share goes. `Treasury`: there, to be spent by votes. `Purse`: there under a purpose, in the
    /// donations contract. `Standing`: to the treasury, booked for a standing distribution among members.
    enum Target {
        Treasury,
        Purse,
        Standing
    }

    /// @notice A part of the rule.
    /// @param share Hundredths of a percent, at least 1; those of a rule sum to 10,000.
    /// @param id Of the purpose, or of the standing distribution; 0 for the treasury.
    struct Row {
        Target target;
        uint16 share;
        uint128 id;
    }

    /// @notice Coin arrived. Tokens arrive by a plain transfer, which says it itself.
    event IncomeReceived(address indexed from, uint256 amount);
    /// @notice Operation `decision` set the rule.
    event RuleSet(bytes32 indexed decision, Row[] rows);
    /// @notice Income was sent on, by `by`.
    /// @param asset The token, or the zero address for the coin.
    event IncomeSent(address indexed asset, address indexed by, uint256 amount);
    /// @notice A row's share went to its target.
    event ShareSent(address indexed asset, Target indexed target, uint128 indexed id, uint256 amount);
    /// @notice A row's target did not take this: it is in the treasury.
    event ShareRefused(address indexed asset, Target indexed target, uint128 indexed id, uint256 amount);

    /// @notice A rule has 1 to {MAX_ROWS} rows.
    error SplitsInvalidLength(uint256 rows);
    /// @notice A row has no share; or names a treasury with an id; or a standing distribution that is not this
    /// contract's.
    error SplitsInvalidRow(uint256 index, Target target, uint16 share, uint128 id);
    /// @notice The shares of a rule sum to 10,000.
    error SplitsInvalidSum(uint256 sum);
    /// @notice No rule was set.
    error SplitsNoRule();
    /// @notice Nothing of it has arrived.
    error SplitsNothing(address asset);
    /// @notice Before this row less gas was left than its target may need. Nothing was sent on.
    error SplitsTooLittleGas(uint256 index, uint256 needed);
    /// @notice The treasury does not take the coin.
    error SplitsTreasuryRefused(uint256 amount);

    /// @notice The most rows of a rule.
    function MAX_ROWS() external view returns (uint256);

    /// @notice Gas that a purse or a standing distribution may take to book its share.
    function TARGET_GAS() external view returns (uint256);

    /// @notice Gas that has to be left before each row.
    function ROW_GAS() external view returns (uint256);

    /// @notice The rule; empty where none was set.
    function getRule() external view returns (Row[] memory);

    /// @notice Sets the rule. By the treasury only. What has arrived and was not sent on is under the new rule.
    /// @param rows A standing distribution may be given as 0: the one that was opened last for this contract, so that one
    /// operation opens it and sets the rule. Whether a purpose exists is not looked at: what its purse does not take
    /// goes to the treasury.
    /// @dev Reverts {SplitsInvalidLength}, {SplitsInvalidRow}, {SplitsInvalidSum}. Emits {RuleSet}, with the numbers
    /// filled in.
    function setRule(Row[] calldata rows) external;

    /// @notice Sends on all that has arrived of an asset. Anybody may.
    /// @param asset The token, or the zero address for the coin.
    /// @dev Each row has its share rounded down, the last what is left. A row whose share rounds to nothing is passed
    /// over. Of a token that keeps a fee, a standing distribution is booked what arrived. Reverts {SplitsNoRule},
    /// {SplitsNothing}, {SplitsTooLittleGas}. Emits {ShareSent} or {ShareRefused} for each row, and {IncomeSent}.
    function sendOn(address asset) external;
}
