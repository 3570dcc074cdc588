// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDistributions} from "./IDistributions.sol";
import {IDonations} from "./IDonations.sol";
import {ISplits} from "./ISplits.sol";
import {ITreasury} from "./ITreasury.sol";
import {TreasuryModule} from "./TreasuryModule.sol";

/// @title Splits: a rule for income.
/// @dev See {ISplits} for what each function promises.
contract Splits is ISplits, TreasuryModule, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant MAX_ROWS = 10;
    uint256 public constant TARGET_GAS = 300_000;
    uint256 public constant ROW_GAS = 500_000;

    uint256 private constant WHOLE = 10_000;

    /// @notice Where purses are.
    IDonations public immutable donations;
    /// @notice Where standing distributions are.
    IDistributions public immutable distributions;
    /// @dev Income arrives with 2,300 gas at times: here the code is the DAO's own, and no call is forwarded.
    ITreasury private immutable _TREASURY;

    Row[] private _rule;

    constructor(ITreasury treasury_, IDonations donations_, IDistributions distributions_) {
        (_TREASURY, donations, distributions) = (treasury_, donations_, distributions_);
    }

    receive() external payable {
        emit IncomeReceived(msg.sender, msg.value);
    }

    /// @inheritdoc TreasuryModule
    function treasury() public view override returns (ITreasury) {
        return _TREASURY;
    }

    /// @inheritdoc ISplits
    function setRule(Row[] calldata rows) external onlyTreasury {
        if (rows.length == 0 || rows.length > MAX_ROWS) revert SplitsInvalidLength(rows.length);
        delete _rule;
        uint256 sum;
        for (uint256 i; i < rows.length; ++i) {
            Row memory row = rows[i];
            sum += row.share;
            bool standing = row.target == Target.Standing;
            // forge-lint: disable-next-line(unsafe-typecast) -- the number of an envelope
            if (standing && row.id == 0) row.id = uint128(distributions.lastStandingOf(address(this)));
            bool valid = row.share != 0 && (row.target != Target.Treasury || row.id == 0)
                && (!standing || distributions.standingOf(row.id).splits == address(this));
            if (!valid) revert SplitsInvalidRow(i, row.target, row.share, row.id);
            _rule.push(row);
        }
        if (sum != WHOLE) revert SplitsInvalidSum(sum);
        emit RuleSet(_TREASURY.currentOperation(), _rule);
    }

    /// @inheritdoc ISplits
    function sendOn(address asset) external nonReentrant {
        Row[] memory rows = _rule;
        if (rows.length == 0) revert SplitsNoRule();
        uint256 income = _balanceOf(asset, address(this));
        if (income == 0) revert SplitsNothing(asset);
        for (uint256 i; i < rows.length; ++i) {
            bool last = i == rows.length - 1;
            uint256 amount = last ? _balanceOf(asset, address(this)) : income * rows[i].share / WHOLE;
            if (amount == 0) continue;
            if (gasleft() < ROW_GAS) revert SplitsTooLittleGas(i, ROW_GAS);
            uint256 refused = _send(asset, rows[i], amount);
            if (refused != amount) emit ShareSent(asset, rows[i].target, rows[i].id, amount - refused);
            if (refused != 0) emit ShareRefused(asset, rows[i].target, rows[i].id, refused);
        }
        emit IncomeSent(asset, msg.sender, income);
    }

    /// @inheritdoc ISplits
    function getRule() external view returns (Row[] memory) {
        return _rule;
    }

    /// @dev What the target did not take, and the treasury has.
    function _send(address asset, Row memory row, uint256 amount) private returns (uint256 refused) {
        if (row.target == Target.Treasury) {
            _sendToTreasury(asset, amount);
        } else if (row.target == Target.Standing) {
            uint256 before = _balanceOf(asset, address(_TREASURY));
            _sendToTreasury(asset, amount);
            uint256 arrived = _balanceOf(asset, address(_TREASURY)) - before;
            try distributions.credit{gas: TARGET_GAS}(row.id, asset, arrived) {}
            catch {
                refused = amount;
            }
        } else {
            uint256 held = _balanceOf(asset, address(this));
            if (asset == address(0)) _give(row.id, amount);
            else _giveToken(IERC20(asset), row.id, amount);
            refused = _balanceOf(asset, address(this)) + amount - held;
            if (refused != 0) _sendToTreasury(asset, refused);
        }
    }

    function _give(uint256 purposeId, uint256 amount) private {
        try donations.give{value: amount, gas: TARGET_GAS}(purposeId, "") {} catch {}
    }

    function _giveToken(IERC20 token, uint256 purposeId, uint256 amount) private {
        token.forceApprove(address(donations), amount);
        try donations.giveToken{gas: TARGET_GAS}(purposeId, address(token), amount, "") {} catch {}
        token.forceApprove(address(donations), 0);
    }

    function _sendToTreasury(address asset, uint256 amount) private {
        if (asset != address(0)) IERC20(asset).safeTransfer(address(_TREASURY), amount);
        else if (!LowLevelCall.callNoReturn(address(_TREASURY), amount, "")) revert SplitsTreasuryRefused(amount);
    }

    function _balanceOf(address asset, address account) private view returns (uint256) {
        return asset == address(0) ? account.balance : IERC20(asset).balanceOf(account);
    }
}
