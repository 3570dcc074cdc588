// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAlthingGovernor} from "./IAlthingGovernor.sol";
import {QUORUM_FLOOR} from "./QuorumFloor.sol";

/// @title Settings that a vote can change and cannot make unusable.
abstract contract GovernorBounds is IAlthingGovernor, GovernorSettings, GovernorVotesQuorumFraction {
    uint256 public constant MIN_VOTING_DELAY = 1 days;
    uint256 public constant MAX_VOTING_DELAY = 14 days;
    uint256 public constant MIN_VOTING_PERIOD = 1 days;
    uint256 public constant MAX_VOTING_PERIOD = 30 days;
    /// @notice The longest time from a proposal's creation to the end of its vote.
    uint256 public constant MAX_LIFE = 40 days;
    uint256 public constant MIN_QUORUM_NUMERATOR = 1;
    uint256 public constant MAX_QUORUM_NUMERATOR = 50;

    /// @notice Votes needed to propose: the set value, and never more than a twentieth of the seats (at least one).
    function proposalThreshold() public view virtual override(Governor, GovernorSettings) returns (uint256) {
        uint256 seats = token().getPastTotalSupply(clock() - 1);
        return Math.min(super.proposalThreshold(), Math.max(1, seats / 20));
    }

    /// @notice `max(ceil(seats · numerator / 100), min(3, seats))` at `timepoint`.
    function quorum(uint256 timepoint)
        public
        view
        virtual
        override(Governor, GovernorVotesQuorumFraction)
        returns (uint256)
    {
        uint256 seats = token().getPastTotalSupply(timepoint);
        uint256 fraction = Math.ceilDiv(seats * quorumNumerator(timepoint), quorumDenominator());
        return Math.max(fraction, Math.min(QUORUM_FLOOR, seats));
    }

    function _setVotingDelay(uint48 delay) internal virtual override {
        _checkBounds("votingDelay", delay, MIN_VOTING_DELAY, MAX_VOTING_DELAY);
        _checkLife(delay, votingPeriod());
        super._setVotingDelay(delay);
    }

    function _setVotingPeriod(uint32 period) internal virtual override {
        _checkBounds("votingPeriod", period, MIN_VOTING_PERIOD, MAX_VOTING_PERIOD);
        _checkLife(votingDelay(), period);
        super._setVotingPeriod(period);
    }

    function _setProposalThreshold(uint256 threshold) internal virtual override {
        _checkBounds("proposalThreshold", threshold, 1, type(uint208).max);
        super._setProposalThreshold(threshold);
    }

    function _updateQuorumNumerator(uint256 numerator) internal virtual override {
        _checkBounds("quorumNumerator", numerator, MIN_QUORUM_NUMERATOR, MAX_QUORUM_NUMERATOR);
        super._updateQuorumNumerator(numerator);
    }

    function _checkBounds(bytes32 setting, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert GovernorSettingOutOfBounds(setting, value, min, max);
    }

    function _checkLife(uint256 delay, uint256 period) private pure {
        if (delay + period > MAX_LIFE) revert GovernorLifeTooLong(delay, period, MAX_LIFE);
    }
}
