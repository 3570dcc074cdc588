import type { Budget, Draw, Payment } from './right'
import type { Timepoint } from './timepoint'

const max0 = (value: bigint) => (value > 0n ? value : 0n)
const min = (a: bigint, b: bigint) => (a < b ? a : b)

/** The most payees of a draw; as `Budgets.MAX_PAYEES`. */
export const mostPayees = 100
/** The most draws of a budget that wait at a time; as `Budgets.MAX_PENDING`. */
export const mostPending = 16

type Envelope = Pick<Budget, 'total' | 'drawn' | 'cap' | 'period' | 'end' | 'revokedAt'>
type Paid = Pick<Payment, 'amount' | 'at'>

/** What was paid in the `period` seconds that end with `time`; as the treasury's sliding window. */
function sumWindow(payments: readonly Paid[], period: bigint, time: bigint): bigint {
  return payments.reduce((sum, { at, amount }) => (at > time - period && at <= time ? sum + amount : sum), 0n)
}

/**
 * What an envelope leaves at a time; mirrors `Treasury.getAvailable`. With nothing more paid until then.
 *
 * @param payments all of the last period
 */
export function getAvailable(envelope: Envelope, payments: readonly Paid[], time: Timepoint): bigint {
  if (envelope.revokedAt !== null || time > envelope.end) return 0n
  const rest = envelope.total - envelope.drawn
  if (envelope.cap === envelope.total) return rest
  return min(rest, max0(envelope.cap - sumWindow(payments, envelope.period, time)))
}

/** The draws that wait at a time; mirrors `Budgets.pendingOf`. */
export function listPending(draws: readonly Draw[], envelope: Envelope, time: Timepoint): Draw[] {
  if (envelope.revokedAt !== null || time > envelope.end) return []
  return draws.filter(({ status, expiresAt }) => status === 'pending' && time <= expiresAt)
}

/**
 * What could be announced and what could be drawn at once, at a time; mirrors `Budgets._left`, for a budget that is open.
 *
 * @param payments all of the budget, or of the last period where nothing was paid after a wait before it
 * @param draws all that were announced
 */
export function getLeft(
  budget: Pick<Budget, keyof Envelope | 'announceAbove'>,
  payments: readonly Paid[],
  draws: readonly Draw[],
  time: Timepoint,
): { readonly available: bigint; readonly atOnce: bigint } {
  const left = getAvailable(budget, payments, time)
  const pending = listPending(draws, budget, time).reduce((sum, draw) => sum + draw.sum, 0n)
  const available = max0(left - pending)
  const waited = draws.flatMap((draw) =>
    draw.status === 'settled' && draw.waited && draw.endedAt !== null ? [{ at: draw.endedAt, amount: draw.sum }] : [],
  )
  const inWindow = sumWindow(waited, budget.period, time)
  const before = waited.reduce((sum, { at, amount }) => (at <= time - budget.period ? sum + amount : sum), 0n)
  const settled = inWindow + max0(before - (budget.total - budget.cap))
  const reserve = max0(budget.cap - budget.announceAbove)
  return { available, atOnce: min(available, max0(left + settled - reserve)) }
}

/**
 * From when on an amount is left of what some measure tells, if nothing else is paid until then; null where it never will
 * be: more than the cap or the rest of the total, or after the end.
 *
 * @example findFree(budget, payments, 5n, now, (time) => getAvailable(budget, payments, time))
 */
export function findFree(
  envelope: Pick<Envelope, 'period' | 'end'>,
  payments: readonly Pick<Paid, 'at'>[],
  wanted: bigint,
  now: Timepoint,
  measure: (time: Timepoint) => bigint,
): Timepoint | null {
  const moments = payments
    .map(({ at }) => (at + envelope.period) as Timepoint)
    .filter((moment) => moment > now && moment <= envelope.end)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return [now, ...moments].find((moment) => measure(moment) >= wanted) ?? null
}

/** How many objecting seats stop a draw; mirrors `Budgets._objectionsNeeded`. */
export function countObjectionsNeeded(seats: bigint, share: number): bigint {
  return (seats * BigInt(share) + 99n) / 100n
}

/** What somebody may do about a draw that waits, and what stands against it; as the contract would judge it now. */
export type DrawPhase = 'waiting' | 'unconfirmed' | 'payable' | 'expired'

/** Where an announced draw stands by its own times; only of one that is pending. */
export function getDrawPhase(
  draw: Pick<Draw, 'payableAt' | 'expiresAt'> & { readonly isConfirmed: boolean },
  secondSignature: boolean,
  now: Timepoint,
): DrawPhase {
  if (now > draw.expiresAt) return 'expired'
  if (secondSignature && !draw.isConfirmed) return 'unconfirmed'
  return now >= draw.payableAt ? 'payable' : 'waiting'
}

/** Whether members may object to a draw at a time; mirrors `Budgets.object`. */
export function mayObject(draw: Pick<Draw, 'announcedAt' | 'payableAt'>, now: Timepoint): boolean {
  return now > draw.announcedAt && now < draw.payableAt
}
