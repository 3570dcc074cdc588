import { Bytes } from '@graphprotocol/graph-ts'
import { Admitted, GateSet, Renewed, TermsSet, TransferAllowed, VerifierSet } from '../generated/templates/Gates/Gates'
import { Dao, GateChanged, MemberList, Officer, Seat, SeatTerm } from '../generated/schema'
import { awaitDecision } from './decisions'
import { truncate } from './description'
import { getDao, loadOrCreateGate } from './entities'
import { eventId, isZero, numberedId } from './ids'
import { nameKind } from './names'
import { loadOrCreateInvitation, loadOrCreateOfficer, spendAllowance } from './officers'
import { loadLastChange } from './seat-history'
import { recordSetting } from './settings'

const REASON_LIMIT = 2048

/** Says by which gate it was of the admission that the collection has just told of. */
export function handleAdmitted(event: Admitted): void {
  const dao = getDao()
  const params = event.params
  const gate = loadOrCreateGate(dao, event.address, params.gate)
  gate.admissionCount += 1
  gate.save()

  const seat = Seat.load(numberedId(params.seats, params.tokenId))
  if (seat === null) return
  const entry = loadLastChange(event, seat, 'ADMITTED')
  if (entry === null) return
  seat.gate = gate.gate
  seat.admittedBy = params.by
  if (!isZero(params.ref)) seat.ref = params.ref
  seat.reason = truncate(params.reason, REASON_LIMIT)
  entry.gate = seat.gate
  entry.by = seat.admittedBy
  entry.ref = seat.ref
  entry.reason = seat.reason
  if (gate.gate == 'INVITATIONS') useInvitation(event, dao, seat)
  if (gate.gate == 'LISTS') useList(event, seat)
  if (gate.gate == 'OFFICERS' || gate.gate == 'INVITATIONS') {
    const officer = loadOrCreateOfficer(dao, params.by)
    officer.admissionCount += 1
    spendAllowance(officer, entry)
  }
  seat.save()
  entry.save()
}

/** The key is the last 20 bytes of the word. */
function useInvitation(event: Admitted, dao: Dao, seat: Seat): void {
  const officer = loadOrCreateOfficer(dao, event.params.by)
  const invitation = loadOrCreateInvitation(officer, Bytes.fromUint8Array(event.params.ref.slice(12)))
  invitation.seat = seat.id
  invitation.usedAt = event.block.timestamp
  invitation.save()
}

function useList(event: Admitted, seat: Seat): void {
  const list = MemberList.load(event.address.concat(event.params.ref))
  if (list === null) return
  list.admissionCount += 1
  list.save()
  seat.list = list.id
}

/** Says who renewed, of the renewal that the collection has just told of. */
export function handleRenewed(event: Renewed): void {
  const dao = getDao()
  const params = event.params
  const seat = Seat.load(numberedId(params.seats, params.tokenId))
  if (seat === null) return
  const entry = loadLastChange(event, seat, 'RENEWED')
  if (entry === null) return
  entry.by = params.by
  entry.reason = truncate(params.reason, REASON_LIMIT)
  const isOwn = seat.holder == dao.id.concat(params.by)
  if (!isOwn) spendAllowance(loadOrCreateOfficer(dao, params.by), entry)
  entry.save()
}

/** Says which officer it was, of the approval that the membership has just told of. */
export function handleTransferAllowed(event: TransferAllowed): void {
  const dao = getDao()
  const seat = Seat.load(numberedId(dao.membership, event.params.tokenId))
  if (seat === null) return
  const entry = loadLastChange(event, seat, 'TRANSFER_APPROVED')
  if (entry === null) return
  entry.by = event.params.by
  spendAllowance(loadOrCreateOfficer(dao, event.params.by), entry)
  entry.save()
}

export function handleGateSet(event: GateSet): void {
  const dao = getDao()
  const params = event.params
  const gate = loadOrCreateGate(dao, event.address, params.gate)
  gate.open = params.open
  gate.changedBy = params.by
  gate.changedAt = event.block.timestamp
  gate.save()

  const change = new GateChanged(eventId(event))
  change.dao = dao.id
  change.gate = gate.id
  change.open = params.open
  change.by = params.by
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
  if (params.by == dao.treasury) awaitDecision(event, dao, 'GateChanged', change.id)
}

export function handleTermsSet(event: TermsSet): void {
  const dao = getDao()
  const params = event.params
  const id = event.address.concatI32(params.kind)
  let term = SeatTerm.load(id)
  const before = term === null ? '' : describeTerm(term)
  if (term === null) term = new SeatTerm(id)
  term.dao = dao.id
  term.kind = nameKind(params.kind)
  term.term = params.term
  term.selfRenewal = params.selfRenewal
  term.changedAt = event.block.timestamp
  term.save()
  recordSetting(event, dao, 'terms.' + term.kind, before, describeTerm(term))
}

function describeTerm(term: SeatTerm): string {
  return term.term.toString() + (term.selfRenewal ? ' self' : '')
}

export function handleVerifierSet(event: VerifierSet): void {
  const dao = getDao()
  const before = describeVerifier(dao)
  dao.verifier = event.params.verifier
  dao.verifiedKind = nameKind(event.params.kind)
  dao.save()
  recordSetting(event, dao, 'verifier', before, describeVerifier(dao))
}

function describeVerifier(dao: Dao): string {
  const verifier = dao.verifier
  return verifier === null ? 'none' : verifier.toHexString() + ' ' + dao.verifiedKind!
}
