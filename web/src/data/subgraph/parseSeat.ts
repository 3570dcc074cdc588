import { AppError } from '../../domain/appError'
import { parseDescription } from '../../domain/description'
import type { ProposalId } from '../../domain/proposal'
import {
  type AdmissionGate,
  admissionGates,
  parseExpiry,
  type Seat,
  type SeatChange,
  type SeatEvent,
  type SeatKind,
  seatKinds,
} from '../../domain/seat'
import { asAddress, asBigInt, asHex, asRecord, asText, asTimepoint, orNull } from './parse'

/** The fields of a seat, but for its holder. */
export const seatFields = `collection tokenId kind status since expiry gate admittedBy reason
  proposal { proposalId description }`

/** A seat of the index. */
export function parseSeat(json: Record<string, unknown>): Seat {
  const collection = asText(json['collection'], 'collection')
  const status = asText(json['status'], 'status').toLowerCase()
  if (status !== 'current' && status !== 'lapsed' && status !== 'ended') throw new AppError('malformed', status)
  return {
    collection: collection === 'OBSERVERS' ? 'observers' : 'membership',
    number: asBigInt(json['tokenId'], 'tokenId'),
    kind: parseSeatKind(json['kind']),
    status,
    holder: asAddress(asRecord(json['holder'], 'holder')['account'], 'holder'),
    since: asTimepoint(json['since'], 'since'),
    expiry: parseExpiry(asBigInt(json['expiry'], 'expiry')),
    gate: parseGate(json['gate']),
    admittedBy: orNull(json['admittedBy'], 'admittedBy', asAddress),
    reason: asText(json['reason'], 'reason'),
    proposal: orNull(json['proposal'], 'proposal', (value, name) => {
      const proposal = asRecord(value, name)
      return {
        id: asBigInt(proposal['proposalId'], 'proposalId') as ProposalId,
        title: parseDescription(asText(proposal['description'], 'description')).title,
      }
    }),
  }
}

function parseGate(value: unknown): AdmissionGate {
  const name = asText(value, 'gate').toLowerCase()
  return admissionGates.find((gate) => gate === name) ?? 'unknown'
}

function parseSeatKind(value: unknown): SeatKind {
  const name = asText(value, 'kind').toLowerCase()
  return seatKinds.find((kind) => kind === name) ?? 'member'
}

/** The fields of what happened to a seat. */
export const seatEventFields = `change holder { account } previousHolder { account } by kind reason at transaction
  seat { collection tokenId }`

const changes: Record<string, SeatChange> = {
  ADMITTED: 'admitted',
  RENEWED: 'renewed',
  LAPSED: 'lapsed',
  LEFT: 'left',
  REVOKED: 'revoked',
  KIND_CHANGED: 'kindChanged',
  TRANSFER_APPROVED: 'transferApproved',
  TRANSFERRED: 'transferred',
  RECOVERED: 'recovered',
}

/** Who did these is only in the transaction that somebody sent; the same is said with the index and without. */
const unsigned: readonly SeatChange[] = ['lapsed', 'transferred', 'recovered']

/** One thing that happened to a seat, of the index. */
export function parseSeatEvent(json: Record<string, unknown>): SeatEvent {
  const seat = asRecord(json['seat'], 'seat')
  const change = changes[asText(json['change'], 'change')]
  if (change === undefined) throw new AppError('malformed', `change: ${String(json['change'])}`)
  return {
    collection: asText(seat['collection'], 'collection') === 'OBSERVERS' ? 'observers' : 'membership',
    number: asBigInt(seat['tokenId'], 'tokenId'),
    change,
    holder: asAddress(asRecord(json['holder'], 'holder')['account'], 'holder'),
    previousHolder: orNull(json['previousHolder'], 'previousHolder', (value, name) =>
      asAddress(asRecord(value, name)['account'], name),
    ),
    by: unsigned.includes(change) ? null : orNull(json['by'], 'by', asAddress),
    kind: parseSeatKind(json['kind']),
    reason: asText(json['reason'], 'reason'),
    at: asTimepoint(json['at'], 'at'),
    transaction: asHex(json['transaction'], 'transaction'),
  }
}
