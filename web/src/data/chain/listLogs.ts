import type { Abi, Address, Log } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { parseEventLogs } from 'viem/utils'
import { type DecodedLog, sortLogs } from '../../domain/decodedLog'
import { toTimepoint } from '../../domain/timepoint'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** Blocks at the end of the chain that are read again every time, because they may still be replaced. */
const unsettled = 64n
/** A range that is refused is halved, down to this many blocks. */
const smallestRange = 500n

type Source = { readonly address: Address; readonly abi: Abi }
type Kept = { to: bigint; logs: Log[] }

const kept = new WeakMap<ChainClient, Map<string, Kept>>()

/**
 * All events of some contracts from a block to the head, decoded, in the order of the chain. What is settled is kept in
 * memory and not asked for again.
 *
 * @example await listLogs(client, [{ address: governor, abi: governorAbi }], 1n, head.number)
 * @throws AppError
 */
export async function listLogs(
  client: ChainClient,
  sources: readonly Source[],
  fromBlock: bigint,
  toBlock: bigint,
): Promise<DecodedLog[]> {
  try {
    const address = sources.map((source) => source.address)
    const cache = kept.get(client) ?? new Map<string, Kept>()
    kept.set(client, cache)
    const key = `${fromBlock}:${address.join()}`
    const before = cache.get(key)
    // A head that fell back behind what was kept is another chain than the one that was read.
    const known: Kept = before !== undefined && before.to <= toBlock ? before : { to: fromBlock - 1n, logs: [] }
    const logs = [...known.logs, ...(await readRange(client, address, known.to + 1n, toBlock))]
    const settled = toBlock - unsettled
    if (settled > known.to) {
      cache.set(key, {
        to: settled,
        logs: logs.filter(({ blockNumber }) => blockNumber !== null && blockNumber <= settled),
      })
    }
    return await decodeLogs(client, sources, logs)
  } catch (error) {
    throw toAppError(error)
  }
}

async function readRange(client: ChainClient, address: Address[], fromBlock: bigint, toBlock: bigint): Promise<Log[]> {
  if (fromBlock > toBlock) return []
  try {
    return await getLogs(client, { address, fromBlock, toBlock })
  } catch (error) {
    if (toBlock - fromBlock < smallestRange || toAppError(error).kind === 'chainUnreachable') throw error
    const middle = fromBlock + (toBlock - fromBlock) / 2n
    const first = await readRange(client, address, fromBlock, middle)
    return [...first, ...(await readRange(client, address, middle + 1n, toBlock))]
  }
}

async function decodeLogs(
  client: ChainClient,
  sources: readonly Source[],
  logs: readonly Log[],
): Promise<DecodedLog[]> {
  const times = await listTimes(client, logs)
  const decoded = sources.flatMap(({ address, abi }) => {
    const own = logs.filter((log) => log.address.toLowerCase() === address.toLowerCase())
    return parseEventLogs({ abi, logs: own as Log[] }).map((log) => ({
      address: log.address,
      eventName: log.eventName as string,
      args: (log.args ?? {}) as unknown as Record<string, unknown>,
      at: toTimepoint(log.blockTimestamp ?? times.get(log.blockNumber!) ?? 0n),
      blockNumber: log.blockNumber!,
      logIndex: log.logIndex!,
      transaction: log.transactionHash!,
    }))
  })
  return sortLogs(decoded)
}

/** Times of the blocks whose logs came without one. */
async function listTimes(client: ChainClient, logs: readonly Log[]): Promise<Map<bigint, bigint>> {
  const missing = new Set(logs.filter((log) => log.blockTimestamp == null).map((log) => log.blockNumber!))
  const blocks = await Promise.all([...missing].map((blockNumber) => getBlock(client, { blockNumber })))
  return new Map(blocks.map((block) => [block.number, block.timestamp]))
}
