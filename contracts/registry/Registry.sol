// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {ITreasury} from "../treasury/ITreasury.sol";
import {IRegistry} from "./IRegistry.sol";

/// @title The registry of what a DAO resolved.
/// @dev See {IRegistry} for what each function promises.
contract Registry is IRegistry {
    /// @inheritdoc IRegistry
    address public immutable treasury;
    /// @inheritdoc IRegistry
    uint256 public documentCount;
    /// @inheritdoc IRegistry
    uint256 public charter;

    mapping(uint256 number => Document) private _documents;

    modifier onlyTreasury() {
        if (msg.sender != treasury) revert RegistryOnlyTreasury(msg.sender);
        _;
    }

    /// @param charterDigest SHA-256 of the charter, which becomes document 1.
    constructor(address treasury_, bytes32 charterDigest) {
        treasury = treasury_;
        _adopt(charterDigest, Kind.Charter, 0);
    }

    /// @inheritdoc IRegistry
    function getDocument(uint256 number) external view returns (Document memory) {
        return _documentOf(number);
    }

    /// @inheritdoc IRegistry
    function adopt(bytes32 digest, Kind kind) external onlyTreasury returns (uint256) {
        return _adopt(digest, kind, ITreasury(treasury).currentOperation());
    }

    /// @inheritdoc IRegistry
    function repeal(uint256 repealed, bytes32 digest) external onlyTreasury returns (uint256 number) {
        Document storage document = _documentOf(repealed);
        if (document.kind == Kind.Charter) revert RegistryCharterStays(repealed);
        if (document.repealedBy != 0) revert RegistryAlreadyRepealed(repealed, document.repealedBy);
        number = _adopt(digest, document.kind, ITreasury(treasury).currentOperation());
        _repeal(repealed, number);
    }

    function _adopt(bytes32 digest, Kind kind, bytes32 decision) private returns (uint256 number) {
        if (digest == 0) revert RegistryNoDigest();
        number = ++documentCount;
        _documents[number] =
            Document({digest: digest, decision: decision, adoptedAt: Time.timestamp(), kind: kind, repealedBy: 0});
        emit DocumentAdopted(number, digest, kind, decision);
        if (kind == Kind.Charter) {
            if (charter != 0) _repeal(charter, number);
            charter = number;
        }
    }

    function _repeal(uint256 number, uint256 by) private {
        // forge-lint: disable-next-line(unsafe-typecast) -- the count rises by one a decision
        _documents[number].repealedBy = uint32(by);
        emit DocumentRepealed(number, by);
    }

    function _documentOf(uint256 number) private view returns (Document storage document) {
        document = _documents[number];
        if (document.digest == 0) revert RegistryNoSuchDocument(number);
    }
}
