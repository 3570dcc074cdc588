// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {AlthingGovernor} from "../../../../contracts/governance/AlthingGovernor.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

contract BlockClockToken {
    function clock() external view returns (uint48) {
        return uint48(block.number);
    }
}

contract SettingsTest is DaoFixture {
    function setUp() external {
        deployDao(5, 20);
    }

    /// @dev Takes a call on the governor through a whole vote; whether it could be executed.
    function tryDecide(bytes memory data) private returns (bool) {
        Proposal memory p = pass(action(address(governor), 0, data, "set"), 5);
        queue(p);
        toReady(p);
        try governor.execute(p.targets, p.values, p.calldatas, keccak256(bytes(p.description))) returns (uint256) {
            return true;
        } catch {
            return false;
        }
    }

    function testFuzz_VotingDelay_StaysWithinBounds_F8_T9_I19(uint48 delay) external {
        delay = uint48(bound(delay, 0, 16 days));
        bool within = delay >= 1 days && delay <= 14 days;
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingDelay, (delay))) == within, "accepted");
        assertEq(governor.votingDelay(), within ? delay : VOTING_DELAY, "delay");
    }

    function testFuzz_VotingPeriod_StaysWithinBounds_T9_I19(uint32 period) external {
        period = uint32(bound(period, 0, 33 days));
        // Not shorter than the extension after a late swing.
        bool within = period >= SWING_EXTENSION && period <= 30 days;
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (period))) == within, "accepted");
        assertEq(governor.votingPeriod(), within ? period : VOTING_PERIOD, "period");
    }

    function testFuzz_DelayAndPeriod_NeverExceedTheLife_T9(uint256 delay, uint256 period) external {
        delay = bound(delay, 1 days, 14 days);
        period = bound(period, 1 days, 30 days);
        tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(period))));
        bool accepted = tryDecide(abi.encodeCall(governor.setVotingDelay, (uint48(delay))));
        assertTrue(accepted == (delay + governor.votingPeriod() <= 40 days), "accepted");
        assertTrue(governor.votingDelay() + governor.votingPeriod() <= 40 days, "life");
    }

    function test_GivenTheLongestDelay_ThePeriodMinds() external {
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingDelay, (14 days))), "delay");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(26 days + 1)))), "too long");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(26 days)))), "just");
    }

    function test_GivenTheLongestPeriod_TheDelayMinds() external {
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (30 days))), "period");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingDelay, (10 days + 1))), "too long");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingDelay, (10 days))), "just");
    }

    function testFuzz_QuorumNumerator_StaysWithinBounds_I19(uint256 numerator) external {
        numerator = bound(numerator, 0, 120);
        bool within = numerator >= 1 && numerator <= 50;
        assertTrue(tryDecide(abi.encodeCall(governor.updateQuorumNumerator, (numerator))) == within, "accepted");
    }

    function test_RevertWhen_ThresholdIsZero_F8() external {
        assertFalse(tryDecide(abi.encodeCall(governor.setProposalThreshold, (0))), "accepted");
    }

    /// @dev The first value on either side of each bound, by name.
    function test_RevertWhen_TheConstructorIsGivenValuesOutOfBounds() external {
        uint256 largest = type(uint208).max;
        refuse(0, "votingDelay", 1 days - 1, 1 days, 14 days);
        refuse(0, "votingDelay", 14 days + 1, 1 days, 14 days);
        refuse(1, "votingPeriod", 1 days - 1, 1 days, 30 days);
        refuse(1, "votingPeriod", 30 days + 1, 1 days, 30 days);
        refuse(1, "votingPeriod", 2 days - 1, 2 days, 30 days); // The extension.
        refuse(2, "proposalThreshold", 0, 1, largest);
        refuse(2, "proposalThreshold", largest + 1, 1, largest);
        refuse(3, "quorumNumerator", 0, 1, 50);
        refuse(3, "quorumNumerator", 51, 1, 50);
        refuse(4, "swingExtension", 1 hours - 1, 1 hours, 14 days);
        refuse(4, "swingExtension", 14 days + 1, 1 hours, 14 days);
        refuse(5, "lockWindow", 10 minutes - 1, 10 minutes, 30 days);
        refuse(5, "lockWindow", 30 days + 1, 10 minutes, 30 days);
        refuse(6, "proposalLimit", 11, 0, 10);
        IAlthingGovernor.Parameters memory set = parameters(20);
        (set.votingDelay, set.votingPeriod) = (10 days + 1, 30 days);
        vm.expectRevert(
            abi.encodeWithSelector(IAlthingGovernor.GovernorLifeTooLong.selector, 10 days + 1, 30 days, 40 days)
        );
        this.make("x", IVotes(address(membership)), set);
    }

    /// @dev A call, because only a call is expected to revert where tests are linked to what they deploy.
    function make(string calldata name, IVotes token, IAlthingGovernor.Parameters calldata set) external {
        governor = new AlthingGovernor(name, token, treasury, set);
    }

    function refuse(uint256 which, bytes32 name, uint256 value, uint256 min, uint256 max) private {
        IAlthingGovernor.Parameters memory set = parameters(20);
        if (which == 0) set.votingDelay = uint48(value);
        else if (which == 1) set.votingPeriod = uint32(value);
        else if (which == 2) set.proposalThreshold = value;
        else if (which == 3) set.quorumNumerator = value;
        else if (which == 4) set.swingExtension = uint32(value);
        else if (which == 5) set.lockWindow = uint32(value);
        else set.proposalLimit = uint8(value);
        vm.expectRevert(
            abi.encodeWithSelector(IAlthingGovernor.GovernorSettingOutOfBounds.selector, name, value, min, max)
        );
        this.make("x", IVotes(address(membership)), set);
    }

    function test_EachEdge_IsAccepted() external {
        assertTrue(setRules(1 hours, 10 minutes, 10), "rules");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (1 days))), "shortest period");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingPeriod, (1 days - 1))), "shorter");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingDelay, (14 days))), "longest delay");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingDelay, (14 days + 1))), "longer");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingDelay, (1 days))), "shortest delay");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingDelay, (1 days - 1))), "shorter");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (30 days))), "longest period");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingPeriod, (30 days + 1))), "longer");
        assertTrue(tryDecide(abi.encodeCall(governor.updateQuorumNumerator, (50))), "highest quorum");
        assertFalse(tryDecide(abi.encodeCall(governor.updateQuorumNumerator, (51))), "higher");
        assertTrue(tryDecide(abi.encodeCall(governor.updateQuorumNumerator, (1))), "lowest quorum");
        assertFalse(tryDecide(abi.encodeCall(governor.updateQuorumNumerator, (0))), "lower");
        assertTrue(
            tryDecide(abi.encodeCall(governor.setProposalThreshold, (uint256(type(uint208).max)))), "highest threshold"
        );
        assertFalse(
            tryDecide(abi.encodeCall(governor.setProposalThreshold, (uint256(type(uint208).max) + 1))), "higher"
        );
    }

    function test_RevertWhen_TheTokenCountsBlocks() external {
        IVotes token = IVotes(address(new BlockClockToken()));
        vm.expectRevert(IAlthingGovernor.GovernorClockMismatch.selector);
        this.make("x", token, parameters(20));
    }

    function test_RevertWhen_AnybodyElseSets_I22() external {
        bytes[] memory calls = new bytes[](7);
        calls[0] = abi.encodeCall(governor.setVotingDelay, (2 days));
        calls[1] = abi.encodeCall(governor.setVotingPeriod, (2 days));
        calls[2] = abi.encodeCall(governor.setProposalThreshold, (2));
        calls[3] = abi.encodeCall(governor.updateQuorumNumerator, (2));
        calls[4] = abi.encodeCall(governor.setGuardian, (STRANGER, uint48(block.timestamp + 1 days)));
        calls[5] = abi.encodeCall(governor.burnGuardian, ());
        calls[6] = abi.encodeCall(governor.setVotingRules, (1 days, 1 hours, 1));
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(i % 2 == 0 ? member(0) : GUARDIAN);
            (bool done, bytes memory reason) = address(governor).call(calls[i]);
            assertFalse(done, "done");
            assertEq(bytes32(bytes4(reason)), bytes32(IGovernor.GovernorOnlyExecutor.selector), "reason");
        }
    }

    function test_RevertWhen_TheTreasuryWouldChange_T31() external {
        assertFalse(tryDecide(abi.encodeCall(governor.updateTimelock, (treasury))), "accepted");
    }

    function test_RevertWhen_TheGovernorWouldRelayToTheTreasury() external {
        bytes memory slow = abi.encodeCall(treasury.updateDelay, (30 days));
        assertTrue(decide(action(address(treasury), 0, slow, "slow"), 5).id != 0, "slow");
        Proposal memory waiting = pass(payment(), 5);
        queue(waiting);
        bytes memory inner = abi.encodeCall(treasury.cancel, (operationOf(waiting)));
        Proposal memory p =
            pass(action(address(governor), 0, abi.encodeCall(governor.relay, (address(treasury), 0, inner)), "r"), 5);
        queue(p);
        vm.warp(governor.proposalEta(p.id));
        assertTrue(treasury.isOperationPending(operationOf(waiting)), "waiting");
        vm.expectRevert(IAlthingGovernor.GovernorRelayToTreasury.selector);
        execute(p);
    }

    function test_Relay_RescuesWhatWasSentToTheGovernor_T32() external {
        vm.deal(address(governor), 1 ether);
        assertTrue(tryDecide(abi.encodeCall(governor.relay, (PAYEE, 1 ether, ""))), "accepted");
        assertEq(PAYEE.balance, 1 ether, "rescued");
    }

    function setRules(uint256 swing, uint256 lock, uint256 limit) private returns (bool) {
        return tryDecide(abi.encodeCall(governor.setVotingRules, (uint32(swing), uint32(lock), uint8(limit))));
    }

    function testFuzz_VotingRules_StayWithinBounds_T5_I19(uint256 swing, uint256 lock, uint256 limit) external {
        swing = bound(swing, 0, VOTING_PERIOD + 1 days);
        lock = bound(lock, 0, VOTING_PERIOD);
        limit = bound(limit, 0, 12);
        bool within = swing >= 1 hours && swing <= VOTING_PERIOD && lock >= 10 minutes && lock <= VOTING_PERIOD / 2
            && limit <= 10;
        assertTrue(setRules(swing, lock, limit) == within, "accepted");
        assertEq(governor.swingExtension(), within ? swing : SWING_EXTENSION, "swing");
        assertEq(governor.lockWindow(), within ? lock : LOCK_WINDOW, "lock");
        assertEq(governor.proposalLimit(), within ? limit : PROPOSAL_LIMIT, "limit");
    }

    function test_VotingRules_AtEachEdge() external {
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(30 days)))), "period");
        assertTrue(setRules(14 days, 15 days, 10), "largest");
        assertFalse(setRules(14 days + 1, 15 days, 10), "swing");
        assertFalse(setRules(14 days, 15 days + 1, 10), "lock");
        assertFalse(setRules(14 days, 15 days, 11), "limit");
        // The period minds both.
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(30 days - 1)))), "lock");
        assertTrue(setRules(14 days, 10 minutes, 0), "lock lowered");
        assertFalse(tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(14 days - 1)))), "swing");
        assertTrue(tryDecide(abi.encodeCall(governor.setVotingPeriod, (uint32(14 days)))), "just");
        assertTrue(setRules(1 hours, 10 minutes, 0), "smallest");
        assertFalse(setRules(1 hours - 1, 10 minutes, 0), "swing too small");
        assertFalse(setRules(1 hours, 10 minutes - 1, 0), "lock too small");
    }

    function test_VotingRules_AreAnnounced() external {
        Proposal memory p =
            pass(action(address(governor), 0, abi.encodeCall(governor.setVotingRules, (1 days, 2 hours, 3)), "r"), 5);
        queue(p);
        toReady(p);
        vm.expectEmit(address(governor));
        emit IAlthingGovernor.VotingRulesSet(1 days, 2 hours, 3);
        execute(p);
    }

    /// @dev Whatever was set: forty days and one extension after its creation no vote is open.
    function testFuzz_EveryVote_Ends_T9(uint256 delay, uint256 period, uint256 swing, uint256 lock, bool late)
        external
    {
        IAlthingGovernor.Parameters memory set = parameters(20);
        period = bound(period, 1 days, 30 days);
        set.votingPeriod = uint32(period);
        set.votingDelay = uint48(bound(delay, 1 days, period > 26 days ? 40 days - period : 14 days));
        set.swingExtension = uint32(bound(swing, 1 hours, period > 14 days ? 14 days : period));
        set.lockWindow = uint32(bound(lock, 10 minutes, period / 2));
        governor = new AlthingGovernor("Any", IVotes(address(membership)), treasury, set);
        Proposal memory p = propose(payment());
        uint256 created = block.timestamp;
        vm.warp(late ? governor.proposalDeadline(p.id) : governor.proposalSnapshot(p.id) + 1);
        vote(p, 5, 1);
        vm.warp(created + 40 days + 14 days + 1);
        assertTrue(uint256(governor.state(p.id)) > uint256(IGovernor.ProposalState.Active), "the vote is open");
    }

    /// @dev In bytes, and not in letters.
    function testFuzz_AName_IsAtMost31Bytes_T45(uint256 length, bytes32 letter) external {
        bytes memory name = new bytes(length % 64);
        for (uint256 i; i < name.length; ++i) {
            name[i] = letter[i % 32];
        }
        if (name.length > 31) vm.expectRevert(abi.encodeWithSignature("StringTooLong(string)", string(name)));
        this.make(string(name), IVotes(address(membership)), parameters(20));
        if (name.length <= 31) assertEq(keccak256(bytes(governor.name())), keccak256(name), "name");
    }
}
