import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countOverdue,
  countSweepable,
  formatSeatName,
  getCollection,
  getStanding,
  isEndingSoon,
  listOverdue,
  parseExpiry,
  parseKind,
  parseSeatName,
  seatKinds,
  toKindNumber,
} from '../../../web/src/domain/seat'
import { isInOffice, parseKinds, toKindBits } from '../../../web/src/domain/seatRules'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const at = (seconds: number) => toTimepoint(BigInt(seconds))
const collections = ['membership', 'observers'] as const

describe('where a seat stands', () => {
  it.each([
    ['current', null, 999, 'current'],
    ['current', 10, 10, 'current'], // the last second of a term is of it
    ['current', 10, 11, 'overdue'],
    ['lapsed', 10, 11, 'lapsed'],
    ['ended', 10, 11, 'ended'],
  ] as const)('%s, %s at %s: %s', (status, expiry, now, standing) => {
    expect(getStanding({ status, expiry: expiry === null ? null : at(expiry) }, at(now))).toBe(standing)
  })

  it('is said thirty days before a term ends, and not after', () => {
    const day = 86_400
    const seat = { status: 'current', expiry: at(40 * day) } as const
    expect(isEndingSoon(seat, at(10 * day - 1))).toBe(false)
    expect(isEndingSoon(seat, at(10 * day))).toBe(true)
    expect(isEndingSoon(seat, at(40 * day))).toBe(true)
    expect(isEndingSoon(seat, at(40 * day + 1))).toBe(false)
    expect(isEndingSoon({ status: 'current', expiry: null }, at(1))).toBe(false)
    expect(isEndingSoon({ ...seat, status: 'lapsed' }, at(30 * day))).toBe(false)
  })
})

it('a snapshot counts the seats with a vote that exist and whose term will have passed', () => {
  const seat = { collection: 'membership', status: 'current', expiry: at(10) } as const
  const seats = [
    seat,
    { ...seat, expiry: at(20) },
    { ...seat, expiry: null },
    { ...seat, status: 'lapsed' as const },
    { ...seat, collection: 'observers' as const },
  ]
  expect(countOverdue(seats, at(10))).toBe(0)
  expect(countOverdue(seats, at(11))).toBe(1)
  expect(countOverdue(seats, at(21))).toBe(2)
  const numbered = seats.map((one, index) => ({ ...one, number: BigInt(index) }))
  expect(listOverdue(numbered, 'membership', at(21))).toEqual([0n, 1n])
  expect(listOverdue(numbered, 'observers', at(21))).toEqual([4n])
})

it('never more are swept than leave the floor', () => {
  expect(countSweepable(5n, 20n, 3n)).toBe(5n)
  expect(countSweepable(5n, 6n, 3n)).toBe(3n)
  expect(countSweepable(5n, 3n, 3n)).toBe(0n)
  expect(countSweepable(2n, 2n, 3n)).toBe(0n)
})

describe('names and numbers', () => {
  it('of a seat are read back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...collections), fc.bigInt({ min: 1n, max: 10n ** 40n }), (collection, number) => {
        expect(parseSeatName(formatSeatName({ collection, number }))).toEqual({ collection, number })
      }),
    )
  })
  it.each(['', '0', '01', '-1', '1.5', 'x1', 'o', 'oo1', '1e3', '٣'])('%j is no seat', (text) => {
    expect(parseSeatName(text)).toBeNull()
  })
  it('of a kind are read back, and bits of kinds', () => {
    for (const kind of seatKinds) expect(parseKind(toKindNumber(kind))).toBe(kind)
    expect(parseKind(4)).toBeNull()
    for (let bits = 0; bits < 16; bits += 1) expect(toKindBits(parseKinds(bits))).toBe(bits)
    expect(parseKinds(0b1010)).toEqual(['steward', 'observer'])
    expect(getCollection('observer')).toBe('observers')
    expect(getCollection('organisation')).toBe('membership')
    expect(parseExpiry(0)).toBeNull()
    expect(parseExpiry(7n)).toBe(7n)
  })
})

it('an office can be used until its last second, while something is left', () => {
  const office = { account: `0x${'11'.repeat(20)}`, allowance: 1, until: at(10), kinds: ['member'] } as const
  expect(isInOffice(office, at(10))).toBe(true)
  expect(isInOffice(office, at(11))).toBe(false)
  expect(isInOffice({ ...office, allowance: 0 }, at(10))).toBe(false)
  expect(isInOffice(null, at(10))).toBe(false)
})
