import type { Address } from 'viem'

/** Of a chain itself, as ether is Ethereum's. */
export type Coin = { readonly symbol: string; readonly decimals: number }

/** A chain that the client may speak to; every URL here, and no other, is in the page's content security policy. */
export type ChainConfiguration = {
  readonly id: number
  readonly name: string
  readonly rpcs: readonly [string, ...string[]]
  readonly subgraph: string | null
  readonly gateways: readonly string[]
  /** A Kubo RPC API that takes documents; null where none is at hand. */
  readonly ipfsApi: string | null
  /** The address of a block explorer's site, without a slash at the end. */
  readonly explorer: string | null
  /** The universal resolver of ENS, where the chain has one: an account's name then stands beside its address. */
  readonly ens?: Address
  /** What makes DAOs on it, where no deployment of this release names one. */
  readonly factory?: Address
  /** Where Multicall3 stands, if not where it does on nearly every chain. */
  readonly multicall3?: Address
  /** What the chain counts fees in, and accounts hold; null for a chain without one. */
  readonly coin: Coin | null
}

/** What the development wallet and clock may be used on; absent from a release. */
export type DevelopmentConfiguration = {
  readonly genesisHash: string
  readonly mnemonic: string
  readonly accounts: number
  /** Whether the chain's time may be moved from the page. */
  readonly clock?: boolean
}

/** What a build is made for. */
export type Configuration = {
  readonly chains: readonly [ChainConfiguration, ...ChainConfiguration[]]
  readonly home: { readonly chain: number; readonly governor?: Address }
  readonly development?: DevelopmentConfiguration
}
