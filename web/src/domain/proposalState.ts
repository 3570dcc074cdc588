import type { Tally } from './proposal'
import type { Timepoint } from './timepoint'
import { getOutcome } from './outcome'

export type ProposalState =
  'pending' | 'active' | 'canceled' | 'defeated' | 'succeeded' | 'queued' | 'expired' | 'executed'

/** The states in the order of the contract's `ProposalState`. */
export const proposalStates = [
  'pending',
  'active',
  'canceled',
  'defeated',
  'succeeded',
  'queued',
  'expired',
  'executed',
] as const satisfies readonly ProposalState[]

/** All that the state of a proposal hangs on, but the time. */
export type ProposalFacts = {
  readonly snapshot: Timepoint
  readonly deadline: Timepoint
  readonly tally: Tally
  /** By the proposal's own terms (`Poll.quorum`), which may not be what the governor's `quorum(snapshot)` says. */
  readonly quorum: bigint
  /** Seconds to queue what passed, and to execute what is ready. */
  readonly grace: bigint
  readonly canceledAt: Timepoint | null
  readonly executedAt: Timepoint | null
  readonly eta: Timepoint | null
  readonly operation: { readonly executedAt: Timepoint | null; readonly canceledAt: Timepoint | null } | null
}

/**
 * The state of a proposal at a time of the chain; mirrors `AlthingGovernor.state()`, line by line.
 *
 * @example proposalState({ ...facts, snapshot: 10n, deadline: 20n }, 20n) // 'active': the deadline is inclusive
 */
export function proposalState(facts: ProposalFacts, now: Timepoint): ProposalState {
  if (facts.executedAt !== null) return 'executed'
  if (facts.canceledAt !== null) return 'canceled'
  if (facts.snapshot >= now) return 'pending'
  if (facts.deadline >= now) return 'active'
  if (!getOutcome(facts.tally, facts.quorum).passes) return 'defeated'
  if (facts.eta === null) return now > facts.deadline + facts.grace ? 'expired' : 'succeeded'
  if (facts.operation?.executedAt != null) return 'executed'
  if (now > facts.eta + facts.grace) return 'expired'
  return facts.operation?.canceledAt != null ? 'canceled' : 'queued'
}
