import { type Address, type Hex, zeroAddress } from 'viem'
import { encodeFunctionData, getAddress, isAddress, sha256, stringToHex } from 'viem/utils'
import { gatesAbi } from '../generated/abi/gates'
import { membershipAbi } from '../generated/abi/membership'
import { observersAbi } from '../generated/abi/observers'
import { recoveryAbi } from '../generated/abi/recovery'
import type { DaoContracts } from './dao'
import { maxDocumentBytes } from './document'
import { computeListRoot, formatListDocument, type ListedSeat, type ListLineError, parseListText } from './memberList'
import type { Action } from './proposal'
import { getCollection, parseSeatName, type SeatKind, toKindNumber } from './seat'
import {
  gates,
  type GateName,
  longestListDays,
  longestTermDays,
  type MemberList,
  toKindBits,
  type TransferRule,
  transferRules,
} from './seatRules'
import { type Timepoint, toTimepoint } from './timepoint'

/** What a vote can do with seats, gates and officers, as the form offers it. */
export const seatActs = [
  'admit',
  'renew',
  'revoke',
  'changeKind',
  'recover',
  'setOfficer',
  'endOfficer',
  'openGate',
  'closeGate',
  'openList',
  'closeList',
  'setTerms',
  'setSeatRules',
] as const
export type SeatAct = (typeof seatActs)[number]

/** One such act as it is typed: nothing in it is checked yet. What an act does not need stays as it was. */
export type SeatActDraft = {
  readonly act: SeatAct
  readonly account: string
  readonly seat: string
  readonly kind: SeatKind
  /** A day, as `2027-12-31`; '' for no end. */
  readonly until: string
  readonly gate: GateName
  readonly allowance: string
  readonly kinds: readonly SeatKind[]
  readonly list: string
  readonly listNumber: string
  readonly days: string
  readonly selfRenewal: boolean
  readonly transferRule: TransferRule
  readonly severalSeats: boolean
  readonly share: string
}

export type SeatActField = Exclude<keyof SeatActDraft, 'act'>

export const emptySeatAct: SeatActDraft = {
  act: 'admit',
  account: '',
  seat: '',
  kind: 'member',
  until: '',
  gate: 'officers',
  allowance: '10',
  kinds: ['member'],
  list: '',
  listNumber: '',
  days: '365',
  selfRenewal: false,
  transferRule: 'locked',
  severalSeats: false,
  share: '10',
}

/** What each act asks for, in the order of the form. */
export const seatActFields: Readonly<Record<SeatAct, readonly SeatActField[]>> = {
  admit: ['account', 'kind', 'until'],
  renew: ['seat', 'until'],
  revoke: ['seat'],
  changeKind: ['seat', 'kind'],
  recover: ['seat', 'account'],
  setOfficer: ['account', 'allowance', 'until', 'kinds'],
  endOfficer: ['account'],
  openGate: ['gate'],
  closeGate: ['gate'],
  openList: ['list', 'kind', 'until', 'listNumber'],
  closeList: ['listNumber'],
  setTerms: ['kind', 'days', 'selfRenewal'],
  setSeatRules: ['transferRule', 'severalSeats', 'share'],
}

export type SeatActProblem =
  | 'account'
  | 'accountDao'
  | 'seat'
  | 'observerKind'
  | 'observerRecovery'
  | 'untilMissing'
  | 'untilNoDate'
  | 'untilPast'
  | 'untilFar'
  | 'allowance'
  | 'kinds'
  | 'listEmpty'
  | 'listErrors'
  | 'listLarge'
  | 'listNumber'
  | 'listTaken'
  | 'listNone'
  | 'days'
  | 'share'
  | 'absent'

/** What has to be known to make calls of what was typed. */
export type SeatActContext = {
  readonly dao: Pick<
    DaoContracts,
    'chainId' | 'governor' | 'treasury' | 'membership' | 'observers' | 'gates' | 'recovery'
  >
  /** When the decision can be executed at the earliest. */
  readonly earliest: Timepoint
  /** The lists that were opened, and which of them can be closed. */
  readonly lists: readonly Pick<MemberList, 'number' | 'end'>[]
}

export type ParsedSeatAct =
  | {
      readonly status: 'ok'
      readonly action: Action
      /** What has to be published for it: the list. */
      readonly document: string | null
      readonly listed: readonly ListedSeat[]
    }
  | {
      readonly status: 'wrong'
      readonly field: SeatActField
      readonly problem: SeatActProblem
      readonly errors: readonly ListLineError[]
    }

