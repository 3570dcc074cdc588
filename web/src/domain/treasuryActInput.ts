import { type Address, type Hex, zeroAddress } from 'viem'
import { encodeFunctionData, getAddress, isAddress, sha256, stringToHex } from 'viem/utils'
import { treasuryAbi } from '../generated/abi/treasury'
import { parseCid, toDigest } from './cid'
import { maxDocumentBytes } from './document'
import { parseMoney } from './money'
import type { Action } from './proposal'
import { parseDay } from './seatAct'
import type { Timepoint } from './timepoint'
import { type Asset, chooseAsset, isMoney } from './treasury'
import type {
  ActDocument,
  TreasuryActContext,
  TreasuryActDraft,
  TreasuryActField,
  TreasuryActProblem,
} from './treasuryAct'

// What is typed in the form, as the contracts take it; each reader throws `Wrong` where it cannot be that.

export const day = 86_400n
/** The longest that an envelope lasts; as `Treasury.MAX_TERM`. */
const longestTerm = 1_461n * day
const longestPeriod = 366n
/** The largest amount of an envelope. */
const maxAmount = 2n ** 208n - 1n

export class Wrong extends Error {
  constructor(
    readonly field: TreasuryActField,
    readonly problem: TreasuryActProblem,
    readonly place: number | null = null,
    readonly text = '',
  ) {
    super(problem)
  }
}

const isSame = (a: string | null, b: string | null) => (a ?? '').toLowerCase() === (b ?? '').toLowerCase()

/** An address as it is typed, in its own capitals; null where it is none, or has a typing error. */
export function parseAccount(text: string): Address | null {
  const typed = text.trim()
  if (!isAddress(typed, { strict: false }) || typed.toLowerCase() === zeroAddress) return null
  const digits = typed.slice(2)
  const isPlain = digits === digits.toLowerCase() || digits === digits.toUpperCase()
  return isPlain || isAddress(typed) ? getAddress(typed.toLowerCase()) : null
}

/** The contracts of a DAO: what is paid to them may be lost. */
export function listOwnContracts(dao: TreasuryActContext['dao']): readonly Address[] {
  const { governor, treasury, membership, observers, gates, recovery, statements, registry } = dao
  const { budgets, grants, payouts, distributions, donations, splits } = dao
  const parts = [governor, treasury, membership, observers, gates, recovery, statements, registry]
  return [...parts, budgets, grants, payouts, distributions, donations, splits].filter((part) => part !== null)
}

/** One account, typed as an address or by its name in the address book. */
export function readAccount(
  text: string,
  field: TreasuryActField,
  { dao, names }: TreasuryActContext,
  asset: Address | null = null,
  place: number | null = null,
): Address {
  const account = parseAccount(text) ?? names.get(text.trim().toLowerCase()) ?? null
  if (account === null) throw new Wrong(field, 'account', place, text.trim())
  if (isSame(account, asset)) throw new Wrong(field, 'accountAsset', place, text.trim())
  const own = [...listOwnContracts(dao), ...dao.assets]
  if (own.some((part) => isSame(part, account))) throw new Wrong(field, 'accountDao', place, text.trim())
  return account
}

/** Accounts, one a line, none twice. */
export function readAccounts(
  draft: TreasuryActDraft,
  field: 'holders' | 'payees' | 'reviewers',
  context: TreasuryActContext,
  most: number,
  asset: Address | null = null,
): Address[] {
  const lines = draft[field].split(/[\r\n,;，；]+/).filter((line) => line.trim() !== '')
  const accounts = lines.map((line, place) => readAccount(line, field, context, asset, place))
  const twice = accounts.findIndex((account, place) => accounts.indexOf(account) !== place)
  if (twice >= 0) throw new Wrong(field, 'accountTwice', twice, lines[twice]!.trim())
  if (accounts.length > most) throw new Wrong(field, 'accountsMany')
  return accounts
}

export function readAsset(draft: TreasuryActDraft, { assets }: TreasuryActContext): Asset {
  const asset = chooseAsset(assets, draft.asset)
  if (asset === undefined || !isMoney(asset)) throw new Wrong('asset', 'asset')
  return asset
}

/** An amount that is not nothing, in smallest units. */
export function readAmount(
  text: string,
  field: TreasuryActField,
  { decimals }: Pick<Asset, 'decimals'>,
  place: number | null = null,
): bigint {
  const amount = parseMoney(text, decimals)
  if (amount === null) throw new Wrong(field, 'amount', place, text.trim())
  if (amount === 0n) throw new Wrong(field, 'amountZero', place)
  if (amount > maxAmount) throw new Wrong(field, 'amountLarge', place)
  return amount
}

