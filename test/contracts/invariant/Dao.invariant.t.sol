// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {DaoFixture} from "../support/DaoFixture.sol";
import {PlainModule} from "../support/Modules.sol";
import {Handler} from "./Handler.sol";

/// @dev One campaign: the laws of the money, the votes, the settings and the roles after any history.
contract DaoInvariantTest is DaoFixture {
    Handler private handler;

    function setUp() external {
        deployDao(7, 20);
        PlainModule module = new PlainModule(treasury);
        bytes memory grant = abi.encodeCall(
            treasury.setEnvelope,
            (address(module), address(0), 10 ether, 2 ether, 30 days, uint48(block.timestamp + 1000 days))
        );
        decide(action(address(treasury), 0, grant, "grant"), 7);
        handler = new Handler(governor, treasury, membership, module, GUARDIAN);
        _targets.push(address(handler));
    }

    address[] private _targets;

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    function invariant_TheDaoKeepsItsLaws() external view {
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
        // I-12, I-33: the money
        uint256 out = handler.paidByDecision() + handler.drawn();
        assertEq(address(treasury).balance + out, 100 ether + handler.received(), "I-12: conservation");
        assertTrue(handler.drawn() <= 10 ether, "I-33: more than the total");
        assertEq(treasury.getEnvelope(1).drawn, handler.drawn(), "I-33: not recorded");
        assertEq(address(governor).balance, 0, "I-23: the governor holds coin");
        // I-1, I-2, I-9, I-21: the votes
        uint256 votes;
        uint256 seats;
        for (uint256 i; i < 10; ++i) {
            votes += membership.getVotes(handler.actor(i));
            uint256 held = membership.balanceOf(handler.actor(i));
            assertTrue(held <= 1, "I-9: two seats");
            seats += held;
        }
        assertEq(votes, seats, "I-1: votes and seats");
        assertEq(membership.totalSupply(), seats, "I-3: supply");
        assertTrue(seats >= 3, "I-21: below the floor");
        // I-14, I-19, I-20: roles and settings
        assertTrue(treasury.hasRole(treasury.PROPOSER_ROLE(), address(governor)), "I-14");
        assertFalse(treasury.hasRole(treasury.CANCELLER_ROLE(), GUARDIAN), "I-14");
        assertTrue(treasury.getMinDelay() >= 1 days && treasury.getMinDelay() <= 30 days, "I-19: delay");
        assertTrue(governor.quorumNumerator() >= 1 && governor.quorumNumerator() <= 50, "I-19: quorum");
        assertTrue(governor.proposalThreshold() <= 1 || governor.proposalThreshold() <= seats / 20, "I-20");
    }

    // I-34, L-11: from wherever the campaign ended, with everybody for it, a payment can be made.
    function afterInvariant() external {
        uint256 before = address(0xCAFE).balance;
        Proposal memory p = action(address(0xCAFE), 1, "", "the last payment");
        for (uint256 i; i < 10; ++i) {
            if (membership.getVotes(handler.actor(i)) == 0) continue;
            vm.warp(block.timestamp + 1);
            vm.prank(handler.actor(i));
            p.id = governor.propose(p.targets, p.values, p.calldatas, p.description);
            break;
        }
        toActive(p);
        for (uint256 i; i < 10; ++i) {
            if (governor.getVotes(handler.actor(i), governor.proposalSnapshot(p.id)) == 0) continue;
            vm.prank(handler.actor(i));
            governor.castVote(p.id, 1);
        }
        toEnd(p);
        queue(p);
        toReady(p);
        execute(p);
        assertEq(address(0xCAFE).balance, before + 1, "L-11: a payment can be made");
    }

    // L-1 to L-13: the same handler, driven through one long history, reaches every state and every edge that the
    // campaign is about; an invariant over nothing would prove nothing.
    function test_TheCampaignReachesEverything() external {
        for (uint256 i; i < 6000; ++i) {
            uint256 a = uint256(keccak256(abi.encode(i, "a")));
            uint256 b = uint256(keccak256(abi.encode(i, "b")));
            uint256 step = a % 15;
            a >>= 8;
            if (step == 0) handler.propose(a, b);
            else if (step == 1) handler.vote(a, b, uint8(b >> 128));
            else if (step == 2) handler.agree(a);
            else if (step <= 4) handler.advance(a, b);
            else if (step == 5) handler.wait_(a);
            else if (step == 6) handler.queue(a);
            else if (step == 7) handler.execute(a, b % 2 == 0);
            else if (step == 8) handler.cancel(a, b, b % 2 == 0);
            else if (step == 9) handler.delegate(a, b);
            else if (step == 10) handler.give(a);
            else if (step == 11) handler.draw(a);
            else if (step <= 13) handler.carry(a, b);
            else handler.attack(a, b);
        }
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
        for (uint8 state = 1; state < 8; ++state) {
            assertTrue(handler.reached(IGovernor.ProposalState(state)) > 0, "gate: a state that was never reached");
        }
        assertTrue(handler.paidByDecision() > 0 && handler.executed() > 30, "L-1: hardly a payment");
        assertTrue(handler.admitted() > 0, "L-2: nobody admitted");
        assertTrue(handler.revoked() > 0, "L-7: nobody revoked");
        assertTrue(handler.executedOnTreasury() > 0, "L-6: nothing executed on the treasury");
        assertTrue(handler.drawn() > 0 && handler.drawsRefused() > 0, "L-12: no draw, or none refused");
    }
}
