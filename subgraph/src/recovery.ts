import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import {
  GuardiansNamed,
  RecoveryAccepted,
  RecoveryStarted,
  RecoveryStopped,
  RecoverySupported as RecoverySupportedEvent,
} from '../generated/templates/Recovery/Recovery'
import { Guardianship, Recovery, RecoverySupported, Seat } from '../generated/schema'
import { awaitDecision } from './decisions'
import { getDao, loadOrCreateMember } from './entities'
import { eventId, numberedId } from './ids'

function loadSeat(event: ethereum.Event, tokenId: BigInt): Seat | null {
  return Seat.load(numberedId(getDao().membership, tokenId))
}

function loadRecovery(seat: Seat): Recovery | null {
  const id = seat.recovery
  return id === null ? null : Recovery.load(id)
}

/** Guardians who were named act once their time has come; what those before them agreed to is void. */
function promoteGuardians(event: ethereum.Event, seat: Seat): void {
  const id = seat.nextGuardians
  if (id === null) return
  const next = Guardianship.load(id)
  if (next === null || next.effectiveAt > event.block.timestamp) return
  seat.guardians = id
  seat.nextGuardians = null
  seat.recoveryRound += 1
}

export function handleGuardiansNamed(event: GuardiansNamed): void {
  const dao = getDao()
  const params = event.params
  const seat = loadSeat(event, params.tokenId)
  if (seat === null) return
  promoteGuardians(event, seat)
  const named = new Guardianship(eventId(event))
  named.dao = dao.id
  named.seat = seat.id
  named.holder = loadOrCreateMember(dao, params.holder).id
  named.accounts = changetype<Bytes[]>(params.accounts)
  named.threshold = params.threshold
  named.delay = params.delay
  named.effectiveAt = params.effectiveAt
  named.namedAt = event.block.timestamp
  named.block = event.block.number
  named.transaction = event.transaction.hash
  named.save()
  seat.nextGuardians = named.id
  seat.save()
}

export function handleRecoverySupported(event: RecoverySupportedEvent): void {
  const dao = getDao()
  const params = event.params
  const seat = loadSeat(event, params.tokenId)
  if (seat === null) return
  promoteGuardians(event, seat)
  seat.save()
  const support = new RecoverySupported(eventId(event))
  support.dao = dao.id
  support.seat = seat.id
  support.guardian = params.guardian
  support.to = params.to
  support.round = seat.recoveryRound
  support.supporters = params.supporters
  support.at = event.block.timestamp
  support.block = event.block.number
  support.transaction = event.transaction.hash
  support.save()
}

export function handleRecoveryStarted(event: RecoveryStarted): void {
  const dao = getDao()
  const params = event.params
  const seat = loadSeat(event, params.tokenId)
  if (seat === null) return
  const before = loadRecovery(seat)
  if (before !== null && before.status == 'STARTED' && before.expiresAt >= event.block.timestamp) {
    before.status = 'REPLACED'
    before.save()
  }
  const recovery = new Recovery(seat.id.concatI32(seat.recoveryCount))
  recovery.dao = dao.id
  recovery.seat = seat.id
  recovery.number = seat.recoveryCount
  recovery.status = 'STARTED'
  recovery.from = loadOrCreateMember(dao, params.from).id
  recovery.to = loadOrCreateMember(dao, params.to).id
  recovery.readyAt = params.readyAt
  recovery.expiresAt = params.expiresAt
  recovery.byVote = params.byVote
  recovery.startedAt = event.block.timestamp
  recovery.block = event.block.number
  recovery.transaction = event.transaction.hash
  recovery.save()
  seat.recovery = recovery.id
  seat.recoveryCount += 1
  seat.recoveryRound += 1
  seat.nextGuardians = null
  seat.save()
  if (params.byVote) awaitDecision(event, dao, 'Recovery', recovery.id)
}

export function handleRecoveryStopped(event: RecoveryStopped): void {
  const seat = loadSeat(event, event.params.tokenId)
  if (seat === null) return
  seat.byVoteUntil = event.params.until
  seat.save()
  const recovery = loadRecovery(seat)
  if (recovery === null) return
  recovery.status = 'STOPPED'
  recovery.stoppedAt = event.block.timestamp
  recovery.save()
}

/** Guardians who recovered a seat stay its guardians; after a vote nobody knows who had the key when it named them. */
export function handleRecoveryAccepted(event: RecoveryAccepted): void {
  const seat = loadSeat(event, event.params.tokenId)
  if (seat === null) return
  const recovery = loadRecovery(seat)
  if (recovery === null) return
  recovery.status = 'ACCEPTED'
  recovery.acceptedAt = event.block.timestamp
  recovery.save()
  if (recovery.byVote) seat.guardians = null
  else moveGuardians(seat.guardians, recovery.to)
  seat.save()
}

function moveGuardians(id: Bytes | null, holder: Bytes): void {
  if (id === null) return
  const guardians = Guardianship.load(id)
  if (guardians === null) return
  guardians.holder = holder
  guardians.save()
}
