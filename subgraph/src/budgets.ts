import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import {
  BudgetChanged as BudgetChangedEvent,
  BudgetChangedTermsStruct,
  BudgetGranted,
  BudgetPaused,
  BudgetResumed,
  BudgetRevoked,
  DrawAnnounced,
  DrawConfirmed,
  DrawObjected as DrawObjectedEvent,
  DrawReleased,
  DrawSettled,
  DrawStopped,
  DrawWithdrawn,
  Drawn as DrawnEvent,
} from '../generated/templates/Budgets/Budgets'
import {
  Budget,
  BudgetChanged,
  BudgetTermsSet,
  Dao,
  Draw,
  DrawObjected,
  Drawn,
  Envelope,
  Seat,
} from '../generated/schema'
import { linkDecision } from './decisions'
import { getDao } from './entities'
import { eventId, numberedId, orNull } from './ids'
import { cutCategory, cutPurpose, nameRight, setDigest, setEvent } from './ledger'

const ZERO = BigInt.zero()

function loadBudget(event: ethereum.Event, budgetId: BigInt): Budget | null {
  return Budget.load(numberedId(event.address, budgetId))
}

function loadDraw(event: ethereum.Event, drawId: BigInt): Draw | null {
  return Draw.load(numberedId(event.address, drawId))
}

/** One entry of a budget's history; whoever calls it saves both. */
function addChange(event: ethereum.Event, dao: Dao, budget: Budget, change: string, decision: Bytes): BudgetChanged {
  const entry = new BudgetChanged(eventId(event))
  setEvent(entry, event, dao.id)
  entry.budget = budget.id
  entry.change = change
  linkDecision(entry, dao, decision)
  budget.changeCount += 1
  return entry
}

function setTerms(
  event: ethereum.Event,
  dao: Dao,
  budget: Budget,
  params: BudgetChangedTermsStruct,
  decision: Bytes,
): BudgetTermsSet {
  const terms = new BudgetTermsSet(eventId(event))
  setEvent(terms, event, dao.id)
  terms.budget = budget.id
  terms.holders = changetype<Bytes[]>(params.holders)
  terms.payees = changetype<Bytes[]>(params.payees)
  terms.start = params.start
  terms.window = params.window
  terms.objectionShare = params.objectionShare
  terms.secondSignature = params.secondSignature
  terms.announceAbove = params.announceAbove
  terms.purpose = cutPurpose(params.purpose)
  terms.category = cutCategory(params.category)
  linkDecision(terms, dao, decision)
  terms.save()
  budget.terms = terms.id
  const envelope = Envelope.load(budget.envelope)
  if (envelope !== null) nameRight(envelope, 'budget', budget.id, params.purpose, params.category)
  return terms
}

export function handleBudgetGranted(event: BudgetGranted): void {
  const dao = getDao()
  const params = event.params
  const envelope = Envelope.load(numberedId(dao.treasury, params.budgetId))
  if (envelope === null || loadBudget(event, params.budgetId) !== null) return
  const budget = new Budget(numberedId(event.address, params.budgetId))
  budget.dao = dao.id
  budget.budgetId = params.budgetId
  budget.envelope = envelope.id
  budget.paused = false
  linkDecision(budget, dao, params.decision)
  budget.grantedAt = event.block.timestamp
  budget.changeCount = 0
  budget.drawCount = 0
  const terms = setTerms(event, dao, budget, changetype<BudgetChangedTermsStruct>(params.terms), params.decision)
  const entry = addChange(event, dao, budget, 'GRANTED', params.decision)
  entry.terms = terms.id
  entry.save()
  budget.save()
}

export function handleBudgetChanged(event: BudgetChangedEvent): void {
  const dao = getDao()
  const params = event.params
  const budget = loadBudget(event, params.budgetId)
  if (budget === null) return
  const terms = setTerms(event, dao, budget, params.terms, params.decision)
  const entry = addChange(event, dao, budget, 'CHANGED', params.decision)
  entry.terms = terms.id
  entry.save()
  budget.save()
}

