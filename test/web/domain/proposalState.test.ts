import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tally, Votes } from '../../../web/src/domain/proposal'
import { type ProposalFacts, type ProposalState, proposalState } from '../../../web/src/domain/proposalState'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const at = toTimepoint
const tally = (against: bigint, inFavour: bigint, abstain: bigint): Tally => ({
  against: against as Votes,
  for: inFavour as Votes,
  abstain: abstain as Votes,
})

const snapshot = 1_000n
const deadline = 2_000n
const grace = 500n
const eta = 3_000n
const facts: ProposalFacts = {
  snapshot: at(snapshot),
  deadline: at(deadline),
  tally: tally(1n, 3n, 0n),
  quorum: 3n,
  grace,
  canceledAt: null,
  executedAt: null,
  eta: null,
  operation: null,
}
const queued: ProposalFacts = { ...facts, eta: at(eta), operation: { executedAt: null, canceledAt: null } }

describe('the state of a proposal', () => {
  const rows: [string, ProposalFacts, bigint, ProposalState][] = [
    ['long before the snapshot', facts, 0n, 'pending'],
    ['at the snapshot: not open yet', facts, snapshot, 'pending'],
    ['a second after the snapshot', facts, snapshot + 1n, 'active'],
    ['a second before the deadline', facts, deadline - 1n, 'active'],
    ['at the deadline, which is the last second', facts, deadline, 'active'],
    ['a second after the deadline', facts, deadline + 1n, 'succeeded'],
    ['at the end of the grace to queue', facts, deadline + grace, 'succeeded'],
    ['a second after the grace to queue', facts, deadline + grace + 1n, 'expired'],
    ['queued, a second before it is ready', queued, eta - 1n, 'queued'],
    ['queued, when it is ready', queued, eta, 'queued'],
    ['queued, at the end of the grace to execute', queued, eta + grace, 'queued'],
    ['queued, a second after the grace to execute', queued, eta + grace + 1n, 'expired'],
    ['queued in time is not held to the grace to queue', queued, deadline + grace + 1n, 'queued'],
    ['without the quorum', { ...facts, tally: tally(0n, 2n, 0n) }, deadline + 1n, 'defeated'],
    ['without the quorum, long after', { ...facts, tally: tally(0n, 2n, 0n) }, deadline + grace + 9n, 'defeated'],
    ['with the quorum by abstaining', { ...facts, tally: tally(0n, 1n, 2n) }, deadline + 1n, 'succeeded'],
    ['with a tie', { ...facts, tally: tally(3n, 3n, 3n) }, deadline + 1n, 'defeated'],
    ['where those against do not count to the quorum', { ...facts, tally: tally(1n, 2n, 0n) }, 2_001n, 'defeated'],
    ['where it would pass but is still open', { ...facts, tally: tally(0n, 20n, 0n) }, deadline, 'active'],
  ]
  it.each(rows)('%s', (_, given, now, expected) => {
    expect(proposalState(given, at(now))).toBe(expected)
  })

  it('is what was done, once it was done, whatever the time', () => {
    for (const now of [0n, snapshot, deadline, deadline + grace + 1n, eta, eta + grace + 1n]) {
      expect(proposalState({ ...queued, executedAt: at(eta) }, at(now))).toBe('executed')
      expect(proposalState({ ...queued, canceledAt: at(eta) }, at(now))).toBe('canceled')
      expect(proposalState({ ...facts, canceledAt: at(1n) }, at(now))).toBe('canceled')
    }
  })

  it('is executed where the treasury carried it out without the governor', () => {
    const direct = { ...queued, operation: { executedAt: at(eta + 1n), canceledAt: null } }
    expect(proposalState(direct, at(eta + 1n))).toBe('executed')
    expect(proposalState(direct, at(eta + grace + 1n))).toBe('executed')
  })

  it('is canceled where the treasury dropped it, and expired after the grace, as the governor says', () => {
    const dropped = { ...queued, operation: { executedAt: null, canceledAt: at(eta - 5n) } }
    expect(proposalState(dropped, at(eta))).toBe('canceled')
    expect(proposalState(dropped, at(eta + grace))).toBe('canceled')
    expect(proposalState(dropped, at(eta + grace + 1n))).toBe('expired')
  })

  it('never goes back as time goes on', () => {
    const order: Record<ProposalState, number> = {
      ...{ pending: 0, active: 1, succeeded: 2, queued: 3, canceled: 4, defeated: 5, expired: 5, executed: 5 },
    }
    const seconds = fc.bigInt({ min: 0n, max: 5_000n })
    const votes = fc.bigInt({ min: 0n, max: 6n })
    fc.assert(
      fc.property(seconds, seconds, votes, votes, votes, fc.boolean(), (a, b, against, inFavour, abstain, isQueued) => {
        const given = { ...(isQueued ? queued : facts), tally: tally(against, inFavour, abstain) }
        const [first, second] = a < b ? [a, b] : [b, a]
        expect(order[proposalState(given, at(first))]).toBeLessThanOrEqual(order[proposalState(given, at(second))])
      }),
    )
  })
})
