import type { Address, Hex } from 'viem'
import type { DaoContracts } from './dao'
import type { PreparedPayout } from './preparePayouts'
import type { Action } from './proposal'
import { encodeBudgetAct } from './treasuryActBudget'
import { encodeDonationAct } from './treasuryActDonations'
import { encodeGrantAct } from './treasuryActGrant'
import { Wrong } from './treasuryActInput'
import { encodePaymentAct } from './treasuryActPayment'
import { encodeShareAct } from './treasuryActShares'
import { type Timepoint } from './timepoint'
import type { Asset } from './treasury'
import type { SplitTarget, TreasuryToday } from './treasuryToday'

/** What a vote can do with the treasury, as the form offers it. */
export const treasuryActs = [
  'pay',
  'payout',
  'giveCollectible',
  'grantBudget',
  'changeBudget',
  'pauseBudget',
  'resumeBudget',
  'revokeBudget',
  'grant',
  'acceptMilestone',
  'clawBack',
  'changeRecipient',
  'distribute',
  'openStanding',
  'setRule',
  'openPurpose',
  'closePurpose',
  'spendPurse',
  'endRight',
] as const
export type TreasuryAct = (typeof treasuryActs)[number]

export type MilestoneDraft = { readonly amount: string; readonly document: string }
export type RuleDraft = { readonly target: SplitTarget; readonly share: string; readonly id: string }

/** Which columns of pasted rows say what; by their place from 0, -1 for none, null while they are guessed. */
export type PayeeColumns = {
  readonly payee: number
  readonly amount: number
  readonly note: number
  readonly hasHeader: boolean
}

/** One such act as it is typed: nothing in it is checked yet. What an act does not need stays as it was. */
export type TreasuryActDraft = {
  readonly act: TreasuryAct
  /** Tells acts of one draft apart, also when others are taken away. */
  readonly key: string
  /** '' for the coin. */
  readonly asset: string
  readonly to: string
  readonly amount: string
  readonly token: string
  readonly tokenId: string
  /** Of what it is about: a budget, a grant, a purpose, an envelope. */
  readonly number: string
  /** Of a milestone, from 1. */
  readonly milestone: string
  /** Accounts or names, one a line. */
  readonly holders: string
  readonly payees: string
  readonly reviewers: string
  readonly required: string
  readonly total: string
  readonly cap: string
  /** Days. */
  readonly period: string
  /** Days, as `2027-12-31`; '' for as soon as can be. */
  readonly start: string
  readonly end: string
  /** Hours, as `48` or `36:30`. */
  readonly window: string
  readonly announceAbove: string
  /** Per cent. */
  readonly objectionShare: string
  readonly secondSignature: boolean
  readonly reportsDue: boolean
  readonly purpose: string
  readonly category: string
  /** A text, or the CID of one. */
  readonly document: string
  readonly milestones: readonly MilestoneDraft[]
  readonly streamAmount: string
  readonly streamStart: string
  readonly streamCliff: string
  readonly streamEnd: string
  /** Pasted rows of payees and amounts. */
  readonly rows: string
  readonly columns: PayeeColumns | null
  readonly member: string
  readonly steward: string
  readonly organisation: string
  readonly minimum: string
  readonly rule: readonly RuleDraft[]
  readonly name: string
}

export type TreasuryActField = Exclude<keyof TreasuryActDraft, 'act' | 'key' | 'columns'>

export const emptyMilestone: MilestoneDraft = { amount: '', document: '' }
export const emptyRuleRow: RuleDraft = { target: 'treasury', share: '', id: '' }
export const emptyTreasuryAct: TreasuryActDraft = {
  act: 'grantBudget',
  key: '',
  asset: '',
  to: '',
  amount: '',
  token: '',
  tokenId: '',
  number: '',
  milestone: '',
  holders: '',
  payees: '',
  reviewers: '',
  required: '1',
  total: '',
  cap: '',
  period: '30',
  start: '',
  end: '',
  window: '48',
  announceAbove: '',
  objectionShare: '10',
  secondSignature: false,
  reportsDue: false,
  purpose: '',
  category: '',
  document: '',
  milestones: [emptyMilestone],
  streamAmount: '',
  streamStart: '',
  streamCliff: '',
  streamEnd: '',
  rows: '',
  columns: null,
  member: '100',
  steward: '100',
  organisation: '100',
  minimum: '',
  rule: [emptyRuleRow],
  name: '',
}

const words = ['purpose', 'category'] as const
const budgetTerms = [
  'holders',
  'payees',
  'start',
  'announceAbove',
  'window',
  'objectionShare',
  'secondSignature',
  ...words,
] as const

