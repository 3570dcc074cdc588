import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import {
  ClawedBack,
  Granted,
  MilestoneAccepted,
  PaymentSetAside,
  RecipientChanged,
  RecipientOffered,
  Reported,
  Reviewed,
} from '../generated/templates/Grants/Grants'
import {
  Dao,
  Envelope,
  Grant,
  GrantOffered,
  GrantPaymentSetAside,
  GrantRecipientChanged,
  GrantReported,
  Milestone,
  MilestoneReviewed,
} from '../generated/schema'
import { toCid } from './cid'
import { linkDecision } from './decisions'
import { getDao } from './entities'
import { eventId, numberedId, orNull } from './ids'
import { cutCategory, cutPurpose, nameRight, setDigest, setEvent } from './ledger'

const ZERO = BigInt.zero()

function loadGrant(event: ethereum.Event, grantId: BigInt): Grant | null {
  return Grant.load(numberedId(event.address, grantId))
}

function addMilestone(dao: Dao, grant: Grant, amount: BigInt, document: Bytes): void {
  const milestone = new Milestone(numberedId(grant.id, BigInt.fromI32(grant.milestoneCount)))
  milestone.dao = dao.id
  milestone.grant = grant.id
  milestone.index = grant.milestoneCount
  milestone.amount = amount
  milestone.digest = document
  milestone.cid = toCid(document)
  milestone.acceptances = ZERO
  milestone.save()
  grant.milestoneCount += 1
}

export function handleGranted(event: Granted): void {
  const dao = getDao()
  const params = event.params
  const terms = params.terms
  const stream = terms.stream
  const envelope = Envelope.load(numberedId(dao.treasury, params.envelopeId))
  if (envelope === null || loadGrant(event, params.grantId) !== null) return
  const grant = new Grant(numberedId(event.address, params.grantId))
  grant.dao = dao.id
  grant.grantId = params.grantId
  grant.envelope = envelope.id
  grant.recipient = params.recipient
  grant.reviewers = changetype<Bytes[]>(terms.reviewers)
  grant.required = terms.required
  grant.reportsDue = terms.reportsDue
  grant.streamAmount = stream.amount
  grant.streamStart = stream.start
  grant.streamCliff = stream.cliff
  grant.streamEnd = stream.end
  grant.purpose = cutPurpose(terms.purpose)
  grant.category = cutCategory(terms.category)
  grant.milestoneCount = 0
  grant.accepted = ZERO
  grant.reported = ZERO
  grant.reportCount = 0
  linkDecision(grant, dao, params.decision)
  grant.grantedAt = event.block.timestamp
  grant.block = event.block.number
  grant.transaction = event.transaction.hash
  const milestones = terms.milestones
  for (let i = 0; i < milestones.length; i++) addMilestone(dao, grant, milestones[i].amount, milestones[i].document)
  grant.save()
  nameRight(envelope, 'grant', grant.id, terms.purpose, terms.category)
}

export function handleReviewed(event: Reviewed): void {
  const dao = getDao()
  const params = event.params
  const grant = loadGrant(event, params.grantId)
  if (grant === null) return
  const milestone = Milestone.load(numberedId(grant.id, params.index))
  if (milestone === null) return
  const review = new MilestoneReviewed(eventId(event))
  setEvent(review, event, dao.id)
  review.grant = grant.id
  review.milestone = milestone.id
  review.reviewer = params.reviewer
  review.acceptances = params.acceptances
  setDigest(review, params.ref)
  review.save()
  milestone.acceptances = params.acceptances
  milestone.save()
}

export function handleMilestoneAccepted(event: MilestoneAccepted): void {
  const dao = getDao()
  const params = event.params
  const grant = loadGrant(event, params.grantId)
  if (grant === null) return
  const milestone = Milestone.load(numberedId(grant.id, params.index))
  if (milestone === null) return
  milestone.acceptedAt = event.block.timestamp
  milestone.acceptedBy = params.by
  milestone.acceptanceRef = params.ref
  linkDecision(milestone, dao, params.decision)
  milestone.save()
  grant.accepted = grant.accepted.plus(params.amount)
  grant.save()
}

export function handlePaymentSetAside(event: PaymentSetAside): void {
  const dao = getDao()
  const grant = loadGrant(event, event.params.grantId)
  if (grant === null) return
  const entry = new GrantPaymentSetAside(eventId(event))
  setEvent(entry, event, dao.id)
  entry.grant = grant.id
  entry.recipient = event.params.recipient
  entry.amount = event.params.amount
  entry.reportDue = event.params.reportDue
  entry.save()
}

export function handleReported(event: Reported): void {
  const dao = getDao()
  const params = event.params
  const grant = loadGrant(event, params.grantId)
  if (grant === null) return
  const report = new GrantReported(eventId(event))
  setEvent(report, event, dao.id)
  report.grant = grant.id
  report.recipient = params.recipient
  report.digest = params.document
  report.cid = toCid(params.document)
  report.paid = params.paid
  report.save()
  grant.reported = params.paid
  grant.reportCount += 1
  grant.save()
}

export function handleClawedBack(event: ClawedBack): void {
  const dao = getDao()
  const grant = loadGrant(event, event.params.grantId)
  if (grant === null) return
  grant.clawedBackAt = event.block.timestamp
  grant.clawedBack = event.params.amount
  grant.clawBackRef = event.params.ref
  linkDecision(grant, dao, event.params.decision, 'clawBackOperation', 'clawBackProposal')
  grant.save()
}

export function handleRecipientOffered(event: RecipientOffered): void {
  const dao = getDao()
  const grant = loadGrant(event, event.params.grantId)
  if (grant === null) return
  const to = orNull(event.params.to)
  const offer = new GrantOffered(eventId(event))
  setEvent(offer, event, dao.id)
  offer.grant = grant.id
  offer.from = event.params.from
  offer.to = to
  offer.save()
  grant.offeredTo = to
  grant.save()
}

export function handleRecipientChanged(event: RecipientChanged): void {
  const dao = getDao()
  const params = event.params
  const grant = loadGrant(event, params.grantId)
  if (grant === null) return
  const entry = new GrantRecipientChanged(eventId(event))
  setEvent(entry, event, dao.id)
  entry.grant = grant.id
  entry.from = params.from
  entry.to = params.to
  linkDecision(entry, dao, params.decision)
  setDigest(entry, params.ref)
  entry.save()
  grant.recipient = params.to
  grant.offeredTo = null
  grant.save()
}
