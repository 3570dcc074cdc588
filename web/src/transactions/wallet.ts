import {
  type Config,
  connect,
  createConfig,
  createStorage,
  disconnect,
  getConnection,
  getConnectors,
  reconnect,
  signTypedData,
  switchChain,
  watchConnection,
  watchConnectors,
  writeContract,
} from '@wagmi/core'
import { type Address, type Hash, type Hex, http, type TypedDataDefinition } from 'viem'
import type { ChainConfiguration, Configuration } from '../domain/configuration'
import { toViemChain } from '../data/chain/createChainClient'
import type { Transaction } from './transaction'
import type { WalletCall } from './walletCalls'

/** A wallet that announced itself (EIP-6963), by its own words. */
export type WalletOption = {
  readonly uid: string
  readonly name: string
  /** Reverse domain name, as announced; anybody can announce any. */
  readonly rdns: string
  /** An image as a data URI; null where the wallet gave none, or something else. */
  readonly icon: string | null
}

/** The account that would sign, and the chain that its wallet is on. */
export type Connection = { readonly account: Address; readonly chainId: number; readonly walletName: string }

/** The way out to wallets: wagmi, and nothing of it beyond this file. */
export type Wallet = ReturnType<typeof createWallet>

/** The id of the development wallet's connector. */
export const developmentWalletId = 'development'

/**
 * Sets up wallets for the chains of a configuration. No wallet is chosen here but the one that was connected before.
 *
 * @param more connectors of the build, beside what announces itself
 */
export function createWallet(
  configuration: Configuration,
  more: Parameters<typeof createConfig>[0]['connectors'] = [],
) {
  const chains = configuration.chains.map(toViemChain)
  const config: Config = createConfig({
    chains: chains as [(typeof chains)[number], ...typeof chains],
    connectors: more,
    multiInjectedProviderDiscovery: true,
    storage: createStorage({ storage: window.localStorage, key: 'althing:wagmi' }),
    transports: Object.fromEntries(configuration.chains.map(({ id, rpcs }) => [id, http(rpcs[0])])),
  })
  const find = (uid: string) => getConnectors(config).find((connector) => connector.uid === uid)
  return {
    /** The connection now; null without one. */
    getConnection(): Connection | null {
      const { address, chainId, connector, status } = getConnection(config)
      if (status !== 'connected') return null
      return { account: address, chainId, walletName: connector.name }
    },
    onConnection: (listener: () => void) => watchConnection(config, { onChange: listener }),
    onOptions: (listener: () => void) => watchConnectors(config, { onChange: listener }),
    listOptions(): WalletOption[] {
      return getConnectors(config).map(({ uid, id, name, icon }) => ({
        uid,
        name,
        rdns: id,
        icon: icon?.trim().startsWith('data:image/') ? icon.trim() : null,
      }))
    },
    async connect(uid: string, chainId: number): Promise<void> {
      const connector = find(uid)
      if (connector) await connect(config, { connector, chainId })
    },
    async reconnect(): Promise<void> {
      await reconnect(config)
    },
    async disconnect(): Promise<void> {
      await disconnect(config)
    },
    async switchChain({ id }: ChainConfiguration): Promise<void> {
      await switchChain(config, { chainId: id })
    },
    /** Hands a call to the wallet as it was simulated, and gives the hash that the wallet answers. */
    async write(call: Transaction['call'], expected: Connection, gas: bigint | null): Promise<Hash> {
      const { account, chainId } = expected
      return writeContract(config, { ...call, account, chainId, ...(gas !== null && { gas }) })
    },
    /** Whether and how the wallet takes several calls in one question (EIP-5792); see `askBatchWay`. */
    async getBatchWay(expected: Connection) {
      const { askBatchWay } = await import('./walletCalls')
      return askBatchWay(config, expected)
    },
    /** Hands several calls to the wallet, and gives the transactions that carried them once all are through. */
    async writeAll(calls: readonly WalletCall[], expected: Connection): Promise<readonly Hash[]> {
      const { sendWalletCalls } = await import('./walletCalls')
      return sendWalletCalls(config, calls, expected)
    },
    /** Asks the wallet to sign what it can show in words (EIP-712); nothing is sent. */
    async sign(typed: TypedDataDefinition, expected: Connection): Promise<Hex> {
      return signTypedData(config, { ...typed, account: expected.account })
    },
  }
}
