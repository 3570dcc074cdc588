import type { Abi, AbiEvent, Address, Log } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { parseEventLogs } from 'viem/utils'
import { type DecodedLog, sortLogs } from '../../domain/decodedLog'
import { toTimepoint } from '../../domain/timepoint'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { type ReadLogs, walkLogs } from './walkLogs'

/** Blocks at the end of the chain that are read again every time, because they may still be replaced. */
export const unsettled = 64n

type Source = { readonly address: Address; readonly abi: Abi }
/** What was decoded of the settled blocks up to `to`. */
type Kept = { to: bigint; logs: readonly DecodedLog[] }
const kept = new WeakMap<ChainClient, Map<string, Kept>>()

/**
 * All events of some contracts from a block to the head, decoded, in the order of the chain. What is settled is kept in
 * memory and neither asked for nor decoded again.
 *
 * @example await listLogs(client, [{ address: governor, abi: governorAbi }], 1n, head.number)
 * @throws AppError
 */
export function listLogs(
  client: ChainClient,
  sources: readonly Source[],
  fromBlock: bigint,
  toBlock: bigint,
): Promise<DecodedLog[]> {
  const address = sources.map((source) => source.address)
  const read: ReadLogs = (from, to) => getLogs(client, { address, fromBlock: from, toBlock: to })
  return keepLogs(client, `${fromBlock}:${address.join()}`, sources, fromBlock, toBlock, read)
}

/**
 * The events of one name of a contract, and only those with the given indexed arguments: what an endpoint finds without
 * reading all the others.
 *
 * @example await listEvents(client, { address, abi, eventName: 'Transfer', args: { to: account } }, 1n, head.number)
 * @throws AppError
 */
export function listEvents(
  client: ChainClient,
  { address, abi, eventName, args }: Source & { readonly eventName: string; readonly args?: Record<string, unknown> },
  fromBlock: bigint,
  toBlock: bigint,
): Promise<DecodedLog[]> {
  const event = abi.find((item): item is AbiEvent => item.type === 'event' && item.name === eventName)
  if (event === undefined) throw new Error(`The ABI has no event ${eventName}`)
  const read: ReadLogs = (from, to) =>
    getLogs(client, { address, event, ...(args && { args: args as never }), fromBlock: from, toBlock: to })
  const wanted = Object.entries(args ?? {}).map(([name, value]) => `${name}=${String(value).toLowerCase()}`)
  const key = `${fromBlock}:${address}:${eventName}:${wanted.join()}`
  return keepLogs(client, key, [{ address, abi: [event] }], fromBlock, toBlock, read)
}

async function keepLogs(
  client: ChainClient,
  key: string,
  sources: readonly Source[],
  fromBlock: bigint,
  toBlock: bigint,
  read: ReadLogs,
): Promise<DecodedLog[]> {
  try {
    const cache = kept.get(client) ?? new Map<string, Kept>()
    kept.set(client, cache)
    const before = cache.get(key)
    // A head that fell back behind what was kept is another chain than the one that was read.
    const known: Kept = before !== undefined && before.to <= toBlock ? before : { to: fromBlock - 1n, logs: [] }
    const fresh = await decodeLogs(client, sources, await readRange(read, known.to + 1n, toBlock))
    const logs = [...known.logs, ...fresh]
    const settled = toBlock - unsettled
    if (settled > known.to) {
      cache.set(key, { to: settled, logs: logs.filter(({ blockNumber }) => blockNumber <= settled) })
    }
    return logs
  } catch (error) {
    throw toAppError(error)
  }
}

async function readRange(read: ReadLogs, fromBlock: bigint, toBlock: bigint): Promise<Log[]> {
  const found: Log[] = []
  for await (const { logs } of walkLogs(read, fromBlock, toBlock)) found.push(...logs)
  return found
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
