import fc from 'fast-check'
import { type Address, getAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import { delimiters, formatRecord, guessDelimiter, readRecords, recordsInSlice } from '../../../web/src/domain/csv'
import {
  addRows,
  changeRow,
  maxPayeeRows,
  maxPayeeText,
  type PayeeOptions,
  readPayees,
  removeRow,
} from '../../../web/src/domain/payeeRows'
import { finish } from '../../../web/src/domain/slices'

const ann = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const bob = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const own = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const options: PayeeOptions = {
  columns: null,
  decimals: 6,
  symbol: 'LKD',
  names: new Map<string, Address>([['林默', bob]]),
  own: new Set([own.toLowerCase()]),
}
const read = (text: string, part: Partial<PayeeOptions> = {}) => finish(readPayees(text, { ...options, ...part }))
const brief = (text: string, part: Partial<PayeeOptions> = {}) =>
  read(text, part).rows.map(({ payee, amount, problems }) => (problems.length > 0 ? problems : [payee, amount]))

describe('a table', () => {
  it('is read back as it was written, with any delimiter', () => {
    const field = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a"b', 'x,y', 'two\nlines', ' blank ', ''))
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...delimiters),
        (rows, delimiter) => {
          const clean = rows
            .map((fields) => fields.map((one) => one.replace(/[\uFEFF\0]/g, '')))
            .filter((fields) => fields.some((one) => one !== ''))
          const text = clean.map((fields) => formatRecord(fields, delimiter)).join('\r\n')
          expect(finish(readRecords(text, delimiter)).map(({ fields }) => fields)).toEqual(clean)
        },
      ),
    )
  })

  it('loses nothing of a quote that nobody closed', () => {
    expect(finish(readRecords('a,"b\nc,d', ',')).map(({ fields }) => fields)).toEqual([
      ['a', '"b'],
      ['c', 'd'],
    ])
  })

  it.each([
    ['a,b\nc,d', ','],
    ['a;b,c\nd;e', ';'],
    ['a\tb\nc\td', '\t'],
    ['a|b', '|'],
    ['a，b\nc，d', '，'],
    ['a b\nc  d', 'space'],
    ['a', ','],
    ['', ','],
  ])('%j has its delimiter guessed', (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter)
  })
})

describe('pasted rows', () => {
  it.each([
    ['two columns', `${ann},1.5\n${bob},2`],
    ['with titles', `Payee;Amount\r\n${ann};1.5\r\n\r\n${bob};2`],
    ['with Chinese titles, the amount first', `姓名\t金额\t收款地址\n安\t1.5\t${ann}\n林\t2\t${bob}`],
    ['without titles, between others', `7,Ann,${ann.toLowerCase()},1.5 LKD\n8,Bob,${bob},２`],
    ['by blanks', `${ann} 1.5\n${bob}   2`],
    ['by name', `address,amount\n${ann},1.5\n林默,2`],
  ])('%s', (_, text) => {
    // A number that counts rows is not the amount where a later column is named or fits better.
    const part = text.startsWith('7') ? { columns: { payee: 2, amount: 3, note: 1, hasHeader: false } } : {}
    expect(brief(text, part)).toEqual([
      [ann, 1_500_000n],
      [bob, 2_000_000n],
    ])
    expect(read(text, part)).toMatchObject({ total: 3_500_000n, wrong: 0, duplicates: 0, problem: null })
  })

  it('name what is wrong with each, and keep it', () => {
    const wrong = ann.replace('C5', 'c5')
    const text = [
      `${ann},1`,
      'Carla,1',
      `${wrong},1`,
      `0x${'0'.repeat(40)},1`,
      `${own},1`,
      `${ann},x`,
      `${ann},"1,5"`,
      `${ann},1.2345678`,
      `${ann},0.000`,
      `${ann},${2n ** 208n}`,
      ann,
      `Carla,x`,
    ].join('\n')
    const columns = { payee: 0, amount: 1, note: -1, hasHeader: false }
    expect(brief(text, { columns })).toEqual([
      [ann, 1_000_000n],
      ['payee'],
      ['checksum'],
      ['payee'],
      ['own'],
      ['amount'],
      ['amount'],
      ['decimals'],
      ['amountZero'],
      ['amountLarge'],
      ['fields'],
      ['payee', 'amount'],
    ])
    expect(read(text, { columns })).toMatchObject({ wrong: 11, total: 1_000_000n })
  })

  it('say who stands there twice, and since which line', () => {
    const sheet = read(`${ann},1\n\n${bob},1\n${ann.toLowerCase()},2\n林默,3`)
    expect(sheet.rows.map(({ line, duplicateOf }) => [line, duplicateOf])).toEqual([
      [1, null],
      [3, null],
      [4, 1],
      [5, 3],
    ])
    expect(sheet).toMatchObject({ duplicates: 2, wrong: 0 })
    expect(sheet.rows.map(({ isByName }) => isByName)).toEqual([false, false, false, true])
  })

  it('are read by the columns that the reader chose', () => {
    const text = `${bob},${ann},1,2`
    expect(brief(text, { columns: { payee: 1, amount: 3, note: 2, hasHeader: false } })).toEqual([[ann, 2_000_000n]])
    expect(read(text, { columns: { payee: 1, amount: 3, note: 2, hasHeader: false } }).rows[0]!.note).toBe('1')
    expect(read(text, { columns: { payee: 1, amount: 3, note: -1, hasHeader: true } }).rows).toEqual([])
  })

  it('take nothing of a column of names unasked', () => {
    const text = `name,address,amount\nAnn,${ann},1`
    expect(read(text).rows[0]!.note).toBe('')
    expect(read(text, { columns: { payee: 1, amount: 2, note: 0, hasHeader: true } }).rows[0]!.note).toBe('Ann')
  })

  it('account for every line, whatever stands in it', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom(ann, `${ann},1`, `"${bob}";2`, 'address,amount', '"'))
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map((one) => one.replace(/["\r\n\uFEFF]/g, '')).join('\n')
        const { rows, columns, wrong } = read(text)
        // A line of nothing but delimiters is empty.
        const filled = text.split('\n').filter((one) => one.replace(/[\s,;|，；]/g, '') !== '').length
        const all = rows.length + (columns.hasHeader ? 1 : 0)
        expect(all).toBeGreaterThanOrEqual(filled)
        expect(wrong).toBe(rows.filter(({ problems }) => problems.length > 0).length)
        for (const { payee, amount, problems } of rows)
          expect(problems.length === 0).toBe(payee !== null && amount !== null && !problems.includes('own'))
      }),
    )
  })
})

