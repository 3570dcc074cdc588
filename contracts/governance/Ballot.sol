// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A ballot as 25 bits: seconds since the snapshot (22), whether it was cast directly (1), the choice plus one (2).
/// @notice Compared as numbers, the ballot that counts is the greater: signed or cast later, direct before signed in the
/// same second, and of two that were signed in the same second the higher choice, so that the order in which they arrive
/// decides nothing. Zero is no ballot. Ten share a word.
library Ballot {
    uint256 internal constant PER_WORD = 10;
    /// @dev Choices are `GovernorCountingSimple.VoteType`: 0 Against, 1 For, 2 Abstain.
    uint256 internal constant CHOICES = 3;

    uint256 private constant BITS = 25;
    uint256 private constant MASK = (1 << BITS) - 1;
    uint256 private constant DIRECT = 4;

    /// @notice A ballot that its voter casts `elapsed` seconds after the snapshot.
    function direct(uint256 elapsed, uint256 support) internal pure returns (uint256) {
        unchecked {
            return elapsed << 3 | DIRECT | support + 1;
        }
    }

    /// @notice A ballot that its voter signed `elapsed` seconds after the snapshot.
    function signed(uint256 elapsed, uint256 support) internal pure returns (uint256) {
        unchecked {
            return elapsed << 3 | support + 1;
        }
    }

    /// @notice For a signature that names what it replaces and not its time: signed at the snapshot, or a second after
    /// `ballot`.
    function next(uint256 ballot, uint256 support) internal pure returns (uint256) {
        return signed(elapsedOf(ballot + 7), support);
    }

    /// @notice Whether `ballot` fits; the last second that does is 48 days after the snapshot.
    function fits(uint256 ballot) internal pure returns (bool) {
        return ballot <= MASK;
    }

    /// @notice The choice of a ballot that is not zero.
    function supportOf(uint256 ballot) internal pure returns (uint256) {
        return (ballot & 3) - 1;
    }

    /// @notice Seconds since the snapshot.
    function elapsedOf(uint256 ballot) internal pure returns (uint256) {
        return ballot >> 3;
    }

    function isDirect(uint256 ballot) internal pure returns (bool) {
        return ballot & DIRECT != 0;
    }

    /// @notice The ballot at place `index % 10` of `word`.
    function read(uint256 word, uint256 index) internal pure returns (uint256) {
        unchecked {
            return word >> index % PER_WORD * BITS & MASK;
        }
    }

    /// @notice `word` with `ballot` at place `index % 10`.
    function write(uint256 word, uint256 index, uint256 ballot) internal pure returns (uint256) {
        unchecked {
            uint256 shift = index % PER_WORD * BITS;
            return word & ~(MASK << shift) | ballot << shift;
        }
    }
}
