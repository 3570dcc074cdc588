import { type Clock, estimateTime } from '../../domain/governor/clock'
import type { ForeignToken } from '../../domain/governor/foreignGovernor'
import { toTimepoint, type Timepoint } from '../../domain/timepoint'
import type { Messages } from '../../i18n/catalogue'
import type { Format } from '../../i18n/format'

/** What is needed to say when something is, in a clock that may count anything. */
export type Now = {
  readonly clock: Clock
  readonly head: { readonly number: bigint; readonly time: Timepoint }
  /** Milliseconds from one block to the next; null where nobody can say. */
  readonly pace: bigint | null
}

/** What is larger than any number of votes, blocks or seconds is somebody's joke, and is not written out. */
const most = 10n ** 18n
const sayNumber = (number: bigint, format: Format) => (number > most ? '> 10¹⁸' : format.number(number))

/** A point of a governor's clock in words: a time for seconds, for blocks the block and what time that may be. */
export function sayPoint(
  point: bigint,
  { clock, head, pace }: Now,
  t: Messages,
  format: Format,
  /** Whether the date stands beside how far it is. */
  isExact = false,
): string {
  switch (clock.kind) {
    case 'timestamp': {
      const [date, when] = [format.dateTime(toTimepoint(point)), format.when(toTimepoint(point), head.time)]
      return isExact && date !== when ? `${date} · ${when}` : when
    }
    case 'block': {
      const n = sayNumber(point, format)
      if (!clock.isOfChain) return t.governor.ownBlock(n)
      // Of what is thousands of years away nobody guesses the time.
      const isNear = pace !== null && pace > 0n && point < head.number + 10n ** 9n
      if (!isNear) return t.governor.block(n)
      return t.governor.blockAbout(n, format.when(estimateTime(point, head, pace), head.time))
    }
    case 'unknown':
      return t.governor.ownCount(sayNumber(point, format))
  }
}

/** A length of a governor's clock in words. */
export function sayLength(length: bigint, clock: Clock, t: Messages, format: Format): string {
  const isLong = length > 10n ** 12n
  if (clock.kind === 'timestamp' && !isLong) return format.duration(length)
  if (clock.kind === 'block') return t.governor.blocks(length, sayNumber(length, format))
  return t.governor.ownCount(sayNumber(length, format))
}

/** A number of votes without its word, cut to two decimals: what is exact stands on the chain. */
export function countVotes(votes: bigint, token: ForeignToken | null, format: Format): string {
  const decimals = token?.decimals ?? 0
  const places = decimals > 2 ? 2 : decimals
  const unit = 10n ** BigInt(decimals - places)
  if (votes / 10n ** BigInt(decimals) > most) return sayNumber(most + 1n, format)
  return format.units(votes / unit, places)
}

/** The same with the token's symbol, or the word for votes. */
export function sayVotes(votes: bigint, token: ForeignToken | null, t: Messages, format: Format): string {
  const count = countVotes(votes, token, format)
  return token?.symbol != null && token.kind === 'erc20' ? `${count} ${token.symbol}` : t.unit.votes(votes, count)
}
