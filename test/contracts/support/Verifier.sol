// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICredentialVerifier} from "../../../contracts/membership/ICredentialVerifier.sol";

/// @dev Takes as proof a word, and who signed that the word is the account's.
contract TestVerifier is ICredentialVerifier {
    error NotIssued(address account);

    mapping(bytes32 credential => address) public issuedTo;

    function issue(bytes32 credential, address account) external {
        issuedTo[credential] = account;
    }

    function verify(address account, bytes calldata proof) external view returns (bytes32) {
        bytes32 credential = abi.decode(proof, (bytes32));
        if (issuedTo[credential] != account) revert NotIssued(account);
        return keccak256(abi.encode("nullifier", credential));
    }
}
