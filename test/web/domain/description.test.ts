import fc from 'fast-check'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { computeCid } from '../../../web/src/domain/cid'
import { formatDescription, parseDescription } from '../../../web/src/domain/description'

const proposer: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const cid = computeCid(new Uint8Array([1]))
const suffix = `#proposer=${proposer}`

/** The governor's rule (`ProposalDescription`): no marker in any case, but as the exact end. */
function isAcceptedFrom(text: string, by: Address): boolean {
  const bytes = Buffer.from(text, 'utf8')
  const offset = bytes.toString('latin1').toLowerCase().indexOf('#proposer=')
  if (offset === -1) return true
  const named = bytes.subarray(offset).toString('latin1')
  return /^#proposer=0x[0-9a-fA-F]{40}$/.test(named) && named.slice(10).toLowerCase() === by.toLowerCase()
}

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '#',
        'proposer=',
        '#proposer=',
        '#PROPOSER=',
        '#Proposer=0x',
        suffix,
        ' ',
        '\n',
        '##',
        'é',
        '修',
        'a',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

describe('a description', () => {
  it('is always one that the governor takes from its proposer, and only from them (T10)', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.boolean(), (title, summary, isPublished) => {
        const text = formatDescription({ title, summary, cid: isPublished ? cid : null, proposer })
        expect(text.endsWith(suffix)).toBe(true)
        expect(text.toLowerCase().split('#proposer=')).toHaveLength(2)
        expect(isAcceptedFrom(text, proposer)).toBe(true)
        expect(isAcceptedFrom(text, '0x70997970C51812dc3A010C7d01b50e0d17dc79C8')).toBe(false)
        const parsed = parseDescription(text)
        expect(parsed.proposer).toBe(proposer)
        if (isPublished) expect(parsed.cid).toBe(cid)
      }),
    )
  })

  it('is the same after it was read and written again', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.boolean(), (title, summary, isPublished) => {
        const first = parseDescription(formatDescription({ title, summary, cid: isPublished ? cid : null, proposer }))
        const second = parseDescription(formatDescription({ ...first, proposer }))
        expect(second).toEqual(first)
      }),
    )
  })

  it.each([
    ['a space after it', `# T\n\n${suffix} `],
    ['a line after it', `# T\n\n${suffix}\n`],
    ['a digit too few', `# T\n\n${suffix.slice(0, -1)}`],
    ['upper case', `# T\n\n${suffix.replace('proposer', 'PROPOSER')}`],
    ['no address', '# T\n\n#proposer='],
  ])('names nobody where there is %s', (_, text) => {
    expect(parseDescription(text).proposer).toBeNull()
    expect(isAcceptedFrom(text, proposer)).toBe(false)
  })

  it('with two suffixes is refused by the governor, and the last is the one that is read', () => {
    const text = `# T\n\n#proposer=0x70997970C51812dc3A010C7d01b50e0d17dc79C8\n\n${suffix}`
    expect(parseDescription(text).proposer).toBe(proposer)
    expect(isAcceptedFrom(text, proposer)).toBe(false)
  })

  it.each([
    ['# T\n\nS', { title: 'T', summary: 'S', cid: null, proposer: null }],
    ['T', { title: 'T', summary: '', cid: null, proposer: null }],
    ['', { title: '', summary: '', cid: null, proposer: null }],
    ['# T\r\n\r\na\r\nb', { title: 'T', summary: 'a\nb', cid: null, proposer: null }],
    [`# T\n\na\nb\n\nipfs://${cid}\n\n${suffix}`, { title: 'T', summary: 'a b', cid, proposer }],
    [`# T\n\nipfs://${cid}`, { title: 'T', summary: '', cid, proposer: null }],
    ['# T\n\nipfs://QmX', { title: 'T', summary: 'ipfs://QmX', cid: null, proposer: null }],
    [`# T\n\nhttps://x/${cid}`, { title: 'T', summary: `https://x/${cid}`, cid: null, proposer: null }],
  ])('%j is read', (text, expected) => {
    expect(parseDescription(text)).toEqual(expected)
  })
})
