import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computeProposalThreshold } from '../../../web/src/domain/proposalThreshold.js'
import { computeQuorum } from '../../../web/src/domain/quorum.js'

const seats = fc.bigInt({ min: 0n, max: 100_000n })

test('a quorum is at least its fraction and at least three, and never more than the seats there are', () => {
  fc.assert(
    fc.property(seats, fc.bigInt({ min: 1n, max: 100n }), (count, numerator) => {
      const quorum = computeQuorum(count, numerator)
      expect(quorum * 100n).toBeGreaterThanOrEqual(count * numerator)
      expect(quorum).toBeGreaterThanOrEqual(count < 3n ? count : 3n)
      expect(quorum).toBeLessThanOrEqual(count)
    }),
  )
})

test('a quorum is no vote more than it has to be', () => {
  fc.assert(
    fc.property(seats, fc.bigInt({ min: 1n, max: 100n }), (count, numerator) => {
      const less = computeQuorum(count, numerator) - 1n
      expect(less < (count < 3n ? count : 3n) || less * 100n < count * numerator).toBe(true)
    }),
  )
})

test('the threshold is what was set, unless that is more than a twentieth of the seats', () => {
  fc.assert(
    fc.property(seats, seats, (set, count) => {
      const threshold = computeProposalThreshold(set, count)
      expect(threshold).toBeLessThanOrEqual(set)
      if (set * 20n <= count) expect(threshold).toBe(set)
      else expect(threshold).toBeLessThanOrEqual(count >= 20n ? count / 20n : 1n)
      if (set > 0n) expect(threshold).toBeGreaterThan(0n)
    }),
  )
})
