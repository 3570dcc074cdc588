import type { Address, Hex } from 'viem'
import { zeroAddress } from 'viem'
import type { DecodedAction } from '../domain/action'
import { parseExpiry, parseKind, type SeatKind } from '../domain/seat'
import { gates, parseKinds, transferRules } from '../domain/seatRules'
import { toTimepoint } from '../domain/timepoint'
import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'

/** A call in words, with what stands under it. */
export type CallSentence = {
  readonly text: string
  readonly account?: string
  /** What everybody should know of it. */
  readonly note?: string
  readonly alarm?: string
  /** SHA-256 of the document in which a list stands. */
  readonly listDigest?: Hex
  readonly parts?: readonly { readonly name: 'governor' | 'gates' | 'recovery'; readonly address: Address }[]
}

type Call = Extract<DecodedAction, { kind: 'call' }>

/** What a call to the seats, gates or recovery would do, in words; null for any other, and for what it cannot say. */
export function describeSeatCall(
  { contract, functionName, args }: Call,
  t: Messages,
  format: Format,
): CallSentence | null {
  const [first, second, third, fourth] = args.map(({ value }) => value)
  const a = t.action
  const isObservers = contract === 'observers'
  const seat = (number: unknown) => (isObservers ? t.seats.observerName : t.seats.name)(format.number(number as bigint))
  const kindOf = (value: unknown): string | null => {
    const kind = parseKind(value)
    return kind && t.seats.kind[kind]
  }
  const until = (value: unknown) => {
    const expiry = parseExpiry(value as bigint)
    return expiry && format.dateTime(expiry)
  }
  switch (`${isObservers ? 'membership' : contract}.${functionName}`) {
    case 'membership.admit': {
      const kind = kindOf(second)
      const end = until(third)
      if (kind === null) return null
      return { text: end === null ? a.admit(kind) : a.admitUntil(kind, end), account: String(first) }
    }
    case 'membership.renew': {
      const end = until(second)
      return { text: end === null ? a.renew(seat(first)) : a.renewUntil(seat(first), end) }
    }
    case 'membership.revoke':
      return { text: a.revoke(seat(first)), ...(!isObservers && { note: a.revokeNote }) }
    case 'membership.changeKind': {
      const kind = kindOf(second)
      return kind === null ? null : { text: a.changeKind(seat(first), kind) }
    }
    case 'membership.approveTransfer':
      return second === zeroAddress
        ? { text: a.noTransfer(seat(first)) }
        : { text: a.approveTransfer(seat(first)), account: String(second) }
    case 'membership.setRules': {
      const rules = first as { transferRule: number; severalSeats: boolean; admissionShare: number }
      const transfer = transferRules[rules.transferRule]
      if (transfer === undefined) return null
      const several = rules.severalSeats ? a.several : a.oneSeat
      return { text: a.setSeatRules(t.seats.transfer[transfer], several, format.number(rules.admissionShare)) }
    }
    case 'membership.setParts': {
      const parts = first as Record<'governor' | 'gates' | 'recovery', Address>
      const names = ['governor', 'gates', 'recovery'] as const
      return {
        text: a.setParts,
        alarm: a.setPartsNote,
        parts: names.map((name) => ({ name, address: parts[name] })),
      }
    }
    case 'recovery.startRecovery':
      return { text: a.recover(seat(first)), account: String(second), note: a.recoverNote }
    case 'gates.openGate':
    case 'gates.closeGate': {
      const gate = gates[Number(first)]
      if (gate === undefined) return null
      return { text: (functionName === 'openGate' ? a.openGate : a.closeGate)(t.seats.gateName[gate]) }
    }
    case 'gates.setOfficer': {
      const office = second as { allowance: number; until: number; kinds: number }
      const account = String(first)
      if (office.allowance === 0) return { text: a.endOfficer, account }
      const kinds = listKinds(parseKinds(office.kinds), t)
      const end = format.dateTime(toTimepoint(BigInt(office.until)))
      return { text: a.setOfficer(format.number(office.allowance), kinds, end), account }
    }
    case 'gates.setTerms': {
      const terms = second as { term: number; selfRenewal: boolean }
      const kind = kindOf(first)
      if (kind === null) return null
      const term = terms.term === 0 ? a.noTerm : format.duration(BigInt(terms.term))
      return { text: a.setTerms(kind, term, terms.selfRenewal ? a.selfRenewal : a.noSelfRenewal) }
    }
    case 'gates.openList':
    case 'gates.changeList': {
      const end = format.dateTime(toTimepoint(BigInt(fourth as number)))
      return { text: a[functionName as 'openList' | 'changeList'](String(first), end), listDigest: third as Hex }
    }
    case 'gates.closeList':
      return { text: a.closeList(String(first)) }
    case 'gates.setVerifier': {
      const kind = kindOf(second)
      if (first === zeroAddress) return { text: a.noVerifier }
      return kind === null ? null : { text: a.setVerifier(kind), account: String(first) }
    }
    default:
      return null
  }
}

/** Some kinds of seat as one phrase. */
export function listKinds(kinds: readonly SeatKind[], t: Messages): string {
  const words = kinds.map((kind) => t.seats.kind[kind])
  return words.length === 0 ? t.app.none : words.reduce((list, word) => t.seats.listing(list, word))
}
