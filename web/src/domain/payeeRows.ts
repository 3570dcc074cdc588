import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import {
  type CsvRecord,
  type Delimiter,
  formatRecord,
  guessDelimiter,
  readRecords,
  recordsInSlice,
  takeRecords,
} from './csv'
import { parseMoney } from './money'
import type { Slices } from './slices'
import type { PayeeColumns } from './treasuryAct'

/** The most rows of one payout. */
export const maxPayeeRows = 5_000
/** The longest text that is read, in characters; longer than any list of so many rows. */
export const maxPayeeText = 2_000_000

/** What is wrong with a row; it is not paid before that is mended. */
export type PayeeProblem =
  'payee' | 'checksum' | 'own' | 'amount' | 'decimals' | 'amountZero' | 'amountLarge' | 'fields'

/** One row as it was read: either whom it pays and how much, or what is wrong with it. */
export type PayeeRow = CsvRecord & {
  readonly payeeText: string
  readonly amountText: string
  readonly note: string
  readonly payee: Address | null
  /** Whether the address is the one that the address book has for a name. */
  readonly isByName: boolean
  readonly amount: bigint | null
  readonly problems: readonly PayeeProblem[]
  /** The line of an earlier row that pays the same account. */
  readonly duplicateOf: number | null
}

/** All that pasted rows say. */
export type PayeeSheet = {
  readonly delimiter: Delimiter
  readonly columns: PayeeColumns
  /** What stands above each column, or the first row where nothing does. */
  readonly titles: readonly string[]
  readonly rows: readonly PayeeRow[]
  readonly wrong: number
  readonly duplicates: number
  /** Of the rows that are right. */
  readonly total: bigint
  readonly problem: 'long' | 'many' | null
}

export type PayeeOptions = {
  /** null where they are to be guessed. */
  readonly columns: PayeeColumns | null
  readonly decimals: number
  readonly symbol: string
  /** Accounts by the names that the reader gave them, in lower case. */
  readonly names: ReadonlyMap<string, Address>
  /** Whom the treasury cannot pay: itself, the DAO's contracts, the token. In lower case. */
  readonly own: ReadonlySet<string>
}

const titles = {
  payee: /^(address|account|wallet|payee|recipient|to|holder|beneficiary|地址|账户|帐户|钱包|收款|受款)/i,
  amount: /^(amount|value|sum|quantity|pay|金额|数额|数量|款项|款额)/i,
}

const isAccount = (text: string) => isAddress(text, { strict: false })
const isNumber = (text: string) => /^\d+([.,]\d+)?$/.test(text.normalize('NFKC').trim())

/**
 * Which columns say what: by what stands above them, in English or Chinese, or by what they hold. -1 where there is none.
 */
export function guessColumns(records: readonly CsvRecord[], names: PayeeOptions['names']): PayeeColumns {
  const [first] = records
  if (first === undefined) return { payee: 0, amount: 1, note: -1, hasHeader: false }
  const width = Math.max(...records.map(({ fields }) => fields.length))
  const isPayee = (text: string) => isAccount(text) || names.has(text.trim().toLowerCase())
  const hasHeader = !first.fields.some((field) => isPayee(field) || isNumber(field))
  const body = hasHeader ? records.slice(1) : records
  const columns = Array.from({ length: width }, (_, column) => column)
  const best = (count: (text: string) => boolean, taken: readonly number[]) => {
    const counts = columns.map((column) =>
      taken.includes(column) ? 0 : body.filter(({ fields }) => count(fields[column] ?? '')).length,
    )
    const most = Math.max(0, ...counts)
    return most === 0 ? -1 : counts.indexOf(most)
  }
  const titled = (name: keyof typeof titles, taken: readonly number[]) =>
    hasHeader
      ? first.fields.findIndex((field, column) => !taken.includes(column) && titles[name].test(field.trim()))
      : -1
  // Addresses can be told from anything else; a title only says what somebody meant.
  const byContent = best(isAccount, [])
  const byTitle = titled('payee', [])
  const named = byTitle >= 0 ? byTitle : best((text) => names.has(text.trim().toLowerCase()), [])
  const payee = byContent >= 0 ? byContent : Math.max(named, 0)
  const amountTitle = titled('amount', [payee])
  const amount = amountTitle >= 0 ? amountTitle : best(isNumber, [payee])
  return { payee, amount: amount >= 0 ? amount : payee === 0 ? 1 : 0, note: -1, hasHeader }
}

/**
 * What pasted rows say. Every line is a row, empty, or the line of titles: what is wrong with one is told, and it stays.
 * Stops after every {@link recordsInSlice} rows.
 */
