import { type Address, getAddress, sha256, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { maxDocumentBytes } from '../../../web/src/domain/document'
import { buildRowTree, digestRows, maxBatchRows } from '../../../web/src/domain/payoutDocument'
import { checkPayoutDocument, preparePayouts, rowsInSlice, sumRows } from '../../../web/src/domain/preparePayouts'
import { finish } from '../../../web/src/domain/slices'

const payouts = '0xB7f8BC63BbcaD18155201308C8f3540b07f84F5e'
const token = '0x0B306BF915C4d645ff596e518fAf3F9669b97016'
const account = (number: number): Address => getAddress(`0x${number.toString(16).padStart(40, '0')}`)
const make = (count: number, digits = 7, note = '') =>
  Array.from({ length: count }, (_, index) => ({
    payee: account(index + 7),
    amount: 10n ** BigInt(digits) + BigInt(index),
    note,
  }))
const place = { chainId: 31337, payouts, token } as const
const prepare = (rows: ReturnType<typeof make>) => finish(preparePayouts({ ...place, rows }))

describe('a prepared payout', () => {
  it.each([
    [1, 'batch'],
    [maxBatchRows, 'batch'],
    [maxBatchRows + 1, 'list'],
  ])('of %i rows is a %s', (count, kind) => {
    const rows = make(count)
    const prepared = prepare(rows)
    expect(prepared).toHaveLength(1)
    const [{ document, text, digest }] = prepared as [(typeof prepared)[number]]
    expect(prepared[0]).toMatchObject({ kind, rows, total: sumRows(rows) })
    expect(sha256(stringToHex(text))).toBe(document)
    expect(digest).toBe(kind === 'batch' ? digestRows(rows) : buildRowTree({ ...place, rows }, document)[0])
  })

  it('is none of no rows', () => {
    expect(() => prepare([])).toThrow(RangeError)
  })

  it.each([
    [24, ''],
    [7, '柴'],
  ])('of five thousand is as many lists as blocks are needed (%i digits, note %j)', (digits, note) => {
    const rows = make(5_000, digits, note)
    const work = preparePayouts({ ...place, rows })
    let stops = 0
    let next = work.next()
    for (; !next.done; next = work.next()) stops += 1
    const prepared = next.value
    expect(prepared.length).toBeGreaterThan(1)
    expect(prepared.flatMap((one) => one.rows)).toEqual(rows)
    for (const { text } of prepared) {
      const size = new TextEncoder().encode(text).length
      expect(size).toBeLessThanOrEqual(maxDocumentBytes)
      expect(size).toBeGreaterThan(maxDocumentBytes / 4)
    }
    // Each row is hashed as a leaf and once more in the tree; between two stops stand no more than a slice of either.
    expect(stops).toBeGreaterThanOrEqual(2 * Math.floor(5_000 / rowsInSlice) - prepared.length)
  })

  it('agrees with its own document, and with nothing else', () => {
    for (const count of [5, 201]) {
      const [{ kind, digest, total, text }] = prepare(make(count)) as [ReturnType<typeof prepare>[number]]
      const voted = { ...place, kind, digest, total, rows: BigInt(count) }
      const check = (other: object, changed = text) =>
        finish(checkPayoutDocument(changed, { ...voted, ...other })).problem
      expect(check({})).toBeNull()
      expect(check({ total: null })).toBeNull()
      expect(check({}, 'x')).toBe('form')
      expect(check({ chainId: 1 })).toBe('place')
      expect(check({ payouts: token })).toBe('place')
      expect(check({ rows: BigInt(count + 1) })).toBe('rows')
      expect(check({ digest: sha256('0x') })).toBe('rows')
      expect(check({ total: total + 1n })).toBe('sum')
      // The token stands in a list's root by the document's digest, in a batch nowhere: it is compared by itself.
      expect(check({ token: null })).toBe('token')
    }
  })
})
