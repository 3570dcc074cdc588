// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title What a credential's verifier answers to the gates.
interface ICredentialVerifier {
    /// @notice Checks that `account` presents a credential that entitles it to a seat.
    /// @dev Reverts when it does not. The proof must be bound to `account`, so that who copies it seats nobody else.
    /// @return nullifier Stands for the credential and tells nothing else; the gates take each once.
    function verify(address account, bytes calldata proof) external view returns (bytes32 nullifier);
}
