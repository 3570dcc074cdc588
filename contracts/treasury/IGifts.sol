// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title What {Splits} needs of the donations contract.
interface IGifts {
    /// @notice Gives coin to a purpose.
    function give(uint256 purposeId, string calldata note) external payable;

    /// @notice Gives `amount` of a token, that was approved, to a purpose.
    function giveToken(uint256 purposeId, address token, uint256 amount, string calldata note) external;
}
