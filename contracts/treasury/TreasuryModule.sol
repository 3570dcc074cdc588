// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Part} from "../factory/Part.sol";
import {ITreasury} from "./ITreasury.sol";
import {ITreasuryModule} from "./ITreasuryModule.sol";

/// @title What every module that pays out of the treasury has in common: it obeys operations, and owns an envelope a right.
/// @dev A decision grants a right in one operation: first {ITreasury-setEnvelope} for the module, then the module's own
/// function, which binds that envelope to the right. Nobody has to know the envelope's number before the vote.
abstract contract TreasuryModule is ITreasuryModule, Part {
    uint256 private _lastEnvelope;

    modifier onlyTreasury() {
        if (msg.sender != address(treasury())) revert ModuleOnlyTreasury(msg.sender);
        _;
    }

    /// @inheritdoc ITreasuryModule
    function treasury() public view virtual returns (ITreasury) {
        return ITreasury(_account(0));
    }

    /// @dev The envelope that the running operation set last, which is this module's and no other right's.
    function _bindEnvelope() internal returns (uint256 envelopeId, ITreasury.Envelope memory envelope) {
        envelopeId = treasury().envelopeCount();
        if (envelopeId <= _lastEnvelope) revert ModuleNoEnvelope();
        _lastEnvelope = envelopeId;
        envelope = treasury().getEnvelope(envelopeId);
        bool own = envelope.module == address(this) && envelope.decision == treasury().currentOperation();
        if (!own || envelope.revoked) revert ModuleNoEnvelope();
    }

    /// @dev What a right is for stands in the event that grants it, and nowhere else on chain.
    function _checkWords(string calldata purpose, string calldata category) internal pure {
        (uint256 long, uint256 short) = (bytes(purpose).length, bytes(category).length);
        if (long == 0 || long > 280 || short == 0 || short > 31) revert ModuleInvalidWords(long, short);
    }
}
