import { setTimeout as delay } from 'node:timers/promises'
import { TransactionReceiptNotFoundError, type Hex, type PublicClient, type TransactionReceipt } from 'viem'

const patience = 60_000

/**
 * The receipt of a transaction once it is mined. viem's own wait can miss a block that is mined before it begins to
 * watch, and then never ends.
 *
 * @throws Error where it is not mined within a minute.
 */
export async function waitForReceipt(
  client: Pick<PublicClient, 'getTransactionReceipt'>,
  hash: Hex,
): Promise<TransactionReceipt> {
  for (const limit = Date.now() + patience; Date.now() < limit; await delay(20)) {
    try {
      return await client.getTransactionReceipt({ hash })
    } catch (error) {
      if (!(error instanceof TransactionReceiptNotFoundError)) throw error
    }
  }
  throw new Error(`Transaction ${hash} is not mined`)
}
