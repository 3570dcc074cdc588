// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {IMembership} from "../membership/IMembership.sol";
import {ISeats} from "../membership/ISeats.sol";
import {IDistributions} from "./IDistributions.sol";
import {ITreasury} from "./ITreasury.sol";
import {TreasuryModule} from "./TreasuryModule.sol";

/// @title Distributions: shares of seats.
/// @dev See {IDistributions} for what each function promises.
contract Distributions is IDistributions, TreasuryModule {
    using BitMaps for BitMaps.BitMap;

    uint256 public constant PAYMENT_GAS = 200_000;
    uint256 public constant SEAT_GAS = 260_000;

    /// @dev All that a claim reads of a distribution: one word.
    struct Record {
        uint48 snapshot;
        uint24 percentages;
        uint184 share;
    }

    struct StandingRecord {
        address splits;
        uint48 lastRoundAt;
        uint32 rounds;
        uint208 minimum;
        uint24 percentages;
        uint256 booked;
        uint256 allotted;
    }

    /// @notice Where the seats are.
    IMembership public immutable membership;
    /// @dev Who claims is many, and often: here the code is the DAO's own, and no call is forwarded.
    ITreasury private immutable _TREASURY;

    /// @inheritdoc IDistributions
    mapping(address splits => uint256) public lastStandingOf;

    mapping(uint256 distributionId => Record) private _records;
    mapping(uint256 distributionId => BitMaps.BitMap) private _claimed;
    mapping(uint256 standingId => StandingRecord) private _standings;
    mapping(address holder => mapping(uint256 tokenId => address)) private _payees;

    constructor(ITreasury treasury_, IMembership membership_) {
        (_TREASURY, membership) = (treasury_, membership_);
    }

    /// @inheritdoc TreasuryModule
    function treasury() public view override returns (ITreasury) {
        return _TREASURY;
    }

    /// @inheritdoc IDistributions
    function open(uint8[3] calldata percentages, bytes32 document, string calldata purpose, string calldata category)
        external
        onlyTreasury
        returns (uint256 distributionId)
    {
        _checkWords(purpose, category);
        ITreasury.Envelope memory envelope;
        (distributionId, envelope) = _bindEnvelope();
        if (envelope.cap != envelope.total) {
            revert DistributionsCapBelowTotal(distributionId, envelope.cap, envelope.total);
        }
        (uint256 shares, Record memory record) = _share(distributionId, envelope.total, _pack(percentages));
        emit DistributionOpened(
            distributionId,
            envelope.decision,
            record.snapshot,
            shares,
            record.share,
            percentages,
            document,
            purpose,
            category
        );
    }

    /// @inheritdoc IDistributions
    function openStanding(
        address splits,
        uint8[3] calldata percentages,
        uint208 minimum,
        bytes32 document,
        string calldata purpose,
        string calldata category
    ) external onlyTreasury returns (uint256 standingId) {
        _checkWords(purpose, category);
        ITreasury.Envelope memory envelope;
        (standingId, envelope) = _bindEnvelope();
        if (splits.code.length == 0 || minimum == 0 || minimum > envelope.cap) {
            revert DistributionsInvalidStanding(splits, minimum, envelope.cap);
        }
        _standings[standingId] = StandingRecord(splits, 0, 0, minimum, _pack(percentages), 0, 0);
        lastStandingOf[splits] = standingId;
        emit StandingOpened(standingId, envelope.decision, splits, percentages, minimum, document, purpose, category);
    }

    /// @inheritdoc IDistributions
    function credit(uint256 standingId, address asset, uint256 amount) external {
        StandingRecord storage standing = _standings[standingId];
        if (msg.sender != standing.splits) revert DistributionsOnlySplits(standingId, msg.sender);
        ITreasury.Envelope memory envelope = _TREASURY.getEnvelope(standingId);
        if (asset != envelope.asset) revert DistributionsWrongAsset(standingId, asset);
        _checkRunning(standingId, envelope);
        uint256 booked = standing.booked + amount;
        standing.booked = booked;
        emit Credited(standingId, amount, booked);
    }

    /// @inheritdoc IDistributions
    function openRound(uint256 standingId) external returns (uint256 distributionId) {
        StandingRecord memory standing = _standings[standingId];
        if (standing.splits == address(0)) revert DistributionsUnknown(standingId);
        ITreasury.Envelope memory envelope = _TREASURY.getEnvelope(standingId);
        _checkRunning(standingId, envelope);
        uint256 at = standing.rounds == 0 ? 0 : standing.lastRoundAt + envelope.period;
        if (block.timestamp < at) revert DistributionsTooEarly(standingId, at);
        uint256 amount = _roundable(standing, envelope);
        if (amount < standing.minimum) revert DistributionsBelowMinimum(standingId, amount, standing.minimum);

        ++standing.rounds;
        distributionId = standingId | uint256(standing.rounds) << 64;
        (uint256 shares, Record memory record) = _share(distributionId, amount, standing.percentages);
        uint256 shared = record.share * shares;
        standing.lastRoundAt = Time.timestamp();
        standing.booked -= shared;
        standing.allotted += shared;
        _standings[standingId] = standing;
        emit RoundOpened(
            standingId, envelope.decision, distributionId, record.snapshot, shares, record.share, standing.booked
        );
    }

    /// @inheritdoc IDistributions
    function claim(uint256 distributionId, uint256[] calldata tokenIds) external returns (uint256 paid) {
        Record memory record = _records[distributionId];
        if (record.share == 0) revert DistributionsUnknown(distributionId);
        if (tokenIds.length == 1) {
            _claimOne(distributionId, record, tokenIds[0]);
            return 1;
        }
        for (uint256 i; i < tokenIds.length; ++i) {
            if (_claimOneOf(distributionId, record, tokenIds[i])) ++paid;
        }
        if (paid == 0) revert DistributionsNobodyPaid(distributionId);
    }

    /// @inheritdoc IDistributions
    function namePayee(uint256 tokenId, address payee) external {
        (address holder,) = membership.holdingOf(tokenId);
        if (msg.sender != holder) revert DistributionsOnlyHolder(tokenId, msg.sender);
        if (payee == address(_TREASURY)) revert DistributionsInvalidPayee(payee);
        _payees[holder][tokenId] = payee;
        emit PayeeNamed(tokenId, holder, payee);
    }

    /// @inheritdoc IDistributions
    function distributionOf(uint256 distributionId) external view returns (Distribution memory) {
        Record memory record = _records[distributionId];
        return Distribution(record.snapshot, record.share, _unpack(record.percentages));
    }

    /// @inheritdoc IDistributions
    function standingOf(uint256 standingId) external view returns (Standing memory) {
        StandingRecord memory standing = _standings[standingId];
        return Standing({
            splits: standing.splits,
            lastRoundAt: standing.lastRoundAt,
            rounds: standing.rounds,
            percentages: _unpack(standing.percentages),
            minimum: standing.minimum,
            booked: standing.booked,
            allotted: standing.allotted
        });
    }

    /// @inheritdoc IDistributions
    function getRoundable(uint256 standingId) external view returns (uint256 amount) {
        StandingRecord memory standing = _standings[standingId];
        if (standing.splits == address(0)) return 0;
        ITreasury.Envelope memory envelope = _TREASURY.getEnvelope(standingId);
        amount = _roundable(standing, envelope);
        bool early = standing.rounds != 0 && block.timestamp < standing.lastRoundAt + envelope.period;
        if (early || amount < standing.minimum || envelope.revoked || block.timestamp > envelope.end) return 0;
    }

    /// @inheritdoc IDistributions
    function isClaimed(uint256 distributionId, uint256 tokenId) external view returns (bool) {
        return _claimed[distributionId].get(tokenId);
    }

    /// @inheritdoc IDistributions
    function getShare(uint256 distributionId, uint256 tokenId) external view returns (uint256 amount) {
        if (!_claimed[distributionId].get(tokenId)) (, amount) = _due(_records[distributionId], tokenId);
    }

    /// @inheritdoc IDistributions
    function payeeOf(uint256 tokenId) external view returns (address) {
        (address holder,) = membership.holdingOf(tokenId);
        return _payeeOf(holder, tokenId);
    }

    /// @dev Writes a distribution of `amount` among the seats of the second before.
    function _share(uint256 distributionId, uint256 amount, uint24 percentages)
        private
        returns (uint256 shares, Record memory record)
    {
        record.snapshot = Time.timestamp() - 1;
        record.percentages = percentages;
        shares = IVotes(address(membership)).getPastTotalSupply(record.snapshot);
        uint256 share = shares == 0 ? 0 : amount / shares;
        if (share > type(uint184).max || share * _least(percentages) < 100) {
            revert DistributionsInvalidShare(amount, shares);
        }
        // forge-lint: disable-next-line(unsafe-typecast) -- checked above
        record.share = uint184(share);
        _records[distributionId] = record;
    }

    /// @dev One seat alone: whatever stands against it is said.
    function _claimOne(uint256 distributionId, Record memory record, uint256 tokenId) private {
        BitMaps.BitMap storage claimed = _claimed[distributionId];
        if (claimed.get(tokenId)) revert DistributionsClaimed(distributionId, tokenId);
        (address payee, uint256 amount) = _due(record, tokenId);
        if (amount == 0) revert DistributionsNoShare(distributionId, tokenId);
        claimed.set(tokenId);
        _TREASURY.disburseOne(uint64(distributionId), payee, amount, _refOf(distributionId, tokenId));
    }

    /// @dev One of several: whatever stands against it, the others are paid.
    function _claimOneOf(uint256 distributionId, Record memory record, uint256 tokenId) private returns (bool) {
        if (gasleft() < SEAT_GAS) revert DistributionsTooLittleGas(tokenId, SEAT_GAS);
        (address payee, uint256 amount) = _due(record, tokenId);
        BitMaps.BitMap storage claimed = _claimed[distributionId];
        if (amount == 0 || claimed.get(tokenId)) return false;
        claimed.set(tokenId);
        bytes32 ref = _refOf(distributionId, tokenId);
        try _TREASURY.disburseOne{gas: PAYMENT_GAS}(uint64(distributionId), payee, amount, ref) {
            return true;
        } catch {
            claimed.unset(tokenId);
            return false;
        }
    }

    /// @dev What a seat's share is now, and for whom; nothing where it has none.
    function _due(Record memory record, uint256 tokenId) private view returns (address payee, uint256 amount) {
        (address holder, ISeats.Seat memory seat) = membership.holdingOf(tokenId);
        if (holder == address(0) || seat.mintedAt > record.snapshot) return (address(0), 0);
        uint256 percentage = seat.kindSince > record.snapshot
            ? _least(record.percentages)
            : uint8(record.percentages >> (8 * uint8(seat.kind)));
        return (_payeeOf(holder, tokenId), uint256(record.share) * percentage / 100);
    }

    function _payeeOf(address holder, uint256 tokenId) private view returns (address payee) {
        payee = _payees[holder][tokenId];
        if (payee == address(0)) payee = holder;
    }

    function _roundable(StandingRecord memory standing, ITreasury.Envelope memory envelope)
        private
        pure
        returns (uint256)
    {
        return Math.min(Math.min(standing.booked, envelope.cap), envelope.total - standing.allotted);
    }

    function _checkRunning(uint256 standingId, ITreasury.Envelope memory envelope) private view {
        if (envelope.revoked || block.timestamp > envelope.end) revert DistributionsEnded(standingId);
    }

    function _refOf(uint256 distributionId, uint256 tokenId) private pure returns (bytes32) {
        return bytes32(distributionId << 128 | tokenId);
    }

    /// @dev From the lowest byte: the percentage of a member, a steward, an organisation.
    function _pack(uint8[3] calldata percentages) private pure returns (uint24 packed) {
        bool whole;
        bool valid = true;
        for (uint256 i; i < 3; ++i) {
            uint8 percentage = percentages[i];
            if (percentage == 0 || percentage > 100) valid = false;
            if (percentage == 100) whole = true;
            packed |= uint24(percentage) << uint24(8 * i);
        }
        if (!valid || !whole) revert DistributionsInvalidPercentages(percentages);
    }

    function _unpack(uint24 packed) private pure returns (uint8[3] memory) {
        // forge-lint: disable-next-line(unsafe-typecast) -- each is cut to its bits
        return [uint8(packed), uint8(packed >> 8), uint8(packed >> 16)];
    }

    function _least(uint24 packed) private pure returns (uint256) {
        // forge-lint: disable-next-line(unsafe-typecast) -- each is cut to its bits
        return Math.min(Math.min(uint8(packed), uint8(packed >> 8)), uint8(packed >> 16));
    }
}
