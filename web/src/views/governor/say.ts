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

/** A point of a governor's clock in words: a time for seconds, for blocks the block and what time that may be. */
export function sayPoint(point: bigint, { clock, head, pace }: Now, t: Messages, format: Format): string {
  switch (clock.kind) {
    case 'timestamp':
      return format.when(toTimepoint(point), head.time)
    case 'block': {
      const n = format.number(point)
      if (!clock.isOfChain) return t.governor.ownBlock(n)
      // Of what is thousands of years away nobody guesses the time.
      const isNear = pace !== null && pace > 0n && point < head.number + 10n ** 9n
      if (!isNear) return t.governor.block(n)
      return t.governor.blockAbout(n, format.when(estimateTime(point, head, pace), head.time))
    }
    case 'unknown':
      return t.governor.ownCount(format.number(point))
  }
}

/** A length of a governor's clock in words. */
export function sayLength(length: bigint, clock: Clock, t: Messages, format: Format): string {
  const isLong = length > 10n ** 12n
  if (clock.kind === 'timestamp' && !isLong) return format.duration(length)
  if (clock.kind === 'block') return t.governor.blocks(length, format.number(length))
  return t.governor.ownCount(format.number(length))
}

/** A number of votes without its word, cut to two decimals: what is exact stands on the chain. */
export function countVotes(votes: bigint, token: ForeignToken | null, format: Format): string {
  const decimals = token?.decimals ?? 0
  const places = decimals > 2 ? 2 : decimals
  const unit = 10n ** BigInt(decimals - places)
  return format.units(votes / unit, places)
}

/** The same with the token's symbol, or the word for votes. */
export function sayVotes(votes: bigint, token: ForeignToken | null, t: Messages, format: Format): string {
  const count = countVotes(votes, token, format)
  return token?.symbol != null && token.kind === 'erc20' ? `${count} ${token.symbol}` : t.unit.votes(votes, count)
}
