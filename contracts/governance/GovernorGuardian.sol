// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorCarriedBallots} from "./GovernorCarriedBallots.sol";
import {IAlthingGovernor} from "./IAlthingGovernor.sol";

/// @title A guardian that can only cancel, for a term, and never to keep itself.
/// @dev Not OpenZeppelin's `GovernorProposalGuardian`: while that has no guardian, a proposer may cancel in any state.
abstract contract GovernorGuardian is GovernorCarriedBallots {
    uint48 internal constant MAX_GUARDIAN_TERM = 365 days;

    /// @inheritdoc IAlthingGovernor
    address public guardian;
    /// @inheritdoc IAlthingGovernor
    uint48 public guardianExpiresAt;
    /// @inheritdoc IAlthingGovernor
    bool public guardianBurnt;
    /// @inheritdoc IAlthingGovernor
    mapping(uint256 proposalId => bool) public isGuardianBarred;

    constructor(address guardian_, uint48 expiresAt) {
        _setGuardian(guardian_, expiresAt);
    }

    /// @inheritdoc IAlthingGovernor
    function setGuardian(address guardian_, uint48 expiresAt) external onlyGovernance {
        _setGuardian(guardian_, expiresAt);
    }

    /// @inheritdoc IAlthingGovernor
    function renounceGuardian() external {
        if (msg.sender != guardian) revert GovernorNotGuardian(msg.sender);
        _setGuardian(address(0), 0);
    }

    /// @inheritdoc IAlthingGovernor
    function burnGuardian() external onlyGovernance {
        _setGuardian(address(0), 0);
        guardianBurnt = true;
        emit GuardianBurnt();
    }

    /// @inheritdoc Governor
    function cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) public virtual override returns (uint256 proposalId) {
        proposalId = super.cancel(targets, values, calldatas, descriptionHash);
        emit ProposalCanceledBy(proposalId, msg.sender);
    }

    /// @dev The proposer while the proposal is pending; the guardian, in its term, until it is decided and done.
    function _validateCancel(uint256 proposalId, address caller) internal view virtual override returns (bool) {
        if (caller == guardian && block.timestamp <= guardianExpiresAt && !isGuardianBarred[proposalId]) {
            ProposalState current = state(proposalId);
            if (
                current == ProposalState.Pending || current == ProposalState.Active
                    || current == ProposalState.Succeeded || current == ProposalState.Queued
            ) return true;
        }
        return super._validateCancel(proposalId, caller);
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal virtual override returns (uint256 proposalId) {
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        if (targets.length == 1 && targets[0] == address(this)) {
            bytes4 selector = bytes4(calldatas[0]);
            if (selector == this.setGuardian.selector || selector == this.burnGuardian.selector) {
                isGuardianBarred[proposalId] = true;
            }
        }
    }

    function _setGuardian(address guardian_, uint48 expiresAt) internal {
        if (guardianBurnt) revert GovernorGuardianIsBurnt();
        bool valid = guardian_ == address(0)
            ? expiresAt == 0
            : expiresAt > block.timestamp && expiresAt <= block.timestamp + MAX_GUARDIAN_TERM;
        if (!valid) revert GovernorInvalidGuardianTerm(guardian_, expiresAt);
        guardian = guardian_;
        guardianExpiresAt = expiresAt;
        emit GuardianSet(guardian_, expiresAt);
    }
}
