import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readText } from '../../scripts/seed/read-text.js'
import { startStack, type Stack as System } from '../../scripts/stack/index.js'
import type { Tables } from './entities.js'
import { findDisagreements, waitForIndex } from './find-disagreements.js'
import { History } from './history.js'
import { listEntities } from './list-entities.js'
import { toState } from './read-getters.js'

const day = 86_400
const quorum = 5n

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
    const { hash } = await waitForIndex(history, system.subgraphUrl)
    tables = await listEntities(system.subgraphUrl, hash)
    for (const { cid } of tables.get('Proposal')!.values()) {
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
        return toState(proposal, operation, quorum, BigInt(system.deployment.grace), BigInt(Math.floor(at)))
      })

  test('has twenty proposals in every state, which they keep for a day', async () => {
    const time = await history.now()
    const states = listStates(time)
    expect(states).toHaveLength(20)
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

  test('has 24 seats and every document in both languages', () => {
    expect([...tables.get('Seat')!.values()].filter((seat) => seat.burntAt === null)).toHaveLength(24)
    const sections = [...tables.get('DocumentSection')!.values()].map((section) => section.language)
    expect(sections.filter((language) => language === 'en')).toHaveLength(20)
    expect(sections.filter((language) => language === 'zh-Hans')).toHaveLength(20)
    const reasons = [...tables.get('Ballot')!.values()].map((ballot) => String(ballot.reason))
    expect(reasons.filter((reason) => /\p{Script=Han}/u.test(reason)).length).toBeGreaterThan(15)
    expect(reasons.filter((reason) => /[a-z]{3}/.test(reason)).length).toBeGreaterThan(15)
  })

  test('ends at the wall clock', async () => {
    expect(Math.abs((await history.now()) - now)).toBeLessThan(600)
  })

  test('is the same in the index, in the logs and in the contracts', async () => {
    const [lkd, tool, boat] = system.deployment.assets
    const honest = { erc20: [lkd!, tool!], erc721: [boat!] }
    expect(await findDisagreements(history, system.subgraphUrl, documents, honest)).toEqual([])
  }, 60_000)
})

test.each(readdirSync(new URL('../../scripts/seed/texts', import.meta.url)))('%s can be proposed', (file) => {
  expect(readText(file.replace('.md', '')).title).toMatch(/ · \p{Script=Han}/u)
})
