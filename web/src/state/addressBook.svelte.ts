import { type AddressBook, formatAddressBook, listAccounts, listNames, parseAddressBook } from '../domain/addressBook'
import { readSetting, writeSetting } from './settings'

/** The reader's names for accounts of one DAO, kept in this browser. */
export class AddressBookStore {
  entries = $state.raw<AddressBook>([])
  /** Whether the browser keeps them. */
  isKept = $state(true)
  readonly names = $derived(listNames(this.entries))
  readonly accounts = $derived(listAccounts(this.entries))
  #key: string

  constructor(dao: string) {
    this.#key = `addressBook:${dao}`
    this.entries = parseAddressBook(readSetting(this.#key))
    // Another tab may have changed it: what that one wrote is not overwritten with what this one had.
    addEventListener('storage', ({ key, newValue }) => {
      if (key === `althing:${this.#key}`) this.entries = parseAddressBook(newValue)
    })
  }

  write(entries: AddressBook): void {
    this.entries = entries
    this.isKept = writeSetting(this.#key, entries.length === 0 ? null : formatAddressBook(entries))
  }
}

const stores = new Map<string, AddressBookStore>()

/** The book of a DAO; one for all pages. */
export function getAddressBook({ chainId, governor }: { chainId: number; governor: string }): AddressBookStore {
  const key = `${chainId}:${governor}`
  const store = stores.get(key) ?? new AddressBookStore(key)
  stores.set(key, store)
  return store
}
