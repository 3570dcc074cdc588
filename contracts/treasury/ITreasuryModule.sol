// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ITreasury} from "./ITreasury.sol";

/// @title What every module that pays out of the treasury answers.
interface ITreasuryModule {
    /// @notice Only the treasury, executing an operation, may do this.
    error ModuleOnlyTreasury(address caller);
    /// @notice The purpose of a right has 1 to 280 bytes, its category 1 to 31.
    error ModuleInvalidWords(uint256 purposeLength, uint256 categoryLength);
    /// @notice The operation has to set an envelope for this module right before, one for each right.
    error ModuleNoEnvelope();

    /// @notice The treasury that it pays out of.
    function treasury() external view returns (ITreasury);
}
