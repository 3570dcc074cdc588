import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BallotFile, formatBallotFile, mergeBallots, parseBallotFile } from '../../../web/src/domain/ballotFile'
import { choices, type ProposalId } from '../../../web/src/domain/proposal'
import type { SignedBallot, SignedChoice } from '../../../web/src/domain/signedBallot'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const address = hex(40).map((digits) => `0x${digits}` as const)
const time = fc.integer({ min: 0, max: 2 ** 40 }).map((seconds) => toTimepoint(BigInt(seconds)))
const choice: fc.Arbitrary<SignedChoice> = fc.record({
  proposalId: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((id) => id as ProposalId),
  choice: fc.constantFrom(...choices),
  reason: fc.string({ unit: 'grapheme', maxLength: 40 }),
})
const signed = (kind: SignedBallot['kind']): fc.Arbitrary<SignedBallot> =>
  fc.record({
    kind: fc.constant(kind),
    choices: fc.array(choice, kind === 'ballot' ? { minLength: 1, maxLength: 1 } : { maxLength: 4 }),
    voter: address,
    signedAt: time,
    expiry: time,
    signature: hex(130).map((digits) => `0x${digits}` as const),
  })
const file: fc.Arbitrary<BallotFile> = fc
  .tuple(fc.array(signed('ballot'), { maxLength: 4 }), fc.array(signed('list'), { maxLength: 4 }), address)
  .map(([ballots, lists, governor]) => ({ chainId: 31337, governor, ballots: [...ballots, ...lists] }))

const one: BallotFile = {
  chainId: 1,
  governor: `0x${'1'.repeat(40)}`,
  ballots: [
    {
      kind: 'ballot',
      choices: [{ proposalId: 12n as ProposalId, choice: 'for', reason: '因为' }],
      voter: `0x${'2'.repeat(40)}`,
      signedAt: toTimepoint(100n),
      expiry: toTimepoint(200n),
      signature: '0x1234',
    },
  ],
}

describe('a file of signed ballots', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(file, (written) => {
        expect(parseBallotFile(formatBallotFile(written))).toEqual({ status: 'ok', file: written })
      }),
    )
  })

  it('says what it is, for which governor, and the choice as a word', () => {
    expect(JSON.parse(formatBallotFile(one))).toMatchObject({
      ...{ format: 'althing-ballots', version: 1, chainId: 1, governor: one.governor, lists: [] },
      ballots: [{ proposalId: '12', choice: 'For', reason: '因为', signedAt: 100, expiry: 200, signature: '0x1234' }],
    })
  })

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseBallotFile(text)))
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify({ format: 'althing-ballots', version: 1, ...(value as object) })
        expect(['ok', 'wrong']).toContain(parseBallotFile(text).status)
      }),
    )
  })

  type Content = Record<string, unknown> & { ballots: Record<string, unknown>[] }
  const breakWith = (change: (content: Content) => unknown) => {
    const content = JSON.parse(formatBallotFile(one)) as Content
    change(content)
    return parseBallotFile(JSON.stringify(content))
  }
  it.each([
    ['the choice', (content) => (content.ballots[0]!['choice'] = 'for'), 'broken', 'ballots[0].choice'],
    ['the proposal', (content) => (content.ballots[0]!['proposalId'] = 12), 'broken', 'ballots[0].proposalId'],
    [
      'a huge proposal',
      (content) => (content.ballots[0]!['proposalId'] = String(2n ** 256n)),
      'broken',
      'ballots[0].proposalId',
    ],
    ['the expiry', (content) => (content.ballots[0]!['expiry'] = -1), 'broken', 'ballots[0].expiry'],
    ['the voter', (content) => (content.ballots[0]!['voter'] = '0x12'), 'broken', 'ballots[0].voter'],
    ['the signature', (content) => (content.ballots[0]!['signature'] = '0x1'), 'broken', 'ballots[0].signature'],
    ['the reason', (content) => delete content.ballots[0]!['reason'], 'broken', 'ballots[0].reason'],
    ['the lists', (content) => (content['lists'] = [{}]), 'broken', 'lists[0].choices'],
    ['a ballot', (content) => (content.ballots = [null as never]), 'broken', 'ballots[0]'],
    ['the format', (content) => (content['format'] = 'other'), 'notBallots', ''],
    ['the version', (content) => (content['version'] = 2), 'tooNew', '2'],
    ['its length', (content) => (content.ballots = Array(2_001).fill(content.ballots[0]!)), 'tooLarge', ''],
  ] as [string, (content: Content) => unknown, string, string][])(
    'says that %s is wrong',
    (_, change, problem, where) => {
      expect(breakWith(change)).toEqual({ status: 'wrong', problem, where })
    },
  )

  it('is merged with others: each signature once, the last signed first', () => {
    const [ballot] = one.ballots as [SignedBallot]
    const later = { ...ballot, signedAt: toTimepoint(150n), signature: '0x56' } as const
    expect(mergeBallots([ballot, later, ballot, { ...ballot, signature: '0x1234' }])).toEqual([later, ballot])
  })
})
