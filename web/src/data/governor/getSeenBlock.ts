import { call } from 'viem/actions'
import type { ChainClient } from '../chain/createChainClient'
import { toAppError } from '../toAppError'

/** NUMBER into the memory, and that word as the answer. */
const program = '0x4360005260206000f3'

/**
 * The number that contracts see as the block's: on some layers above Ethereum that of the chain below. null where a node
 * does not run a program that is nobody's.
 *
 * @example await getSeenBlock(client) // 21000000n, where the layer's own blocks are at 270000000
 * @throws AppError where the chain cannot be asked
 */
export async function getSeenBlock(client: ChainClient): Promise<bigint | null> {
  try {
    const { data } = await call(client, { data: program })
    return data === undefined || data.length !== 66 ? null : BigInt(data)
  } catch (error) {
    if (toAppError(error).kind === 'chainUnreachable') throw toAppError(error)
    return null
  }
}
