import type { Address } from 'viem'
import { getCode } from 'viem/actions'
import type { ChainClient } from '../chain/createChainClient'
import { toAppError } from '../toAppError'

/**
 * The block in which a contract came to be, by asking for its code at older and older blocks; null where the endpoint
 * does not keep old state.
 *
 * @example await findStartBlock(client, governor, head.number) // 12_345_678n
 * @throws AppError where the chain cannot be asked
 */
export async function findStartBlock(client: ChainClient, address: Address, head: bigint): Promise<bigint | null> {
  const isThere = async (blockNumber: bigint) => {
    const code = await getCode(client, { address, blockNumber })
    return code !== undefined && code !== '0x'
  }
  try {
    let [before, after] = [-1n, head]
    while (after - before > 1n) {
      const middle = (before + after) / 2n
      if (await isThere(middle)) after = middle
      else before = middle
    }
    return after
  } catch (error) {
    if (toAppError(error).kind === 'chainUnreachable') throw toAppError(error)
    return null // Old state is refused: whoever asks has to know the block.
  }
}
