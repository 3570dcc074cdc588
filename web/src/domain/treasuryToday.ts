import type { Address, Hex } from 'viem'

/** A right of a module to draw, as the treasury keeps it. Amounts in smallest units, times in seconds. */
export type EnvelopeToday = {
  readonly number: bigint
  readonly module: Address
  /** null for the coin. */
  readonly asset: Address | null
  readonly total: bigint
  readonly drawn: bigint
  readonly cap: bigint
  readonly period: bigint
  readonly end: bigint
  readonly revoked: boolean
}

/** What a vote decided of a budget, beside its envelope. */
export type BudgetTerms = {
  readonly holders: readonly Address[]
  readonly payees: readonly Address[]
  readonly start: number
  readonly window: number
  readonly objectionShare: number
  readonly secondSignature: boolean
  readonly announceAbove: bigint
  readonly purpose: string
  readonly category: string
}

export const budgetStandings = ['none', 'waiting', 'open', 'paused', 'revoked', 'ended'] as const
export type BudgetToday = {
  readonly number: bigint
  readonly standing: (typeof budgetStandings)[number]
  readonly terms: BudgetTerms
}

export type GrantToday = {
  readonly number: bigint
  readonly envelope: bigint
  readonly recipient: Address
  readonly reviewers: readonly Address[]
  readonly purpose: string
  readonly clawedBack: boolean
  readonly milestones: readonly { readonly amount: bigint; readonly document: Hex; readonly accepted: boolean }[]
  /** What a clawback would take now. */
  readonly unvested: bigint
}

export type PurposeToday = {
  readonly number: bigint
  readonly name: string
  readonly isOpen: boolean
  /** What its purse holds of each asset; null for the coin. */
  readonly held: readonly { readonly asset: Address | null; readonly amount: bigint }[]
}

export const splitTargets = ['treasury', 'purse', 'standing'] as const
export type SplitTarget = (typeof splitTargets)[number]
export type SplitRow = { readonly target: SplitTarget; readonly share: number; readonly id: bigint }

/** What is granted on a treasury at this block, as far as a decision may touch it. */
export type TreasuryToday = {
  readonly envelopes: readonly EnvelopeToday[]
  readonly budgets: readonly BudgetToday[]
  readonly grants: readonly GrantToday[]
  readonly payouts: readonly { readonly number: bigint; readonly envelope: bigint; readonly purpose: string }[]
  readonly distributions: readonly { readonly number: bigint; readonly purpose: string }[]
  readonly standings: readonly { readonly number: bigint; readonly purpose: string }[]
  readonly purposes: readonly PurposeToday[]
  readonly rule: readonly SplitRow[]
}

/** Whether a right can still be drawn on at a time. */
export function isInForce(envelope: EnvelopeToday | undefined, now: bigint): boolean {
  return envelope !== undefined && !envelope.revoked && now <= envelope.end
}
