import type { Address } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readParameters } from '../../scripts/deploy/parameters.js'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { getHead } from '../../web/src/data/chain/getHead.js'
import * as chainProfile from '../../web/src/data/chain/getMemberProfile.js'
import { listAssets } from '../../web/src/data/chain/listAssets.js'
import { listMembers } from '../../web/src/data/chain/listMembers.js'
import * as chainSeats from '../../web/src/data/chain/listSeats.js'
import * as indexProfile from '../../web/src/data/subgraph/getMemberProfile.js'
import * as indexDelegates from '../../web/src/data/subgraph/listDelegates.js'
import * as indexSeats from '../../web/src/data/subgraph/listSeats.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { listDelegates } from '../../web/src/domain/delegate.js'
import type { MemberProfile } from '../../web/src/domain/memberProfile.js'
import type { Page } from '../../web/src/domain/page.js'
import { formatSeatName, getStanding, seatKinds, type Seat } from '../../web/src/domain/seat.js'
import {
  seatFilters,
  seatSorts,
  selectSeats,
  type MemberSeat,
  type SeatQuery,
  type SeatSort,
} from '../../web/src/domain/seatQuery.js'
import type { Timepoint } from '../../web/src/domain/timepoint.js'
import { waitForIndex } from '../subgraph/find-disagreements.js'
import { accounts, History } from '../subgraph/history.js'
import { truncate } from '../subgraph/parse-texts.js'
import { runScript } from '../subgraph/script.js'

// What the pages of members, of one member and of delegation show is the same from the index and from the chain, after
// one of everything that can happen to seats.

const coin = { symbol: 'ETH', decimals: 18 }
const day = 86_400
let stack: Stack
let client: ChainClient
let dao: DaoContracts
/** Tokens that votes named. */
let named: Address[]
let head: { number: bigint; time: Timepoint }

beforeAll(async () => {
  stack = await startStack({ seed: false, client: false })
  const { deployment } = stack
  const history = new History(stack.rpcUrl, deployment)
  const publish = async (bytes: Uint8Array) => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(bytes)]))
    const url = `${stack.ipfsApi}/api/v0/block/put?cid-codec=raw&mhtype=sha2-256`
    return ((await (await fetch(url, { method: 'POST', body })).json()) as { Key: string }).Key
  }
  await publish(readParameters('scripts/seed/lakeside.json').charter.document!)
  await history.holdClock()
  const { honest } = await runScript(history, publish)
  named = [...honest.erc20, ...honest.erc721]
  await seatMany(history)
  const { number } = await waitForIndex(history, stack)
  dao = { ...deployment, startBlock: BigInt(deployment.startBlock), grace: BigInt(deployment.grace) }
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [stack.rpcUrl], subgraph: stack.subgraphUrl, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin },
  })
  head = await getHead(client)
  expect(head.number).toBe(number)
}, 300_000)
afterAll(() => stack?.stop(), 60_000)

/** More than a page of seats, of which some are overdue and some lapsed; and two who left. */
async function seatMany(history: History) {
  const quorum = [1, 2, 3, 4, 5]
  await history.pass(12 * day) // those who proposed in the script may again
  const end = (await history.now()) + 20 * day
  const admit = (place: number) =>
    history.toAction('membership', 'admit', accounts[place]!.address, place % 3, place % 4 === 0 ? end + place : 0)
  const places = [...accounts.keys()].filter((place) => ![5, 6].includes(place)).slice(0, 32)
  const many = await history.propose(11, places.map(admit), '# Everybody again')
  await history.pass(day)
  await history.decide(many, quorum)
  await history.execute(1, many)
  // One who voted, and one who delegated to somebody else.
  for (const place of [5, 6]) await history.act(place, 'membership', 'leave', BigInt(place + 1))
  await history.pass(20 * day)
  const { seats } = await readSeats(history)
  const overdue = seats.filter(({ expiry, status }) => status === 'current' && expiry !== null && expiry < BigInt(end))
  expect(overdue.length).toBeGreaterThan(1)
  const ofObservers = overdue.filter(({ collection }) => collection === 'observers')
  const ofMembers = overdue.filter(({ collection }) => collection === 'membership')
  const numbers = (from: Seat[]) => from.map(({ number }) => number)
  await history.act(24, 'membership', 'sweep', numbers(ofMembers).slice(1))
  if (ofObservers.length > 1) await history.act(24, 'observers', 'sweep', numbers(ofObservers).slice(1))
}

async function readSeats({ rpcUrl, deployment }: History) {
  const reader = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [rpcUrl], subgraph: null, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin },
  })
  const { number } = await getHead(reader)
  const contracts = { ...deployment, startBlock: BigInt(deployment.startBlock), grace: BigInt(deployment.grace) }
  return chainSeats.listSeats(reader, contracts, number)
}

