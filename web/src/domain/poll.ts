import { computeQuorum } from './quorum'

/** What was fixed for a proposal when it was created: `proposalTerms` of the governor. Times are seconds. */
export type PollTerms = {
  /** Percent of the seats at the snapshot. */
  readonly quorumNumerator: bigint
  /** By how much a late swing extends the vote, and how late a swing is late. */
  readonly swingExtension: bigint
  /** How long before the deadline ballots can no longer be changed. */
  readonly lockWindow: bigint
}

/** How the ballots of one proposal are judged. */
export type Poll = PollTerms & {
  /** Votes that make a quorum; null until the snapshot has passed. */
  readonly quorum: bigint | null
}

/**
 * How the ballots of a proposal are judged, by its own terms and not by the rules of today.
 *
 * @param seats at the snapshot; null until it has passed
 */
export function createPoll(terms: PollTerms, seats: bigint | null): Poll {
  return { ...terms, quorum: seats === null ? null : computeQuorum(seats, terms.quorumNumerator) }
}
