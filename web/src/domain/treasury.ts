import type { Address, Hash } from 'viem'
import type { ProposalId } from './proposal'
import type { Timepoint } from './timepoint'

export type AssetKind = 'coin' | 'erc20' | 'erc721'

/** Something that a treasury can hold. `token` is null for the coin. */
export type Asset = {
  readonly kind: AssetKind
  readonly token: Address | null
  readonly symbol: string
  /** 0 for what is counted in pieces. */
  readonly decimals: number
  /** Whether the DAO named it; what somebody merely sent is not. */
  readonly listed: boolean
}

/** In smallest units; pieces for an ERC-721. */
export type Balance = { readonly asset: Asset; readonly amount: bigint }

/** One movement of one asset into or out of the treasury. */
export type Flow = {
  readonly direction: 'in' | 'out'
  /** null for the coin. */
  readonly token: Address | null
  readonly counterparty: Address
  /** Smallest units; 1 for an ERC-721. */
  readonly amount: bigint
  readonly tokenId: bigint | null
  readonly proposal: { readonly id: ProposalId; readonly title: string } | null
  readonly at: Timepoint
  readonly block: bigint
  /** Place of its event in the block. */
  readonly logIndex: number
  readonly transaction: Hash
}

/** Movements with the newest first: by time, block and place in the block. */
export function sortFlows(flows: readonly Flow[]): Flow[] {
  const compare = (a: bigint, b: bigint) => (a < b ? 1 : a > b ? -1 : 0)
  return [...flows].sort((a, b) => compare(a.at, b.at) || compare(a.block, b.block) || b.logIndex - a.logIndex)
}
