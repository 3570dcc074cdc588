import type { Address } from 'viem'
import type { Timepoint } from './timepoint'
import type { Votes } from './proposal'

/** An account that holds a seat or votes for one. */
export type Member = {
  readonly account: Address
  /** Numbers of the seats that it holds. */
  readonly seats: readonly bigint[]
  readonly since: Timepoint | null
  /** Who votes for its seats; itself where it did not give its vote to another. */
  readonly delegate: Address | null
  /** Votes that it casts now. */
  readonly votes: Votes
  readonly ballotCount: number
}
