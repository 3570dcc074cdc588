import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getOutcome } from '../../web/src/domain/outcome'
import type { Votes } from '../../web/src/domain/proposal'
import { type ProposalFacts, proposalState } from '../../web/src/domain/proposalState'
import { computeProposalThreshold } from '../../web/src/domain/proposalThreshold'
import { computeQuorum } from '../../web/src/domain/quorum'
import { toTimepoint } from '../../web/src/domain/timepoint'

const at = (seconds: number) => toTimepoint(BigInt(seconds))
const votes = (count: number) => BigInt(count) as Votes
const passed: ProposalFacts = {
  snapshot: at(100),
  deadline: at(200),
  tally: { for: votes(4), against: votes(1), abstain: votes(1) },
  quorum: 5n,
  grace: 50n,
  canceledAt: null,
  executedAt: null,
  eta: null,
  operation: null,
}
const queued: ProposalFacts = { ...passed, eta: at(300), operation: { executedAt: null, canceledAt: null } }

describe('proposalState', () => {
  it.each([
    [passed, 100, 'pending'],
    [passed, 101, 'active'],
    [passed, 200, 'active'],
    [passed, 201, 'succeeded'],
    [passed, 250, 'succeeded'],
    [passed, 251, 'expired'],
    [{ ...passed, quorum: 6n }, 201, 'defeated'],
    [{ ...passed, tally: { ...passed.tally, against: votes(4) } }, 201, 'defeated'],
    [{ ...passed, canceledAt: at(50) }, 400, 'canceled'],
    [queued, 299, 'queued'],
    [queued, 350, 'queued'],
    [queued, 351, 'expired'],
    [{ ...queued, operation: { executedAt: at(310), canceledAt: null } }, 400, 'executed'],
    [{ ...queued, operation: { executedAt: null, canceledAt: at(310) } }, 350, 'canceled'],
    [{ ...queued, operation: { executedAt: null, canceledAt: at(310) } }, 351, 'expired'],
    [{ ...queued, executedAt: at(310) }, 900, 'executed'],
  ] as const)('%#: is as the governor says', (facts, now, expected) => {
    expect(proposalState(facts, at(now))).toBe(expected)
  })

  it('passes exactly when nothing is missing', () => {
    const count = fc.bigInt({ min: 0n, max: 1000n })
    fc.assert(
      fc.property(count, count, count, count, (inFavour, against, abstain, quorum) => {
        const outcome = getOutcome(
          { for: inFavour as Votes, against: against as Votes, abstain: abstain as Votes },
          quorum,
        )
        expect(outcome.passes).toBe(inFavour > against && inFavour + abstain >= quorum)
        expect(outcome.missingForQuorum === 0n && outcome.missingForMajority === 0n).toBe(outcome.passes)
        const helped = {
          for: (inFavour + outcome.missingForMajority + outcome.missingForQuorum) as Votes,
          against: against as Votes,
          abstain: abstain as Votes,
        }
        expect(getOutcome(helped, quorum).passes).toBe(true)
      }),
    )
  })
})

describe('quorum and threshold', () => {
  it.each([
    [24n, 20n, 5n],
    [2n, 20n, 2n],
    [10n, 1n, 3n],
    [0n, 20n, 0n],
    [100n, 20n, 20n],
    [101n, 20n, 21n],
  ])('of %s seats at %s %%, %s votes make a quorum', (seats, numerator, expected) => {
    expect(computeQuorum(seats, numerator)).toBe(expected)
  })

  it('never asks for more than a twentieth of the seats to propose, and for at least one', () => {
    expect(computeProposalThreshold(5n, 24n)).toBe(1n)
    expect(computeProposalThreshold(5n, 200n)).toBe(5n)
    expect(computeProposalThreshold(50n, 200n)).toBe(10n)
  })
})
