// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ITreasuryModule} from "./ITreasuryModule.sol";

/// @title Grants: money for work, paid as the work is accepted and as time passes.
/// @notice One object a grant: a recipient, milestones that reviewers or a vote accept, a stream where it is wanted,
/// reports, and a clawback by vote of what has not vested. What a grant may cost is its envelope in the treasury; the
/// money stays there until it is paid. All amounts are in the asset's smallest unit.
interface IGrants is ITreasuryModule {
    /// @notice A milestone as it is voted.
    /// @param amount What its acceptance pays; more than 0.
    /// @param document SHA-256 of the document that says what is to be done; not 0.
    struct MilestoneTerms {
        uint208 amount;
        bytes32 document;
    }

    /// @notice An amount that vests linearly from `start` to `end`, nothing of it before `cliff`; all 0 for none.
    /// @param start Unix seconds; may have passed.
    /// @param cliff Unix seconds; from `start` to `end`.
    /// @param end Unix seconds; after `start`, and no later than the envelope's end.
    struct Stream {
        uint208 amount;
        uint48 start;
        uint48 cliff;
        uint48 end;
    }

    /// @notice What is voted.
    /// @param milestones 0 to 20.
    /// @param reviewers Who may accept milestones: 0 to 20 accounts, none twice, none the recipient or the treasury.
    /// @param required How many of them must accept a milestone; 0 without reviewers, where only a vote accepts.
    /// @param reportsDue Whether after each payment a report is due before the next one is taken.
    /// @param purpose 1 to 280 bytes.
    /// @param category 1 to 31 bytes.
    struct Terms {
        address recipient;
        MilestoneTerms[] milestones;
        address[] reviewers;
        uint8 required;
        Stream stream;
        bool reportsDue;
        string purpose;
        string category;
    }

    /// @notice A milestone as it stands.
    /// @param acceptedBy Bit `1 << i` for the reviewer `i` of {Grant-reviewers} who accepted it.
    /// @param acceptances How many reviewers accepted it.
    /// @param accepted Whether enough of them did, or a vote.
    struct Milestone {
        uint208 amount;
        uint24 acceptedBy;
        uint8 acceptances;
        bool accepted;
        bytes32 document;
    }

    /// @notice A grant's record.
    /// @param offered To whom the recipient offered the grant; zero for nobody.
    /// @param decision The operation that granted it.
    /// @param asset The ERC-20 token, or the zero address for the coin.
    /// @param end Unix seconds; the last second at which anything is paid.
    /// @param revoked Whether a vote revoked the envelope: nothing is paid any more.
    /// @param clawedBackAt Unix seconds; 0 for one that was not clawed back.
    struct Grant {
        address recipient;
        address offered;
        uint256 envelopeId;
        bytes32 decision;
        address asset;
        uint48 end;
        bool revoked;
        uint48 clawedBackAt;
        uint8 required;
        bool reportsDue;
        Stream stream;
        address[] reviewers;
    }

    /// @notice Where the total is. `paid + owed + unvested + clawedBack + lapsed == total`, to the last unit.
    /// @param owed Vested and not paid yet.
    /// @param claimable Of what is owed, what {claim} pays now: all of it, or nothing while a report is due.
    /// @param unvested Milestones not accepted, and what the stream has yet to bring.
    /// @param clawedBack What had not vested when a vote took it back.
    /// @param lapsed What nobody took before the envelope ended or was revoked.
    struct Amounts {
        uint256 total;
        uint256 paid;
        uint256 owed;
        uint256 claimable;
        uint256 unvested;
        uint256 clawedBack;
        uint256 lapsed;
    }

