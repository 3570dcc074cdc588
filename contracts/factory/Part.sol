// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A part of a DAO whose code is shared with the same part of every other DAO.
/// @dev A clone (ERC-1167) as OpenZeppelin's {Clones-cloneWithImmutableArgs} makes it: what this DAO's part knows stands
/// behind the clone's code, a word each, and can never change. The shared code itself, called directly, knows nothing and
/// holds nothing.
abstract contract Part {
    /// @dev Where the words begin: behind the 45 bytes that forward every call.
    uint256 private constant CODE = 45;

    function _word(uint256 index) internal view returns (bytes32 word) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0, add(CODE, shl(5, index)), 32)
            word := mload(0)
        }
    }

    function _account(uint256 index) internal view returns (address) {
        return address(uint160(uint256(_word(index))));
    }
}
