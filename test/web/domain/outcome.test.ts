import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getOutcome } from '../../../web/src/domain/outcome'
import type { Tally, Votes } from '../../../web/src/domain/proposal'

const tally = (against: bigint, inFavour: bigint, abstain: bigint): Tally => ({
  against: against as Votes,
  for: inFavour as Votes,
  abstain: abstain as Votes,
})
const votes = fc.bigInt({ min: 0n, max: 1_000n })

describe('what the ballots come to', () => {
  it.each([
    // against, for, abstain, quorum → missing for the quorum, missing for the majority
    [0n, 0n, 0n, 4n, 4n, 1n],
    [0n, 3n, 0n, 4n, 1n, 0n],
    [9n, 3n, 0n, 4n, 1n, 7n],
    [4n, 4n, 0n, 4n, 0n, 1n],
    [4n, 5n, 0n, 4n, 0n, 0n],
    [0n, 0n, 4n, 4n, 0n, 1n],
    [0n, 1n, 3n, 4n, 0n, 0n],
    [0n, 0n, 0n, 0n, 0n, 1n],
  ])('%s against, %s for, %s abstain, quorum %s', (against, inFavour, abstain, quorum, forQuorum, forMajority) => {
    const outcome = getOutcome(tally(against, inFavour, abstain), quorum)
    expect(outcome).toEqual({
      passes: forQuorum === 0n && forMajority === 0n,
      hasQuorum: forQuorum === 0n,
      hasMajority: forMajority === 0n,
      missingForQuorum: forQuorum,
      missingForMajority: forMajority,
    })
  })

  it('says exactly what is missing: with as many more for it passes, with one fewer it does not', () => {
    fc.assert(
      fc.property(votes, votes, votes, votes, (against, inFavour, abstain, quorum) => {
        const { passes, missingForQuorum, missingForMajority } = getOutcome(tally(against, inFavour, abstain), quorum)
        const missing = missingForQuorum > missingForMajority ? missingForQuorum : missingForMajority
        expect(passes).toBe(inFavour > against && inFavour + abstain >= quorum)
        expect(passes).toBe(missing === 0n)
        expect(getOutcome(tally(against, inFavour + missing, abstain), quorum).passes).toBe(true)
        if (missing > 0n) {
          expect(getOutcome(tally(against, inFavour + missing - 1n, abstain), quorum).passes).toBe(false)
        }
      }),
    )
  })
})
