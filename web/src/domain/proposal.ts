import type { Address, Hash, Hex } from 'viem'
import type { Branded } from './branded'
import type { Cid } from './cid'
import type { Page } from './page'
import type { Timepoint } from './timepoint'

/** The governor's id of a proposal: the hash of all that it would do and of its description. */
export type ProposalId = Branded<bigint, 'ProposalId'>

/** Votes: one for each seat at the snapshot. */
export type Votes = Branded<bigint, 'Votes'>

/** What a ballot says, in the words of OpenZeppelin's counting. */
export type Choice = 'against' | 'for' | 'abstain'

/** The choices in the order of the contract's `support` values: 0, 1, 2. */
export const choices = ['against', 'for', 'abstain'] as const satisfies readonly Choice[]

export type Tally = Readonly<Record<Choice, Votes>>

/** One call that the treasury would make. */
export type Action = { readonly target: Address; readonly value: bigint; readonly calldata: Hex }

/** The ballot that counts for a voter. */
export type Ballot = {
  readonly voter: Address
  readonly choice: Choice
  readonly weight: Votes
  readonly reason: string
  /** When it was cast, or last changed. */
  readonly castAt: Timepoint
  readonly changeCount: number
  readonly block: bigint
  /** Place of its event in the block. */
  readonly logIndex: number
  readonly transaction: Hash
}

/** How a late swing extended a vote; once at most. */
export type Extension = {
  readonly at: Timepoint
  /** The deadline before. */
  readonly from: Timepoint
}

/** Ballots with the newest first. */
export function sortBallots(ballots: readonly Ballot[]): Ballot[] {
  return [...ballots].sort((a, b) => (a.block === b.block ? b.logIndex - a.logIndex : a.block < b.block ? 1 : -1))
}

/** What the timelock knows of a proposal that was queued. */
export type Operation = {
  readonly readyAt: Timepoint
  /** The last second at which it can be executed. */
  readonly expiresAt: Timepoint
  readonly executedAt: Timepoint | null
  readonly executedIn: Hash | null
  readonly canceledAt: Timepoint | null
}

/** One proposal as the chain's events tell it: facts, no opinion on what time makes of them. */
export type Proposal = {
  readonly id: ProposalId
  /** Place in the order of proposing, from 1. */
  readonly number: number
  readonly proposer: Address
  readonly description: string
  readonly title: string
  readonly summary: string
  readonly cid: Cid | null
  readonly actions: readonly Action[]
  readonly createdAt: Timepoint
  readonly createdAtBlock: bigint
  readonly transaction: Hash
  readonly snapshot: Timepoint
  /** The last second at which a ballot counts, as it is after an extension. */
  readonly deadline: Timepoint
  readonly extension: Extension | null
  readonly tally: Tally
  /** Voters, not transactions: who changes a ballot has cast one. */
  readonly ballotCount: number
  readonly queuedAt: Timepoint | null
  readonly eta: Timepoint | null
  readonly executedAt: Timepoint | null
  readonly canceledAt: Timepoint | null
  readonly canceledBy: Address | null
  readonly operation: Operation | null
}

/** A proposal with its latest ballots, the newest first. */
export type ProposalWithBallots = Proposal & { readonly ballots: Page<Ballot> }
