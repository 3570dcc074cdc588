// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {Treasury} from "../treasury/Treasury.sol";
import {IAlthingGovernor} from "./IAlthingGovernor.sol";

/// @title What OpenZeppelin gives, and the treasury that never changes: queueing, executing, the expiry of what passed.
/// @dev `GovernorSettings` comes last, so that the settings of {GovernorBounds} share its word.
abstract contract GovernorTreasury is
    IAlthingGovernor,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl,
    GovernorSettings
{
    /// @inheritdoc IAlthingGovernor
    uint48 public immutable grace;

    constructor(Treasury treasury) {
        if (token().clock() != Time.timestamp()) revert GovernorClockMismatch();
        grace = treasury.grace();
    }

    /// @inheritdoc Governor
    /// @dev Coin may be sent along to pay for all of the actions, or none; what would be left over stays with nobody.
    function execute(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) public payable override returns (uint256) {
        if (msg.value != 0) {
            uint256 needed;
            for (uint256 i; i < values.length; ++i) {
                needed += values[i];
            }
            if (msg.value != needed) revert GovernorWrongValue(msg.value, needed);
        }
        return super.execute(targets, values, calldatas, descriptionHash);
    }

    /// @inheritdoc Governor
    /// @dev The governor is the treasury's proposer and canceller; it lends neither power to a call.
    function relay(address target, uint256 value, bytes calldata data) public payable override {
        if (target == timelock()) revert GovernorRelayToTreasury();
        super.relay(target, value, data);
    }

    /// @notice Refused for ever: another treasury is another DAO.
    function updateTimelock(TimelockController) public pure override {
        revert GovernorTreasuryIsFixed();
    }

    /// @inheritdoc Governor
    /// @dev A proposal that passed expires when it is not queued within {grace} of its deadline, or not executed
    /// within {grace} of being ready; OpenZeppelin would call the latter cancelled, because the treasury no longer
    /// knows the operation.
    function state(uint256 proposalId)
        public
        view
        virtual
        override(Governor, GovernorTimelockControl)
        returns (ProposalState current)
    {
        current = super.state(proposalId);
        if (current == ProposalState.Succeeded) {
            if (block.timestamp > proposalDeadline(proposalId) + grace) return ProposalState.Expired;
        } else if (current == ProposalState.Canceled) {
            bool late = block.timestamp > proposalEta(proposalId) + grace;
            if (late && Governor.state(proposalId) == ProposalState.Queued) return ProposalState.Expired;
        }
    }

    /// @dev Seconds since 1970 (ERC-6372), as the token's.
    function clock() public view override(Governor, GovernorVotes) returns (uint48) {
        return Time.timestamp();
    }

    /// @dev ERC-6372.
    // forge-lint: disable-next-line(mixed-case-function)
    function CLOCK_MODE() public pure override(Governor, GovernorVotes) returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc Governor
    function proposalThreshold() public view virtual override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    /// @inheritdoc Governor
    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
