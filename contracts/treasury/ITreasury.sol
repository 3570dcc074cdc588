// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title The treasury: a timelock that holds the funds, pays what was decided, and nothing else.
/// @notice Two ways out: an operation that the governor scheduled, after its delay and within its grace; or
/// {disburse}, by a module, within an envelope that such an operation set.
interface ITreasury {
    /// @notice The right of one module to draw one asset.
    /// @param module The only account that may draw on it.
    /// @param end Unix seconds; the last second at which it may be drawn on.
    /// @param period Seconds; the length of the sliding window that `cap` holds for.
    /// @param asset The ERC-20 token, or the zero address for the coin.
    /// @param revoked Whether an operation ended it.
    /// @param total The most that may ever be drawn, in the asset's smallest unit.
    /// @param drawn What has been drawn.
    /// @param cap The most that may be drawn in any `period` seconds.
    /// @param decision The operation that set it.
    struct Envelope {
        address module;
        uint48 end;
        uint48 period;
        address asset;
        bool revoked;
        uint208 total;
        uint208 drawn;
        uint208 cap;
        bytes32 decision;
    }

    /// @notice Coin arrived by a plain transfer, or with the execution of an operation.
    event CoinReceived(address indexed from, uint256 value);

    /// @notice Operation `decision` gave `module` the right to draw up to `total` of `asset`.
    event EnvelopeSet(
        uint256 indexed envelopeId,
        address indexed module,
        address indexed asset,
        uint208 total,
        uint208 cap,
        uint48 period,
        uint48 end,
        bytes32 decision
    );

    /// @notice Operation `decision` ended an envelope with `remaining` not drawn.
    event EnvelopeRevoked(uint256 indexed envelopeId, uint256 remaining, bytes32 decision);

    /// @notice A module paid `amount` of `asset` to `to` out of the treasury.
    /// @param decision The operation that set the envelope, written by the treasury.
    /// @param ref The module's own word for the payment: a digest, an id of its own.
    event Disbursed(
        uint256 indexed envelopeId,
        bytes32 indexed decision,
        address indexed to,
        address asset,
        uint256 amount,
        bytes32 ref
    );

    /// @notice The grace is outside of [{MIN_GRACE}, {MAX_GRACE}].
    error TreasuryGraceOutOfBounds(uint256 grace, uint256 min, uint256 max);
    /// @notice The delay is outside of [{MIN_DELAY}, {MAX_DELAY}].
    error TreasuryDelayOutOfBounds(uint256 delay, uint256 min, uint256 max);
    /// @notice Only the treasury itself, executing an operation, may do this.
    error TreasuryOnlyOperation(address caller);
    /// @notice A part of an envelope is zero, past or inconsistent.
    error TreasuryInvalidEnvelope(
        address module, address asset, uint256 total, uint256 cap, uint256 period, uint256 end
    );
    /// @notice There is no envelope of this id.
    error TreasuryUnknownEnvelope(uint256 envelopeId);
    /// @notice The caller is not the envelope's module.
    error TreasuryNotModule(uint256 envelopeId, address caller);
    /// @notice The envelope was revoked.
    error TreasuryEnvelopeRevoked(uint256 envelopeId);
    /// @notice The envelope ended at `end`.
    error TreasuryEnvelopeEnded(uint256 envelopeId, uint256 end);
    /// @notice `requested` is more than what remains of the total.
    error TreasuryTotalExceeded(uint256 envelopeId, uint256 requested, uint256 remaining);
    /// @notice `requested` is more than the cap leaves in the present window.
    error TreasuryCapExceeded(uint256 envelopeId, uint256 requested, uint256 available);
    /// @notice No payee, or not as many amounts as payees.
    error TreasuryInvalidPayees(uint256 payees, uint256 amounts);
    /// @notice A payee is the zero address, the treasury itself or the token, or is paid nothing.
    error TreasuryInvalidPayment(address to, uint256 amount);
    /// @notice The payee, or the token on its behalf, refused: it reverted, or the token returned false.
    error TreasuryPaymentRefused(address to, uint256 amount);
    /// @notice The token took another amount than was asked for.
    error TreasuryWrongAmountTaken(address asset, uint256 asked, uint256 taken);

    /// @notice Seconds for which a ready operation may be executed; after it, it can be neither executed nor cancelled.
    function grace() external view returns (uint48);

    /// @notice When a scheduled operation expires: unix seconds, 0 for one that is unknown or done.
    function getExpiry(bytes32 id) external view returns (uint256);

    /// @notice The operation being executed in this transaction, 0 outside of one.
    function currentOperation() external view returns (bytes32);

    /// @notice How many envelopes were ever set; their ids are 1 to this.
    function envelopeCount() external view returns (uint256);

    /// @notice An envelope's record. Reverts {TreasuryUnknownEnvelope}.
    function getEnvelope(uint256 envelopeId) external view returns (Envelope memory);

    /// @notice What `module` could draw now, in the asset's smallest unit: 0 when revoked, ended or unknown.
    function getAvailable(uint256 envelopeId) external view returns (uint256);

    /// @notice Gives `module` the right to draw; by an operation only.
    /// @dev Requirements: `module` has code and is not the treasury; `0 < cap <= total`; `0 < period <= 366 days`;
    /// `now < end <= now + 1461 days`. Emits {EnvelopeSet}.
    function setEnvelope(address module, address asset, uint208 total, uint208 cap, uint48 period, uint48 end)
        external
        returns (uint256 envelopeId);

    /// @notice Ends an envelope at once; by an operation only. Emits {EnvelopeRevoked}.
    function revokeEnvelope(uint256 envelopeId) external;

    /// @notice Pays `amounts[i]` of the envelope's asset to `to[i]` within the caller's envelope, all or nothing.
    /// @dev WARNING: a payee of the coin is called with all the gas that is left; a module that pays strangers bounds
    /// the gas of its own call. Emits {Disbursed} for each payment. Reverts {TreasuryPaymentRefused} where a payee does
    /// not take it: nothing that the payee or the token says reaches the module.
    function disburse(uint256 envelopeId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) external;

    /// @notice {disburse} to one payee.
    function disburseOne(uint256 envelopeId, address to, uint256 amount, bytes32 ref) external;
}