    /// @notice A grant was decided; what it pays is told by the treasury as `Disbursed` of `envelopeId`.
    event Granted(
        uint256 indexed grantId,
        bytes32 indexed decision,
        address indexed recipient,
        uint256 envelopeId,
        address asset,
        uint208 total,
        uint48 end,
        Terms terms
    );
    /// @notice A reviewer accepted a milestone, the `acceptances`th to do so.
    /// @param decision The operation that granted it.
    /// @param ref Digest of what the reviewer wrote, or 0.
    event Reviewed(
        uint256 indexed grantId,
        uint256 indexed index,
        address indexed reviewer,
        uint256 acceptances,
        bytes32 decision,
        bytes32 ref
    );
    /// @notice A milestone was accepted: its amount has vested, and is paid in the same transaction or set aside.
    /// @param by The last reviewer who was needed, or the treasury for a vote.
    /// @param decision The vote that accepted it, or else the operation that granted it.
    event MilestoneAccepted(
        uint256 indexed grantId,
        uint256 indexed index,
        address indexed by,
        uint256 amount,
        bytes32 decision,
        bytes32 ref
    );
    /// @notice An accepted amount was not paid at once: a report is due, or the recipient refused. It can be claimed.
    /// @param decision The operation that granted it.
    event PaymentSetAside(
        uint256 indexed grantId, address indexed recipient, uint256 amount, bool reportDue, bytes32 decision
    );
    /// @notice The recipient reported.
    /// @param document SHA-256 of the report.
    /// @param paid What had been paid in all: it follows the payment that made it so much.
    /// @param decision The operation that granted it.
    event Reported(
        uint256 indexed grantId, address indexed recipient, bytes32 document, uint256 paid, bytes32 decision
    );
    /// @notice A vote took back what had not vested.
    event ClawedBack(uint256 indexed grantId, bytes32 indexed decision, uint256 amount, bytes32 ref);
    /// @notice The recipient offered the grant to another address; zero withdraws the offer.
    /// @param decision The operation that granted it.
    event RecipientOffered(uint256 indexed grantId, address indexed from, address indexed to, bytes32 decision);
    /// @notice The recipient is another one.
    /// @param decision The vote that changed it, or the operation that granted it where the new one took over.
    /// @param ref The vote's document, or 0.
    event RecipientChanged(
        uint256 indexed grantId, address indexed from, address indexed to, bytes32 decision, bytes32 ref
    );

    /// @notice There is no grant of this id.
    error GrantsUnknown(uint256 grantId);
    /// @notice The envelope's total is not the sum of the milestones and the stream, its cap is less than its total, or
    /// it ends before the stream does.
    error GrantsInvalidEnvelope(uint256 total, uint256 cap, uint256 end, uint256 sum, uint256 streamEnd);
    /// @notice More than 20 milestones.
    error GrantsTooManyMilestones(uint256 milestones, uint256 max);
    /// @notice A milestone has no amount or no document.
    error GrantsInvalidMilestone(uint256 index);
    /// @notice A stream without an amount has times, or its times are not in order.
    error GrantsInvalidStream(uint208 amount, uint48 start, uint48 cliff, uint48 end);
    /// @notice More than 20 reviewers, or `required` is not 1 to their number (0 without reviewers).
    error GrantsInvalidRequired(uint256 reviewers, uint256 required);
    /// @notice A reviewer is zero, the treasury, the recipient, or named twice.
    error GrantsInvalidReviewer(address reviewer);
    /// @notice A recipient is zero, the treasury, this contract, the asset, a reviewer or the present recipient.
    error GrantsInvalidRecipient(address recipient);
    /// @notice The envelope ended at `end` or was revoked.
    error GrantsOver(uint256 grantId, uint48 end, bool revoked);
    /// @notice What had not vested was clawed back at `clawedBackAt`.
    error GrantsClawedBack(uint256 grantId, uint48 clawedBackAt);
    /// @notice The grant has no milestone of this index.
    error GrantsUnknownMilestone(uint256 grantId, uint256 index);
    /// @notice The milestone was accepted.
    error GrantsMilestoneAccepted(uint256 grantId, uint256 index);
    /// @notice The caller is neither a reviewer of the grant nor the treasury.
    error GrantsNotReviewer(uint256 grantId, address caller);
    /// @notice The reviewer accepted this milestone before.
    error GrantsReviewedAlready(uint256 grantId, uint256 index, address reviewer);
    /// @notice The caller left too little gas to tell a refusal of the recipient from its own thrift.
    error GrantsTooLittleGas(uint256 needed);
    /// @notice The caller is not the recipient.
    error GrantsNotRecipient(uint256 grantId, address caller);
    /// @notice The grant was not offered to the caller.
    error GrantsNotOffered(uint256 grantId, address caller);
    /// @notice A report has no document.
    error GrantsNoDocument(uint256 grantId);
    /// @notice The recipient has to report the last payment first.
    error GrantsReportDue(uint256 grantId);
    /// @notice Nothing has vested that was not paid.
    error GrantsNothingToClaim(uint256 grantId);

    /// @notice How many grants were ever decided; their ids are 1 to this.
    function grantCount() external view returns (uint256);

    /// @notice A grant's record. Reverts {GrantsUnknown}.
    function getGrant(uint256 grantId) external view returns (Grant memory);

    /// @notice Where a grant's total is now. Reverts {GrantsUnknown}.
    function getAmounts(uint256 grantId) external view returns (Amounts memory);

