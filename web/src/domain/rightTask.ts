import type { Right } from './right'

/** What an account can do by a right now. Amounts are in the right's asset, in its smallest unit. */
export type RightTask =
  /** Draw: at once, and all that could be announced. */
  | { readonly kind: 'draw'; readonly right: Right; readonly atOnce: bigint; readonly available: bigint }
  | {
      readonly kind: 'confirm' | 'settle' | 'object' | 'stop'
      readonly right: Right
      readonly draw: bigint
      readonly amount: bigint
    }
  | { readonly kind: 'claim' | 'report'; readonly right: Right; readonly amount: bigint }
  /** Accept a milestone, by its index from 0. */
  | { readonly kind: 'accept'; readonly right: Right; readonly milestone: number; readonly amount: bigint }
  | { readonly kind: 'takeOver'; readonly right: Right }
  /** Claim the shares of own seats. */
  | { readonly kind: 'share'; readonly right: Right; readonly seats: readonly bigint[]; readonly amount: bigint }
  /** What anybody may do: pay a batch, pay rows of a list, open a round. */
  | { readonly kind: 'payBatch' | 'payRows' | 'openRound'; readonly right: Right; readonly amount: bigint }

/** Whether a task waits for this very account, and for nobody else. */
export function isPersonal({ kind }: RightTask): boolean {
  return kind !== 'payBatch' && kind !== 'payRows' && kind !== 'openRound' && kind !== 'settle'
}

/** Whether the reader should be told of a task unasked: somebody waits for it, or it passes. */
export function isUrgent({ kind }: RightTask): boolean {
  return ['confirm', 'object', 'accept', 'share', 'claim', 'report', 'takeOver'].includes(kind)
}
