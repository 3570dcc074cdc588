import type { Address, Hash, Hex } from 'viem'
import type { Page } from './page'
import type { Flow } from './treasury'
import type { Timepoint } from './timepoint'

/** What every right to be paid by the treasury has. Amounts are in the asset's smallest unit. */
type Common = {
  /** In its own contract. */
  readonly number: bigint
  readonly envelopeId: bigint
  /** null for the coin. */
  readonly token: Address | null
  /** Of the envelope. */
  readonly total: bigint
  /** What was paid out of the envelope. */
  readonly drawn: bigint
  /** The most that is paid in any `period` seconds. */
  readonly cap: bigint
  readonly period: bigint
  /** The last second at which it pays. */
  readonly end: Timepoint
  readonly revokedAt: Timepoint | null
  readonly purpose: string
  readonly category: string
  readonly proposal: Flow['proposal']
  readonly grantedAt: Timepoint
  readonly transaction: Hash
}

/** A right to draw. */
export type Budget = Common & {
  readonly kind: 'budget'
  readonly holders: readonly Address[]
  /** Empty for anybody. */
  readonly payees: readonly Address[]
  readonly start: Timepoint
  /** Seconds that an announced draw waits. */
  readonly window: bigint
  /** Percent of the seats that stop an announced draw. */
  readonly objectionShare: number
  readonly secondSignature: boolean
  /** The most that is drawn at once in any period, as the vote wrote it; the cap or more where none is announced. */
  readonly announceAbove: bigint
  readonly isPaused: boolean
  /** The draw that was stopped and paused it. */
  readonly pausedBy: bigint | null
}

export type Stream = {
  readonly amount: bigint
  readonly start: Timepoint
  readonly cliff: Timepoint
  readonly end: Timepoint
}

export type Milestone = {
  /** From 0. */
  readonly index: number
  readonly amount: bigint
  /** SHA-256 of what is to be done. */
  readonly digest: Hex
  /** Reviewers who accepted it, in the order in which they did. */
  readonly reviewers: readonly Address[]
  readonly acceptedAt: Timepoint | null
  /** The last reviewer who was needed, or the treasury for a vote. */
  readonly acceptedBy: Address | null
}

/** Money for work. */
export type Grant = Common & {
  readonly kind: 'grant'
  readonly recipient: Address
  readonly offeredTo: Address | null
  readonly reviewers: readonly Address[]
  /** How many of them accept a milestone; 0 where only a vote does. */
  readonly required: number
  readonly reportsDue: boolean
  readonly stream: Stream | null
  readonly milestones: readonly Milestone[]
  /** What had been paid at the last report. */
  readonly reported: bigint
  readonly clawedBackAt: Timepoint | null
  /** What had not vested then. */
  readonly clawedBack: bigint
}

/** Many payees by one decision. */
export type Payout = Common & {
  readonly kind: 'payout'
  /** `batch`: its rows are given once, all together; `list`: each row is claimed by its proof. */
  readonly form: 'batch' | 'list'
  /** keccak-256 of a batch's rows, or a list's Merkle root. */
  readonly rowsDigest: Hex
  readonly rowCount: number
  /** SHA-256 of the document with the rows. */
  readonly digest: Hex
  readonly paidAt: Timepoint | null
  readonly setAsideCount: number
  readonly claimCount: number
}

/** Percent of a share for a member, a steward, an organisation. */
export type Percentages = readonly [number, number, number]

/** An amount shared among the seats of a moment; a round of a standing one, too. */
export type Distribution = Common & {
  readonly kind: 'distribution'
  /** The standing distribution that it is a round of. */
  readonly standing: bigint | null
  readonly snapshot: Timepoint
  /** Seats that existed then. */
  readonly shares: bigint
  /** Of a seat with 100 percent. */
  readonly share: bigint
  readonly percentages: Percentages
  readonly digest: Hex
  readonly claimCount: number
  readonly claimed: bigint
}

/** What is shared again and again. */
export type Standing = Common & {
  readonly kind: 'standing'
  readonly splits: Address
  readonly percentages: Percentages
  /** The least that a round shares. */
  readonly minimum: bigint
  readonly digest: Hex
  /** Ever booked. */
  readonly credited: bigint
  /** What waits for the next round. */
  readonly booked: bigint
  /** What the rounds may draw, all together. */
  readonly allotted: bigint
  readonly roundCount: number
  readonly lastRoundAt: Timepoint | null
}

/** What a decision lets somebody be paid by, as the events tell it: facts, no opinion on what time makes of them. */
export type Right = Budget | Grant | Payout | Distribution | Standing

