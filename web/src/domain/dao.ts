import type { Address } from 'viem'
import type { Timepoint } from './timepoint'

/** Where a DAO is: enough to read all of it from the chain. */
export type DaoContracts = {
  readonly chainId: number
  readonly governor: Address
  readonly treasury: Address
  readonly membership: Address
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
  readonly timelockDelay: bigint
  readonly grace: bigint
  readonly seats: bigint
  readonly guardian: { readonly account: Address; readonly until: Timepoint } | null
  readonly guardianBurnt: boolean
}

export type RoleName = 'proposer' | 'canceller' | 'executor' | 'admin'

/** Who holds a role on the treasury; the zero address means everybody. */
export type Role = { readonly name: RoleName; readonly accounts: readonly Address[] }
