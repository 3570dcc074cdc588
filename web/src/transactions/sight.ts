import type { Address, Hash } from 'viem'
import { getTransaction, getTransactionCount, getTransactionReceipt } from 'viem/actions'
import type { ChainClient } from '../data/chain/createChainClient'
import { toAppError } from '../data/toAppError'
import type { Sighting } from '../domain/journal'

/**
 * What the chain knows of a transaction now. A receipt counts only when it is of this very hash.
 *
 * @example judgeTransaction(entry, await sight(client, entry.account, entry.hash))
 * @throws AppError
 */
export async function sight(client: ChainClient, account: Address, hash: Hash): Promise<Sighting> {
  // Counted first: what a block between the questions adds is then found, and never taken for another's place.
  const mined = await getTransactionCount(client, { address: account, blockTag: 'latest' }).catch((error) => {
    throw toAppError(error)
  })
  const [receipt, transaction] = await Promise.all([
    orNull(getTransactionReceipt(client, { hash }), 'TransactionReceiptNotFoundError'),
    orNull(getTransaction(client, { hash }), 'TransactionNotFoundError'),
  ])
  if (receipt?.transactionHash === hash) return { receipt: receipt.status }
  return { receipt: null, isPending: transaction !== null, mined }
}

async function orNull<Value>(asked: Promise<Value>, name: string): Promise<Value | null> {
  try {
    return await asked
  } catch (error) {
    if ((error as Error).name === name) return null
    throw toAppError(error)
  }
}
