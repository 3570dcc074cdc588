import { getBlock } from 'viem/actions'
import type { BlockName } from '../../domain/indexHealth'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** A block of the chain; its time is the client's only clock. */
export type Block = BlockName & { readonly time: Timepoint }

/**
 * The newest block.
 *
 * @example const { number, time } = await getHead(client)
 * @throws AppError `chainUnreachable`
 */
export async function getHead(client: ChainClient): Promise<Block> {
  try {
    const block = await getBlock(client, { blockTag: 'latest' })
    return { number: block.number, hash: block.hash, time: toTimepoint(block.timestamp) }
  } catch (error) {
    throw toAppError(error)
  }
}

/**
 * The block of a number, or null where the chain has none.
 *
 * @example await getBlockAt(client, 12n)
 */
export async function getBlockAt(client: ChainClient, blockNumber: bigint): Promise<Block | null> {
  try {
    const block = await getBlock(client, { blockNumber })
    return { number: block.number, hash: block.hash, time: toTimepoint(block.timestamp) }
  } catch (error) {
    if ((error as Error).name === 'BlockNotFoundError') return null
    throw toAppError(error)
  }
}