class Wrong extends Error {
  constructor(
    readonly field: SeatActField,
    readonly problem: SeatActProblem,
    readonly errors: readonly ListLineError[] = [],
  ) {
    super(problem)
  }
}

const day = 86_400n

/** The call that a typed act asks for, or what is wrong with it. */
export function parseSeatAct(draft: SeatActDraft, context: SeatActContext): ParsedSeatAct {
  try {
    return { status: 'ok', ...encode(draft, context) }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    return { status: 'wrong', field: error.field, problem: error.problem, errors: error.errors }
  }
}

function encode(draft: SeatActDraft, context: SeatActContext) {
  const { dao } = context
  const plain = (target: Address | null, calldata: Hex) => {
    if (target === null) throw new Wrong(seatActFields[draft.act][0]!, 'absent')
    const action: Action = { target, value: 0n, calldata }
    return { action, document: null as string | null, listed: [] as readonly ListedSeat[] }
  }
  const toGates = (call: Parameters<typeof encodeFunctionData<typeof gatesAbi>>[0]) =>
    plain(dao.gates, encodeFunctionData(call))
  switch (draft.act) {
    case 'admit': {
      const args = [readAccount(draft, dao), toKindNumber(draft.kind), readUntil(draft, context) ?? 0] as const
      const isObserver = getCollection(draft.kind) === 'observers'
      return isObserver
        ? plain(dao.observers, encodeFunctionData({ abi: observersAbi, functionName: 'admit', args }))
        : plain(dao.membership, encodeFunctionData({ abi: membershipAbi, functionName: 'admit', args }))
    }
    case 'renew': {
      const seat = readSeat(draft)
      const args = [seat.number, readUntil(draft, context) ?? 0] as const
      return plain(targetOf(dao, seat), encodeFunctionData({ abi: membershipAbi, functionName: 'renew', args }))
    }
    case 'revoke': {
      const seat = readSeat(draft)
      const args = [seat.number] as const
      return plain(targetOf(dao, seat), encodeFunctionData({ abi: membershipAbi, functionName: 'revoke', args }))
    }
    case 'changeKind': {
      const seat = readSeat(draft)
      if (seat.collection === 'observers') throw new Wrong('seat', 'observerKind')
      if (draft.kind === 'observer') throw new Wrong('kind', 'observerKind')
      const args = [seat.number, toKindNumber(draft.kind)] as const
      return plain(dao.membership, encodeFunctionData({ abi: membershipAbi, functionName: 'changeKind', args }))
    }
    case 'recover': {
      const seat = readSeat(draft)
      if (seat.collection === 'observers') throw new Wrong('seat', 'observerRecovery')
      const args = [seat.number, readAccount(draft, dao)] as const
      return plain(dao.recovery, encodeFunctionData({ abi: recoveryAbi, functionName: 'startRecovery', args }))
    }
    case 'setOfficer': {
      const allowance = readNumber(draft.allowance, 1n, 10_000n)
      if (allowance === null) throw new Wrong('allowance', 'allowance')
      if (draft.kinds.length === 0) throw new Wrong('kinds', 'kinds')
      const until = readUntil(draft, context)
      if (until === null) throw new Wrong('until', 'untilMissing')
      const office = { allowance: Number(allowance), until, kinds: toKindBits(draft.kinds) }
      return toGates({ abi: gatesAbi, functionName: 'setOfficer', args: [readAccount(draft, dao), office] })
    }
    case 'endOfficer': {
      const none = { allowance: 0, until: 0, kinds: 0 }
      return toGates({ abi: gatesAbi, functionName: 'setOfficer', args: [readAccount(draft, dao), none] })
    }
    case 'openGate':
    case 'closeGate':
      return toGates({ abi: gatesAbi, functionName: draft.act, args: [gates.indexOf(draft.gate)] })
    case 'openList':
      return openList(draft, context)
    case 'closeList': {
      const number = readListNumber(draft)
      if (!context.lists.some((list) => list.number === number && list.end !== null))
        throw new Wrong('listNumber', 'listNone')
      return toGates({ abi: gatesAbi, functionName: 'closeList', args: [number] })
    }
    case 'setTerms': {
      const days = draft.days.trim() === '' ? 0n : readNumber(draft.days, 0n, longestTermDays)
      if (days === null) throw new Wrong('days', 'days')
      const terms = { term: Number(days * day), selfRenewal: draft.selfRenewal }
      return toGates({ abi: gatesAbi, functionName: 'setTerms', args: [toKindNumber(draft.kind), terms] })
    }
    case 'setSeatRules': {
      const share = readNumber(draft.share, 10n, 65_535n)
      if (share === null) throw new Wrong('share', 'share')
      const rules = {
        transferRule: transferRules.indexOf(draft.transferRule),
        severalSeats: draft.severalSeats,
        admissionShare: Number(share),
      }
      return plain(dao.membership, encodeFunctionData({ abi: membershipAbi, functionName: 'setRules', args: [rules] }))
    }
  }
}

