import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import {
  Credited,
  DistributionOpened,
  PayeeNamed,
  RoundOpened,
  StandingOpened,
} from '../generated/templates/Distributions/Distributions'
import { Disbursed } from '../generated/templates/Treasury/Treasury'
import {
  Dao,
  Distribution,
  Envelope,
  Flow,
  NamedPayee,
  Seat,
  ShareClaimed,
  StandingCredited,
  StandingDistribution,
} from '../generated/schema'
import { toCid } from './cid'
import { linkDecision } from './decisions'
import { getDao } from './entities'
import { eventId, numberedId, orNull, readNumber, toWord } from './ids'
import { cutCategory, cutPurpose, nameRight, setEvent } from './ledger'

const ZERO = BigInt.zero()

function loadStanding(event: ethereum.Event, standingId: BigInt): StandingDistribution | null {
  return StandingDistribution.load(numberedId(event.address, standingId))
}

function findSeat(dao: Dao, tokenId: BigInt): Bytes | null {
  const seat = Seat.load(numberedId(dao.membership, tokenId))
  return seat === null ? null : seat.id
}

/** What a distribution of an envelope and a round of a standing one have in common; whoever calls it saves it. */
function createDistribution(event: ethereum.Event, dao: Dao, distributionId: BigInt, envelope: Bytes): Distribution {
  const distribution = new Distribution(numberedId(event.address, distributionId))
  distribution.dao = dao.id
  distribution.distributionId = distributionId
  distribution.envelope = envelope
  distribution.openedAt = event.block.timestamp
  distribution.claimCount = 0
  distribution.claimed = ZERO
  distribution.block = event.block.number
  distribution.transaction = event.transaction.hash
  return distribution
}

export function handleDistributionOpened(event: DistributionOpened): void {
  const dao = getDao()
  const params = event.params
  const envelope = Envelope.load(numberedId(dao.treasury, params.distributionId))
  if (envelope === null || Distribution.load(numberedId(event.address, params.distributionId)) !== null) return
  const distribution = createDistribution(event, dao, params.distributionId, envelope.id)
  distribution.snapshot = params.snapshot
  distribution.shares = params.shares
  distribution.share = params.share
  distribution.percentages = params.percentages
  distribution.purpose = cutPurpose(params.purpose)
  distribution.category = cutCategory(params.category)
  distribution.digest = params.document
  distribution.cid = toCid(params.document)
  linkDecision(distribution, dao, params.decision)
  distribution.save()
  nameRight(envelope, 'distribution', distribution.id, params.purpose, params.category)
}

export function handleStandingOpened(event: StandingOpened): void {
  const dao = getDao()
  const params = event.params
  const envelope = Envelope.load(numberedId(dao.treasury, params.standingId))
  if (envelope === null || loadStanding(event, params.standingId) !== null) return
  const standing = new StandingDistribution(numberedId(event.address, params.standingId))
  standing.dao = dao.id
  standing.standingId = params.standingId
  standing.envelope = envelope.id
  standing.splits = params.splits
  standing.percentages = params.percentages
  standing.minimum = params.minimum
  standing.purpose = cutPurpose(params.purpose)
  standing.category = cutCategory(params.category)
  standing.digest = params.document
  standing.cid = toCid(params.document)
  linkDecision(standing, dao, params.decision)
  standing.openedAt = event.block.timestamp
  standing.credited = ZERO
  standing.booked = ZERO
  standing.allotted = ZERO
  standing.roundCount = 0
  standing.block = event.block.number
  standing.transaction = event.transaction.hash
  standing.save()
  nameRight(envelope, 'standing', standing.id, params.purpose, params.category)
}

export function handleCredited(event: Credited): void {
  const dao = getDao()
  const standing = loadStanding(event, event.params.standingId)
  if (standing === null) return
  const credit = new StandingCredited(eventId(event))
  setEvent(credit, event, dao.id)
  credit.standing = standing.id
  credit.amount = event.params.amount
  credit.booked = event.params.booked
  credit.save()
  standing.credited = standing.credited.plus(event.params.amount)
  standing.booked = event.params.booked
  standing.save()
}

export function handleRoundOpened(event: RoundOpened): void {
  const dao = getDao()
  const params = event.params
  const standing = loadStanding(event, params.standingId)
  if (standing === null || Distribution.load(numberedId(event.address, params.distributionId)) !== null) return
  const distribution = createDistribution(event, dao, params.distributionId, standing.envelope)
  distribution.standing = standing.id
  distribution.round = params.distributionId.rightShift(64)
  distribution.snapshot = params.snapshot
  distribution.shares = params.shares
  distribution.share = params.share
  distribution.percentages = standing.percentages
  distribution.purpose = standing.purpose
  distribution.category = standing.category
  distribution.digest = standing.digest
  distribution.cid = standing.cid
  linkDecision(distribution, dao, params.decision)
  distribution.save()

  standing.booked = params.booked
  standing.allotted = standing.allotted.plus(params.share.times(params.shares))
  standing.roundCount += 1
  standing.lastRoundAt = event.block.timestamp
  standing.save()
}

export function handlePayeeNamed(event: PayeeNamed): void {
  const dao = getDao()
  const params = event.params
  const named = new NamedPayee(event.address.concat(params.holder).concat(toWord(params.tokenId)))
  named.dao = dao.id
  named.seat = findSeat(dao, params.tokenId)
  named.tokenId = params.tokenId
  named.holder = params.holder
  named.payee = orNull(params.payee)
  named.changedAt = event.block.timestamp
  named.save()
}

/** A payment of distributions is a claim: its word is the distribution's number and the seat's, half and half. */
export function recordClaim(event: Disbursed, dao: Dao, envelope: Envelope, flow: Flow | null): void {
  if (envelope.distribution === null && envelope.standing === null) return
  const params = event.params
  const distribution = Distribution.load(numberedId(envelope.module, readNumber(params.ref, 0, 16)))
  if (distribution === null || distribution.envelope != envelope.id) return
  const claim = new ShareClaimed(eventId(event))
  setEvent(claim, event, dao.id)
  claim.distribution = distribution.id
  claim.tokenId = readNumber(params.ref, 16, 32)
  claim.seat = findSeat(dao, claim.tokenId)
  claim.to = params.to
  claim.amount = params.amount
  claim.flow = flow === null ? null : flow.id
  claim.save()
  distribution.claimCount += 1
  distribution.claimed = distribution.claimed.plus(params.amount)
  distribution.save()
}
