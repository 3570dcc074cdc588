// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Budgets: rights to draw on the treasury, granted by vote.
/// @notice A budget has the number of its envelope in {ITreasury}: asset, total, cap, period and end are the envelope's.
/// What is not drawn never leaves the treasury.
///
/// Drawn at once is what one holder draws alone, without a wait: {drawOne}, {draw}. In any period of the envelope's
/// length all of it together is at most `announceAbove`, however it is split and whichever holder draws. What would be
/// more is announced: it waits for the budget's window, in which the guardian or members may stop it. What was paid after
/// its wait does not use up what may be drawn at once. Amounts that wait count against the cap until they are paid,
/// withdrawn, stopped or expired.
///
/// Where the total leaves less than the cap does, what was drawn at once before the period may count too: towards its end
/// a budget announces earlier, never later. One whose total is its cap has `announceAbove` once, for all its time.
interface IBudgets {
    /// @notice What a vote decides about a budget, beside the envelope.
    /// @param holders Who may draw: 1 to 20 accounts.
    /// @param payees Who may be paid: at most 100 accounts; none for anybody.
    /// @param start Unix seconds; the first second at which it may be drawn on.
    /// @param window Seconds that an announced draw waits: 1 hour to 14 days.
    /// @param objectionShare Percent of the seats that stop an announced draw: 5 to 33.
    /// @param secondSignature Whether another holder, who is not paid by it, confirms each draw.
    /// @param announceAbove The most that is drawn at once in any period, in the asset's smallest unit: 0 where every draw
    /// is announced, the cap or more where none is.
    /// @param purpose 1 to 280 bytes; in the event only.
    /// @param category 1 to 31 bytes; in the event only.
    struct Terms {
        address[] holders;
        address[] payees;
        uint48 start;
        uint32 window;
        uint8 objectionShare;
        bool secondSignature;
        uint208 announceAbove;
        string purpose;
        string category;
    }

    /// @notice Where a budget stands. `Open` is the only one in which it pays. `Revoked` also where an operation revoked
    /// the envelope alone.
    enum Standing {
        None,
        Waiting,
        Open,
        Paused,
        Revoked,
        Ended
    }

    /// @notice Where an announced draw stands. `Released`: it expired, or its budget was changed, revoked or ended.
    enum DrawStanding {
        None,
        Pending,
        Settled,
        Withdrawn,
        Stopped,
        Released
    }

    /// @notice A budget, at this second.
    /// @param announceAbove As granted, and the cap where that was more.
    /// @param available What could be announced now: what the envelope leaves, less what is pending.
    /// @param atOnce What could be drawn at once now; where a second signature is asked, settled as soon as it is there.
    struct Budget {
        Standing standing;
        uint48 start;
        uint32 window;
        uint8 objectionShare;
        bool secondSignature;
        uint208 announceAbove;
        uint256 available;
        uint256 atOnce;
    }

    /// @notice An announced draw.
    /// @param budgetId Its budget.
    /// @param digest Hash of `abi.encode(to, amounts, ref)`.
    /// @param announcer The holder who announced it.
    /// @param announcedAt Unix seconds; seats minted by then may object.
    /// @param payableAt The first second at which it may be paid, and at which members may object no more.
    /// @param sum Of its amounts, in the asset's smallest unit.
    /// @param objections Seats that objected.
    /// @param confirmed Whether there is a second signature.
    struct Draw {
        uint256 budgetId;
        bytes32 digest;
        address announcer;
        uint48 announcedAt;
        uint48 payableAt;
        uint208 sum;
        uint32 objections;
        DrawStanding standing;
        bool confirmed;
    }

