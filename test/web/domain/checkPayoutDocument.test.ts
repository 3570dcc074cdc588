import { type Address, sha256, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { checkPayoutDocument } from '../../../web/src/domain/checkPayoutDocument'
import { verifyMerkleProof } from '../../../web/src/domain/merkleTree'
import {
  buildRowTree,
  digestRows,
  findRowProof,
  formatPayoutDocument,
  hashRow,
  type PayoutDocument,
} from '../../../web/src/domain/payoutDocument'

const account = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`
const payouts = '0xB7f8BC63BbcaD18155201308C8f3540b07f84F5e'
const place = { chainId: 31337, payouts } as const
const rows = Array.from({ length: 450 }, (_, index) => ({
  ...{ payee: account(index + 1), amount: BigInt(index + 1), note: '' },
}))
const make = (count: number): PayoutDocument => ({ ...place, token: null, rows: rows.slice(0, count) })
let rests = 0
const rest = async () => void (rests += 1)

function vote(document: PayoutDocument, form: 'batch' | 'list') {
  const text = formatPayoutDocument(document)
  const digest = sha256(stringToHex(text))
  const rowsDigest = form === 'batch' ? digestRows(document.rows) : buildRowTree(document, digest)[0]!
  return { text, payout: { form, rowsDigest, rowCount: document.rows.length, digest, token: null } as const }
}

describe('the document of a payout', () => {
  it('gives the rows of a batch that were voted', async () => {
    const { text, payout } = vote(make(3), 'batch')
    const checked = await checkPayoutDocument(text, payout, place, rest)
    expect(checked!.document.rows.map(({ amount }) => amount)).toEqual([1n, 2n, 3n])
    expect(checked!.tree).toBeNull()
  })

  it('gives each row of a list its proof, and lets the page be drawn in between', async () => {
    const { text, payout } = vote(make(450), 'list')
    rests = 0
    const checked = (await checkPayoutDocument(text, payout, place, rest))!
    expect(rests).toBe(2)
    for (const row of [0, 199, 200, 449]) {
      const proof = findRowProof(checked.document, payout.digest, row, checked.tree!)!
      const leaf = hashRow(checked.document, payout.digest, row)
      expect(verifyMerkleProof(payout.rowsDigest, leaf, proof)).toBe(true)
    }
  })

  it('is refused where one thing of it is not what was voted', async () => {
    const { text, payout } = vote(make(3), 'batch')
    const refused = async (of: Partial<typeof payout>, at: Partial<typeof place> = {}, other = text) =>
      (await checkPayoutDocument(other, { ...payout, ...of } as never, { ...place, ...at } as never, rest)) === null
    expect(await refused({}, {}, vote(make(2), 'batch').text)).toBe(true)
    expect(await refused({ rowsDigest: vote(make(2), 'batch').payout.rowsDigest })).toBe(true)
    expect(await refused({ rowCount: 2 } as never)).toBe(true)
    expect(await refused({ token: account(9) } as never)).toBe(true)
    expect(await refused({}, { chainId: 1 } as never)).toBe(true)
    expect(await refused({}, { payouts: account(9) } as never)).toBe(true)
    expect(await refused({ form: 'list' } as never)).toBe(true)
    expect(await refused({})).toBe(false)
  })
})