export function* readPayees(text: string, options: PayeeOptions): Slices<PayeeSheet> {
  const isLong = text.length > maxPayeeText
  const readable = isLong ? '' : text
  const delimiter = guessDelimiter(readable)
  const columns = options.columns ?? guessColumns(takeRecords(readable, delimiter, 50), options.names)
  const records = yield* readRecords(readable, delimiter)
  const body = columns.hasHeader ? records.slice(1) : records
  const rows: PayeeRow[] = []
  const seen = new Map<string, number>()
  let wrong = 0
  let duplicates = 0
  let total = 0n
  for (const record of body) {
    const row = readRow(record, columns, options, seen)
    rows.push(row)
    if (row.problems.length > 0) wrong += 1
    else total += row.amount!
    if (row.duplicateOf !== null) duplicates += 1
    if (rows.length % recordsInSlice === 0) yield rows.length
  }
  const width = Math.max(0, ...records.slice(0, 50).map(({ fields }) => fields.length))
  const problem = isLong ? 'long' : rows.length > maxPayeeRows ? 'many' : null
  const above = Array.from({ length: width }, (_, column) => records[0]?.fields[column] ?? '')
  return { delimiter, columns, titles: above, rows, wrong, duplicates, total, problem }
}

function readRow(record: CsvRecord, columns: PayeeColumns, options: PayeeOptions, seen: Map<string, number>): PayeeRow {
  const problems: PayeeProblem[] = []
  const payeeText = record.fields[columns.payee] ?? ''
  const amountText = record.fields[columns.amount] ?? ''
  const note = record.fields[columns.note] ?? ''
  const isShort = record.fields.length <= Math.max(columns.payee, columns.amount)
  const { account, isByName, problem } = readPayee(payeeText, options)
  if (problem !== null) problems.push(problem)
  const amount = readRowAmount(amountText, options)
  if (isShort) problems.push('fields')
  else if (typeof amount === 'string') problems.push(amount)
  const key = account?.toLowerCase()
  const duplicateOf = key === undefined ? null : (seen.get(key) ?? null)
  if (key !== undefined && duplicateOf === null) seen.set(key, record.line)
  const value = typeof amount === 'string' ? null : amount
  return { ...record, payeeText, amountText, note, payee: account, isByName, amount: value, problems, duplicateOf }
}

function readPayee(
  text: string,
  { names, own }: PayeeOptions,
): { account: Address | null; isByName: boolean; problem: PayeeProblem | null } {
  const typed = text.trim()
  const named = names.get(typed.toLowerCase())
  if (named !== undefined) return { account: named, isByName: true, problem: judge(named, own) }
  if (!isAccount(typed) || /^0x0{40}$/i.test(typed)) return { account: null, isByName: false, problem: 'payee' }
  const digits = typed.slice(2)
  const isPlain = digits === digits.toLowerCase() || digits === digits.toUpperCase()
  if (!isPlain && !isAddress(typed)) return { account: null, isByName: false, problem: 'checksum' }
  const account = getAddress(typed.toLowerCase())
  return { account, isByName: false, problem: judge(account, own) }
}

const judge = (account: Address, own: ReadonlySet<string>) => (own.has(account.toLowerCase()) ? 'own' : null)

/** An amount as a table has it: also in full-width digits, and with the asset's symbol after it. */
function readRowAmount(text: string, { decimals, symbol }: PayeeOptions): bigint | PayeeProblem {
  const plain = text.normalize('NFKC').trim()
  const typed = plain.endsWith(symbol) ? plain.slice(0, -symbol.length).trim() : plain
  const amount = parseMoney(typed, decimals)
  if (amount === null) return /^\d*\.\d+$/.test(typed) ? 'decimals' : 'amount'
  if (amount === 0n) return 'amountZero'
  return amount > 2n ** 208n - 1n ? 'amountLarge' : amount
}

/** The text with other fields in a row; all else stands as it was. */
export function changeRow(
  text: string,
  row: Pick<PayeeRow, 'start' | 'end' | 'fields'>,
  { delimiter, columns }: Pick<PayeeSheet, 'delimiter' | 'columns'>,
  payee: string,
  amount: string,
): string {
  const length = Math.max(row.fields.length, columns.payee + 1, columns.amount + 1)
  const fields = Array.from({ length }, (_, column) => {
    if (column === columns.payee) return payee.trim()
    return column === columns.amount ? amount.trim() : (row.fields[column] ?? '')
  })
  return text.slice(0, row.start) + formatRecord(fields, delimiter) + text.slice(row.end)
}

/** The text without a row. */
export function removeRow(text: string, { start, end }: Pick<PayeeRow, 'start' | 'end'>): string {
  return text.slice(0, start) + text.slice(end).replace(/^(\r\n|\r|\n)/, '')
}

/** Rows with others after them. */
export function addRows(text: string, more: string): string {
  const before = text.replace(/[\r\n]+$/, '')
  return before === '' ? more : `${before}\n${more.replace(/^\uFEFF/, '')}`
}
