// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {AlthingGovernor} from "../../../../contracts/governance/AlthingGovernor.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
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

    function testFuzz_Quorum_IsAtLeastTheFloorAndTheFractionRoundedUp_F1_T2_I21(uint256 seats, uint256 numerator)
        external
    {
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

    // With OpenZeppelin's quorum, nine seats at 10 % are drained by one vote.
    function test_GivenNineSeatsAtTenPercent_OneVoteIsNotEnough_F1() external {
        deployDao(9, 10);
        Proposal memory p = pass(payment(), 1);
        assertState(p, IGovernor.ProposalState.Defeated);
    }

    function test_GivenNineSeatsAtTenPercent_ThreeVotesAreEnough() external {
        deployDao(9, 10);
        Proposal memory p = pass(payment(), 3);
        assertState(p, IGovernor.ProposalState.Succeeded);
    }

    function test_GivenALoweredQuorum_ADefeatedProposalStaysDefeated_T6_I16() external {
        deployDao(20, 50);
        Proposal memory defeated = pass(payment(), 5);
        assertState(defeated, IGovernor.ProposalState.Defeated);
        decide(action(address(governor), 0, abi.encodeCall(governor.updateQuorumNumerator, (1)), "lower"), 11);
        assertEq(governor.quorumNumerator(), 1, "numerator");
        assertState(defeated, IGovernor.ProposalState.Defeated);
    }

    function testFuzz_ProposalThreshold_SomebodyCanAlwaysPropose_I20_T8(uint256 set, uint256 seats) external {
        seats = bound(seats, 3, 60);
        set = bound(set, 1, set % 2 == 0 ? 5 : type(uint208).max);
        deployDao(seats, 10);
        decide(action(address(governor), 0, abi.encodeCall(governor.setProposalThreshold, (set)), "raise"), seats);
        uint256 most = seats / 20 == 0 ? 1 : seats / 20;
        assertEq(governor.proposalThreshold(), set < most ? set : most, "threshold");
    }

    // Seats that came in the last second count in the next.
    function test_ProposalThreshold_IsThatOfTheSecondBefore() external {
        deployDao(39, 10);
        decide(action(address(governor), 0, abi.encodeCall(governor.setProposalThreshold, (9)), "raise"), 39);
        vm.prank(address(treasury));
        membership.admit(STRANGER, ISeats.Kind.Member, 0);
        assertEq(governor.proposalThreshold(), 1, "in that second");
        vm.warp(block.timestamp + 1);
        assertEq(governor.proposalThreshold(), 2, "in the next");
    }

    /// @dev Of forty members one still votes: what an attacker must hold to take the treasury.
    function test_GivenFortySeatsAndOneThatVotes_AnAttackerNeedsTheQuorum_T3() external {
        uint256[3] memory numerators = [uint256(1), 4, 20];
        uint256[3] memory needed = [uint256(3), 3, 8];
        for (uint256 i; i < numerators.length; ++i) {
            deployDao(40, numerators[i]);
            for (uint256 attackers = 1; attackers <= needed[i]; ++attackers) {
                uint256 clean = vm.snapshotState();
                Proposal memory p = propose(payment());
                toActive(p);
                vote(p, attackers, 1);
                toEnd(p);
                assertTrue(
                    (governor.state(p.id) == IGovernor.ProposalState.Succeeded) == (attackers == needed[i]),
                    "the smallest number that passes"
                );
                vm.revertToState(clean);
            }
        }
    }

    /// @dev A decision raises the quorum and admits; in its second one proposes before it and one after it.
    function test_GivenQuorumAndSeatsChangeAtOnce_EachProposalHasItsOwn_T7_I16() external {
        deployDao(10, 10);
        Proposal memory change;
        change.targets = new address[](3);
        change.values = new uint256[](3);
        change.calldatas = new bytes[](3);
        change.targets[0] = address(governor);
        change.calldatas[0] = abi.encodeCall(governor.updateQuorumNumerator, (50));
        for (uint256 i = 1; i < 3; ++i) {
            change.targets[i] = address(membership);
            change.calldatas[i] = admission(member(20 + i));
        }
        change.description = "change";
        change = pass(change, 10);
        queue(change);
        toReady(change);
        Proposal memory before = propose(action(PAYEE, 1, "", "before"));
        execute(change);
        Proposal memory after_ = propose(action(PAYEE, 1, "", "after"));
        toActive(before);
        vote(before, 3, 1);
        vote(after_, 5, 1);
        toEnd(after_);
        // Twelve seats at both snapshots: a tenth of them and the floor is three, a half is six.
        assertState(before, IGovernor.ProposalState.Succeeded);
        assertState(after_, IGovernor.ProposalState.Defeated);
    }
}
