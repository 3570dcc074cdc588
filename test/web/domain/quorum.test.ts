import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeProposalThreshold } from '../../../web/src/domain/proposalThreshold'
import { computeQuorum } from '../../../web/src/domain/quorum'

const seats = fc.bigInt({ min: 0n, max: 10n ** 12n })
const numerator = fc.bigInt({ min: 1n, max: 100n })

describe('the quorum', () => {
  it.each([
    [0n, 20n, 0n],
    [1n, 20n, 1n],
    [2n, 20n, 2n],
    [2n, 50n, 2n],
    [3n, 1n, 3n],
    [10n, 1n, 3n],
    [14n, 20n, 3n],
    [15n, 20n, 3n],
    [16n, 20n, 4n],
    [20n, 20n, 4n],
    [21n, 20n, 5n],
    [24n, 20n, 5n],
    [100n, 20n, 20n],
    [101n, 20n, 21n],
    [101n, 50n, 51n],
  ])('of %s seats at %s % is %s', (count, percent, votes) => {
    expect(computeQuorum(count, percent)).toBe(votes)
  })

  it('is the fewest votes that are neither under the fraction nor under the floor', () => {
    fc.assert(
      fc.property(seats, numerator, (s, n) => {
        const floor = s < 3n ? s : 3n
        const isEnough = (votes: bigint) => votes * 100n >= s * n && votes >= floor
        const quorum = computeQuorum(s, n)
        expect(isEnough(quorum)).toBe(true)
        expect(quorum > 0n && isEnough(quorum - 1n)).toBe(false)
        expect(quorum <= s).toBe(true)
      }),
    )
  })

  it('never falls when a seat is added', () => {
    fc.assert(
      fc.property(seats, numerator, (s, n) => {
        expect(computeQuorum(s + 1n, n) >= computeQuorum(s, n)).toBe(true)
      }),
    )
  })
})

describe('the votes needed to propose', () => {
  it.each([
    [1n, 0n, 1n],
    [5n, 20n, 1n],
    [5n, 24n, 1n],
    [5n, 39n, 1n],
    [5n, 40n, 2n],
    [5n, 100n, 5n],
    [5n, 200n, 5n],
    [50n, 200n, 10n],
    [5n, 2_000n, 5n],
  ])('set to %s with %s seats are %s', (set, count, votes) => {
    expect(computeProposalThreshold(set, count)).toBe(votes)
  })

  it('are what was set, unless that is more than a twentieth of the seats, and never none', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100_000n }), fc.bigInt({ min: 0n, max: 100_000n }), (set, count) => {
        const threshold = computeProposalThreshold(set, count)
        expect(threshold).toBeLessThanOrEqual(set)
        if (set * 20n <= count) expect(threshold).toBe(set)
        else expect(threshold).toBeLessThanOrEqual(count >= 20n ? count / 20n : 1n)
        if (set > 0n) expect(threshold).toBeGreaterThan(0n)
      }),
    )
  })
})