const keyOf: Record<SeatSort, (seat: MemberSeat) => unknown> = {
  number: formatSeatName,
  newest: ({ since }) => since,
  end: ({ expiry }) => expiry,
  votes: ({ votes }) => votes,
  ballots: ({ ballotCount }) => ballotCount,
}

/** All pages, one after another. */
async function readAll(query: SeatQuery, read: (query: SeatQuery) => Promise<Page<MemberSeat>> | Page<MemberSeat>) {
  const pages: Page<MemberSeat>[] = []
  for (let page = 0; pages.at(-1)?.hasMore ?? true; page++) pages.push(await read({ ...query, page }))
  return { items: pages.flatMap(({ items }) => items), lengths: pages.map(({ items }) => items.length) }
}

/** The index keeps no zero bytes in a text, and of a reason its first 2,048 characters. */
function toIndexed<Value>(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('\0', '') as Value
  if (Array.isArray(value)) return value.map(toIndexed) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, each]) => {
    const kept: unknown = toIndexed(each)
    return [name, name === 'reason' ? truncate(kept as string, 2048) : kept]
  })
  return Object.fromEntries(entries) as Value
}

const byName = (a: Seat, b: Seat) => (formatSeatName(a) < formatSeatName(b) ? -1 : 1)

describe('the list of seats', () => {
  let seats: MemberSeat[]

  beforeAll(async () => {
    seats = await chainSeats.listMemberSeats(client, dao, head.number)
  })

  /** Of seats that the sort does not tell apart, each source has an order of its own. */
  async function compare(query: Omit<SeatQuery, 'page'>, now = head.time): Promise<number> {
    const whole = { ...query, page: 0 }
    const [indexed, real] = await Promise.all([
      readAll(whole, async (each) => (await indexSeats.listSeats(stack.subgraphUrl, dao.governor, each, now)).value),
      readAll(whole, (each) => selectSeats(seats, each, now)),
    ])
    const key = keyOf[query.sort]
    const what = JSON.stringify(query)
    expect({ what, pages: indexed.lengths }).toEqual({ what, pages: real.lengths })
    expect({ what, keys: indexed.items.map(key) }).toEqual({ what, keys: real.items.map(key) })
    expect({ what, seats: indexed.items.sort(byName) }).toEqual({ what, seats: real.items.sort(byName) })
    return real.items.length
  }

  it('has every kind of seat, in every standing, on more than one page', () => {
    expect(new Set(seats.map(({ kind }) => kind))).toEqual(new Set(seatKinds))
    for (const filter of seatFilters) {
      const { items } = selectSeats(seats, { search: '', kind: null, filter, sort: 'number', page: 0 }, head.time)
      expect(`${filter} ${items.length > 0}`).toBe(`${filter} true`)
    }
    expect(seats.length).toBeGreaterThan(50)
    // Somebody who voted and holds nothing any more.
    expect(seats.some(({ status, ballotCount }) => status === 'ended' && ballotCount > 0)).toBe(true)
  })

  it.each(seatSorts)('by %s, under each filter, of each kind', async (sort) => {
    for (const filter of seatFilters) {
      for (const kind of [null, ...seatKinds]) await compare({ search: '', kind, filter, sort })
    }
  })

  it('in the last second of a term, and in the next one', async () => {
    const ends = seats.flatMap(({ expiry }) => expiry ?? [])
    const end = ends.sort((a, b) => (a < b ? -1 : 1)).at(-1)!
    for (const filter of ['current', 'overdue'] as const) {
      const query = { search: '', kind: null, filter, sort: 'end' } as const
      const counts = [await compare(query, end), await compare(query, (end + 1n) as Timepoint)]
      expect(counts[0]! - counts[1]!).not.toBe(0)
    }
  })

  it('what somebody searches for: a number, an account, any part of one', async () => {
    const [some, other] = [accounts[1]!.address, accounts[27]!.address]
    const parts = [1, 2, 3, 4, 5, 8, 17].flatMap((length) =>
      [2, 3, 7, 42 - length].map((from) => other.slice(from, from + length)),
    )
    const texts = ['1', '#2', 'o1', '99', 'o99', some, some.slice(2), other.toLowerCase(), some.slice(0, 7), 'x', '0xg']
    const found = new Map<string, number>()
    for (const search of [...texts, ...parts]) {
      for (const sort of ['number', 'end', 'votes'] as const) {
        for (const filter of ['present', 'current', 'all'] as const) {
          found.set(search, await compare({ search, kind: null, filter, sort }))
        }
      }
    }
    expect(found.get(other.toLowerCase())).toBeGreaterThan(0)
    expect(found.get('1')).toBe(2)
    expect([found.get('x'), found.get('99')]).toEqual([0, 0])
    for (const part of parts.filter((text) => text.length > 4))
      expect(`${part} ${found.get(part)! > 0}`).toBe(`${part} true`)
  })

  it('those that end before a time', async () => {
    const { seats } = await chainSeats.listSeats(client, dao, head.number)
    const ends = seats.flatMap(({ status, expiry }) => (status === 'current' && expiry !== null ? [expiry] : []))
    // Before each end, and a second later; before none of them, and after all.
    const times = new Set([head.time, ...ends, ...ends.map((end) => (end + 1n) as Timepoint)])
    for (const before of times) {
      const { value } = await indexSeats.listEnding(stack.subgraphUrl, dao.governor, before)
      const real = seats.filter((seat) => getStanding(seat, before) === 'overdue')
      expect(value.map(({ expiry }) => expiry)).toEqual(
        real.map(({ expiry }) => expiry).sort((a, b) => (a! < b! ? -1 : 1)),
      )
      expect(value.sort(byName)).toEqual(real.sort(byName))
    }
  })
})

