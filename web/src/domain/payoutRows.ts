import type { Address, Hex } from 'viem'
import { encodeAbiParameters, getAddress, isAddress, keccak256, sha256, stringToHex } from 'viem/utils'
import { maxDocumentBytes } from './document'
import { buildMerkleTree, getMerkleProof, growMerkleTree } from './merkleTree'
import { finish, type Slices } from './slices'

/** Whom a payout pays, and how much in the asset's smallest unit. */
export type PayoutRow = { readonly payee: Address; readonly amount: bigint }

/** The rows of a payout as its document holds them: for one contract, on one chain, in one asset. */
export type PayoutDocument = {
  readonly chainId: number
  readonly payouts: Address
  /** null for the coin. */
  readonly asset: Address | null
  readonly rows: readonly PayoutRow[]
}

/** The most rows of a batch; as `Payouts.MAX_ROWS`. */
export const maxBatchRows = 200

/** The most rows that are hashed without a stop. */
export const rowsInSlice = 200

/** The bytes of a payout's document: JSON in one form, so that the same rows have the same digest. */
export function formatPayoutDocument({ chainId, payouts, asset, rows }: PayoutDocument): string {
  const list = rows.map(({ payee, amount }) => [getAddress(payee), amount.toString()])
  return `${JSON.stringify({ chainId, payouts: getAddress(payouts), asset: asset && getAddress(asset), rows: list })}\n`
}

/** The payout in a document, by whomever it was written; null where it is none. The inverse of {@link formatPayoutDocument}. */
export function parsePayoutDocument(text: string): PayoutDocument | null {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return null // Not JSON: whoever asked is told that it is no payout.
  }
  if (typeof found !== 'object' || found === null) return null
  const { chainId, payouts, asset, rows } = found as Record<string, unknown>
  const isAccount = (value: unknown): value is string =>
    typeof value === 'string' && isAddress(value, { strict: false })
  if (typeof chainId !== 'number' || !Number.isSafeInteger(chainId) || !isAccount(payouts)) return null
  if (asset !== null && !isAccount(asset)) return null
  if (!Array.isArray(rows) || rows.length === 0) return null
  const list: PayoutRow[] = []
  for (const row of rows as unknown[]) {
    const [payee, amount] = Array.isArray(row) ? (row as unknown[]) : []
    if (!isAccount(payee) || typeof amount !== 'string' || !/^[1-9]\d{0,77}$/.test(amount)) return null
    list.push({ payee: getAddress(payee), amount: BigInt(amount) })
  }
  return { chainId, payouts: getAddress(payouts), asset: asset === null ? null : getAddress(asset), rows: list }
}

/** What rows pay together. */
export function sumRows(rows: readonly PayoutRow[]): bigint {
  return rows.reduce((sum, { amount }) => sum + amount, 0n)
}

/** What a batch is voted by: the hash of `abi.encode(address[] to, uint256[] amounts)`. */
export function computeRowsDigest(rows: readonly PayoutRow[]): Hex {
  const lists = [rows.map(({ payee }) => payee), rows.map(({ amount }) => amount)] as const
  return keccak256(encodeAbiParameters([{ type: 'address[]' }, { type: 'uint256[]' }], lists))
}

const leafTypes = [
  { type: 'uint256' },
  { type: 'address' },
  { type: 'bytes32' },
  { type: 'uint256' },
  { type: 'address' },
  { type: 'uint256' },
] as const

/**
 * What a list's tree holds for a row; mirrors `Payouts.rowLeaf`.
 *
 * @param document SHA-256 of the document with the rows
 * @param row from 0
 */
export function computeRowLeaf(
  { chainId, payouts }: Pick<PayoutDocument, 'chainId' | 'payouts'>,
  document: Hex,
  row: number,
  { payee, amount }: PayoutRow,
): Hex {
  const words = [BigInt(chainId), payouts, document, BigInt(row), payee, amount] as const
  return keccak256(keccak256(encodeAbiParameters(leafTypes, words)))
}

function listLeaves(payout: PayoutDocument, document: Hex): Hex[] {
  return payout.rows.map((row, index) => computeRowLeaf(payout, document, index, row))
}

function* growRoot(payout: PayoutDocument, document: Hex): Slices<Hex> {
  const leaves: Hex[] = []
  for (const [index, row] of payout.rows.entries()) {
    leaves.push(computeRowLeaf(payout, document, index, row))
    if (leaves.length % rowsInSlice === 0) yield leaves.length
  }
  return (yield* growMerkleTree(leaves, rowsInSlice))[0]!
}

