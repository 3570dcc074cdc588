// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Bytes as the code of a contract that cannot be called.
/// @dev The first byte stops; the rest are the bytes. At most 24,575 fit (EIP-170).
contract CodeStore {
    constructor(bytes memory content) {
        bytes memory code = bytes.concat(hex"00", content);
        assembly ("memory-safe") {
            return(add(code, 32), mload(code))
        }
    }
}
