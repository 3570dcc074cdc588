import { encodeAbiParameters, keccak256, sha256, toHex } from 'viem'
import { expect, test } from 'vitest'
import {
  buildRowTree,
  digestRows,
  findRowProof,
  formatPayoutDocument,
  hashRow,
  parsePayoutDocument,
  type PayoutDocument,
} from '../../web/src/domain/payoutDocument'
import { verifyMerkleProof } from '../../web/src/domain/merkleTree'

const account = (number: number) => `0x${number.toString(16).padStart(40, '0')}` as const
const document: PayoutDocument = {
  chainId: 31337,
  payouts: account(7),
  token: account(8),
  rows: [1, 2, 3, 4, 5].map((n) => ({
    payee: account(n + 100),
    amount: 10n ** BigInt(n),
    note: n === 2 ? '柴 wood' : '',
  })),
}
const text = formatPayoutDocument(document)
const digest = sha256(toHex(text))

test('is read back as it was written', () => {
  expect(parsePayoutDocument(text)).toEqual(document)
  expect(parsePayoutDocument(formatPayoutDocument({ ...document, token: null }))?.token).toBe(null)
})

test.each([
  ['no JSON', 'x'],
  ['null', 'null'],
  ['another form of the same', text.trimEnd()],
  ['an amount that is no number', text.replace('"100000"', '"1e5"')],
  ['an amount as a JSON number', text.replace('"100000"', '100000')],
  ['an amount with a zero before it', text.replace('"100000"', '"0100000"')],
  ['an address without its checksum', text.replace('0x0000000000000000000000000000000000000007', '0x7')],
  ['a fourth field', text.replace('"柴 wood"', '"柴 wood","x"')],
  ['a note that is no text', text.replace('"柴 wood"', '1')],
  ['a field that nobody reads', text.replace('{', '{"x":1,')],
])('refuses %s', (_, changed) => {
  expect(changed).not.toBe(text)
  expect(parsePayoutDocument(changed)).toBeNull()
})

test('the digest of rows is that of the contract', () => {
  const lists = [document.rows.map(({ payee }) => payee), document.rows.map(({ amount }) => amount)] as const
  const encoded = encodeAbiParameters([{ type: 'address[]' }, { type: 'uint256[]' }], lists)
  expect(digestRows(document.rows)).toBe(keccak256(encoded))
  expect(digestRows(document.rows.slice(1))).not.toBe(keccak256(encoded))
})

test('every row has a proof, and of no other document', () => {
  const tree = buildRowTree(document, digest)
  for (const row of document.rows.keys()) {
    const proof = findRowProof(document, digest, row, tree)!
    expect(verifyMerkleProof(tree[0]!, hashRow(document, digest, row), proof)).toBe(true)
    expect(verifyMerkleProof(tree[0]!, hashRow(document, digest, (row + 1) % 5), proof)).toBe(false)
  }
  expect(findRowProof(document, sha256('0x00'), 0, tree)).toBeNull()
  expect(() => buildRowTree({ ...document, rows: [] }, digest)).toThrow(RangeError)
})
