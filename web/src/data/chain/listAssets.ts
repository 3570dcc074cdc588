import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { ChainConfiguration } from '../../domain/configuration'
import type { DaoContracts } from '../../domain/dao'
import type { Asset } from '../../domain/treasury'
import { erc20Abi } from '../../generated/abi/tokens'
import type { ChainClient } from './createChainClient'

/** What tokens say of themselves, by chain and address. */
const known = new Map<string, Omit<Asset, 'listed'>>()

/**
 * The coin and some tokens with their names and decimals as the tokens themselves say them. A token that answers
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
  const own: Asset = { kind: 'coin', token: null, ...coin, listed: true }
  const listed = new Set(dao.assets.map((token) => token.toLowerCase()))
  const tokens = [...dao.assets, ...unlisted.filter((token) => !listed.has(token.toLowerCase()))]
  const found = await Promise.all(
    tokens.map(async (token) => {
      const asset = await getAsset(client, dao.chainId, token)
      return asset && { ...asset, listed: listed.has(token.toLowerCase()) }
    }),
  )
  return [own, ...found.filter((asset) => asset !== null)]
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
  const [symbol, decimals] = await Promise.allSettled([
    readContract(client, { ...contract, functionName: 'symbol' }),
    readContract(client, { ...contract, functionName: 'decimals' }),
  ])
  if (symbol.status === 'rejected') return null // Not there, or not a token: it cannot be shown by a name.
  const asset: Omit<Asset, 'listed'> = {
    kind: decimals.status === 'fulfilled' ? 'erc20' : 'erc721',
    token,
    // A name is what a stranger wrote: short, and without what would turn the line around.
    symbol: symbol.value.replace(/[\p{C}\p{Z}]/gu, '').slice(0, 12),
    decimals: decimals.status === 'fulfilled' ? Math.min(decimals.value, 77) : 0,
  }
  known.set(key, asset)
  return asset
}
