// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {GovernorTreasury} from "./GovernorTreasury.sol";
import {IAlthingGovernor} from "./IAlthingGovernor.sol";
import {QUORUM_FLOOR} from "./QuorumFloor.sol";

/// @title Settings that a vote can change and cannot make unusable.
abstract contract GovernorBounds is GovernorTreasury {
    uint256 internal constant MIN_VOTING_DELAY = 1 days;
    uint256 internal constant MAX_VOTING_DELAY = 14 days;
    uint256 internal constant MIN_VOTING_PERIOD = 1 days;
    uint256 internal constant MAX_VOTING_PERIOD = 30 days;
    /// @notice The longest time from a proposal's creation to the end of its vote.
    uint256 internal constant MAX_LIFE = 40 days;
    uint256 internal constant MIN_QUORUM_NUMERATOR = 1;
    uint256 internal constant MAX_QUORUM_NUMERATOR = 50;
    uint256 internal constant MIN_SWING_EXTENSION = 1 hours;
    uint256 internal constant MAX_SWING_EXTENSION = 14 days;
    uint256 internal constant MIN_LOCK_WINDOW = 10 minutes;
    uint256 internal constant MAX_PROPOSAL_LIMIT = 10;

    // They share the word of OpenZeppelin's voting delay and period.
    uint32 private _swingExtension;
    uint32 private _lockWindow;
    uint8 private _proposalLimit;
    /// @dev The last of OpenZeppelin's history, which is two words away.
    uint8 private _quorumNumerator;

    constructor(uint32 swingExtension_, uint32 lockWindow_, uint8 proposalLimit_) {
        _setVotingRules(swingExtension_, lockWindow_, proposalLimit_);
    }

    /// @inheritdoc IAlthingGovernor
    function swingExtension() public view returns (uint256) {
        return _swingExtension;
    }

    /// @inheritdoc IAlthingGovernor
    function lockWindow() public view returns (uint256) {
        return _lockWindow;
    }

    /// @inheritdoc IAlthingGovernor
    function proposalLimit() public view returns (uint256) {
        return _proposalLimit;
    }

    /// @inheritdoc IAlthingGovernor
    function setVotingRules(uint32 swingExtension_, uint32 lockWindow_, uint8 proposalLimit_) external onlyGovernance {
        _setVotingRules(swingExtension_, lockWindow_, proposalLimit_);
    }

    /// @notice Votes needed to propose: the set value, and never more than a twentieth of the seats (at least one).
    function proposalThreshold() public view virtual override returns (uint256) {
        uint256 set = super.proposalThreshold();
        return set == 1 ? 1 : Math.min(set, Math.max(1, _seatsAt(clock() - 1) / 20));
    }

    /// @inheritdoc GovernorVotesQuorumFraction
    function quorumNumerator() public view override returns (uint256) {
        return _quorumNumerator;
    }

    /// @notice `max(ceil(seats · numerator / 100), min(3, seats))` at `timepoint`.
    function quorum(uint256 timepoint)
        public
        view
        virtual
        override(Governor, GovernorVotesQuorumFraction)
        returns (uint256)
    {
        return _quorumOf(timepoint, quorumNumerator(timepoint));
    }

    /// @dev {quorum}, with the fraction given.
    function _quorumOf(uint256 timepoint, uint256 numerator) internal view returns (uint256) {
        uint256 seats = _seatsAt(timepoint);
        return Math.max(Math.ceilDiv(seats * numerator, quorumDenominator()), Math.min(QUORUM_FLOOR, seats));
    }

    function _seatsAt(uint256 timepoint) private view returns (uint256) {
        return token().getPastTotalSupply(timepoint);
    }

    function _setVotingDelay(uint48 delay) internal virtual override {
        _checkBounds("votingDelay", delay, MIN_VOTING_DELAY, MAX_VOTING_DELAY);
        _checkLife(delay, votingPeriod());
        super._setVotingDelay(delay);
    }

    function _setVotingPeriod(uint32 period) internal virtual override {
        _checkBounds("votingPeriod", period, MIN_VOTING_PERIOD, MAX_VOTING_PERIOD);
        _checkLife(votingDelay(), period);
        _checkPeriod(period);
        super._setVotingPeriod(period);
    }

    function _setProposalThreshold(uint256 threshold) internal virtual override {
        _checkBounds("proposalThreshold", threshold, 1, type(uint208).max);
        super._setProposalThreshold(threshold);
    }

    function _updateQuorumNumerator(uint256 numerator) internal virtual override {
        _checkBounds("quorumNumerator", numerator, MIN_QUORUM_NUMERATOR, MAX_QUORUM_NUMERATOR);
        super._updateQuorumNumerator(numerator);
        // forge-lint: disable-next-line(unsafe-typecast) -- 50 at most
        _quorumNumerator = uint8(numerator);
    }

    function _setVotingRules(uint32 swingExtension_, uint32 lockWindow_, uint8 proposalLimit_) private {
        _checkBounds("swingExtension", swingExtension_, MIN_SWING_EXTENSION, MAX_SWING_EXTENSION);
        _checkBounds("lockWindow", lockWindow_, MIN_LOCK_WINDOW, MAX_VOTING_PERIOD);
        _checkBounds("proposalLimit", proposalLimit_, 0, MAX_PROPOSAL_LIMIT);
        (_swingExtension, _lockWindow, _proposalLimit) = (swingExtension_, lockWindow_, proposalLimit_);
        _checkPeriod(votingPeriod());
        emit VotingRulesSet(swingExtension_, lockWindow_, proposalLimit_);
    }

    /// @dev An extension is no longer than the period, and for half of the period at least ballots can be changed.
    function _checkPeriod(uint256 period) private view {
        _checkBounds("votingPeriod", period, Math.max(_swingExtension, 2 * _lockWindow), MAX_VOTING_PERIOD);
    }

    function _checkBounds(bytes32 setting, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert GovernorSettingOutOfBounds(setting, value, min, max);
    }

    function _checkLife(uint256 delay, uint256 period) private pure {
        if (delay + period > MAX_LIFE) revert GovernorLifeTooLong(delay, period, MAX_LIFE);
    }
}
