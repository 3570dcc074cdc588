import type { Address, Hex } from 'viem'
import { sha256, stringToHex } from 'viem/utils'
import { maxDocumentBytes } from './document'
import { growMerkleTree } from './merkleTree'
import {
  digestRows,
  formatPayoutDocument,
  hashRow,
  maxBatchRows,
  parsePayoutDocument,
  type PayoutDocument,
  type PayoutRow,
} from './payoutDocument'
import type { Slices } from './slices'

/** The most rows that are hashed without a stop. */
export const rowsInSlice = 200

/** What rows pay together. */
export function sumRows(rows: readonly Pick<PayoutRow, 'amount'>[]): bigint {
  return rows.reduce((sum, { amount }) => sum + amount, 0n)
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
  const kind = payout.rows.length <= maxBatchRows ? 'batch' : 'list'
  const prepared: PreparedPayout[] = []
  for (const rows of cutRows(payout)) {
    const part = { ...payout, rows }
    const text = formatPayoutDocument(part)
    const document = sha256(stringToHex(text))
    yield prepared.length
    const digest = kind === 'batch' ? digestRows(rows) : yield* growRoot(part, document)
    prepared.push({ kind, rows, total: sumRows(rows), digest, text, document })
  }
  return prepared
}

function* growRoot(payout: PayoutDocument, document: Hex): Slices<Hex> {
  const leaves: Hex[] = []
  for (const row of payout.rows.keys()) {
    leaves.push(hashRow(payout, document, row))
    if (leaves.length % rowsInSlice === 0) yield leaves.length
  }
  return (yield* growMerkleTree(leaves, rowsInSlice))[0]!
}

/** As few lists as there can be, of about the same length, each of which fits into one block. */
function cutRows(payout: PayoutDocument): (readonly PayoutRow[])[] {
  const measure = (text: string) => new TextEncoder().encode(text).length
  const head = measure(formatPayoutDocument({ ...payout, rows: [] }))
  // A row is `["0x…40","digits"],`, with `,"note"` where there is one.
  const sizes = payout.rows.map(
    ({ amount, note }) => 50 + amount.toString().length + (note === '' ? 0 : measure(JSON.stringify(note)) + 1),
  )
  for (let count = 1; ; count += 1) {
    const length = Math.ceil(payout.rows.length / count)
    const starts = Array.from({ length: Math.ceil(payout.rows.length / length) }, (_, index) => index * length)
    const fits = starts.every(
      (start) => head + sizes.slice(start, start + length).reduce((sum, size) => sum + size, 0) <= maxDocumentBytes,
    )
    if (fits || length === 1) return starts.map((start) => payout.rows.slice(start, start + length))
  }
}

export type PayoutDocumentProblem = 'form' | 'place' | 'rows' | 'token' | 'sum'

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
  if (payout.rows.length === 0 || BigInt(payout.rows.length) !== voted.rows) return { payout, problem: 'rows' }
  const digest = voted.kind === 'batch' ? digestRows(payout.rows) : yield* growRoot(payout, sha256(stringToHex(text)))
  if (digest !== voted.digest.toLowerCase()) return { payout, problem: 'rows' }
  if (!same(payout.token, voted.token)) return { payout, problem: 'token' }
  if (voted.total !== null && sumRows(payout.rows) !== voted.total) return { payout, problem: 'sum' }
  return { payout, problem: null }
}
