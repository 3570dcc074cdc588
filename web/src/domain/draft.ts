import { type DocumentSection, formatDocument, maxDocumentBytes } from './document'
import { maxSummary, maxTitle } from './description'
import { formatTitle } from './title'
import type { PaymentDraft } from './payment'

export type TextDraft = { readonly title: string; readonly body: string }

/** A proposal as it is being written; every part may still be wrong. */
export type ProposalDraft = {
  readonly summary: string
  readonly en: TextDraft
  readonly zh: TextDraft
  readonly payments: readonly PaymentDraft[]
}

export type DraftProblem = 'noTitle' | 'titleLong' | 'summaryLong' | 'noSummary' | 'tooLarge' | 'noPayment' | 'tooMany'

export const emptyPayment: PaymentDraft = { to: '', amount: '', token: '' }
export const emptyDraft: ProposalDraft = {
  summary: '',
  en: { title: '', body: '' },
  zh: { title: '', body: '' },
  payments: [emptyPayment],
}

/** The most actions that the governor takes. */
export const maxActions = 32

/** The document of a draft: a part for each language that was written. */
export function writeDocument(draft: ProposalDraft): string {
  const parts: DocumentSection[] = []
  for (const [language, text] of [
    ['en', draft.en],
    ['zh-Hans', draft.zh],
  ] as const) {
    if (text.title.trim() !== '' || text.body.trim() !== '') {
      const title = text.title.trim() || draft.en.title.trim() || draft.zh.title.trim()
      parts.push({ language, title, body: text.body.trim() })
    }
  }
  return formatDocument(parts)
}

/** The title that stands on chain: in each language that was written. */
export function writeTitle(draft: ProposalDraft): string {
  return formatTitle([draft.en.title, draft.zh.title])
}

/** What is wrong with the text of a draft. */
export function findDraftProblems(draft: ProposalDraft): DraftProblem[] {
  const problems: DraftProblem[] = []
  const title = writeTitle(draft)
  if (title === '') problems.push('noTitle')
  if ([...title].length > maxTitle) problems.push('titleLong')
  if (draft.summary.trim() === '') problems.push('noSummary')
  if ([...draft.summary.trim()].length > maxSummary) problems.push('summaryLong')
  if (new TextEncoder().encode(writeDocument(draft)).length > maxDocumentBytes) problems.push('tooLarge')
  if (draft.payments.length === 0) problems.push('noPayment')
  if (draft.payments.length > maxActions) problems.push('tooMany')
  return problems
}

/** A draft read back from storage; what does not read as one is empty. */
export function parseDraft(text: string | null): ProposalDraft {
  if (text === null) return emptyDraft
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return emptyDraft // What cannot be read cannot be kept.
  }
  const record = asRecord(found)
  const payments = Array.isArray(record['payments']) ? record['payments'].map(asRecord) : []
  return {
    summary: asText(record['summary']),
    en: readText(record['en']),
    zh: readText(record['zh']),
    payments: payments.map((payment) => ({
      to: asText(payment['to']),
      amount: asText(payment['amount']),
      token: asText(payment['token']),
    })),
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const readText = (value: unknown): TextDraft => ({
  title: asText(asRecord(value)['title']),
  body: asText(asRecord(value)['body']),
})
