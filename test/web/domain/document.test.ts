import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseSection, formatDocument, parseDocument } from '../../../web/src/domain/document'
import {
  draftKinds,
  emptyDraft,
  findDraftProblems,
  parseDraft,
  type ProposalDraft,
  writeDocument,
  writeTitle,
} from '../../../web/src/domain/draft'
import { documentKinds } from '../../../web/src/domain/foldDocuments'
import { emptySeatAct } from '../../../web/src/domain/seatAct'
import { emptyTreasuryAct, treasuryActs } from '../../../web/src/domain/treasuryAct'
import { splitTargets } from '../../../web/src/domain/treasuryToday'
import { parseDocument as parseForIndex } from '../../subgraph/parse-texts'

const title = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '')
const body = fc
  .array(fc.constantFrom('word', '## part', '- item', '', '# other', '修船', '<!-- note -->', '`code`'), {
    maxLength: 8,
  })
  .map((lines) => lines.join('\n').trim())
const languages = fc.uniqueArray(fc.constantFrom('en', 'zh-Hans', 'is', 'pt-BR'), { minLength: 1 })

describe('a document', () => {
  it('is the same after it was written and read', () => {
    const sections = languages.chain((tags) =>
      fc.tuple(...tags.map((language) => fc.record({ language: fc.constant(language), title, body }))),
    )
    fc.assert(
      fc.property(sections, (parts) => {
        expect(parseDocument(formatDocument(parts))).toEqual(parts)
      }),
    )
  })

  it.each([
    ['', []],
    ['# T\n\nx', [{ language: 'und', title: 'T', body: 'x' }]],
    ['no heading', [{ language: 'und', title: '', body: 'no heading' }]],
    ['before\n# T', [{ language: 'und', title: 'T', body: 'before\n# T' }]],
    ['<!-- lang: en -->\r\n# T\r\nx', [{ language: 'en', title: 'T', body: 'x' }]],
    ['<!-- lang:en-->\n# T', [{ language: 'en', title: 'T', body: '' }]],
    ['<!--lang:en-->\n# T', [{ language: 'und', title: 'T', body: '<!--lang:en-->\n# T' }]],
    [' <!-- lang: en -->\n# T', [{ language: 'en', title: 'T', body: '' }]],
    ['#\n\ntext', [{ language: 'und', title: '', body: '#\n\ntext' }]],
    ['# \ntext', [{ language: 'und', title: '', body: '# \ntext' }]],
    ['#\n# T\ntext', [{ language: 'und', title: 'T', body: '#\n# T\ntext' }]],
    ['<!-- lang: en --> x\n# T', [{ language: 'und', title: 'T', body: '<!-- lang: en --> x\n# T' }]],
  ])('%j is read', (text, sections) => {
    expect(parseDocument(text)).toEqual(sections)
  })

  it('keeps a line of its text that looks like the head of another part', () => {
    for (const line of ['<!-- lang: zh-Hans -->', '  <!-- lang:is-->', '<!-- lang: nothing', '<!-- lang: a b -->']) {
      const written = formatDocument([{ language: 'en', title: 'T', body: `before\n${line}\n# Not a title\nafter` }])
      const escaped = line.replace('<', '\\<')
      const expected = [{ language: 'en', title: 'T', body: `before\n${escaped}\n# Not a title\nafter` }]
      expect(parseDocument(written)).toEqual(expected)
      expect(parseForIndex(new TextEncoder().encode(written))).toEqual(expected)
    }
  })

  it('is read as the index reads it, where the index reads it at all', () => {
    const line = fc.constantFrom(
      ...['<!-- lang: en -->', ' <!-- lang: zh-Hans -->\t', '<!--lang:is-->', '<!-- lang: a b -->', '# T', '#', '# '],
      ...['#  Two  ', '## part', 'text', '', ' ', '修船', '\\<!-- lang: en -->', '# a\u2028b', '\u00a0'],
    )
    let read = 0
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
        const text = lines.join('\n')
        const indexed = parseForIndex(new TextEncoder().encode(text))
        if (indexed === undefined) return
        read += 1
        expect(parseDocument(text)).toEqual(indexed)
      }),
      { numRuns: 3_000 },
    )
    expect(read).toBeGreaterThan(20)
  })

  it('is read in the language of the reader, then in English, then as it begins', () => {
    const part = (language: string) => ({ language, title: language, body: '' })
    const choose = (tags: string[], language: string) => chooseSection(tags.map(part), language)?.language
    expect(choose(['en', 'zh-Hans'], 'zh-Hans')).toBe('zh-Hans')
    expect(choose(['en', 'zh-Hant'], 'zh-Hans')).toBe('zh-Hant')
    expect(choose(['is', 'en-GB'], 'zh-Hans')).toBe('en-GB')
    expect(choose(['is', 'fr'], 'zh-Hans')).toBe('is')
    expect(choose(['EN'], 'en')).toBe('EN')
    expect(choose([], 'en')).toBeUndefined()
  })
})

