// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Budgets} from "../../../contracts/treasury/Budgets.sol";
import {IBudgets} from "../../../contracts/treasury/IBudgets.sol";
import {SeatsFixture} from "./SeatsFixture.sol";
import {cloneBudgets} from "./Parts.sol";

/// @dev A DAO with budgets, and words for what is done with one. Holders are accounts without seats.
abstract contract BudgetsFixture is SeatsFixture {
    uint208 internal constant TOTAL = 20 ether;
    uint208 internal constant CAP = 8 ether;
    uint208 internal constant ABOVE = 2 ether;
    uint48 internal constant PERIOD = 30 days;
    uint48 internal constant BUDGET_TERM = 400 days;
    uint32 internal constant WAIT = 2 days;
    uint48 internal constant EXPIRY = 30 days;
    bytes32 internal constant REF = bytes32(uint256(0xD0C));
    address internal constant TREASURER = address(0x7EA5);
    address internal constant CHAIR = address(0xC4A1);
    address internal constant SECRETARY = address(0x5EC4);

    Budgets internal budgets;

    function deployDao(uint256 seats, uint256 quorumNumerator) internal virtual override {
        super.deployDao(seats, quorumNumerator);
        budgets = cloneBudgets(new Budgets(), treasury, membership);
    }

    /// @dev Three holders, anybody as payee, `ABOVE` at once, a tenth of the seats to stop.
    function plainTerms() internal pure returns (IBudgets.Terms memory t) {
        t.holders = new address[](3);
        (t.holders[0], t.holders[1], t.holders[2]) = (TREASURER, CHAIR, SECRETARY);
        t.window = WAIT;
        t.objectionShare = 10;
        t.announceAbove = ABOVE;
        t.purpose = "Boats and landing stages";
        t.category = "upkeep";
    }

    function setCall(address asset, uint208 total, uint208 cap) internal view returns (bytes memory) {
        return abi.encodeCall(
            treasury.setEnvelope, (address(budgets), asset, total, cap, PERIOD, uint48(time() + BUDGET_TERM))
        );
    }

    function grantOn(address asset, uint208 total, uint208 cap, IBudgets.Terms memory t)
        internal
        byVote
        returns (uint256)
    {
        treasury.setEnvelope(address(budgets), asset, total, cap, PERIOD, uint48(time() + BUDGET_TERM));
        return budgets.grant(t);
    }

    function grantOn(address asset, IBudgets.Terms memory t) internal returns (uint256) {
        return grantOn(asset, TOTAL, CAP, t);
    }

    function changeByVote(uint256 id, IBudgets.Terms memory t) internal byVote {
        budgets.change(id, t);
    }

    function pauseByVote(uint256 id) internal byVote {
        budgets.pause(id);
    }

    function resumeByVote(uint256 id) internal byVote {
        budgets.resume(id);
    }

    function revokeByVote(uint256 id) internal byVote {
        treasury.revokeEnvelope(id);
        budgets.revoke(id);
    }

    function list(address a) internal pure returns (address[] memory accounts) {
        accounts = new address[](1);
        accounts[0] = a;
    }

    function list(address a, address b) internal pure returns (address[] memory accounts) {
        accounts = new address[](2);
        (accounts[0], accounts[1]) = (a, b);
    }

    function list(uint256 a, uint256 b) internal pure returns (uint256[] memory numbers) {
        numbers = new uint256[](2);
        (numbers[0], numbers[1]) = (a, b);
    }

    function drawAs(address holder, uint256 id, address to, uint256 amount) internal {
        vm.prank(holder);
        budgets.drawOne(id, to, amount, REF);
    }

    function announceAs(address holder, uint256 id, address to, uint256 amount) internal returns (uint256) {
        vm.prank(holder);
        return budgets.announce(id, list(to), one(amount), REF);
    }

    function confirmAs(address holder, uint256 drawId, address to, uint256 amount) internal {
        vm.prank(holder);
        budgets.confirm(drawId, list(to), one(amount), REF);
    }

    function settle(uint256 drawId, address to, uint256 amount) internal {
        budgets.settle(drawId, list(to), one(amount), REF);
    }

    /// @dev The seat of a founder is one more than its index.
    function objectAs(uint256 index, uint256 drawId) internal {
        vm.prank(member(index));
        budgets.object(drawId, one(index + 1));
    }

    function assertStanding(uint256 id, IBudgets.Standing expected) internal view {
        assertEq(uint256(budgets.getBudget(id).standing), uint256(expected), "standing of the budget");
    }

    function assertDraw(uint256 drawId, IBudgets.DrawStanding expected) internal view {
        assertEq(uint256(budgets.getDraw(drawId).standing), uint256(expected), "standing of the draw");
    }

    function assertLeft(uint256 id, uint256 available, uint256 atOnce) internal view {
        IBudgets.Budget memory budget = budgets.getBudget(id);
        assertEq(budget.available, available, "available");
        assertEq(budget.atOnce, atOnce, "at once");
    }
}
