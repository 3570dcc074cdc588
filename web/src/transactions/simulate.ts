import type { Address } from 'viem'
import { getTransactionCount, simulateContract } from 'viem/actions'
import { encodeFunctionData, numberToHex } from 'viem/utils'
import type { ChainClient } from '../data/chain/createChainClient'
import { toAppError } from '../data/toAppError'
import type { Transaction } from './transaction'

/**
 * The gas that a transaction is given beyond what it would take in the newest block. A vote count that is written in a
 * new second costs more than one that is written again in the same, and the transaction comes in a later second.
 */
export function addMargin(gas: bigint): bigint {
  const given = (gas * 6n) / 5n + 100_000n
  return gas <= mostGas && given > mostGas ? mostGas : given
}

/** What a chain takes in one transaction where it follows EIP-7825; others take more. */
const mostGas = 2n ** 24n

/**
 * Tries a call out on the chain as the account would make it, and tells how many transactions the account sent before
 * and how much gas to give; null leaves that to the wallet.
 *
 * @example const { nonce } = await simulate(client, transaction.call, account)
 * @throws AppError `reverted` with the contract's own error
 */
export async function simulate(
  client: ChainClient,
  call: Transaction['call'],
  account: Address,
): Promise<{ readonly nonce: number; readonly gas: bigint | null }> {
  try {
    const [nonce, , gas] = await Promise.all([
      getTransactionCount(client, { address: account, blockTag: 'pending' }),
      simulateContract(client, { ...call, account }),
      // Who cannot pay has no estimate; the wallet says so better than a node.
      estimateGas(client, call, account).then(addMargin, () => null),
    ])
    return { nonce, gas }
  } catch (error) {
    throw toAppError(error)
  }
}

/** viem's own would bring all that prepares and signs transactions, 14 kB, for one question. */
async function estimateGas(client: ChainClient, call: Transaction['call'], from: Address): Promise<bigint> {
  const { address: to, value } = call
  const asked = {
    ...{ from, to, data: encodeFunctionData(call) },
    ...(value !== undefined && { value: numberToHex(value) }),
  }
  return BigInt(await client.request({ method: 'eth_estimateGas', params: [asked] }))
}
