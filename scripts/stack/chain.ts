import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findBinary } from '../find-binary.js'
import { accountCount, mnemonic } from './accounts.js'
import { stayLocal } from './loopback.js'
import { multicall3Address, multicall3Code } from './multicall3.js'
import { launch, type Process, type Surroundings } from './process.js'
import { callRpc } from './rpc.js'

export type Head = { number: number; timestamp: number; hash: string }

export type Chain = {
  process: Process
  rpcUrl: string
  genesisHash: string
  /** The newest block that survived the stop before this start, before anything new was mined. */
  restored: Head
  /** How many blocks were seen before a kill and are gone. */
  lostBlocks: number
}

const chainId = 31337
const daysBack = 400

/**
 * Starts anvil on the state of its data folder, not mining yet.
 *
 * Time is the chain's own: its genesis lies {@link daysBack} days before the first start, and a later start goes on with the
 * second after the newest one that anybody saw. With `liveTime` it goes on with the wall clock, and never goes back either.
 */
export async function startChain(
  surroundings: Surroundings,
  options: { port: number; liveTime: boolean; library: string | undefined },
): Promise<Chain> {
  const { state, backup } = paths(surroundings.dataDir)
  mkdirSync(dirname(state), { recursive: true })
  if (existsSync(state) && !isWhole(state)) {
    surroundings.log('chain', 'the state was cut off while it was written; going on from the copy before it')
    rmSync(state)
    if (existsSync(backup)) renameSync(backup, state)
  }
  const first = !existsSync(state)
  const args = ['--host', '127.0.0.1', '--port', String(options.port), '--chain-id', String(chainId)]
  args.push('--accounts', String(accountCount), '--mnemonic', mnemonic, '--balance', '10000')
  args.push('--gas-limit', '30000000', '--no-mining', '--state', state, '--state-interval', '2')
  if (first) args.push('--timestamp', String(Math.floor(Date.now() / 1000) - daysBack * 86_400))
  const process = await launch(surroundings, {
    name: 'chain',
    command: findBinary('anvil'),
    args,
    env: stayLocal(options.library, 15),
  })
  const rpcUrl = `http://127.0.0.1:${options.port}`
  await process.until(async () => ((await callRpc<string>(rpcUrl, 'eth_chainId')) === '0x7a69' ? true : undefined), 30)
  const restored = await readHead(rpcUrl)
  const seen = first ? restored : (readSeen(surroundings.dataDir) ?? restored)
  if (!first) {
    const next = Math.max(restored.timestamp, seen.timestamp) + 1
    const time = options.liveTime ? Math.max(next, Math.floor(Date.now() / 1000)) : next
    // anvil's own clock begins at the wall clock, whatever the state says.
    await callRpc(rpcUrl, 'evm_setTime', [time])
    await callRpc(rpcUrl, 'evm_setNextBlockTimestamp', [time])
    await callRpc(rpcUrl, 'evm_mine')
  }
  if ((await callRpc<string>(rpcUrl, 'eth_getCode', [multicall3Address, 'latest'])) === '0x') {
    await callRpc(rpcUrl, 'anvil_setCode', [multicall3Address, multicall3Code])
  }
  const genesis = await callRpc<{ hash: string }>(rpcUrl, 'eth_getBlockByNumber', ['0x0', false])
  return {
    process,
    rpcUrl,
    genesisHash: genesis.hash,
    restored,
    lostBlocks: Math.max(0, seen.number - restored.number),
  }
}

/** A block a second, or a block a transaction while the first blocks are made. */
export async function setMining(rpcUrl: string, mode: 'transaction' | 'second'): Promise<void> {
  if (mode === 'transaction') await callRpc(rpcUrl, 'evm_setAutomine', [true])
  else await callRpc(rpcUrl, 'evm_setIntervalMining', [1])
}

export async function readHead(rpcUrl: string): Promise<Head> {
  const block = await callRpc<Record<'number' | 'timestamp' | 'hash', string>>(rpcUrl, 'eth_getBlockByNumber', [
    'latest',
    false,
  ])
  return { number: Number(block.number), timestamp: Number(block.timestamp), hash: block.hash }
}

/** Keeps what a SIGKILL would lose: the newest time that was seen, and a copy of the state that is known to be whole. */
export class ChainKeeper {
  readonly #dataDir: string
  #copied = 0

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  keepHead(head: Head): void {
    const { seen } = paths(this.#dataDir)
    writeFileSync(`${seen}.new`, JSON.stringify(head))
    renameSync(`${seen}.new`, seen)
  }

  /** anvil writes its state in place, so a kill may cut it off. */
  keepState(): void {
    const { state, backup } = paths(this.#dataDir)
    if (!existsSync(state) || statSync(state).mtimeMs === this.#copied) return
    const changed = statSync(state).mtimeMs
    const text = readFileSync(state, 'utf8')
    if (!isJson(text)) return
    writeFileSync(`${backup}.new`, text)
    renameSync(`${backup}.new`, backup)
    this.#copied = changed
  }
}

function paths(dataDir: string) {
  const folder = join(dataDir, 'chain')
  return {
    state: join(folder, 'state.json'),
    backup: join(folder, 'state.backup.json'),
    seen: join(folder, 'head.json'),
  }
}

function readSeen(dataDir: string): Head | undefined {
  const { seen } = paths(dataDir)
  return existsSync(seen) ? (JSON.parse(readFileSync(seen, 'utf8')) as Head) : undefined
}

function isWhole(path: string): boolean {
  return isJson(readFileSync(path, 'utf8'))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
