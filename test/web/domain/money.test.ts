import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, parseMoney } from '../../../web/src/domain/money'

describe('an amount', () => {
  it('is the same after it was written and read, with any decimals', () => {
    const units = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 30 }), (amount, decimals) => {
        expect(parseMoney(formatMoney(amount, decimals), decimals)).toBe(amount)
      }),
    )
  })

  it('has the value of its digits', () => {
    const digits = fc.stringMatching(/^\d{1,20}$/)
    fc.assert(
      fc.property(digits, digits, (whole, fraction) => {
        expect(parseMoney(`${whole}.${fraction}`, 20)).toBe(
          BigInt(whole) * 10n ** 20n + BigInt(fraction) * 10n ** BigInt(20 - fraction.length),
        )
      }),
    )
  })

  it.each([
    ['12.5', 6, 12_500_000n],
    ['.5', 1, 5n],
    ['5.', 2, 500n],
    [' 7 ', 0, 7n],
    ['0', 18, 0n],
    ['1.000000', 0, 1n],
    ['007', 0, 7n],
    ['0.000001', 6, 1n],
  ])('%j with %s decimals is %s units', (text, decimals, units) => {
    expect(parseMoney(text, decimals)).toBe(units)
  })

  it.each([
    ...['', ' ', '.', '-1', '+1', '1e3', '1,5', '1,000.00', '1 000', '0x10', '１２', '1.2.3', 'NaN', 'Infinity', '1_0'],
    ...['0.0000001'],
  ])('%j is none with 6 decimals', (text) => {
    expect(parseMoney(text, 6)).toBeNull()
  })

  it.each([
    [0n, 18, '0'],
    [1n, 18, '0.000000000000000001'],
    [1_500_000n, 6, '1.5'],
    [100n, 0, '100'],
    [-1_500_000n, 6, '-1.5'],
  ])('of %s units with %s decimals reads %s', (units, decimals, text) => {
    expect(formatMoney(units, decimals)).toBe(text)
  })
})
