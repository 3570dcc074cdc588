// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {AlthingGovernor} from "../../../../contracts/governance/AlthingGovernor.sol";
import {AlthingTokenGovernor} from "../../../../contracts/governance/AlthingTokenGovernor.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {Ballots} from "../../support/Ballots.sol";

/// @dev A token with 18 decimals, and a supply near the most that `ERC20Votes` allows.
contract Shares is ERC20, EIP712, ERC20Votes {
    constructor(address[] memory holders, uint256[] memory amounts) ERC20("Shares", "S") EIP712("Shares", "1") {
        for (uint256 i; i < holders.length; ++i) {
            _mint(holders[i], amounts[i]);
            _delegate(holders[i], holders[i]);
        }
    }

    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}

/// @dev A plain book of ballots, as anybody would keep it: the last one of each voter, and a sum.
contract Model {
    struct Entry {
        bool counted;
        uint256 time;
        bool direct;
        uint8 support;
        uint256 weight;
    }

    mapping(uint256 voter => Entry) public entries;
    uint256[3] public votes;

    function isNewer(uint256 voter, uint256 time, bool direct, uint8 support) public view returns (bool) {
        Entry memory e = entries[voter];
        if (!e.counted || time != e.time) return !e.counted || time > e.time;
        if (direct != e.direct) return direct;
        return support > e.support;
    }

    function count(uint256 voter, uint256 time, bool direct, uint8 support, uint256 weight) external {
        Entry memory e = entries[voter];
        if (e.counted) votes[e.support] -= e.weight;
        votes[support] += weight;
        entries[voter] = Entry(true, time, direct, support, weight);
    }
}

