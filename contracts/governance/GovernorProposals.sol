// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorBounds} from "./GovernorBounds.sol";
import {IAlthingGovernor} from "./IAlthingGovernor.sol";
import {ProposalDescription} from "./ProposalDescription.sol";

/// @title What may be proposed, and the list of what was.
abstract contract GovernorProposals is GovernorBounds {
    uint256 internal constant MAX_ACTIONS = 32;
    /// @notice In bytes.
    uint256 internal constant MAX_DESCRIPTION = 16_384;

    uint256 private constant LANE = 25;
    uint256 private constant LANE_MASK = (1 << LANE) - 1;

    uint32 private _proposalCount;
    mapping(uint256 index => uint256) private _proposalIds;
    /// @dev Places in the list, plus one, of at most ten proposals; 25 bits each.
    mapping(address proposer => uint256) private _recent;

    /// @inheritdoc IAlthingGovernor
    function proposalCount() external view returns (uint256) {
        return _proposalCount;
    }

    /// @inheritdoc IAlthingGovernor
    function proposalIdAt(uint256 index) external view returns (uint256) {
        return _proposalIds[index];
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal virtual override returns (uint256 proposalId) {
        if (targets.length > MAX_ACTIONS) revert GovernorTooManyActions(targets.length, MAX_ACTIONS);
        uint256 length = bytes(description).length;
        if (length > MAX_DESCRIPTION) revert GovernorDescriptionTooLong(length, MAX_DESCRIPTION);
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        for (uint256 i; i < targets.length; ++i) {
            if (calldatas[i].length != 0 && targets[i].code.length == 0) {
                revert GovernorTargetWithoutCode(i, targets[i]);
            }
        }
        uint256 index = _proposalCount++;
        _proposalIds[index] = proposalId;
        uint256 limit = proposalLimit();
        if (limit != 0) _recent[proposer] = _enter(_recent[proposer], index + 1, proposer, limit);
    }

    /// @dev Puts `place` into a free lane of `recent`. Looks for proposals that are over only when there are `limit`.
    function _enter(uint256 recent, uint256 place, address proposer, uint256 limit) private view returns (uint256) {
        uint256 free = MAX_PROPOSAL_LIMIT * LANE;
        uint256 count;
        for (uint256 shift; shift < MAX_PROPOSAL_LIMIT * LANE; shift += LANE) {
            if (recent >> shift & LANE_MASK == 0) free = shift;
            else ++count;
        }
        for (uint256 shift; count >= limit; shift += LANE) {
            if (shift == MAX_PROPOSAL_LIMIT * LANE) revert GovernorTooManyLiveProposals(proposer, limit);
            uint256 other = recent >> shift & LANE_MASK;
            if (other == 0 || _isLive(_proposalIds[other - 1])) continue;
            recent &= ~(LANE_MASK << shift);
            free = shift;
            --count;
        }
        return recent | (place & LANE_MASK) << free;
    }

    function _isLive(uint256 proposalId) private view returns (bool) {
        ProposalState current = state(proposalId);
        return current == ProposalState.Pending || current == ProposalState.Active;
    }

    /// @dev Stricter than OpenZeppelin's, which a trailing space turns off.
    function _isValidDescriptionForProposer(address proposer, string memory description)
        internal
        pure
        override
        returns (bool)
    {
        uint256 offset = ProposalDescription.findMarker(description);
        if (offset == ProposalDescription.NOT_FOUND) return true;
        (bool wellFormed, address named) = ProposalDescription.parseSuffix(description, offset);
        if (!wellFormed) revert GovernorMisplacedProposerSuffix();
        return named == proposer;
    }
}
