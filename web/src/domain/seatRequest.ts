import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import { emptyDraft, type ProposalDraft } from './draft'
import { type DaoName, formatRoute } from './route'
import { formatSeatName, parseSeatName, type SeatName } from './seat'
import { emptySeatAct } from './seatAct'

/** What somebody without a seat asks the members for. */
export type SeatRequest = { readonly account: Address; readonly text: string }

/** The most characters of a request, so that its link can be sent. */
export const longestRequest = 1_500

/** The place where a member writes a proposal of a request; what was asked stands behind `?`, after the `#`. */
export function formatRequest(dao: DaoName, { account, text }: SeatRequest): string {
  const parts = new URLSearchParams({ for: account, text: text.trim().slice(0, longestRequest) })
  return `${formatRoute({ page: 'propose', dao })}?${parts.toString()}`
}

/** The request in the address of a page; null where there is none. The inverse of {@link formatRequest}. */
export function parseRequest(hash: string): SeatRequest | null {
  const at = hash.indexOf('?')
  if (at === -1) return null
  const parts = new URLSearchParams(hash.slice(at + 1))
  const account = parts.get('for') ?? ''
  if (!isAddress(account, { strict: false })) return null
  return { account: getAddress(account.toLowerCase()), text: (parts.get('text') ?? '').slice(0, longestRequest) }
}

/** The place where a member writes a proposal that renews or recovers a seat. */
export function formatSeatProposal(dao: DaoName, act: 'renew' | 'recover', seat: SeatName): string {
  return `${formatRoute({ page: 'propose', dao })}?${act}=${formatSeatName(seat)}`
}

/** The draft of such a place; null where there is none. The inverse of {@link formatSeatProposal}. */
export function parseSeatProposal(hash: string): ProposalDraft | null {
  const at = hash.indexOf('?')
  const parts = new URLSearchParams(at === -1 ? '' : hash.slice(at + 1))
  for (const act of ['renew', 'recover'] as const) {
    const seat = parseSeatName(parts.get(act) ?? '')
    if (seat !== null)
      return { ...emptyDraft, kind: 'seats', acts: [{ ...emptySeatAct, act, seat: formatSeatName(seat) }] }
  }
  return null
}

/** A draft that gives the seat that was asked for; the member who proposes it can change all of it. */
export function draftRequest({ account, text }: SeatRequest, title: string, language: 'en' | 'zh'): ProposalDraft {
  return {
    ...emptyDraft,
    kind: 'seats',
    summary: [...text.replace(/\s+/g, ' ').trim()].slice(0, 280).join(''),
    [language]: { title, body: text },
    acts: [{ ...emptySeatAct, account }],
  }
}