contract CountingTest is Ballots {
    uint256 private constant VOTERS = 23;

    Model private model;
    Proposal private p;
    uint256[] private weights;

    function useSeats() private {
        deployDao(VOTERS, 20);
        for (uint256 i; i < VOTERS; ++i) {
            weights.push(1);
        }
    }

    function useShares(uint256 seed) private {
        deployDao(VOTERS, 20);
        address[] memory holders = new address[](VOTERS);
        for (uint256 i; i < VOTERS; ++i) {
            holders[i] = member(i);
            weights.push(1 + uint256(keccak256(abi.encode(seed, i))) % 2 ** 203);
        }
        Shares shares = new Shares(holders, weights);
        IAlthingGovernor.Parameters memory rules = parameters(20);
        governor = AlthingGovernor(
            payable(new AlthingTokenGovernor("Lakeside Commons", IVotes(address(shares)), treasury, rules))
        );
        vm.warp(block.timestamp + 1);
    }

    // Packed counting equals a plain mapping over long histories with changes, batches and every order.
    /// forge-config: default.fuzz.runs = 500
    /// forge-config: deep.fuzz.runs = 5000
    function testFuzz_Seats_EqualTheModel_I10_I11(uint256 seed) external {
        useSeats();
        play(seed);
    }

    /// forge-config: default.fuzz.runs = 500
    /// forge-config: deep.fuzz.runs = 5000
    function testFuzz_Shares_EqualTheModel_I10_I11(uint256 seed) external {
        useShares(seed);
        play(seed);
    }

    function play(uint256 seed) private {
        model = new Model();
        // Another proposal, where the voters get their indexes in an order of its own.
        p = propose(action(PAYEE, 1, "", "first"));
        toActive(p);
        for (uint256 i; i < 11; ++i) {
            vm.prank(member(uint256(keccak256(abi.encode(seed, i))) % VOTERS));
            try governor.castVote(p.id, 1) {} catch {}
        }
        toEnd(p);
        p = propose(payment());
        toActive(p);
        for (uint256 step; step < 40; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed % 3 == 0) vm.warp(block.timestamp + (seed >> 128) % 6 hours);
            if (block.timestamp > governor.proposalDeadline(p.id)) break;
            if (seed % 2 == 0) castDirectly(seed >> 8);
            else carryMany(seed >> 8);
            assertSame();
        }
        for (uint256 i; i < VOTERS; ++i) {
            (bool counted, uint256 time, bool direct, uint8 support,) = model.entries(i);
            (uint256 sequence, uint8 kept, uint48 at, bool byVoter) = governor.ballotOf(p.id, member(i));
            assertTrue(counted == (sequence != 0) && counted == governor.hasVoted(p.id, member(i)), "counted");
            if (!counted) continue;
            assertEq(kept, support, "support");
            assertEq(at, time, "time");
            assertTrue(byVoter == direct, "direct");
        }
    }

    function isOpen(uint256 voter) private view returns (bool) {
        (bool counted,,,,) = model.entries(voter);
        return !counted || block.timestamp + LOCK_WINDOW <= governor.proposalDeadline(p.id);
    }

    function castDirectly(uint256 seed) private {
        uint256 voter = seed % VOTERS;
        uint8 support = uint8((seed >> 8) % 3);
        bool expected = isOpen(voter) && model.isNewer(voter, block.timestamp, true, support);
        vm.prank(member(voter));
        try governor.castVote(p.id, support) {
            assertTrue(expected, "counted, and should not be");
            model.count(voter, block.timestamp, true, support, weights[voter]);
        } catch {
            assertFalse(expected, "refused, and should not be");
        }
    }

    function carryMany(uint256 seed) private {
        uint256 count = 1 + seed % 6;
        IAlthingGovernor.SignedBallot[] memory ballots = new IAlthingGovernor.SignedBallot[](count);
        uint256[] memory voters = new uint256[](count);
        uint256 snapshot = governor.proposalSnapshot(p.id);
        for (uint256 i; i < count; ++i) {
            seed = uint256(keccak256(abi.encode(seed, i)));
            voters[i] = seed % VOTERS;
            uint256 signedAt = snapshot + 1 + (seed >> 16) % (block.timestamp - snapshot);
            ballots[i] = ballotAt(voters[i], p.id, uint8((seed >> 8) % 3), "", signedAt);
            ballots[i].expiry = type(uint48).max;
            ballots[i].signature = sign(voters[i], digestOf(domain(), p.id, ballots[i]));
        }
        uint256 expected;
        for (uint256 i; i < count; ++i) {
            IAlthingGovernor.SignedBallot memory b = ballots[i];
            // A swing within the batch moves the deadline, and with it the lock; the model asks the first deadline,
            // so it looks only while the lock is far.
            if (!isOpen(voters[i]) || !model.isNewer(voters[i], b.signedAt, false, b.support)) continue;
            model.count(voters[i], b.signedAt, false, b.support, weights[voters[i]]);
            ++expected;
        }
        try governor.castSignedBallots(box(p.id, ballots)) returns (uint256 counted) {
            assertEq(counted, expected, "counted");
        } catch {
            assertEq(expected, 0, "refused");
        }
    }

    function assertSame() private view {
        (uint256 against, uint256 for_, uint256 abstain) = governor.proposalVotes(p.id);
        assertEq(against, model.votes(0), "against");
        assertEq(for_, model.votes(1), "for");
        assertEq(abstain, model.votes(2), "abstain");
    }

    function test_ASharesGovernor_PaysWhatPassed() external {
        useShares(7);
        assertEq(keccak256(bytes(governor.COUNTING_MODE())), keccak256("support=bravo&quorum=for,abstain"), "mode");
        p = propose(payment());
        toActive(p);
        vote(p, VOTERS, 1);
        toEnd(p);
        assertState(p, IGovernor.ProposalState.Succeeded);
    }

    // The sequence stops at its maximum and never wraps.
    function test_TheSequence_StopsAtItsMaximum_I11() external {
        useSeats();
        p = propose(payment());
        toActive(p);
        vm.prank(member(0));
        governor.castVote(p.id, 1);
        (uint256 sequence,,,) = governor.ballotOf(p.id, member(0));
        // The word of the voter with index 1: the last ballot that 25 bits hold, an abstention.
        bytes32 slot = findWord(sequence << 25);
        uint256 greatest = 2 ** 25 - 1;
        vm.store(address(governor), slot, bytes32(greatest << 25));
        (sequence,,,) = governor.ballotOf(p.id, member(0));
        assertEq(sequence, greatest, "stored");
        vm.warp(block.timestamp + 1);
        vm.prank(member(0));
        vm.expectRevert(
            abi.encodeWithSelector(IAlthingGovernor.GovernorBallotSuperseded.selector, p.id, member(0), greatest)
        );
        governor.castVote(p.id, 0);
        bytes memory signature = stockSignature(governor, domain(), 0, p.id, 0, greatest);
        vm.expectRevert(
            abi.encodeWithSelector(IAlthingGovernor.GovernorBallotSuperseded.selector, p.id, member(0), greatest)
        );
        governor.castVoteBySig(p.id, 0, member(0), signature);
    }

    /// @dev The slot of `_ballots[p.id][0]`, whichever slot the mapping has.
    function findWord(uint256 expected) private view returns (bytes32) {
        for (uint256 base; base < 40; ++base) {
            bytes32 slot = keccak256(abi.encode(uint256(0), keccak256(abi.encode(p.id, base))));
            if (uint256(vm.load(address(governor), slot)) == expected) return slot;
        }
        revert("the word was not found");
    }

    // Every ballot that can be cast fits: the longest period and the longest extension are below 48 days.
}