    /// @notice Operation `decision` granted a budget; the numbers are the envelope's.
    event BudgetGranted(
        uint256 indexed budgetId,
        bytes32 indexed decision,
        address indexed asset,
        uint208 total,
        uint208 cap,
        uint48 period,
        uint48 end,
        Terms terms
    );
    /// @notice Operation `decision` gave a budget other terms.
    event BudgetChanged(uint256 indexed budgetId, bytes32 indexed decision, Terms terms);
    /// @notice A budget pays nothing until it is resumed: by operation `decision`, or, where that is 0, because `drawId`
    /// was stopped.
    event BudgetPaused(uint256 indexed budgetId, bytes32 indexed decision, uint256 indexed drawId);
    /// @notice Operation `decision` lets a paused budget pay again.
    event BudgetResumed(uint256 indexed budgetId, bytes32 indexed decision);
    /// @notice Operation `decision` ended a budget.
    event BudgetRevoked(uint256 indexed budgetId, bytes32 indexed decision);
    /// @notice `holder` drew at once. Who was paid is told by {ITreasury-Disbursed}, with the decision and the document.
    event Drawn(uint256 indexed budgetId, address indexed holder, uint256 sum);
    /// @notice A draw waits.
    /// @param payableAt The first second at which it may be settled without being within what may be drawn at once.
    /// @param expiresAt The last second at which it may be settled.
    event DrawAnnounced(
        uint256 indexed budgetId,
        uint256 indexed drawId,
        address indexed announcer,
        address[] to,
        uint256[] amounts,
        uint256 sum,
        bytes32 ref,
        uint48 payableAt,
        uint48 expiresAt
    );
    /// @notice A draw has its second signature.
    event DrawConfirmed(uint256 indexed budgetId, uint256 indexed drawId, address indexed holder);
    /// @notice The holder of a seat objected to a draw.
    event DrawObjected(
        uint256 indexed budgetId, uint256 indexed drawId, uint256 indexed tokenId, address holder, uint256 objections
    );
    /// @notice A draw will never be paid, and its budget is paused.
    /// @param guardian Who stopped it; zero where members did.
    event DrawStopped(uint256 indexed budgetId, uint256 indexed drawId, address indexed guardian);
    /// @notice An announced draw was paid, by `by`. Who was paid is told by {ITreasury-Disbursed}, with the decision.
    /// @param waited Whether it waited for its window; if not, it counts as drawn at once.
    event DrawSettled(uint256 indexed budgetId, uint256 indexed drawId, address indexed by, uint256 sum, bool waited);
    /// @notice A holder withdrew a draw.
    event DrawWithdrawn(uint256 indexed budgetId, uint256 indexed drawId, address indexed holder);
    /// @notice A draw that expired, or whose budget was changed or revoked or has ended, was taken off the list.
    event DrawReleased(uint256 indexed budgetId, uint256 indexed drawId);

