import { BigInt, Bytes, dataSource } from '@graphprotocol/graph-ts'
import { InvitationWithdrawn, InvitationsWithdrawn, OfficerSet } from '../generated/templates/Gates/Gates'
import { Dao, Invitation, Officer, OfficerChanged, SeatChanged } from '../generated/schema'
import { awaitDecision } from './decisions'
import { getDao, loadOrCreateMember } from './entities'
import { eventId } from './ids'
import { listKinds } from './names'

export function loadOrCreateOfficer(dao: Dao, account: Bytes): Officer {
  const id = dataSource.address().concat(account)
  let officer = Officer.load(id)
  if (officer !== null) return officer
  officer = new Officer(id)
  officer.dao = dao.id
  officer.member = loadOrCreateMember(dao, account).id
  officer.allowance = BigInt.zero()
  officer.givenAllowance = BigInt.zero()
  officer.until = BigInt.zero()
  officer.kinds = []
  officer.admissionCount = 0
  officer.round = BigInt.zero()
  officer.save()
  return officer
}

export function loadOrCreateInvitation(officer: Officer, key: Bytes): Invitation {
  const id = officer.id.concat(key)
  let invitation = Invitation.load(id)
  if (invitation !== null) return invitation
  invitation = new Invitation(id)
  invitation.dao = officer.dao
  invitation.officer = officer.id
  invitation.key = key
  return invitation
}

/** One of an officer's allowance, for what the entry tells; the caller saves the entry. */
export function spendAllowance(officer: Officer, entry: SeatChanged): void {
  officer.allowance = officer.allowance.minus(BigInt.fromI32(1))
  officer.save()
  entry.officer = officer.id
}

export function handleOfficerSet(event: OfficerSet): void {
  const dao = getDao()
  const params = event.params
  const officer = loadOrCreateOfficer(dao, params.account)
  officer.allowance = params.allowance
  officer.givenAllowance = params.allowance
  officer.until = params.until
  officer.kinds = listKinds(params.kinds)
  officer.save()

  const change = new OfficerChanged(eventId(event))
  change.dao = dao.id
  change.officer = officer.id
  change.allowance = params.allowance
  change.until = params.until
  change.kinds = officer.kinds
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
  awaitDecision(event, dao, 'OfficerChanged', change.id)
}

/** Anybody can withdraw what they never gave. */
export function handleInvitationWithdrawn(event: InvitationWithdrawn): void {
  const officer = loadOrCreateOfficer(getDao(), event.params.inviter)
  const invitation = loadOrCreateInvitation(officer, event.params.key)
  invitation.withdrawnAt = event.block.timestamp
  invitation.save()
}

export function handleInvitationsWithdrawn(event: InvitationsWithdrawn): void {
  const officer = loadOrCreateOfficer(getDao(), event.params.inviter)
  officer.round = event.params.round
  officer.save()
}
