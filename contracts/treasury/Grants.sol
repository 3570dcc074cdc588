// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGrants} from "./IGrants.sol";
import {ITreasury} from "./ITreasury.sol";
import {TreasuryModule} from "./TreasuryModule.sol";

/// @title Grants: money for work, paid as the work is accepted and as time passes.
/// @dev See {IGrants} for what each function promises. What a grant may cost, and what it has paid, is known to its
/// envelope alone: a payment writes nothing here.
contract Grants is IGrants, TreasuryModule {
    uint256 public constant MAX_MILESTONES = 20;
    uint256 public constant MAX_REVIEWERS = 20;
    /// @notice Gas within which an acceptance pays; a recipient that needs more claims.
    uint256 public constant PAYMENT_GAS = 300_000;

    /// @dev What must be left so that a call gets {PAYMENT_GAS} of it (EIP-150) and the rest of an acceptance is done.
    uint256 private constant GAS_NEEDED = PAYMENT_GAS + PAYMENT_GAS / 63 + 20_000;

    struct Record {
        address recipient;
        uint64 envelopeId;
        uint8 required;
        bool reportsDue;
        uint208 accepted;
        uint48 clawedBackAt;
        uint208 reported;
        address offered;
        Stream stream;
        address[] reviewers;
        Milestone[] milestones;
        mapping(address reviewer => uint8) numberOf;
    }

    /// @inheritdoc IGrants
    uint256 public grantCount;

    mapping(uint256 grantId => Record) private _records;

    /// @inheritdoc IGrants
    function grant(Terms calldata terms) external onlyTreasury returns (uint256 grantId) {
        (uint256 envelopeId, ITreasury.Envelope memory envelope) = _bindEnvelope();
        _checkWords(terms.purpose, terms.category);
        grantId = ++grantCount;
        Record storage record = _records[grantId];
        _setReviewers(record, terms);
        _checkRecipient(record, envelope.asset, terms.recipient);
        uint256 sum = _setMilestones(record, terms.milestones) + _setStream(record, terms.stream);
        if (envelope.total != sum || envelope.cap != sum || envelope.end < terms.stream.end) {
            revert GrantsInvalidEnvelope(envelope.total, envelope.cap, envelope.end, sum, terms.stream.end);
        }
        record.recipient = terms.recipient;
        // forge-lint: disable-next-line(unsafe-typecast) -- the count rises by one a decision
        record.envelopeId = uint64(envelopeId);
        record.required = terms.required;
        record.reportsDue = terms.reportsDue;
        emit Granted(
            grantId, envelope.decision, terms.recipient, envelopeId, envelope.asset, envelope.total, envelope.end, terms
        );
    }

    /// @inheritdoc IGrants
    function accept(uint256 grantId, uint256 index, bytes32 ref) external {
        (Record storage record, ITreasury.Envelope memory envelope) = _open(grantId);
        if (record.clawedBackAt != 0) revert GrantsClawedBack(grantId, record.clawedBackAt);
        Milestone storage milestone = _milestoneOf(record, grantId, index);
        if (milestone.accepted) revert GrantsMilestoneAccepted(grantId, index);
        bytes32 decision = envelope.decision;
        if (msg.sender == address(treasury())) {
            decision = treasury().currentOperation();
        } else {
            uint256 acceptances = _review(record, milestone, grantId, index);
            emit Reviewed(grantId, index, msg.sender, acceptances, decision, ref);
            if (acceptances < record.required) return;
        }
        uint208 amount = milestone.amount;
        milestone.accepted = true;
        record.accepted += amount;
        emit MilestoneAccepted(grantId, index, msg.sender, amount, decision, ref);
        _payOrSetAside(record, envelope, grantId, amount, ref);
    }

    /// @inheritdoc IGrants
    function claim(uint256 grantId) external returns (uint256 amount) {
        (Record storage record, ITreasury.Envelope memory envelope) = _open(grantId);
        address recipient = record.recipient;
        if (record.reportsDue && msg.sender != recipient) revert GrantsNotRecipient(grantId, msg.sender);
        if (_isReportDue(record, envelope.drawn)) revert GrantsReportDue(grantId);
        amount = _vested(record) - envelope.drawn;
        if (amount == 0) revert GrantsNothingToClaim(grantId);
        treasury().disburseOne(record.envelopeId, recipient, amount, 0);
    }

    /// @inheritdoc IGrants
    function report(uint256 grantId, bytes32 document) external {
        (Record storage record, ITreasury.Envelope memory envelope) = _find(grantId);
        if (msg.sender != record.recipient) revert GrantsNotRecipient(grantId, msg.sender);
        if (document == 0) revert GrantsNoDocument(grantId);
        record.reported = envelope.drawn;
        emit Reported(grantId, msg.sender, document, envelope.drawn, envelope.decision);
    }

    /// @inheritdoc IGrants
    function clawBack(uint256 grantId, bytes32 ref) external onlyTreasury {
        (Record storage record, ITreasury.Envelope memory envelope) = _open(grantId);
        if (record.clawedBackAt != 0) revert GrantsClawedBack(grantId, record.clawedBackAt);
        record.clawedBackAt = uint48(block.timestamp);
        emit ClawedBack(grantId, treasury().currentOperation(), envelope.total - _vested(record), ref);
    }

    /// @inheritdoc IGrants
    function offer(uint256 grantId, address newRecipient) external {
        (Record storage record, ITreasury.Envelope memory envelope) = _find(grantId);
        if (msg.sender != record.recipient) revert GrantsNotRecipient(grantId, msg.sender);
        if (newRecipient != address(0)) _checkRecipient(record, envelope.asset, newRecipient);
        record.offered = newRecipient;
        emit RecipientOffered(grantId, msg.sender, newRecipient, envelope.decision);
    }

    /// @inheritdoc IGrants
    function takeOver(uint256 grantId) external {
        (Record storage record, ITreasury.Envelope memory envelope) = _find(grantId);
        if (msg.sender != record.offered) revert GrantsNotOffered(grantId, msg.sender);
        _setRecipient(record, grantId, msg.sender, envelope.decision, 0);
    }

    /// @inheritdoc IGrants
    function changeRecipient(uint256 grantId, address newRecipient, bytes32 ref) external onlyTreasury {
        (Record storage record, ITreasury.Envelope memory envelope) = _find(grantId);
        _checkRecipient(record, envelope.asset, newRecipient);
        _setRecipient(record, grantId, newRecipient, treasury().currentOperation(), ref);
    }

    /// @inheritdoc IGrants
    function getGrant(uint256 grantId) external view returns (Grant memory) {
        (Record storage record, ITreasury.Envelope memory envelope) = _find(grantId);
        return Grant({
            recipient: record.recipient,
            offered: record.offered,
            envelopeId: record.envelopeId,
            decision: envelope.decision,
            asset: envelope.asset,
            end: envelope.end,
            revoked: envelope.revoked,
            clawedBackAt: record.clawedBackAt,
            required: record.required,
            reportsDue: record.reportsDue,
            stream: record.stream,
            reviewers: record.reviewers
        });
    }

    /// @inheritdoc IGrants
    function getAmounts(uint256 grantId) external view returns (Amounts memory amounts) {
        (Record storage record, ITreasury.Envelope memory envelope) = _find(grantId);
        amounts.total = envelope.total;
        amounts.paid = envelope.drawn;
        uint256 vested_ = _vested(record);
        uint256 rest = envelope.total - vested_;
        if (record.clawedBackAt != 0) (amounts.clawedBack, rest) = (rest, 0);
        uint256 owed = vested_ - envelope.drawn;
        if (_isOver(envelope)) {
            amounts.lapsed = owed + rest;
        } else {
            amounts.owed = owed;
            amounts.unvested = rest;
            if (!_isReportDue(record, envelope.drawn)) amounts.claimable = owed;
        }
    }

    /// @inheritdoc IGrants
    function getMilestones(uint256 grantId) external view returns (Milestone[] memory) {
        (Record storage record,) = _find(grantId);
        return record.milestones;
    }

    /// @inheritdoc IGrants
    function getMilestone(uint256 grantId, uint256 index) external view returns (Milestone memory) {
        (Record storage record,) = _find(grantId);
        return _milestoneOf(record, grantId, index);
    }

    /// @inheritdoc IGrants
    function hasAccepted(uint256 grantId, uint256 index, address reviewer) external view returns (bool) {
        (Record storage record,) = _find(grantId);
        Milestone storage milestone = _milestoneOf(record, grantId, index);
        uint8 number = record.numberOf[reviewer];
        return number != 0 && milestone.acceptedBy & _bit(number) != 0;
    }

    /// @inheritdoc IGrants
    function vested(uint256 grantId) external view returns (uint256) {
        (Record storage record,) = _find(grantId);
        return _vested(record);
    }

    /// @inheritdoc IGrants
    function isReportDue(uint256 grantId) external view returns (bool) {
        (Record storage record, ITreasury.Envelope memory envelope) = _find(grantId);
        return _isReportDue(record, envelope.drawn);
    }

    /// @dev The recipient is called with {PAYMENT_GAS}, never less: who accepts cannot make it look unwilling.
    function _payOrSetAside(
        Record storage record,
        ITreasury.Envelope memory envelope,
        uint256 grantId,
        uint256 amount,
        bytes32 ref
    ) private {
        address recipient = record.recipient;
        bool reportDue = _isReportDue(record, envelope.drawn);
        if (!reportDue) {
            if (gasleft() < GAS_NEEDED) revert GrantsTooLittleGas(GAS_NEEDED);
            try treasury().disburseOne{gas: PAYMENT_GAS}(record.envelopeId, recipient, amount, ref) {
                return;
            } catch {}
        }
        emit PaymentSetAside(grantId, recipient, amount, reportDue, envelope.decision);
    }

    function _review(Record storage record, Milestone storage milestone, uint256 grantId, uint256 index)
        private
        returns (uint8 acceptances)
    {
        uint8 number = record.numberOf[msg.sender];
        if (number == 0) revert GrantsNotReviewer(grantId, msg.sender);
        uint24 acceptedBy = milestone.acceptedBy;
        if (acceptedBy & _bit(number) != 0) revert GrantsReviewedAlready(grantId, index, msg.sender);
        milestone.acceptedBy = acceptedBy | _bit(number);
        acceptances = milestone.acceptances + 1;
        milestone.acceptances = acceptances;
    }

    function _setRecipient(Record storage record, uint256 grantId, address to, bytes32 decision, bytes32 ref) private {
        address from = record.recipient;
        record.recipient = to;
        record.offered = address(0);
        emit RecipientChanged(grantId, from, to, decision, ref);
    }

    function _setReviewers(Record storage record, Terms calldata terms) private {
        uint256 count = terms.reviewers.length;
        if (count > MAX_REVIEWERS || terms.required > count || (terms.required == 0) != (count == 0)) {
            revert GrantsInvalidRequired(count, terms.required);
        }
        for (uint256 i; i < count; ++i) {
            address reviewer = terms.reviewers[i];
            bool valid = reviewer != address(0) && reviewer != address(treasury()) && record.numberOf[reviewer] == 0;
            if (!valid || reviewer == terms.recipient) revert GrantsInvalidReviewer(reviewer);
            // forge-lint: disable-next-line(unsafe-typecast) -- 20 at most
            record.numberOf[reviewer] = uint8(i + 1);
        }
        record.reviewers = terms.reviewers;
    }

    function _setMilestones(Record storage record, MilestoneTerms[] calldata milestones) private returns (uint256 sum) {
        if (milestones.length > MAX_MILESTONES) revert GrantsTooManyMilestones(milestones.length, MAX_MILESTONES);
        for (uint256 i; i < milestones.length; ++i) {
            (uint208 amount, bytes32 document) = (milestones[i].amount, milestones[i].document);
            if (amount == 0 || document == 0) revert GrantsInvalidMilestone(i);
            sum += amount;
            record.milestones.push(Milestone(amount, 0, 0, false, document));
        }
    }

    function _setStream(Record storage record, Stream calldata stream) private returns (uint256) {
        bool valid = stream.amount == 0
            ? stream.start == 0 && stream.cliff == 0 && stream.end == 0
            : stream.start <= stream.cliff && stream.cliff <= stream.end && stream.start < stream.end;
        if (!valid) revert GrantsInvalidStream(stream.amount, stream.start, stream.cliff, stream.end);
        if (stream.amount != 0) record.stream = stream;
        return stream.amount;
    }

    /// @dev What the treasury would refuse to pay is no recipient; nor is who accepts the work.
    function _checkRecipient(Record storage record, address asset, address to) private view {
        bool payable_ = to != address(0) && to != address(treasury()) && to != address(this) && to != asset;
        if (!payable_ || to == record.recipient || record.numberOf[to] != 0) revert GrantsInvalidRecipient(to);
    }

    function _find(uint256 grantId) private view returns (Record storage record, ITreasury.Envelope memory envelope) {
        record = _records[grantId];
        if (record.envelopeId == 0) revert GrantsUnknown(grantId);
        envelope = treasury().getEnvelope(record.envelopeId);
    }

    function _open(uint256 grantId) private view returns (Record storage record, ITreasury.Envelope memory envelope) {
        (record, envelope) = _find(grantId);
        if (_isOver(envelope)) revert GrantsOver(grantId, envelope.end, envelope.revoked);
    }

    function _milestoneOf(Record storage record, uint256 grantId, uint256 index)
        private
        view
        returns (Milestone storage)
    {
        if (index >= record.milestones.length) revert GrantsUnknownMilestone(grantId, index);
        return record.milestones[index];
    }

    function _vested(Record storage record) private view returns (uint256) {
        uint256 time = record.clawedBackAt == 0 ? block.timestamp : record.clawedBackAt;
        return record.accepted + _streamed(record.stream, time);
    }

    /// @dev An amount of 208 bits times seconds of 48 fits a word.
    function _streamed(Stream memory stream, uint256 time) private pure returns (uint256) {
        if (time >= stream.end) return stream.amount;
        if (time < stream.cliff) return 0;
        return stream.amount * (time - stream.start) / (stream.end - stream.start);
    }

    function _isReportDue(Record storage record, uint256 paid) private view returns (bool) {
        return record.reportsDue && paid != record.reported;
    }

    function _isOver(ITreasury.Envelope memory envelope) private view returns (bool) {
        return envelope.revoked || block.timestamp > envelope.end;
    }

    function _bit(uint8 number) private pure returns (uint24) {
        return uint24(1) << (number - 1);
    }
}
