import { describe, expect, it } from 'vitest'
import type { DecodedLog } from '../../../web/src/domain/decodedLog'
import { foldDocuments } from '../../../web/src/domain/foldDocuments'
import { foldMembers } from '../../../web/src/domain/foldMembers'
import { foldProposals } from '../../../web/src/domain/foldProposals'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const governor = `0x${'9'.repeat(40)}` as const
const [alice, bob] = [`0x${'a'.repeat(40)}`, `0x${'b'.repeat(40)}`] as const
let place = 0
const log = (eventName: string, args: Record<string, unknown>, at = 100): DecodedLog => ({
  ...{ address: governor, eventName, args, at: toTimepoint(BigInt(at)) },
  ...{ blockNumber: BigInt(at), logIndex: (place += 1), transaction: `0x${String(place)}` },
})
const created = log('ProposalCreated', {
  ...{ proposalId: 1n, proposer: alice, targets: [], values: [], calldatas: [] },
  ...{ voteStart: 50n, voteEnd: 500n, description: '# Title' },
})
const cast = (voter: string, support: number, at = 100, reason = '') =>
  log('VoteCast', { voter, proposalId: 1n, support, weight: 2n, reason }, at)
const changed = (voter: string, from: number, to: number, at = 100) =>
  log('BallotChanged', { proposalId: 1n, voter, from, to, weight: 2n }, at)
const fold = (...logs: DecodedLog[]) => foldProposals([created, ...logs], governor, 10n)[0]!

describe('ballots, replayed', () => {
  it('count once, the last for each voter, with the reason that goes with it', () => {
    const { tally, ballots, ballotCount } = fold(
      cast(alice, 1, 100, 'first'),
      cast(bob, 0, 110),
      changed(alice, 1, 2, 120),
      cast(alice, 2, 120, 'second'),
      changed(alice, 2, 0, 130),
      cast(alice, 0, 130),
    )
    expect(tally).toEqual({ against: 4n, for: 0n, abstain: 0n })
    expect(ballotCount).toBe(2)
    expect(ballots.items.map(({ voter, choice, reason, changeCount }) => [voter, choice, reason, changeCount])).toEqual(
      [
        [alice, 'against', '', 2],
        [bob, 'against', '', 0],
      ],
    )
  })
  it('a late swing moves the deadline, and what it was is kept', () => {
    const extended = log('ProposalExtended', { proposalId: 1n, extendedDeadline: 590n }, 490)
    expect(fold(extended, cast(alice, 1, 490))).toMatchObject({ deadline: 590n, extension: { at: 490n, from: 500n } })
    expect(fold().extension).toBeNull()
  })
  it('of a member are one for each proposal', () => {
    const seat = log('Transfer', { from: `0x${'0'.repeat(40)}`, to: alice, tokenId: 1n })
    const [member] = foldMembers([seat, cast(alice, 1), changed(alice, 1, 0), cast(alice, 0)])
    expect(member?.ballotCount).toBe(1)
  })
})

describe('documents, replayed', () => {
  it('are numbered, of a kind, and in force until another takes their place', () => {
    const adopt = (number: bigint, kind: number) =>
      log('DocumentAdopted', { number, digest: `0x${String(number).repeat(64)}`, kind, decision: '0x' })
    const documents = foldDocuments([
      adopt(1n, 0),
      adopt(2n, 1),
      adopt(3n, 0),
      log('DocumentRepealed', { number: 1n, by: 3n }),
      adopt(4n, 9),
    ])
    expect(documents.map(({ number, kind, repealedBy }) => [number, kind, repealedBy])).toEqual([
      [3, 'charter', null],
      [2, 'resolution', null],
      [1, 'charter', 3],
    ])
  })
})
