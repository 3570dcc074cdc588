// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {AlthingGovernor} from "../../../contracts/governance/AlthingGovernor.sol";
import {IAlthingGovernor} from "../../../contracts/governance/IAlthingGovernor.sol";
import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {Membership} from "../../../contracts/membership/Membership.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {Registry} from "../../../contracts/registry/Registry.sol";
import {Attackers} from "../support/Attackers.sol";
import {PlainModule} from "../support/Modules.sol";
import {SignedBallots} from "../support/SignedBallots.sol";

/// @dev A small community that does everything in any order. Ghosts keep what an honest book-keeper would write down;
/// gates count what the campaign reached, because an invariant over nothing proves nothing.
contract Handler is SignedBallots, Attackers {
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
        uint256 deadline;
        uint256 extension;
    }

    AlthingGovernor private immutable governor;
    Treasury private immutable treasury;
    Membership private immutable membership;
    Registry private immutable registry;
    PlainModule private immutable module;
    address private immutable guardian;

    Ghost[] private ghosts;
    uint256 private _descriptions;
    mapping(IGovernor.ProposalState => uint256) public reached;
    /// @dev The choice that a book-keeper would hold for a voter, plus one.
    mapping(uint256 id => mapping(address voter => uint256)) private _choices;
    bytes32 private _settings;
    address[] private _accounts;
    bytes4[][4] private _selectors;

    uint256 public received;
    uint256 public paidByDecision;
    uint256 public drawn;
    uint256 public drawsRefused;
    uint256 public executedOnTreasury;
    uint256 public revoked;
    uint256 public admitted;
    uint256 public executed;
    uint256 public changed;
    uint256 public carried;
    uint256 public carriedInVain;
    uint256 public extended;
    uint256 public foreign;
    uint256 public attacks;
    string public broken;

    constructor(
        AlthingGovernor governor_,
        Treasury treasury_,
        Membership membership_,
        Registry registry_,
        PlainModule module_,
        address guardian_
    ) {
        (governor, treasury, membership, registry) = (governor_, treasury_, membership_, registry_);
        (module, guardian) = (module_, guardian_);
        _settings = _hashSettings();
        for (uint256 i; i < 10; ++i) {
            _accounts.push(member(i));
        }
        _accounts.push(guardian_);
        _accounts.push(STRANGER);
        _accounts.push(address(governor_));
        _accounts.push(address(treasury_));
        _accounts.push(address(membership_));
        _accounts.push(address(module_));
        _accounts.push(address(0));
        _selectors[0] = selectorsOf("AlthingGovernor");
        _selectors[1] = selectorsOf("Treasury");
        _selectors[2] = selectorsOf("Membership");
        _selectors[3] = selectorsOf("Registry");
    }

    address private constant STRANGER = address(0x57A9);

    /// @dev Everybody who could hold a vote, a seat or a role.
    function accounts() external view returns (address[] memory) {
        return _accounts;
    }

    function proposals() external view returns (uint256[] memory ids) {
        ids = new uint256[](ghosts.length);
        for (uint256 i; i < ids.length; ++i) {
            ids[i] = ghosts[i].id;
        }
    }

    /// @dev I-10, I-11: the tally is the sum, over voters, of the snapshot weight of the last ballot, and no more than
    /// there were seats.
    function weigh(uint256 id) public view returns (string memory) {
        uint256 snapshot = governor.proposalSnapshot(id);
        if (snapshot >= block.timestamp) return "";
        uint256[3] memory expected;
        for (uint256 i; i < 10; ++i) {
            uint256 choice = _choices[id][member(i)];
            if (choice != 0) expected[choice - 1] += governor.getVotes(member(i), snapshot);
        }
        (uint256 against, uint256 for_, uint256 abstain) = governor.proposalVotes(id);
        if (against != expected[0] || for_ != expected[1] || abstain != expected[2]) return "I-11: another tally";
        return against + for_ + abstain > membership.getPastTotalSupply(snapshot) ? "I-10: more votes than seats" : "";
    }

    function _hashSettings() private view returns (bytes32) {
        bytes32 first = keccak256(
            abi.encode(
                governor.votingDelay(),
                governor.votingPeriod(),
                governor.quorumNumerator(),
                governor.swingExtension(),
                governor.lockWindow(),
                governor.proposalLimit()
            )
        );
        return keccak256(
            abi.encode(
                first,
                treasury.getMinDelay(),
                membership.totalSupply(),
                treasury.envelopeCount(),
                registry.documentCount()
            )
        );
    }

    function actor(uint256 seed) public pure returns (address) {
        return member(seed % 10);
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

    /// @dev Time and everything else moves in these functions only.
    modifier observed() {
        _;
        _observe();
    }

    /// @dev I-15, I-16: only the edges of the state machine. I-17: the deadline. I-22: only an execution sets.
    function _observe() private {
        if (_hashSettings() != _settings) broken = "I-22: set outside of an execution";
        for (uint256 i; i < ghosts.length; ++i) {
            Ghost storage ghost = ghosts[i];
            IGovernor.ProposalState current = governor.state(ghost.id);
            uint256 deadline = governor.proposalDeadline(ghost.id);
            if (deadline != ghost.deadline) {
                if (deadline < ghost.deadline) broken = "I-17: the deadline came nearer";
                if (deadline > ghost.deadline + ghost.extension) broken = "I-17: extended too far";
                if (ghost.extension == 0) broken = "I-17: extended twice";
                (ghost.deadline, ghost.extension) = (deadline, 0);
                ++extended;
            }
            if (current == ghost.last) continue;
            if (!_isEdge(ghost.last, current)) broken = "I-15: a forbidden edge";
            ghost.last = current;
            ++reached[current];
        }
    }

    function _countedAs(uint256 id, address voter, uint8 support) private {
        _choices[id][voter] = support + 1;
        string memory wrong = weigh(id);
        if (bytes(wrong).length != 0) broken = wrong;
    }

    function _vote(uint256 id, address voter, uint8 support) private returns (bool) {
        vm.prank(voter);
        try governor.castVote(id, support) returns (uint256 weight) {
            if (weight == 0) broken = "F6: a ballot of no weight";
            if (!governor.hasVoted(id, voter)) broken = "I-11: not recorded";
            _countedAs(id, voter, support);
            return true;
        } catch {
            return false;
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
        kind %= 9;
        if (kind <= 3) {
            (ghost.targets[0], ghost.values[0]) = (address(0xBEEF), 1 + seed % 2 ether);
        } else if (kind == 4) {
            ghost.targets[0] = address(membership);
            ghost.calldatas[0] = abi.encodeCall(ISeats.admit, (actor(seed >> 16), ISeats.Kind.Member, 0));
        } else if (kind == 5) {
            ghost.targets[0] = address(membership);
            ghost.calldatas[0] = abi.encodeCall(membership.revoke, (1 + seed % 12));
        } else if (kind == 6) {
            ghost.targets[0] = address(governor);
            ghost.calldatas[0] = abi.encodeCall(governor.updateQuorumNumerator, (1 + seed % 50));
        } else if (kind == 7) {
            ghost.targets[0] = address(governor);
            ghost.calldatas[0] = abi.encodeCall(
                governor.setVotingRules,
                (uint32(1 hours + seed % 3 days), uint32(10 minutes + seed % 2 days), uint8(seed % 11))
            );
        } else {
            ghost.targets[0] = address(treasury);
            ghost.calldatas[0] = abi.encodeCall(treasury.updateDelay, (1 days + seed % 5 days));
        }
        ghost.description = string(abi.encodePacked("p", ++_descriptions));
        vm.prank(actor(seed));
        try governor.propose(ghost.targets, ghost.values, ghost.calldatas, ghost.description) returns (uint256 id) {
            ghost.id = id;
            (, ghost.extension,) = governor.proposalTerms(id);
            ghost.deadline = governor.proposalDeadline(id);
            if (
                id
                    != uint256(
                        keccak256(
                            abi.encode(
                                ghost.targets, ghost.values, ghost.calldatas, keccak256(bytes(ghost.description))
                            )
                        )
                    )
            ) {
                broken =
                    "I-29: another id";
            }
            vm.prank(actor(seed));
            try governor.propose(ghost.targets, ghost.values, ghost.calldatas, ghost.description) {
                broken = "I-29: proposed twice";
            } catch {}
        } catch {
            ghosts.pop();
        }
    }

    function vote(uint256 seed, uint256 which, uint8 support) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        bool before = governor.hasVoted(ghost.id, actor(seed));
        if (_vote(ghost.id, actor(seed), support % 3) && before) ++changed;
    }

    /// @dev I-11, I-25: a stranger carries what somebody signed at any time, and perhaps carries it again.
    function carryBallot(uint256 seed, uint256 which, uint8 support) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        address voter = actor(seed);
        uint256 snapshot = governor.proposalSnapshot(ghost.id);
        uint256 signedAt = snapshot + (seed >> 8) % 6 days;
        (uint256 sequence,,,) = governor.ballotOf(ghost.id, voter);
        IAlthingGovernor.SignedBallot memory b;
        if (seed >> 128 & 7 == 0) {
            // I-26: signed for another governor.
            b = ballotAt(address(treasury), seed % 10, ghost.id, support % 3, "", signedAt);
            try governor.castSignedBallots(box(ghost.id, b)) {
                broken = "I-26: signed for another governor";
            } catch {
                ++foreign;
            }
        }
        b = ballotAt(address(governor), seed % 10, ghost.id, support % 3, "", signedAt);
        try governor.castSignedBallots(box(ghost.id, b)) {
            ++carried;
            _countedAs(ghost.id, voter, support % 3);
            (uint256 after_,,,) = governor.ballotOf(ghost.id, voter);
            if (after_ <= sequence) broken = "I-11: the sequence did not rise";
            if (signedAt > block.timestamp) broken = "I-25: signed in the future";
            try governor.castSignedBallots(box(ghost.id, b)) {
                broken = "I-25: accepted twice";
            } catch {}
        } catch {
            ++carriedInVain;
            (uint256 after_,,,) = governor.ballotOf(ghost.id, voter);
            if (after_ != sequence) broken = "I-11: changed by what was refused";
        }
    }

    /// @dev Everybody turns around in the last hour: alone, random ballots hardly ever come late.
    function swing(uint256 which, uint8 support) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        if (ghost.last != IGovernor.ProposalState.Active) return;
        uint256 late = governor.proposalDeadline(ghost.id) - 50 minutes;
        if (late > block.timestamp) vm.warp(late);
        for (uint256 i; i < 10; ++i) {
            _vote(ghost.id, actor(i), support % 2);
        }
    }

    /// @dev Everybody votes for one proposal: random ballots alone reach no decision.
    function agree(uint256 which) external observed {
        if (ghosts.length == 0) return;
        Ghost storage ghost = ghosts[which % ghosts.length];
        for (uint256 i; i < 10; ++i) {
            _vote(ghost.id, actor(i), 1);
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
        (uint256 numerator,,) = governor.proposalTerms(ghost.id);
        uint256 voters = membership.getPastTotalSupply(governor.proposalSnapshot(ghost.id));
        if (100 * (for_ + abstain) < voters * numerator || for_ + abstain < 3) broken = "I-13: without a quorum";
        ghost.paid = true;
        _settings = _hashSettings();
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
        try module.draw(1, address(0xD0D0), amount) {
            drawn += amount;
        } catch {
            ++drawsRefused;
        }
    }

    /// @dev I-24, I-28: any function of any contract, called by somebody without a seat, and the guardian.
    function attack(uint256 seed, uint256 which) external observed {
        uint256[] memory words = new uint256[](_accounts.length + 3);
        for (uint256 i; i < _accounts.length; ++i) {
            words[i] = uint256(uint160(_accounts[i]));
        }
        words[_accounts.length] = uint256(treasury.PROPOSER_ROLE());
        words[_accounts.length + 1] = 1 ether;
        words[_accounts.length + 2] = ghosts.length == 0 ? 1 : ghosts[seed % ghosts.length].id;
        bytes4[] storage selectors = _selectors[which % 4];
        bytes4 selector = selectors[(which >> 8) % selectors.length];
        address from = seed % 2 == 0 ? guardian : STRANGER;
        // Its own power it may give back, and an account its own vote: it has none.
        if (selector == governor.renounceGuardian.selector || selector == membership.delegate.selector) return;
        address target = which % 4 == 0
            ? address(governor)
            : which % 4 == 1 ? address(treasury) : which % 4 == 2 ? address(membership) : address(registry);
        uint256 coin = address(treasury).balance;
        vm.prank(from);
        (bool done,) = target.call(callOf(selector, seed, words));
        if (address(treasury).balance != coin) broken = "I-24: an attacker moved coin";
        if (done) ++attacks;
    }
}
