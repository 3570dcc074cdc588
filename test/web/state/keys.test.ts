import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Configuration } from '../../../web/src/domain/configuration'
import { emptyDraft } from '../../../web/src/domain/draft'
import { isOfDao, type JournalEntry } from '../../../web/src/domain/journal'
import { formatRoute } from '../../../web/src/domain/route'
import { App } from '../../../web/src/state/app.svelte'
import { getAddressBook } from '../../../web/src/state/addressBook.svelte'
import { DraftStore } from '../../../web/src/state/draft.svelte'
import { Head } from '../../../web/src/state/head.svelte'

const one = { chainId: 1, governor: '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0' } as const
const two = { chainId: 1, governor: '0x48B4c3F4820380109c2101C013981b8d733eFc7E' } as const
const elsewhere = { ...one, chainId: 2 }
const all = [one, two, elsewhere]

/** What is the reader's own, whichever DAO is open. */
const ofTheReader = ['language', 'theme', 'wallet', 'alarmShare', 'journal', 'visited', 'brought']

/** Every name under which something is kept on the device, as the source writes it. */
function listKeys(): { file: string; key: string }[] {
  return readdirSync('web/src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !file.startsWith('generated'))
    .flatMap((file) => {
      const text = readFileSync(`web/src/${file}`, 'utf8')
      if (!/(read|write)Setting\(/.test(text) || file === 'state/settings.ts') return []
      const literal = [...text.matchAll(/(?:read|write)Setting\(\s*'(\w+)'/g)]
      // What the state of a DAO keeps is in memory; `althing:` is how a browser tells of a change.
      const written = [...text.matchAll(/(?<!(?:ask|keep|askPaged|#keep)\()`(?!althing:)([a-zA-Z]+:\$\{[^`\n]*)`/g)]
      return [...literal, ...written].map(([, key]) => ({ file, key: key! }))
    })
}

describe('what is kept on the device', () => {
  beforeEach(() => localStorage.clear())

  it('names the chain and the governor, where it is not the reader’s own', () => {
    const keys = listKeys()
    expect(keys.length).toBeGreaterThan(20)
    const wrong = keys.filter(({ key }) => {
      if (ofTheReader.includes(key)) return false
      // A store is given the DAO's name; those beside it put chain and governor together themselves.
      // What is to become a DAO has a chain and no governor yet.
      if (key === 'founding:${chainId}') return false
      return !/chainId\}:\$\{(dao\.name\.)?governor\}|nameDao\(/.test(key) && !/\$\{dao\}/.test(key)
    })
    expect(wrong).toEqual([])
  })

  it('drafts of one DAO are not another’s, on this chain or another', () => {
    const nameOf = ({ chainId, governor }: typeof one | typeof two) => `${chainId}:${governor}`
    for (const [index, dao] of all.entries()) {
      new DraftStore(nameOf(dao as typeof one)).write({ ...emptyDraft, summary: `draft ${index}` })
    }
    const read = all.map((dao) => new DraftStore(nameOf(dao as typeof one)).draft.summary)
    expect(read).toEqual(['draft 0', 'draft 1', 'draft 2'])
  })

  it('names of one DAO’s address book are not another’s', () => {
    getAddressBook(one).write([{ account: two.governor, name: 'Mill', note: '' } as never])
    expect(getAddressBook(two).entries).toEqual([])
    expect(getAddressBook(elsewhere).entries).toEqual([])
    expect(getAddressBook(one).entries).toHaveLength(1)
  })

  it('an entry of the journal is of the DAO that it was sent for', () => {
    const entry = { chainId: 1, governor: one.governor.toLowerCase() } as unknown as JournalEntry
    expect(all.map((dao) => isOfDao(entry, dao))).toEqual([true, false, false])
    const { governor: _, ...older } = entry
    expect(all.map((dao) => isOfDao(older as JournalEntry, dao))).toEqual([true, true, false])
  })
})

describe('the DAO that an address names', () => {
  const chain = { name: 'One', rpcs: ['http://127.0.0.1:1'], subgraph: null, gateways: [], ipfsApi: null } as const
  const configuration: Configuration = {
    chains: [
      { ...chain, id: 1, explorer: null, coin: { symbol: 'ETH', decimals: 18 } },
      { ...chain, id: 2, name: 'Two', explorer: null, coin: null },
    ],
    home: { chain: 1, governor: one.governor },
  }
  const go = (app: App, dao: { chainId: number; governor: string }) =>
    app.follow(formatRoute({ page: 'treasury', dao: dao as typeof one }))
  afterEach(() => vi.restoreAllMocks())

  it('is one DAO, however its address is written, and each has its own state', () => {
    const app = new App(configuration)
    go(app, one)
    const first = app.dao
    expect(first!.name).toEqual(one)
    go(app, { ...one, governor: one.governor.toLowerCase() })
    expect(app.dao).toBe(first)
    go(app, two)
    expect(app.dao).not.toBe(first)
    go(app, elsewhere)
    expect(app.dao!.chain.name).toBe('Two')
    expect(app.dao!.client).not.toBe(first!.client)
    go(app, one)
    expect(app.dao).toBe(first)
    app.dao!.head.stop()
  })

  it('asks for blocks only of the DAO that is open', () => {
    const app = new App(configuration)
    const start = vi.spyOn(Head.prototype, 'start')
    const stop = vi.spyOn(Head.prototype, 'stop')
    go(app, one)
    const first = app.dao!.head
    go(app, two)
    expect(stop.mock.contexts).toEqual([first])
    app.follow(formatRoute({ page: 'guide', guide: 'member' }))
    expect(app.dao!.name).toEqual(two)
    expect(start.mock.contexts).toEqual([first, app.dao!.head])
    app.dao!.head.stop()
  })

  it('is none where the configuration does not know the chain, and which is said', () => {
    const app = new App(configuration)
    go(app, { ...one, chainId: 5 })
    expect(app.dao).toBeNull()
    expect(app.foreignChain).toBe(5)
    go(app, one)
    expect(app.foreignChain).toBeNull()
    app.dao!.head.stop()
  })
})

describe('the newest block', () => {
  it('is asked for in one round, however often it is stopped and started', async () => {
    vi.useFakeTimers()
    let asked = 0
    const request = async ({ method }: { method: string }) => {
      if (method === 'eth_chainId') return '0x1'
      asked += 1
      return { number: '0x1', hash: `0x${'1'.repeat(64)}`, timestamp: '0x1', transactions: [] }
    }
    const { createClient, custom } = await import('viem')
    const { mainnet } = await import('viem/chains')
    const client = createClient({ chain: mainnet, transport: custom({ request }), cacheTime: 0 })
    const head = new Head(client as never, 1_000)
    for (let round = 0; round < 4; round += 1) {
      head.start()
      head.stop()
    }
    head.start()
    await vi.advanceTimersByTimeAsync(500)
    asked = 0
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).toBeGreaterThanOrEqual(4)
    expect(asked).toBeLessThanOrEqual(6)
    head.stop()
    asked = 0
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).toBe(0)
    vi.useRealTimers()
  })
})
