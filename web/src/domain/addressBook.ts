import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'

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
  return sortBook([...book.filter(({ account }) => instead === null || !isSame(account, instead)), entry])
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

/** A book read back from storage; what does not read as an entry is left out. */
export function parseAddressBook(text: string | null): AddressBook {
  return (readPairs(text ?? '') ?? []).reduce<AddressBook>((book, typed) => {
    const parsed = parseEntry(book, typed)
    return parsed.status === 'ok' ? putEntry(book, parsed.entry) : book
  }, [])
}

/** What is typed for an entry, as a book that was given away has it; null where the text is no such book. */
export function readPairs(text: string): { readonly account: string; readonly name: string }[] | null {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return null // Not JSON: whoever asked may read it as a table.
  }
  const list = Array.isArray(found) ? (found as unknown[]) : (found as { addressBook?: unknown } | null)?.addressBook
  if (!Array.isArray(list)) return null
  const asText = (value: unknown) => (typeof value === 'string' ? value : '')
  return list.slice(0, maxEntries).map((entry: unknown) => {
    const { account, address, name } = (entry ?? {}) as Record<string, unknown>
    return { account: asText(account) || asText(address), name: asText(name) }
  })
}

/** Entries in the order of their names. */
export const sortBook = (entries: readonly BookEntry[]): AddressBook =>
  [...entries].sort((a, b) => a.name.localeCompare(b.name))
