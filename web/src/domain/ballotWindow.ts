import type { PollTerms } from './poll'
import { type Timepoint, toTimepoint } from './timepoint'

/** What may still be done with ballots while a vote is open. */
export type BallotWindow = {
  /** The last second at which a ballot can be changed. */
  readonly changeableUntil: Timepoint
  readonly canChange: boolean
  /** From this second on, a ballot that turns the outcome extends the vote, if it was not extended before. */
  readonly lateFrom: Timepoint
  readonly isLate: boolean
}

/**
 * The window in which ballots can be changed and the one in which a swing is late, both counted from the current
 * deadline; mirrors `GovernorBallots._examine` and `_count`.
 *
 * @example getBallotWindow({ lockWindow: 600n, … }, toTimepoint(2_000n), toTimepoint(1_400n)).canChange // true: inclusive
 */
export function getBallotWindow(
  { lockWindow, swingExtension }: Pick<PollTerms, 'lockWindow' | 'swingExtension'>,
  deadline: Timepoint,
  now: Timepoint,
): BallotWindow {
  return {
    changeableUntil: toTimepoint(deadline - lockWindow),
    canChange: now + lockWindow <= deadline,
    lateFrom: toTimepoint(deadline - swingExtension + 1n),
    isLate: now + swingExtension > deadline,
  }
}
