import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import { longestInvitationDays, longestTermDays, type SeatTerms } from './seatRules'
import { longestReason } from './invitation'
import type { SeatKind } from './seat'

/** What an officer types to admit or to invite. */
export type AdmissionDraft = {
  readonly account: string
  readonly kind: SeatKind
  readonly days: string
  readonly reason: string
  /** How long an invitation is valid. */
  readonly validDays: string
}

export type AdmissionField = 'account' | 'days' | 'reason' | 'validDays'
export type AdmissionProblem = 'account' | 'term' | 'reason' | 'reasonLong' | 'expires'

const day = 86_400n

/** How long a seat of a kind that an officer gives may last, in days; null where it need not end. */
export function getLongestDays(terms: readonly SeatTerms[], kind: SeatKind): bigint | null {
  const term = terms.find((one) => one.kind === kind)?.term ?? null
  return term === null ? null : term / day
}

/** The term of a typed number of days, in seconds; null where it is out of its bounds. Mirrors `Gates._expiry`. */
export function parseTerm(days: string, terms: readonly SeatTerms[], kind: SeatKind): bigint | null {
  const longest = terms.find((one) => one.kind === kind)?.term ?? null
  const typed = days.trim()
  if (typed === '') return longest === null ? 0n : longest
  if (!/^\d{1,6}$/.test(typed)) return null
  const term = BigInt(typed) * day
  if (term === 0n) return longest === null ? 0n : null
  return term <= (longest ?? longestTermDays * day) ? term : null
}

/** What is wrong with what an officer typed; null where it can be done. */
export function findAdmissionProblem(
  draft: AdmissionDraft,
  terms: readonly SeatTerms[],
  isInvitation: boolean,
): { readonly field: AdmissionField; readonly problem: AdmissionProblem } | null {
  if (!isInvitation && readAccount(draft.account) === null) return { field: 'account', problem: 'account' }
  if (parseTerm(draft.days, terms, draft.kind) === null) return { field: 'days', problem: 'term' }
  const valid = /^\d{1,2}$/.test(draft.validDays.trim()) ? BigInt(draft.validDays.trim()) : 0n
  if (isInvitation && (valid < 1n || valid > longestInvitationDays)) return { field: 'validDays', problem: 'expires' }
  if (draft.reason.trim() === '') return { field: 'reason', problem: 'reason' }
  if (new TextEncoder().encode(draft.reason.trim()).length > longestReason) {
    return { field: 'reason', problem: 'reasonLong' }
  }
  return null
}

/** The account that was typed; null where it is none. */
export function readAccount(text: string): Address | null {
  const typed = text.trim()
  if (!isAddress(typed, { strict: typed !== typed.toLowerCase() }) || /^0x0{40}$/.test(typed)) return null
  return getAddress(typed)
}
