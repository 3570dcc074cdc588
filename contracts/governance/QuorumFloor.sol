// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The fewest seats that ever make a quorum, and the fewest that membership keeps.
uint256 constant QUORUM_FLOOR = 3;
