// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Text of any origin and script, made safe to stand in JSON and XML.
library PlainText {
    bytes3 private constant REPLACEMENT = 0xefbfbd; // U+FFFD
    bytes3 private constant ELLIPSIS = 0xe280a6; // U+2026

    /// @notice The text as well-formed UTF-8 of characters that XML 1.0 allows, cut to `limit` points.
    /// @dev A byte that begins no point, a surrogate, and U+FFFE, U+FFFF become U+FFFD; control characters become
    /// spaces; what was cut off becomes an ellipsis.
    function wellFormed(string memory text, uint256 limit) internal pure returns (string memory) {
        bytes memory source = bytes(text);
        bytes memory output = new bytes(source.length * 3 + 3);
        uint256 length;
        uint256 points;
        for (uint256 i; i < source.length; ++points) {
            if (points == limit) {
                length = _append(output, length, ELLIPSIS);
                break;
            }
            uint256 size = _sizeAt(source, i);
            if (size == 0) {
                length = _append(output, length, REPLACEMENT);
                ++i;
            } else if (size == 1 && (uint8(source[i]) < 0x20 || source[i] == 0x7f)) {
                output[length++] = " ";
                ++i;
            } else {
                for (uint256 end = i + size; i < end; ++i) {
                    output[length++] = source[i];
                }
            }
        }
        return string(_cut(output, length));
    }

    /// @notice The text with `&`, `<`, `>`, `"` and `'` as entities.
    function escapeXml(string memory text) internal pure returns (string memory) {
        bytes memory source = bytes(text);
        bytes memory output = new bytes(source.length * 6);
        uint256 length;
        for (uint256 i; i < source.length; ++i) {
            bytes memory entity = _entity(source[i]);
            if (entity.length == 0) output[length++] = source[i];
            for (uint256 j; j < entity.length; ++j) {
                output[length++] = entity[j];
            }
        }
        return string(_cut(output, length));
    }

    /// @notice About how wide well-formed text is, in tenths of its size: 6 for a letter of one or two bytes, 10 for
    /// any other.
    function width(string memory text) internal pure returns (uint256 tenths) {
        bytes memory source = bytes(text);
        for (uint256 i; i < source.length; ++i) {
            uint8 unit = uint8(source[i]);
            if (unit >= 0xe0) tenths += 10;
            else if (unit < 0x80 || unit >= 0xc0) tenths += 6;
        }
    }

    /// @dev Bytes of the point that begins at `i`; 0 where none that may be shown does (RFC 3629, table of section 4).
    function _sizeAt(bytes memory source, uint256 i) private pure returns (uint256) {
        uint8 lead = uint8(source[i]);
        if (lead < 0x80) return 1;
        if (lead < 0xc2 || lead > 0xf4) return 0;
        uint256 size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (i + size > source.length) return 0;
        for (uint256 j = 1; j < size; ++j) {
            if (uint8(source[i + j]) & 0xc0 != 0x80) return 0;
        }
        uint8 second = uint8(source[i + 1]);
        bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
        bool outside = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
        bool unshown = lead == 0xef && second == 0xbf && uint8(source[i + 2]) > 0xbd;
        return overlong || outside || unshown ? 0 : size;
    }

    function _entity(bytes1 character) private pure returns (bytes memory) {
        if (character == "&") return "&amp;";
        if (character == "<") return "&lt;";
        if (character == ">") return "&gt;";
        if (character == '"') return "&quot;";
        if (character == "'") return "&#39;";
        return "";
    }

    function _append(bytes memory output, uint256 length, bytes3 point) private pure returns (uint256) {
        for (uint256 i; i < 3; ++i) {
            output[length + i] = point[i];
        }
        return length + 3;
    }

    function _cut(bytes memory output, uint256 length) private pure returns (bytes memory) {
        assembly ("memory-safe") {
            mstore(output, length)
        }
        return output;
    }
}
