// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ISeats} from "./ISeats.sol";

/// @title Membership: one ERC-721 token is one seat is one vote.
/// @notice ERC721Votes on a timestamp clock (ERC-6372). Minting makes the vote active in the same transaction. What is
/// not decided by a vote adds, in any window as long as voting delay and voting period, at most a share of the seats.
interface IMembership is ISeats {
    /// @notice Whether a seat can move from one account to another. `Approved`: where an officer or a vote said so.
    enum TransferRule {
        Locked,
        Approved,
        Free
    }

    /// @notice A seat that a DAO begins with.
    /// @param term Seconds; 0 for no term.
    struct Founder {
        address account;
        Kind kind;
        uint48 term;
    }

    /// @notice What a vote may change about all seats.
    /// @param transferRule See {TransferRule}.
    /// @param severalSeats Whether an account may hold more than one.
    /// @param admissionShare The gates may add one seat for so many in a window; at least 10.
    struct Rules {
        TransferRule transferRule;
        bool severalSeats;
        uint16 admissionShare;
    }

    /// @notice The contracts that this one works with.
    /// @param governor Its voting delay and voting period are the window of the gates' cap.
    /// @param gates May admit and renew within the cap, and approve transfers.
    /// @param recovery May give a lost key's seat to its holder's new key.
    struct Parts {
        address governor;
        address gates;
        address recovery;
    }

    /// @notice The rules were set.
    event RulesSet(TransferRule transferRule, bool severalSeats, uint16 admissionShare);
    /// @notice The contracts that this one works with were set.
    event PartsSet(address governor, address gates, address recovery);
    /// @notice A seat has another kind.
    event SeatKindChanged(uint256 indexed tokenId, address indexed holder, Kind from, Kind to);
    /// @notice A seat went to its holder's new key.
    event SeatRecovered(uint256 indexed tokenId, address indexed from, address indexed to);
    /// @notice The seat's holder may transfer it to `to`; zero takes that back.
    event TransferApproved(uint256 indexed tokenId, address indexed to, address indexed by);
    /// @notice ERC-5192: the seat can be transferred.
    event Unlocked(uint256 tokenId);
    /// @notice ERC-4906: what {tokenURI} says of all these seats has changed.
    event BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId);

    /// @notice It would leave fewer seats than the quorum's floor.
    error MembershipTooFewSeats(uint256 seats, uint256 floor);
    /// @notice A DAO begins with at least as many founders as the quorum's floor.
    error MembershipTooFewFounders(uint256 founders, uint256 floor);
    /// @notice The gates have added as many seats as they may in this window.
    error MembershipCapReached(uint256 cap, uint256 window);
    /// @notice The gates may add at most one seat for so many.
    error MembershipShareOutOfBounds(uint16 share, uint16 minimum);
    /// @notice Only the recovery contract may do this.
    error MembershipOnlyRecovery(address caller);
    /// @notice The founders' list does not have this account, with this kind and term.
    error MembershipNotAFounder(address account);
    /// @notice Since `end` nobody is seated as a founder.
    error MembershipFounded(uint48 end);
    /// @notice A proof for each founder, and no more.
    error MembershipInvalidFounders();

    /// @notice The rules for all seats.
    function rules() external view returns (Rules memory);

    /// @notice The contracts that this one works with.
    function parts() external view returns (Parts memory);

    /// @notice What the gates may add: in the window that ends now (`window` seconds) at most `cap`, of which `used`.
    /// @dev `cap` is one for every `admissionShare` seats that did not come through the gates in the window, and one at
    /// least.
    function admissions() external view returns (uint256 cap, uint256 used, uint256 window);

    /// @notice Where the holder of a seat may transfer it under {TransferRule}`.Approved`.
    function transferApprovedTo(uint256 tokenId) external view returns (address);

    /// @notice Seats founders of the list that the DAO was made with; by anybody, within 30 days. Who is seated already, by
    /// this list, is passed over. They do not count against the gates' cap: the list was part of the founding.
    /// @dev A leaf is `keccak256(bytes.concat(keccak256(abi.encode(account, kind, term))))`, as OpenZeppelin's trees have it.
    /// @param proofs One for each of `founders`.
    function seatFounders(Founder[] calldata founders, bytes32[][] calldata proofs) external;

    /// @notice Gives a seat another kind with a vote. By the treasury only. Emits {SeatKindChanged}.
    function changeKind(uint256 tokenId, Kind kind) external;

    /// @notice Lets the holder of a seat transfer it to `to`, once, while the rule is `Approved`. By treasury or gates.
    function approveTransfer(uint256 tokenId, address to) external;

    /// @notice Burns a seat and mints the same number for its holder's new key, whose delegation becomes what the
    /// holder's was: to itself where it was to itself. Delegations that others gave to the old key stay.
    /// @dev By the recovery contract only. Emits {SeatRecovered}.
    function reissue(uint256 tokenId, address to) external;

    /// @notice Sets the rules. By the treasury only. Emits {RulesSet}, {BatchMetadataUpdate}.
    function setRules(Rules calldata rules_) external;

    /// @notice Sets the contracts that this one works with. By the treasury only. Emits {PartsSet}.
    /// @dev Without a governor that answers, the gates admit nobody; votes do.
    function setParts(Parts calldata parts_) external;
}
