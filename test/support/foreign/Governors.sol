// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingFractional} from "@openzeppelin/contracts/governance/extensions/GovernorCountingFractional.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorStorage} from "@openzeppelin/contracts/governance/extensions/GovernorStorage.sol";
import {GovernorTimelockCompound} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockCompound.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {ICompoundTimelock} from "@openzeppelin/contracts/vendor/compound/ICompoundTimelock.sol";

/// @dev Simple counting, a TimelockController.
contract RiverGovernor is
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl
{
    constructor(IVotes token_, TimelockController timelock_)
        Governor("River DAO")
        GovernorSettings(1 hours, 1 days, 0)
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

    function proposalNeedsQueuing(uint256 id) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(id);
    }

    function _queueOperations(uint256 id, address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockControl)
        returns (uint48)
    {
        return super._queueOperations(id, t, v, c, h);
    }

    function _executeOperations(uint256 id, address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockControl)
    {
        super._executeOperations(id, t, v, c, h);
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

/// @dev The timelock, under a name that no other version's has.
contract RiverTimelock is TimelockController {
    constructor() TimelockController(1 hours, new address[](0), new address[](0), msg.sender) {}
}

/// @dev Simple counting, no timelock; counts as its token does. What it needs stands in its code, so that a proxy of it works.
contract HillGovernor is Governor, GovernorCountingSimple, GovernorVotes {
    constructor(IVotes token_) Governor("Hill House") GovernorVotes(token_) {}

    function name() public pure override returns (string memory) {
        return "Hill House";
    }

    function votingDelay() public pure override returns (uint256) {
        return 3;
    }

    function votingPeriod() public pure override returns (uint256) {
        return 60;
    }

    function quorum(uint256) public pure override returns (uint256) {
        return 1;
    }

    /// @dev For what a test makes it decide.
    receive() external payable override {}
}

/// @dev Fractional counting, proposals kept in storage, a timelock as Compound made them.
contract BayGovernor is
    Governor,
    GovernorSettings,
    GovernorCountingFractional,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorStorage,
    GovernorTimelockCompound
{
    constructor(IVotes token_, ICompoundTimelock timelock_)
        Governor("Bay DAO")
        GovernorSettings(1 hours, 1 days, 0)
        GovernorVotes(token_)
        GovernorVotesQuorumFraction(10)
        GovernorTimelockCompound(timelock_)
    {}

    function state(uint256 id) public view override(Governor, GovernorTimelockCompound) returns (ProposalState) {
        return super.state(id);
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function proposalNeedsQueuing(uint256 id) public view override(Governor, GovernorTimelockCompound) returns (bool) {
        return super.proposalNeedsQueuing(id);
    }

    function _propose(address[] memory t, uint256[] memory v, bytes[] memory c, string memory d, address proposer)
        internal
        override(Governor, GovernorStorage)
        returns (uint256)
    {
        return super._propose(t, v, c, d, proposer);
    }

    function _queueOperations(uint256 id, address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockCompound)
        returns (uint48)
    {
        return super._queueOperations(id, t, v, c, h);
    }

    function _executeOperations(uint256 id, address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockCompound)
    {
        super._executeOperations(id, t, v, c, h);
    }

    function _cancel(address[] memory t, uint256[] memory v, bytes[] memory c, bytes32 h)
        internal
        override(Governor, GovernorTimelockCompound)
        returns (uint256)
    {
        return super._cancel(t, v, c, h);
    }

    function _executor() internal view override(Governor, GovernorTimelockCompound) returns (address) {
        return super._executor();
    }
}

/// @dev As much of Compound's timelock as a governor uses.
contract BayTimelock is ICompoundTimelock {
    uint256 public constant GRACE_PERIOD = 14 days;
    uint256 public constant MINIMUM_DELAY = 0;
    uint256 public constant MAXIMUM_DELAY = 30 days;
    uint256 public constant delay = 2 hours;
    address public admin = msg.sender;
    address public pendingAdmin;
    mapping(bytes32 => bool) public queuedTransactions;

    receive() external payable {}

    modifier onlyAdmin() {
        require(msg.sender == admin, "Timelock: Call must come from admin.");
        _;
    }

    function setDelay(uint256) external pure {
        revert("Timelock: not here.");
    }

    function setPendingAdmin(address next) external onlyAdmin {
        pendingAdmin = next;
    }

    function acceptAdmin() external {
        require(msg.sender == pendingAdmin, "Timelock: Call must come from pendingAdmin.");
        admin = msg.sender;
    }

    function queueTransaction(address target, uint256 value, string memory signature, bytes memory data, uint256 eta)
        external
        onlyAdmin
        returns (bytes32 id)
    {
        require(eta >= block.timestamp + delay, "Timelock: Estimated execution block must satisfy delay.");
        id = keccak256(abi.encode(target, value, signature, data, eta));
        queuedTransactions[id] = true;
    }

    function cancelTransaction(address target, uint256 value, string memory signature, bytes memory data, uint256 eta)
        external
        onlyAdmin
    {
        queuedTransactions[keccak256(abi.encode(target, value, signature, data, eta))] = false;
    }

    function executeTransaction(address target, uint256 value, string memory signature, bytes memory data, uint256 eta)
        external
        payable
        onlyAdmin
        returns (bytes memory)
    {
        bytes32 id = keccak256(abi.encode(target, value, signature, data, eta));
        require(queuedTransactions[id], "Timelock: Transaction has not been queued.");
        require(block.timestamp >= eta, "Timelock: Transaction has not surpassed time lock.");
        queuedTransactions[id] = false;
        (bool done, bytes memory result) = target.call{value: value}(data);
        require(done, "Timelock: Transaction execution reverted.");
        return result;
    }
}

/// @dev What stands before a governor and passes everything on to it (ERC-1967).
contract ForeignProxy is ERC1967Proxy {
    constructor(address implementation) ERC1967Proxy(implementation, "") {}

    /// @dev A proxy may be made with nothing to initialize.
    function _unsafeAllowUninitialized() internal pure override returns (bool) {
        return true;
    }

    receive() external payable {}
}
