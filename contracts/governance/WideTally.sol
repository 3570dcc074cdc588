// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {GovernorTally} from "./GovernorTally.sol";

/// @title A tally in four words, for tokens with decimals; their supply is below 2^208, as `ERC20Votes` demands.
abstract contract WideTally is GovernorTally {
    using SafeCast for uint256;

    struct Wide {
        uint208 against;
        uint48 extendedTo;
        uint208 inFavour;
        uint32 swingExtension;
        uint8 quorumNumerator;
        uint208 abstain;
        uint32 lockWindow;
        uint208 quorum;
    }

    mapping(uint256 proposalId => Wide) private _tallies;

    function _loadTally(uint256 proposalId) internal view override returns (Tally memory) {
        Wide storage wide = _tallies[proposalId];
        return Tally({
            votes: [uint256(wide.against), wide.inFavour, wide.abstain],
            quorum: wide.quorum,
            extendedTo: wide.extendedTo,
            quorumNumerator: wide.quorumNumerator,
            swingExtension: wide.swingExtension,
            lockWindow: wide.lockWindow
        });
    }

    function _storeTally(uint256 proposalId, Tally memory tally) internal override {
        _tallies[proposalId] = Wide({
            against: tally.votes[0].toUint208(),
            extendedTo: tally.extendedTo.toUint48(),
            inFavour: tally.votes[1].toUint208(),
            swingExtension: tally.swingExtension.toUint32(),
            quorumNumerator: tally.quorumNumerator.toUint8(),
            abstain: tally.votes[2].toUint208(),
            lockWindow: tally.lockWindow.toUint32(),
            quorum: tally.quorum.toUint208()
        });
    }

    function _extendedTo(uint256 proposalId) internal view override returns (uint256) {
        return _tallies[proposalId].extendedTo;
    }
}
