import { type DurationUnit, splitDuration } from '../domain/duration'
import { formatMoney } from '../domain/money'
import type { Timepoint } from '../domain/timepoint'
import type { Asset } from '../domain/treasury'
import type { Messages } from './catalogue'

/** How numbers, times and amounts are written in a language. */
export type Format = ReturnType<typeof createFormat>

const relativeLimit = 30n * 86_400n

/** The English word for one of something, or for several. */
export const plural = (count: number | bigint, one: string, many: string) => (Number(count) === 1 ? one : many)

/** A time in the midst of a Chinese sentence: “3 天后” stands close to what follows, a date that ends in digits does not. */
export const spaced = (time: string) => (/[0-9A-Za-z]$/.test(time) ? `${time} ` : time)

/** Intl is slow to set up: each of its formats is made when the first page needs it. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => (made ??= make())
}

/**
 * The formats of a language.
 *
 * @param mark what the pseudo-locale does with texts that come from Intl
 */
export function createFormat(locale: string, t: Messages, mark: (text: string) => string = (text) => text) {
  const integers = once(() => new Intl.NumberFormat(locale))
  const percents = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }))
  const portions = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }))
  const days = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }))
  const moments = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }))
  const months = once(() => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }))
  const point = once(
    () =>
      integers()
        .formatToParts(0.1)
        .find(({ type }) => type === 'decimal')?.value ?? '.',
  )
  // A proposal may name any second; after the last that a date can have comes no other.
  const toDate = (at: Timepoint) => new Date(Math.min(Number(at), 8_640_000_000_000) * 1000)
  const unit = ([name, count]: [DurationUnit, number]) => t.unit[name](count)

  const number = (value: bigint | number) => integers().format(value)
  const dateTime = (at: Timepoint) => mark(moments().format(toDate(at)))
  const duration = (length: bigint) => {
    const [first, second] = splitDuration(length)
    return second ? t.unit.join(unit(first!), unit(second)) : unit(first!)
  }

  return {
    number,
    dateTime,
    duration,
    percent: (ratio: number) => percents().format(ratio),
    date: (at: Timepoint) => mark(days().format(toDate(at))),
    /** The month of books, which are in UTC. */
    month: (at: Timepoint) => mark(months().format(toDate(at))),
    votes: (count: bigint) => t.unit.votes(count, number(count)),
    seats: (count: bigint) => t.unit.seats(count, number(count)),
    ballots: (count: number) => t.unit.ballots(count, number(count)),
    /** Hundredths of a per cent, to the last of them. */
    portion: (hundredths: bigint) => portions().format(Number(hundredths) / 10_000),
    /** How far a time is from now; the date itself where it is far. */
    when: (at: Timepoint, now: Timepoint) => {
      const length = at > now ? at - now : now - at
      if (length > relativeLimit) return dateTime(at)
      return at > now ? t.unit.in(duration(length)) : t.unit.ago(duration(length))
    },
    /** An amount without its symbol, in full: no digit is rounded away. */
    units: (amount: bigint, decimals: number) => {
      const [whole, fraction] = formatMoney(amount, decimals).split('.')
      return number(BigInt(whole!)) + (fraction === undefined ? '' : point() + fraction)
    },
    amount(amount: bigint, asset: Asset): string {
      return `${this.units(amount, asset.decimals)} ${asset.symbol}`
    },
    share: (part: bigint, whole: bigint) =>
      percents().format(whole === 0n ? 0 : Number((part * 10_000n) / whole) / 10_000),
  }
}
