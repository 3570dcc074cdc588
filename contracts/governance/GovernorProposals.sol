// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {IAlthingGovernor} from "./IAlthingGovernor.sol";
import {ProposalDescription} from "./ProposalDescription.sol";

/// @title What may be proposed, and the list of what was.
abstract contract GovernorProposals is IAlthingGovernor, Governor {
    uint256 public constant MAX_ACTIONS = 32;
    /// @notice In bytes.
    uint256 public constant MAX_DESCRIPTION = 16_384;

    uint256[] private _proposalIds;

    /// @inheritdoc IAlthingGovernor
    function proposalCount() external view returns (uint256) {
        return _proposalIds.length;
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
        _proposalIds.push(proposalId);
    }

    /// @dev Stricter than OpenZeppelin's, which a trailing space turns off.
    function _isValidDescriptionForProposer(address proposer, string memory description)
        internal
        view
        virtual
        override
        returns (bool)
    {
        uint256 offset = ProposalDescription.findMarker(description);
        if (offset == ProposalDescription.NOT_FOUND) return true;
        if (!ProposalDescription.isSuffix(description, offset)) revert GovernorMisplacedProposerSuffix();
        return super._isValidDescriptionForProposer(proposer, description);
    }
}
