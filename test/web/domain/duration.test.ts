import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitDuration } from '../../../web/src/domain/duration'

describe('a length of time', () => {
  it.each([
    [0n, [['second', 0]]],
    [59n, [['second', 59]]],
    [60n, [['minute', 1]]],
    [
      3_661n,
      [
        ['hour', 1],
        ['minute', 1],
      ],
    ],
    [3_601n, [['hour', 1]]],
    [86_400n, [['day', 1]]],
    [86_460n, [['day', 1]]],
    [
      90_061n,
      [
        ['day', 1],
        ['hour', 1],
      ],
    ],
    [
      -90_061n,
      [
        ['day', 1],
        ['hour', 1],
      ],
    ],
  ])('of %s seconds is %j', (length, parts) => {
    expect(splitDuration(length)).toEqual(parts)
  })

  it('is never made longer, and loses less than its smaller unit', () => {
    const seconds = { day: 86_400n, hour: 3_600n, minute: 60n, second: 1n }
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 10n }), (length) => {
        const parts = splitDuration(length)
        const sum = parts.reduce((total, [unit, count]) => total + seconds[unit] * BigInt(count), 0n)
        expect(sum <= length).toBe(true)
        expect(length - sum < seconds[parts[0]![0]]).toBe(true)
      }),
    )
  })
})
