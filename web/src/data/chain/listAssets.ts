import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { ChainConfiguration } from '../../domain/configuration'
import type { DaoContracts } from '../../domain/dao'
import type { Asset } from '../../domain/treasury'
import { erc1155Abi, erc20Abi } from '../../generated/abi/tokens'
import type { ChainClient } from './createChainClient'

/** ERC-165's name of ERC-1155. */
const manyPieces = '0xd9b67a26'

/** What tokens say of themselves, by chain and address. */
const known = new Map<string, Omit<Asset, 'listed'>>()

/**
 * The coin, where the chain has one, and some tokens with their names and decimals as the tokens themselves say them. A token that answers
 * nothing of the kind is left out; one without decimals is counted in pieces.
 *
 * @example await listAssets(client, chain.coin, dao, [])
 */
export async function listAssets(
  client: ChainClient,
  coin: ChainConfiguration['coin'],
  dao: DaoContracts,
  unlisted: readonly Address[],
): Promise<Asset[]> {
  const own: Asset[] = coin === null ? [] : [{ kind: 'coin', token: null, ...coin, listed: true }]
  const listed = new Set(dao.assets.map((token) => token.toLowerCase()))
  const tokens = [...dao.assets, ...unlisted.filter((token) => !listed.has(token.toLowerCase()))]
  const found = await Promise.all(
    tokens.map(async (token) => {
      const asset = await getAsset(client, dao.chainId, token)
      return asset && { ...asset, listed: listed.has(token.toLowerCase()) }
    }),
  )
  return [...own, ...found.filter((asset) => asset !== null)]
}

/**
 * What some tokens call themselves; null for what does not answer as a token.
 *
 * @example (await listTokenSymbols(client, 1, ['0x…'])).get('0x…')
 */
export async function listTokenSymbols(
  client: ChainClient,
  chainId: number,
  tokens: readonly Address[],
): Promise<ReadonlyMap<Address, string | null>> {
  const found = await Promise.all(tokens.map((token) => getAsset(client, chainId, token)))
  return new Map(tokens.map((token, index) => [token, found[index]?.symbol ?? null]))
}

async function getAsset(client: ChainClient, chainId: number, token: Address): Promise<Omit<Asset, 'listed'> | null> {
  const key = `${chainId}:${token.toLowerCase()}`
  const before = known.get(key)
  if (before) return before
  const contract = { address: token, abi: erc20Abi } as const
  const [symbol, decimals, isMany] = await Promise.allSettled([
    readContract(client, { ...contract, functionName: 'symbol' }),
    readContract(client, { ...contract, functionName: 'decimals' }),
    readContract(client, { address: token, abi: erc1155Abi, functionName: 'supportsInterface', args: [manyPieces] }),
  ])
  const isCollection = isMany.status === 'fulfilled' && isMany.value
  // Not there, or not a token: it cannot be shown by a name. Only an ERC-1155 need not have one.
  if (symbol.status === 'rejected' && !isCollection) return null
  // A name is what a stranger wrote: short, and without what would turn the line around.
  const name = symbol.status === 'fulfilled' ? symbol.value.replace(/[\p{C}\p{Z}]/gu, '').slice(0, 12) : ''
  const asset: Omit<Asset, 'listed'> = {
    kind: isCollection ? 'erc1155' : decimals.status === 'fulfilled' ? 'erc20' : 'erc721',
    token,
    symbol: name === '' && isCollection ? `${token.slice(0, 6)}…${token.slice(-4)}` : name,
    decimals: decimals.status === 'fulfilled' && !isCollection ? Math.min(decimals.value, 77) : 0,
  }
  known.set(key, asset)
  return asset
}
