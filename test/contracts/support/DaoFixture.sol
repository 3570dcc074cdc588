// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {AlthingGovernor} from "../../../contracts/governance/AlthingGovernor.sol";
import {IAlthingGovernor} from "../../../contracts/governance/IAlthingGovernor.sol";
import {IMembership} from "../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {Membership} from "../../../contracts/membership/Membership.sol";
import {SeatCard} from "../../../contracts/membership/SeatCard.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {Members} from "./Members.sol";

/// @dev A DAO deployed as the deploy script does it, and the steps of a proposal's life.
abstract contract DaoFixture is Members {
    uint256 internal constant START = 1_800_000_000;
    uint48 internal constant VOTING_DELAY = 1 days;
    uint32 internal constant VOTING_PERIOD = 5 days;
    uint256 internal constant TIMELOCK_DELAY = 2 days;
    uint48 internal constant GRACE = 14 days;
    uint32 internal constant SWING_EXTENSION = 2 days;
    uint8 internal constant PROPOSAL_LIMIT = 2;
    uint32 internal constant LOCK_WINDOW = 1 hours;
    address internal constant GUARDIAN = address(0x6A4D);
    address internal constant PAYEE = address(0xBEEF);
    address internal constant STRANGER = address(0x57A9);

    Treasury internal treasury;
    SeatCard internal card;
    Membership internal membership;
    AlthingGovernor internal governor;

    struct Proposal {
        uint256 id;
        address[] targets;
        uint256[] values;
        bytes[] calldatas;
        string description;
    }

    function deployDao(uint256 seats, uint256 quorumNumerator) internal virtual {
        vm.warp(START);
        uint256 nonce = vm.getNonce(address(this));
        IMembership.Parts memory parts = IMembership.Parts({
            governor: vm.computeCreateAddress(address(this), nonce + 3),
            gates: vm.computeCreateAddress(address(this), nonce + 5),
            recovery: vm.computeCreateAddress(address(this), nonce + 6)
        });
        treasury = new Treasury(TIMELOCK_DELAY, GRACE, parts.governor);
        card = new SeatCard();
        membership = new Membership(
            "Lakeside Commons", "LAKE", address(treasury), card, parts, lockedSeats(), members(seats), 0
        );
        governor =
            new AlthingGovernor("Lakeside Commons", IVotes(address(membership)), treasury, parameters(quorumNumerator));
        assertEq(address(governor), parts.governor, "address of the governor");
        vm.deal(address(treasury), 100 ether);
        vm.warp(START + 1);
    }

    function lockedSeats() internal pure returns (IMembership.Rules memory) {
        return IMembership.Rules(IMembership.TransferRule.Locked, false, 10);
    }

    /// @dev Members without a term, the first `seats` of the accounts.
    function members(uint256 seats) internal pure returns (IMembership.Founder[] memory founders) {
        founders = new IMembership.Founder[](seats);
        for (uint256 i; i < seats; ++i) {
            founders[i] = IMembership.Founder(member(i), ISeats.Kind.Member, 0);
        }
    }

    function admission(address account) internal pure returns (bytes memory) {
        return abi.encodeCall(ISeats.admit, (account, ISeats.Kind.Member, 0));
    }

    function parameters(uint256 quorumNumerator) internal pure returns (IAlthingGovernor.Parameters memory) {
        return IAlthingGovernor.Parameters({
            votingDelay: VOTING_DELAY,
            votingPeriod: VOTING_PERIOD,
            proposalThreshold: 1,
            quorumNumerator: quorumNumerator,
            swingExtension: SWING_EXTENSION,
            lockWindow: LOCK_WINDOW,
            proposalLimit: PROPOSAL_LIMIT,
            guardian: GUARDIAN,
            guardianExpiresAt: uint48(START + 365 days)
        });
    }

    function action(address target, uint256 value, bytes memory data, string memory description)
        internal
        pure
        returns (Proposal memory p)
    {
        p.targets = new address[](1);
        p.values = new uint256[](1);
        p.calldatas = new bytes[](1);
        p.targets[0] = target;
        p.values[0] = value;
        p.calldatas[0] = data;
        p.description = description;
    }

    function payment() internal pure returns (Proposal memory) {
        return action(PAYEE, 1 ether, "", "pay");
    }

    function propose(Proposal memory p) internal returns (Proposal memory) {
        vm.prank(member(0));
        p.id = governor.propose(p.targets, p.values, p.calldatas, p.description);
        return p;
    }

    function toActive(Proposal memory p) internal {
        vm.warp(governor.proposalSnapshot(p.id) + 1);
    }

    function toEnd(Proposal memory p) internal {
        vm.warp(governor.proposalDeadline(p.id) + 1);
    }

    function toReady(Proposal memory p) internal {
        vm.warp(governor.proposalEta(p.id));
    }

    function vote(Proposal memory p, uint256 voters, uint8 support) internal {
        for (uint256 i; i < voters; ++i) {
            vm.prank(member(i));
            governor.castVote(p.id, support);
        }
    }

    function queue(Proposal memory p) internal {
        governor.queue(p.targets, p.values, p.calldatas, keccak256(bytes(p.description)));
    }

    function execute(Proposal memory p) internal {
        governor.execute(p.targets, p.values, p.calldatas, keccak256(bytes(p.description)));
    }

    function cancelAs(address caller, Proposal memory p) internal {
        vm.prank(caller);
        governor.cancel(p.targets, p.values, p.calldatas, keccak256(bytes(p.description)));
    }

    /// @dev Proposes, votes with `voters` seats for it, and takes it to the end of the vote.
    function pass(Proposal memory p, uint256 voters) internal returns (Proposal memory) {
        p = propose(p);
        toActive(p);
        vote(p, voters, 1);
        toEnd(p);
        return p;
    }

    /// @dev Takes a decision from nothing to executed.
    function decide(Proposal memory p, uint256 voters) internal returns (Proposal memory) {
        p = pass(p, voters);
        queue(p);
        toReady(p);
        execute(p);
        return p;
    }

    function saltOf(Proposal memory p) internal view returns (bytes32) {
        return bytes20(address(governor)) ^ keccak256(bytes(p.description));
    }

    function operationOf(Proposal memory p) internal view returns (bytes32) {
        return treasury.hashOperationBatch(p.targets, p.values, p.calldatas, 0, saltOf(p));
    }

    function assertState(Proposal memory p, IGovernor.ProposalState expected) internal view {
        assertEq(uint256(governor.state(p.id)), uint256(expected), "state");
    }
}