    /// @notice There is no budget of this number.
    error BudgetsUnknown(uint256 budgetId);
    /// @notice There is no announced draw of this number.
    error BudgetsUnknownDraw(uint256 drawId);
    /// @notice A budget has at least one holder, two where a second signature is asked, and at most 20.
    error BudgetsHoldersOutOfBounds(uint256 holders, uint256 min, uint256 max);
    /// @notice A list of payees has at most 100.
    error BudgetsPayeesOutOfBounds(uint256 payees, uint256 max);
    /// @notice A holder or payee is zero, is on its list twice, or is a payee that the treasury does not pay.
    error BudgetsInvalidAccount(address account);
    /// @notice The budget would end before it starts, or before a draw that is announced when it starts may be paid.
    error BudgetsInvalidTimes(uint256 start, uint256 window, uint256 end);
    /// @notice The window is shorter than an hour or longer than 14 days.
    error BudgetsWindowOutOfBounds(uint256 window, uint256 min, uint256 max);
    /// @notice The share of objecting seats is below 5 % or above 33 %.
    error BudgetsShareOutOfBounds(uint256 share, uint256 min, uint256 max);
    /// @notice The envelope's cap is more than 2^128 - 1.
    error BudgetsCapOutOfBounds(uint256 cap, uint256 max);
    /// @notice The caller is not a holder of the budget.
    error BudgetsNotHolder(uint256 budgetId, address caller);
    /// @notice The budget has a list of payees, and `to` is not on it.
    error BudgetsNotPayee(uint256 budgetId, address to);
    /// @notice The budget starts later.
    error BudgetsNotStarted(uint256 budgetId, uint256 start);
    /// @notice The budget is paused.
    error BudgetsPaused(uint256 budgetId);
    /// @notice The budget is not paused.
    error BudgetsNotPaused(uint256 budgetId);
    /// @notice The budget was revoked, or has ended.
    error BudgetsOver(uint256 budgetId, Standing standing);
    /// @notice The same operation has to revoke the envelope first.
    error BudgetsEnvelopeStands(uint256 budgetId);
    /// @notice No payee, more than 100, or not as many amounts.
    error BudgetsInvalidPayments(uint256 payees, uint256 amounts);
    /// @notice `requested` is more than what the envelope leaves beside the pending draws.
    error BudgetsAvailableExceeded(uint256 budgetId, uint256 requested, uint256 available);
    /// @notice `requested` is more than what may be drawn at once in this period: it has to wait.
    error BudgetsAtOnceExceeded(uint256 budgetId, uint256 requested, uint256 atOnce);
    /// @notice Each draw of this budget is announced and confirmed.
    error BudgetsSecondSignatureNeeded(uint256 budgetId);
    /// @notice The budget has as many pending draws as it may.
    error BudgetsTooManyPending(uint256 budgetId, uint256 max);
    /// @notice The budget ends before the draw may be paid.
    error BudgetsEndsBefore(uint256 budgetId, uint256 payableAt, uint256 end);
    /// @notice The draw is not pending any more.
    error BudgetsNotPending(uint256 drawId, DrawStanding standing);
    /// @notice The draw is alive until it has expired.
    error BudgetsNotExpired(uint256 drawId, uint256 expiresAt);
    /// @notice The draw was announced with other payees, amounts or document.
    error BudgetsOtherPayments(uint256 drawId);
    /// @notice Who announced a draw, or is paid by it, does not confirm it.
    error BudgetsNotSecond(uint256 drawId, address caller);
    /// @notice The draw has its second signature.
    error BudgetsConfirmed(uint256 drawId);
    /// @notice The draw needs a second signature.
    error BudgetsNotConfirmed(uint256 drawId);
    /// @notice The draw has to wait.
    error BudgetsNotPayable(uint256 drawId, uint256 payableAt);
    /// @notice Only the guardian, in its term, may do this.
    error BudgetsOnlyGuardian(address caller);
    /// @notice Members may object after the second of the announcement, and before the draw is payable.
    error BudgetsObjectionOutOfTime(uint256 drawId, uint256 after_, uint256 before);
    /// @notice The caller does not hold the seat.
    error BudgetsNotSeatHolder(uint256 tokenId, address caller);
    /// @notice The seat was minted after the announcement.
    error BudgetsSeatTooYoung(uint256 drawId, uint256 tokenId, uint256 mintedAt);
    /// @notice The seat has objected.
    error BudgetsSeatObjected(uint256 drawId, uint256 tokenId);

    /// @notice How many draws were ever announced; their numbers are 1 to this.
    function drawCount() external view returns (uint256);

    /// @notice A budget. Reverts {BudgetsUnknown}.
    function getBudget(uint256 budgetId) external view returns (Budget memory);

    /// @notice Who may draw on a budget.
    function holdersOf(uint256 budgetId) external view returns (address[] memory);

    /// @notice Who may be paid by a budget; empty for anybody.
    function payeesOf(uint256 budgetId) external view returns (address[] memory);

    /// @notice The draws of a budget that are pending at this second, in no order, and their sum.
    function pendingOf(uint256 budgetId) external view returns (uint256[] memory drawIds, uint256 sum);

    /// @notice An announced draw; one that has expired, or whose budget is over, says `Released`. Reverts
    /// {BudgetsUnknownDraw}.
    function getDraw(uint256 drawId) external view returns (Draw memory);

    /// @notice How many objecting seats stop a draw: the budget's share of the seats at the announcement, rounded up.
    /// @dev Reverts in the second of the announcement: the seats of a second are known when it has passed.
    function objectionsNeeded(uint256 drawId) external view returns (uint256);

    /// @notice Whether a seat objected to a draw.
    function hasObjected(uint256 drawId, uint256 tokenId) external view returns (bool);

