import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { sha256 } from 'multiformats/hashes/sha2'
import { computeCid, parseCid } from '../../web/src/domain/cid'
import { formatDescription, parseDescription } from '../../web/src/domain/description'
import { chooseSection, formatDocument, parseDocument } from '../../web/src/domain/document'
import { formatMoney, parseMoney } from '../../web/src/domain/money'
import { formatRoute, parseRoute } from '../../web/src/domain/route'
import { chooseTitle, formatTitle } from '../../web/src/domain/title'
import { parseJournal, reopenJournal } from '../../web/src/domain/journal'

const proposer = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const line = fc.string({ maxLength: 60 }).map((text) =>
  text
    .replace(/[#\s\p{C}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim(),
)

describe('money', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), fc.integer({ min: 0, max: 30 }), (units, decimals) => {
        expect(parseMoney(formatMoney(units, decimals), decimals)).toBe(units)
      }),
    )
  })
  it.each(['', '.', '1,5', '-1', '1e3', ' 1 2', '0.0000001', '１'])('refuses %j with six decimals', (text) => {
    expect(parseMoney(text, 6)).toBeNull()
  })
  it('does not mind zeros that say nothing', () => {
    expect(parseMoney('1.50000000', 6)).toBe(1_500_000n)
  })
})

describe('a CID', () => {
  it('is the one that everybody else computes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const expected = CID.createV1(raw.code, await sha256.digest(bytes)).toString()
        expect(computeCid(bytes)).toBe(expected)
        expect(parseCid(expected)).toBe(expected)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a description', () => {
  it('is read back, and ends with its proposer', () => {
    fc.assert(
      fc.property(line, line, fc.boolean(), (title, summary, hasDocument) => {
        const cid = hasDocument ? computeCid(new TextEncoder().encode(title)) : null
        const text = formatDescription({ title, summary, cid, proposer })
        expect(text.endsWith(`#proposer=${proposer}`)).toBe(true)
        expect(parseDescription(text)).toEqual({ title, summary, cid, proposer })
      }),
    )
  })
  it('breaks up a second `#proposer=`, whatever its case', () => {
    const text = formatDescription({ title: 'a #proposer=0x1', summary: 'b #PROPOSER=0x2', cid: null, proposer })
    expect(text.match(/#proposer=/gi)).toHaveLength(1)
  })
  it('does not take a link that is not the last line for its document', () => {
    const cid = computeCid(new Uint8Array())
    expect(parseDescription(`# t\n\nipfs://${cid}\n\nmore\n\n#proposer=${proposer}`).cid).toBeNull()
  })
})

describe('a document', () => {
  const sections = [
    { language: 'en', title: 'Mend the boat', body: 'New planks.' },
    { language: 'zh-Hans', title: '修船', body: '新木板。' },
  ]
  it('is read back', () => expect(parseDocument(formatDocument(sections))).toEqual(sections))
  it('is shown in the language of its reader, or else in English', () => {
    expect(chooseSection(sections, 'zh-Hans')?.title).toBe('修船')
    expect(chooseSection(sections, 'fr')?.title).toBe('Mend the boat')
  })
})

describe('a title', () => {
  it('is taken apart only where that is certain', () => {
    const both = formatTitle(['Mend the boat', '修船'])
    expect(chooseTitle(both, 'zh-Hans')).toBe('修船')
    expect(chooseTitle(both, 'en')).toBe('Mend the boat')
    expect(chooseTitle('A · B', 'en')).toBe('A · B')
  })
})

describe('a route', () => {
  const dao = { chainId: 31337, governor: proposer } as const
  it.each([
    { page: 'home', dao },
    { page: 'treasury', dao },
    { page: 'proposal', dao, id: 12n as never },
    { page: 'guide', guide: 'member' },
    { page: 'member', dao, account: proposer },
    { page: 'join', dao, invitation: null },
    { page: 'join', dao, invitation: 'AfOf1u' },
    { page: 'officer', dao },
    { page: 'right', dao, kind: 'distribution', number: (1n << 64n) | 5n },
  ] as const)('%o is read back', (route) => {
    expect(parseRoute(formatRoute(route), dao)).toEqual(route)
  })
  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseRoute(`#${text}`, dao)))
  })
})

describe('the journal', () => {
  it('survives whatever stands in its place', () => {
    fc.assert(fc.property(fc.string(), (text) => void expect(Array.isArray(parseJournal(text))).toBe(true)))
  })
  it('does not know what became of what was being asked', () => {
    const entry = {
      key: 'k',
      kind: 'vote',
      subject: '',
      chainId: 1,
      account: proposer,
      nonce: 0,
      hash: null,
      at: 1,
    } as const
    expect(reopenJournal([{ ...entry, status: 'asked' }])[0]!.status).toBe('unknown')
  })
})
