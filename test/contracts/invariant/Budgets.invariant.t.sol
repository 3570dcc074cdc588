// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BudgetsFixture} from "../support/BudgetsFixture.sol";
import {BudgetsHandler} from "./BudgetsHandler.sol";

/// @dev One campaign: budgets after any history of votes, draws, announcements, objections and time.
contract BudgetsInvariantTest is BudgetsFixture {
    BudgetsHandler private handler;
    address[] private _targets;

    function setUp() external {
        deployDao(8, 20);
        handler = new BudgetsHandler(treasury, membership, budgets, GUARDIAN, governor.guardianExpiresAt());
        for (uint256 i; i < 4; ++i) {
            handler.grant(uint256(keccak256(abi.encode("first", i))));
        }
        vm.warp(time() + 1);
        _targets.push(address(handler));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    // What the handler does for this contract alone is done after the campaign.
    function excludeSenders() external view returns (address[] memory senders) {
        senders = new address[](1);
        senders[0] = address(this);
    }

    /// @dev Each step went through exactly when the book says so; nothing was paid twice, off the list, above the
    /// threshold without a wait, or while the budget was paused, revoked or over.
    function invariant_EachStepIsAsTheBookSays_I24_I33() external view {
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
    }

    /// @dev In any window, with what is announced, no more than the cap; what was drawn is what the treasury says, what
    /// left it and what the payees got; what a budget says of itself is true.
    function invariant_EveryBudgetIsAsTheBookSays_I12_I33_T22_T32() external view {
        string memory wrong = handler.wrong();
        assertEq(bytes(wrong).length, 0, wrong);
    }

    // From wherever the campaign ended, what is alive pays; and the campaign was about something.
    function afterInvariant() external {
        assertTrue(handler.count("grant") > 1, "gate: hardly a budget");
        assertTrue(handler.count("draw") + handler.count("announce") > 1, "gate: hardly a draw");
        string memory wrong = handler.lastUnit();
        assertEq(bytes(wrong).length, 0, wrong);
    }

    // The same handler, driven through long histories, reaches every step that the campaign is about.
    function test_TheCampaignReachesEveryStep_F3() external {
        uint256 start = vm.snapshotState();
        string[28] memory steps = [
            "grant",
            "change",
            "pause",
            "resume",
            "revoke",
            "envelope revoked",
            "released by a vote",
            "draw",
            "drawn within a threshold",
            "one more than at once",
            "announce",
            "expired ones made room",
            "confirm",
            "a payee would sign",
            "settle",
            "settled after its wait",
            "settled at once",
            "too soon for so much",
            "withdraw",
            "release",
            "stop",
            "object",
            "a younger seat would object",
            "stopped by one",
            "stopped by several",
            "paid a payee that comes back",
            "paid two",
            "paid of a list"
        ];
        uint256[28] memory reached;
        for (uint256 round; round < 8; ++round) {
            vm.revertToState(start);
            start = vm.snapshotState();
            for (uint256 i; i < 700; ++i) {
                step(uint256(keccak256(abi.encode(round, i))));
                if (i % 50 == 0) assertEq(bytes(handler.wrong()).length, 0, handler.wrong());
            }
            assertEq(bytes(handler.broken()).length, 0, handler.broken());
            assertEq(bytes(handler.wrong()).length, 0, handler.wrong());
            for (uint256 i; i < steps.length; ++i) {
                reached[i] += handler.count(steps[i]);
            }
            assertEq(bytes(handler.lastUnit()).length, 0, "what is alive pays");
        }
        for (uint256 i; i < steps.length; ++i) {
            assertTrue(reached[i] > 5, steps[i]);
        }
    }

    function step(uint256 a) private {
        uint256 kind = a % 24;
        a >>= 8;
        if (kind == 0) handler.grant(a);
        else if (kind == 1) handler.change(a);
        else if (kind == 2) handler.pause(a);
        else if (kind == 3) handler.resume(a);
        else if (kind == 4) handler.revoke(a);
        else if (kind <= 8) handler.drawOne(a);
        else if (kind <= 11) handler.announce(a);
        else if (kind <= 13) handler.confirm(a);
        else if (kind <= 15) handler.settle(a);
        else if (kind == 16) handler.withdraw(a);
        else if (kind == 17) handler.release(a);
        else if (kind == 18) handler.stop(a);
        else if (kind <= 20) handler.object(a);
        else if (kind == 21) handler.admit(a);
        else if (kind == 22) handler.wait_(a);
        else handler.waitFor(a);
    }
}
