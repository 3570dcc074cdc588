import type { Tally } from './proposal'

export type Outcome = {
  readonly passes: boolean
  readonly hasQuorum: boolean
  readonly hasMajority: boolean
  /** Votes for or abstaining that are still missing for the quorum. */
  readonly missingForQuorum: bigint
  /** Votes for that are still missing to outnumber those against. */
  readonly missingForMajority: bigint
}

/** What the ballots come to: for and abstain count towards the quorum, and more must be for than against. */
export function getOutcome(tally: Tally, quorum: bigint): Outcome {
  const counted = tally.for + tally.abstain
  const missingForQuorum = counted < quorum ? quorum - counted : 0n
  const missingForMajority = tally.for > tally.against ? 0n : tally.against - tally.for + 1n
  const hasQuorum = missingForQuorum === 0n
  const hasMajority = missingForMajority === 0n
  return { passes: hasQuorum && hasMajority, hasQuorum, hasMajority, missingForQuorum, missingForMajority }
}
