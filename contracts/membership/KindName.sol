// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISeats} from "./ISeats.sol";

/// @dev A kind of seat in a word: on cards, and in what a wallet shows when an invitation is signed.
function kindName(ISeats.Kind kind) pure returns (string memory) {
    if (kind == ISeats.Kind.Member) return "Member";
    if (kind == ISeats.Kind.Steward) return "Steward";
    if (kind == ISeats.Kind.Organisation) return "Organisation";
    return "Observer";
}
