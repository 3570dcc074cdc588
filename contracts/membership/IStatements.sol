// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Statements: what a delegate says of themselves, as a document.
/// @notice The document is one raw IPFS block; its SHA-256 stands here. It counts for nothing but to be read.
interface IStatements {
    /// @notice A delegate's statement.
    /// @param digest SHA-256 of the document; zero where there is none.
    /// @param at Second at which it was signed or published.
    struct Statement {
        bytes32 digest;
        uint48 at;
    }

    /// @notice A delegate made a statement, or with a zero digest took it back.
    event StatementPublished(address indexed account, bytes32 digest, uint48 at);

    /// @notice A statement that is as new or newer stands.
    error StatementsOutdated(address account, uint48 at, uint48 standing);
    /// @notice It was signed for a second that has not come.
    error StatementsFromTheFuture(uint48 at);
    /// @notice The account did not sign it.
    error StatementsInvalidSignature(address account);

    /// @notice An account's statement.
    function statementOf(address account) external view returns (Statement memory);

    /// @notice Publishes the caller's statement; zero takes it back.
    function publish(bytes32 digest) external;

    /// @notice Publishes a statement that `account` signed (EIP-712 `Statement(bytes32 digest,uint48 at)`; a contract's
    /// by ERC-1271). Anybody may carry it.
    function publishFor(address account, bytes32 digest, uint48 at, bytes calldata signature) external;
}
