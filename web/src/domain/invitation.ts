import type { Address, Hex, TypedDataDefinition } from 'viem'
import { bytesToHex, getAddress, hexToBytes } from 'viem/utils'
import { parseKind, type SeatKind, toKindNumber } from './seat'
import type { SigningDomain } from './signedBallot'
import { type Timepoint, toTimepoint } from './timepoint'

/** What an officer signs for somebody whose address is not known yet; `Invitation` of `IGates`. */
export type Invitation = {
  readonly inviter: Address
  /** Address of the one-time key. */
  readonly key: Address
  readonly kind: SeatKind
  /** Seconds; 0 for no term. */
  readonly term: bigint
  /** The last second at which it can be used. */
  readonly expires: Timepoint
  readonly round: bigint
  readonly reason: string
}

/** What a link carries after `#`: all of an invitation, and the private key that takes the seat. */
export type InvitationLink = {
  readonly invitation: Omit<Invitation, 'key'>
  /** The officer's, of the invitation. */
  readonly signature: Hex
  /** The one-time key. Who has it may take the seat. */
  readonly secret: Hex
}

/** The kind as a wallet shows it; not translated, because it is what is signed. */
export const kindWords = {
  member: 'Member',
  steward: 'Steward',
  organisation: 'Organisation',
  observer: 'Observer',
} as const satisfies Record<SeatKind, string>

const invitationTypes = {
  Invitation: [
    { name: 'inviter', type: 'address' },
    { name: 'key', type: 'address' },
    { name: 'kind', type: 'string' },
    { name: 'term', type: 'uint48' },
    { name: 'expires', type: 'uint48' },
    { name: 'round', type: 'uint256' },
    { name: 'reason', type: 'string' },
  ],
} as const
const joinTypes = { Join: [{ name: 'account', type: 'address' }] } as const

/** What the officer's wallet shows and signs (EIP-712, the domain of the gates). */
export function describeInvitation(domain: SigningDomain, invitation: Invitation): TypedDataDefinition {
  const { inviter, key, kind, term, expires, round, reason } = invitation
  const message = { inviter, key, kind: kindWords[kind], term: Number(term), expires: Number(expires), round, reason }
  return { domain, types: invitationTypes, primaryType: 'Invitation', message }
}

/** What the one-time key signs: who joins, so that a transaction that somebody copies seats the same person. */
export function describeJoin(domain: SigningDomain, account: Address): TypedDataDefinition {
  return { domain, types: joinTypes, primaryType: 'Join', message: { account } }
}

/** The invitation as the contract takes it. */
export function toInvitationArgument(invitation: Invitation) {
  const { inviter, key, kind, term, expires, round, reason } = invitation
  return { inviter, key, kind: toKindNumber(kind), term: Number(term), expires: Number(expires), round, reason }
}

const version = 1
/** version · inviter · secret · kind · term · expires · round · length of the reason */
const headBytes = 1 + 20 + 32 + 1 + 6 + 6 + 8 + 2
/** The most bytes of a reason, so that a link stays one that can be sent. */
export const longestReason = 500
const longestLink = 8_000

/**
 * An invitation as the last part of a route. It stands after `#`: no browser sends it to a server.
 *
 * @example formatInvitationLink({ invitation, signature, secret }) // 'AfOf1u…'
 */
export function formatInvitationLink({ invitation, signature, secret }: InvitationLink): string {
  const reason = new TextEncoder().encode(invitation.reason)
  const bytes = new Uint8Array([
    version,
    ...hexToBytes(invitation.inviter),
    ...hexToBytes(secret),
    toKindNumber(invitation.kind),
    ...toBytes(invitation.term, 6),
    ...toBytes(invitation.expires, 6),
    ...toBytes(invitation.round, 8),
    ...toBytes(BigInt(reason.length), 2),
    ...reason,
    ...hexToBytes(signature),
  ])
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** The inverse of {@link formatInvitationLink}; null where a text is no invitation, or not all of one. */
export function parseInvitationLink(text: string): InvitationLink | null {
  if (text.length > longestLink || !/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  if (bytes.length <= headBytes || bytes[0] !== version) return null
  let at = 1
  const take = (length: number) => bytes.slice(at, (at += length))
  const inviter = getAddress(bytesToHex(take(20)))
  const secret = bytesToHex(take(32))
  const kind = parseKind(take(1)[0])
  const [term, expires, round, length] = [6, 6, 8, 2].map((size) => BigInt(bytesToHex(take(size))))
  if (kind === null || bytes.length <= at + Number(length)) return null
  let reason: string
  try {
    reason = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(take(Number(length)))
  } catch {
    return null // Cut or changed on the way.
  }
  const signature = bytesToHex(bytes.slice(at))
  const link: InvitationLink = {
    invitation: { inviter, kind, term: term!, expires: toTimepoint(expires!), round: round!, reason },
    signature,
    secret,
  }
  return formatInvitationLink(link) === text ? link : null
}

function toBytes(value: bigint, size: number): Uint8Array {
  return hexToBytes(`0x${value.toString(16).padStart(size * 2, '0')}`)
}
