import { Address, BigInt, ByteArray, Bytes, crypto, ethereum } from '@graphprotocol/graph-ts'
import {
  CallExecuted,
  CallSalt,
  CallScheduled,
  Cancelled,
  CoinReceived,
  Disbursed,
  EnvelopeRevoked,
  EnvelopeSet,
  MinDelayChange,
  RoleGranted,
  RoleRevoked,
} from '../generated/templates/Treasury/Treasury'
import { Dao, Envelope, Operation, OperationCall, PlannedOperation, Proposal } from '../generated/schema'
import { closeDecision, linkDecision } from './decisions'
import { getDao, loadOrCreateRoleHolder, nameTarget } from './entities'
import { recordFlow, takePayment } from './flows'
import { eventId, isZero, numberedId } from './ids'
import { recordSpending } from './days'
import { recordClaim } from './distributions'
import { forgetRight, tellPayment } from './ledger'
import { recordSetting } from './settings'

/** The operation as this transaction schedules it: what was cancelled or has expired can be scheduled again. */
function scheduleOperation(event: CallScheduled, dao: Dao): Operation {
  const id = dao.treasury.concat(event.params.id)
  let operation = Operation.load(id)
  const readyAt = event.block.timestamp.plus(event.params.delay)
  if (operation !== null) {
    const isOpen = operation.executedAt === null && operation.canceledAt === null
    if (isOpen && operation.scheduledAt == event.block.timestamp) return operation
  }
  if (operation === null) operation = new Operation(id)
  operation.dao = dao.id
  operation.operationId = event.params.id
  operation.predecessor = event.params.predecessor
  operation.callCount = 0
  operation.scheduledAt = event.block.timestamp
  operation.readyAt = readyAt
  operation.expiresAt = readyAt.plus(dao.grace)
  operation.executedAt = null
  operation.executedBy = null
  operation.executedIn = null
  operation.canceledAt = null
  const planned = PlannedOperation.load(id)
  if (planned !== null) operation.proposal = planned.proposal
  return operation
}

function loadProposalOf(operation: Operation): Proposal | null {
  const id = operation.proposal
  if (id === null) return null
  return Proposal.load(id)
}

export function handleCallScheduled(event: CallScheduled): void {
  const dao = getDao()
  const operation = scheduleOperation(event, dao)
  operation.callCount += 1
  operation.save()

  const call = new OperationCall(numberedId(operation.id, event.params.index))
  call.operation = operation.id
  call.index = operation.callCount - 1
  call.target = event.params.target
  call.value = event.params.value
  call.calldata = event.params.data
  call.save()

  const proposal = loadProposalOf(operation)
  if (proposal === null) return
  proposal.operation = operation.id
  proposal.save()
}

export function handleCallSalt(event: CallSalt): void {
  const operation = Operation.load(getDao().treasury.concat(event.params.id))
  if (operation === null) return
  operation.salt = event.params.salt
  operation.save()
}

export function handleCallExecuted(event: CallExecuted): void {
  const dao = getDao()
  const id = dao.treasury.concat(event.params.id)
  const operation = Operation.load(id)
  if (operation !== null) markExecuted(event, operation)
  closeDecision(event, dao, event.params.id)
  if (event.params.value.isZero()) return
  const flow = recordFlow(
    event,
    getDao(),
    eventId(event),
    Address.zero(),
    'COIN',
    'OUT',
    event.params.target,
    event.params.value,
  )
  linkDecision(flow, dao, event.params.id)
  flow.save()
}

function markExecuted(event: CallExecuted, operation: Operation): void {
  const at = event.block.timestamp
  operation.executedAt = at
  operation.executedBy = event.transaction.from
  operation.executedIn = event.transaction.hash
  operation.save()
  const call = OperationCall.load(numberedId(operation.id, event.params.index))
  if (call !== null) {
    call.executedAt = at
    call.save()
  }
  const proposal = loadProposalOf(operation)
  if (proposal === null) return
  proposal.executedAt = at
  proposal.save()
}

export function handleCancelled(event: Cancelled): void {
  const operation = Operation.load(getDao().treasury.concat(event.params.id))
  if (operation === null) return
  operation.canceledAt = event.block.timestamp
  operation.save()
  const proposal = loadProposalOf(operation)
  if (proposal === null) return
  proposal.canceledAt = event.block.timestamp
  proposal.save()
}

export function handleCoinReceived(event: CoinReceived): void {
  recordFlow(event, getDao(), eventId(event), Address.zero(), 'COIN', 'IN', event.params.from, event.params.value)
}

export function handleEnvelopeSet(event: EnvelopeSet): void {
  const dao = getDao()
  const params = event.params
  if (params.asset != Address.zero()) nameTarget(dao, params.asset)
  const envelope = new Envelope(numberedId(dao.treasury, params.envelopeId))
  envelope.dao = dao.id
  envelope.envelopeId = params.envelopeId
  envelope.module = params.module
  envelope.token = params.asset
  envelope.total = params.total
  envelope.cap = params.cap
  envelope.period = params.period
  envelope.end = params.end
  envelope.drawn = BigInt.zero()
  const decision = Operation.load(dao.treasury.concat(params.decision))
  envelope.decision = decision === null ? null : decision.id
  envelope.setAt = event.block.timestamp
  envelope.revokedAt = null
  forgetRight(envelope)
  envelope.save()
}

export function handleEnvelopeRevoked(event: EnvelopeRevoked): void {
  const dao = getDao()
  const envelope = Envelope.load(numberedId(dao.treasury, event.params.envelopeId))
  if (envelope === null) return
  envelope.revokedAt = event.block.timestamp
  envelope.save()
}

export function handleDisbursed(event: Disbursed): void {
  const dao = getDao()
  const params = event.params
  const flow =
    params.asset == Address.zero()
      ? recordFlow(event, dao, eventId(event), params.asset, 'COIN', 'OUT', params.to, params.amount)
      : takePayment(event, dao, params.asset, params.to, params.amount)
  const envelope = Envelope.load(numberedId(dao.treasury, params.envelopeId))
  if (flow !== null) {
    linkDecision(flow, dao, params.decision)
    tellPayment(flow, params.ref, envelope)
    flow.save()
  }
  recordSpending(event, dao, params.asset, params.amount, envelope)
  if (envelope === null) return
  envelope.drawn = envelope.drawn.plus(params.amount)
  envelope.save()
  recordClaim(event, dao, envelope, flow)
}

export function handleMinDelayChange(event: MinDelayChange): void {
  const dao = getDao()
  const params = event.params
  dao.timelockDelay = params.newDuration
  dao.save()
  recordSetting(event, dao, 'timelockDelay', params.oldDuration.toString(), params.newDuration.toString())
}

function nameRole(role: Bytes): string {
  if (isZero(role)) return 'ADMIN'
  const names = ['PROPOSER', 'CANCELLER', 'EXECUTOR']
  for (let i = 0; i < names.length; i++) {
    if (crypto.keccak256(ByteArray.fromUTF8(names[i] + '_ROLE')) == role) return names[i]
  }
  return role.toHexString()
}

function setRole(event: ethereum.Event, role: Bytes, account: Bytes, held: boolean): void {
  const holder = loadOrCreateRoleHolder(getDao(), role, account)
  holder.name = nameRole(role)
  holder.held = held
  holder.changedAt = event.block.timestamp
  holder.save()
}

export function handleRoleGranted(event: RoleGranted): void {
  setRole(event, event.params.role, event.params.account, true)
}

export function handleRoleRevoked(event: RoleRevoked): void {
  setRole(event, event.params.role, event.params.account, false)
}
