// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Vm.sol";

/// @dev Accounts that can sign.
abstract contract Members is Test {
    function keyOf(uint256 index) internal pure returns (uint256) {
        return 0xA11CE000 + index;
    }

    function member(uint256 index) internal pure returns (address) {
        return vm.addr(keyOf(index));
    }

    function sign(uint256 index, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf(index), digest);
        return abi.encodePacked(r, s, v);
    }
}