const draft = (change: Partial<ProposalDraft>): ProposalDraft => ({
  ...{
    kind: 'payments',
    rules: null,
    adoption: 'resolution',
    summary: 'Why.',
    en: { title: 'Boat', body: 'Text' },
    zh: { title: '', body: '' },
  },
  payments: emptyDraft.payments,
  acts: emptyDraft.acts,
  treasury: emptyDraft.treasury,
  ...change,
})

describe('a draft', () => {
  it('is read back from storage', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 })
    const written: fc.Arbitrary<ProposalDraft> = fc.record({
      kind: fc.constantFrom(...draftKinds),
      rules: fc.option(fc.record({ swing: text, lock: text, limit: text })),
      adoption: fc.oneof(fc.constantFrom(...documentKinds), fc.integer({ min: 1 })),
      summary: text,
      en: fc.record({ title: text, body: text }),
      zh: fc.record({ title: text, body: text }),
      payments: fc.array(fc.record({ to: text, amount: text, token: text }), { maxLength: 3 }),
      acts: fc.array(
        fc.record({ account: text, seat: text, list: text, severalSeats: fc.boolean() }).map((part) => ({
          ...emptySeatAct,
          ...part,
        })),
        { maxLength: 3 },
      ),
      treasury: fc.array(
        fc
          .record({
            act: fc.constantFrom(...treasuryActs),
            key: fc.uuid(),
            holders: text,
            rows: text,
            secondSignature: fc.boolean(),
            milestones: fc.array(fc.record({ amount: text, document: text }), { maxLength: 3 }),
            rule: fc.array(fc.record({ target: fc.constantFrom(...splitTargets), share: text, id: text }), {
              maxLength: 3,
            }),
            columns: fc.option(
              fc.record({ payee: fc.nat(9), amount: fc.nat(9), note: fc.constant(-1), hasHeader: fc.boolean() }),
            ),
          })
          .map((part) => ({ ...emptyTreasuryAct, ...part })),
        { maxLength: 3 },
      ),
    })
    fc.assert(
      fc.property(written, (found) => {
        expect(parseDraft(JSON.stringify(found))).toEqual(found)
      }),
    )
  })

  it('is one whatever stands in storage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { summary, en, zh, payments } = parseDraft(text)
        for (const field of [summary, en.title, en.body, zh.title, zh.body]) expect(field).toBeTypeOf('string')
        for (const payment of payments) {
          for (const field of Object.values(payment)) expect(field).toBeTypeOf('string')
        }
      }),
    )
  })

  const long = 'x'.repeat(300_000)
  it.each([
    ['nothing', draft({}), []],
    ['no title', draft({ en: { title: ' ', body: 'x' } }), ['noTitle']],
    ['a title of 120', draft({ en: { title: 'x'.repeat(120), body: '' } }), []],
    ['a title of 121', draft({ en: { title: 'x'.repeat(121), body: '' } }), ['titleLong']],
    ['a title of 120 outside of the first plane', draft({ en: { title: '🛶'.repeat(120), body: '' } }), []],
    ['no summary', draft({ summary: ' \n' }), ['noSummary']],
    ['a summary of 280', draft({ summary: 'x'.repeat(280) }), []],
    ['a summary of 281', draft({ summary: 'x'.repeat(281) }), ['summaryLong']],
    ['a text that no block holds', draft({ en: { title: 'T', body: long } }), ['tooLarge']],
    ['no payment', draft({ payments: [] }), ['noPayment']],
    ['32 payments', draft({ payments: Array(32).fill(emptyDraft.payments[0]) as never }), []],
    ['33 payments', draft({ payments: Array(33).fill(emptyDraft.payments[0]) as never }), ['tooMany']],
  ])('with %s has its problems', (_, written, problems) => {
    expect(findDraftProblems(written)).toEqual(problems)
  })

  it('has a part and a title for each language that was written', () => {
    const both = draft({ zh: { title: '修船', body: '木板' } })
    expect(writeTitle(both)).toBe('Boat · 修船')
    expect(parseDocument(writeDocument(both))).toEqual([
      { language: 'en', title: 'Boat', body: 'Text' },
      { language: 'zh-Hans', title: '修船', body: '木板' },
    ])
    expect(parseDocument(writeDocument(draft({}))).map(({ language }) => language)).toEqual(['en'])
  })

  it('lends its title to a part that has none', () => {
    for (const blank of ['', '  ']) {
      const written = draft({ en: { title: blank, body: 'Text' }, zh: { title: '修船', body: '' } })
      expect(parseDocument(writeDocument(written))[0]).toEqual({ language: 'en', title: '修船', body: 'Text' })
    }
  })
})
