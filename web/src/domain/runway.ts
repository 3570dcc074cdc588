import { day } from './period'
import { type Timepoint, toTimepoint } from './timepoint'
import type { Flow } from './treasury'

/** The days that a runway looks back on. */
export const runwayDays = 90n

/**
 * How long what is free would last, if as much went out as did before and nothing came in.
 * `quiet`: nothing went out; `empty`: nothing is free; `lasts`: for so many seconds.
 */
export type Runway = {
  readonly status: 'quiet' | 'empty' | 'lasts'
  /** Seconds that were looked at: `runwayDays`, or as long as there is a ledger, a day at least. */
  readonly span: bigint
  readonly paid: bigint
  readonly seconds: bigint
}

/** The first second that a runway looks at. */
export function startOfRunway(now: Timepoint, first: Timepoint | null): Timepoint {
  const begin = now - runwayDays * day
  const from = first !== null && first > begin ? first : begin
  return toTimepoint(now - from < day ? now - day : from)
}

/**
 * The runway of one asset.
 *
 * @param flows of that asset
 * @param free what is held and not bound
 */
export function computeRunway(
  flows: readonly Pick<Flow, 'direction' | 'amount' | 'at'>[],
  free: bigint,
  now: Timepoint,
): Runway {
  const first = flows.reduce<Timepoint | null>((least, { at }) => (least === null || at < least ? at : least), null)
  const from = startOfRunway(now, first)
  const paid = flows.reduce(
    (total, { direction, amount, at }) => (direction === 'out' && at >= from && at <= now ? total + amount : total),
    0n,
  )
  const span = now - from
  if (paid === 0n) return { status: 'quiet', span, paid, seconds: 0n }
  if (free <= 0n) return { status: 'empty', span, paid, seconds: 0n }
  return { status: 'lasts', span, paid, seconds: (free * span) / paid }
}
