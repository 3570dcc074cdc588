import { parseEther, zeroAddress } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { getHead } from '../../web/src/data/chain/getHead.js'
import { listAssets } from '../../web/src/data/chain/listAssets.js'
import { listBalances } from '../../web/src/data/chain/listBalances.js'
import { listFlows } from '../../web/src/data/chain/listFlows.js'
import * as chainPayees from '../../web/src/data/chain/listKnownPayees.js'
import * as chainObligations from '../../web/src/data/chain/listObligations.js'
import * as indexPayees from '../../web/src/data/subgraph/listKnownPayees.js'
import { listLedger } from '../../web/src/data/subgraph/listLedger.js'
import * as indexObligations from '../../web/src/data/subgraph/listObligations.js'
import { listProposals } from '../../web/src/data/subgraph/listProposals.js'
import { listSeries } from '../../web/src/data/subgraph/listSeries.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { leftOf } from '../../web/src/domain/commitment.js'
import type { Obligations } from '../../web/src/domain/envelope.js'
import { reconcile } from '../../web/src/domain/reconciliation.js'
import { computeSeries } from '../../web/src/domain/series.js'
import type { Asset } from '../../web/src/domain/treasury.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { connectChain } from '../support/chain.js'
import { eventually } from '../support/eventually.js'

const coin = { symbol: 'ETH', decimals: 18 }
let stack: Stack
let client: ChainClient
let dao: DaoContracts
let head: Awaited<ReturnType<typeof getHead>>
let assets: readonly Asset[]

beforeAll(async () => {
  stack = await startStack({ seed: true, client: false })
  const { deployment } = stack
  dao = { ...deployment, startBlock: BigInt(deployment.startBlock), grace: BigInt(deployment.grace) }
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [stack.rpcUrl], subgraph: stack.subgraphUrl, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin },
  })
  await look()
})
afterAll(() => stack?.stop())

/** Waits until the index has what the chain has. */
async function look() {
  head = await getHead(client)
  await eventually(async () => {
    const { at } = await listProposals(stack.subgraphUrl, dao.governor, 1)
    expect(at.number).toBeGreaterThanOrEqual(head.number)
  })
  assets = await listAssets(client, coin, dao, [])
}

const byId = (obligations: Obligations) => ({
  ...obligations,
  operations: [...obligations.operations].sort((a, b) => (a.id < b.id ? -1 : 1)),
})
const tokens = () => assets.map(({ token }) => token)

it('what the treasury is bound to is the same from the index and the chain, and what its contract says', async () => {
  const chain = await chainObligations.listObligations(client, dao, head.number)
  const index = await indexObligations.listObligations(stack.subgraphUrl, dao.governor)
  expect(byId(index.value!)).toEqual(byId(chain))
  expect(chain.envelopes.length).toBeGreaterThan(0)
  const contract = { address: dao.treasury, abi: treasuryAbi } as const
  const { reader } = connectChain(stack.rpcUrl)
  const count = await reader.readContract({ ...contract, functionName: 'envelopeCount' })
  expect(chain.envelopes.map(({ number }) => number)).toEqual(
    Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1)),
  )
  for (const envelope of chain.envelopes) {
    const record = await reader.readContract({ ...contract, functionName: 'getEnvelope', args: [envelope.number] })
    expect(record).toMatchObject({
      ...{ module: envelope.module, asset: envelope.token ?? zeroAddress, total: envelope.total, cap: envelope.cap },
      ...{ drawn: envelope.drawn, revoked: envelope.revokedAt !== null, end: Number(envelope.end) },
    })
    expect(leftOf(envelope, head.time)).toBeLessThanOrEqual(record.total - record.drawn)
    expect(envelope.right, `envelope ${envelope.number}`).not.toBeNull()
  }
})

it('the ledger is the same from the index and the chain, page by page and as a whole', async () => {
  const chain = await listFlows(client, dao, assets, head.number)
  const counts: number[] = []
  const index = await listLedger(stack.subgraphUrl, dao, tokens(), -1n, (count) => counts.push(count))
  expect(index.value).toEqual(chain)
  expect(counts.at(-1)).toBe(chain.length)
  const kinds = new Set(chain.map(({ right }) => right?.kind))
  for (const kind of ['budget', 'grant', 'payout', 'distribution', 'standing', undefined] as const)
    expect(kinds).toContain(kind)
  expect(chain.some(({ cid }) => cid !== null)).toBe(true)
  expect(chain.every(({ direction, operation }) => direction === 'in' || operation !== null)).toBe(true)
  // However many a page has: each is of the block of the first.
  for (const size of [1, 7, chain.length, chain.length + 1]) {
    const pages: number[] = []
    const { value, at } = await listLedger(stack.subgraphUrl, dao, tokens(), -1n, (count) => pages.push(count), size)
    expect(value).toEqual(chain)
    expect(at.number).toBeGreaterThanOrEqual(head.number)
    expect(pages).toHaveLength(Math.floor(chain.length / size) + 1)
  }
  // What was read before need not be read again.
  const middle = chain[Math.floor(chain.length / 2)]!.block
  const later = await listLedger(stack.subgraphUrl, dao, tokens(), middle, () => undefined)
  expect(later.value).toEqual(chain.filter(({ block }) => block > middle))
  const one = await listLedger(stack.subgraphUrl, dao, [null], -1n, () => undefined)
  expect(one.value).toEqual(chain.filter(({ token }) => token === null))
})

it('the daily series of the index are what the movements sum to', async () => {
  const { value } = await listSeries(stack.subgraphUrl, dao, tokens())
  expect(value).toEqual(computeSeries(await listFlows(client, dao, assets, head.number)))
  expect(value!.spending.length).toBeGreaterThan(0)
})

it('the books are equal to the chain, and coin that came without an event is shown as such', async () => {
  const compare = async () => {
    const { value: flows, at } = await listLedger(stack.subgraphUrl, dao, tokens(), -1n, () => undefined)
    const chain = await listFlows(client, dao, assets, at.number)
    return reconcile({ flows, block: at.number }, chain, await listBalances(client, dao.treasury, assets, at.number))
  }
  const before = await compare()
  expect(before).toMatchObject({ isEqual: true, differences: [] })
  expect(before.assets.map(({ silent }) => silent)).toEqual(before.assets.map(() => 0n))

  const { clock, reader } = connectChain(stack.rpcUrl)
  const forced = parseEther('0.25')
  const value = (await reader.getBalance({ address: dao.treasury })) + forced
  await clock.setBalance({ address: dao.treasury, value })
  await clock.mine({ blocks: 1 })
  await look()
  const after = await compare()
  expect(after).toMatchObject({ isEqual: true, differences: [] })
  expect(after.assets.find(({ asset }) => asset.kind === 'coin')).toMatchObject({ silent: forced, difference: 0n })
})

it('who was paid before is the same from the index and the chain', async () => {
  const flows = await listFlows(client, dao, assets, head.number)
  const strangers = Array.from({ length: 130 }, (_, index) => `0x${(index + 4096).toString(16).padStart(40, '0')}`)
  const accounts = [...new Set(flows.map(({ counterparty }): string => counterparty)), ...strangers]
  const chain = await chainPayees.listKnownPayees(client, dao, assets, accounts, head.number)
  const index = await indexPayees.listKnownPayees(stack.subgraphUrl, dao.governor, dao.assets, accounts)
  expect(index.value).toEqual(chain)
  expect(chain.size).toBeGreaterThan(5)
  expect(chain.size).toBeLessThan(accounts.length - strangers.length)
})
