// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Where a proposal's description names its proposer.
library ProposalDescription {
    uint256 internal constant NOT_FOUND = type(uint256).max;
    /// @dev `#proposer=` and an address of 42 characters.
    uint256 internal constant SUFFIX_LENGTH = 52;
    bytes10 internal constant MARKER = "#proposer=";

    bytes10 private constant LOWER_CASE = 0x20202020202020202020;
    uint256 private constant EVERY_01 = type(uint256).max / 0xff;
    uint256 private constant EVERY_80 = EVERY_01 * 0x80;
    uint256 private constant EVERY_HASH = EVERY_01 * 0x23;

    /// @notice The offset, in bytes, of the first `#proposer=` in upper or lower case, or {NOT_FOUND}.
    /// @dev Passes over 32 bytes at a time that hold no `#` (the test for a zero byte of Mycroft, 1987).
    function findMarker(string memory description) internal pure returns (uint256) {
        uint256 length = bytes(description).length;
        unchecked {
            for (uint256 word; word < length; word += 32) {
                uint256 x = uint256(_load(description, word)) ^ EVERY_HASH;
                if ((x - EVERY_01) & ~x & EVERY_80 == 0) continue;
                for (uint256 i = word; i < word + 32 && i + 10 <= length; ++i) {
                    if (bytes10(_load(description, i)) | LOWER_CASE == MARKER) return i;
                }
            }
        }
        return NOT_FOUND;
    }

    /// @notice The address that the marker at `offset` names, if it is exact and begins a suffix that ends the
    /// description: `#proposer=0x` and 40 hexadecimal digits in either case.
    function parseSuffix(string memory description, uint256 offset) internal pure returns (bool, address) {
        if (offset + SUFFIX_LENGTH != bytes(description).length) return (false, address(0));
        if (bytes12(_load(description, offset)) != "#proposer=0x") return (false, address(0));
        uint256 value;
        unchecked {
            for (uint256 i = offset + 12; i < offset + SUFFIX_LENGTH; ++i) {
                uint256 digit = uint8(bytes(description)[i]);
                if (digit >= 0x30 && digit <= 0x39) digit -= 0x30;
                else if (digit | 0x20 >= 0x61 && digit | 0x20 <= 0x66) digit = (digit | 0x20) - 0x57;
                else return (false, address(0));
                value = value << 4 | digit;
            }
        }
        // forge-lint: disable-next-line(unsafe-typecast) -- 40 digits of 4 bits
        return (true, address(uint160(value)));
    }

    function _load(string memory text, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(text, 0x20), offset))
        }
    }
}
