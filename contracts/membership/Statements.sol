// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {SigningPart} from "../factory/SigningPart.sol";
import {IStatements} from "./IStatements.sol";

/// @title Statements of delegates.
/// @dev See {IStatements} for what each function promises.
contract Statements is IStatements, SigningPart {
    bytes32 private constant STATEMENT_TYPEHASH = keccak256("Statement(bytes32 digest,uint48 at)");

    mapping(address account => Statement) private _statements;

    /// @inheritdoc IStatements
    function publish(bytes32 digest) external {
        _publish(msg.sender, digest, Time.timestamp());
    }

    /// @inheritdoc IStatements
    function publishFor(address account, bytes32 digest, uint48 at, bytes calldata signature) external {
        if (at > block.timestamp) revert StatementsFromTheFuture(at);
        bytes32 hash = _hashTypedDataV4(keccak256(abi.encode(STATEMENT_TYPEHASH, digest, at)));
        if (!SignatureChecker.isValidSignatureNowCalldata(account, hash, signature)) {
            revert StatementsInvalidSignature(account);
        }
        _publish(account, digest, at);
    }

    /// @inheritdoc IStatements
    function statementOf(address account) external view returns (Statement memory) {
        return _statements[account];
    }

    function _publish(address account, bytes32 digest, uint48 at) private {
        uint48 standing = _statements[account].at;
        if (at <= standing) revert StatementsOutdated(account, at, standing);
        _statements[account] = Statement(digest, at);
        emit StatementPublished(account, digest, at);
    }
}
