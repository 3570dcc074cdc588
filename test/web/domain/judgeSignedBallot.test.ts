import { describe, expect, it } from 'vitest'
import {
  type BallotFacts,
  type BallotRefusal,
  countGood,
  judgeSignedBallot,
  judgeSignedBallots,
} from '../../../web/src/domain/judgeSignedBallot'
import type { Choice, ProposalId } from '../../../web/src/domain/proposal'
import type { SignedBallot } from '../../../web/src/domain/signedBallot'
import { toTimepoint } from '../../../web/src/domain/timepoint'

// That the governor says the same is held on a chain, in test/data/ballots.test.ts; here stand the boundaries.
const at = toTimepoint
const facts: BallotFacts = {
  isActive: true,
  snapshot: at(1_000n),
  deadline: at(9_000n),
  terms: { quorumNumerator: 20n, swingExtension: 100n, lockWindow: 600n },
  sequence: 0n,
  votes: 1n,
}
const changed: BallotFacts = { ...facts, sequence: (500n << 3n) | 4n | 2n }
const judge = (
  ballot: Partial<Pick<SignedBallot, 'signedAt' | 'expiry'>>,
  given: BallotFacts | null = facts,
  now = 2_000n,
  isSigned = true,
) =>
  judgeSignedBallot(
    { signedAt: at(1_500n), expiry: at(5_000n), ...ballot },
    { choice: 'for' },
    given,
    isSigned,
    at(now),
  )

describe('a signed ballot', () => {
  const rows: [string, BallotRefusal, BallotRefusal][] = [
    ['good', judge({}), 'none'],
    ['at its expiry', judge({}, facts, 5_000n), 'none'],
    ['after its expiry', judge({}, facts, 5_001n), 'expired'],
    ['signed in this second', judge({ signedAt: at(2_000n) }), 'none'],
    ['signed in the future', judge({ signedAt: at(2_001n) }), 'misdated'],
    ['signed at the snapshot', judge({ signedAt: at(1_000n) }), 'misdated'],
    ['signed a second after the snapshot', judge({ signedAt: at(1_001n) }), 'none'],
    ['not signed by its voter', judge({}, facts, 2_000n, false), 'badSignature'],
    ['of no proposal', judge({}, null), 'notActive'],
    ['of a closed proposal', judge({}, { ...facts, isActive: false }), 'notActive'],
    ['older than the one that counts', judge({}, { ...changed, sequence: 501n << 3n }), 'superseded'],
    ['of the second of a direct one', judge({}, changed), 'superseded'],
    ['of the second after a direct one', judge({ signedAt: at(1_501n) }, changed), 'none'],
    ['a change in the last open second', judge({ signedAt: at(1_501n), expiry: at(9_000n) }, changed, 8_400n), 'none'],
    ['a change in the lock window', judge({ signedAt: at(1_501n), expiry: at(9_000n) }, changed, 8_401n), 'locked'],
    ['a first one in the lock window', judge({ expiry: at(9_000n) }, facts, 8_999n), 'none'],
    ['without a vote', judge({}, { ...facts, votes: 0n }), 'noVotes'],
    [
      'signed more than 48 days after',
      judge({ signedAt: at(1_000n + (1n << 22n)), expiry: at(1n << 40n) }, facts, 1n << 39n),
      'superseded',
    ],
  ]
  it.each(rows)('%s', (_, found, expected) => expect(found).toBe(expected))
})

describe('ballots that arrive together', () => {
  const ballot = (choice: Choice, signedAt: bigint, signature: `0x${string}`): SignedBallot => ({
    kind: 'ballot',
    choices: [{ proposalId: 1n as ProposalId, choice, reason: '' }],
    voter: '0x1111111111111111111111111111111111111111',
    signedAt: at(signedAt),
    expiry: at(9_000n),
    signature,
  })
  const judgeAll = (ballots: SignedBallot[], now = 2_000n) =>
    judgeSignedBallots(
      ballots,
      () => facts,
      () => true,
      at(now),
    )
  it('are judged by what counted before them', () => {
    const judged = judgeAll([ballot('for', 1_500n, '0x01'), ballot('against', 1_400n, '0x02')])
    expect(judged.map(({ choices }) => choices[0]!.refusal)).toEqual(['none', 'superseded'])
    expect(countGood(judged)).toBe(1)
  })
  it('tell the one that counts already from the others', () => {
    const own = { ...facts, sequence: (500n << 3n) | 2n }
    const [same, older] = judgeSignedBallots(
      [ballot('for', 1_500n, '0x01'), ballot('for', 1_499n, '0x02')],
      () => own,
      () => true,
      at(2_000n),
    )
    expect(same!.choices[0]).toMatchObject({ refusal: 'superseded', isCounted: true })
    expect(older!.choices[0]).toMatchObject({ refusal: 'superseded', isCounted: false })
  })
  it('leave nobody a choice: the last signed comes first, and in the lock window no other counts', () => {
    const judged = judgeAll([ballot('for', 1_500n, '0x01'), ballot('against', 1_600n, '0x02')], 8_800n)
    expect(judged.map(({ choices }) => choices[0]!.refusal)).toEqual(['none', 'locked'])
  })
})
