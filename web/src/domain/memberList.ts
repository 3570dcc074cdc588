import type { Address, Hex } from 'viem'
import { encodeAbiParameters, getAddress, isAddress, keccak256 } from 'viem/utils'
import { buildMerkleTree, getMerkleProof } from './merkleTree'
import { seatKinds, type SeatKind, toKindNumber } from './seat'

/** An account that may take a seat of a kind. */
export type ListedSeat = { readonly account: Address; readonly kind: SeatKind }

/** A list as its document holds it: for one number, of one contract, on one chain. */
export type ListDocument = {
  readonly list: bigint
  readonly chainId: number
  readonly gates: Address
  readonly seats: readonly ListedSeat[]
}

export type ListLineProblem = 'address' | 'checksum' | 'kind' | 'duplicate'

/** A line that says no seat. Lines count from 1. */
export type ListLineError = { readonly line: number; readonly text: string; readonly problem: ListLineProblem }

const words: Record<string, SeatKind> = {
  member: 'member',
  成员: 'member',
  steward: 'steward',
  理事: 'steward',
  organisation: 'organisation',
  organization: 'organisation',
  机构: 'organisation',
  observer: 'observer',
  观察员: 'observer',
}
const header = /^(address|account|wallet|holder|地址|账户|帐户|钱包)\b/i

/**
 * The seats that pasted lines or a CSV name: an address first, then, if one likes, the kind; what stands after that is
 * for people. Every line is either a seat, empty, a header, or told as an error: nothing is lost without a word.
 *
 * @example parseListText('0x…, steward\n0x…', 'member')
 */
export function parseListText(
  text: string,
  kind: SeatKind,
): { readonly seats: readonly ListedSeat[]; readonly errors: readonly ListLineError[] } {
  const seats: ListedSeat[] = []
  const errors: ListLineError[] = []
  const seen = new Set<string>()
  readLines(text, kind, ({ line, text: source, account, kind: named, problem }) => {
    if (problem !== null) return void errors.push({ line, text: source, problem })
    if (seen.has(account)) return void errors.push({ line, text: source, problem: 'duplicate' })
    seen.add(account)
    seats.push({ account, kind: named })
  })
  return { seats, errors }
}

/** A line that names somebody, or should: what stands after account and kind is in `rest`. */
export type ListLine = { readonly line: number; readonly text: string } & (
  | { readonly problem: null; readonly account: Address; readonly kind: SeatKind; readonly rest: readonly string[] }
  | { readonly problem: 'address' | 'checksum' | 'kind'; readonly account?: never; readonly kind?: never }
)

/** Reads the lines of a list one by one; those that are empty, a remark or a header say nothing. */
export function readLines(text: string, kind: SeatKind, take: (line: ListLine) => void): void {
  let taken = 0
  text.split(/\r\n|\r|\n/).forEach((source, index) => {
    const fields = source
      .replace(/^\uFEFF/, '')
      .split(/\s*[,;\t，；]\s*|\s+/)
      .map((field) => field.replace(/^["'“”]+|["'“”]+$/g, '').trim())
    while (fields[0] === '') fields.shift()
    const [first, second = '', ...rest] = fields
    if (first === undefined || first.startsWith('#')) return
    const place = { line: index + 1, text: source.trim().slice(0, 120) }
    taken += 1
    if (!isAddress(first, { strict: false }) || /^0x0{40}$/i.test(first)) {
      if (taken === 1 && header.test(first)) return
      return take({ ...place, problem: 'address' })
    }
    const digits = first.slice(2)
    const isPlain = digits === digits.toLowerCase() || digits === digits.toUpperCase()
    if (!isPlain && !isAddress(first)) return take({ ...place, problem: 'checksum' })
    const named = second === '' ? kind : words[second.toLowerCase()]
    if (named === undefined) return take({ ...place, problem: 'kind' })
    take({ ...place, problem: null, account: getAddress(first.toLowerCase()), kind: named, rest })
  })
}

/** The bytes of a list's document: JSON in one form, so that the same list has the same digest. */
export function formatListDocument({ list, chainId, gates, seats }: ListDocument): string {
  const rows = seats.map(({ account, kind }) => [getAddress(account), kind])
  return `${JSON.stringify({ list: Number(list), chainId, gates: getAddress(gates), seats: rows })}\n`
}

/** The list in a document, by whomever it was written; null where it is none. The inverse of {@link formatListDocument}. */
export function parseListDocument(text: string): ListDocument | null {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return null // Not JSON: whoever asked is told that it is no list.
  }
  if (typeof found !== 'object' || found === null) return null
  const { list, chainId, gates, seats } = found as Record<string, unknown>
  const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)
  if (!isNumber(list) || list < 1 || !isNumber(chainId) || typeof gates !== 'string') return null
  if (!isAddress(gates, { strict: false }) || !Array.isArray(seats)) return null
  const rows: ListedSeat[] = []
  for (const row of seats as unknown[]) {
    if (!Array.isArray(row)) return null
    const [account, kind] = row as unknown[]
    const known = seatKinds.find((one) => one === kind)
    if (typeof account !== 'string' || !isAddress(account, { strict: false }) || known === undefined) return null
    rows.push({ account: getAddress(account), kind: known })
  }
  return { list: BigInt(list), chainId, gates: getAddress(gates), seats: rows }
}

/** What a list's tree holds for an account; mirrors `Gates.listLeaf`. */
export function computeListLeaf(list: Omit<ListDocument, 'seats'>, { account, kind }: ListedSeat): Hex {
  const encoded = encodeAbiParameters(
    [{ type: 'uint256' }, { type: 'address' }, { type: 'uint256' }, { type: 'address' }, { type: 'uint8' }],
    [BigInt(list.chainId), list.gates, list.list, account, toKindNumber(kind)],
  )
  return keccak256(keccak256(encoded))
}

/** The root that stands on the chain for a list. */
export function computeListRoot(document: ListDocument): Hex {
  return buildMerkleTree(document.seats.map((seat) => computeListLeaf(document, seat)))[0]!
}

/** What an account presents to take its seat of a list; null where the list does not name it. */
export function findListProof(
  document: ListDocument,
  account: Address,
): { readonly kind: SeatKind; readonly proof: readonly Hex[] } | null {
  const seat = document.seats.find((one) => one.account.toLowerCase() === account.toLowerCase())
  if (seat === undefined) return null
  const tree = buildMerkleTree(document.seats.map((one) => computeListLeaf(document, one)))
  const proof = getMerkleProof(tree, computeListLeaf(document, seat))
  return proof && { kind: seat.kind, proof }
}
