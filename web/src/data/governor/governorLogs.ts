import type { Address, Hash, Log } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { decodeEventLog } from 'viem/utils'
import type { ForeignLog } from '../../domain/governor/foreignProposal'
import { foreignGovernorAbi } from '../../generated/abi/openZeppelin'
import type { ChainClient } from '../chain/createChainClient'
import { getBlockAt } from '../chain/getHead'
import { unsettled } from '../chain/listLogs'
import { walkLogs } from '../chain/walkLogs'
import { toAppError } from '../toAppError'
import type { Chunk, LogStore, StoredLog } from './logStore'

/** How far a reading has come; `logs` are those of all blocks up to `to`, in the order of the chain, until it goes on. */
export type Reading = { readonly to: bigint; readonly logs: readonly ForeignLog[] }

/** Blocks of the first range that is asked for, so that there is something to see of the progress. */
const firstRange = 50_000n
/** Chunks with fewer logs than this are made longer rather than more. */
const fullChunk = 500

const events = foreignGovernorAbi.filter((item) => item.type === 'event')

/**
 * All events of one governor, read from the chain alone: in ranges, kept on the device as they come, so that a reading
 * that was cut off goes on where it was. What was kept is thrown away where the chain does not have its last block.
 */
export class GovernorLogs {
  #client: ChainClient
  #address: Address
  #startBlock: bigint
  #store: LogStore
  #name: string | undefined
  #chunks: Chunk[] = []
  /** Decoded from the chunks. */
  #logs: ForeignLog[] = []

  constructor(client: ChainClient, address: Address, startBlock: bigint, store: LogStore) {
    this.#client = client
    this.#address = address
    this.#startBlock = startBlock
    this.#store = store
  }

  /**
   * Reads on to a block, and says after each range how far it came.
   *
   * @example for await (const { to, logs } of reading.readTo(head.number)) show(logs, to)
   * @throws AppError; what was read until then is kept
   */
  async *readTo(head: bigint): AsyncGenerator<Reading> {
    try {
      await this.#load()
      const settled = head - unsettled
      if (this.#chunks.length > 0) yield { to: this.#to, logs: this.#logs }
      for await (const range of walkLogs(this.#read, this.#to + 1n, settled, firstRange)) {
        await this.#keep(range.from, range.to, range.logs)
        yield { to: range.to, logs: this.#logs }
      }
      const recent: Log[] = []
      for await (const { logs } of walkLogs(this.#read, this.#to + 1n, head)) recent.push(...logs)
      yield { to: head, logs: [...this.#logs, ...decode(recent.map(strip))] }
    } catch (error) {
      throw toAppError(error)
    }
  }

  /** Forgets what was read, here and on the device. */
  async clear(): Promise<void> {
    this.#chunks = []
    this.#logs = []
    if (this.#name !== undefined) await this.#store.clear(this.#name)
  }

  get #to(): bigint {
    return this.#chunks.at(-1)?.to ?? this.#startBlock - 1n
  }

  #read = (fromBlock: bigint, toBlock: bigint) =>
    getLogs(this.#client, { address: this.#address, fromBlock, toBlock }) as Promise<Log[]>

  /** Takes what was kept, and makes sure that it is of the chain that answers now. */
  async #load(): Promise<void> {
    if (this.#name === undefined) {
      const genesis = await getGenesis(this.#client)
      this.#name = `${this.#client.chain.id}:${genesis}:${this.#address.toLowerCase()}:${this.#startBlock}`
      const found = [...(await this.#store.list(this.#name))].sort((a, b) => (a.from < b.from ? -1 : 1))
      const isWhole = found.every(
        ({ from }, place) => from === (place === 0 ? this.#startBlock : found[place - 1]!.to + 1n),
      )
      if (isWhole) {
        this.#chunks = found
        this.#logs = decode(found.flatMap(({ logs }) => logs))
      } else await this.clear()
    }
    const last = this.#chunks.at(-1)
    if (last === undefined) return
    const block = await getBlockAt(this.#client, last.to)
    if (block?.hash !== last.toHash) await this.clear()
  }

  async #keep(from: bigint, to: bigint, logs: readonly Log[]): Promise<void> {
    const block = await getBlock(this.#client, { blockNumber: to })
    const fresh = logs.map(strip)
    const last = this.#chunks.at(-1)
    const isLonger = last !== undefined && last.logs.length + fresh.length < fullChunk
    const chunk: Chunk = isLonger
      ? { from: last.from, to, toHash: block.hash, logs: [...last.logs, ...fresh] }
      : { from, to, toHash: block.hash as Hash, logs: fresh }
    this.#chunks = [...(isLonger ? this.#chunks.slice(0, -1) : this.#chunks), chunk]
    this.#logs.push(...decode(fresh))
    await this.#store.put(this.#name!, chunk)
  }
}

/** What tells a chain from another of the same id, where its first block is still kept. */
export async function getGenesis(client: ChainClient): Promise<string> {
  return (await getBlockAt(client, 0n))?.hash ?? 'pruned'
}

function strip({ address, topics, data, blockNumber, logIndex, transactionHash }: Log): StoredLog {
  return { address, topics, data, blockNumber: blockNumber!, logIndex: logIndex!, transactionHash: transactionHash! }
}

/** What of the logs reads as an event of a governor: anybody's contract may emit whatever it likes. */
function decode(logs: readonly StoredLog[]): ForeignLog[] {
  return logs.flatMap(({ topics, data, blockNumber, logIndex, transactionHash }) => {
    try {
      const { eventName, args } = decodeEventLog({ abi: events, topics: topics as [], data, strict: true })
      return [{ eventName, args: args as Record<string, unknown>, blockNumber, logIndex, transaction: transactionHash }]
    } catch {
      return [] // Another event, or bytes that are none.
    }
  })
}
