// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Where a proposal's tally is kept, and the terms that were fixed when the proposal was created.
abstract contract GovernorTally {
    struct Tally {
        /// Against, For, Abstain.
        uint256[3] votes;
        /// Votes; 0 before the first ballot.
        uint256 quorum;
        /// Unix seconds; 0 while the deadline is the one of the proposal's creation.
        uint256 extendedTo;
        /// Percent, at the creation.
        uint256 quorumNumerator;
        /// Seconds, at the creation.
        uint256 swingExtension;
        /// Seconds, at the creation.
        uint256 lockWindow;
    }

    function _loadTally(uint256 proposalId) internal view virtual returns (Tally memory);

    function _storeTally(uint256 proposalId, Tally memory tally) internal virtual;

    /// @dev Reads what {_loadTally} reads, and no more than it needs.
    function _extendedTo(uint256 proposalId) internal view virtual returns (uint256);
}
