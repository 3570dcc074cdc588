// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor, IGovernor} from "openzeppelin-contracts-4/governance/Governor.sol";
import {TimelockController} from "openzeppelin-contracts-4/governance/TimelockController.sol";
import {
    GovernorCompatibilityBravo
} from "openzeppelin-contracts-4/governance/compatibility/GovernorCompatibilityBravo.sol";
import {GovernorCountingSimple} from "openzeppelin-contracts-4/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "openzeppelin-contracts-4/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "openzeppelin-contracts-4/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "openzeppelin-contracts-4/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "openzeppelin-contracts-4/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IERC165} from "openzeppelin-contracts-4/governance/extensions/IGovernorTimelock.sol";
import {IVotes} from "openzeppelin-contracts-4/governance/utils/IVotes.sol";
import {ERC20, ERC20Permit} from "openzeppelin-contracts-4/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "openzeppelin-contracts-4/token/ERC20/extensions/ERC20Votes.sol";

// Governors on OpenZeppelin's fourth version, as most that stand on public chains; what is of its fifth as well has a
// name of its own here.

/// @dev The fourth version's token of votes, counted by blocks, as it stands. Anybody mints.
contract MillToken is ERC20Votes {
    constructor() ERC20("Mill Token", "MILL") ERC20Permit("Mill Token") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @dev The fourth version's timelock.
contract MillTimelock is TimelockController {
    constructor() TimelockController(1 hours, new address[](0), new address[](0), msg.sender) {}
}

/// @dev Simple counting, a TimelockController.
contract MillGovernor is
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl
{
    constructor(IVotes token_, TimelockController timelock_)
        Governor("Mill DAO")
        GovernorSettings(5, 100, 0)
        GovernorVotes(token_)
        GovernorVotesQuorumFraction(20)
        GovernorTimelockControl(timelock_)
    {}

    function state(uint256 id) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
        return super.state(id);
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function supportsInterface(bytes4 id) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.supportsInterface(id);
    }

    function _execute(uint256 id, address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockControl)
    {
        super._execute(id, t, v, c, h);
    }

    function _cancel(address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockControl)
        returns (uint256)
    {
        return super._cancel(t, v, c, h);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}

/// @dev As Compound's GovernorBravo to whoever calls it: its counting, proposals by number, functions by their names.
contract WeirGovernor is
    Governor,
    GovernorCompatibilityBravo,
    GovernorSettings,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl
{
    constructor(IVotes token_, TimelockController timelock_)
        Governor("Weir DAO")
        GovernorSettings(5, 100, 0)
        GovernorVotes(token_)
        GovernorVotesQuorumFraction(20)
        GovernorTimelockControl(timelock_)
    {}

    function state(uint256 id)
        public
        view
        override(Governor, IGovernor, GovernorTimelockControl)
        returns (ProposalState)
    {
        return super.state(id);
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function supportsInterface(bytes4 id)
        public
        view
        override(Governor, IERC165, GovernorTimelockControl)
        returns (bool)
    {
        return super.supportsInterface(id);
    }

    function propose(address[] memory t, uint256[] memory v, bytes[] memory c, string memory d)
        public
        override(Governor, GovernorCompatibilityBravo, IGovernor)
        returns (uint256)
    {
        return super.propose(t, v, c, d);
    }

    function cancel(address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        public
        override(Governor, GovernorCompatibilityBravo, IGovernor)
        returns (uint256)
    {
        return super.cancel(t, v, c, h);
    }

    function _execute(uint256 id, address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockControl)
    {
        super._execute(id, t, v, c, h);
    }

    function _cancel(address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockControl)
        returns (uint256)
    {
        return super._cancel(t, v, c, h);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
