import { isAddress } from 'viem/utils'
import {
  type AddressBook,
  type BookEntry,
  type BookProblem,
  maxEntries,
  parseEntry,
  readPairs,
  sortBook,
} from './addressBook'
import { formatRecord, guessDelimiter, takeRecords } from './csv'

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** A book as a table for a spreadsheet. */
export function formatBookTable(book: AddressBook): string {
  return ['address,name', ...book.map(({ account, name }) => formatRecord([account, name]))].join('\n') + '\n'
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
  readLines(text).forEach(({ line, account, name }) => {
    const parsed = parseEntry(entries, { account, name })
    if (parsed.status === 'ok') entries = [...entries, parsed.entry]
    else errors.push({ line, text: `${account} ${name}`.trim().slice(0, 120), problem: parsed.problem })
  })
  return { entries: sortBook(entries), errors }
}

function readLines(text: string): { line: number; account: string; name: string }[] {
  const pairs = readPairs(text)
  if (pairs !== null) return pairs.map((pair, index) => ({ line: index + 1, ...pair }))
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
  return sortBook([...kept, ...added, ...chosen])
}
