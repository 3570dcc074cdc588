import type { Address, Hash, Hex } from 'viem'
import type { Page } from './page'
import type { AssetDay } from './series'
import type { Timepoint } from './timepoint'
import type { Flow } from './treasury'

/** What is held of one asset for one purpose, in its smallest unit: `given` is `spent` and `held`. */
export type Purse = {
  /** null for the coin. */
  readonly token: Address | null
  readonly given: bigint
  readonly spent: bigint
  readonly held: bigint
}

/** What was given to a purse and spent of it in a day (UTC), and what it held at the end; other days have none. */
export type PurseDay = Omit<AssetDay, 'count'> & { readonly purpose: bigint }

/** What donations are given for. */
export type Purpose = {
  readonly number: bigint
  readonly name: string
  readonly proposal: Flow['proposal']
  readonly openedAt: Timepoint
  readonly closedAt: Timepoint | null
  readonly giftCount: number
  readonly purses: readonly Purse[]
}

/** A gift; its receipt. */
export type Gift = {
  readonly purpose: bigint
  readonly from: Address
  readonly token: Address | null
  readonly amount: bigint
  readonly note: string
  readonly at: Timepoint
  readonly transaction: Hash
}

/** What a vote spent of a purse. */
export type Spending = {
  readonly purpose: bigint
  readonly to: Address
  readonly token: Address | null
  readonly amount: bigint
  /** SHA-256 of a document. */
  readonly digest: Hex | null
  readonly proposal: Flow['proposal']
  readonly at: Timepoint
  readonly transaction: Hash
}

/** What was given and spent by purpose, and the newest of it. */
export type DonationBook = {
  /** In the order of opening. */
  readonly purposes: readonly Purpose[]
  readonly gifts: Page<Gift>
  readonly spendings: Page<Spending>
}

/** A part of the rule for income, in hundredths of a percent. */
export type SplitRow = {
  readonly target: 'treasury' | 'purse' | 'standing'
  readonly share: number
  /** Of the purpose or of the standing distribution; 0 for the treasury. */
  readonly number: bigint
}

/** The rule by which income is shared. */
export type SplitRule = { readonly rows: readonly SplitRow[] }

/** The most bytes of a note; as `Donations.MAX_NOTE`. */
export const longestNote = 280

/**
 * What each row of the rule is given of an amount, in the rule's order: rounded down, and the last what is left. Mirrors
 * `Splits.sendOn`.
 */
export function splitIncome({ rows }: SplitRule, amount: bigint): bigint[] {
  let left = amount
  return rows.map(({ share }, index) => {
    const part = index === rows.length - 1 ? left : (amount * BigInt(share)) / 10_000n
    left -= part
    return part
  })
}
