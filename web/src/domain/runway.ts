import { day, startOfDay } from './period'
import type { AssetDay } from './series'
import { type Timepoint, toTimepoint } from './timepoint'

/** The days that a runway looks back on. */
export const runwayDays = 90n

/**
 * How long what is free would last, if as much went out as did before and nothing came in.
 * `quiet`: nothing went out; `empty`: nothing is free; `lasts`: for so many seconds.
 */
export type Runway = {
  readonly status: 'quiet' | 'empty' | 'lasts'
  readonly from: Timepoint
  /** Seconds that were looked at: `runwayDays`, or as long as there is a ledger, a day at least. */
  readonly span: bigint
  readonly paid: bigint
  readonly seconds: bigint
}

/** The first second that a runway looks at: of a day, so that the books can show the same payments. */
export function startOfRunway(now: Timepoint, first: Timepoint | null): Timepoint {
  const begin = startOfDay(toTimepoint(now - runwayDays * day))
  return first !== null && first > begin ? startOfDay(first) : begin
}

/**
 * The runway of one asset.
 *
 * @param days of that asset
 * @param free what is held and not bound
 */
export function computeRunway(days: readonly Pick<AssetDay, 'day' | 'paid'>[], free: bigint, now: Timepoint): Runway {
  const first = days.reduce<Timepoint | null>(
    (least, each) => (least === null || each.day < least ? each.day : least),
    null,
  )
  const from = startOfRunway(now, first)
  const paid = days.reduce((sum, each) => (each.day >= from && each.day <= now ? sum + each.paid : sum), 0n)
  const span = now - from < day ? day : now - from
  if (paid === 0n) return { status: 'quiet', from, span, paid, seconds: 0n }
  if (free <= 0n) return { status: 'empty', from, span, paid, seconds: 0n }
  return { status: 'lasts', from, span, paid, seconds: (free * span) / paid }
}