    /// @notice Grants a budget on the envelope that the same operation set right before for this contract. By the treasury
    /// only.
    /// @dev Requirements beside those of {Terms}: holders are distinct; payees are distinct, and neither the treasury nor
    /// the asset; `start` before the end; unless `announceAbove` is the cap or more, a draw that is announced when the
    /// budget starts is payable before its end; the cap is at most 2^128 - 1. Emits {BudgetGranted}.
    /// @return budgetId The envelope's number.
    function grant(Terms calldata terms) external returns (uint256 budgetId);

    /// @notice Gives a budget other terms on the same envelope; it stays paused where it was. By the treasury only.
    /// @dev Draws that are pending were announced under the old terms: they are released, and may be announced again.
    /// What was drawn at once in the present period counts under the new terms. Emits {DrawReleased}, {BudgetChanged}.
    function change(uint256 budgetId, Terms calldata terms) external;

    /// @notice Stops all payments of a budget, pending draws included, until it is resumed. By the treasury only.
    /// @dev Windows and expiry of pending draws go on; members and the guardian may still stop, holders withdraw. Emits
    /// {BudgetPaused}.
    function pause(uint256 budgetId) external;

    /// @notice Lets a paused budget pay again, pending draws that have not expired included. By the treasury only.
    /// @dev Emits {BudgetResumed}.
    function resume(uint256 budgetId) external;

    /// @notice Ends a budget for ever, and its pending draws. By the treasury only, in an operation that revokes the
    /// envelope first, so that the treasury itself would pay it nothing.
    /// @dev An operation that revokes the envelope alone ends the budget too. Emits {DrawReleased}, {BudgetRevoked}.
    function revoke(uint256 budgetId) external;

    /// @notice Pays one payee at once. By a holder.
    /// @param amount In the asset's smallest unit.
    /// @param ref Digest of a document, or 0.
    /// @dev Where nothing is pending and `announceAbove` is the cap or more, the envelope's limits are told by the
    /// treasury's errors. WARNING: see {ITreasury-disburse} for a payee of the coin. Emits {Drawn}.
    function drawOne(uint256 budgetId, address to, uint256 amount, bytes32 ref) external;

    /// @notice {drawOne} to 1 to 100 payees, all or nothing.
    function draw(uint256 budgetId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) external;

    /// @notice Announces a draw to 1 to 100 payees. By a holder. At most 16 of a budget are pending at a time.
    /// @dev It may be settled when its window has passed, for 30 days. Unless a second signature is asked, it is payable
    /// before the budget's end. Draws that have expired make room. Emits {DrawAnnounced}.
    function announce(uint256 budgetId, address[] calldata to, uint256[] calldata amounts, bytes32 ref)
        external
        returns (uint256 drawId);

    /// @notice Signs a draw second: by a holder who neither announced it nor is paid by it, with what was announced.
    /// @dev Emits {DrawConfirmed}.
    function confirm(uint256 drawId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) external;

    /// @notice Pays an announced draw, with what was announced. Anybody may: payees, amounts and document stand.
    /// @dev From `payableAt` on; or before, where it is confirmed and within what may be drawn at once, and then counts
    /// as that. Where a second signature is asked, it has to be there. Emits {DrawSettled}.
    function settle(uint256 drawId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) external;

    /// @notice Takes a pending draw back. By any holder.
    /// @dev What is announced again waits again in full, and seats object to it anew. Emits {DrawWithdrawn}.
    function withdraw(uint256 drawId) external;

    /// @notice Takes a draw off the list that expired, or whose budget is over. Anybody may; it had stopped counting.
    function release(uint256 drawId) external;

    /// @notice Ends a pending draw for ever and pauses its budget. By the governor's guardian, in its term. Emits
    /// {DrawStopped}.
    function stop(uint256 drawId) external;

    /// @notice Objects to a pending draw with seats of the caller, each once. When enough have, it ends for ever and its
    /// budget is paused.
    /// @dev Seats whose `mintedAt` is at or before the second of the announcement; after that second, and before the draw
    /// is payable. A seat that moved has one objection. Emits {DrawObjected} for each, {DrawStopped}.
    function object(uint256 drawId, uint256[] calldata tokenIds) external;
}
