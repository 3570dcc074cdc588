import fc from 'fast-check'
import { type Address, getAddress, type Hex, keccak256, sha256, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { maxDocumentBytes } from '../../../web/src/domain/document'
import { verifyMerkleProof } from '../../../web/src/domain/merkleTree'
import {
  checkPayoutDocument,
  computeRowLeaf,
  computeRowsDigest,
  computeRowsRoot,
  findRowProof,
  formatPayoutDocument,
  maxBatchRows,
  parsePayoutDocument,
  preparePayouts,
  rowsInSlice,
  sumRows,
} from '../../../web/src/domain/payoutRows'
import { finish } from '../../../web/src/domain/slices'

const payouts = '0xB7f8BC63BbcaD18155201308C8f3540b07f84F5e'
const asset = '0x0B306BF915C4d645ff596e518fAf3F9669b97016'
const account = (number: number): Address => getAddress(`0x${number.toString(16).padStart(40, '0')}`)
const make = (count: number, digits = 7) =>
  Array.from({ length: count }, (_, index) => ({
    payee: account(index + 7),
    amount: 10n ** BigInt(digits) + BigInt(index),
  }))
const rows = fc.array(
  fc.record({
    payee: fc.integer({ min: 1, max: 2 ** 31 }).map(account),
    amount: fc.bigInt({ min: 1n, max: 2n ** 208n }),
  }),
  { minLength: 1, maxLength: 30 },
)
const place = { chainId: 31337, payouts, asset } as const
const word = (value: bigint | Hex) => BigInt(value).toString(16).padStart(64, '0')

describe('a document of a payout', () => {
  it('is read back', () => {
    fc.assert(
      fc.property(rows, fc.option(fc.constant(asset)), (list, token) => {
        const payout = { ...place, asset: token, rows: list } as const
        expect(parsePayoutDocument(formatPayoutDocument(payout))).toEqual(payout)
      }),
    )
  })
  const row = `["${payouts}","1"]`
  it.each([
    '',
    'null',
    '[]',
    `{"chainId":1,"payouts":"${payouts}","asset":null,"rows":[]}`,
    `{"chainId":1,"payouts":"0x1","asset":null,"rows":[${row}]}`,
    `{"chainId":1,"payouts":"${payouts}","rows":[${row}]}`,
    `{"chainId":1,"payouts":"${payouts}","asset":null,"rows":[["${payouts}",1]]}`,
    `{"chainId":1,"payouts":"${payouts}","asset":null,"rows":[["${payouts}","0"]]}`,
    `{"chainId":1,"payouts":"${payouts}","asset":null,"rows":[["${payouts}","-1"]]}`,
    `{"chainId":1,"payouts":"${payouts}","asset":null,"rows":[["x","1"]]}`,
  ])('%j is none', (text) => {
    expect(parsePayoutDocument(text)).toBeNull()
  })
})

describe('what is voted', () => {
  it('of a batch is the hash of its lists, as the contract encodes them', () => {
    const list = make(2, 0)
    const words = [64n, 160n, 2n, BigInt(list[0]!.payee), BigInt(list[1]!.payee), 2n, 1n, 2n]
    expect(computeRowsDigest(list)).toBe(keccak256(`0x${words.map(word).join('')}`))
  })

  it('of a list has the leaves that the contract hashes', () => {
    // keccak256(keccak256(abi.encode(chainid, payouts, document, row, payee, amount))), by the contract's own words.
    const document = sha256('0x01')
    const words = [31337n, BigInt(payouts), BigInt(document), 3n, 7n, 5n]
    const leaf = keccak256(keccak256(`0x${words.map(word).join('')}`))
    expect(computeRowLeaf(place, document, 3, { payee: account(7), amount: 5n })).toBe(leaf)
  })

  it('leads from every row to the root, and from no other', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const payout = { ...place, rows: list }
        const document = sha256(stringToHex(formatPayoutDocument(payout)))
        const root = computeRowsRoot(payout, document)
        list.forEach((row, index) => {
          const proof = findRowProof(payout, document, index)
          const leaf = (other: number, amount: bigint) => computeRowLeaf(place, document, other, { ...row, amount })
          expect(verifyMerkleProof(root, leaf(index, row.amount), proof)).toBe(true)
          expect(verifyMerkleProof(root, leaf(index + 1, row.amount), proof)).toBe(false)
          expect(verifyMerkleProof(root, leaf(index, row.amount + 1n), proof)).toBe(false)
        })
      }),
      { numRuns: 15 },
    )
  })
})

describe('a prepared payout', () => {
  it.each([
    [1, ['batch']],
    [maxBatchRows, ['batch']],
    [maxBatchRows + 1, ['list']],
  ])('of %i rows is %j', (count, kinds) => {
    const list = make(count)
    const prepared = finish(preparePayouts({ ...place, rows: list }))
    expect(prepared.map(({ kind }) => kind)).toEqual(kinds)
    expect(prepared[0]).toMatchObject({ rows: list, total: sumRows(list) })
    expect(sha256(stringToHex(prepared[0]!.text))).toBe(prepared[0]!.document)
  })

  it('of five thousand is as many lists as blocks are needed, and stops after each slice', () => {
    const list = make(5_000, 24)
    const work = preparePayouts({ ...place, rows: list })
    let stops = 0
    let next = work.next()
    for (; !next.done; next = work.next()) stops += 1
    const prepared = next.value
    expect(prepared.length).toBeGreaterThan(1)
    expect(prepared.flatMap((one) => one.rows)).toEqual(list)
    for (const { text } of prepared) expect(text.length).toBeLessThanOrEqual(maxDocumentBytes)
    // Each row is hashed as a leaf and about once more in the tree.
    expect(stops).toBeGreaterThanOrEqual(2 * Math.floor(5_000 / rowsInSlice) - 2 * prepared.length)
  })

  it('agrees with its own document, and with nothing else', () => {
    for (const count of [5, 201]) {
      const [one] = finish(preparePayouts({ ...place, rows: make(count) }))
      const { kind, digest, total, text } = one!
      const voted = { ...place, kind, digest, total, rows: BigInt(count) }
      const check = (other: object, changed = text) =>
        finish(checkPayoutDocument(changed, { ...voted, ...other })).problem
      expect(check({})).toBeNull()
      expect(check({ total: null })).toBeNull()
      expect(check({}, 'x')).toBe('form')
      expect(check({ chainId: 1 })).toBe('place')
      expect(check({ payouts: asset })).toBe('place')
      expect(check({ rows: BigInt(count + 1) })).toBe('rows')
      expect(check({ digest: sha256('0x') })).toBe('rows')
      expect(check({ total: total + 1n })).toBe('sum')
      // The asset stands in a list's root by the document's digest, in a batch nowhere: it is compared by itself.
      expect(check({ asset: null })).toBe('asset')
    }
  })
})
