import type { Grant, Stream } from './right'
import type { Timepoint } from './timepoint'

type Facts = Pick<
  Grant,
  'total' | 'drawn' | 'end' | 'revokedAt' | 'stream' | 'milestones' | 'reportsDue' | 'reported' | 'clawedBackAt'
>

/** Where a grant's total is: `paid + owed + unvested + clawedBack + lapsed === total`, to the last unit. */
export type GrantAmounts = {
  readonly total: bigint
  readonly paid: bigint
  /** Vested and not paid yet. */
  readonly owed: bigint
  /** Of what is owed, what a claim pays now. */
  readonly claimable: bigint
  readonly unvested: bigint
  readonly clawedBack: bigint
  /** What nobody took before the end, or before a vote revoked it. */
  readonly lapsed: bigint
}

/** What of a stream has vested at a time; mirrors `Grants._streamed`. */
export function getStreamed(stream: Stream | null, time: Timepoint): bigint {
  if (stream === null) return 0n
  if (time >= stream.end) return stream.amount
  if (time < stream.cliff) return 0n
  return (stream.amount * (time - stream.start)) / (stream.end - stream.start)
}

/** What has vested at a time, paid or not; it stands still after a clawback. Mirrors `Grants._vested`. */
export function getVested({ stream, milestones, clawedBackAt }: Facts, now: Timepoint): bigint {
  const accepted = milestones.reduce((sum, { amount, acceptedAt }) => (acceptedAt === null ? sum : sum + amount), 0n)
  return accepted + getStreamed(stream, clawedBackAt ?? now)
}

/** Whether the recipient has to report before anything more is paid; mirrors `Grants._isReportDue`. */
export const isReportDue = ({ reportsDue, drawn, reported }: Pick<Facts, 'reportsDue' | 'drawn' | 'reported'>) =>
  reportsDue && drawn !== reported

/** Where a grant's total is at a time; mirrors `Grants.getAmounts`. */
export function getGrantAmounts(grant: Facts, now: Timepoint): GrantAmounts {
  const { total, drawn: paid } = grant
  const vested = getVested(grant, now)
  const clawedBack = grant.clawedBackAt === null ? 0n : total - vested
  const unvested = total - vested - clawedBack
  const owed = vested - paid
  if (grant.revokedAt !== null || now > grant.end) {
    return { total, paid, owed: 0n, claimable: 0n, unvested: 0n, clawedBack, lapsed: owed + unvested }
  }
  return { total, paid, owed, claimable: isReportDue(grant) ? 0n : owed, unvested, clawedBack, lapsed: 0n }
}

/** A point of what has vested of a grant over time. */
export type VestingPoint = { readonly at: Timepoint; readonly vested: bigint }

/**
 * The corners of what vests over time, from the grant's beginning to its end: a line between two points, but upright
 * where they have the same time. Milestones that are not accepted are not in it.
 */
export function listVesting(grant: Facts & Pick<Grant, 'grantedAt'>): VestingPoint[] {
  const { stream, milestones, clawedBackAt, grantedAt, end } = grant
  const last = clawedBackAt ?? end
  const accepted = milestones.flatMap(({ acceptedAt, amount }) =>
    acceptedAt === null ? [] : [{ at: acceptedAt, amount }],
  )
  const times = [grantedAt, ...accepted.map(({ at }) => at), end]
  if (stream !== null) times.push(stream.cliff, stream.end)
  if (clawedBackAt !== null) times.push(clawedBackAt)
  const sorted = [...new Set(times)].filter((at) => at >= grantedAt).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return sorted.flatMap((at) => {
    const time = at < last ? at : last
    const streamed = getStreamed(stream, time)
    const until = (limit: (of: Timepoint) => boolean) =>
      accepted.reduce((sum, milestone) => (limit(milestone.at) ? sum + milestone.amount : sum), 0n)
    // Nothing has vested in the second before the cliff, and at the beginning only what vested before the grant.
    const isJump = stream !== null && at === stream.cliff && time === at
    const before = (isJump ? 0n : streamed) + until((of) => of < at)
    const after = streamed + until((of) => of <= at)
    return before === after || at === grantedAt
      ? [{ at, vested: after }]
      : [
          { at, vested: before },
          { at, vested: after },
        ]
  })
}
