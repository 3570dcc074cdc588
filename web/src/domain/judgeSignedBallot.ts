import { getBallotWindow } from './ballotWindow'
import { computeSignedSequence, isSequence } from './ballotSequence'
import type { PollTerms } from './poll'
import { type SignedBallot, type SignedChoice, toSupport } from './signedBallot'
import type { Timepoint } from './timepoint'

/** Why a carried ballot is skipped, in the order of the contract's `BallotRefusal`. */
export const ballotRefusals = [
  'none',
  'notActive',
  'noSuchChoice',
  'expired',
  'misdated',
  'superseded',
  'locked',
  'noVotes',
  'badSignature',
] as const

export type BallotRefusal = (typeof ballotRefusals)[number]

/** What a ballot is judged by: the proposal, and what its voter has and did there. */
export type BallotFacts = {
  readonly isActive: boolean
  readonly snapshot: Timepoint
  readonly deadline: Timepoint
  readonly terms: PollTerms
  /** Of the ballot that counts; 0 for none. */
  readonly sequence: bigint
  /** Votes at the snapshot. */
  readonly votes: bigint
}

/**
 * What the governor would say of one choice of a signed ballot; mirrors `GovernorCarriedBallots._judge` and `_carry`,
 * in their order.
 *
 * @param facts null where there is no such proposal
 * @param isSigned whether the signature is the voter's
 */
export function judgeSignedBallot(
  ballot: Pick<SignedBallot, 'signedAt' | 'expiry'>,
  { choice }: Pick<SignedChoice, 'choice'>,
  facts: BallotFacts | null,
  isSigned: boolean,
  now: Timepoint,
): BallotRefusal {
  if (now > ballot.expiry) return 'expired'
  if (ballot.signedAt > now) return 'misdated'
  if (!isSigned) return 'badSignature'
  if (facts === null || !facts.isActive) return 'notActive'
  if (ballot.signedAt <= facts.snapshot) return 'misdated'
  const sequence = computeSignedSequence(ballot.signedAt - facts.snapshot, toSupport(choice))
  if (sequence <= facts.sequence || !isSequence(sequence)) return 'superseded'
  if (facts.sequence !== 0n && !getBallotWindow(facts.terms, facts.deadline, now).canChange) return 'locked'
  return facts.votes === 0n ? 'noVotes' : 'none'
}

/** One choice of a signed ballot, and what the governor would say of it. */
export type JudgedChoice = SignedChoice & {
  readonly refusal: BallotRefusal
  /** Whether it is the very ballot that counts already; the governor calls that superseded. */
  readonly isCounted: boolean
}

/** A signed ballot with each of its choices judged; worth carrying where one of them counts. */
export type JudgedBallot = { readonly ballot: SignedBallot; readonly choices: readonly JudgedChoice[] }

/**
 * What the governor would say of ballots that arrive together, one after the other: what counts changes what the later
 * ones are judged by.
 *
 * @param factsOf what is known now of a choice's proposal and the voter's ballot on it
 */
export function judgeSignedBallots(
  ballots: readonly SignedBallot[],
  factsOf: (choice: SignedChoice, voter: string) => BallotFacts | null,
  isSigned: (ballot: SignedBallot) => boolean,
  now: Timepoint,
): JudgedBallot[] {
  const counted = new Map<string, bigint>()
  return ballots.map((ballot) => ({
    ballot,
    choices: ballot.choices.map((choice) => {
      const key = `${choice.proposalId}:${ballot.voter.toLowerCase()}`
      const known = factsOf(choice, ballot.voter)
      const facts = known && { ...known, sequence: counted.get(key) ?? known.sequence }
      const refusal = judgeSignedBallot(ballot, choice, facts, isSigned(ballot), now)
      const sequence = known && computeSignedSequence(ballot.signedAt - known.snapshot, toSupport(choice.choice))
      if (refusal === 'none' && sequence !== null) counted.set(key, sequence)
      const isCounted = refusal === 'superseded' && sequence === known?.sequence
      return { ...choice, refusal, isCounted }
    }),
  }))
}

/** How many choices would be counted. */
export function countGood(judged: readonly JudgedBallot[]): number {
  return judged.reduce((sum, { choices }) => sum + choices.filter(({ refusal }) => refusal === 'none').length, 0)
}