/** Digits only, within bounds; null for anything else. */
export function parseNumber(text: string, least: bigint, most: bigint): bigint | null {
  if (!/^\d{1,39}$/.test(text.trim())) return null
  const value = BigInt(text.trim())
  return value < least || value > most ? null : value
}

/** The end of the last day. */
export function readEnd({ end }: TreasuryActDraft, { earliest }: TreasuryActContext): number {
  if (end.trim() === '') throw new Wrong('end', 'untilMissing')
  const found = parseDay(end)
  if (found === null) throw new Wrong('end', 'untilNoDate')
  if (found <= earliest) throw new Wrong('end', 'untilPast')
  if (found > earliest + longestTerm) throw new Wrong('end', 'untilFar')
  return Number(found)
}

/** The beginning of a first day; '' for the day on which it can be executed at the earliest. */
export function readStart(text: string, field: TreasuryActField, earliest: Timepoint): number {
  if (text.trim() === '') return Number(earliest - (earliest % day))
  const found = parseDay(text)
  if (found === null) throw new Wrong(field, 'startNoDate')
  return Number(found - day + 1n)
}

export function readPeriod({ period }: TreasuryActDraft): number {
  const days = parseNumber(period, 1n, longestPeriod)
  if (days === null) throw new Wrong('period', 'period')
  return Number(days * day)
}

const lengthOf = (text: string) => new TextEncoder().encode(text).length

export function readWords(draft: TreasuryActDraft): { purpose: string; category: string } {
  const [purpose, category] = [draft.purpose.trim(), draft.category.trim()]
  if (purpose === '' || lengthOf(purpose) > 280) throw new Wrong('purpose', 'purpose')
  if (category === '' || lengthOf(category) > 31) throw new Wrong('category', 'category')
  return { purpose, category }
}

export function readName({ name }: TreasuryActDraft): string {
  if (name.trim() === '' || lengthOf(name.trim()) > 280) throw new Wrong('name', 'name')
  return name.trim()
}

/** A document, by its CID or as a text that is then published; null where there is none. */
export function readDocument(
  typed: string,
  field: TreasuryActField,
  { canPublish }: Pick<TreasuryActContext, 'canPublish'>,
  place: number | null = null,
): { readonly digest: Hex; readonly text: string | null } | null {
  if (typed.trim() === '') return null
  const cid = parseCid(typed.trim())
  if (cid !== null) return { digest: toDigest(cid), text: null }
  if (/^0x[0-9a-f]{64}$/i.test(typed.trim())) return { digest: typed.trim().toLowerCase() as Hex, text: null }
  if (!canPublish) throw new Wrong(field, 'noIpfs', place)
  const text = `${typed.trim()}\n`
  if (lengthOf(text) > maxDocumentBytes) throw new Wrong(field, 'documentLarge', place)
  return { digest: sha256(stringToHex(text)), text }
}

/** The digest of a document that may be missing, with what is to be published for it. */
export function readRef(draft: TreasuryActDraft, context: TreasuryActContext, otherwise: Hex = noDigest) {
  const found = readDocument(draft.document, 'document', context)
  return { digest: found?.digest ?? otherwise, documents: listPublished(found) }
}
/** What is to be published of a document: nothing, where it was given by its name. */
export function listPublished(document: ReturnType<typeof readDocument>): readonly ActDocument[] {
  return document?.text == null ? [] : [{ text: document.text, digest: document.digest }]
}

export const noDigest: Hex = `0x${'0'.repeat(64)}`

/** The contract that an act is done with. */
export function needPart(draft: TreasuryActDraft, part: Address | null, field: TreasuryActField): Address {
  if (part === null) throw new Wrong(field, 'absent')
  return part
}

/** A call without coin. */
export const toAction = (target: Address, calldata: Hex): Action => ({ target, value: 0n, calldata })

/** The call that gives a module the envelope which its own call then binds. */
export function encodeEnvelope(
  { dao }: TreasuryActContext,
  module: Address,
  envelope: {
    readonly asset: Address | null
    readonly total: bigint
    readonly cap: bigint
    readonly period: number
    readonly end: number
  },
): Action {
  const { asset, total, cap, period, end } = envelope
  const args = [module, asset ?? zeroAddress, total, cap, period, end] as const
  return toAction(dao.treasury, encodeFunctionData({ abi: treasuryAbi, functionName: 'setEnvelope', args }))
}

/** The call that ends an envelope. */
export function encodeEnvelopeEnd({ dao }: TreasuryActContext, number: bigint): Action {
  const args = [number] as const
  return toAction(dao.treasury, encodeFunctionData({ abi: treasuryAbi, functionName: 'revokeEnvelope', args }))
}
