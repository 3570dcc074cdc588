// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Payouts: many are paid by one decision.
/// @notice A batch has up to {MAX_ROWS} rows, given once against the digest that was voted. A list has any number of
/// rows: a Merkle root was voted, and each row is claimed with its proof. Both end with their envelope: its end, or a
/// vote that revokes it. Funds stay in the treasury until they are paid.
/// @dev A decision opens one in one operation: {ITreasury-setEnvelope} for this contract, with a cap that is the total,
/// and then {open} or {openList}. Payments are told by {ITreasury-Disbursed}, with the document as `ref`.
interface IPayouts {
    enum Kind {
        None,
        Batch,
        List
    }

    /// @notice What was decided.
    /// @param kind `None` for a number that was never given.
    /// @param paid Whether the rows of a batch were given; false for a list.
    /// @param rows How many.
    /// @param envelopeId The treasury's envelope: asset, total, end, decision.
    /// @param digest Of a batch the keccak-256 of `abi.encode(address[] to, uint256[] amounts)`, of a list the root.
    /// @param document SHA-256 of the document that was voted.
    struct Payout {
        Kind kind;
        bool paid;
        uint64 rows;
        uint128 envelopeId;
        bytes32 digest;
        bytes32 document;
    }

    /// @notice A row of a batch that waits for its payee.
    /// @param payee Zero where the row was paid, or the rows were not given.
    /// @param amount In the asset's smallest unit.
    struct SetAside {
        address payee;
        uint256 amount;
    }

    /// @notice A decision opened a payout.
    /// @param digest See {Payout}.
    event PayoutOpened(
        uint256 indexed payoutId,
        bytes32 indexed decision,
        uint256 indexed envelopeId,
        Kind kind,
        bytes32 digest,
        uint256 rows,
        bytes32 document,
        string purpose,
        string category
    );
    /// @notice The rows of a batch were given, by `by`: all but `setAside` of them were paid.
    event PayoutPaid(uint256 indexed payoutId, address indexed by, uint256 setAside);
    /// @notice A payee of a batch refused, or needed more than {PAYMENT_GAS}. The amount waits for it in the treasury.
    event PayeeSetAside(uint256 indexed payoutId, uint256 indexed row, address indexed payee, uint256 amount);
    /// @notice A row that was set aside, or one of a list, was paid to `to`: the payee, or where it directed it.
    event RowClaimed(uint256 indexed payoutId, uint256 indexed row, address indexed payee, address to, uint256 amount);

    /// @notice A payout has a digest, a document, and 1 to `most` rows.
    error PayoutsInvalidPayout(bytes32 digest, uint256 rows, uint256 most, bytes32 document);
    /// @notice The envelope's cap has to be its total: what is due can be paid at once.
    error PayoutsCapBelowTotal(uint256 envelopeId, uint256 cap, uint256 total);
    /// @notice There is no payout of this kind and number.
    error PayoutsUnknown(uint256 payoutId, Kind kind);
    /// @notice The rows of this batch were given.
    error PayoutsAlreadyPaid(uint256 payoutId);
    /// @notice These are not the rows that were voted.
    error PayoutsWrongRows(uint256 payoutId, bytes32 digest);
    /// @notice The rows sum to another amount than was decided.
    error PayoutsWrongSum(uint256 payoutId, uint256 sum, uint256 total);
    /// @notice Before this row less gas was left than its payment may need. Nobody was paid.
    error PayoutsTooLittleGas(uint256 row, uint256 needed);
    /// @notice The treasury holds less than this row: its payee did not refuse. Nobody was paid.
    error PayoutsTreasuryShort(uint256 row, uint256 balance, uint256 amount);
    /// @notice The row is not set aside: it was paid, or its batch was not.
    error PayoutsNotSetAside(uint256 payoutId, uint256 row);
    /// @notice Only the payee may direct its row to another account.
    error PayoutsOnlyPayee(uint256 payoutId, uint256 row, address caller);
    /// @notice The row of the list was paid.
    error PayoutsRowClaimed(uint256 payoutId, uint256 row);
    /// @notice The row is not one of the list.
    error PayoutsNotListed(uint256 payoutId, uint256 row, address payee, uint256 amount);

