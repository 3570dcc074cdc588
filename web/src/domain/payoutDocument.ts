import type { Address, Hex } from 'viem'
import { encodeAbiParameters, getAddress, isAddress, keccak256 } from 'viem/utils'
import { buildMerkleTree, getMerkleProof, type MerkleTree } from './merkleTree'

/** Who is paid how much, in smallest units; the note is for people. */
export type PayoutRow = { readonly payee: Address; readonly amount: bigint; readonly note: string }

/** The rows of a payout as its document holds them. */
export type PayoutDocument = {
  readonly chainId: number
  readonly payouts: Address
  /** null for the coin. */
  readonly token: Address | null
  readonly rows: readonly PayoutRow[]
}

/** The most rows that a batch gives at once: `Payouts.MAX_ROWS`. */
export const maxBatchRows = 200

/** The bytes of a payout's document: JSON in one form, so that the same rows have the same digest. */
export function formatPayoutDocument({ chainId, payouts, token, rows }: PayoutDocument): string {
  const fields = rows.map(({ payee, amount, note }) => [getAddress(payee), amount.toString(), ...(note ? [note] : [])])
  return `${JSON.stringify({ chainId, payouts: getAddress(payouts), token: token && getAddress(token), rows: fields })}\n`
}

/** A payout's document read back; null for anything that is not one, to the last byte. */
export function parsePayoutDocument(text: string): PayoutDocument | null {
  let found: { chainId?: unknown; payouts?: unknown; token?: unknown; rows?: unknown }
  try {
    found = JSON.parse(text) as typeof found
  } catch {
    return null
  }
  const isAccount = (value: unknown): value is Address => typeof value === 'string' && isAddress(value)
  if (typeof found !== 'object' || found === null) return null
  const { chainId, payouts, token, rows } = found
  if (!Number.isSafeInteger(chainId) || !isAccount(payouts) || !Array.isArray(rows)) return null
  if (token !== null && !isAccount(token)) return null
  const parsed: PayoutRow[] = []
  for (const row of rows as unknown[]) {
    if (!Array.isArray(row) || row.length < 2 || row.length > 3) return null
    const [payee, amount, note = ''] = row as unknown[]
    if (!isAccount(payee) || typeof amount !== 'string' || !/^\d{1,78}$/.test(amount)) return null
    if (typeof note !== 'string') return null
    parsed.push({ payee, amount: BigInt(amount), note })
  }
  const document = { chainId: chainId as number, payouts, token: token ?? null, rows: parsed }
  return formatPayoutDocument(document) === text ? document : null
}

/** What a vote agrees to of a batch's rows: keccak-256 of `abi.encode(address[] to, uint256[] amounts)`. */
export function digestRows(rows: readonly Pick<PayoutRow, 'payee' | 'amount'>[]): Hex {
  const lists = [rows.map(({ payee }) => payee), rows.map(({ amount }) => amount)] as const
  return keccak256(encodeAbiParameters([{ type: 'address[]' }, { type: 'uint256[]' }], lists))
}

const leafTypes = 'uint256 address bytes32 uint256 address uint256'.split(' ').map((type) => ({ type }))

/** The leaf of a row of a list; as `Payouts.rowLeaf`. `digest` is the SHA-256 of the document. */
export function hashRow({ chainId, payouts, rows }: PayoutDocument, digest: Hex, row: number): Hex {
  const { payee, amount } = rows[row]!
  const fields = [BigInt(chainId), payouts, digest, BigInt(row), payee, amount]
  return keccak256(keccak256(encodeAbiParameters(leafTypes, fields)))
}

/**
 * The tree of a list: its first node is the root that a vote agrees to.
 *
 * @throws RangeError where there are no rows
 */
export function buildRowTree(document: PayoutDocument, digest: Hex): MerkleTree {
  return buildMerkleTree(document.rows.map((_, row) => hashRow(document, digest, row)))
}

/** The hashes by which a row of a list is claimed; null where the tree does not have it. */
export function findRowProof(document: PayoutDocument, digest: Hex, row: number, tree: MerkleTree): Hex[] | null {
  return getMerkleProof(tree, hashRow(document, digest, row))
}
