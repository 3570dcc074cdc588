// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Part} from "../factory/Part.sol";
import {IDonations} from "./IDonations.sol";
import {ITreasury} from "./ITreasury.sol";

/// @title Donations: gifts for a purpose, a purse a purpose.
/// @dev See {IDonations} for what each function promises. What measures a token's balance is not re-entered: what arrived
/// or left in its midst would be counted twice.
contract Donations is IDonations, Part, ReentrancyGuardTransient {
    uint256 public constant MAX_NAME = 280;
    uint256 public constant MAX_NOTE = 280;

    /// @inheritdoc IDonations
    uint256 public purposeCount;
    /// @inheritdoc IDonations
    mapping(uint256 purposeId => bool) public isOpen;
    /// @inheritdoc IDonations
    mapping(uint256 purposeId => mapping(address asset => uint256)) public given;
    /// @inheritdoc IDonations
    mapping(uint256 purposeId => mapping(address asset => uint256)) public spent;
    /// @inheritdoc IDonations
    mapping(address asset => uint256) public inPurses;

    modifier onlyTreasury() {
        if (msg.sender != address(treasury())) revert DonationsOnlyTreasury(msg.sender);
        _;
    }

    receive() external payable {
        revert DonationsNoPurpose();
    }

    /// @inheritdoc IDonations
    function treasury() public view returns (ITreasury) {
        return ITreasury(_account(0));
    }

    /// @inheritdoc IDonations
    function open(string calldata name) external onlyTreasury returns (uint256 purposeId) {
        uint256 length = bytes(name).length;
        if (length == 0 || length > MAX_NAME) revert DonationsInvalidName(length);
        purposeId = ++purposeCount;
        isOpen[purposeId] = true;
        emit PurposeOpened(purposeId, treasury().currentOperation(), name);
    }

    /// @inheritdoc IDonations
    function close(uint256 purposeId) external onlyTreasury {
        _checkOpen(purposeId);
        isOpen[purposeId] = false;
        emit PurposeClosed(purposeId, treasury().currentOperation());
    }

    /// @inheritdoc IDonations
    function give(uint256 purposeId, string calldata note) external payable {
        _checkGift(purposeId, note);
        _book(purposeId, address(0), msg.value, note);
    }

    /// @inheritdoc IDonations
    function giveToken(uint256 purposeId, address token, uint256 amount, string calldata note) external nonReentrant {
        _checkGift(purposeId, note);
        // An ERC-721 has the same `transferFrom`, and nothing that brings it out again.
        if (token == address(0) || ERC165Checker.supportsInterface(token, type(IERC721).interfaceId)) {
            revert DonationsNotToken(token);
        }
        uint256 before = _balanceOf(token);
        SafeERC20.safeTransferFrom(IERC20(token), msg.sender, address(this), amount);
        uint256 arrived = Math.saturatingSub(_balanceOf(token), before);
        _book(purposeId, token, Math.min(arrived, amount), note);
    }

    /// @inheritdoc IDonations
    function spend(uint256 purposeId, address asset, address to, uint256 amount, bytes32 ref)
        external
        onlyTreasury
        nonReentrant
    {
        _checkKnown(purposeId);
        if (to == address(0) || to == address(this) || to == asset || amount == 0) {
            revert DonationsInvalidPayment(to, amount);
        }
        uint256 available = held(purposeId, asset);
        if (amount > available) revert DonationsNotHeld(purposeId, asset, amount, available);
        spent[purposeId][asset] += amount;
        inPurses[asset] -= amount;
        emit Spent(purposeId, treasury().currentOperation(), to, asset, amount, ref);
        _send(asset, to, amount);
    }

    /// @inheritdoc IDonations
    function sweep(address asset) external nonReentrant returns (uint256 amount) {
        amount = inNoPurse(asset);
        if (amount == 0) revert DonationsNothingToSweep(asset);
        emit Swept(asset, msg.sender, amount);
        _send(asset, address(treasury()), amount);
    }

    /// @inheritdoc IDonations
    function held(uint256 purposeId, address asset) public view returns (uint256) {
        return given[purposeId][asset] - spent[purposeId][asset];
    }

    /// @inheritdoc IDonations
    /// @dev Nothing, where a token took away what it had given.
    function inNoPurse(address asset) public view returns (uint256) {
        return Math.saturatingSub(_balanceOf(asset), inPurses[asset]);
    }

    function _book(uint256 purposeId, address asset, uint256 amount, string calldata note) private {
        if (amount == 0) revert DonationsNothingGiven(asset);
        given[purposeId][asset] += amount;
        inPurses[asset] += amount;
        emit Given(purposeId, msg.sender, asset, amount, note);
    }

    /// @dev A payee of the coin may give some back while it is called: only a token's balance is compared.
    function _send(address asset, address to, uint256 amount) private {
        if (asset == address(0)) {
            if (!LowLevelCall.callNoReturn(to, amount, "")) revert DonationsPaymentRefused(to, amount);
            return;
        }
        uint256 before = _balanceOf(asset);
        if (!SafeERC20.trySafeTransfer(IERC20(asset), to, amount)) revert DonationsPaymentRefused(to, amount);
        uint256 taken = Math.saturatingSub(before, _balanceOf(asset));
        if (taken != amount) revert DonationsWrongAmountTaken(asset, amount, taken);
    }

    function _balanceOf(address asset) private view returns (uint256) {
        if (asset == address(0)) return address(this).balance;
        if (asset.code.length == 0) revert DonationsNotToken(asset);
        return IERC20(asset).balanceOf(address(this));
    }

    function _checkGift(uint256 purposeId, string calldata note) private view {
        _checkOpen(purposeId);
        if (bytes(note).length > MAX_NOTE) revert DonationsNoteTooLong(bytes(note).length, MAX_NOTE);
    }

    function _checkOpen(uint256 purposeId) private view {
        if (isOpen[purposeId]) return;
        _checkKnown(purposeId);
        revert DonationsPurposeClosed(purposeId);
    }

    function _checkKnown(uint256 purposeId) private view {
        if (purposeId == 0 || purposeId > purposeCount) revert DonationsUnknownPurpose(purposeId);
    }
}
