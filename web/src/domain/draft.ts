import { type DocumentSection, formatDocument, maxDocumentBytes } from './document'
import { maxSummary, maxTitle } from './description'
import { formatTitle } from './title'
import type { Adoption } from './encodeAdoption'
import { documentKinds } from './foldDocuments'
import type { PaymentDraft } from './payment'
import { seatKinds } from './seat'
import { emptySeatAct, type SeatActDraft, seatActs } from './seatAct'
import { gates, transferRules } from './seatRules'
import {
  emptyMilestone,
  emptyRuleRow,
  emptyTreasuryAct,
  type PayeeColumns,
  type TreasuryActDraft,
  treasuryActs,
} from './treasuryAct'
import { splitTargets } from './treasuryToday'
import type { RulesDraft } from './votingRules'

export type TextDraft = { readonly title: string; readonly body: string }

/** What a proposal would do, as the form asks for it. */
export const draftKinds = ['payments', 'treasury', 'document', 'rules', 'seats'] as const
export type DraftKind = (typeof draftKinds)[number]

/** A proposal as it is being written; every part may still be wrong. */
export type ProposalDraft = {
  readonly kind: DraftKind
  /** null while nobody typed them: then they are the rules of today. */
  readonly rules: RulesDraft | null
  /** As what the text is adopted, where that is what is proposed. */
  readonly adoption: Adoption
  readonly summary: string
  readonly en: TextDraft
  readonly zh: TextDraft
  readonly payments: readonly PaymentDraft[]
  /** What is to be done with seats, gates and officers. */
  readonly acts: readonly SeatActDraft[]
  /** What is to be done with the treasury, its budgets, grants and the like. */
  readonly treasury: readonly TreasuryActDraft[]
}

export type DraftProblem =
  | 'noTitle'
  | 'titleLong'
  | 'summaryLong'
  | 'noSummary'
  | 'tooLarge'
  | 'noPayment'
  | 'tooMany'
  | 'rules'
  | 'noRegistry'
  | 'notInForce'
  | 'noAct'
  | 'noStanding'
  | 'acts'

export const emptyPayment: PaymentDraft = { to: '', amount: '', token: '' }
export const emptyDraft: ProposalDraft = {
  kind: 'payments',
  rules: null,
  adoption: 'resolution',
  summary: '',
  en: { title: '', body: '' },
  zh: { title: '', body: '' },
  payments: [emptyPayment],
  acts: [emptySeatAct],
  treasury: [{ ...emptyTreasuryAct, key: '1' }],
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
  if (draft.kind === 'seats' && draft.acts.length === 0) problems.push('noAct')
  if (draft.kind === 'seats' && draft.acts.length > maxActions) problems.push('tooMany')
  if (draft.kind === 'treasury' && draft.treasury.length === 0) problems.push('noAct')
  if (draft.kind !== 'payments') return problems
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
  const rules = record['rules'] === null || record['rules'] === undefined ? null : asRecord(record['rules'])
  return {
    kind: draftKinds.find((kind) => kind === record['kind']) ?? 'payments',
    rules: rules && { swing: asText(rules['swing']), lock: asText(rules['lock']), limit: asText(rules['limit']) },
    adoption: readAdoption(record['adoption']),
    summary: asText(record['summary']),
    en: readText(record['en']),
    zh: readText(record['zh']),
    payments: payments.map((payment) => ({
      to: asText(payment['to']),
      amount: asText(payment['amount']),
      token: asText(payment['token']),
    })),
    acts: Array.isArray(record['acts']) ? record['acts'].map(readAct) : emptyDraft.acts,
    treasury: Array.isArray(record['treasury']) ? record['treasury'].map(readTreasuryAct) : emptyDraft.treasury,
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const readText = (value: unknown): TextDraft => ({
  title: asText(asRecord(value)['title']),
  body: asText(asRecord(value)['body']),
})
function readAdoption(value: unknown): Adoption {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
  return documentKinds.find((kind) => kind === value) ?? emptyDraft.adoption
}

/** An act read back: a part that is not of its kind is that of an empty one. */
function readAct(value: unknown): SeatActDraft {
  const record = asRecord(value)
  const text = (name: keyof SeatActDraft) =>
    typeof record[name] === 'string' ? record[name] : String(emptySeatAct[name])
  const flag = (name: keyof SeatActDraft) => record[name] === true
  const kinds = Array.isArray(record['kinds']) ? (record['kinds'] as unknown[]) : emptySeatAct.kinds
  return {
    act: seatActs.find((act) => act === record['act']) ?? emptySeatAct.act,
    account: text('account'),
    seat: text('seat'),
    kind: seatKinds.find((kind) => kind === record['kind']) ?? emptySeatAct.kind,
    until: text('until'),
    gate: gates.find((gate) => gate === record['gate']) ?? emptySeatAct.gate,
    allowance: text('allowance'),
    kinds: seatKinds.filter((kind) => kinds.includes(kind)),
    list: text('list'),
    listNumber: text('listNumber'),
    days: text('days'),
    selfRenewal: flag('selfRenewal'),
    transferRule: transferRules.find((rule) => rule === record['transferRule']) ?? emptySeatAct.transferRule,
    severalSeats: flag('severalSeats'),
    share: text('share'),
  }
}

/** An act on the treasury read back; the same holds for it. */
function readTreasuryAct(value: unknown, place: number): TreasuryActDraft {
  const record = asRecord(value)
  const list = (name: string): unknown[] => (Array.isArray(record[name]) ? record[name] : [])
  const kept = Object.fromEntries(
    Object.entries(emptyTreasuryAct).map(([name, empty]) => [
      name,
      typeof record[name] === typeof empty && typeof empty !== 'object' ? record[name] : empty,
    ]),
  ) as TreasuryActDraft
  const milestones = list('milestones').map(asRecord)
  const rule = list('rule').map(asRecord)
  return {
    ...kept,
    act: treasuryActs.find((act) => act === record['act']) ?? emptyTreasuryAct.act,
    key: asText(record['key']) || String(place + 1),
    milestones: milestones.map(({ amount, document }) => ({
      ...emptyMilestone,
      amount: asText(amount),
      document: asText(document),
    })),
    rule: rule.map(({ target, share, id }) => ({
      target: splitTargets.find((one) => one === target) ?? emptyRuleRow.target,
      share: asText(share),
      id: asText(id),
    })),
    columns: readColumns(record['columns']),
  }
}

function readColumns(value: unknown): PayeeColumns | null {
  const { payee, amount, note, hasHeader } = asRecord(value)
  const isPlace = (place: unknown): place is number => Number.isInteger(place) && (place as number) >= -1
  return isPlace(payee) && isPlace(amount) && isPlace(note) && typeof hasHeader === 'boolean'
    ? { payee, amount, note, hasHeader }
    : null
}