export function handleBudgetPaused(event: BudgetPaused): void {
  const dao = getDao()
  const budget = loadBudget(event, event.params.budgetId)
  if (budget === null) return
  const draw = loadDraw(event, event.params.drawId)
  const entry = addChange(event, dao, budget, 'PAUSED', event.params.decision)
  entry.draw = draw === null ? null : draw.id
  entry.save()
  budget.paused = true
  budget.pausedBy = entry.draw
  budget.save()
}

export function handleBudgetResumed(event: BudgetResumed): void {
  const dao = getDao()
  const budget = loadBudget(event, event.params.budgetId)
  if (budget === null) return
  addChange(event, dao, budget, 'RESUMED', event.params.decision).save()
  budget.paused = false
  budget.pausedBy = null
  budget.save()
}

export function handleBudgetRevoked(event: BudgetRevoked): void {
  const dao = getDao()
  const budget = loadBudget(event, event.params.budgetId)
  if (budget === null) return
  addChange(event, dao, budget, 'REVOKED', event.params.decision).save()
  budget.revokedAt = event.block.timestamp
  budget.save()
}

export function handleDrawn(event: DrawnEvent): void {
  const dao = getDao()
  const budget = loadBudget(event, event.params.budgetId)
  if (budget === null) return
  const drawn = new Drawn(eventId(event))
  setEvent(drawn, event, dao.id)
  drawn.budget = budget.id
  drawn.holder = event.params.holder
  drawn.sum = event.params.sum
  drawn.save()
}

export function handleDrawAnnounced(event: DrawAnnounced): void {
  const dao = getDao()
  const params = event.params
  const budget = loadBudget(event, params.budgetId)
  if (budget === null || loadDraw(event, params.drawId) !== null) return
  const draw = new Draw(numberedId(event.address, params.drawId))
  draw.dao = dao.id
  draw.drawId = params.drawId
  draw.budget = budget.id
  draw.announcer = params.announcer
  draw.to = changetype<Bytes[]>(params.to)
  draw.amounts = params.amounts
  draw.sum = params.sum
  setDigest(draw, params.ref)
  draw.status = 'PENDING'
  draw.waited = false // A nullable one could not hold false: the setter takes it for none.
  draw.payableAt = params.payableAt
  draw.expiresAt = params.expiresAt
  draw.objections = ZERO
  draw.announcedAt = event.block.timestamp
  draw.block = event.block.number
  draw.transaction = event.transaction.hash
  draw.save()
  budget.drawCount += 1
  budget.save()
}

export function handleDrawConfirmed(event: DrawConfirmed): void {
  const draw = loadDraw(event, event.params.drawId)
  if (draw === null) return
  draw.confirmedBy = event.params.holder
  draw.confirmedAt = event.block.timestamp
  draw.save()
}

export function handleDrawObjected(event: DrawObjectedEvent): void {
  const dao = getDao()
  const params = event.params
  const draw = loadDraw(event, params.drawId)
  if (draw === null) return
  const objected = new DrawObjected(eventId(event))
  const seat = Seat.load(numberedId(dao.membership, params.tokenId))
  setEvent(objected, event, dao.id)
  objected.draw = draw.id
  objected.seat = seat === null ? null : seat.id
  objected.tokenId = params.tokenId
  objected.holder = params.holder
  objected.objections = params.objections
  objected.save()
  draw.objections = params.objections
  draw.save()
}

function endDraw(event: ethereum.Event, drawId: BigInt, status: string, by: Bytes | null): Draw | null {
  const draw = loadDraw(event, drawId)
  if (draw === null) return null
  draw.status = status
  draw.endedAt = event.block.timestamp
  draw.endedBy = by
  draw.save()
  return draw
}

export function handleDrawStopped(event: DrawStopped): void {
  const guardian = event.params.guardian
  endDraw(event, event.params.drawId, 'STOPPED', orNull(guardian))
}

export function handleDrawSettled(event: DrawSettled): void {
  const draw = endDraw(event, event.params.drawId, 'SETTLED', event.params.by)
  if (draw === null) return
  draw.waited = event.params.waited
  draw.save()
}

export function handleDrawWithdrawn(event: DrawWithdrawn): void {
  endDraw(event, event.params.drawId, 'WITHDRAWN', event.params.holder)
}

export function handleDrawReleased(event: DrawReleased): void {
  endDraw(event, event.params.drawId, 'RELEASED', null)
}
