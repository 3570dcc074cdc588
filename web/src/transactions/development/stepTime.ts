import type { EIP1193Parameters } from 'viem'
import type { ChainClient } from '../../data/chain/createChainClient'

/**
 * Moves the local chain's time forward by so many seconds, and mines the block that shows it.
 *
 * @example await stepTime(client, 86_400n)
 */
export async function stepTime(client: ChainClient, seconds: bigint): Promise<void> {
  const ask = (method: string, params: unknown[]) => client.request({ method, params } as EIP1193Parameters as never)
  await ask('evm_increaseTime', [Number(seconds)])
  await ask('evm_mine', [])
}
