import { Address, BigInt, ethereum, Value } from '@graphprotocol/graph-ts'
import {
  BallotChanged as BallotChangedEvent,
  BallotSkipped as BallotSkippedEvent,
  VoteCast,
  VoteCastWithParams,
} from '../generated/templates/Governor/AlthingGovernor'
import { Ballot, BallotCast, BallotChanged, BallotSkipped, Proposal } from '../generated/schema'
import { truncate } from './description'
import { getDao, loadOrCreateMember, loadProposal } from './entities'
import { eventId } from './ids'
import { findRoute } from './route'

const REASON_LIMIT = 2048
/** As `BallotRefusal` of the governor counts them. */
const REFUSALS = [
  'NONE',
  'NOT_ACTIVE',
  'NO_SUCH_CHOICE',
  'EXPIRED',
  'MISDATED',
  'SUPERSEDED',
  'LOCKED',
  'NO_VOTES',
  'BAD_SIGNATURE',
]

export function handleVoteCast(event: VoteCast): void {
  const params = event.params
  castBallot(event, params.proposalId, params.voter, params.support, params.weight, params.reason)
}

export function handleVoteCastWithParams(event: VoteCastWithParams): void {
  const params = event.params
  castBallot(event, params.proposalId, params.voter, params.support, params.weight, params.reason)
}

/** The tally is that of the ballots: one that takes the place of another takes its weight away. */
function castBallot(
  event: ethereum.Event,
  proposalId: BigInt,
  voter: Address,
  support: i32,
  weight: BigInt,
  reason: string,
): void {
  if (weight.isZero()) return
  const dao = getDao()
  const proposal = loadProposal(dao, proposalId)
  if (proposal === null) return
  const member = loadOrCreateMember(dao, voter)

  const cast = new BallotCast(eventId(event))
  const id = proposal.id.concat(voter)
  let ballot = Ballot.load(id)
  if (ballot === null) {
    ballot = new Ballot(id)
    ballot.dao = dao.id
    ballot.proposal = proposal.id
    ballot.voter = member.id
    ballot.changeCount = 0
    ballot.firstCastAt = event.block.timestamp
    proposal.ballotCount += 1
    member.ballotCount += 1
    dao.ballotCount += 1
    member.save()
  } else {
    count(proposal, ballot.support, ballot.weight.neg())
    ballot.changeCount += 1
    // The generated setter takes a 0 for nothing.
    cast.set('previousSupport', Value.fromI32(ballot.support))
  }
  ballot.castNumber = dao.castCount
  dao.castCount += 1
  dao.save()
  ballot.support = support
  ballot.weight = weight
  ballot.reason = truncate(reason, REASON_LIMIT)
  ballot.castAt = event.block.timestamp
  ballot.route = findRoute(dao.governor, event.transaction, voter)
  ballot.sender = event.transaction.from
  ballot.block = event.block.number
  ballot.transaction = event.transaction.hash
  ballot.logIndex = event.logIndex
  ballot.save()
  count(proposal, support, weight)
  proposal.save()

  cast.dao = dao.id
  cast.ballot = ballot.id
  cast.proposal = proposal.id
  cast.voter = member.id
  cast.castNumber = ballot.castNumber
  cast.number = ballot.changeCount
  cast.support = support
  cast.weight = weight
  cast.reason = ballot.reason
  cast.route = ballot.route
  cast.sender = ballot.sender
  cast.at = event.block.timestamp
  cast.block = event.block.number
  cast.transaction = event.transaction.hash
  cast.logIndex = event.logIndex
  cast.save()
}

function count(proposal: Proposal, support: i32, weight: BigInt): void {
  if (support == 0) proposal.againstVotes = proposal.againstVotes.plus(weight)
  else if (support == 1) proposal.forVotes = proposal.forVotes.plus(weight)
  else if (support == 2) proposal.abstainVotes = proposal.abstainVotes.plus(weight)
}

/** Only told: `VoteCast` follows, and it is what changes the ballot. */
export function handleBallotChanged(event: BallotChangedEvent): void {
  const dao = getDao()
  const params = event.params
  const proposal = loadProposal(dao, params.proposalId)
  if (proposal === null) return
  const change = new BallotChanged(eventId(event))
  change.dao = dao.id
  change.proposal = proposal.id
  change.voter = loadOrCreateMember(dao, params.voter).id
  change.from = params.from
  change.to = params.to
  change.weight = params.weight
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
}

/** The voter need be nobody, and the proposal none: whoever carries ballots names them. */
export function handleBallotSkipped(event: BallotSkippedEvent): void {
  const dao = getDao()
  const params = event.params
  const proposal = loadProposal(dao, params.proposalId)
  const skip = new BallotSkipped(eventId(event))
  skip.dao = dao.id
  skip.proposalId = params.proposalId
  if (proposal !== null) skip.proposal = proposal.id
  skip.voter = params.voter
  skip.refusal = params.refusal < REFUSALS.length ? REFUSALS[params.refusal] : 'UNKNOWN'
  skip.sender = event.transaction.from
  skip.at = event.block.timestamp
  skip.block = event.block.number
  skip.transaction = event.transaction.hash
  skip.save()
}