describe('a row', () => {
  const text = `name,address,amount\r\n"Lin, Mo",0x1,5\r\nBob,${bob},2\r\n`
  const sheet = read(text)

  it('is mended in its place, and nothing else changes', () => {
    const mended = changeRow(text, sheet.rows[0]!, sheet, ann, '6')
    expect(mended).toBe(text.replace('0x1,5', `${ann},6`))
    expect(brief(mended)).toEqual([
      [ann, 6_000_000n],
      [bob, 2_000_000n],
    ])
    const short = read(ann, { columns: { payee: 0, amount: 1, note: -1, hasHeader: false } })
    expect(changeRow(ann, short.rows[0]!, short, ann, '1')).toBe(`${ann},1`)
  })

  it('is taken away by itself', () => {
    expect(removeRow(text, sheet.rows[0]!)).toBe(text.replace('"Lin, Mo",0x1,5\r\n', ''))
  })

  it('comes after those that are there', () => {
    expect(addRows('', 'a,1')).toBe('a,1')
    expect(addRows('a,1\r\n\r\n', '\uFEFFb,2')).toBe('a,1\nb,2')
  })
})

describe('five thousand rows', () => {
  const account = (index: number) => getAddress(`0x${(index + 1_000_000).toString(16).padStart(40, '0')}`)
  const text = Array.from({ length: maxPayeeRows }, (_, index) => `${account(index)},${index + 1}.25`).join('\n')

  it('are read in slices, none of them larger than its bound', () => {
    const work = readPayees(text, options)
    const stops: number[] = []
    let next = work.next()
    for (; !next.done; next = work.next()) stops.push(next.value)
    // Once for the records, once for what they say.
    const each = Array.from({ length: maxPayeeRows / recordsInSlice }, (_, index) => (index + 1) * recordsInSlice)
    expect(stops).toEqual([...each, ...each])
    expect(next.value).toMatchObject({ wrong: 0, problem: null })
    expect(next.value.rows).toHaveLength(maxPayeeRows)
    expect(next.value.total).toBe((BigInt(maxPayeeRows * (maxPayeeRows + 1)) / 2n) * 1_000_000n + 1_250_000_000n)
  })

  it('are the most', () => {
    expect(read(`${text}\n${ann},1`)).toMatchObject({ problem: 'many' })
    expect(read('x'.repeat(maxPayeeText + 1))).toMatchObject({ problem: 'long', rows: [] })
  })
})
