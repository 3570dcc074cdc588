// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev A collection in which nobody ever sat.
contract EmptySeats {
    function getPastTotalSupply(uint256) external pure returns (uint256) {
        return 0;
    }
}
