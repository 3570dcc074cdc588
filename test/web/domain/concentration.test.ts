import fc from 'fast-check'
import { expect, it } from 'vitest'
import { computeConcentration } from '../../../web/src/domain/concentration'

it('says what the strongest has, and how few decide', () => {
  expect(computeConcentration([1n, 5n, 3n, 1n], 10n, 4n)).toEqual({ total: 10n, most: 5n, majority: 2, quorum: 1 })
  expect(computeConcentration([1n, 1n, 1n], 3n, 3n)).toEqual({ total: 3n, most: 1n, majority: 2, quorum: 3 })
  expect(computeConcentration([1n], 1n, 3n)).toEqual({ total: 1n, most: 1n, majority: 1, quorum: null })
  expect(computeConcentration([], 0n, 3n)).toEqual({ total: 0n, most: 0n, majority: null, quorum: null })
})

it('finds the fewest: one account fewer does not do', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: 50n }), { minLength: 1 }), (votes) => {
      const total = votes.reduce((all, one) => all + one, 0n)
      const majority = computeConcentration(votes, total, 1n).majority!
      const strongest = [...votes].sort((a, b) => Number(b - a))
      const sum = (count: number) => strongest.slice(0, count).reduce((all, one) => all + one, 0n)
      expect(sum(majority) * 2n).toBeGreaterThan(total)
      expect(sum(majority - 1) * 2n).toBeLessThanOrEqual(total)
    }),
  )
})
