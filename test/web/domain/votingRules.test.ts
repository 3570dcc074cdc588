import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeAction } from '../../../web/src/domain/action'
import {
  encodeVotingRules,
  findRulesProblems,
  formatVotingRules,
  parseVotingRules,
} from '../../../web/src/domain/votingRules'

const period = 432_000n
const parts = {
  governor: `0x${'1'.repeat(40)}`,
  treasury: `0x${'2'.repeat(40)}`,
  membership: `0x${'3'.repeat(40)}`,
  registry: `0x${'4'.repeat(40)}`,
} as const

describe('rules for voting', () => {
  it.each(['0.5', '0:30', ' 0:30:00 '])('are read in hours: %s', (lock) => {
    expect(parseVotingRules({ swing: '24', lock, limit: '3' }, period)).toEqual({
      ...{ swingExtension: 86_400n, lockWindow: 1_800n, proposalLimit: 3 },
    })
  })
  it('are read as they were written, to the second', () => {
    const rules = fc.record({
      swingExtension: fc.bigInt({ min: 3_600n, max: period }),
      lockWindow: fc.bigInt({ min: 600n, max: period / 2n }),
      proposalLimit: fc.integer({ min: 0, max: 10 }),
    })
    fc.assert(
      fc.property(rules, (some) => {
        expect(parseVotingRules(formatVotingRules(some), period)).toEqual(some)
      }),
      { examples: [[{ swingExtension: 3_600n, lockWindow: 600n, proposalLimit: 1 }]] },
    )
  })
  it.each([
    ['swing', '0:59:59', '1', '1'],
    ['swing', '120:00:01', '1', '1'],
    ['swing', '', '1', '1'],
    ['swing', 'x', '1', '1'],
    ['lock', '24', '0:09:59', '1'],
    ['lock', '24', '60:00:01', '1'],
    ['lock', '24', '0:60', '1'],
    ['limit', '24', '1', '11'],
    ['limit', '24', '1', '1.5'],
    ['limit', '24', '1', ''],
  ] as const)('%s of %s, %s, %s is no number or out of bounds', (name, swing, lock, limit) => {
    expect(findRulesProblems({ swing, lock, limit }, period)).toEqual([name])
    expect(parseVotingRules({ swing, lock, limit }, period)).toBeNull()
  })
  it('of a long voting period are bound by 14 days', () => {
    const draft = (swing: string) => ({ swing, lock: '1', limit: '1' })
    expect(findRulesProblems(draft('336'), 2_592_000n)).toEqual([])
    expect(findRulesProblems(draft('336:01'), 2_592_000n)).toEqual(['swing'])
  })
  it.each([
    ['1', '0:10', '0'],
    ['120', '60', '10'],
  ])('%s, %s, %s are at the bounds', (swing, lock, limit) => {
    expect(parseVotingRules({ swing, lock, limit }, period)).not.toBeNull()
  })
  it('become a call that reads as what was typed (T17)', () => {
    const action = encodeVotingRules(parts, { swingExtension: 86_400n, lockWindow: 1_800n, proposalLimit: 3 })
    expect(decodeAction(action, parts)).toMatchObject({
      ...{ kind: 'call', contract: 'governor', functionName: 'setVotingRules' },
      args: [{ value: 86_400 }, { value: 1_800 }, { value: 3 }],
    })
  })
})
