import type { Address, Hex } from 'viem'
import type { SeatKind } from './seat'
import type { Timepoint } from './timepoint'

/** The gates that need no vote, in the order of the contract's `Gate`. */
export const gates = ['officers', 'invitations', 'lists', 'credentials'] as const
export type GateName = (typeof gates)[number]

export const transferRules = ['locked', 'approved', 'free'] as const
export type TransferRule = (typeof transferRules)[number]

/** What applies to a kind of seat that is given or renewed without a vote. */
export type SeatTerms = {
  readonly kind: SeatKind
  /** Seconds; null for no term. */
  readonly term: bigint | null
  /** Whether the holder may renew alone. */
  readonly selfRenewal: boolean
}

/** A list of accounts that may take a seat. */
export type MemberList = {
  readonly number: bigint
  readonly root: Hex
  /** SHA-256 of the document that holds it. */
  readonly digest: Hex
  /** The last second; null for a list that was closed. */
  readonly end: Timepoint | null
}

/** Somebody who may admit, renew, invite and approve transfers for the DAO. */
export type Office = {
  readonly account: Address
  /** Admissions, renewals and approvals left. */
  readonly allowance: number
  readonly until: Timepoint
  readonly kinds: readonly SeatKind[]
}

/** What binds all seats, as the contracts answer now. */
export type SeatRules = {
  readonly transferRule: TransferRule
  readonly severalSeats: boolean
  /** The gates may add one seat for so many in a window. */
  readonly admissionShare: number
  readonly cap: bigint
  readonly used: bigint
  /** Seconds. */
  readonly window: bigint
  readonly open: Readonly<Record<GateName, boolean>>
  readonly terms: readonly SeatTerms[]
  readonly verifier: { readonly account: Address; readonly kind: SeatKind } | null
  /** The newest first. */
  readonly lists: readonly MemberList[]
  readonly observers: bigint
  /** The contracts that the membership works with; a vote can put others in the place of those of a deployment. */
  readonly parts: { readonly governor: Address; readonly gates: Address; readonly recovery: Address }
}

/** Longest term that may be set, in days; as `Gates.MAX_TERM`. */
export const longestTermDays = 36_525n
/** Longest time that a list may stay open, in days; as `Gates.MAX_LIST`. */
export const longestListDays = 366n
/** Longest time that an invitation may be valid, in days; as `Gates.MAX_INVITATION`. */
export const longestInvitationDays = 30n

/** The kinds of an officer's bits: bit `1 << kind` for each. */
export function parseKinds(bits: number): SeatKind[] {
  return (['member', 'steward', 'organisation', 'observer'] as const).filter((_, index) => (bits >> index) & 1)
}

/** The inverse of {@link parseKinds}. */
export function toKindBits(kinds: readonly SeatKind[]): number {
  return (['member', 'steward', 'organisation', 'observer'] as const).reduce(
    (bits, kind, index) => (kinds.includes(kind) ? bits | (1 << index) : bits),
    0,
  )
}

/** Whether an office can be used at a time. */
export function isInOffice(office: Office | null | undefined, now: Timepoint): boolean {
  return office != null && office.allowance > 0 && office.until >= now
}
