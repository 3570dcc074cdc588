import type { Distribution, Percentages, Standing } from './right'
import type { SeatKind } from './seat'
import { type Timepoint, toTimepoint } from './timepoint'

/** The most seats whose shares are pushed in one transaction. */
export const mostPushed = 100

const order = ['member', 'steward', 'organisation'] as const satisfies readonly SeatKind[]

/** What a seat's share is by the record alone; mirrors `Distributions._due`, but for claims and burnt seats. */
export function getSeatShare(
  { share, percentages, snapshot }: Pick<Distribution, 'share' | 'percentages' | 'snapshot'>,
  seat: { readonly kind: SeatKind; readonly mintedAt: Timepoint; readonly kindSince: Timepoint },
): bigint {
  const place = order.indexOf(seat.kind as (typeof order)[number])
  if (place === -1 || seat.mintedAt > snapshot) return 0n
  const percentage = seat.kindSince > snapshot ? Math.min(...percentages) : percentages[place]!
  return (share * BigInt(percentage)) / 100n
}

/** When the next round of a standing distribution may be opened at the soonest; mirrors `Distributions.openRound`. */
export function getNextRound({ lastRoundAt, period }: Pick<Standing, 'lastRoundAt' | 'period'>): Timepoint {
  return toTimepoint(lastRoundAt === null ? 0n : lastRoundAt + period)
}

/** What a round would be opened with at a time, 0 where none can be; mirrors `Distributions.getRoundable`. */
export function getRoundable(standing: Standing, now: Timepoint): bigint {
  const { booked, cap, total, allotted, minimum, revokedAt, end } = standing
  const rest = total - allotted
  const amount = [booked, cap, rest].reduce((least, one) => (one < least ? one : least))
  if (now < getNextRound(standing) || amount < minimum || revokedAt !== null || now > end) return 0n
  return amount
}

/** What all kinds have in common; null where they differ. */
export const samePercentage = (percentages: Percentages): number | null =>
  new Set(percentages).size === 1 ? percentages[0] : null
