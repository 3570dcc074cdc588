import type { Address, Hash, Hex } from 'viem'
import type { Cid } from './cid'
import type { ProposalId } from './proposal'
import type { RightKind } from './route'
import type { Timepoint } from './timepoint'

export type AssetKind = 'coin' | 'erc20' | 'erc721' | 'erc1155'

/**
 * Something that a treasury can hold. `token` is null for the coin. Of an ERC-1155 each id is an asset of its own, since
 * pieces of one are not those of another; without a `tokenId` it is a collection whose ids are not looked at.
 */
export type Asset = {
  readonly kind: AssetKind
  readonly token: Address | null
  readonly tokenId?: bigint
  readonly symbol: string
  /** 0 for what is counted in pieces. */
  readonly decimals: number
  /** Whether the DAO named it; what somebody merely sent is not. */
  readonly listed: boolean
}

/** Whether it is counted in units that are all alike, and not in pieces. */
export function isMoney({ kind }: Pick<Asset, 'kind'>): boolean {
  return kind === 'coin' || kind === 'erc20'
}

/** The asset that a form names, '' for the coin; where the chain has none, what was left empty is the first money. */
export function chooseAsset(assets: readonly Asset[], typed: string): Asset | undefined {
  const named = assets.find(({ token }) => (token ?? '').toLowerCase() === typed.toLowerCase())
  return named ?? (typed === '' ? assets.find(isMoney) : undefined)
}

/** In smallest units; pieces for an ERC-721 and for an id of an ERC-1155. */
export type Balance = { readonly asset: Asset; readonly amount: bigint }

/** A right to be paid, by its number in its contract. */
export type RightName = { readonly kind: RightKind; readonly number: bigint }

/** The proposal that something follows from. */
export type Decision = { readonly id: ProposalId; readonly title: string }

/**
 * One movement of one asset into or out of the treasury: a line of the ledger. What a payment was for is as its right
 * said when it was paid; null for one that a decision made itself, whose proposal says it.
 */
export type Flow = {
  readonly direction: 'in' | 'out'
  /** null for the coin. */
  readonly token: Address | null
  readonly counterparty: Address
  /** Smallest units; 1 for an ERC-721, pieces for an ERC-1155. */
  readonly amount: bigint
  readonly tokenId: bigint | null
  readonly proposal: Decision | null
  /** The timelock's operation that a payment follows from. */
  readonly operation: Hex | null
  /** The number of the envelope that it was paid from. */
  readonly envelope: bigint | null
  /** null also where no contract that is known here told what the envelope is for. */
  readonly right: RightName | null
  readonly purpose: string | null
  readonly category: string | null
  /** The paying contract's own word, 32 bytes: a document's digest, or a number of its own. */
  readonly ref: Hex | null
  /** The document, where the word is the digest of one. */
  readonly cid: Cid | null
  /** Place among the asset's movements, from 0. */
  readonly number: number
  /** What the asset's movements sum to after it. */
  readonly balance: bigint
  readonly at: Timepoint
  readonly block: bigint
  /** Place of its event in the block. */
  readonly logIndex: number
  readonly transaction: Hash
}

/** Movements with the newest first: by time, block and place in the block; one event of an ERC-1155 may tell of several. */
export function sortFlows(flows: readonly Flow[]): Flow[] {
  const compare = (a: bigint, b: bigint) => (a < b ? 1 : a > b ? -1 : 0)
  const inBlock = (a: Flow, b: Flow) => b.logIndex - a.logIndex || b.number - a.number
  return [...flows].sort((a, b) => compare(a.at, b.at) || compare(a.block, b.block) || inBlock(a, b))
}
