import { type Chain, createClient, defineChain, fallback, http } from 'viem'
import type { ChainConfiguration } from '../../domain/configuration'

export type ChainClient = ReturnType<typeof createChainClient>

/** The chain of a configuration, in viem's words. */
export function toViemChain(chain: ChainConfiguration): Chain {
  // A wallet that is told of a chain wants a coin named; of one without it this page never speaks.
  const coin = chain.coin ?? { symbol: 'NONE', decimals: 18 }
  return defineChain({
    id: chain.id,
    name: chain.name,
    nativeCurrency: { name: coin.symbol, ...coin },
    rpcUrls: { default: { http: [...chain.rpcs] } },
  })
}

/**
 * A client that reads one chain. What is asked in one turn goes out as one JSON-RPC batch.
 *
 * @example const client = createChainClient(configuration.chains[0])
 */
export function createChainClient(chain: ChainConfiguration) {
  const transports = chain.rpcs.map((url) => http(url, { batch: { batchSize: 200 }, timeout: 8_000, retryCount: 1 }))
  return createClient({
    chain: toViemChain(chain),
    transport: transports.length === 1 ? transports[0]! : fallback(transports),
    cacheTime: 0,
    // No contract sends this page to a server that the configuration does not name (ERC-3668).
    ccipRead: false,
  })
}
