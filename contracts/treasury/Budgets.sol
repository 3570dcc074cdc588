// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {IAlthingGovernor} from "../governance/IAlthingGovernor.sol";
import {IMembership} from "../membership/IMembership.sol";
import {ISeats} from "../membership/ISeats.sol";
import {IBudgets} from "./IBudgets.sol";
import {ITreasury} from "./ITreasury.sol";
import {TreasuryModule} from "./TreasuryModule.sol";

/// @title Budgets: rights to draw, granted by vote.
/// @dev See {IBudgets} for what each function promises. The treasury keeps the only count of what was drawn; a draw at
/// once writes nothing here.
contract Budgets is IBudgets, TreasuryModule {
    using BitMaps for BitMaps.BitMap;
    using Checkpoints for Checkpoints.Trace208;
    using EnumerableSet for EnumerableSet.AddressSet;
    using EnumerableSet for EnumerableSet.UintSet;

    uint256 public constant MAX_HOLDERS = 20;
    uint256 public constant MAX_PAYEES = 100;
    uint256 public constant MAX_PENDING = 16;
    uint32 public constant MIN_WINDOW = 1 hours;
    uint32 public constant MAX_WINDOW = 14 days;
    uint8 public constant MIN_SHARE = 5;
    uint8 public constant MAX_SHARE = 33;
    /// @notice Seconds for which a draw may be settled once it is payable.
    uint48 public constant EXPIRY = 30 days;

    /// @dev All that a draw at once reads of a budget, in one word.
    /// @param settled Whether a draw was ever paid after its wait.
    /// @param pending How many draws are on the list, expired ones included.
    /// @param reserve What announced draws alone may take of an untouched window: the cap less `announceAbove`.
    struct Record {
        uint48 start;
        uint24 window;
        uint8 objectionShare;
        bool secondSignature;
        bool listed;
        bool paused;
        bool revoked;
        bool settled;
        uint8 pending;
        uint128 reserve;
    }

    /// @inheritdoc IBudgets
    uint256 public drawCount;

    mapping(uint256 budgetId => Record) private _records;
    mapping(uint256 budgetId => EnumerableSet.AddressSet) private _holders;
    mapping(uint256 budgetId => EnumerableSet.AddressSet) private _payees;
    mapping(uint256 budgetId => EnumerableSet.UintSet) private _pending;
    /// @dev What was paid after its wait, summed over time: the rest of the envelope's window was drawn at once.
    mapping(uint256 budgetId => Checkpoints.Trace208) private _settled;
    mapping(uint256 drawId => Draw) private _draws;
    mapping(uint256 drawId => BitMaps.BitMap) private _objections;

    /// @notice Where voting seats are.
    function membership() public view returns (IMembership) {
        return IMembership(_account(1));
    }

    /// @inheritdoc IBudgets
    function grant(Terms calldata terms) external onlyTreasury returns (uint256 budgetId) {
        ITreasury.Envelope memory envelope;
        (budgetId, envelope) = _bindEnvelope();
        Record memory none;
        _set(budgetId, none, terms, envelope);
        emit BudgetGranted(
            budgetId,
            envelope.decision,
            envelope.asset,
            envelope.total,
            envelope.cap,
            envelope.period,
            envelope.end,
            terms
        );
    }

    /// @inheritdoc IBudgets
    function change(uint256 budgetId, Terms calldata terms) external onlyTreasury {
        Record memory record = _alive(budgetId);
        _releaseAll(budgetId);
        record.pending = 0;
        _holders[budgetId].clear();
        _payees[budgetId].clear();
        _set(budgetId, record, terms, treasury().getEnvelope(budgetId));
        emit BudgetChanged(budgetId, treasury().currentOperation(), terms);
    }

    /// @inheritdoc IBudgets
    function pause(uint256 budgetId) external onlyTreasury {
        if (_alive(budgetId).paused) revert BudgetsPaused(budgetId);
        _records[budgetId].paused = true;
        emit BudgetPaused(budgetId, treasury().currentOperation(), 0);
    }

    /// @inheritdoc IBudgets
    function resume(uint256 budgetId) external onlyTreasury {
        if (!_alive(budgetId).paused) revert BudgetsNotPaused(budgetId);
        _records[budgetId].paused = false;
        emit BudgetResumed(budgetId, treasury().currentOperation());
    }

    /// @inheritdoc IBudgets
    function revoke(uint256 budgetId) external onlyTreasury {
        if (_recordOf(budgetId).revoked) revert BudgetsOver(budgetId, Standing.Revoked);
        ITreasury.Envelope memory envelope = treasury().getEnvelope(budgetId);
        if (!envelope.revoked && block.timestamp <= envelope.end) revert BudgetsEnvelopeStands(budgetId);
        _releaseAll(budgetId);
        _records[budgetId].revoked = true;
        emit BudgetRevoked(budgetId, treasury().currentOperation());
    }

    /// @inheritdoc IBudgets
    function drawOne(uint256 budgetId, address to, uint256 amount, bytes32 ref) external {
        Record memory record = _openFor(budgetId, msg.sender);
        if (record.listed) _checkPayee(budgetId, to);
        _checkAlone(budgetId, record, amount);
        emit Drawn(budgetId, msg.sender, amount);
        treasury().disburseOne(budgetId, to, amount, ref);
    }

    /// @inheritdoc IBudgets
    function draw(uint256 budgetId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) external {
        Record memory record = _openFor(budgetId, msg.sender);
        uint256 sum = _sum(budgetId, record, to, amounts);
        _checkAlone(budgetId, record, sum);
        emit Drawn(budgetId, msg.sender, sum);
        treasury().disburse(budgetId, to, amounts, ref);
    }

    /// @inheritdoc IBudgets
    function announce(uint256 budgetId, address[] calldata to, uint256[] calldata amounts, bytes32 ref)
        external
        returns (uint256 drawId)
    {
        Record memory record = _openFor(budgetId, msg.sender);
        uint256 sum = _sum(budgetId, record, to, amounts);
        _releaseExpired(budgetId);
        (uint256 available,) = _left(budgetId, record);
        if (sum > available) revert BudgetsAvailableExceeded(budgetId, sum, available);
        EnumerableSet.UintSet storage pending = _pending[budgetId];
        if (pending.length() == MAX_PENDING) revert BudgetsTooManyPending(budgetId, MAX_PENDING);
        uint48 payableAt = Time.timestamp() + record.window;
        if (!record.secondSignature) {
            uint48 end = treasury().getEnvelope(budgetId).end;
            if (payableAt > end) revert BudgetsEndsBefore(budgetId, payableAt, end);
        }
        drawId = ++drawCount;
        pending.add(drawId);
        // forge-lint: disable-next-line(unsafe-typecast) -- at most {MAX_PENDING}
        _records[budgetId].pending = uint8(pending.length());
        _draws[drawId] = Draw({
            budgetId: budgetId,
            digest: keccak256(abi.encode(to, amounts, ref)),
            announcer: msg.sender,
            announcedAt: Time.timestamp(),
            payableAt: payableAt,
            // forge-lint: disable-next-line(unsafe-typecast) -- no more than the cap, which is a uint208
            sum: uint208(sum),
            objections: 0,
            standing: DrawStanding.Pending,
            confirmed: false
        });
        _tell(drawId, to, amounts, ref);
    }

    /// @inheritdoc IBudgets
    function confirm(uint256 drawId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) external {
        Draw storage asked = _pendingDraw(drawId);
        uint256 budgetId = asked.budgetId;
        _openFor(budgetId, msg.sender);
        _checkPayments(drawId, asked, to, amounts, ref);
        if (asked.confirmed) revert BudgetsConfirmed(drawId);
        bool second = msg.sender != asked.announcer;
        for (uint256 i; second && i < to.length; ++i) {
            second = msg.sender != to[i];
        }
        if (!second) revert BudgetsNotSecond(drawId, msg.sender);
        asked.confirmed = true;
        emit DrawConfirmed(budgetId, drawId, msg.sender);
    }

    /// @inheritdoc IBudgets
    function settle(uint256 drawId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) external {
        Draw storage asked = _pendingDraw(drawId);
        uint256 budgetId = asked.budgetId;
        Record memory record = _open(budgetId);
        _checkPayments(drawId, asked, to, amounts, ref);
        if (record.secondSignature && !asked.confirmed) revert BudgetsNotConfirmed(drawId);
        bool waited = block.timestamp >= asked.payableAt;
        if (!waited && !asked.confirmed) revert BudgetsNotPayable(drawId, asked.payableAt);

        uint208 sum = asked.sum;
        _finish(drawId, DrawStanding.Settled);
        if (waited) {
            Checkpoints.Trace208 storage settled = _settled[budgetId];
            settled.push(Time.timestamp(), settled.latest() + sum);
            _records[budgetId].settled = true;
        } else {
            _checkAtOnce(budgetId, record, sum);
        }
        emit DrawSettled(budgetId, drawId, msg.sender, sum, waited);
        treasury().disburse(budgetId, to, amounts, ref);
    }

    /// @inheritdoc IBudgets
    function withdraw(uint256 drawId) external {
        uint256 budgetId = _pendingDraw(drawId).budgetId;
        _checkHolder(budgetId, msg.sender);
        _finish(drawId, DrawStanding.Withdrawn);
        emit DrawWithdrawn(budgetId, drawId, msg.sender);
    }

    /// @inheritdoc IBudgets
    function release(uint256 drawId) external {
        Draw storage asked = _drawOf(drawId);
        if (asked.standing != DrawStanding.Pending) revert BudgetsNotPending(drawId, asked.standing);
        if (_standingOf(asked) == DrawStanding.Pending) revert BudgetsNotExpired(drawId, asked.payableAt + EXPIRY);
        _release(asked.budgetId, drawId);
    }

    /// @inheritdoc IBudgets
    function stop(uint256 drawId) external {
        uint256 budgetId = _pendingDraw(drawId).budgetId;
        IAlthingGovernor governor = IAlthingGovernor(membership().parts().governor);
        if (msg.sender != governor.guardian() || block.timestamp > governor.guardianExpiresAt()) {
            revert BudgetsOnlyGuardian(msg.sender);
        }
        _stop(budgetId, drawId, msg.sender);
    }

    /// @inheritdoc IBudgets
    function object(uint256 drawId, uint256[] calldata tokenIds) external {
        Draw storage asked = _pendingDraw(drawId);
        (uint48 announcedAt, uint48 payableAt) = (asked.announcedAt, asked.payableAt);
        if (block.timestamp <= announcedAt || block.timestamp >= payableAt) {
            revert BudgetsObjectionOutOfTime(drawId, announcedAt, payableAt);
        }
        uint256 budgetId = asked.budgetId;
        uint32 objections = asked.objections;
        for (uint256 i; i < tokenIds.length; ++i) {
            uint256 tokenId = tokenIds[i];
            _checkSeat(drawId, tokenId, announcedAt);
            _objections[drawId].set(tokenId);
            emit DrawObjected(budgetId, drawId, tokenId, msg.sender, ++objections);
        }
        asked.objections = objections;
        if (objections >= _objectionsNeeded(asked)) _stop(budgetId, drawId, address(0));
    }

    /// @inheritdoc IBudgets
    function getBudget(uint256 budgetId) external view returns (Budget memory budget) {
        Record memory record = _recordOf(budgetId);
        ITreasury.Envelope memory envelope = treasury().getEnvelope(budgetId);
        budget.standing = _standingOf(record, envelope);
        budget.start = record.start;
        budget.window = record.window;
        budget.objectionShare = record.objectionShare;
        budget.secondSignature = record.secondSignature;
        budget.announceAbove = envelope.cap - record.reserve;
        if (budget.standing == Standing.Open) (budget.available, budget.atOnce) = _left(budgetId, record);
    }

    /// @inheritdoc IBudgets
    function holdersOf(uint256 budgetId) external view returns (address[] memory) {
        return _holders[budgetId].values();
    }

    /// @inheritdoc IBudgets
    function payeesOf(uint256 budgetId) external view returns (address[] memory) {
        return _payees[budgetId].values();
    }

    /// @inheritdoc IBudgets
    function pendingOf(uint256 budgetId) external view returns (uint256[] memory drawIds, uint256 sum) {
        uint256[] memory listed = _pending[budgetId].values();
        uint256 count;
        for (uint256 i; i < listed.length; ++i) {
            if (_standingOf(_draws[listed[i]]) == DrawStanding.Pending) listed[count++] = listed[i];
        }
        drawIds = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            drawIds[i] = listed[i];
            sum += _draws[listed[i]].sum;
        }
    }

    /// @inheritdoc IBudgets
    function getDraw(uint256 drawId) external view returns (Draw memory asked) {
        asked = _drawOf(drawId);
        asked.standing = _standingOf(_draws[drawId]);
    }

    /// @inheritdoc IBudgets
    function objectionsNeeded(uint256 drawId) external view returns (uint256) {
        return _objectionsNeeded(_drawOf(drawId));
    }

    /// @inheritdoc IBudgets
    function hasObjected(uint256 drawId, uint256 tokenId) external view returns (bool) {
        return _objections[drawId].get(tokenId);
    }

    /// @dev Checks terms against the envelope and writes them; what the record says of the past stays.
    function _set(uint256 budgetId, Record memory record, Terms calldata terms, ITreasury.Envelope memory envelope)
        private
    {
        _checkWords(terms.purpose, terms.category);
        if (terms.window < MIN_WINDOW || terms.window > MAX_WINDOW) {
            revert BudgetsWindowOutOfBounds(terms.window, MIN_WINDOW, MAX_WINDOW);
        }
        if (terms.objectionShare < MIN_SHARE || terms.objectionShare > MAX_SHARE) {
            revert BudgetsShareOutOfBounds(terms.objectionShare, MIN_SHARE, MAX_SHARE);
        }
        if (envelope.cap > type(uint128).max) revert BudgetsCapOutOfBounds(envelope.cap, type(uint128).max);
        uint256 reserve = Math.saturatingSub(envelope.cap, terms.announceAbove);
        uint256 first = Math.max(terms.start, block.timestamp);
        if (terms.start >= envelope.end || (reserve != 0 && first + terms.window > envelope.end)) {
            revert BudgetsInvalidTimes(terms.start, terms.window, envelope.end);
        }
        _setAccounts(budgetId, terms, envelope.asset);

        record.start = terms.start;
        // forge-lint: disable-next-line(unsafe-typecast) -- at most {MAX_WINDOW}
        record.window = uint24(terms.window);
        record.objectionShare = terms.objectionShare;
        record.secondSignature = terms.secondSignature;
        record.listed = terms.payees.length != 0;
        // forge-lint: disable-next-line(unsafe-typecast) -- no more than the cap
        record.reserve = uint128(reserve);
        _records[budgetId] = record;
    }

    function _setAccounts(uint256 budgetId, Terms calldata terms, address asset) private {
        uint256 count = terms.holders.length;
        uint256 least = terms.secondSignature ? 2 : 1;
        if (count < least || count > MAX_HOLDERS) revert BudgetsHoldersOutOfBounds(count, least, MAX_HOLDERS);
        for (uint256 i; i < count; ++i) {
            address holder = terms.holders[i];
            if (holder == address(0) || !_holders[budgetId].add(holder)) revert BudgetsInvalidAccount(holder);
        }
        count = terms.payees.length;
        if (count > MAX_PAYEES) revert BudgetsPayeesOutOfBounds(count, MAX_PAYEES);
        for (uint256 i; i < count; ++i) {
            address payee = terms.payees[i];
            bool payable_ = payee != address(0) && payee != address(treasury()) && payee != asset;
            if (!payable_ || !_payees[budgetId].add(payee)) revert BudgetsInvalidAccount(payee);
        }
    }

    function _tell(uint256 drawId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) private {
        Draw storage made = _draws[drawId];
        (uint256 sum, uint48 payableAt) = (made.sum, made.payableAt);
        uint48 expiresAt = payableAt + EXPIRY;
        emit DrawAnnounced(made.budgetId, drawId, msg.sender, to, amounts, sum, ref, payableAt, expiresAt);
    }

    /// @dev Takes a draw off the list of pending ones, for ever.
    function _finish(uint256 drawId, DrawStanding standing) private {
        Draw storage asked = _draws[drawId];
        uint256 budgetId = asked.budgetId;
        asked.standing = standing;
        EnumerableSet.UintSet storage pending = _pending[budgetId];
        pending.remove(drawId);
        // forge-lint: disable-next-line(unsafe-typecast) -- at most {MAX_PENDING}
        _records[budgetId].pending = uint8(pending.length());
    }

    function _release(uint256 budgetId, uint256 drawId) private {
        _finish(drawId, DrawStanding.Released);
        emit DrawReleased(budgetId, drawId);
    }

    function _releaseAll(uint256 budgetId) private {
        uint256[] memory drawIds = _pending[budgetId].values();
        for (uint256 i; i < drawIds.length; ++i) {
            _release(budgetId, drawIds[i]);
        }
    }

    function _releaseExpired(uint256 budgetId) private {
        uint256[] memory drawIds = _pending[budgetId].values();
        for (uint256 i; i < drawIds.length; ++i) {
            if (_isExpired(_draws[drawIds[i]])) _release(budgetId, drawIds[i]);
        }
    }

    function _stop(uint256 budgetId, uint256 drawId, address guardian) private {
        _finish(drawId, DrawStanding.Stopped);
        emit DrawStopped(budgetId, drawId, guardian);
        if (_records[budgetId].paused) return;
        _records[budgetId].paused = true;
        emit BudgetPaused(budgetId, 0, drawId);
    }

    function _recordOf(uint256 budgetId) private view returns (Record memory record) {
        record = _records[budgetId];
        if (record.window == 0) revert BudgetsUnknown(budgetId);
    }

    /// @dev A budget that is neither revoked nor ended, by itself or by its envelope.
    function _alive(uint256 budgetId) private view returns (Record memory record) {
        record = _recordOf(budgetId);
        Standing standing = _standingOf(record, treasury().getEnvelope(budgetId));
        if (standing == Standing.Revoked || standing == Standing.Ended) revert BudgetsOver(budgetId, standing);
    }

    /// @dev Whether the envelope is dead is left to the treasury, which would pay nothing.
    function _open(uint256 budgetId) private view returns (Record memory record) {
        record = _recordOf(budgetId);
        if (record.revoked) revert BudgetsOver(budgetId, Standing.Revoked);
        if (record.paused) revert BudgetsPaused(budgetId);
        if (block.timestamp < record.start) revert BudgetsNotStarted(budgetId, record.start);
    }

    function _openFor(uint256 budgetId, address caller) private view returns (Record memory record) {
        record = _open(budgetId);
        _checkHolder(budgetId, caller);
    }

    function _checkHolder(uint256 budgetId, address caller) private view {
        if (!_holders[budgetId].contains(caller)) revert BudgetsNotHolder(budgetId, caller);
    }

    function _checkPayee(uint256 budgetId, address to) private view {
        if (!_payees[budgetId].contains(to)) revert BudgetsNotPayee(budgetId, to);
    }

    /// @dev A draw by one holder, without a wait.
    function _checkAlone(uint256 budgetId, Record memory record, uint256 sum) private view {
        if (record.secondSignature) revert BudgetsSecondSignatureNeeded(budgetId);
        _checkAtOnce(budgetId, record, sum);
    }

    /// @dev What the treasury does not know: the pending draws, and what has to wait.
    function _checkAtOnce(uint256 budgetId, Record memory record, uint256 sum) private view {
        if (record.reserve == 0 && record.pending == 0) return;
        (uint256 available, uint256 atOnce) = _left(budgetId, record);
        if (sum > available) revert BudgetsAvailableExceeded(budgetId, sum, available);
        if (sum > atOnce) revert BudgetsAtOnceExceeded(budgetId, sum, atOnce);
    }

    /// @dev Of the window the treasury tells what is left, `cap - used`. What was drawn at once is `used - settled`, and
    /// at most `announceAbove`, which is `cap - reserve`: what is left of it is `left + settled - reserve`.
    function _left(uint256 budgetId, Record memory record) private view returns (uint256 available, uint256 atOnce) {
        uint256 left = treasury().getAvailable(budgetId);
        available = record.pending == 0 ? left : Math.saturatingSub(left, _pendingSum(budgetId));
        uint256 settled = record.settled ? _settledOf(budgetId) : 0;
        atOnce = Math.min(available, Math.saturatingSub(left + settled, record.reserve));
    }

    function _pendingSum(uint256 budgetId) private view returns (uint256 sum) {
        uint256[] memory drawIds = _pending[budgetId].values();
        for (uint256 i; i < drawIds.length; ++i) {
            Draw storage asked = _draws[drawIds[i]];
            if (!_isExpired(asked)) sum += asked.sum;
        }
    }

    /// @dev What was paid after its wait in the same seconds as the treasury's window. What was paid so before, beyond
    /// what the total has more than the cap, is missing in what is left, and is no draw at once either.
    function _settledOf(uint256 budgetId) private view returns (uint256) {
        Checkpoints.Trace208 storage settled = _settled[budgetId];
        ITreasury.Envelope memory envelope = treasury().getEnvelope(budgetId);
        // forge-lint: disable-next-line(unsafe-typecast) -- a second that has passed
        uint48 since = uint48(Math.saturatingSub(block.timestamp, envelope.period));
        uint256 before = settled.upperLookupRecent(since);
        return settled.latest() - before + Math.saturatingSub(before, envelope.total - envelope.cap);
    }

    function _sum(uint256 budgetId, Record memory record, address[] calldata to, uint256[] calldata amounts)
        private
        view
        returns (uint256 sum)
    {
        if (to.length == 0 || to.length > MAX_PAYEES || to.length != amounts.length) {
            revert BudgetsInvalidPayments(to.length, amounts.length);
        }
        for (uint256 i; i < to.length; ++i) {
            if (record.listed) _checkPayee(budgetId, to[i]);
            sum += amounts[i];
        }
    }

    function _drawOf(uint256 drawId) private view returns (Draw storage asked) {
        asked = _draws[drawId];
        if (asked.standing == DrawStanding.None) revert BudgetsUnknownDraw(drawId);
    }

    function _pendingDraw(uint256 drawId) private view returns (Draw storage asked) {
        asked = _drawOf(drawId);
        DrawStanding standing = _standingOf(asked);
        if (standing != DrawStanding.Pending) revert BudgetsNotPending(drawId, standing);
    }

    function _isExpired(Draw storage asked) private view returns (bool) {
        return block.timestamp > asked.payableAt + EXPIRY;
    }

    function _standingOf(Draw storage asked) private view returns (DrawStanding standing) {
        standing = asked.standing;
        if (standing != DrawStanding.Pending) return standing;
        ITreasury.Envelope memory envelope = treasury().getEnvelope(asked.budgetId);
        bool over = envelope.revoked || block.timestamp > envelope.end;
        if (over || _isExpired(asked)) standing = DrawStanding.Released;
    }

    function _standingOf(Record memory record, ITreasury.Envelope memory envelope) private view returns (Standing) {
        if (record.revoked || envelope.revoked) return Standing.Revoked;
        if (block.timestamp > envelope.end) return Standing.Ended;
        if (record.paused) return Standing.Paused;
        return block.timestamp < record.start ? Standing.Waiting : Standing.Open;
    }

    function _objectionsNeeded(Draw storage asked) private view returns (uint256) {
        uint256 seats = IVotes(address(membership())).getPastTotalSupply(asked.announcedAt);
        return Math.ceilDiv(seats * _records[asked.budgetId].objectionShare, 100);
    }

    function _checkSeat(uint256 drawId, uint256 tokenId, uint48 announcedAt) private view {
        (address holder, ISeats.Seat memory seat) = membership().holdingOf(tokenId);
        if (holder != msg.sender) revert BudgetsNotSeatHolder(tokenId, msg.sender);
        if (seat.mintedAt > announcedAt) revert BudgetsSeatTooYoung(drawId, tokenId, seat.mintedAt);
        if (_objections[drawId].get(tokenId)) revert BudgetsSeatObjected(drawId, tokenId);
    }

    function _checkPayments(
        uint256 drawId,
        Draw storage asked,
        address[] calldata to,
        uint256[] calldata amounts,
        bytes32 ref
    ) private view {
        if (asked.digest != keccak256(abi.encode(to, amounts, ref))) {
            revert BudgetsOtherPayments(drawId);
        }
    }
}
