import { type Timepoint, toTimepoint } from './timepoint'

/** Days, months and years of books are in UTC, as block times are: everybody's books are cut at the same second. */
export const periodKinds = ['month', 'quarter', 'year'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** From its first second to its last; null where it is open. */
export type Period = { readonly from: Timepoint | null; readonly to: Timepoint | null }
export type NamedPeriod = { readonly kind: PeriodKind; readonly from: Timepoint; readonly to: Timepoint }

export const day = 86_400n

const months: Record<PeriodKind, number> = { month: 1, quarter: 3, year: 12 }
const toDate = (at: Timepoint) => new Date(Number(at) * 1000)
const atMonth = (year: number, month: number) => toTimepoint(BigInt(Date.UTC(year, month)) / 1000n)

/** The month, quarter or year that a time is in. */
export function periodOf(kind: PeriodKind, at: Timepoint): NamedPeriod {
  const date = toDate(at)
  const length = months[kind]
  const first = Math.floor(date.getUTCMonth() / length) * length
  const from = atMonth(date.getUTCFullYear(), first)
  return { kind, from, to: toTimepoint(atMonth(date.getUTCFullYear(), first + length) - 1n) }
}

/** The periods of a kind from the one with `first` to the one with `last`, the latest first. */
export function listPeriods(kind: PeriodKind, first: Timepoint, last: Timepoint): NamedPeriod[] {
  const periods: NamedPeriod[] = []
  for (let period = periodOf(kind, last); ; period = periodOf(kind, toTimepoint(period.from - 1n))) {
    periods.push(period)
    if (period.from <= first) return periods
  }
}

/** The kind of period that two times bound exactly; null for any others. */
export function kindOf({ from, to }: Period): PeriodKind | null {
  if (from === null || to === null) return null
  return periodKinds.find((kind) => periodOf(kind, from).from === from && periodOf(kind, from).to === to) ?? null
}

/** The first second of a time's day. */
export function startOfDay(at: Timepoint): Timepoint {
  return toTimepoint(at - (at % day))
}

/** The first second of a time's week, which begins on Monday. */
export function startOfWeek(at: Timepoint): Timepoint {
  const days = at / day
  return toTimepoint((days - ((days + 3n) % 7n)) * day) // The first day of 1970 was a Thursday.
}

/** A time's day as `2026-03-31`; the inverse of {@link parseDay}. */
export function formatDay(at: Timepoint): string {
  return toDate(at).toISOString().slice(0, 10)
}

/** A time as `2026-03-31T09:05:00Z`. */
export function formatMoment(at: Timepoint): string {
  return `${toDate(at).toISOString().slice(0, 19)}Z`
}

/** The first second of a day; null where the text names none. */
export function parseDay(text: string): Timepoint | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const time = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(time)) return null
  const at = toTimepoint(BigInt(time) / 1000n)
  return formatDay(at) === text ? at : null
}
