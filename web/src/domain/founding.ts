import type { DaoRules } from './dao'
import type { Parameters } from './daoParameters'
import { firstFounders, foundersAtOnce } from './encodeDao'
import { computeProposalThreshold } from './proposalThreshold'
import { computeQuorum } from './quorum'
import { type Timepoint, toTimepoint } from './timepoint'

/** What it takes to move all that a DAO has, against everybody else. Times are seconds. */
export type Attack = {
  /** Seats that decide alone, whoever votes against. */
  readonly seats: bigint
  readonly of: bigint
  /** Seats that are enough where nobody else votes. */
  readonly unopposed: bigint
  /** From the proposal to the payment, at the least. */
  readonly after: bigint
  /**
   * The same while a guardian cancels what it can: it cannot cancel the proposal that ends its office, so that one comes
   * first; or its term ends first. null without a guardian.
   */
  readonly guarded: bigint | null
}

/** What the choices of a founding come to. */
export type Founding = {
  readonly seats: bigint
  /** Seated in the transaction that makes the DAO. */
  readonly first: number
  /** Seated afterwards by the list, in so many transactions. */
  readonly later: number
  readonly batches: number
  readonly quorum: bigint
  /** Votes that it takes to propose. */
  readonly threshold: bigint
  /** From the proposal to the payment, without and with an extension. */
  readonly earliest: bigint
  readonly extended: bigint
  /** Seats that, voting against, let nothing pass. */
  readonly blocking: bigint
  readonly attack: Attack
  /** The same while only the first are seated; null where all are. */
  readonly early: Attack | null
}

/** What of a DAO's parameters the consequences follow from. */
export type Choices = Pick<
  Parameters,
  | 'votingDelay'
  | 'votingPeriod'
  | 'timelockDelay'
  | 'swingExtension'
  | 'quorumNumerator'
  | 'proposalThreshold'
  | 'guardian'
> & { readonly founders: { readonly length: number } }

/**
 * The cost of an attack: `for` alone must reach the quorum and outnumber all other seats (`GovernorBounds.quorum`,
 * `GovernorCountingSimple`).
 */
function weighAttack(choices: Choices, seats: bigint): Attack {
  const quorum = computeQuorum(seats, BigInt(choices.quorumNumerator))
  const majority = seats / 2n + 1n
  const after = BigInt(choices.votingDelay + choices.votingPeriod + choices.timelockDelay)
  const term = choices.guardian && BigInt(choices.guardian.term)
  return {
    seats: majority > quorum ? majority : quorum,
    of: seats,
    unopposed: quorum,
    after,
    guarded: term === null ? null : after + (term < after ? term : after),
  }
}

/** What a DAO's parameters come to when it is made. */
export function foresee(choices: Choices): Founding {
  const count = choices.founders.length
  const seats = BigInt(count)
  const first = Math.min(count, firstFounders)
  const later = count - first
  const attack = weighAttack(choices, seats)
  return {
    seats,
    first,
    later,
    batches: Math.ceil(later / foundersAtOnce),
    quorum: attack.unopposed,
    threshold: computeProposalThreshold(BigInt(choices.proposalThreshold), seats),
    earliest: attack.after,
    extended: attack.after + BigInt(choices.swingExtension),
    blocking: (seats + 1n) / 2n,
    attack,
    early: later === 0 ? null : weighAttack(choices, BigInt(first)),
  }
}

/** The rules of a DAO that is made now, as its contracts would say them. */
export function foreseeRules(parameters: Parameters, now: Timepoint): DaoRules {
  const { seats, quorum, threshold } = foresee(parameters)
  const { guardian } = parameters
  return {
    votingDelay: BigInt(parameters.votingDelay),
    votingPeriod: BigInt(parameters.votingPeriod),
    proposalThreshold: threshold,
    quorumNumerator: BigInt(parameters.quorumNumerator),
    quorum,
    swingExtension: BigInt(parameters.swingExtension),
    lockWindow: BigInt(parameters.lockWindow),
    proposalLimit: parameters.proposalLimit,
    timelockDelay: BigInt(parameters.timelockDelay),
    grace: BigInt(parameters.grace),
    seats,
    guardian: guardian && { account: guardian.account, until: toTimepoint(now + BigInt(guardian.term)) },
    guardianBurnt: false,
  }
}

/** What all gates together may add with a vote at first, in a window of voting delay and period; as `Membership`. */
export const countGateSeats = (seats: number, share: number): bigint => BigInt(Math.max(1, Math.floor(seats / share)))

/** The choices with the fewest members that a DAO has, while fewer are named. */
export const withFewest = (choices: Choices): Choices =>
  choices.founders.length < 3 ? { ...choices, founders: { length: 3 } } : choices