    /// @notice A grant's milestones, in the order in which they were voted. Reverts {GrantsUnknown}.
    function getMilestones(uint256 grantId) external view returns (Milestone[] memory);

    /// @notice One milestone. Reverts {GrantsUnknown}, {GrantsUnknownMilestone}.
    function getMilestone(uint256 grantId, uint256 index) external view returns (Milestone memory);

    /// @notice Whether a reviewer accepted a milestone. Reverts {GrantsUnknown}, {GrantsUnknownMilestone}.
    function hasAccepted(uint256 grantId, uint256 index, address reviewer) external view returns (bool);

    /// @notice What has vested by now, paid or not: accepted milestones and the stream, which stands still after a
    /// clawback. Reverts {GrantsUnknown}.
    function vested(uint256 grantId) external view returns (uint256);

    /// @notice Whether the recipient has to report before anything more is paid. Reverts {GrantsUnknown}.
    function isReportDue(uint256 grantId) external view returns (bool);

    /// @notice Grants what was voted, out of the envelope that the same operation set right before; by an operation only.
    /// @dev Requirements: the envelope's total is the sum of the milestones and the stream, its cap is its total, and it
    /// ends no earlier than the stream. Emits {Granted}. Reverts {ModuleOnlyTreasury}, {ModuleNoEnvelope},
    /// {ModuleInvalidWords}, {GrantsInvalidRecipient}, {GrantsInvalidRequired}, {GrantsInvalidReviewer},
    /// {GrantsTooManyMilestones}, {GrantsInvalidMilestone}, {GrantsInvalidStream}, {GrantsInvalidEnvelope}.
    function grant(Terms calldata terms) external returns (uint256 grantId);

    /// @notice Accepts a milestone: a reviewer, once; or the treasury, at once.
    /// @dev Where enough did, the recipient is paid with a bounded gas; where it refuses, or a report is due, the amount
    /// stays to be claimed. Emits {Reviewed}, {MilestoneAccepted}, {PaymentSetAside}. Reverts {GrantsUnknown},
    /// {GrantsOver}, {GrantsClawedBack}, {GrantsUnknownMilestone}, {GrantsMilestoneAccepted}, {GrantsNotReviewer},
    /// {GrantsReviewedAlready}, {GrantsTooLittleGas}.
    /// @param ref Digest of what the reviewer or the vote says of it, or 0; it goes with the payment.
    function accept(uint256 grantId, uint256 index, bytes32 ref) external;

    /// @notice Pays the recipient what has vested and was not paid, to the last unit, or reverts.
    /// @dev WARNING: a recipient of the coin is called with all the gas that is left. Anybody may claim; where reports are
    /// due only the recipient, whom a stranger could else have report for every second's worth of a stream. Reverts
    /// {GrantsUnknown}, {GrantsNotRecipient}, {GrantsOver}, {GrantsReportDue}, {GrantsNothingToClaim}, and what the
    /// treasury reverts with.
    function claim(uint256 grantId) external returns (uint256 amount);

    /// @notice The recipient reports, at any time. Emits {Reported}. Reverts {GrantsUnknown}, {GrantsNotRecipient},
    /// {GrantsNoDocument}.
    /// @param document SHA-256 of the report.
    function report(uint256 grantId, bytes32 document) external;

    /// @notice Takes back what has not vested; by an operation only. What has vested can still be claimed.
    /// @dev Emits {ClawedBack}. Reverts {ModuleOnlyTreasury}, {GrantsUnknown}, {GrantsOver}, {GrantsClawedBack}.
    function clawBack(uint256 grantId, bytes32 ref) external;

    /// @notice The recipient offers the grant to another address; zero withdraws the offer. Emits {RecipientOffered}.
    /// Reverts {GrantsUnknown}, {GrantsNotRecipient}, {GrantsInvalidRecipient}.
    function offer(uint256 grantId, address newRecipient) external;

    /// @notice The address to which the grant was offered becomes its recipient, with all that is owed. Emits
    /// {RecipientChanged}. Reverts {GrantsUnknown}, {GrantsNotOffered}.
    function takeOver(uint256 grantId) external;

    /// @notice Gives the grant to another address, where a key was lost; by an operation only. Voids an offer.
    /// @dev Emits {RecipientChanged}. Reverts {ModuleOnlyTreasury}, {GrantsUnknown}, {GrantsInvalidRecipient}.
    function changeRecipient(uint256 grantId, address newRecipient, bytes32 ref) external;
}
