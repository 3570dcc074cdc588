import { getBlock, getChainId } from 'viem/actions'
import type { ChainClient } from '../../data/chain/createChainClient'
import type { ChainConfiguration, DevelopmentConfiguration } from '../../domain/configuration'

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Whether the chain is the one that the build was made for: on this machine, of the test chain's id, and with the very
 * first block that the build knows. Only then may known keys sign and the clock be moved.
 */
export async function isDevelopmentChain(
  client: ChainClient,
  chain: ChainConfiguration,
  development: DevelopmentConfiguration,
): Promise<boolean> {
  if (chain.id !== 31337 || !chain.rpcs.every((url) => loopback.has(new URL(url).hostname))) return false
  const [id, genesis] = await Promise.all([getChainId(client), getBlock(client, { blockNumber: 0n })])
  return id === 31337 && genesis.hash === development.genesisHash
}
