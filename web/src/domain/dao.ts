import type { Address } from 'viem'
import type { Timepoint } from './timepoint'

/** Where a DAO is: enough to read all of it from the chain. */
export type DaoContracts = {
  readonly chainId: number
  readonly governor: Address
  readonly treasury: Address
  readonly membership: Address
  /** Seats without a vote; null where no deployment names the contract. */
  readonly observers: Address | null
  /** What admits without a vote, within the cap; null where there is none that is known here. */
  readonly gates: Address | null
  /** What gives a lost key's seat to a new one. */
  readonly recovery: Address | null
  /** Where delegates say what they stand for. */
  readonly statements: Address | null
  /** Where its documents are adopted; null where no deployment names one. */
  readonly registry: Address | null
  /** Rights to draw on the treasury; null, as each of the next five, where no deployment names the contract. */
  readonly budgets: Address | null
  /** Money for work, by milestones and streams. */
  readonly grants: Address | null
  /** Many payees by one decision. */
  readonly payouts: Address | null
  /** Amounts that are shared among seats. */
  readonly distributions: Address | null
  /** Purses of what was given for a purpose. */
  readonly donations: Address | null
  /** The rule by which income is shared. */
  readonly splits: Address | null
  /** The block from which its events are read. */
  readonly startBlock: bigint
  /** Seconds to queue what passed, and to execute what is ready. */
  readonly grace: bigint
  /** Tokens that the DAO names as its own; the coin is not among them. */
  readonly assets: readonly Address[]
  readonly name: string
}

/** The rules of a DAO as the chain says them now. Times are seconds. */
export type DaoRules = {
  readonly votingDelay: bigint
  readonly votingPeriod: bigint
  /** Effective, as the governor computes it. */
  readonly proposalThreshold: bigint
  readonly quorumNumerator: bigint
  /** Votes that make a quorum with the seats there are now. */
  readonly quorum: bigint
  /** By how much a late swing extends a vote, and in what last part of it a swing is late. */
  readonly swingExtension: bigint
  /** Last part of a vote in which ballots can no longer be changed. */
  readonly lockWindow: bigint
  /** Open proposals that one proposer may have; 0 for no limit. */
  readonly proposalLimit: number
  readonly timelockDelay: bigint
  readonly grace: bigint
  readonly seats: bigint
  readonly guardian: { readonly account: Address; readonly until: Timepoint } | null
  readonly guardianBurnt: boolean
}

export type RoleName = 'proposer' | 'canceller' | 'executor' | 'admin'

/** Who holds a role on the treasury; the zero address means everybody. */
export type Role = { readonly name: RoleName; readonly accounts: readonly Address[] }
