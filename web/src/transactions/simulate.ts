import type { Address } from 'viem'
import { getTransactionCount, simulateContract } from 'viem/actions'
import type { ChainClient } from '../data/chain/createChainClient'
import { toAppError } from '../data/toAppError'
import type { Transaction } from './transaction'

/**
 * Tries a call out on the chain as the account would make it, and tells how many transactions the account sent before.
 *
 * @example const { nonce } = await simulate(client, transaction.call, account)
 * @throws AppError `reverted` with the contract's own error
 */
export async function simulate(
  client: ChainClient,
  call: Transaction['call'],
  account: Address,
): Promise<{ readonly nonce: number }> {
  try {
    const [nonce] = await Promise.all([
      getTransactionCount(client, { address: account, blockTag: 'pending' }),
      simulateContract(client, { ...call, account }),
    ])
    return { nonce }
  } catch (error) {
    throw toAppError(error)
  }
}
