// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IPayouts} from "./IPayouts.sol";
import {ITreasury} from "./ITreasury.sol";
import {TreasuryModule} from "./TreasuryModule.sol";

/// @title Payouts: batches and lists.
/// @dev See {IPayouts} for what each function promises.
contract Payouts is IPayouts, TreasuryModule {
    using BitMaps for BitMaps.BitMap;

    uint256 public constant MAX_ROWS = 200;
    uint256 public constant PAYMENT_GAS = 200_000;
    uint256 public constant ROW_GAS = 300_000;

    /// @inheritdoc IPayouts
    uint256 public payoutCount;

    mapping(uint256 payoutId => Payout) private _payouts;
    mapping(uint256 payoutId => mapping(uint256 row => SetAside)) private _setAside;
    mapping(uint256 payoutId => BitMaps.BitMap) private _claimed;

    /// @inheritdoc IPayouts
    function open(bytes32 digest, uint256 rows, bytes32 document, string calldata purpose, string calldata category)
        external
        onlyTreasury
        returns (uint256)
    {
        return _open(Kind.Batch, digest, rows, MAX_ROWS, document, purpose, category);
    }

    /// @inheritdoc IPayouts
    function openList(bytes32 root, uint256 rows, bytes32 document, string calldata purpose, string calldata category)
        external
        onlyTreasury
        returns (uint256)
    {
        return _open(Kind.List, root, rows, type(uint64).max, document, purpose, category);
    }

    /// @inheritdoc IPayouts
    function pay(uint256 payoutId, address[] calldata to, uint256[] calldata amounts) external {
        Payout memory payout = _payoutOf(payoutId, Kind.Batch);
        if (payout.paid) revert PayoutsAlreadyPaid(payoutId);
        bytes32 digest = keccak256(abi.encode(to, amounts));
        bool whole = to.length == payout.rows && amounts.length == payout.rows;
        if (digest != payout.digest || !whole) revert PayoutsWrongRows(payoutId, digest);
        _payouts[payoutId].paid = true;

        address asset = _checkSum(payoutId, payout.envelopeId, amounts);
        uint256 setAside;
        for (uint256 row; row < to.length; ++row) {
            if (gasleft() < ROW_GAS) revert PayoutsTooLittleGas(row, ROW_GAS);
            try treasury().disburseOne{gas: PAYMENT_GAS}(payout.envelopeId, to[row], amounts[row], payout.document) {}
            catch (bytes memory reason) {
                _putAside(payoutId, row, asset, to[row], amounts[row], reason);
                ++setAside;
            }
        }
        emit PayoutPaid(payoutId, msg.sender, setAside);
    }

    /// @inheritdoc IPayouts
    function claim(uint256 payoutId, uint256 row) external {
        _claim(payoutId, row, _setAside[payoutId][row].payee);
    }

    /// @inheritdoc IPayouts
    function claimTo(uint256 payoutId, uint256 row, address to) external {
        address payee = _setAside[payoutId][row].payee;
        if (payee != address(0) && payee != msg.sender) revert PayoutsOnlyPayee(payoutId, row, msg.sender);
        _claim(payoutId, row, to);
    }

    /// @inheritdoc IPayouts
    function claimRow(uint256 payoutId, uint256 row, address payee, uint256 amount, bytes32[] calldata proof) external {
        _claimRow(payoutId, row, payee, payee, amount, proof);
    }

    /// @inheritdoc IPayouts
    function claimRowTo(uint256 payoutId, uint256 row, address to, uint256 amount, bytes32[] calldata proof) external {
        _claimRow(payoutId, row, msg.sender, to, amount, proof);
    }

    /// @inheritdoc IPayouts
    function payoutOf(uint256 payoutId) external view returns (Payout memory) {
        return _payouts[payoutId];
    }

    /// @inheritdoc IPayouts
    function setAsideOf(uint256 payoutId, uint256 row) external view returns (SetAside memory) {
        return _setAside[payoutId][row];
    }

    /// @inheritdoc IPayouts
    function isRowClaimed(uint256 payoutId, uint256 row) external view returns (bool) {
        return _claimed[payoutId].get(row);
    }

    /// @inheritdoc IPayouts
    function rowLeaf(bytes32 document, uint256 row, address payee, uint256 amount) public view returns (bytes32) {
        bytes32 inner = keccak256(abi.encode(block.chainid, address(this), document, row, payee, amount));
        return keccak256(bytes.concat(inner));
    }

    function _open(
        Kind kind,
        bytes32 digest,
        uint256 rows,
        uint256 most,
        bytes32 document,
        string calldata purpose,
        string calldata category
    ) private returns (uint256 payoutId) {
        if (digest == 0 || document == 0 || rows == 0 || rows > most) {
            revert PayoutsInvalidPayout(digest, rows, most, document);
        }
        _checkWords(purpose, category);
        (uint256 envelopeId, ITreasury.Envelope memory envelope) = _bindEnvelope();
        if (envelope.cap != envelope.total) revert PayoutsCapBelowTotal(envelopeId, envelope.cap, envelope.total);
        payoutId = ++payoutCount;
        // forge-lint: disable-next-line(unsafe-typecast) -- at most `most`, and a number that is counted
        _payouts[payoutId] = Payout(kind, false, uint64(rows), uint128(envelopeId), digest, document);
        emit PayoutOpened(payoutId, envelope.decision, envelopeId, kind, digest, rows, document, purpose, category);
    }

    /// @dev What the treasury says of a payment that did not happen: that its payee refused, nothing where the payment
    /// needed more gas than it was given, or what concerns the whole.
    function _putAside(uint256 payoutId, uint256 row, address asset, address payee, uint256 amount, bytes memory reason)
        private
    {
        if (reason.length != 0 && bytes4(reason) != ITreasury.TreasuryPaymentRefused.selector) {
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
        uint256 balance =
            asset == address(0) ? address(treasury()).balance : IERC20(asset).balanceOf(address(treasury()));
        if (balance < amount) revert PayoutsTreasuryShort(row, balance, amount);
        _setAside[payoutId][row] = SetAside(payee, amount);
        emit PayeeSetAside(payoutId, row, payee, amount);
    }

    function _claim(uint256 payoutId, uint256 row, address to) private {
        SetAside memory waiting = _setAside[payoutId][row];
        if (waiting.payee == address(0)) revert PayoutsNotSetAside(payoutId, row);
        delete _setAside[payoutId][row];
        _payRow(payoutId, row, waiting.payee, to, waiting.amount, _payouts[payoutId]);
    }

    function _claimRow(
        uint256 payoutId,
        uint256 row,
        address payee,
        address to,
        uint256 amount,
        bytes32[] calldata proof
    ) private {
        Payout memory payout = _payoutOf(payoutId, Kind.List);
        if (_claimed[payoutId].get(row)) revert PayoutsRowClaimed(payoutId, row);
        bytes32 leaf = rowLeaf(payout.document, row, payee, amount);
        if (row >= payout.rows || !MerkleProof.verifyCalldata(proof, payout.digest, leaf)) {
            revert PayoutsNotListed(payoutId, row, payee, amount);
        }
        _claimed[payoutId].set(row);
        _payRow(payoutId, row, payee, to, amount, payout);
    }

    function _payRow(uint256 payoutId, uint256 row, address payee, address to, uint256 amount, Payout memory payout)
        private
    {
        emit RowClaimed(payoutId, row, payee, to, amount);
        treasury().disburseOne(payout.envelopeId, to, amount, payout.document);
    }

    function _payoutOf(uint256 payoutId, Kind kind) private view returns (Payout memory payout) {
        payout = _payouts[payoutId];
        if (payout.kind != kind) revert PayoutsUnknown(payoutId, kind);
    }

    function _checkSum(uint256 payoutId, uint256 envelopeId, uint256[] calldata amounts)
        private
        view
        returns (address asset)
    {
        uint256 sum;
        for (uint256 row; row < amounts.length; ++row) {
            sum += amounts[row];
        }
        ITreasury.Envelope memory envelope = treasury().getEnvelope(envelopeId);
        if (sum != envelope.total) revert PayoutsWrongSum(payoutId, sum, envelope.total);
        return envelope.asset;
    }
}
