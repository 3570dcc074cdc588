import { encodeFunctionData, getAddress, type Address } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { listAssets } from '../../web/src/data/chain/listAssets.js'
import { listBalances } from '../../web/src/data/chain/listBalances.js'
import { listFlows } from '../../web/src/data/chain/listFlows.js'
import * as chainObligations from '../../web/src/data/chain/listObligations.js'
import { listLedger } from '../../web/src/data/subgraph/listLedger.js'
import * as indexObligations from '../../web/src/data/subgraph/listObligations.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { splitPieces } from '../../web/src/domain/pieces.js'
import { reconcile } from '../../web/src/domain/reconciliation.js'
import { erc1155Abi } from '../../web/src/generated/abi/tokens.js'
import { waitForIndex } from '../subgraph/find-disagreements.js'
import { accounts, History } from '../subgraph/history.js'

// Pieces of an ERC-1155 that came one by one and in a batch, and left by a decision, stand in the books id by id: the same
// from the index and from the chain, and equal to what the collection says.

const coin = { symbol: 'ETH', decimals: 18 }
const payee = accounts[30]!.address
let stack: Stack
let history: History
let client: ChainClient
let dao: DaoContracts
let tools: Address

beforeAll(async () => {
  stack = await startStack({ seed: false, client: false })
  const { deployment } = stack
  history = new History(stack.rpcUrl, deployment)
  await history.holdClock()
  dao = { ...deployment, startBlock: BigInt(deployment.startBlock), grace: BigInt(deployment.grace) }
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [stack.rpcUrl], subgraph: stack.subgraphUrl, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin },
  })
  await history.pass(3600)
  tools = getAddress(await history.deployArtifact('TestPieces', [3n, 100n]))
  const { treasury } = deployment
  const giver = accounts[0]!.address
  const one = [giver, treasury, 2n, 30n, '0x'] as const
  await history.send(0, tools, encodeFunctionData({ abi: erc1155Abi, functionName: 'safeTransferFrom', args: one }))
  const many = [giver, treasury, [1n, 2n, 1n, 3n], [5n, 10n, 7n, 0n], '0x'] as const
  await history.send(
    0,
    tools,
    encodeFunctionData({ abi: erc1155Abi, functionName: 'safeBatchTransferFrom', args: many }),
  )
  const away = [treasury, payee, [2n, 1n], [15n, 12n], '0x'] as const
  const data = encodeFunctionData({ abi: erc1155Abi, functionName: 'safeBatchTransferFrom', args: away })
  const decision = await history.propose(0, [{ target: tools, value: 0n, data }], '# Lend the tools')
  await history.decide(decision, [0, 1, 2, 3, 4, 5, 6, 7, 8])
  await history.execute(9, decision)
}, 300_000)
afterAll(() => stack?.stop(), 60_000)

it('are in the books id by id, the same from either, and equal to what the collection says', async () => {
  const { number } = await waitForIndex(history, stack)
  // The decision that moved them named the collection.
  const { tokens } = await chainObligations.listObligations(client, dao, number)
  expect(tokens).toEqual([tools])
  expect((await indexObligations.listObligations(stack.subgraphUrl, dao.governor)).value!.tokens).toEqual([tools])
  const assets = await listAssets(client, coin, { ...dao, assets: tokens }, [])
  const [, collection] = assets
  expect(collection).toMatchObject({ kind: 'erc1155', token: tools, decimals: 0, listed: true })
  expect(collection!.symbol).toBe(`${tools.slice(0, 6)}…${tools.slice(-4)}`)
  // Of a collection without ids nothing can be counted.
  expect((await listBalances(client, dao.treasury, assets)).map(({ asset }) => asset.kind)).toEqual(['coin'])

  const chain = await listFlows(client, dao, assets, number)
  const all = assets.map(({ token }) => token)
  const index = await listLedger(stack.subgraphUrl, dao, all, -1n, () => undefined)
  expect(index.value).toEqual(chain)
  const split = splitPieces(chain, assets)
  const pieces = split.flows.filter(({ token }) => token !== null)
  expect(
    pieces.map(({ direction, tokenId, amount, balance }) => [
      direction,
      Number(tokenId),
      Number(amount),
      Number(balance),
    ]),
  ).toEqual([
    ['out', 1, 12, 0],
    ['out', 2, 15, 25],
    ['in', 3, 0, 0],
    ['in', 1, 7, 12],
    ['in', 2, 10, 40],
    ['in', 1, 5, 5],
    ['in', 2, 30, 30],
  ])
  expect(pieces.map(({ proposal }) => proposal?.title)).toEqual([
    ...['Lend the tools', 'Lend the tools'],
    ...Array.from({ length: 5 }, () => undefined),
  ])
  expect(new Set(pieces.slice(0, 2).map(({ counterparty }) => counterparty))).toEqual(new Set([payee]))

  const balances = await listBalances(client, dao.treasury, split.assets, number)
  expect(balances.slice(1).map(({ asset, amount }) => [asset.tokenId, amount])).toEqual([
    [1n, 0n],
    [2n, 25n],
    [3n, 0n],
  ])
  const found = reconcile({ flows: splitPieces(index.value, assets).flows, block: number }, split.flows, balances)
  expect(found).toMatchObject({ isEqual: true, differences: [] })
  expect(found.assets.map(({ silent }) => silent)).toEqual([0n, 0n, 0n, 0n])
})
