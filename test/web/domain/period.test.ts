import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatDay,
  kindOf,
  listPeriods,
  parseDay,
  periodKinds,
  periodOf,
  startOfDay,
  startOfWeek,
} from '../../../web/src/domain/period'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const time = fc.bigInt({ min: 0n, max: 10n ** 10n }).map(toTimepoint)

describe('a period of books', () => {
  it('is cut in UTC, from its first second to its last', () => {
    const at = parseDay('2024-02-29')!
    const days = (kind: (typeof periodKinds)[number]) => {
      const { from, to } = periodOf(kind, at)
      expect(startOfDay(from)).toBe(from)
      return [formatDay(from), formatDay(to), startOfDay(toTimepoint(to + 1n)) === to + 1n]
    }
    expect(days('month')).toEqual(['2024-02-01', '2024-02-29', true])
    expect(days('quarter')).toEqual(['2024-01-01', '2024-03-31', true])
    expect(days('year')).toEqual(['2024-01-01', '2024-12-31', true])
  })

  it('has the time in it, knows its own kind, and lies beside the next without a gap', () => {
    fc.assert(
      fc.property(time, fc.constantFrom(...periodKinds), (at, kind) => {
        const period = periodOf(kind, at)
        expect(period.from <= at && at <= period.to).toBe(true)
        expect(kindOf(period)).toBe(kind)
        expect(periodOf(kind, toTimepoint(period.to + 1n)).from).toBe(period.to + 1n)
        expect(periodOf(kind, period.to)).toEqual(period)
        expect(startOfWeek(at) <= at && at < startOfWeek(at) + 7n * 86_400n).toBe(true)
      }),
    )
  })

  it('is none where two days are not exactly its bounds', () => {
    const { from, to } = periodOf('month', parseDay('2026-03-15')!)
    expect(kindOf({ from, to: toTimepoint(to - 1n) })).toBeNull()
    expect(kindOf({ from: null, to })).toBeNull()
    expect(kindOf({ from, to: null })).toBeNull()
  })

  it('is listed from the latest to the first', () => {
    const names = (kind: (typeof periodKinds)[number]) =>
      listPeriods(kind, parseDay('2025-11-30')!, parseDay('2026-02-01')!).map(({ from }) => formatDay(from))
    expect(names('month')).toEqual(['2026-02-01', '2026-01-01', '2025-12-01', '2025-11-01'])
    expect(names('quarter')).toEqual(['2026-01-01', '2025-10-01'])
    expect(names('year')).toEqual(['2026-01-01', '2025-01-01'])
  })

  it('begins a week on Monday', () => {
    for (const day of ['2026-03-02', '2026-03-04', '2026-03-08'])
      expect(formatDay(startOfWeek(parseDay(day)!))).toBe('2026-03-02')
    expect(formatDay(startOfWeek(parseDay('2026-03-09')!))).toBe('2026-03-09')
  })
})

describe('a day', () => {
  it('is read back', () => {
    fc.assert(
      fc.property(time, (at) => {
        expect(parseDay(formatDay(at))).toBe(startOfDay(at))
      }),
    )
  })
  it.each(['', '2026', '2026-2-3', '2026-02-30', '2026-13-01', '31.03.2026', '2026-03-31T00:00'])(
    'is not %j',
    (text) => {
      expect(parseDay(text)).toBeNull()
    },
  )
})
