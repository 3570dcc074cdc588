import type { Address, Hex } from 'viem'
import { sha256, stringToHex } from 'viem/utils'
import { buildMerkleTree, type MerkleTree } from './merkleTree'
import { digestRows, hashRow, parsePayoutDocument, type PayoutDocument } from './payoutDocument'
import type { Payout } from './right'

/** How many rows are hashed before the page is drawn again. */
const rowsInSlice = 200

/** The rows that were voted, and of a list the tree that gives each its proof. */
export type CheckedRows = { readonly document: PayoutDocument; readonly tree: MerkleTree | null }

/**
 * The rows in a payout's document, where it is the one that was voted: by its own digest, its chain, its contract and its
 * asset, and by the digest or the root of its rows; null for any other text.
 *
 * @param place where the payout is
 * @param rest is awaited after every so many rows, so that a page can be drawn in between
 */
export async function checkPayoutDocument(
  text: string,
  payout: Pick<Payout, 'form' | 'rowsDigest' | 'rowCount' | 'digest' | 'token'>,
  place: { readonly chainId: number; readonly payouts: Address },
  rest: () => Promise<void>,
): Promise<CheckedRows | null> {
  if (sha256(stringToHex(text)) !== payout.digest) return null
  const document = parsePayoutDocument(text)
  if (document === null) return null
  const same = (a: Address | null, b: Address | null) => (a ?? '').toLowerCase() === (b ?? '').toLowerCase()
  const isOurs =
    document.chainId === place.chainId &&
    same(document.payouts, place.payouts) &&
    same(document.token, payout.token) &&
    document.rows.length === payout.rowCount
  if (!isOurs) return null
  if (payout.form === 'batch') {
    return digestRows(document.rows) === payout.rowsDigest ? { document, tree: null } : null
  }
  const leaves: Hex[] = []
  for (let row = 0; row < document.rows.length; row += 1) {
    leaves.push(hashRow(document, payout.digest, row))
    if (row % rowsInSlice === rowsInSlice - 1) await rest()
  }
  const tree = buildMerkleTree(leaves)
  return tree[0] === payout.rowsDigest ? { document, tree } : null
}
