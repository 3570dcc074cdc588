// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISeats} from "./ISeats.sol";

/// @title A seat's record as one word, written at once.
/// @dev From the lowest bit: kind (8), since, mintedAt, kindSince, expiry (48 each). A struct in storage would be written
/// field by field.
library SeatRecord {
    /// @dev The record of a seat that is given at `at`.
    function first(ISeats.Kind kind, uint48 at, uint48 expiry) internal pure returns (uint256) {
        return uint256(uint8(kind)) | uint256(at) << 8 | uint256(at) << 56 | uint256(at) << 104 | uint256(expiry) << 152;
    }

    function pack(ISeats.Seat memory seat) internal pure returns (uint256) {
        return uint256(uint8(seat.kind)) | uint256(seat.since) << 8 | uint256(seat.mintedAt) << 56
            | uint256(seat.kindSince) << 104 | uint256(seat.expiry) << 152;
    }

    function unpack(uint256 record) internal pure returns (ISeats.Seat memory) {
        // forge-lint: disable-start(unsafe-typecast) -- each is cut to its bits
        return ISeats.Seat({
            kind: ISeats.Kind(uint8(record)),
            since: uint48(record >> 8),
            mintedAt: uint48(record >> 56),
            kindSince: uint48(record >> 104),
            expiry: expiryOf(record)
        });
        // forge-lint: disable-end(unsafe-typecast)
    }

    function expiryOf(uint256 record) internal pure returns (uint48) {
        // forge-lint: disable-next-line(unsafe-typecast) -- cut to its bits
        return uint48(record >> 152);
    }
}