/** A payment by a right. */
export type Payment = {
  readonly to: Address
  readonly amount: bigint
  /** The module's own word: a document's digest, or a share's name. Zero for none. */
  readonly ref: Hex
  readonly at: Timepoint
  readonly transaction: Hash
}

export type DrawStatus = 'pending' | 'settled' | 'withdrawn' | 'stopped' | 'released'

/** A draw that was announced. */
export type Draw = {
  readonly number: bigint
  readonly budget: bigint
  readonly announcer: Address
  readonly to: readonly Address[]
  readonly amounts: readonly bigint[]
  readonly sum: bigint
  /** SHA-256 of a document. */
  readonly digest: Hex | null
  readonly status: DrawStatus
  readonly announcedAt: Timepoint
  /** The first second at which it may be paid, and at which members may object no more. */
  readonly payableAt: Timepoint
  /** The last second at which it may be paid. */
  readonly expiresAt: Timepoint
  readonly confirmedBy: Address | null
  readonly objections: bigint
  readonly endedAt: Timepoint | null
  /** Whether it was paid after its window, not before with a second signature. */
  readonly waited: boolean
}

/** What a recipient said of the work. */
export type Report = { readonly digest: Hex; readonly paid: bigint; readonly at: Timepoint }

/** A row of a batch whose payee was set aside, or of a list that was claimed. */
export type PayoutRow = {
  readonly row: number
  readonly payee: Address
  readonly amount: bigint
  readonly setAsideAt: Timepoint | null
  readonly claimedAt: Timepoint | null
  /** The payee, or where it directed it. */
  readonly paidTo: Address | null
}

/** Income that was booked for a standing distribution. */
export type Credit = { readonly amount: bigint; readonly at: Timepoint; readonly transaction: Hash }

/** What happened by a right, beside its payments. */
export type RightHistory = {
  readonly draws: readonly Draw[]
  readonly reports: readonly Report[]
  readonly rows: readonly PayoutRow[]
  readonly rounds: readonly Distribution[]
  readonly credits: readonly Credit[]
}

/** One right, what happened by it, and its payments with the newest first. */
export type RightInFull = {
  readonly right: Right
  readonly history: RightHistory
  readonly payments: Page<Payment>
}

/**
 * Where a right stands. `done`: all of it was paid, or taken back. `over`: a grant that was clawed back and still owes
 * what had vested.
 */
export type RightState = 'waiting' | 'open' | 'paused' | 'over' | 'done' | 'ended' | 'revoked'

/** Whether nothing more is ever paid by a right in this state. */
export const isOver = (state: RightState) => state === 'done' || state === 'ended' || state === 'revoked'

/** What was paid of how much, and what can never be paid any more; of a round its own part of the envelope. */
export function getUse(right: Right): { readonly paid: bigint; readonly total: bigint } {
  if (right.kind === 'distribution') return { paid: right.claimed, total: right.share * right.shares }
  if (right.kind === 'grant') return { paid: right.drawn, total: right.total - right.clawedBack }
  return { paid: right.drawn, total: right.total }
}

/**
 * The state of a right at a time of the chain. Of a budget that is not used up it is `Budgets.getBudget`'s standing.
 *
 * @example getState({ ...budget, end: 20n }, 20n) // 'open': the end is inclusive
 */
export function getRightState(right: Right, now: Timepoint): RightState {
  const { paid, total } = getUse(right)
  if (paid >= total) return 'done'
  if (right.revokedAt !== null) return 'revoked'
  if (now > right.end) return 'ended'
  if (right.kind === 'budget' && right.isPaused) return 'paused'
  if (right.kind === 'budget' && now < right.start) return 'waiting'
  if (right.kind === 'grant' && right.clawedBackAt !== null) return 'over'
  return 'open'
}

/** The number of a round of a standing distribution, and the seat, that a claim's `ref` names. */
export function parseShareRef(ref: Hex): { readonly distribution: bigint; readonly seat: bigint } {
  const value = BigInt(ref)
  return { distribution: value >> 128n, seat: value & ((1n << 128n) - 1n) }
}

/** The standing distribution and the round, from 1, that the number of a round holds; of another, 0. */
export function splitRound(number: bigint): { readonly envelope: bigint; readonly round: bigint } {
  return { envelope: number & ((1n << 64n) - 1n), round: number >> 64n }
}

/** The newest first; of one second, the later number. */
export function sortRights<One extends Right>(rights: readonly One[]): One[] {
  const compare = (a: bigint, b: bigint) => (a < b ? 1 : a > b ? -1 : 0)
  return [...rights].sort((a, b) => compare(a.grantedAt, b.grantedAt) || compare(a.number, b.number))
}
