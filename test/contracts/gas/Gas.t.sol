// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IAlthingGovernor} from "../../../contracts/governance/IAlthingGovernor.sol";
import {Ballots} from "../support/Ballots.sol";
import {DaoFixture} from "../support/DaoFixture.sol";
import {FactoryFixture} from "../support/FactoryFixture.sol";
import {StockFullGovernor, StockGovernor} from "./Stock.sol";

/// @dev What whole transactions cost (`npm run bench:gas`): ours and OpenZeppelin's on one fixture, call by call.
/// 140 seats, a checkpoint each; quorum 20 %: 28. Every voter has voted on an earlier proposal unless a row says
/// otherwise. Nothing is warm: forge runs every call as a transaction of its own (`--isolate`). Ours is a DAO that the
/// factory made.
contract GasTest is FactoryFixture, Ballots {
    uint256 private constant SEATS = 140;
    uint256 private constant PROPOSER = 0;

    Governor private subject;
    TimelockController private purse;
    string private group;
    uint256 private counter;

    function setUp() external {
        deployDao(SEATS, 20);
        vm.deal(PAYEE, 1 ether);
    }

    function deployDao(uint256 seats, uint256 quorumNumerator) internal override(DaoFixture, FactoryFixture) {
        FactoryFixture.deployDao(seats, quorumNumerator);
    }

    function use(string memory name) private {
        group = name;
        if (keccak256(bytes(name)) == keccak256("ours")) {
            (subject, purse) = (governor, treasury);
        } else {
            bytes memory terms = abi.encode(TIMELOCK_DELAY, new address[](0), new address[](1), address(this));
            purse = TimelockController(payable(vm.deployCode("TimelockController", terms)));
            string memory kind = keccak256(bytes(name)) == keccak256("stock") ? "StockGovernor" : "StockFullGovernor";
            subject = Governor(payable(vm.deployCode(kind, abi.encode(membership, purse))));
            purse.grantRole(purse.PROPOSER_ROLE(), address(subject));
            purse.grantRole(purse.CANCELLER_ROLE(), address(subject));
            vm.deal(address(purse), 100 ether);
        }
    }

    function test_Gas_Ours() external {
        use("ours");
        compare();
        change();
        firstEver();
        carry(20, "batch of 20, each");
        carry(100, "batch of 100, each");
        relay();
    }

    function test_Gas_Stock() external {
        use("stock");
        compare();
        relayStock();
    }

    function test_Gas_StockWithModules() external {
        use("stockWithModules");
        compare();
        relayStock();
    }

    /// @dev What all of them can do.
    function compare() private {
        Proposal memory p = submit("propose, the first of all");
        run(p);
        p = submit("propose, a proposer's second");
        vm.warp(block.timestamp + VOTING_DELAY + 1);
        cast(p, 0, "castVote, the very first on a proposal");
        cast(p, 1, "castVote, below quorum");
        castWithReason(p, 2, "castVoteWithReason, 100 bytes");
        for (uint256 i = 3; i < 9; ++i) {
            cast(p, i, "");
        }
        // Indexes begin with 1 and ten share a word.
        cast(p, 9, "castVote that opens a word");
        for (uint256 i = 10; i < 27; ++i) {
            cast(p, i, "");
        }
        cast(p, 27, "castVote that reaches quorum");
        cast(p, 28, "castVote, above quorum");
        vm.warp(block.timestamp + VOTING_PERIOD);
        subject.queue(p.targets, p.values, p.calldatas, keccak256(bytes(p.description)));
        uint256 queued = snapshot("");
        vm.warp(block.timestamp + TIMELOCK_DELAY);
        subject.execute(p.targets, p.values, p.calldatas, keccak256(bytes(p.description)));
        vm.snapshotValue(group, "queue and execute one payment", queued + snapshot(""));
    }

    /// @dev A proposal in which everybody votes, so that every voter has an index.
    function run(Proposal memory p) private {
        vm.warp(block.timestamp + VOTING_DELAY + 1);
        for (uint256 i; i < SEATS - 1; ++i) {
            cast(p, i, "");
        }
        vm.warp(block.timestamp + VOTING_PERIOD);
    }

    function change() private {
        Proposal memory p = submit("");
        vm.warp(block.timestamp + VOTING_DELAY + 1);
        cast(p, 0, "");
        cast(p, 1, "");
        vm.warp(block.timestamp + 1);
        vm.prank(member(1));
        subject.castVote(p.id, 0);
        snapshot("change a ballot");
    }

    function firstEver() private {
        Proposal memory p = submit("");
        vm.warp(block.timestamp + VOTING_DELAY + 1);
        cast(p, 137, "");
        cast(p, SEATS - 1, "castVote, a voter's first ballot ever");
    }

    function relay() private {
        Proposal memory p = submit("");
        vm.warp(block.timestamp + VOTING_DELAY + 1);
        cast(p, 0, "");
        IAlthingGovernor.BallotBox[] memory one = box(p.id, ballot(1, p.id, 1, ""));
        governor.castSignedBallots(one);
        snapshot("signed ballot, relayed alone");
        bytes memory signature = stockSignature(subject, domain(), 2, p.id, 1, 0);
        subject.castVoteBySig(p.id, 1, member(2), signature);
        snapshot("castVoteBySig, relayed alone");
    }

    function relayStock() private {
        Proposal memory p = submit("");
        vm.warp(block.timestamp + VOTING_DELAY + 1);
        cast(p, 0, "");
        bytes memory signature =
            stockSignature(subject, domainOf(address(subject), "Stock", block.chainid), 2, p.id, 1, 0);
        subject.castVoteBySig(p.id, 1, member(2), signature);
        snapshot("castVoteBySig, relayed alone");
    }

    function carry(uint256 count, string memory name) private {
        Proposal memory p = submit("");
        vm.warp(block.timestamp + VOTING_DELAY + 1);
        IAlthingGovernor.SignedBallot[] memory ballots = new IAlthingGovernor.SignedBallot[](count);
        for (uint256 i; i < count; ++i) {
            ballots[i] = ballot(i, p.id, 1, string(reason()));
        }
        IAlthingGovernor.BallotBox[] memory boxes = box(p.id, ballots);
        governor.castSignedBallots(boxes);
        uint256 gas = snapshot("");
        vm.snapshotValue(group, name, gas / count);
    }

    function submit(string memory name) private returns (Proposal memory p) {
        p = action(PAYEE, 1 ether, "", string(description()));
        vm.prank(member(bytes(name).length == 0 ? ++counter : PROPOSER));
        p.id = subject.propose(p.targets, p.values, p.calldatas, p.description);
        snapshot(name);
    }

    function cast(Proposal memory p, uint256 index, string memory name) private {
        vm.prank(member(index));
        subject.castVote(p.id, 1);
        snapshot(name);
    }

    function castWithReason(Proposal memory p, uint256 index, string memory name) private {
        string memory words = string(reason());
        vm.prank(member(index));
        subject.castVoteWithReason(p.id, 1, words);
        snapshot(name);
    }

    function snapshot(string memory name) private returns (uint256) {
        if (bytes(name).length == 0) return vm.lastCallGas().gasTotalUsed;
        return vm.snapshotGasLastCall(group, name);
    }

    function reason() private pure returns (bytes memory text) {
        text = new bytes(100);
        for (uint256 i; i < 100; ++i) {
            text[i] = "r";
        }
    }

    /// @dev 200 bytes, never the same.
    function description() private returns (bytes memory text) {
        text = new bytes(200);
        ++counter;
        for (uint256 i; i < 200; ++i) {
            text[i] = bytes1(uint8(97 + (counter >> i % 16 & 1)));
        }
    }
}
