import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'
import type { Asset, Flow } from '../domain/treasury'
import { sayAmount } from './sayAmount'

/** What moved: an amount, a piece by its number, or so many pieces of a number. */
export function sayMoved(
  { amount, tokenId }: Pick<Flow, 'amount' | 'tokenId'>,
  asset: Asset | null,
  t: Messages,
  format: Format,
): string {
  if (tokenId === null) return sayAmount(amount, asset, t, format)
  const name = t.unit.piece(asset?.symbol ?? t.parts.collectible, tokenId.toString())
  return amount === 1n && asset?.kind !== 'erc1155' ? name : t.unit.several(format.number(amount), name)
}

/** An asset's name: of an ERC-1155 the collection's and the id. */
export function nameAsset({ symbol, tokenId }: Asset, t: Messages): string {
  return tokenId === undefined ? symbol : t.unit.piece(symbol, tokenId.toString())
}