describe('the page of a member', () => {
  const sort = <Item>(items: readonly Item[], key: (item: Item) => string) =>
    [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))

  /** Without what is in an order of its own. */
  function normalise(profile: MemberProfile) {
    return {
      ...profile,
      seats: sort(profile.seats, formatSeatName),
      delegators: { ...profile.delegators, items: sort(profile.delegators.items, String) },
      ballots: { ...profile.ballots, items: sort(profile.ballots.items, ({ proposal }) => String(proposal.number)) },
      payments: {
        ...profile.payments,
        items: sort(profile.payments.items, ({ block, logIndex }) => `${block} ${logIndex}`),
      },
      events: sort(profile.events, formatSeatName),
    }
  }

  it('is the same for everybody', async () => {
    const tokens = await listAssets(client, coin, dao, named)
    const held: Address[] = [...accounts.map(({ address }) => address), dao.treasury]
    const profiles: MemberProfile[] = []
    for (const account of held) {
      const { value } = await indexProfile.getMemberProfile(stack.subgraphUrl, dao.governor, account, 200)
      const real = await chainProfile.getMemberProfile(client, dao, tokens, account, 200, head.number)
      expect.soft(normalise(value)).toEqual(normalise(toIndexed(real)))
      profiles.push(real)
    }
    const some = (has: (profile: MemberProfile) => boolean) => profiles.filter(has).length
    expect(some(({ seats }) => seats.length > 1)).toBeGreaterThan(0)
    expect(some(({ delegators }) => delegators.items.length > 0)).toBeGreaterThan(0)
    expect(some(({ payments }) => payments.items.length > 0)).toBeGreaterThan(0)
    expect(some(({ proposals }) => proposals.items.length > 1)).toBeGreaterThan(0)
    // Somebody who delegates and holds nothing.
    expect(
      some(({ seats, delegate }) => seats.every(({ status }) => status !== 'current') && delegate !== null),
    ).toBeGreaterThan(0)
  })

  it.each([1, 2, 3])('has the same first %i of each list, whoever is asked', async (count) => {
    const tokens = await listAssets(client, coin, dao, named)
    for (const { address } of accounts.slice(0, 8)) {
      const { value } = await indexProfile.getMemberProfile(stack.subgraphUrl, dao.governor, address, count)
      const real = await chainProfile.getMemberProfile(client, dao, tokens, address, count, head.number)
      expect(value.proposals).toEqual(toIndexed(real.proposals))
      expect(value.payments).toEqual(real.payments)
      expect(value.ballots).toEqual(toIndexed(real.ballots))
      expect(value.delegators.items).toHaveLength(real.delegators.items.length)
      expect(value.delegators.hasMore).toBe(real.delegators.hasMore)
    }
  })
})

describe('the list of those who cast votes', () => {
  it('is the same, the strongest first', async () => {
    const { value } = await indexDelegates.listDelegates(stack.subgraphUrl, dao.governor)
    const real = listDelegates(await listMembers(client, dao, head.number))
    expect(value.map(({ votes }) => votes)).toEqual(real.map(({ votes }) => votes))
    const byAccount = (a: { account: Address }, b: { account: Address }) => (a.account < b.account ? -1 : 1)
    expect([...value].sort(byAccount)).toEqual([...real].sort(byAccount))
    expect(real.some(({ own, votes }) => own === 0 && votes > 0n)).toBe(true)
    expect(real.some(({ own, votes }) => own > 0 && BigInt(own) < votes)).toBe(true)
  })
})