function openList(draft: SeatActDraft, context: SeatActContext) {
  const { dao } = context
  if (dao.gates === null) throw new Wrong('list', 'absent')
  const { seats, errors } = parseListText(draft.list, draft.kind)
  if (errors.length > 0) throw new Wrong('list', 'listErrors', errors)
  if (seats.length === 0) throw new Wrong('list', 'listEmpty')
  const end = readUntil(draft, context)
  if (end === null) throw new Wrong('until', 'untilMissing')
  if (BigInt(end) > context.earliest + longestListDays * day) throw new Wrong('until', 'untilFar')
  const number = readListNumber(draft)
  if (context.lists.some((list) => list.number === number)) throw new Wrong('listNumber', 'listTaken')
  const list = { list: number, chainId: dao.chainId, gates: dao.gates, seats }
  const document = formatListDocument(list)
  if (new TextEncoder().encode(document).length > maxDocumentBytes) throw new Wrong('list', 'listLarge')
  const args = [number, computeListRoot(list), sha256(stringToHex(document)), end] as const
  const calldata = encodeFunctionData({ abi: gatesAbi, functionName: 'openList', args })
  return { action: { target: dao.gates, value: 0n, calldata } satisfies Action, document, listed: seats }
}

function targetOf(dao: SeatActContext['dao'], seat: { readonly collection: 'membership' | 'observers' }) {
  return seat.collection === 'observers' ? dao.observers : dao.membership
}

function readAccount({ account }: SeatActDraft, dao: SeatActContext['dao']): Address {
  const typed = account.trim()
  if (!isAddress(typed, { strict: typed !== typed.toLowerCase() }) || typed === zeroAddress) {
    throw new Wrong('account', 'account')
  }
  const own = [dao.governor, dao.treasury, dao.membership, dao.observers, dao.gates, dao.recovery]
  if (own.some((part) => part?.toLowerCase() === typed.toLowerCase())) throw new Wrong('account', 'accountDao')
  return getAddress(typed)
}

function readSeat({ seat }: SeatActDraft) {
  const found = parseSeatName(seat)
  if (found === null) throw new Wrong('seat', 'seat')
  return found
}

function readUntil({ until }: SeatActDraft, { earliest }: SeatActContext): number | null {
  if (until.trim() === '') return null
  const end = parseDay(until)
  if (end === null) throw new Wrong('until', 'untilNoDate')
  if (end <= earliest) throw new Wrong('until', 'untilPast')
  if (end > earliest + longestTermDays * day) throw new Wrong('until', 'untilFar')
  return Number(end)
}

function readListNumber({ listNumber }: SeatActDraft): bigint {
  const number = readNumber(listNumber, 1n, 999_999_999_999n)
  if (number === null) throw new Wrong('listNumber', 'listNumber')
  return number
}

/** A number of six digits for a new list, of a random word: two proposals that are open at once do not take the same. */
export function pickListNumber(lists: SeatActContext['lists'], random: () => number): string {
  for (;;) {
    const number = 100_000 + (random() % 900_000)
    if (!lists.some((list) => list.number === BigInt(number))) return String(number)
  }
}

function readNumber(text: string, least: bigint, most: bigint): bigint | null {
  if (!/^\d{1,12}$/.test(text.trim())) return null
  const value = BigInt(text.trim())
  return value < least || value > most ? null : value
}

/** The last second of a day, by the clock of Greenwich; null where it is no day. */
export function parseDay(text: string): Timepoint | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim())
  if (!found) return null
  const [year, month, date] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const midnight = new Date(Date.UTC(year, month - 1, date))
  if (midnight.getUTCFullYear() !== year || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== date)
    return null
  return toTimepoint(BigInt(midnight.getTime() / 1000) + day - 1n)
}