/** What each act asks for, in the order of the form. */
export const treasuryActFields: Readonly<Record<TreasuryAct, readonly TreasuryActField[]>> = {
  pay: ['to', 'asset', 'amount'],
  payout: ['asset', 'rows', 'end', ...words],
  giveCollectible: ['token', 'tokenId', 'to'],
  grantBudget: [
    'holders',
    'asset',
    'cap',
    'period',
    'total',
    'start',
    'end',
    'announceAbove',
    'window',
    'objectionShare',
    'secondSignature',
    'payees',
    ...words,
  ],
  changeBudget: ['number', ...budgetTerms],
  pauseBudget: ['number'],
  resumeBudget: ['number'],
  revokeBudget: ['number'],
  grant: [
    'to',
    'asset',
    'milestones',
    'reviewers',
    'required',
    'streamAmount',
    'streamStart',
    'streamCliff',
    'streamEnd',
    'end',
    'reportsDue',
    ...words,
  ],
  acceptMilestone: ['number', 'milestone', 'document'],
  clawBack: ['number', 'document'],
  changeRecipient: ['number', 'to', 'document'],
  distribute: ['asset', 'total', 'member', 'steward', 'organisation', 'end', 'document', ...words],
  openStanding: [
    'asset',
    'total',
    'cap',
    'period',
    'minimum',
    'member',
    'steward',
    'organisation',
    'end',
    'document',
    ...words,
  ],
  setRule: ['rule'],
  openPurpose: ['name'],
  closePurpose: ['number'],
  spendPurse: ['number', 'asset', 'amount', 'to', 'document'],
  endRight: ['number'],
}

export type TreasuryActProblem =
  | 'absent'
  | 'account'
  | 'accountDao'
  | 'accountAsset'
  | 'accountTwice'
  | 'accountsMissing'
  | 'accountsMany'
  | 'holdersTwo'
  | 'asset'
  | 'collectible'
  | 'amount'
  | 'amountZero'
  | 'amountLarge'
  | 'capAboveTotal'
  | 'tokenId'
  | 'period'
  | 'untilMissing'
  | 'untilNoDate'
  | 'untilPast'
  | 'untilFar'
  | 'startNoDate'
  | 'startAfterEnd'
  | 'windowTooLong'
  | 'window'
  | 'share'
  | 'purpose'
  | 'category'
  | 'documentMissing'
  | 'documentLarge'
  | 'noIpfs'
  | 'milestonesMany'
  | 'nothingGranted'
  | 'reviewerRecipient'
  | 'required'
  | 'streamTimes'
  | 'streamEnd'
  | 'streamAmount'
  | 'rowsMissing'
  | 'rowsWrong'
  | 'rowsReading'
  | 'percent'
  | 'percentWhole'
  | 'minimum'
  | 'ruleShare'
  | 'ruleSum'
  | 'ruleTarget'
  | 'ruleStanding'
  | 'ruleMany'
  | 'name'
  | 'numberUnknown'
  | 'numberOver'
  | 'paused'
  | 'notPaused'
  | 'milestoneUnknown'
  | 'milestoneAccepted'
  | 'clawedBack'
  | 'recipientSame'
  | 'recipientReviewer'
  | 'purposeClosed'
  | 'notHeld'

/** What has to be known to make calls of what was typed. */
export type TreasuryActContext = {
  readonly dao: DaoContracts
  /** When the decision can be executed at the earliest. */
  readonly earliest: Timepoint
  readonly assets: readonly Asset[]
  readonly today: TreasuryToday
  /** Accounts by the names that the reader gave them, in lower case. */
  readonly names: ReadonlyMap<string, Address>
  /** Payouts of rows that were read to the end, by the act's key; what was not has a problem. */
  readonly payouts: ReadonlyMap<string, readonly PreparedPayout[] | 'rowsMissing' | 'rowsWrong' | 'rowsReading'>
  /** SHA-256 of the proposal's own text. */
  readonly ownText: Hex
  /** Whether documents can be published here. */
  readonly canPublish: boolean
}

/** The calls of an act, and what has to be published for them. */
export type EncodedAct = {
  readonly actions: readonly Action[]
  readonly documents: readonly string[]
}

export type ParsedTreasuryAct =
  | ({ readonly status: 'ok' } & EncodedAct)
  | {
      readonly status: 'wrong'
      readonly field: TreasuryActField
      readonly problem: TreasuryActProblem
      /** Which of several it is, from 0. */
      readonly place: number | null
      /** What was typed there. */
      readonly text: string
    }

/** The calls that a typed act asks for, or what is wrong with it. */
export function parseTreasuryAct(draft: TreasuryActDraft, context: TreasuryActContext): ParsedTreasuryAct {
  try {
    return { status: 'ok', ...encode(draft, context) }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    const { field, problem, place, text } = error
    return { status: 'wrong', field, problem, place, text }
  }
}

function encode(draft: TreasuryActDraft, context: TreasuryActContext): EncodedAct {
  switch (draft.act) {
    case 'pay':
    case 'payout':
    case 'giveCollectible':
    case 'endRight':
      return encodePaymentAct(draft, context)
    case 'grantBudget':
    case 'changeBudget':
    case 'pauseBudget':
    case 'resumeBudget':
    case 'revokeBudget':
      return encodeBudgetAct(draft, context)
    case 'grant':
    case 'acceptMilestone':
    case 'clawBack':
    case 'changeRecipient':
      return encodeGrantAct(draft, context)
    case 'distribute':
    case 'openStanding':
    case 'setRule':
      return encodeShareAct(draft, context)
    case 'openPurpose':
    case 'closePurpose':
    case 'spendPurse':
      return encodeDonationAct(draft, context)
  }
}
