import { isSameToken } from './ledger'
import type { Asset, Flow } from './treasury'

/**
 * Movements of ERC-1155 pieces, numbered and summed for each id by itself, and the ids that moved in the place of their
 * collections. As they are read, they are numbered and summed for a collection, which adds pieces of different ids.
 *
 * @param flows all that ever moved, the newest first
 */
export function splitPieces<Line extends Flow>(
  flows: readonly Line[],
  assets: readonly Asset[],
): { readonly flows: readonly Line[]; readonly assets: readonly Asset[] } {
  const collections = assets.filter(({ kind, tokenId }) => kind === 'erc1155' && tokenId === undefined)
  if (collections.length === 0) return { flows, assets }
  const last = new Map<string, Pick<Flow, 'number' | 'balance' | 'tokenId'>>()
  const keyOf = ({ token, tokenId }: Pick<Flow, 'token' | 'tokenId'>) => `${token?.toLowerCase()}:${tokenId}`
  const split = [...flows]
    .reverse()
    .map((flow) => {
      if (!collections.some(({ token }) => isSameToken(token, flow.token))) return flow
      const before = last.get(keyOf(flow))
      const moved = flow.direction === 'in' ? flow.amount : -flow.amount
      const next = { number: (before?.number ?? -1) + 1, balance: (before?.balance ?? 0n) + moved }
      last.set(keyOf(flow), { ...next, tokenId: flow.tokenId })
      return { ...flow, ...next }
    })
    .reverse()
  const idsOf = ({ token }: Asset) =>
    [...last]
      .flatMap(([key, { tokenId }]) => (tokenId !== null && key === keyOf({ token, tokenId }) ? [tokenId] : []))
      .sort((a, b) => (a < b ? -1 : 1))
  return {
    flows: split,
    assets: assets.flatMap((asset) =>
      collections.includes(asset) ? idsOf(asset).map((tokenId): Asset => ({ ...asset, tokenId })) : [asset],
    ),
  }
}
