// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {AlthingGovernor} from "../../../../contracts/governance/AlthingGovernor.sol";
import {Treasury} from "../../../../contracts/treasury/Treasury.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

/// @dev A token that says how many seats there were, so that any number can be asked about.
contract CountedSeats {
    uint256 public seats;

    function setSeats(uint256 seats_) external {
        seats = seats_;
    }

    function clock() external view returns (uint48) {
        return uint48(block.timestamp);
    }

    function getPastTotalSupply(uint256) external view returns (uint256) {
        return seats;
    }

    function getPastVotes(address, uint256) external view returns (uint256) {
        return seats;
    }
}

contract QuorumTest is DaoFixture {
    CountedSeats private counted;
    AlthingGovernor private counting;

    function countingGovernor(uint256 numerator) private {
        counted = new CountedSeats();
        vm.warp(START);
        address expected = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        Treasury held = new Treasury(TIMELOCK_DELAY, GRACE, expected);
        counting = new AlthingGovernor("Counted", IVotes(address(counted)), held, parameters(numerator));
        vm.warp(START + 1);
    }

    // F1, T2, I-21
    function testFuzz_Quorum_IsAtLeastTheFloorAndTheFractionRoundedUp(uint256 seats, uint256 numerator) external {
        seats = bound(seats, 0, 500);
        numerator = bound(numerator, 1, 50);
        countingGovernor(numerator);
        counted.setSeats(seats);
        uint256 quorum = counting.quorum(START);
        assertTrue(quorum * 100 >= seats * numerator, "below the fraction");
        assertTrue(quorum >= (seats < 3 ? seats : 3), "below the floor");
        assertTrue(quorum <= seats, "above the seats");
        assertTrue(quorum <= 3 || (quorum - 1) * 100 < seats * numerator, "more than rounded up");
    }

    function test_GivenNoSeat_NothingCanPass() external {
        countingGovernor(50);
        counted.setSeats(1);
        address[] memory targets = new address[](1);
        targets[0] = PAYEE;
        uint256 id = counting.propose(targets, new uint256[](1), new bytes[](1), "nobody");
        counted.setSeats(0);
        assertEq(counting.quorum(START), 0, "quorum");
        vm.warp(counting.proposalSnapshot(id) + 1);
        vm.expectRevert(abi.encodeWithSignature("GovernorNoVotes(address,uint256)", STRANGER, START + 1 + 1 days));
        vm.prank(STRANGER);
        counting.castVote(id, 1);
        vm.warp(counting.proposalDeadline(id) + 1);
        assertEq(uint256(counting.state(id)), uint256(IGovernor.ProposalState.Defeated), "state");
    }

    // F1: with OpenZeppelin's quorum, nine seats at 10 % are drained by one vote.
    function test_GivenNineSeatsAtTenPercent_OneVoteIsNotEnough() external {
        deployDao(9, 10);
        Proposal memory p = pass(payment(), 1);
        assertState(p, IGovernor.ProposalState.Defeated);
    }

    function test_GivenNineSeatsAtTenPercent_ThreeVotesAreEnough() external {
        deployDao(9, 10);
        Proposal memory p = pass(payment(), 3);
        assertState(p, IGovernor.ProposalState.Succeeded);
    }

    // T6, I-16
    function test_GivenALoweredQuorum_ADefeatedProposalStaysDefeated() external {
        deployDao(20, 50);
        Proposal memory defeated = pass(payment(), 5);
        assertState(defeated, IGovernor.ProposalState.Defeated);
        decide(action(address(governor), 0, abi.encodeCall(governor.updateQuorumNumerator, (1)), "lower"), 11);
        assertEq(governor.quorumNumerator(), 1, "numerator");
        assertState(defeated, IGovernor.ProposalState.Defeated);
    }

    // I-20, T8
    function testFuzz_ProposalThreshold_SomebodyCanAlwaysPropose(uint256 set, uint256 seats) external {
        seats = bound(seats, 3, 60);
        set = bound(set, 1, type(uint208).max);
        deployDao(seats, 10);
        decide(action(address(governor), 0, abi.encodeCall(governor.setProposalThreshold, (set)), "raise"), seats);
        uint256 most = seats / 20 == 0 ? 1 : seats / 20;
        assertEq(governor.proposalThreshold(), set < most ? set : most, "threshold");
    }
}
