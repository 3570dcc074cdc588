import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
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
  const { state, loaded, states } = paths(surroundings.dataDir)
  mkdirSync(dirname(state), { recursive: true })
  const first = !existsSync(state)
  const args = ['--host', '127.0.0.1', '--port', String(options.port), '--chain-id', String(chainId)]
  args.push('--accounts', String(accountCount), '--mnemonic', mnemonic, '--balance', '10000')
  args.push('--gas-limit', '30000000', '--no-mining')
  // Where it puts the states of earlier blocks; it takes none of them away, however it ends.
  rmSync(states, { recursive: true, force: true })
  args.push('--cache-path', states)
  if (first) args.push('--timestamp', String(Math.floor(Date.now() / 1000) - daysBack * 86_400))
  else {
    writeFileSync(loaded, keepOneGenesis(gunzipSync(readFileSync(state)).toString()))
    args.push('--load-state', loaded)
  }
  const process = await launch(surroundings, {
    name: 'chain',
    command: findBinary('anvil'),
    args,
    env: stayLocal(options.library, 15),
  })
  const rpcUrl = `http://127.0.0.1:${options.port}`
  await process.until(async () => ((await callRpc<string>(rpcUrl, 'eth_chainId')) === '0x7a69' ? true : undefined), 30)
  rmSync(loaded, { force: true })
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

/** Ends anvil with everything that it mined on disk. */
export async function stopChain(dataDir: string, { process, rpcUrl }: Chain, keeper: ChainKeeper): Promise<void> {
  if (process.end === undefined) {
    await callRpc(rpcUrl, 'evm_setIntervalMining', [0]).catch(() => {})
    await keeper.keep(rpcUrl, 'now').catch(() => {})
  }
  await process.stop('SIGTERM', 5_000)
  rmSync(paths(dataDir).states, { recursive: true, force: true })
}

export async function readHead(rpcUrl: string): Promise<Head> {
  return (await readBlock(rpcUrl, 'latest'))!
}

/** A block; undefined where the chain has not come so far. */
export async function readBlock(rpcUrl: string, which: number | 'latest'): Promise<Head | undefined> {
  const tag = which === 'latest' ? which : `0x${which.toString(16)}`
  const block = await callRpc<Record<'number' | 'timestamp' | 'hash', string> | null>(rpcUrl, 'eth_getBlockByNumber', [
    tag,
    false,
  ])
  return block ? { number: Number(block.number), timestamp: Number(block.timestamp), hash: block.hash } : undefined
}

/**
 * Keeps the chain on disk. anvil would write its state in place, where a kill cuts it off, and all of it every few seconds,
 * however large it has become: so it is asked for it, as often as costs a twentieth of the time at most.
 */
export class ChainKeeper {
  readonly #dataDir: string
  #due = 0
  #kept = ''

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  /** Keeps the newest block that was seen, and the state when it is due (`now` for in any case). */
  async keep(rpcUrl: string, when: 'due' | 'now'): Promise<void> {
    const { state, seen } = paths(this.#dataDir)
    const head = await readHead(rpcUrl)
    replace(seen, JSON.stringify(head))
    const since = Date.now()
    if (head.hash === this.#kept || (when === 'due' && since < this.#due)) return
    const dump = await callRpc<string>(rpcUrl, 'anvil_dumpState')
    replace(state, Buffer.from(dump.slice(2), 'hex'))
    this.#kept = head.hash
    this.#due = Date.now() + Math.max(2_000, 20 * (Date.now() - since))
  }
}

/**
 * The state with the genesis of the first start alone. anvil makes one at every start, with the wall clock, and keeps each
 * beside the one that it loads; which of them is block 0 the next time is then a matter of chance.
 */
function keepOneGenesis(json: string): string {
  type Block = { header: { number: string; timestamp: string } }
  const state = JSON.parse(json) as { blocks: Block[] }
  const isFirst = ({ header }: Block) => Number(header.number) === 0
  const [genesis] = state.blocks.filter(isFirst).sort((a, b) => Number(a.header.timestamp) - Number(b.header.timestamp))
  return JSON.stringify({ ...state, blocks: state.blocks.filter((block) => !isFirst(block) || block === genesis) })
}

/** Writes beside and renames, so that a file is whole or not there. */
function replace(path: string, content: string | Buffer): void {
  writeFileSync(`${path}.new`, content)
  renameSync(`${path}.new`, path)
}

function paths(dataDir: string) {
  const folder = join(dataDir, 'chain')
  return {
    state: join(folder, 'state.json.gz'),
    loaded: join(folder, 'loaded.json'),
    seen: join(folder, 'head.json'),
    states: join(folder, 'states'),
  }
}

function readSeen(dataDir: string): Head | undefined {
  const { seen } = paths(dataDir)
  return existsSync(seen) ? (JSON.parse(readFileSync(seen, 'utf8')) as Head) : undefined
}
