import type { Address, Hex } from 'viem'
import type { ProposalId } from './proposal'
import { type Timepoint, toTimepoint } from './timepoint'

/** What a seat is, in the order of the contracts' `Kind`. Every kind but the observer has one vote. */
export const seatKinds = ['member', 'steward', 'organisation', 'observer'] as const
export type SeatKind = (typeof seatKinds)[number]

/** The kinds with a vote. */
export const votingKinds = ['member', 'steward', 'organisation'] as const satisfies readonly SeatKind[]

/** Seats with a vote, or without; each collection has numbers of its own. */
export type Collection = 'membership' | 'observers'

/** How a seat was given. `unknown` where it was by gates that nobody here follows. */
export const admissionGates = ['founder', 'vote', 'officers', 'invitations', 'lists', 'credentials', 'unknown'] as const
export type AdmissionGate = (typeof admissionGates)[number]

/** Where a seat stands, but for the time. */
export type SeatStatus = 'current' | 'lapsed' | 'ended'

/** Where a seat stands at a time; in the words of `ISeats.Standing`. */
export type Standing = 'current' | 'overdue' | 'lapsed' | 'ended'

/** Which seat: numbers are told apart by their collection. */
export type SeatName = { readonly collection: Collection; readonly number: bigint }

export type Seat = SeatName & {
  readonly kind: SeatKind
  readonly status: SeatStatus
  /** Who holds it; of one that lapsed or ended, who held it last. */
  readonly holder: Address
  readonly since: Timepoint
  /** The last second of the term; null for a seat without one. */
  readonly expiry: Timepoint | null
  readonly gate: AdmissionGate
  /** The officer, the inviter or who carried the proof; null where nobody of them did. */
  readonly admittedBy: Address | null
  /** What the officer or the inviter wrote. */
  readonly reason: string
  /** The decision, where a vote gave it. */
  readonly proposal: { readonly id: ProposalId; readonly title: string } | null
}

export type SeatChange =
  | 'admitted'
  | 'renewed'
  | 'lapsed'
  | 'left'
  | 'revoked'
  | 'kindChanged'
  | 'transferApproved'
  | 'transferred'
  | 'recovered'

/** One thing that happened to a seat. */
export type SeatEvent = SeatName & {
  readonly change: SeatChange
  readonly holder: Address
  readonly previousHolder: Address | null
  /** Who did it, where a log names them: the treasury for a vote, the holder, an officer, the carrier of a proof. */
  readonly by: Address | null
  readonly kind: SeatKind
  readonly reason: string
  readonly at: Timepoint
  readonly transaction: Hex
}

/** The kind that a number of the contracts means; null for none of them. */
export function parseKind(value: unknown): SeatKind | null {
  return seatKinds[Number(value)] ?? null
}

/** The number of a kind in the contracts. */
export function toKindNumber(kind: SeatKind): number {
  return seatKinds.indexOf(kind)
}

/** The collection of seats of a kind. */
export function getCollection(kind: SeatKind): Collection {
  return kind === 'observer' ? 'observers' : 'membership'
}

/** The contracts' `expiry`: 0 stands for no term. */
export function parseExpiry(seconds: bigint | number): Timepoint | null {
  return BigInt(seconds) === 0n ? null : toTimepoint(BigInt(seconds))
}

/**
 * Where a seat stands at a time; mirrors `Seats.standingOf`: the last second of a term is still of it.
 *
 * @example getStanding({ status: 'current', expiry: 10n }, 11n) // 'overdue'
 */
export function getStanding({ status, expiry }: Pick<Seat, 'status' | 'expiry'>, now: Timepoint): Standing {
  return status === 'current' && expiry !== null && expiry < now ? 'overdue' : status
}

/** How long before its end a term is worth a word to its holder, in seconds. */
const notice = 30n * 86_400n

/** Whether the holder should be told that a term ends soon. */
export function isEndingSoon(seat: Pick<Seat, 'status' | 'expiry'>, now: Timepoint): boolean {
  return seat.status === 'current' && seat.expiry !== null && seat.expiry >= now && seat.expiry - now <= notice
}

/**
 * How many of some seats that exist a snapshot would count although their terms will have passed by then. Only those
 * that have a vote and exist.
 */
export function countOverdue(
  seats: readonly Pick<Seat, 'status' | 'expiry' | 'collection'>[],
  snapshot: Timepoint,
): number {
  return seats.filter((seat) => seat.collection === 'membership' && getStanding(seat, snapshot) === 'overdue').length
}

/** The numbers of the seats of a collection whose term has passed. */
export function listOverdue(
  seats: readonly Pick<Seat, 'status' | 'expiry' | 'collection' | 'number'>[],
  collection: Collection,
  now: Timepoint,
): bigint[] {
  return seats
    .filter((seat) => seat.collection === collection && getStanding(seat, now) === 'overdue')
    .map(({ number }) => number)
}

/** How many seats with a vote can be swept now: all that are overdue, but never so that fewer than the floor are left. */
export function countSweepable(overdue: bigint, seats: bigint, floor: bigint): bigint {
  const spare = seats > floor ? seats - floor : 0n
  return overdue < spare ? overdue : spare
}

/** A seat as text that tells it from all others of the DAO; as in a route. */
export function formatSeatName({ collection, number }: SeatName): string {
  return collection === 'observers' ? `o${number}` : number.toString()
}

/** The inverse of {@link formatSeatName}; null where it is no seat's name. */
export function parseSeatName(text: string): SeatName | null {
  const found = /^(o?)([1-9]\d{0,76})$/.exec(text.trim().toLowerCase())
  return found && { collection: found[1] === 'o' ? 'observers' : 'membership', number: BigInt(found[2]!) }
}
