// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ITreasury} from "./ITreasury.sol";

/// @title Donations: gifts for a purpose, a purse a purpose.
/// @notice Coin and ERC-20 tokens that anybody gives are held here until a vote spends them, and a vote that spends names
/// the purpose. For each purpose and asset `given == spent + held`. All amounts are in the asset's smallest unit; the
/// asset is the token, or the zero address for the coin.
interface IDonations {
    /// @notice A vote opened a purpose.
    event PurposeOpened(uint256 indexed purposeId, bytes32 indexed decision, string name);
    /// @notice A vote closed a purpose: nothing more is given to it; what it holds can be spent.
    event PurposeClosed(uint256 indexed purposeId, bytes32 indexed decision);
    /// @notice A gift; the receipt.
    /// @param from Who gave it, or a contract that brought it.
    /// @param amount What arrived.
    /// @param note What the giver wrote.
    event Given(uint256 indexed purposeId, address indexed from, address asset, uint256 amount, string note);
    /// @notice Operation `decision` spent of a purse.
    /// @param ref Digest of a document, or 0.
    event Spent(
        uint256 indexed purposeId,
        bytes32 indexed decision,
        address indexed to,
        address asset,
        uint256 amount,
        bytes32 ref
    );
    /// @notice What was in no purse was brought to the treasury.
    event Swept(address indexed asset, address indexed by, uint256 amount);

    /// @notice Only the treasury, executing an operation, may do this.
    error DonationsOnlyTreasury(address caller);
    /// @notice Coin is given by {give}, which names a purpose.
    error DonationsNoPurpose();
    /// @notice There is no purpose of this id.
    error DonationsUnknownPurpose(uint256 purposeId);
    /// @notice The purpose was closed.
    error DonationsPurposeClosed(uint256 purposeId);
    /// @notice A name has 1 to 280 bytes.
    error DonationsInvalidName(uint256 length);
    /// @notice A note has at most 280 bytes.
    error DonationsNoteTooLong(uint256 length, uint256 max);
    /// @notice Nothing was given, or nothing arrived.
    error DonationsNothingGiven(address asset);
    /// @notice The asset is no ERC-20 token: it has no code, or it is an ERC-721.
    error DonationsNotToken(address asset);
    /// @notice The payee is zero, this contract or the token, or is paid nothing.
    error DonationsInvalidPayment(address to, uint256 amount);
    /// @notice The purse holds less than was asked for.
    error DonationsNotHeld(uint256 purposeId, address asset, uint256 requested, uint256 held);
    /// @notice The payee, or the token on its behalf, refused.
    error DonationsPaymentRefused(address to, uint256 amount);
    /// @notice The token took another amount than was asked for.
    error DonationsWrongAmountTaken(address asset, uint256 asked, uint256 taken);
    /// @notice All that is here of the asset is in purses.
    error DonationsNothingToSweep(address asset);

    /// @notice The account that executes what was decided.
    function treasury() external view returns (ITreasury);

    /// @notice How many purposes were ever opened; their ids are 1 to this.
    function purposeCount() external view returns (uint256);

    /// @notice Whether a purpose was opened and not closed.
    function isOpen(uint256 purposeId) external view returns (bool);

    /// @notice What was ever given of an asset for a purpose.
    function given(uint256 purposeId, address asset) external view returns (uint256);

    /// @notice What was ever spent of it.
    function spent(uint256 purposeId, address asset) external view returns (uint256);

    /// @notice What its purse holds: what was given and not spent.
    function held(uint256 purposeId, address asset) external view returns (uint256);

    /// @notice What all purses hold of an asset.
    function inPurses(address asset) external view returns (uint256);

    /// @notice What is here of an asset and in no purse: {sweep} would bring it to the treasury. Reverts
    /// {DonationsNotToken}.
    function inNoPurse(address asset) external view returns (uint256);

    /// @notice Opens a purpose; by an operation only. Emits {PurposeOpened}. Reverts {DonationsOnlyTreasury},
    /// {DonationsInvalidName}.
    /// @param name 1 to 280 bytes; in the event only.
    function open(string calldata name) external returns (uint256 purposeId);

    /// @notice Closes a purpose for ever; by an operation only. Emits {PurposeClosed}. Reverts {DonationsOnlyTreasury},
    /// {DonationsUnknownPurpose}, {DonationsPurposeClosed}.
    function close(uint256 purposeId) external;

    /// @notice Gives the coin that is sent with it. Emits {Given}. Reverts {DonationsUnknownPurpose},
    /// {DonationsPurposeClosed}, {DonationsNoteTooLong}, {DonationsNothingGiven}.
    function give(uint256 purposeId, string calldata note) external payable;

    /// @notice Gives up to `amount` of an ERC-20 token, from the caller's allowance to this contract: what arrives counts.
    /// @dev A token that takes a fee is booked at what came; of one that brings more, `amount`. Emits {Given}. Reverts
    /// {DonationsUnknownPurpose}, {DonationsPurposeClosed}, {DonationsNoteTooLong}, {DonationsNothingGiven},
    /// {DonationsNotToken}, `SafeERC20FailedOperation`, `ReentrancyGuardReentrantCall`, and what the token reverts with.
    function giveToken(uint256 purposeId, address token, uint256 amount, string calldata note) external;

    /// @notice Spends of a purpose's purse, open or closed; by an operation only.
    /// @dev WARNING: a payee of the coin is called with all the gas that is left. Of a token that takes away what it had
    /// given, less is here than the purses hold: what is spent first is paid. Emits {Spent}. Reverts
    /// {DonationsOnlyTreasury}, {DonationsUnknownPurpose}, {DonationsInvalidPayment}, {DonationsNotHeld},
    /// {DonationsPaymentRefused}, {DonationsWrongAmountTaken}, {DonationsNotToken}, `ReentrancyGuardReentrantCall`.
    /// @param ref Digest of a document, or 0.
    function spend(uint256 purposeId, address asset, address to, uint256 amount, bytes32 ref) external;

    /// @notice Brings to the treasury what is in no purse: coin that was forced here, tokens sent without {giveToken};
    /// anybody may. Emits {Swept}. Reverts {DonationsNothingToSweep}, {DonationsNotToken}, {DonationsPaymentRefused},
    /// {DonationsWrongAmountTaken}, `ReentrancyGuardReentrantCall`.
    function sweep(address asset) external returns (uint256 amount);
}
