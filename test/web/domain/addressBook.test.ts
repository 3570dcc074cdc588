import fc from 'fast-check'
import { type Address, getAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  type AddressBook,
  cleanName,
  formatAddressBook,
  listAccounts,
  listNames,
  parseAddressBook,
  parseEntry,
  putEntry,
  removeEntry,
} from '../../../web/src/domain/addressBook'
import { compareBooks, formatBookTable, mergeBooks, readBookFile } from '../../../web/src/domain/addressBookFile'

const ann = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const bob = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const cleo = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const book: AddressBook = [
  { account: ann, name: 'Ann' },
  { account: bob, name: 'Bob, the sailmaker' },
]
const books = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 2 ** 31 }).map((n): Address => getAddress(`0x${n.toString(16).padStart(40, '0')}`)),
      fc
        .string({ unit: 'grapheme', maxLength: 20 })
        .map(cleanName)
        .filter((name) => name !== '' && !/^0x/i.test(name) && [...name].length <= 60),
    ),
    { selector: ([account]) => account },
  )
  .map((pairs) =>
    pairs.reduce<AddressBook>((all, [account, name]) => {
      const parsed = parseEntry(all, { account, name })
      return parsed.status === 'ok' ? putEntry(all, parsed.entry) : all
    }, []),
  )

describe('an address book', () => {
  it('is read back, from what is kept and from a table', () => {
    fc.assert(
      fc.property(books, (entries) => {
        expect(parseAddressBook(formatAddressBook(entries))).toEqual(entries)
        if (entries.length > 0) expect(readBookFile(formatBookTable(entries))).toEqual({ entries, errors: [] })
      }),
    )
    expect(parseAddressBook(null)).toEqual([])
    expect(parseAddressBook('{"addressBook":[1,null,{"account":"0x1","name":"x"}]}')).toEqual([])
  })

  it('finds accounts by name and names by account, in any capitals', () => {
    expect(listNames(book).get('ann')).toBe(ann)
    expect(listAccounts(book).get(bob.toLowerCase())).toBe('Bob, the sailmaker')
  })

  it.each([
    [{ account: '0x1', name: 'C' }, 'account'],
    [{ account: `0x${'0'.repeat(40)}`, name: 'C' }, 'account'],
    [{ account: cleo.replace('F79bf', 'f79bF'), name: 'C' }, 'checksum'],
    [{ account: cleo, name: ' \u202e\n' }, 'name'],
    [{ account: cleo, name: 'x'.repeat(61) }, 'nameLong'],
    [{ account: cleo, name: '0xAnn' }, 'nameAddress'],
    [{ account: ann.toLowerCase(), name: 'C' }, 'accountTaken'],
    [{ account: cleo, name: 'ANN' }, 'nameTaken'],
  ])('refuses %o: %s', (typed, problem) => {
    expect(parseEntry(book, typed)).toEqual({ status: 'wrong', problem })
  })

  it('takes an entry in the place of another, and lets one go', () => {
    const parsed = parseEntry(book, { account: ann, name: ' Ann\u202e of  the lake ' }, ann)
    if (parsed.status !== 'ok') throw new Error(parsed.problem)
    expect(parsed.entry).toEqual({ account: ann, name: 'Ann of the lake' })
    expect(putEntry(book, parsed.entry, ann)).toEqual([parsed.entry, book[1]])
    expect(removeEntry(book, bob.toLowerCase() as Address)).toEqual([book[0]])
  })

  it('is read from other people’s files, and says what is none', () => {
    const text = `Name;Wallet\nAnn;${ann}\nCleo;0x1\nAnn;${bob}\n`
    expect(readBookFile(text)).toEqual({
      entries: [{ account: ann, name: 'Ann' }],
      errors: [
        { line: 3, text: 'Cleo 0x1', problem: 'account' },
        { line: 4, text: `${bob} Ann`, problem: 'nameTaken' },
      ],
    })
    expect(readBookFile(`[{"address":"${ann}","name":"Ann"}]`).entries).toEqual([{ account: ann, name: 'Ann' }])
  })

  it('overwrites nothing that nobody chose', () => {
    const file: AddressBook = [
      { account: ann, name: 'Ann' },
      { account: bob, name: 'Robert' },
      { account: cleo, name: 'ann' },
    ]
    const compared = compareBooks(book, [...file, { account: getAddress(`0x${'7'.repeat(40)}`), name: 'Dee' }])
    expect(compared.same).toEqual([file[0]])
    expect(compared.added.map(({ name }) => name)).toEqual(['Dee'])
    expect(compared.conflicts).toEqual([
      { entry: file[1], existing: book[1] },
      { entry: file[2], existing: book[0] },
    ])
    expect(mergeBooks(book, compared.added, []).map(({ name }) => name)).toEqual(['Ann', 'Bob, the sailmaker', 'Dee'])
    expect(mergeBooks(book, [], [file[1]!])).toEqual([book[0], file[1]])
    // Who takes over a name of somebody else takes it from them.
    expect(mergeBooks(book, [], [file[2]!])).toEqual([file[2], book[1]])
  })
})