    /// @notice The most rows of a batch.
    function MAX_ROWS() external view returns (uint256);

    /// @notice Gas that the payment of one row of a batch may take, in the treasury and at the payee or the token.
    function PAYMENT_GAS() external view returns (uint256);

    /// @notice Gas that has to be left before each row of a batch: {PAYMENT_GAS}, the part that the chain keeps back
    /// (EIP-150), and what setting the row aside takes.
    function ROW_GAS() external view returns (uint256);

    /// @notice The number that was given last; they begin at 1.
    function payoutCount() external view returns (uint256);

    /// @notice A payout's record; `kind` is `None` where there is none.
    function payoutOf(uint256 payoutId) external view returns (Payout memory);

    /// @notice What waits for the payee of a row of a batch.
    function setAsideOf(uint256 payoutId, uint256 row) external view returns (SetAside memory);

    /// @notice Whether a row of a list was paid.
    function isRowClaimed(uint256 payoutId, uint256 row) external view returns (bool);

    /// @notice What a list's tree holds for a row: the hash of the hash of `abi.encode(chainid, payouts, document, row,
    /// payee, amount)`.
    /// @dev The document stands for the payout, whose number nobody knows before the vote. Two lists with the same
    /// document and root are two decisions, and pay twice.
    /// @param row From 0.
    function rowLeaf(bytes32 document, uint256 row, address payee, uint256 amount) external view returns (bytes32);

    /// @notice Opens a batch, of the whole of the envelope that the operation set right before. By the treasury only.
    /// @param digest keccak-256 of `abi.encode(address[] to, uint256[] amounts)`.
    /// @param rows 1 to {MAX_ROWS}.
    /// @param document SHA-256 of the document with the rows.
    /// @param purpose 1 to 280 bytes.
    /// @param category 1 to 31 bytes.
    /// @dev Reverts {PayoutsInvalidPayout}, {ModuleInvalidWords}, {PayoutsCapBelowTotal}. Emits {PayoutOpened}.
    function open(bytes32 digest, uint256 rows, bytes32 document, string calldata purpose, string calldata category)
        external
        returns (uint256 payoutId);

    /// @notice Opens a list, of the envelope that the operation set right before. By the treasury only.
    /// @param root Merkle root, hashed in pairs that are sorted (OpenZeppelin's `MerkleProof`); a leaf is {rowLeaf}.
    /// @param rows At least 1.
    /// @param document SHA-256 of the document with the rows.
    /// @dev WARNING: whether the rows sum to the total cannot be seen from a root. Of rows that sum to more, those that
    /// are claimed last are not paid.
    function openList(bytes32 root, uint256 rows, bytes32 document, string calldata purpose, string calldata category)
        external
        returns (uint256 payoutId);

    /// @notice Pays a batch. Anybody may, once, with the rows that were voted.
    /// @dev All, with those set aside who refuse, or nothing: {PayoutsTooLittleGas} before a payee is given less than
    /// {PAYMENT_GAS}. Whatever else the treasury says makes the whole revert with it: a token that takes another amount,
    /// an envelope that has ended or was revoked, a payment that is not valid. Who pays may choose the moment: a token
    /// that refuses everybody then, because it is paused, has everybody set aside. Emits {PayeeSetAside} for each, and
    /// {PayoutPaid}.
    function pay(uint256 payoutId, address[] calldata to, uint256[] calldata amounts) external;

    /// @notice Pays a row that was set aside to its payee, with all the gas of the call. Anybody may.
    function claim(uint256 payoutId, uint256 row) external;

    /// @notice Pays a row that was set aside to another account. By its payee only.
    function claimTo(uint256 payoutId, uint256 row, address to) external;

    /// @notice Pays a row of a list to its payee. Anybody may carry the proof.
    function claimRow(uint256 payoutId, uint256 row, address payee, uint256 amount, bytes32[] calldata proof) external;

    /// @notice Pays a row of a list, whose payee is the caller, to another account.
    function claimRowTo(uint256 payoutId, uint256 row, address to, uint256 amount, bytes32[] calldata proof) external;
}
