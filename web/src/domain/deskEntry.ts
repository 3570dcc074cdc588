import type { AppError } from './appError'
import type { Proposal } from './proposal'
import type { Timepoint } from './timepoint'

/** What anybody may do with a decision now. */
export type DeskStep = 'queue' | 'execute'

/** A decision that passed and is not done, as it was tried out on the newest block. */
export type DeskEntry = {
  readonly proposal: Proposal
  /** null while its waiting time is not over. */
  readonly step: DeskStep | null
  /** `stuck`: what is to be done now would fail. */
  readonly phase: 'ready' | 'waiting' | 'stuck'
  /** When it can be executed; null for one that is not queued. */
  readonly readyAt: Timepoint | null
  /** When it expires. */
  readonly until: Timepoint
  /** Why the step would fail; null where it would not, or there is none yet. */
  readonly error: AppError | null
  /** Why its execution would fail if its time had come; null where it would not. */
  readonly executionError: AppError | null
  /** Whether the chain's own record of it agrees with what is shown. */
  readonly isTrusted: boolean
}

/** What a decision's place on the desk hangs on. */
export function getDeskStep(proposal: Pick<Proposal, 'eta'>, now: Timepoint): DeskStep | null {
  if (proposal.eta === null) return 'queue'
  return proposal.eta <= now ? 'execute' : null
}

/** What is done, or can be done now, first; then by what expires soonest. */
export function sortDeskEntries(entries: readonly DeskEntry[]): DeskEntry[] {
  const order = { ready: 0, stuck: 1, waiting: 2 } as const
  return [...entries].sort(
    (a, b) =>
      order[a.phase] - order[b.phase] ||
      (a.step === b.step ? 0 : a.step === 'execute' ? -1 : 1) ||
      (a.until < b.until ? -1 : a.until > b.until ? 1 : 0),
  )
}
