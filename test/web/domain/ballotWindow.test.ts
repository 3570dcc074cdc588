import { describe, expect, it } from 'vitest'
import { getBallotWindow } from '../../../web/src/domain/ballotWindow'
import { createPoll } from '../../../web/src/domain/poll'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const at = toTimepoint
const terms = { quorumNumerator: 20n, swingExtension: 100n, lockWindow: 600n }
const look = (now: bigint, deadline = 2_000n) => getBallotWindow(terms, at(deadline), at(now))

describe('the window of a ballot', () => {
  it.each([
    [1_400n, true],
    [1_401n, false],
    [2_000n, false],
  ])('at %i can be changed: %s', (now, canChange) => expect(look(now).canChange).toBe(canChange))
  it.each([
    [1_900n, false],
    [1_901n, true],
  ])('at %i is late: %s', (now, isLate) => expect(look(now).isLate).toBe(isLate))
  it('names the last second of the one and the first of the other', () => {
    const { changeableUntil, lateFrom } = look(0n)
    expect([look(changeableUntil).canChange, look(changeableUntil + 1n).canChange]).toEqual([true, false])
    expect([look(lateFrom - 1n).isLate, look(lateFrom).isLate]).toEqual([false, true])
  })
  it('opens again when the deadline is extended', () => expect(look(1_950n, 2_600n).canChange).toBe(true))
})

describe('how a proposal is judged', () => {
  it('has no quorum before the snapshot, and then the one of its own terms', () => {
    expect(createPoll(terms, null).quorum).toBeNull()
    expect(createPoll(terms, 26n).quorum).toBe(6n)
    expect(createPoll({ ...terms, quorumNumerator: 1n }, 26n).quorum).toBe(3n)
  })
})
