import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agenda } from '../../scripts/seed/agenda.js'
import { computeListRoot, parseListDocument } from '../../web/src/domain/memberList.js'
import { readText } from '../../scripts/seed/read-text.js'
import { statements } from '../../scripts/seed/seats.js'
import { startStack, type Stack as System } from '../../scripts/stack/index.js'
import type { Tables } from './entities.js'
import { findDisagreements, waitForIndex } from './find-disagreements.js'
import { History } from './history.js'
import { listEntities, query } from './list-entities.js'
import { toQuorum, toState } from './read-getters.js'
import { countSeats } from './read-seat-getters.js'

const day = 86_400

describe('the year of Lakeside Commons', () => {
  let system: System
  let history: History
  let tables: Tables
  let now: number
  const documents = new Map<string, Uint8Array>()

  beforeAll(async () => {
    system = await startStack({ seed: true, client: false })
    history = new History(system.rpcUrl, system.deployment)
    now = Date.now() / 1000
    await history.holdClock()
    await history.chain.mine({ blocks: 1 })
    const { hash } = await waitForIndex(history, system)
    tables = await listEntities(system.subgraphUrl, hash)
    const named = ['Proposal', 'AdoptedDocument', 'Statement', 'MemberList'] as const
    for (const { cid } of named.flatMap((entity) => [...tables.get(entity)!.values()])) {
      const response = await fetch(`${system.gateway}/ipfs/${String(cid)}`)
      documents.set(String(cid), new Uint8Array(await response.arrayBuffer()))
    }
  }, 300_000)

  afterAll(() => system?.stop(), 60_000)

  const listStates = (at: number) =>
    [...tables.get('Proposal')!.values()]
      .sort((a, b) => Number(a.number) - Number(b.number))
      .map((proposal) => {
        const operation = tables.get('Operation')!.get(String(proposal.operation))
        const seats = BigInt(countSeats(tables, BigInt(proposal.snapshot as string)))
        const quorum = toQuorum(seats, BigInt(proposal.quorumNumerator as string))
        return toState(proposal, operation, quorum, BigInt(system.deployment.grace), BigInt(Math.floor(at)))
      })

  test('has proposals in every state, which they keep for a day', async () => {
    const time = await history.now()
    const states = listStates(time)
    expect(states).toHaveLength(agenda.length)
    expect(new Set(states)).toEqual(
      new Set(['Executed', 'Defeated', 'Canceled', 'Expired', 'Queued', 'Succeeded', 'Active', 'Pending']),
    )
    expect(listStates(time + day)).toEqual(states)
  })

  test('is defeated for lack of votes and for lack of quorum, cancelled by its proposer and by the guardian', () => {
    const proposals = [...tables.get('Proposal')!.values()]
    const states = listStates(now)
    const tally = (which: string) =>
      proposals
        .filter((proposal) => states[Number(proposal.number)] === which)
        .map(({ forVotes, againstVotes }) => BigInt(forVotes as string) > BigInt(againstVotes as string))
        .sort()
    expect(tally('Defeated')).toEqual([false, true])
    const cancelled = proposals.filter((proposal) => proposal.canceledAt !== null)
    const members = tables.get('Member')!
    const byProposer = cancelled.map(
      ({ canceledBy, proposer }) => members.get(String(proposer))!.account === canceledBy,
    )
    expect(byProposer.sort()).toEqual([false, true])
    const expired = proposals.filter((proposal) => states[Number(proposal.number)] === 'Expired')
    expect(expired.map((proposal) => proposal.queuedAt !== null).sort()).toEqual([false, true])
  })

  const rows = (entity: string) => [...tables.get(entity)!.values()]
  const count = (field: string, from = rows('Seat')) => {
    const counts: Record<string, number> = {}
    for (const row of from) counts[String(row[field])] = (counts[String(row[field])] ?? 0) + 1
    return counts
  }

  test('has seats of each kind, by each gate that is open, current, overdue and lapsed', () => {
    const current = rows('Seat').filter(({ status }) => status === 'CURRENT')
    expect(count('kind', current)).toEqual({ MEMBER: 22, STEWARD: 3, ORGANISATION: 2, OBSERVER: 2 })
    expect(count('gate')).toEqual({ FOUNDER: 20, VOTE: 4, OFFICERS: 4, INVITATIONS: 1, LISTS: 1 })
    expect(count('status')).toEqual({ CURRENT: 29, LAPSED: 1 })
    expect(current.filter(({ expiry }) => expiry !== '0' && Number(expiry) < now)).toHaveLength(1)
    for (const { gate, proposal, reason } of rows('Seat')) {
      expect(`${String(gate)} ${proposal !== null}`).toBe(`${String(gate)} ${gate === 'VOTE'}`)
      const isTold = gate === 'OFFICERS' || gate === 'INVITATIONS'
      expect(`${String(gate)} ${reason !== ''}`).toBe(`${String(gate)} ${isTold}`)
    }
  })

  test('has officers who used a part of their allowance, and a list that is open', () => {
    const left = rows('Officer').map(({ givenAllowance, allowance }) => [givenAllowance, allowance])
    expect(left.sort()).toEqual([
      ['4', '1'],
      ['6', '4'],
    ])
    expect(rows('Invitation').map(({ seat, withdrawnAt }) => [seat !== null, withdrawnAt])).toEqual([[true, null]])
    expect(
      rows('Gate')
        .filter(({ open }) => open)
        .map(({ gate }) => gate)
        .sort(),
    ).toEqual(['INVITATIONS', 'LISTS', 'OFFICERS'])
    const [list] = rows('MemberList')
    expect(Number(list!.end)).toBeGreaterThan(now + 30 * day)
    const document = parseListDocument(new TextDecoder().decode(documents.get(String(list!.cid))))!
    expect(computeListRoot(document)).toBe(list!.root)
    // Somebody else on it can still come.
    expect(document.seats.length).toBeGreaterThan(Number(list!.admissionCount))
  })

  test('has a seat that guardians recovered, two more that have guardians, and what two delegates say', () => {
    expect(rows('Recovery').map(({ status, byVote }) => [status, byVote])).toEqual([['ACCEPTED', false]])
    const recovered = tables.get('Seat')!.get(String(rows('Recovery')[0]!.seat))!
    expect(recovered.holder).toBe(rows('Recovery')[0]!.to)
    const [from, to] = (['from', 'to'] as const).map((end) =>
      tables.get('Member')!.get(String(rows('Recovery')[0]![end]))!,
    )
    expect(to!.delegate).toBe(from!.delegate)
    expect(new Set(rows('Guardianship').map(({ seat }) => seat)).size).toBe(3)
    const texts = rows('Statement').map(({ document }) => tables.get('Document')!.get(String(document))?.status)
    expect(texts).toEqual(Array(statements.length).fill('VALID'))
  })

  test('has every document in both languages', () => {
    const sections = [...tables.get('DocumentSection')!.values()].map((section) => section.language)
    for (const language of ['en', 'zh-Hans']) {
      expect(sections.filter((each) => each === language)).toHaveLength(agenda.length + statements.length + 1) // and the charter
    }
    const reasons = [...tables.get('Ballot')!.values()].map((ballot) => String(ballot.reason))
    expect(reasons.filter((reason) => /\p{Script=Han}/u.test(reason)).length).toBeGreaterThan(15)
    expect(reasons.filter((reason) => /[a-z]{3}/.test(reason)).length).toBeGreaterThan(15)
  })

  test('has ballots that were changed, and one batch that was carried, of which one was stale', () => {
    const ballots = [...tables.get('Ballot')!.values()]
    expect(ballots.filter((ballot) => ballot.changeCount !== '0')).toHaveLength(4)
    const carried = ballots.filter((ballot) => ballot.route === 'CARRIED')
    expect(carried).toHaveLength(6)
    expect(new Set(carried.map((ballot) => ballot.transaction)).size).toBe(1)
    const skipped = [...tables.get('BallotSkipped')!.values()]
    expect(skipped.map(({ refusal, transaction }) => [refusal, transaction])).toEqual([
      ['SUPERSEDED', carried[0]!.transaction],
    ])
  })

  test('has one vote that a late swing extended, and that passed', () => {
    const extended = [...tables.get('Proposal')!.values()].filter((proposal) => proposal.extendedAt !== null)
    expect(extended.map(({ title }) => title)).toEqual([readText('open-shore').title])
    expect(extended[0]!.executedAt).not.toBeNull()
    const afterwards = [...tables.get('BallotCast')!.values()].filter(
      (cast) =>
        cast.proposal === extended[0]!.id &&
        BigInt(cast.at as string) > BigInt(extended[0]!.originalDeadline as string),
    )
    expect(afterwards).toHaveLength(3)
  })

  test('has a charter, a resolution, and a policy that took the place of another', () => {
    const documents = [...tables.get('AdoptedDocument')!.values()].sort((a, b) => Number(a.number) - Number(b.number))
    expect(documents.map(({ kind, repealedBy }) => [kind, repealedBy])).toEqual([
      ['CHARTER', null],
      ['POLICY', documents[3]!.id],
      ['RESOLUTION', null],
      ['POLICY', null],
    ])
    const texts = tables.get('Document')!
    expect(documents.map(({ document }) => texts.get(String(document))?.status)).toEqual(Array(4).fill('VALID'))
    expect(documents.map(({ proposal }) => proposal !== null)).toEqual([false, true, true, true])
  })

  test('has two budgets: of one half is spent and a draw waits, the other has ended', () => {
    const envelopes = tables.get('Envelope')!
    const budgets = rows('Budget').sort((a, b) => Number(a.budgetId) - Number(b.budgetId))
    const used = budgets.map(({ envelope }) => {
      const { drawn, total, end } = envelopes.get(String(envelope))!
      return [Math.round((Number(drawn) / Number(total)) * 10), Number(end) > now]
    })
    expect(used).toEqual([
      [5, true],
      [7, false],
    ])
    expect(count('status', rows('Draw'))).toEqual({ SETTLED: 2, PENDING: 1 })
    const waiting = rows('Draw').find(({ status }) => status === 'PENDING')!
    expect(Number(waiting.payableAt)).toBeGreaterThan(now + day)
  })

  test('has three grants: one runs, one is finished, one was clawed back', () => {
    const envelopes = tables.get('Envelope')!
    const grants = rows('Grant').sort((a, b) => Number(a.grantId) - Number(b.grantId))
    const paid = grants.map(({ envelope, clawedBack }) => {
      const { drawn, total } = envelopes.get(String(envelope))!
      return [BigInt(drawn as string) === BigInt(total as string), clawedBack]
    })
    expect(paid).toEqual([
      [false, null],
      [true, null],
      [false, '1200000000'],
    ])
    expect(grants.map(({ reportCount }) => reportCount)).toEqual(['2', '0', '0'])
  })

  test('has a batch of which one refused, a distribution half claimed, gifts for two purposes and income by a rule', () => {
    expect(rows('Payout').map(({ rowCount, setAsideCount }) => [rowCount, setAsideCount])).toEqual([['11', '1']])
    const [shared, round] = ['WITHOUT', 'WITH'].map((which) =>
      rows('Distribution').find(({ standing }) => (standing === null) === (which === 'WITHOUT'))!,
    )
    expect(Math.round((Number(shared!.claimCount) / Number(shared!.shares)) * 10)).toBe(5)
    expect(Number(round!.claimCount)).toBe(4)
    const purposes = rows('Purpose').map(({ id, name, giftCount }) => ({
      name: String(name),
      gifts: Number(giftCount),
      assets: rows('Purse').filter(({ purpose }) => purpose === id).length,
      spent: rows('PurseSpent').filter(({ purpose }) => purpose === id).length,
    }))
    expect(purposes.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'Reading room · 阅览室', gifts: 8, assets: 2, spent: 0 },
      { name: 'The Heron · 苍鹭号', gifts: 4, assets: 1, spent: 1 },
    ])
    expect(rows('SplitRule')).toHaveLength(1)
  })

  test.each(['en', 'zh'])('answers every query of the guide for integrators (%s)', async (language) => {
    const guide = readFileSync(`web/src/guides/${language}/integrator.md`, 'utf8')
    const queries = [...guide.matchAll(/```graphql\n([^]*?)```/g)].map(([, text]) => text!)
    expect(queries).toHaveLength(8)
    const variables = { token: system.deployment.assets[0], after: String(Math.floor(now) - 365 * day) }
    for (const text of queries) {
      const wanted = Object.entries(variables).filter(([name]) => text.includes(`$${name}`))
      const answer = await query<Record<string, unknown>>(system.subgraphUrl, text, Object.fromEntries(wanted))
      for (const [field, found] of Object.entries(answer)) {
        const isEmpty = Array.isArray(found) && found.length === 0
        expect(`${language} ${field} ${isEmpty ? 'is empty' : 'has something'}`).toBe(
          `${language} ${field} has something`,
        )
      }
    }
  })

  test('ends at the wall clock', async () => {
    expect(Math.abs((await history.now()) - now)).toBeLessThan(600)
  })

  test('is the same in the index, in the logs and in the contracts', async () => {
    const [lkd, tool, boat] = system.deployment.assets
    const honest = { erc20: [lkd!, tool!], erc721: [boat!] }
    expect(await findDisagreements(history, system, documents, honest)).toEqual([])
  }, 300_000)
})

test.each(readdirSync(new URL('../../scripts/seed/texts', import.meta.url)))('%s can be proposed', (file) => {
  expect(readText(file.replace('.md', '')).title).toMatch(/ · \p{Script=Han}/u)
})
