// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {GovernorTally} from "./GovernorTally.sol";

/// @title A tally in one word, for tokens of which there are fewer than 2^32.
abstract contract SeatTally is GovernorTally {
    using SafeCast for uint256;

    /// @dev From the lowest bit: against, for, abstain, quorum (32 each), extendedTo (48), numerator (8), swing, lock (32 each).
    mapping(uint256 proposalId => uint256) private _tallies;

    function _loadTally(uint256 proposalId) internal view override returns (Tally memory tally) {
        uint256 word = _tallies[proposalId];
        tally.votes = [uint256(uint32(word)), uint32(word >> 32), uint32(word >> 64)];
        tally.quorum = uint32(word >> 96);
        tally.extendedTo = uint48(word >> 128);
        tally.quorumNumerator = uint8(word >> 176);
        tally.swingExtension = uint32(word >> 184);
        tally.lockWindow = uint32(word >> 216);
    }

    function _storeTally(uint256 proposalId, Tally memory tally) internal override {
        uint256[3] memory votes = tally.votes;
        // Votes never sum to more than the supply at the snapshot, and neither does the quorum.
        (votes[0] + votes[1] + votes[2] + tally.quorum).toUint32();
        _tallies[proposalId] = votes[0] | votes[1] << 32 | votes[2] << 64 | tally.quorum << 96 | tally.extendedTo << 128
            | tally.quorumNumerator << 176 | tally.swingExtension << 184 | tally.lockWindow << 216;
    }

    function _extendedTo(uint256 proposalId) internal view override returns (uint256) {
        return uint48(_tallies[proposalId] >> 128);
    }
}
