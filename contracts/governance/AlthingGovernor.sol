// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Treasury} from "../treasury/Treasury.sol";
import {GovernorBounds} from "./GovernorBounds.sol";
import {GovernorGuardian} from "./GovernorGuardian.sol";
import {GovernorTreasury} from "./GovernorTreasury.sol";
import {SeatTally} from "./SeatTally.sol";

/// @title The governor of a DAO of seats: where members propose and decide, and the one proposer of the treasury.
contract AlthingGovernor is GovernorGuardian, SeatTally {
    constructor(string memory name_, IVotes token_, Treasury treasury_, Parameters memory parameters)
        Governor(name_)
        GovernorVotes(token_)
        GovernorSettings(parameters.votingDelay, parameters.votingPeriod, parameters.proposalThreshold)
        GovernorVotesQuorumFraction(parameters.quorumNumerator)
        GovernorBounds(parameters.swingExtension, parameters.lockWindow, parameters.proposalLimit)
        GovernorTimelockControl(treasury_)
        GovernorTreasury(treasury_)
        GovernorGuardian(parameters.guardian, parameters.guardianExpiresAt)
    {}
}
