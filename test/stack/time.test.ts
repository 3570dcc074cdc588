import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { takeFreePorts, type Ports } from '../../scripts/stack/ports.js'
import { query } from '../../scripts/stack/rpc.js'
import { readIndexed } from '../../scripts/stack/indexer.js'
import { connectChain, getAccount, step } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import {
  carryOut,
  castVote,
  countSeats,
  day,
  hasVoted,
  proposeAdmission,
  readState,
  type Proposal,
} from '../support/governance.js'
import { listFamily } from '../support/list-listening.js'
import { makeFolder, runStart, type Run } from '../support/run-start.js'
import { readDeployment } from '../../scripts/generate.js'

type Block = { header: { timestamp: string } }

const candidate = getAccount(29).address
const deployment = readDeployment(31337)
let folder: string | undefined
let running: { stop: () => Promise<unknown> } | undefined

afterEach(async () => {
  await running?.stop()
  running = undefined
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** Ten days of a young DAO, and a proposal that is open and has a vote. */
async function live(rpcUrl: string): Promise<{ proposal: Proposal; time: bigint }> {
  const connection = connectChain(rpcUrl)
  await step(connection, 10 * day)
  const proposal = await proposeAdmission(connection, deployment, 0, candidate)
  await step(connection, day + 60)
  await castVote(connection, deployment, 1, proposal.id)
  const { timestamp } = await connection.reader.getBlock()
  return { proposal, time: timestamp }
}

/** No block is earlier than the one before it. */
async function expectTimesIncrease(rpcUrl: string) {
  const { reader } = connectChain(rpcUrl)
  const newest = await reader.getBlockNumber()
  let before = -1n
  for (let number = 0n; number <= newest; number++) {
    const { timestamp } = await reader.getBlock({ blockNumber: number })
    expect(timestamp).toBeGreaterThanOrEqual(before)
    before = timestamp
  }
}

/** The vote is there, the proposal is open, it can be carried to its end, and the index follows. */
async function expectLifeGoesOn(
  rpcUrl: string,
  subgraphUrl: string,
  { proposal, time }: { proposal: Proposal; time: bigint },
) {
  const connection = connectChain(rpcUrl)
  const { timestamp } = await connection.reader.getBlock()
  expect(timestamp).toBeGreaterThan(time)
  expect(Number(timestamp - time), 'time stood still while the system was stopped').toBeLessThan(day / 2)
  expect(await hasVoted(connection, deployment, proposal.id, 1)).toBe(true)
  expect(await readState(connection, deployment, proposal.id)).toBe('Active')
  for (const voter of [2, 3, 4, 5]) await castVote(connection, deployment, voter, proposal.id)
  await step(connection, 5 * day)
  expect(await readState(connection, deployment, proposal.id)).toBe('Succeeded')
  await carryOut(connection, deployment, 'queue', proposal)
  await step(connection, 2 * day + 60)
  await carryOut(connection, deployment, 'execute', proposal)
  expect(await countSeats(connection, deployment, candidate)).toBe(1n)
  await expectTimesIncrease(rpcUrl)
  await eventually(async () => {
    const { seats } = await query<{ seats: object[] }>(subgraphUrl, '{ seats(first: 100) { id } }')
    expect(seats).toHaveLength(21)
  })
}

describe('chain time stands still while the system is stopped and never goes back', () => {
  test('stop, start', async () => {
    folder = makeFolder()
    const first = await startStack({ dataDir: folder })
    running = first
    const before = await live(first.rpcUrl)
    await first.stop()
    const second = await startStack({ dataDir: folder })
    running = second
    expect(second.genesisHash).toBe(first.genesisHash)
    await expectLifeGoesOn(second.rpcUrl, second.subgraphUrl, before)
  })

  test('SIGKILL of the supervisor, start', async () => {
    folder = makeFolder()
    const ports: Ports = await takeFreePorts()
    const rpcUrl = `http://127.0.0.1:${ports.rpc}`
    const run = runStart(folder, ports, ['--no-seed', '--no-client'])
    running = stopper(run)
    await run.ready
    const before = await live(rpcUrl)
    await mineSome(rpcUrl, 4n)
    const family = listFamily(run.pid)
    run.kill('SIGKILL')
    await run.exited
    const again = runStart(folder, ports, ['--no-seed', '--no-client'])
    running = stopper(again)
    await again.ready
    for (const pid of family) expect(() => process.kill(pid, 0), 'nothing of the first start is left').toThrow('ESRCH')
    await expectLifeGoesOn(rpcUrl, `http://127.0.0.1:${ports.graphql}/subgraphs/name/althing`, before)
  })

  test('SIGKILL of the chain: it comes back by itself, with time and votes', async () => {
    const stack = await startStack()
    running = stack
    const before = await live(stack.rpcUrl)
    await mineSome(stack.rpcUrl, 4n)
    await killAndWait(stack)
    await expectLifeGoesOn(stack.rpcUrl, stack.subgraphUrl, before)
  })
})

test('with live time the chain follows the wall clock, and never goes back either', async () => {
  folder = makeFolder()
  const first = await startStack({ dataDir: folder })
  running = first
  const { timestamp } = await connectChain(first.rpcUrl).reader.getBlock()
  const genesisAge = Date.now() / 1000 - Number(timestamp)
  expect(genesisAge, 'a new chain begins four hundred days ago').toBeGreaterThan(399 * day)
  await first.stop()
  const second = await startStack({ dataDir: folder, liveTime: true })
  running = second
  const { reader } = connectChain(second.rpcUrl)
  expect(Math.abs(Date.now() / 1000 - Number((await reader.getBlock()).timestamp))).toBeLessThan(day / 24)
  await step(connectChain(second.rpcUrl), 10 * day)
  const ahead = (await reader.getBlock()).timestamp
  await second.stop()
  const third = await startStack({ dataDir: folder, liveTime: true })
  running = third
  expect((await connectChain(third.rpcUrl).reader.getBlock()).timestamp).toBeGreaterThan(ahead)
  await expectTimesIncrease(third.rpcUrl)
})

test('the first block stays the first, however often it starts', async () => {
  folder = makeFolder()
  const state = join(folder, 'chain/state.json.gz')
  const genesis: string[] = []
  for (let start = 0; start < 3; start++) {
    const stack = await startStack({ dataDir: folder })
    running = stack
    genesis.push(stack.genesisHash)
    await expectTimesIncrease(stack.rpcUrl)
    await stack.stop()
    // anvil keeps its blocks in no order: here with the newest first block last, which is the one that would be taken.
    const kept = JSON.parse(gunzipSync(readFileSync(state)).toString())
    kept.blocks.sort((a: Block, b: Block) => Number(a.header.timestamp) - Number(b.header.timestamp))
    writeFileSync(state, gzipSync(JSON.stringify(kept)))
  }
  expect(new Set(genesis).size).toBe(1)
})

test('blocks that a kill takes away are indexed again, and it says how many were lost', async () => {
  folder = makeFolder()
  const state = join(folder, 'chain/state.json.gz')
  const first = await startStack({ dataDir: folder })
  running = first
  await first.stop()
  copyFileSync(state, `${state}.early`)
  const second = await startStack({ dataDir: folder })
  running = second
  for (let index = 0; index < 30; index++) await step(connectChain(second.rpcUrl), day)
  const { number, timestamp } = await connectChain(second.rpcUrl).reader.getBlock()
  await eventually(async () =>
    expect((await readIndexed(second.subgraphUrl)).number).toBeGreaterThanOrEqual(Number(number)),
  )
  await second.stop()
  // What a kill leaves when nothing was saved for thirty blocks.
  renameSync(`${state}.early`, state)
  const third = await startStack({ dataDir: folder })
  running = third
  expect(third.lines.join('\n')).toMatch(/index: [3-9]\d blocks were lost/)
  const { reader } = connectChain(third.rpcUrl)
  expect((await reader.getBlock()).timestamp).toBeGreaterThan(timestamp)
  const indexed = await readIndexed(third.subgraphUrl)
  expect(indexed.hash).toBe((await reader.getBlock({ blockNumber: BigInt(indexed.number) })).hash)
  await expectTimesIncrease(third.rpcUrl)
})

async function killAndWait(stack: Stack) {
  const { pid } = stack.parts.chain
  stack.parts.chain.kill('SIGKILL')
  await eventually(async () => expect(stack.parts.chain.pid).not.toBe(pid))
  await eventually(async () => expect(stack.lines.filter((line) => line.startsWith('chain: ready'))).toHaveLength(2))
}

/** What was done is in the saved state once a few blocks have been mined on top of it. */
async function mineSome(rpcUrl: string, count: bigint) {
  const { reader } = connectChain(rpcUrl)
  const from = await reader.getBlockNumber()
  await eventually(async () => expect(await reader.getBlockNumber()).toBeGreaterThanOrEqual(from + count))
}

function stopper(run: Run) {
  return {
    stop: () => {
      run.kill('SIGTERM')
      return run.exited
    },
  }
}