/** The root that is voted for a list. */
export function computeRowsRoot(payout: PayoutDocument, document: Hex): Hex {
  return finish(growRoot(payout, document))
}

/** What is presented with a row of a list to have it paid. */
export function findRowProof(payout: PayoutDocument, document: Hex, row: number): readonly Hex[] {
  const leaves = listLeaves(payout, document)
  return getMerkleProof(buildMerkleTree(leaves), leaves[row]!) ?? []
}

/** A payout as it is put to the vote: a batch, or a list where there are more rows than a batch has. */
export type PreparedPayout = {
  readonly kind: 'batch' | 'list'
  readonly rows: readonly PayoutRow[]
  readonly total: bigint
  /** Of a batch the digest of its rows, of a list the root. */
  readonly digest: Hex
  /** What is published, and its SHA-256. */
  readonly text: string
  readonly document: Hex
}

/**
 * The payouts that rows make: one batch, one list, or several lists where one document would be larger than a block.
 * Stops after every {@link rowsInSlice} rows.
 *
 * @throws RangeError where there are no rows
 */
export function* preparePayouts(payout: PayoutDocument): Slices<readonly PreparedPayout[]> {
  if (payout.rows.length === 0) throw new RangeError('a payout needs a row')
  if (payout.rows.length <= maxBatchRows) {
    const text = formatPayoutDocument(payout)
    const { rows } = payout
    const digest = computeRowsDigest(rows)
    return [{ kind: 'batch', rows, total: sumRows(rows), digest, text, document: sha256(stringToHex(text)) }]
  }
  const prepared: PreparedPayout[] = []
  for (const rows of cutRows(payout)) {
    const part = { ...payout, rows }
    const text = formatPayoutDocument(part)
    const document = sha256(stringToHex(text))
    yield prepared.length
    prepared.push({ kind: 'list', rows, total: sumRows(rows), digest: yield* growRoot(part, document), text, document })
  }
  return prepared
}

/** As few lists as there can be, of about the same length, each of which fits into one block. */
function cutRows(payout: PayoutDocument): (readonly PayoutRow[])[] {
  const head = formatPayoutDocument({ ...payout, rows: [] }).length
  // A row is `["0x…40","digits"],`.
  const sizes = payout.rows.map(({ amount }) => 44 + amount.toString().length + 6)
  for (let count = 1; ; count += 1) {
    const length = Math.ceil(payout.rows.length / count)
    const starts = Array.from({ length: Math.ceil(payout.rows.length / length) }, (_, index) => index * length)
    const fits = starts.every(
      (start) => head + sizes.slice(start, start + length).reduce((sum, size) => sum + size, 0) <= maxDocumentBytes,
    )
    if (fits) return starts.map((start) => payout.rows.slice(start, start + length))
  }
}

export type PayoutDocumentProblem = 'form' | 'place' | 'rows' | 'asset' | 'sum'

/** A payout as the chain has it. */
export type VotedPayout = Omit<PayoutDocument, 'rows'> & {
  readonly kind: 'batch' | 'list'
  readonly digest: Hex
  readonly rows: bigint
  /** null where it is not known. */
  readonly total: bigint | null
}

/** The rows in the document of a payout that was voted, and what speaks against them; null where all of it agrees. */
export function* checkPayoutDocument(
  text: string,
  voted: VotedPayout,
): Slices<{ readonly payout: PayoutDocument | null; readonly problem: PayoutDocumentProblem | null }> {
  const payout = parsePayoutDocument(text)
  if (payout === null) return { payout, problem: 'form' }
  const same = (a: Address | null, b: Address | null) => (a ?? '').toLowerCase() === (b ?? '').toLowerCase()
  if (payout.chainId !== voted.chainId || !same(payout.payouts, voted.payouts)) return { payout, problem: 'place' }
  if (BigInt(payout.rows.length) !== voted.rows) return { payout, problem: 'rows' }
  const digest =
    voted.kind === 'batch' ? computeRowsDigest(payout.rows) : yield* growRoot(payout, sha256(stringToHex(text)))
  if (digest !== voted.digest.toLowerCase()) return { payout, problem: 'rows' }
  if (!same(payout.asset, voted.asset)) return { payout, problem: 'asset' }
  if (voted.total !== null && sumRows(payout.rows) !== voted.total) return { payout, problem: 'sum' }
  return { payout, problem: null }
}
