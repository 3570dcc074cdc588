import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { addFile } from '../../scripts/stack/ipfs.js'
import { callRpc, query } from '../../scripts/stack/rpc.js'
import type { PartName } from '../../scripts/stack/supervisor.js'
import { multicall3Address } from '../../scripts/stack/multicall3.js'
import { connectChain, getAccount, send } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { isRunning } from '../support/is-running.js'

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ client: true })
})
afterAll(() => stack?.stop())

/** What a reader of the stack would notice: blocks, an index that follows them, documents. */
async function expectAlive(marker: string) {
  const connection = connectChain(stack.rpcUrl)
  const { reader } = connection
  const from = await reader.getBlockNumber()
  await send(connection, 0, { to: stack.deployment.treasury, value: 1n })
  const to = await reader.getBlockNumber()
  expect(to).toBeGreaterThan(from)
  await eventually(async () => {
    const { _meta } = await query<{ _meta: { block: { number: number }; hasIndexingErrors: boolean } }>(
      stack.subgraphUrl,
      '{ _meta { block { number } hasIndexingErrors } }',
    )
    expect(_meta.block.number).toBeGreaterThanOrEqual(Number(to))
    expect(_meta.hasIndexingErrors).toBe(false)
  })
  expect(await (await fetch(stack.clientUrl)).text()).toContain('<title>Althing</title>')
  const cid = await addFile(stack.ipfsApi, new TextEncoder().encode(marker))
  expect(await (await fetch(`${stack.gateway}/ipfs/${cid}`)).text()).toBe(marker)
}

/** The process that was started last for a part, as the ledger says; it may not be ready yet. */
async function readPid(name: PartName): Promise<number> {
  const entries = JSON.parse(readFileSync(join(stack.dataDir, 'processes.json'), 'utf8')) as {
    name: string
    pid: number
  }[]
  const pid = entries.find((entry) => entry.name === name)?.pid
  expect(pid).toBeDefined()
  return pid!
}

const expectRunningAgain = (names: readonly PartName[], said: number) =>
  eventually(async () => {
    const lines = stack.lines.slice(said).join('\n')
    for (const name of names) expect(lines).toContain(`${name}: ready, running again`)
  })

test('the whole of it works', () => expectAlive('at first'))

describe('a part that is killed comes back by itself, and the supervisor says so', () => {
  test.each<PartName>(['chain', 'database', 'ipfs', 'index', 'client'])('%s', async (name) => {
    const { pid } = stack.parts[name]
    const said = stack.lines.length
    stack.parts[name].kill('SIGKILL')
    await eventually(async () => {
      expect(isRunning(pid)).toBe(false)
      expect(stack.lines.slice(said).join('\n')).toContain(`${name}: ready, running again`)
    })
    expect(stack.lines.slice(said).join('\n')).toMatch(
      new RegExp(`${name}: ended with SIGKILL; starting it again in [\\d.]+ s`),
    )
    expect(stack.parts[name].pid).not.toBe(pid)
    await expectAlive(`after ${name}`)
  })
})

test.each<PartName[]>([
  ['chain', 'index'],
  ['index', 'ipfs', 'database', 'chain'],
])('%s and %s, killed together with what else is named, all come back', async (...names) => {
  const said = stack.lines.length
  for (const name of names) stack.parts[name].kill('SIGKILL')
  await expectRunningAgain(names, said)
  await expectAlive(`after ${names.join()}`)
})

test('a chain that is killed while the index starts comes back before it', async () => {
  const said = stack.lines.length
  const before = stack.parts.index.pid
  stack.parts.index.kill('SIGKILL')
  await eventually(async () => expect(await readPid('index')).not.toBe(before))
  expect(stack.parts.index.pid).toBe(before) // It runs, and is not yet the part.
  stack.parts.chain.kill('SIGKILL')
  await expectRunningAgain(['index', 'chain'], said)
  expect(stack.lines.slice(said).join('\n')).toContain('The chain ended with SIGKILL meanwhile.')
  await expectAlive('after a chain that was missed')
})

test('a chain that is killed again while the index is made anew comes back, and the index with it', async () => {
  const said = stack.lines.length
  for (let count = 1; count <= 3; count += 1) {
    await eventually(async () => {
      stack.parts.chain.kill('SIGKILL') // Nothing, while it is not back yet.
      const ends = stack.lines.slice(said).filter((line) => line.startsWith('chain: ended'))
      expect(ends.length).toBeGreaterThanOrEqual(count)
    })
    // The index begins anew where the kill took a block; the next one comes into the midst of that.
    await setTimeout(3_000)
  }
  const lastEnd = stack.lines.findLastIndex((line) => line.startsWith('chain: ended'))
  await expectRunningAgain(['chain'], lastEnd)
  await expectAlive('after three kills')
})

test('an index that ends while it starts is started once more', async () => {
  const said = stack.lines.length
  const before = await readPid('index')
  stack.parts.index.kill('SIGKILL')
  await eventually(async () => expect(await readPid('index')).not.toBe(before))
  process.kill(await readPid('index'), 'SIGKILL')
  await expectRunningAgain(['index'], said)
  const told = stack.lines.slice(said).filter((line) => line.startsWith('index:'))
  expect(told).toEqual([expect.stringContaining('ended with SIGKILL'), expect.stringContaining('ready, running again')])
  await expectAlive('after an index that ended as it started')
})

test('a database begins once what the killed one had started is gone', async () => {
  const said = stack.lines.length
  const { pid } = stack.parts.database
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  // It still holds the shared memory.
  process.kill(Number(child), 'SIGSTOP')
  stack.parts.database.kill('SIGKILL')
  await eventually(async () => {
    expect(readFileSync(join(stack.dataDir, 'logs/database.log'), 'utf8')).toContain('pre-existing shared memory block')
  })
  process.kill(Number(child), 'SIGCONT')
  await expectRunningAgain(['database'], said)
  await expectAlive('after a database that was occupied')
})

test('Multicall3 stands at its usual address and answers', async () => {
  const { reader } = connectChain(stack.rpcUrl)
  const getEthBalance = {
    address: multicall3Address,
    abi: [
      {
        type: 'function',
        name: 'getEthBalance',
        stateMutability: 'view',
        inputs: [{ type: 'address', name: 'addr' }],
        outputs: [{ type: 'uint256', name: 'balance' }],
      },
    ],
    functionName: 'getEthBalance',
  } as const
  const accounts = [1, 2, 3].map((index) => getAccount(index).address)
  const balances = await reader.multicall({
    multicallAddress: multicall3Address,
    allowFailure: false,
    contracts: accounts.map((account) => ({ ...getEthBalance, args: [account] as const })),
  })
  expect(balances).toEqual(await Promise.all(accounts.map((address) => reader.getBalance({ address }))))
})

test('the chain says what a main network says', async () => {
  const block = await callRpc<{ gasLimit: string }>(stack.rpcUrl, 'eth_getBlockByNumber', ['latest', false])
  expect(Number(block.gasLimit)).toBe(30_000_000)
  expect((await callRpc<string[]>(stack.rpcUrl, 'eth_accounts')).length).toBeGreaterThanOrEqual(24)
})
