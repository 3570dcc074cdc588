// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {QUORUM_FLOOR} from "../governance/QuorumFloor.sol";
import {IMembership} from "./IMembership.sol";
import {ISeats} from "./ISeats.sol";
import {SeatCard} from "./SeatCard.sol";
import {Seats} from "./Seats.sol";

/// @title Membership: seats with a vote each.
/// @dev See {IMembership} for what each function promises. OpenZeppelin's hooks of voting units are its own.
contract Membership is IMembership, EIP712, ERC721Votes, Seats {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev The gates may add at most a tenth in a window.
    uint16 public constant MIN_ADMISSION_SHARE = 10;
    /// @notice How long founders may be seated after the DAO was made.
    uint48 public constant FOUNDING = 30 days;

    // Beside the last number, in its slot.
    TransferRule private _transferRule;
    bool private _severalSeats;
    uint16 private _admissionShare;

    address private immutable _TREASURY;
    /// @dev Of those founders who did not fit into the transaction that made the DAO; zero where all did.
    bytes32 private immutable _FOUNDERS;
    uint48 private immutable _FOUNDED_AT;

    Parts private _parts;

    mapping(bytes32 leaf => bool) private _founded;

    /// @inheritdoc IMembership
    mapping(uint256 tokenId => address) public transferApprovedTo;

    /// @dev Whole words, written as they are read.
    mapping(address account => uint256) private _delegateOf;

    /// @dev Seats that the gates added, summed over time.
    Checkpoints.Trace208 private _admitted;

    /// @param founders At least as many distinct accounts as the quorum's floor; each is given a seat.
    /// @param others Root of the further founders, whom {seatFounders} seats; zero for none.
    constructor(
        string memory name_,
        string memory symbol_,
        address treasury_,
        SeatCard card,
        Parts memory parts_,
        Rules memory rules_,
        Founder[] memory founders,
        bytes32 others
    ) ERC721(name_, symbol_) EIP712(name_, "1") Seats(card) {
        (_TREASURY, _FOUNDERS, _FOUNDED_AT) = (treasury_, others, clock());
        if (founders.length < QUORUM_FLOOR) {
            revert MembershipTooFewFounders(founders.length, QUORUM_FLOOR);
        }
        _setParts(parts_);
        _setRules(rules_);
        for (uint256 i; i < founders.length; ++i) {
            _found(founders[i]);
        }
    }

    /// @inheritdoc IMembership
    function seatFounders(Founder[] calldata founders, bytes32[][] calldata proofs) external {
        if (founders.length != proofs.length) revert MembershipInvalidFounders();
        if (clock() > _FOUNDED_AT + FOUNDING) revert MembershipFounded(_FOUNDED_AT + FOUNDING);
        for (uint256 i; i < founders.length; ++i) {
            bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(founders[i]))));
            if (!MerkleProof.verifyCalldata(proofs[i], _FOUNDERS, leaf)) {
                revert MembershipNotAFounder(founders[i].account);
            }
            if (_founded[leaf]) continue;
            _founded[leaf] = true;
            _found(founders[i]);
        }
    }

    /// @inheritdoc IMembership
    function changeKind(uint256 tokenId, Kind kind) external onlyTreasury {
        _checkKind(kind);
        address holder = _requireOwned(tokenId);
        Seat memory seat = _seatOf(tokenId);
        emit SeatKindChanged(tokenId, holder, seat.kind, kind);
        seat.kind = kind;
        seat.kindSince = clock();
        _record(tokenId, seat);
        emit MetadataUpdate(tokenId);
    }

    /// @inheritdoc IMembership
    function approveTransfer(uint256 tokenId, address to) external onlyGates {
        _requireOwned(tokenId);
        if (_transferRule != TransferRule.Approved) revert SeatsLocked(tokenId);
        transferApprovedTo[tokenId] = to;
        emit TransferApproved(tokenId, to, msg.sender);
        if (to == address(0)) emit Locked(tokenId);
        else emit Unlocked(tokenId);
    }

    /// @inheritdoc IMembership
    function reissue(uint256 tokenId, address to) external {
        if (msg.sender != _parts.recovery) revert MembershipOnlyRecovery(msg.sender);
        address from = _requireOwned(tokenId);
        address delegatee = delegates(from);
        _burn(tokenId);
        // Before it holds a seat, so that what it delegates is this one's vote; who holds others keeps its choice.
        if (balanceOf(to) == 0) _delegate(to, delegatee == from ? to : delegatee);
        _mint(to, tokenId);
        emit SeatRecovered(tokenId, from, to);
    }

    /// @inheritdoc IMembership
    function setRules(Rules calldata rules_) external onlyTreasury {
        _setRules(rules_);
        emit BatchMetadataUpdate(1, lastTokenId());
    }

    /// @inheritdoc IMembership
    function setParts(Parts calldata parts_) external onlyTreasury {
        _setParts(parts_);
    }

    /// @inheritdoc IMembership
    function rules() external view returns (Rules memory) {
        return Rules(_transferRule, _severalSeats, _admissionShare);
    }

    /// @inheritdoc IMembership
    function parts() external view returns (Parts memory) {
        return _parts;
    }

    /// @inheritdoc IMembership
    function admissions() public view returns (uint256 cap, uint256 used, uint256 window) {
        IGovernor governor = IGovernor(_parts.governor);
        window = governor.votingDelay() + governor.votingPeriod();
        // forge-lint: disable-next-line(unsafe-typecast) -- a second that has passed
        used = window > block.timestamp
            ? _admitted.latest()
            : _admitted.latest() - _admitted.upperLookupRecent(uint48(block.timestamp - window));
        uint256 supply = _getTotalSupply();
        cap = (supply > used ? supply - used : 0) / _admissionShare;
        if (cap == 0) cap = 1;
    }

    /// @inheritdoc ISeats
    function treasury() public view override(ISeats, Seats) returns (address) {
        return _TREASURY;
    }

    /// @inheritdoc ISeats
    function gates() public view override(ISeats, Seats) returns (address) {
        return _parts.gates;
    }

    /// @inheritdoc ISeats
    function totalSupply() public view override(ISeats, Seats) returns (uint256) {
        return _getTotalSupply();
    }

    /// @inheritdoc ISeats
    function locked(uint256 tokenId) public view override(ISeats, Seats) returns (bool) {
        _requireOwned(tokenId);
        TransferRule rule = _transferRule;
        return
            rule == TransferRule.Locked || (rule == TransferRule.Approved && transferApprovedTo[tokenId] == address(0));
    }

    /// @dev Seconds since 1970, the same on every chain (ERC-6372).
    function clock() public view override returns (uint48) {
        // forge-lint: disable-next-line(unsafe-typecast) -- for eight million years
        return uint48(block.timestamp);
    }

    /// @dev Nobody acts for the zero address: what every mint and burn would read from storage is known.
    function delegates(address account) public view override returns (address) {
        return account == address(0) ? address(0) : address(uint160(_delegateOf[account]));
    }

    /// @dev OpenZeppelin's own, word for word, on the mapping that {delegates} reads: the look and the change share a read.
    function _delegate(address account, address delegatee) internal override {
        address previous = address(uint160(_delegateOf[account]));
        _delegateOf[account] = uint160(delegatee);
        emit DelegateChanged(account, previous, delegatee);
        _moveDelegateVotes(previous, delegatee, _getVotingUnits(account));
    }

    /// @dev ERC-6372.
    // forge-lint: disable-next-line(mixed-case-function)
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc Seats
    function tokenURI(uint256 tokenId) public view override(ERC721, Seats) returns (string memory) {
        return super.tokenURI(tokenId);
    }

    /// @inheritdoc Seats
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, Seats) returns (bool) {
        return super.supportsInterface(interfaceId);
    }

    /// @dev What is minted without a vote counts against the gates' cap.
    function _charge() internal override {
        if (msg.sender == _TREASURY) return;
        (uint256 cap, uint256 used, uint256 window) = admissions();
        if (used >= cap) revert MembershipCapReached(cap, window);
        _admitted.push(clock(), _admitted.latest() + 1);
    }

    /// @dev Never from the floor or more to fewer.
    function _canTake() internal view override returns (bool) {
        return _getTotalSupply() > QUORUM_FLOOR;
    }

    function _checkFloor() internal view override {
        if (!_canTake()) revert MembershipTooFewSeats(_getTotalSupply() - 1, QUORUM_FLOOR);
    }

    function _checkKind(Kind kind) internal pure override {
        if (kind == Kind.Observer) revert SeatsWrongKind(kind);
    }

    /// @dev A seat delegates to its holder unless the holder chose a delegate before; its vote counts from this block.
    function _update(address to, uint256 tokenId, address auth)
        internal
        override(ERC721, ERC721Votes)
        returns (address from)
    {
        from = super._update(to, tokenId, auth);
        if (from != address(0)) _useApproval(to, tokenId);
        if (to == address(0)) return from;
        if (balanceOf(to) > 1 && !_severalSeats) revert SeatsAlreadySeated(to);
        if (delegates(to) == address(0)) _delegate(to, to);
    }

    function _increaseBalance(address account, uint128 amount) internal override(ERC721, ERC721Votes) {
        super._increaseBalance(account, amount);
    }

    /// @dev Whether the rules let a seat go to `to`, or be burnt for zero. An approval is for one transfer by one holder.
    function _useApproval(address to, uint256 tokenId) private {
        address approved = transferApprovedTo[tokenId];
        if (approved != address(0)) delete transferApprovedTo[tokenId];
        if (to == address(0)) return;
        TransferRule rule = _transferRule;
        bool allowed = rule == TransferRule.Free || (rule == TransferRule.Approved && approved == to);
        if (!allowed) revert SeatsLocked(tokenId);
    }

    function _found(Founder memory founder) private {
        _admit(founder.account, founder.kind, founder.term == 0 ? 0 : clock() + founder.term);
    }

    function _setRules(Rules memory rules_) private {
        if (rules_.admissionShare < MIN_ADMISSION_SHARE) {
            revert MembershipShareOutOfBounds(rules_.admissionShare, MIN_ADMISSION_SHARE);
        }
        (_transferRule, _severalSeats, _admissionShare) =
        (rules_.transferRule, rules_.severalSeats, rules_.admissionShare);
        emit RulesSet(rules_.transferRule, rules_.severalSeats, rules_.admissionShare);
    }

    function _setParts(Parts memory parts_) private {
        _parts = parts_;
        emit PartsSet(parts_.governor, parts_.gates, parts_.recovery);
    }
}
