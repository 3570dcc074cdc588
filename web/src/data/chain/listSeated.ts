import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import { membershipAbi } from '../../generated/abi/membership'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * Which of some accounts hold a seat.
 *
 * @example await listSeated(client, membership, founders)
 * @throws AppError
 */
export async function listSeated(
  client: ChainClient,
  membership: Address,
  accounts: readonly Address[],
): Promise<ReadonlySet<Address>> {
  try {
    const contract = { address: membership, abi: membershipAbi, functionName: 'balanceOf' } as const
    const held = await Promise.all(accounts.map((account) => readContract(client, { ...contract, args: [account] })))
    return new Set(accounts.filter((_, index) => held[index]! > 0n))
  } catch (error) {
    throw toAppError(error)
  }
}
