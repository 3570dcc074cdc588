// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Where the contracts of one DAO are created: their addresses follow from its own, whatever they are created with.
/// @dev Contracts that name each other cannot have addresses that depend on their arguments (CREATE2). The n-th contract
/// created here is at `keccak256(rlp([birthplace, n]))`, and only the factory creates here.
contract Birthplace {
    address private immutable _FACTORY = msg.sender;

    error BirthplaceOnlyFactory(address caller);

    /// @notice Creates a contract. Reverts with what its constructor reverts with.
    function create(bytes calldata initcode) external returns (address created) {
        if (msg.sender != _FACTORY) revert BirthplaceOnlyFactory(msg.sender);
        assembly ("memory-safe") {
            let code := mload(0x40)
            calldatacopy(code, initcode.offset, initcode.length)
            created := create(0, code, initcode.length)
            if iszero(created) {
                returndatacopy(code, 0, returndatasize())
                revert(code, returndatasize())
            }
        }
    }
}
