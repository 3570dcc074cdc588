import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createPublicClient,
  createTestClient,
  encodeFunctionData,
  http,
  parseEther,
  walletActions,
  zeroAddress,
  type Address,
} from 'viem'
import { readArtifact } from '../../scripts/generate.js'
import { readParameters } from '../../scripts/deploy/parameters.js'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { checkDao } from '../../web/src/data/chain/checkDao.js'
import { findForeignCode } from '../../web/src/data/chain/findForeignCode.js'
import { encodeDao } from '../../web/src/domain/encodeDao.js'
import { listOwnDaos } from '../../web/src/data/subgraph/listOwnDaos.js'
import { factoryAbi } from '../../web/src/generated/abi/factory.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { erc20Abi } from '../../web/src/generated/abi/tokens.js'
import { getAccount } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { query } from './list-entities.js'

type Made = { governor: Address; treasury: Address; membership: Address }

/** One subgraph serves every DAO of a chain, and no fact of one is a fact of another. */
describe('a second DAO on the chain', () => {
  let system: Stack
  let second: Made
  const founder = getAccount(1)
  const dao = { ...encodeDao(readParameters('scripts/seed/lakeside.json')), name: 'Hillside', symbol: 'HILL' }

  const connect = (account = founder) =>
    createTestClient({ account, mode: 'anvil', transport: http(system.rpcUrl), cacheTime: 0 }).extend(walletActions)
  const send = async (to: Address, data: `0x${string}`, value = 0n) => {
    const hash = await connect().sendTransaction({ to, data, value, chain: null })
    const receipt = await waitForReceipt(client(), hash)
    expect(receipt.status).toBe('success')
    return receipt
  }
  const client = () => createPublicClient({ transport: http(system.rpcUrl), cacheTime: 0 })

  beforeAll(async () => {
    system = await startStack({ client: false })
    await send(system.deployment.factory, encodeFunctionData({ abi: factoryAbi, functionName: 'make', args: [dao] }))
  }, 300_000)

  afterAll(() => system?.stop(), 60_000)

  test('is told by the index with all its contracts, and with what its first transaction did', async () => {
    const text =
      '{ daos(orderBy: createdAtBlock) { name governor treasury membership creator seatCount charter { number } } }'
    type Row = Made & { name: string; creator: string; seatCount: number; charter: { number: string } | null }
    const rows = await eventually(async () => {
      const { daos } = await query<{ daos: Row[] }>(system.subgraphUrl, text)
      if (daos.length < 2) throw new Error('not yet')
      return daos
    })
    expect(rows.map(({ name }) => name)).toEqual(['Lakeside Commons', 'Hillside'])
    expect(rows[1]).toMatchObject({ creator: founder.address.toLowerCase(), seatCount: dao.founders.length })
    expect(rows[1]!.charter).toMatchObject({ number: '1' })
    second = rows[1]!
  }, 120_000)

  test('is found by who made it, and by who holds a seat in it', async () => {
    const names = (daos: readonly { name: string | null }[]) => daos.map(({ name }) => name).sort()
    const ask = async (account: string) => (await listOwnDaos(system.subgraphUrl, 31337, account)).value
    const maker = await ask(founder.address)
    expect(names(maker.made)).toEqual(['Hillside'])
    expect(names(maker.belong)).toEqual(['Hillside', 'Lakeside Commons'])
    expect(maker.made[0]!.governor.toLowerCase()).toBe(second.governor)
    expect(await ask(second.treasury)).toEqual({ belong: [], made: [] })
  })

  test('is what the factory makes, and so is the first', async () => {
    const head = await client().getBlockNumber()
    expect(await findForeignCode(client() as never, system.deployment.factory)).toBeNull()
    const [contracts, madeIn] = await client().readContract({
      ...{ address: system.deployment.factory, abi: factoryAbi, functionName: 'find', args: [second.governor] },
    })
    for (const each of [system.deployment, contracts]) {
      const checks = await checkDao(client() as never, each, 1n, head)
      expect(checks.filter(({ holds }) => !holds)).toEqual([])
      expect(new Set(checks.map(({ kind }) => kind))).toEqual(new Set(['code', 'reference', 'role']))
    }
    expect(madeIn).toBeGreaterThan(0n)
  })

  test('proposes, and its proposal is its own', async () => {
    await connect().increaseTime({ seconds: 60 })
    await connect().mine({ blocks: 1 })
    const args = [[zeroAddress], [1n], ['0x'], `# A gift\n\nSmall.\n\n#proposer=${founder.address}`] as const
    await send(second.governor, encodeFunctionData({ abi: governorAbi, functionName: 'propose', args }))
    const text = 'query ($dao: Bytes!) { proposals(where: { dao: $dao }) { title } }'
    await eventually(async () => {
      const { proposals } = await query<{ proposals: { title: string }[] }>(system.subgraphUrl, text, {
        dao: second.governor.toLowerCase(),
      })
      expect(proposals).toEqual([{ title: 'A gift' }])
    })
    const first = await query<{ proposals: unknown[] }>(system.subgraphUrl, text, {
      dao: system.deployment.governor.toLowerCase(),
    })
    expect(first.proposals).toEqual([])
  }, 120_000)

  test('what one treasury sends to the other is a movement of both, once each', async () => {
    // A token that nobody named: any contract may write such a log.
    const { abi, bytecode } = readArtifact('TestToken')
    const args = ['Shell', 'SHELL', 6, 1_000n]
    const hash = await connect().deployContract({ abi, bytecode: bytecode.object, args, chain: null } as never)
    const token = (await waitForReceipt(client(), hash)).contractAddress!
    const transfer = (to: Address, value: bigint) =>
      encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, value] })
    await send(token, transfer(system.deployment.treasury, 5n))
    const from = system.deployment.treasury
    await connect().impersonateAccount({ address: from })
    await connect().setBalance({ address: from, value: parseEther('1') })
    const paid = await connect().sendTransaction({
      ...{ account: from, to: token, data: transfer(second.treasury, 2n), chain: null },
    })
    await waitForReceipt(client(), paid)
    const text = `{ flows(where: { asset_: { token: "${token}" } }, orderBy: block) { direction amount dao { id } } }`
    await eventually(async () => {
      const { flows } = await query<{ flows: unknown[] }>(system.subgraphUrl, text)
      const [one, two] = [system.deployment.governor.toLowerCase(), second.governor.toLowerCase()]
      expect(flows).toHaveLength(3)
      expect(flows).toEqual(
        expect.arrayContaining([
          { direction: 'IN', amount: '5', dao: { id: one } },
          { direction: 'OUT', amount: '2', dao: { id: one } },
          { direction: 'IN', amount: '2', dao: { id: two } },
        ]),
      )
    })
  }, 120_000)
})
