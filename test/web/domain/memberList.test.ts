import fc from 'fast-check'
import { getAddress, type Hex, keccak256, toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  computeListLeaf,
  computeListRoot,
  findListProof,
  formatListDocument,
  parseListDocument,
  parseListText,
} from '../../../web/src/domain/memberList'
import { buildMerkleTree, getMerkleProof, verifyMerkleProof } from '../../../web/src/domain/merkleTree'
import { seatKinds } from '../../../web/src/domain/seat'

const gates = '0x5FC8d32690cc91D4c39d9d3abcBD16989F875707'
const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const accounts = fc
  .uniqueArray(fc.integer({ min: 1, max: 2 ** 31 }), { minLength: 1, maxLength: 40 })
  .map((numbers) => numbers.map((number) => getAddress(`0x${number.toString(16).padStart(40, '0')}`)))
const seats = fc
  .tuple(accounts, fc.infiniteStream(fc.constantFrom(...seatKinds)))
  .map(([list, kinds]) => list.map((account) => ({ account, kind: kinds.next().value! })))

describe('a pasted list', () => {
  it('is read from lines, commas and tabs, in any of its languages', () => {
    const text = `\uFEFFAddress,Kind,Name\r\n${first}\n\n"${second.toLowerCase()}";理事;林\n0x${'00'.repeat(19)}07\torganization\n# a note`
    expect(parseListText(text, 'observer')).toEqual({
      seats: [
        { account: first, kind: 'observer' },
        { account: second, kind: 'steward' },
        { account: `0x${'0'.repeat(39)}7`, kind: 'organisation' },
      ],
      errors: [],
    })
  })

  it('loses nothing: each line is a seat, empty, or told', () => {
    const wrong = first.replace('f39F', 'F39f')
    const text = [first, 'Ada', wrong, first.toLowerCase(), `${second}, king`, '', `0x${'0'.repeat(40)}`].join('\n')
    expect(parseListText(text, 'member')).toEqual({
      seats: [{ account: first, kind: 'member' }],
      errors: [
        { line: 2, text: 'Ada', problem: 'address' },
        { line: 3, text: wrong, problem: 'checksum' },
        { line: 4, text: first.toLowerCase(), problem: 'duplicate' },
        { line: 5, text: `${second}, king`, problem: 'kind' },
        { line: 7, text: `0x${'0'.repeat(40)}`, problem: 'address' },
      ],
    })
  })

  it('accounts for every line, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(first, second, `${first},steward`))), (lines) => {
        const text = lines.map((line) => line.replace(/[\r\n]/g, '')).join('\n')
        const { seats, errors } = parseListText(text, 'member')
        const filled = text.split('\n').filter((line) => line.replace(/[\s,;\uFEFF，；"'“”]/g, '') !== '')
        expect(seats.length + errors.length).toBeLessThanOrEqual(filled.length)
        const silent = filled.length - seats.length - errors.length
        expect(silent).toBeLessThanOrEqual(
          filled.filter((line) => /^[\s,;，；"'“”\uFEFF]*#/.test(line) || /address|account|wallet|holder/i.test(line))
            .length,
        )
      }),
    )
  })
})

describe('a list document', () => {
  it('is read back', () => {
    fc.assert(
      fc.property(seats, fc.bigInt({ min: 1n, max: 1000n }), (rows, list) => {
        const document = { list, chainId: 31337, gates, seats: rows } as const
        expect(parseListDocument(formatListDocument(document))).toEqual(document)
      }),
    )
  })
  it.each([
    '',
    'null',
    '[]',
    '{"list":0,"chainId":1,"gates":"0x1","seats":[]}',
    `{"list":1,"chainId":1,"gates":"${gates}","seats":[["${first}","king"]]}`,
    `{"list":1,"chainId":1,"gates":"${gates}","seats":[["0x1","member"]]}`,
    `{"list":1,"chainId":1,"gates":"${gates}","seats":{}}`,
  ])('%j is none', (text) => {
    expect(parseListDocument(text)).toBeNull()
  })
})

describe('proofs', () => {
  it('lead from every account of a list to its root, and from nobody else’s leaf', () => {
    fc.assert(
      fc.property(seats, (rows) => {
        const document = { list: 3n, chainId: 31337, gates, seats: rows } as const
        const root = computeListRoot(document)
        for (const seat of rows) {
          const found = findListProof(document, seat.account)!
          expect(found.kind).toBe(seat.kind)
          expect(verifyMerkleProof(root, computeListLeaf(document, seat), found.proof)).toBe(true)
          const other = seatKinds.find((kind) => kind !== seat.kind)!
          expect(verifyMerkleProof(root, computeListLeaf(document, { ...seat, kind: other }), found.proof)).toBe(false)
          expect(verifyMerkleProof(root, computeListLeaf({ ...document, list: 4n }, seat), found.proof)).toBe(false)
        }
        expect(findListProof(document, `0x${'f'.repeat(40)}`)).toBeNull()
      }),
      { numRuns: 25 },
    )
  })

  it('do not hang on the order of the leaves', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 60 }), (numbers) => {
        const leaves = numbers.map((number): Hex => keccak256(toHex(number)))
        const tree = buildMerkleTree(leaves)
        expect(buildMerkleTree([...leaves].reverse())).toEqual(tree)
        for (const leaf of leaves) expect(verifyMerkleProof(tree[0]!, leaf, getMerkleProof(tree, leaf)!)).toBe(true)
      }),
    )
    expect(() => buildMerkleTree([])).toThrow(RangeError)
    expect(getMerkleProof(buildMerkleTree([keccak256('0x01')]), keccak256('0x02'))).toBeNull()
  })

  it('are of the leaf that the contract hashes', () => {
    // keccak256(keccak256(abi.encode(31337, gates, 1, first, Steward))), by the contract's own words.
    const words = [31337n, BigInt(gates), 1n, BigInt(first), 1n].map((word) => word.toString(16).padStart(64, '0'))
    const leaf = keccak256(keccak256(`0x${words.join('')}`))
    const list = { list: 1n, chainId: 31337, gates } as const
    expect(computeListLeaf(list, { account: first, kind: 'steward' })).toBe(leaf)
  })
})
