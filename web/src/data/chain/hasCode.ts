import type { Address } from 'viem'
import { getCode } from 'viem/actions'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * Whether a contract stands at an address.
 *
 * @example await hasCode(client, '0x…')
 * @throws AppError
 */
export async function hasCode(client: ChainClient, address: Address): Promise<boolean> {
  try {
    return ((await getCode(client, { address })) ?? '0x') !== '0x'
  } catch (error) {
    throw toAppError(error)
  }
}
