import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import { formatRecord, guessDelimiter, takeRecords } from './csv'

/** A name that the reader gave to an account. */
export type BookEntry = { readonly account: Address; readonly name: string }

/** The reader's names for accounts: one an account, each once, in the order of the names. */
export type AddressBook = readonly BookEntry[]

export type BookProblem = 'account' | 'checksum' | 'name' | 'nameLong' | 'nameAddress' | 'accountTaken' | 'nameTaken'

/** The most characters of a name, and entries of a book. */
export const maxName = 60
export const maxEntries = 5_000

/** A name as it is kept: on one line, and without what would turn the line around. */
export function cleanName(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
const sort = (entries: readonly BookEntry[]) => [...entries].sort((a, b) => a.name.localeCompare(b.name))

/** An entry as it is typed, or what is wrong with it; `instead` is the account of the one that it replaces. */
export function parseEntry(
  book: AddressBook,
  typed: { readonly account: string; readonly name: string },
  instead: Address | null = null,
): { readonly status: 'ok'; readonly entry: BookEntry } | { readonly status: 'wrong'; readonly problem: BookProblem } {
  const wrong = (problem: BookProblem) => ({ status: 'wrong', problem }) as const
  const text = typed.account.trim()
  if (!isAddress(text, { strict: false }) || /^0x0{40}$/i.test(text)) return wrong('account')
  const digits = text.slice(2)
  const isPlain = digits === digits.toLowerCase() || digits === digits.toUpperCase()
  if (!isPlain && !isAddress(text)) return wrong('checksum')
  const name = cleanName(typed.name)
  if (name === '') return wrong('name')
  if ([...name].length > maxName) return wrong('nameLong')
  // A name that reads as an address would stand where an address is expected.
  if (/^0x/i.test(name)) return wrong('nameAddress')
  const others = book.filter(({ account }) => instead === null || !isSame(account, instead))
  if (others.some((entry) => isSame(entry.account, text))) return wrong('accountTaken')
  if (others.some((entry) => isSame(entry.name, name))) return wrong('nameTaken')
  return { status: 'ok', entry: { account: getAddress(text.toLowerCase()), name } }
}

/** The book with an entry, in the place of another where it replaces one. */
export function putEntry(book: AddressBook, entry: BookEntry, instead: Address | null = null): AddressBook {
  return sort([...book.filter(({ account }) => instead === null || !isSame(account, instead)), entry])
}

export function removeEntry(book: AddressBook, account: Address): AddressBook {
  return book.filter((entry) => !isSame(entry.account, account))
}

/** The account of each name, in lower case. */
export function listNames(book: AddressBook): ReadonlyMap<string, Address> {
  return new Map(book.map(({ name, account }) => [name.toLowerCase(), account]))
}

/** The name of each account, in lower case. */
export function listAccounts(book: AddressBook): ReadonlyMap<string, string> {
  return new Map(book.map(({ name, account }) => [account.toLowerCase(), name]))
}

/** A book as it is kept and given away; {@link parseAddressBook} reads it. */
export function formatAddressBook(book: AddressBook): string {
  return `${JSON.stringify({ addressBook: book.map(({ account, name }) => ({ account, name })) }, null, 2)}\n`
}

/** A book as a table for a spreadsheet. */
export function formatBookTable(book: AddressBook): string {
  return ['address,name', ...book.map(({ account, name }) => formatRecord([account, name]))].join('\n') + '\n'
}

/** A book read back from storage; what does not read as an entry is left out. */
export function parseAddressBook(text: string | null): AddressBook {
  return text === null ? [] : readBookFile(text).entries
}

/** A line or entry that is none. Lines count from 1. */
export type BookLineError = { readonly line: number; readonly text: string; readonly problem: BookProblem }

/** The entries of a file, JSON or a table of addresses and names; what is none is told. */
export function readBookFile(text: string): {
  readonly entries: AddressBook
  readonly errors: readonly BookLineError[]
} {
  let entries: AddressBook = []
  const errors: BookLineError[] = []
  readPairs(text).forEach(({ line, account, name }) => {
    const parsed = parseEntry(entries, { account, name })
    if (parsed.status === 'ok') entries = [...entries, parsed.entry]
    else errors.push({ line, text: `${account} ${name}`.trim().slice(0, 120), problem: parsed.problem })
  })
  return { entries: sort(entries), errors }
}

function readPairs(text: string): { line: number; account: string; name: string }[] {
  try {
    const found: unknown = JSON.parse(text)
    const list = Array.isArray(found) ? found : (found as { addressBook?: unknown } | null)?.addressBook
    if (Array.isArray(list)) {
      return list.slice(0, maxEntries).map((entry: unknown, index) => {
        const { account, address, name } = (entry ?? {}) as Record<string, unknown>
        const asText = (value: unknown) => (typeof value === 'string' ? value : '')
        return { line: index + 1, account: asText(account) || asText(address), name: asText(name) }
      })
    }
  } catch {
    // Not JSON: it is read as a table.
  }
  const records = takeRecords(text, guessDelimiter(text), maxEntries + 1)
  const isAccount = (field: string) => isAddress(field, { strict: false })
  const hasHeader = records[0] !== undefined && !records[0].fields.some(isAccount)
  return (records.length > 1 && hasHeader ? records.slice(1) : records).map(({ line, fields }) => {
    const place = Math.max(fields.findIndex(isAccount), 0)
    return { line, account: fields[place] ?? '', name: fields.find((_, column) => column !== place) ?? '' }
  })
}

/** An entry of a file that another one of the book stands against: the same account, or the same name. */
export type BookConflict = { readonly entry: BookEntry; readonly existing: BookEntry }

/** What a file would add to a book, what is there already, and what somebody has to choose. */
export function compareBooks(
  book: AddressBook,
  entries: AddressBook,
): { readonly added: AddressBook; readonly same: AddressBook; readonly conflicts: readonly BookConflict[] } {
  const added: BookEntry[] = []
  const same: BookEntry[] = []
  const conflicts: BookConflict[] = []
  for (const entry of entries) {
    const sameAccount = book.find(({ account }) => isSame(account, entry.account))
    const sameName = book.find(({ name }) => isSame(name, entry.name))
    if (sameAccount?.name === entry.name) same.push(entry)
    else if (sameAccount !== undefined) conflicts.push({ entry, existing: sameAccount })
    else if (sameName !== undefined) conflicts.push({ entry, existing: sameName })
    else added.push(entry)
  }
  return { added, same, conflicts }
}

/** The book with what was added, and with those of the conflicting entries that were chosen. */
export function mergeBooks(book: AddressBook, added: AddressBook, chosen: AddressBook): AddressBook {
  const kept = book.filter(
    (entry) => !chosen.some(({ account, name }) => isSame(account, entry.account) || isSame(name, entry.name)),
  )
  return sort([...kept, ...added, ...chosen])
}
