import { type Config, getCapabilities, sendCalls, waitForCallsStatus } from '@wagmi/core'
import type { Address, Hash, Hex } from 'viem'
import type { Connection } from './wallet'

/** One call as a wallet takes several of them (EIP-5792). */
export type WalletCall = { readonly to: Address; readonly data: Hex; readonly value?: bigint }

/**
 * Whether a wallet takes several calls in one question: `atomic` where it makes all of them or none, `each` where one that
 * fails leaves the others; null where it does not take them.
 *
 * @example (await askBatchWay(config, connection)) === 'each'
 */
export async function askBatchWay(config: Config, { account, chainId }: Connection): Promise<'atomic' | 'each' | null> {
  try {
    const found = await getCapabilities(config, { account, chainId })
    const status = (found as { atomic?: { status?: string } } | undefined)?.atomic?.status
    return status === 'supported' || status === 'ready' ? 'atomic' : 'each'
  } catch {
    return null // A wallet that does not know the question does not know its answer either.
  }
}

/**
 * Hands several calls to the wallet and waits until all of them are through, however they went.
 *
 * @returns the transactions that carried them
 * @throws whatever the wallet throws
 */
export async function sendWalletCalls(
  config: Config,
  calls: readonly WalletCall[],
  { account, chainId }: Connection,
): Promise<readonly Hash[]> {
  const { id } = await sendCalls(config, { account, chainId, calls, forceAtomic: false })
  const { receipts = [] } = await waitForCallsStatus(config, { id, timeout: 180_000, pollingInterval: 1_000 })
  return receipts.map(({ transactionHash }) => transactionHash)
}
