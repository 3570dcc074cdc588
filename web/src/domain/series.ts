import type { Address } from 'viem'
import { isSameToken } from './ledger'
import { periodOf, startOfDay, startOfWeek } from './period'
import { type Timepoint, toTimepoint } from './timepoint'
import type { Flow } from './treasury'

/** What moved of an asset in a day (UTC), and its balance at the day's end. Days without movement have none. */
export type AssetDay = {
  /** First second of the day. */
  readonly day: Timepoint
  readonly token: Address | null
  readonly received: bigint
  readonly paid: bigint
  readonly balance: bigint
  readonly count: number
}

/** What rights paid in a day (UTC), by category and purpose; null where no module told what the right is for. */
export type SpendingDay = {
  readonly day: Timepoint
  readonly token: Address | null
  readonly category: string | null
  readonly purpose: string | null
  readonly amount: bigint
  readonly count: number
}

/** Both series, the oldest day first. */
export type Series = { readonly days: readonly AssetDay[]; readonly spending: readonly SpendingDay[] }

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** By day, then asset, category and purpose: one order, wherever the days come from. */
export function sortDays<Day extends { day: Timepoint; token: Address | null; category?: unknown; purpose?: unknown }>(
  days: readonly Day[],
): Day[] {
  const nameOf = ({ token, category, purpose }: Day) =>
    JSON.stringify([(token ?? '').toLowerCase(), category, typeof purpose === 'bigint' ? String(purpose) : purpose])
  return [...days].sort((a, b) => (a.day === b.day ? compareTexts(nameOf(a), nameOf(b)) : a.day < b.day ? -1 : 1))
}

/** The daily series that movements sum to: what the index keeps, computed here. */
export function computeSeries(flows: readonly Flow[]): Series {
  const days = new Map<string, AssetDay & { readonly last: number }>()
  const spending = new Map<string, SpendingDay>()
  for (const flow of flows) {
    const { token, direction, amount, category, purpose } = flow
    const at = startOfDay(flow.at)
    const key = `${at}:${(token ?? '').toLowerCase()}`
    const before = days.get(key)
    const isLast = before === undefined || flow.number > before.last
    days.set(key, {
      ...{ day: at, token },
      received: (before?.received ?? 0n) + (direction === 'in' ? amount : 0n),
      paid: (before?.paid ?? 0n) + (direction === 'out' ? amount : 0n),
      balance: isLast ? flow.balance : before.balance,
      count: (before?.count ?? 0) + 1,
      last: isLast ? flow.number : before.last,
    })
    if (flow.envelope === null) continue
    const name = `${key}:${JSON.stringify([category, purpose])}`
    const spent = spending.get(name) ?? { day: at, token, category, purpose, amount: 0n, count: 0 }
    spending.set(name, { ...spent, amount: spent.amount + amount, count: spent.count + 1 })
  }
  return {
    days: sortDays([...days.values()].map(({ last: _, ...each }) => each)),
    spending: sortDays([...spending.values()]),
  }
}

export type Step = 'week' | 'month'

/** A bar of the chart: a week or month, with what moved in it and the balance at its end. */
export type Bucket = {
  readonly from: Timepoint
  /** Last second. */
  readonly to: Timepoint
  readonly received: bigint
  readonly paid: bigint
  readonly balance: bigint
}

function boundsOf(step: Step, at: Timepoint): Pick<Bucket, 'from' | 'to'> {
  if (step === 'month') return periodOf('month', at)
  const from = startOfWeek(at)
  return { from, to: toTimepoint(from + 7n * 86_400n - 1n) }
}

/**
 * The last `count` weeks or months of an asset up to now, the oldest first; those before anything moved are left out.
 *
 * @param days of all assets, the oldest first
 */
export function fillBuckets(
  days: readonly Omit<AssetDay, 'count'>[],
  token: Address | null,
  step: Step,
  count: number,
  now: Timepoint,
): Bucket[] {
  const own = days.filter((each) => isSameToken(each.token, token))
  const buckets: Bucket[] = []
  for (
    let bounds = boundsOf(step, now);
    buckets.length < count;
    bounds = boundsOf(step, toTimepoint(bounds.from - 1n))
  ) {
    const before = own.filter(({ day }) => day <= bounds.to)
    if (before.length === 0) break
    const within = before.filter(({ day }) => day >= bounds.from)
    buckets.unshift({
      ...{ from: bounds.from, to: bounds.to },
      received: within.reduce((sum, { received }) => sum + received, 0n),
      paid: within.reduce((sum, { paid }) => sum + paid, 0n),
      balance: before.at(-1)!.balance,
    })
  }
  return buckets
}

export type SpendingSum = {
  readonly category: string | null
  readonly purpose: string | null
  readonly amount: bigint
}

/**
 * What an asset was spent on from a day on, by category and purpose, the largest first. What decisions paid without a
 * right, which is what the assets' days have more than the rights', is under null.
 */
export function sumSpending({ days, spending }: Series, token: Address | null, from: Timepoint): SpendingSum[] {
  const isWanted = (each: { day: Timepoint; token: Address | null }) =>
    each.day >= from && isSameToken(each.token, token)
  const groups = new Map<string, SpendingSum>()
  const add = (category: string | null, purpose: string | null, amount: bigint) => {
    const key = JSON.stringify([category, purpose])
    groups.set(key, { category, purpose, amount: (groups.get(key)?.amount ?? 0n) + amount })
  }
  let rest = days.filter(isWanted).reduce((sum, { paid }) => sum + paid, 0n)
  for (const { category, purpose, amount } of spending.filter(isWanted)) {
    add(category, purpose, amount)
    rest -= amount
  }
  if (rest > 0n) add(null, null, rest)
  return [...groups.values()].sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0))
}
