import type { Address } from 'viem'
import { getCode } from 'viem/actions'
import { parseAbi } from 'viem/utils'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** Where Multicall3 stands on nearly every chain (https://github.com/mds1/multicall3). */
const usual: Address = '0xcA11bde05977b3631167028862bE2a173976CA11'

export const multicall3Abi = parseAbi([
  'struct Call3 { address target; bool allowFailure; bytes callData; }',
  'struct Result { bool success; bytes returnData; }',
  'function aggregate3(Call3[] calls) payable returns (Result[] results)',
])

/**
 * Where the chain has Multicall3; null where it has none.
 *
 * @param named by the configuration
 * @example await findMulticall3(client, chain.multicall3)
 * @throws AppError
 */
export async function findMulticall3(client: ChainClient, named: Address = usual): Promise<Address | null> {
  try {
    return (await getCode(client, { address: named })) === undefined ? null : named
  } catch (error) {
    throw toAppError(error)
  }
}
