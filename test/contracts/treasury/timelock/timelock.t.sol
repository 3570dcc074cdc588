// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {TestCollectible} from "../../../../contracts/development/TestCollectible.sol";
import {TestPieces} from "../../../../contracts/development/TestPieces.sol";
import {AlthingGovernor} from "../../../../contracts/governance/AlthingGovernor.sol";
import {ITreasury} from "../../../../contracts/treasury/ITreasury.sol";
import {Treasury} from "../../../../contracts/treasury/Treasury.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

contract TimelockTest is DaoFixture {
    function setUp() external {
        deployDao(9, 20);
    }

    function test_WhenCoinArrives_ItIsReportedWithItsSender() external {
        vm.deal(STRANGER, 3 ether);
        vm.expectEmit(address(treasury));
        emit ITreasury.CoinReceived(STRANGER, 1 ether);
        vm.prank(STRANGER);
        (bool done,) = address(treasury).call{value: 1 ether}("");
        assertTrue(done, "received");

        Proposal memory p = pass(payment(), 5);
        queue(p);
        toReady(p);
        bytes32 salt = saltOf(p);
        vm.expectEmit(address(treasury));
        emit ITreasury.CoinReceived(STRANGER, 1 ether);
        vm.prank(STRANGER);
        treasury.executeBatch{value: 1 ether}(p.targets, p.values, p.calldatas, 0, salt);
    }

    function testFuzz_Delay_StaysWithinItsBounds_T28_I19(uint256 delay) external {
        delay = bound(delay, 0, 40 days);
        Proposal memory p =
            pass(action(address(treasury), 0, abi.encodeCall(treasury.updateDelay, (delay)), "delay"), 9);
        queue(p);
        toReady(p);
        bool within = delay >= 1 days && delay <= 30 days;
        if (!within) {
            vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryDelayOutOfBounds.selector, delay, 1 days, 30 days));
        }
        execute(p);
        assertEq(treasury.getMinDelay(), within ? delay : TIMELOCK_DELAY, "delay");
    }

    function make(uint256 delay, uint48 grace) external {
        treasury = new Treasury(delay, grace, address(this));
    }

    function test_RevertWhen_TheConstructorIsGivenValuesOutOfBounds() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryDelayOutOfBounds.selector, 1 days - 1, 1 days, 30 days)
        );
        this.make(1 days - 1, GRACE);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryDelayOutOfBounds.selector, 30 days + 1, 1 days, 30 days)
        );
        this.make(30 days + 1, GRACE);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryGraceOutOfBounds.selector, 3 days - 1, 3 days, 90 days)
        );
        this.make(1 days, 3 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ITreasury.TreasuryGraceOutOfBounds.selector, 90 days + 1, 3 days, 90 days)
        );
        this.make(1 days, 90 days + 1);
        this.make(1 days, 3 days);
        this.make(30 days, 90 days);
        assertEq(treasury.grace(), 90 days, "grace");
    }

    function test_RevertWhen_AnybodyButTheGovernorSchedulesOrCancels_T26_T27_I14() external {
        address[4] memory callers = [member(0), GUARDIAN, address(this), address(treasury)];
        bytes32 proposer = treasury.PROPOSER_ROLE();
        bytes32 canceller = treasury.CANCELLER_ROLE();
        for (uint256 i; i < callers.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, callers[i], proposer)
            );
            vm.prank(callers[i]);
            treasury.schedule(PAYEE, 1 ether, "", 0, 0, 2 days);
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, callers[i], canceller)
            );
            vm.prank(callers[i]);
            treasury.cancel(bytes32(uint256(1)));
        }
    }

    function test_WhenNftsAreSent_TheyAreAcceptedAndTheGovernorRefusesThem() external {
        TestCollectible boat = new TestCollectible("Boat", "BOAT", 2);
        boat.safeTransferFrom(address(this), address(treasury), 1);
        assertEq(boat.ownerOf(1), address(treasury), "owner");
        vm.expectRevert();
        boat.safeTransferFrom(address(this), address(governor), 2);
    }

    // Whoever holds pieces must take them safely: an account without code does.
    function test_WhenPiecesAreSent_TheyAreAcceptedAndADecisionSendsThemOn() external {
        vm.startPrank(STRANGER);
        TestPieces tools = new TestPieces(2, 9);
        tools.safeTransferFrom(STRANGER, address(treasury), 1, 4, "");
        uint256[] memory ids = new uint256[](2);
        uint256[] memory amounts = new uint256[](2);
        (ids[0], ids[1], amounts[0], amounts[1]) = (1, 2, 5, 9);
        tools.safeBatchTransferFrom(STRANGER, address(treasury), ids, amounts, "");
        vm.stopPrank();
        assertEq(tools.balanceOf(address(treasury), 1), 9, "alone and in a batch");
        assertEq(tools.balanceOf(address(treasury), 2), 9, "in a batch");

        bytes memory data = abi.encodeCall(tools.safeBatchTransferFrom, (address(treasury), PAYEE, ids, amounts, ""));
        decide(action(address(tools), 0, data, "tools"), 9);
        assertEq(tools.balanceOf(PAYEE, 1), 5, "paid 1");
        assertEq(tools.balanceOf(PAYEE, 2), 9, "paid 2");
        assertEq(tools.balanceOf(address(treasury), 1), 4, "kept");
    }

    // The old governor's queue stays executable by anybody, and it can schedule nothing more.
    function test_AGovernorIsReplacedByOneOperation_T24() external {
        AlthingGovernor next =
            new AlthingGovernor("Lakeside Commons", IVotes(address(membership)), treasury, parameters(20));
        Proposal memory queued = pass(payment(), 9);
        queue(queued);
        Proposal memory p;
        p.targets = new address[](4);
        p.values = new uint256[](4);
        p.calldatas = new bytes[](4);
        bytes32[2] memory roles = [treasury.PROPOSER_ROLE(), treasury.CANCELLER_ROLE()];
        for (uint256 i; i < 2; ++i) {
            p.targets[2 * i] = p.targets[2 * i + 1] = address(treasury);
            p.calldatas[2 * i] = abi.encodeCall(treasury.grantRole, (roles[i], address(next)));
            p.calldatas[2 * i + 1] = abi.encodeCall(treasury.revokeRole, (roles[i], address(governor)));
        }
        p.description = "replace";
        decide(p, 9);
        assertTrue(treasury.hasRole(roles[0], address(next)), "next");
        assertFalse(treasury.hasRole(roles[0], address(governor)), "old");
        execute(queued);
        assertState(queued, IGovernor.ProposalState.Executed);
        Proposal memory late = pass(action(PAYEE, 2 ether, "", "late"), 9);
        vm.expectRevert();
        queue(late);

        bytes32 operation = operationOf(late);
        governor = next;
        assertTrue(operationOf(late) != operation, "the same actions are another operation");
        decide(late, 9);
        assertEq(PAYEE.balance, 3 ether, "paid by both");
    }
}
