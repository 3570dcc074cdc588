// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {AlthingGovernor} from "../../../contracts/governance/AlthingGovernor.sol";
import {Membership} from "../../../contracts/membership/Membership.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {PlainModule} from "../support/Modules.sol";
import {Test} from "../support/Vm.sol";

/// @dev A small community that does everything in any order. Ghosts keep what an honest book-keeper would write down;
/// gates count what the campaign reached, because an invariant over nothing proves nothing.
contract Handler is Test {
    struct Ghost {
        uint256 id;
        address[] targets;
        uint256[] values;
        bytes[] calldatas;
        string description;
        IGovernor.ProposalState last;
        uint256 queuedAt;
        uint256 delayAtQueue;
        bool paid;
    }

    AlthingGovernor private immutable governor;
    Treasury private immutable treasury;
    Membership private immutable membership;
    PlainModule private immutable module;
    address private immutable guardian;

    Ghost[] private ghosts;
    uint256 private _descriptions;
    mapping(IGovernor.ProposalState => uint256) public reached;

    uint256 public received;
    uint256 public paidByDecision;
    uint256 public drawn;
    uint256 public drawsRefused;
    uint256 public executedOnTreasury;
    uint256 public revoked;
    uint256 public admitted;
    uint256 public executed;
    string public broken;

    constructor(
        AlthingGovernor governor_,
        Treasury treasury_,
        Membership membership_,
        PlainModule module_,
        address guardian_
    ) {
        (governor, treasury, membership, module, guardian) = (governor_, treasury_, membership_, module_, guardian_);
    }

    function actor(uint256 seed) public pure returns (address) {
        return address(uint160(0xA11CE000 + seed % 10));
    }

    /// @dev Lets go of one proposal that is over, so that a long history stays quick to watch.
    function _forgetOne() private returns (bool) {
        for (uint256 i; i < ghosts.length; ++i) {
            IGovernor.ProposalState last = ghosts[i].last;
            if (
                last == IGovernor.ProposalState.Pending || last == IGovernor.ProposalState.Active
                    || last == IGovernor.ProposalState.Succeeded || last == IGovernor.ProposalState.Queued
            ) continue;
            ghosts[i] = ghosts[ghosts.length - 1];
            ghosts.pop();
            return true;
        }
        return false;
    }

    modifier observed() {
        _observe();
        _;
        _observe();
    }

    /// @dev I-15: only the edges of the state machine.
    function _observe() private {
        for (uint256 i; i < ghosts.length; ++i) {
            Ghost storage ghost = ghosts[i];
            IGovernor.ProposalState current = governor.state(ghost.id);
            if (current == ghost.last) continue;
            if (!_isEdge(ghost.last, current)) broken = "I-15: a forbidden edge";
            ghost.last = current;
            ++reached[current];
        }
    }

    function _isEdge(IGovernor.ProposalState from, IGovernor.ProposalState to) private pure returns (bool) {
        if (from == IGovernor.ProposalState.Pending || from == IGovernor.ProposalState.Active) {
            return to != IGovernor.ProposalState.Executed && to != IGovernor.ProposalState.Queued
                && to != IGovernor.ProposalState.Pending;
        }
        if (from == IGovernor.ProposalState.Succeeded) {
            return to == IGovernor.ProposalState.Queued || to == IGovernor.ProposalState.Canceled
                || to == IGovernor.ProposalState.Expired;
        }
        return from == IGovernor.ProposalState.Queued
            && (to == IGovernor.ProposalState.Executed
                || to == IGovernor.ProposalState.Canceled
                || to == IGovernor.ProposalState.Expired);
    }

    function propose(uint256 seed, uint256 kind) external observed {
        if (ghosts.length >= 12 && !_forgetOne()) return;
        Ghost storage ghost = ghosts.push();
        ghost.targets.push();
        ghost.values.push();
        ghost.calldatas.push();
        kind %= 8;
        if (kind <= 3) {
            (ghost.targets[0], ghost.values[0]) = (address(0xBEEF), 1 + seed % 2 ether);
        } else if (kind == 4) {
            ghost.targets[0] = address(membership);
            ghost.calldatas[0] = abi.encodeCall(membership.admit, (actor(seed >> 16)));
        } else if (kind == 5) {
            ghost.targets[0] = address(membership);
            ghost.calldatas[0] = abi.encodeCall(membership.revoke, (1 + seed % 12));
        } else if (kind == 6) {
            ghost.targets[0] = address(governor);
            ghost.calldatas[0] = abi.encodeCall(governor.updateQuorumNumerator, (1 + seed % 50));
        } else {
            ghost.targets[0] = address(treasury);
            ghost.calldatas[0] = abi.encodeCall(treasury.updateDelay, (1 days + seed % 5 days));
        }
        ghost.description = string(abi.encodePacked("p", ++_descriptions));
        vm.prank(actor(seed));
        try governor.propose(ghost.targets, ghost.values, ghost.calldatas, ghost.description) returns (uint256 id) {
            ghost.id = id;
        } catch {
            ghosts.pop();
        }
    }

    function vote(uint256 seed, uint256 which, uint8 support) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        vm.prank(actor(seed));
        try governor.castVote(ghost.id, support % 3) returns (uint256 weight) {
            if (weight == 0) broken = "F6: a ballot of no weight";
        } catch {}
    }

    /// @dev Everybody votes for one proposal: random ballots alone reach no decision.
    function agree(uint256 which) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        for (uint256 i; i < 10; ++i) {
            vm.prank(actor(i));
            try governor.castVote(ghost.id, 1) {} catch {}
        }
    }

    /// @dev To the next milestone of one proposal.
    function advance(uint256 which, uint256 seed) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        if (ghost.last == IGovernor.ProposalState.Pending) {
            vm.warp(governor.proposalSnapshot(ghost.id) + 1);
        } else if (ghost.last == IGovernor.ProposalState.Active) {
            vm.warp(governor.proposalDeadline(ghost.id) + 1);
        } else if (ghost.last == IGovernor.ProposalState.Succeeded && seed % 8 == 0) {
            vm.warp(governor.proposalDeadline(ghost.id) + treasury.grace() + 1);
        } else if (ghost.last == IGovernor.ProposalState.Queued) {
            uint256 eta = governor.proposalEta(ghost.id);
            uint256 to = seed % 8 == 0 ? eta + treasury.grace() + 1 : eta;
            if (to > block.timestamp) vm.warp(to);
        }
    }

    /// @dev Everybody agrees and one proposal is carried to where it can be executed: alone, random steps rarely get there.
    function carry(uint256 which, uint256 seed) external {
        this.advance(which, 1);
        this.agree(which);
        this.advance(which, 1);
        this.queue(which);
        this.advance(which, 1);
        if (seed % 4 != 0) this.execute(which, seed % 2 == 0);
    }

    function wait_(uint256 seed) external observed {
        vm.warp(block.timestamp + seed % 12 hours);
    }

    function queue(uint256 which) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        uint256 delay = treasury.getMinDelay();
        bytes32 hash = keccak256(bytes(ghost.description));
        try governor.queue(ghost.targets, ghost.values, ghost.calldatas, hash) {
            (ghost.queuedAt, ghost.delayAtQueue) = (block.timestamp, delay);
        } catch {}
    }

    function execute(uint256 which, bool directly) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        bytes32 hash = keccak256(bytes(ghost.description));
        uint256 seats = membership.totalSupply();
        if (directly) {
            bytes32 salt = bytes20(address(governor)) ^ hash;
            try treasury.executeBatch(ghost.targets, ghost.values, ghost.calldatas, 0, salt) {
                ++executedOnTreasury;
                _executed(ghost, seats);
            } catch {}
        } else {
            try governor.execute(ghost.targets, ghost.values, ghost.calldatas, hash) {
                _executed(ghost, seats);
            } catch {}
        }
    }

    /// @dev I-12, I-13, I-18: what was executed was decided, waited for, in time, and happens once.
    function _executed(Ghost storage ghost, uint256 seats) private {
        if (ghost.paid) broken = "I-18: executed twice";
        if (ghost.queuedAt == 0) broken = "I-12: executed without a queue";
        uint256 ready = ghost.queuedAt + ghost.delayAtQueue;
        if (block.timestamp < ready) broken = "I-12: executed before its delay";
        if (block.timestamp > ready + treasury.grace()) broken = "I-12: executed after its grace";
        (uint256 against, uint256 for_, uint256 abstain) = governor.proposalVotes(ghost.id);
        if (for_ <= against) broken = "I-13: executed without a majority";
        if (for_ + abstain < governor.quorum(governor.proposalSnapshot(ghost.id))) broken = "I-13: without a quorum";
        ghost.paid = true;
        ++executed;
        paidByDecision += ghost.values[0];
        if (membership.totalSupply() < seats) ++revoked;
        if (membership.totalSupply() > seats) ++admitted;
    }

    function cancel(uint256 seed, uint256 which, bool asGuardian) external observed {
        if (ghosts.length == 0 || seed % 3 != 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        vm.prank(asGuardian ? guardian : actor(seed));
        try governor.cancel(ghost.targets, ghost.values, ghost.calldatas, keccak256(bytes(ghost.description))) {}
            catch {}
    }

    function delegate(uint256 seed, uint256 to) external observed {
        vm.prank(actor(seed));
        membership.delegate(actor(to));
    }

    function give(uint256 amount) external observed {
        amount = amount % 1 ether;
        vm.deal(address(this), amount);
        (bool done,) = address(treasury).call{value: amount}("");
        if (done) received += amount;
    }

    function draw(uint256 amount) external observed {
        amount = 1 + amount % 1 ether;
        try module.draw(1, address(0), address(0xD0D0), amount) {
            drawn += amount;
        } catch {
            ++drawsRefused;
        }
    }

    /// @dev An attacker with any key calls any function that moves power or money.
    function attack(uint256 seed, uint256 which) external observed {
        address from = seed % 3 == 0 ? guardian : actor(seed);
        bytes[] memory calls = new bytes[](9);
        calls[0] = abi.encodeCall(treasury.grantRole, (treasury.PROPOSER_ROLE(), from));
        calls[1] = abi.encodeCall(treasury.schedule, (from, 1 ether, "", 0, bytes32(seed), 30 days));
        calls[2] = abi.encodeCall(treasury.updateDelay, (1 days));
        calls[3] = abi.encodeCall(treasury.setEnvelope, (from, address(0), 1, 1, 1, uint48(block.timestamp + 1)));
        calls[4] = abi.encodeCall(treasury.revokeEnvelope, (1));
        calls[5] = abi.encodeCall(membership.admit, (from));
        calls[6] = abi.encodeCall(membership.revoke, (1));
        calls[7] = abi.encodeCall(governor.updateQuorumNumerator, (1));
        calls[8] = abi.encodeCall(governor.relay, (from, 1, ""));
        which %= 9;
        address target = which < 5 ? address(treasury) : which < 7 ? address(membership) : address(governor);
        vm.prank(from);
        (bool done,) = target.call(calls[which]);
        if (done) broken = "I-24: an attacker's call went through";
    }
}
