import { Address, BigInt, Bytes, crypto, ethereum } from '@graphprotocol/graph-ts'
import {
  GuardianBurnt,
  GuardianSet,
  ProposalCanceled,
  ProposalCanceledBy,
  ProposalCreated,
  ProposalExecuted,
  ProposalQueued,
  ProposalThresholdSet,
  QuorumNumeratorUpdated,
  TimelockChange,
  VoteCast,
  VoteCastWithParams,
  VotingDelaySet,
  VotingPeriodSet,
} from '../generated/Governor/AlthingGovernor'
import { Action, Ballot, Dao, PlannedOperation, Proposal } from '../generated/schema'
import { Document as DocumentTemplate } from '../generated/templates'
import { parseDescription, truncate } from './description'
import { loadOrCreateDao, loadOrCreateMember, loadProposal, nameTarget } from './entities'
import { numberedId, toWord } from './ids'
import { findDescription, hashOperation } from './operation'
import { recordSetting } from './settings'

/** Bytes; the governor's own limit. */
const DESCRIPTION_LIMIT = 16384
const REASON_LIMIT = 2048

/** The text of at most `DESCRIPTION_LIMIT` bytes, not ending within a character. */
function decodeDescription(bytes: Bytes): string {
  if (bytes.length <= DESCRIPTION_LIMIT) return bytes.toString()
  let end = DESCRIPTION_LIMIT
  while (end > DESCRIPTION_LIMIT - 4 && (bytes[end] & 0xc0) == 0x80) end--
  return Bytes.fromUint8Array(bytes.slice(0, end)).toString()
}

export function handleProposalCreated(event: ProposalCreated): void {
  const dao = loadOrCreateDao(event)
  const params = event.params
  if (loadProposal(dao, params.proposalId) !== null) return
  const raw = findDescription(event)
  const bytes = raw === null ? Bytes.fromUTF8(params.description) : raw
  const description = decodeDescription(bytes)
  const parsed = parseDescription(description)
  const descriptionHash = Bytes.fromByteArray(crypto.keccak256(bytes))

  const proposer = loadOrCreateMember(dao, params.proposer)
  proposer.proposalCount += 1
  proposer.save()

  const proposal = new Proposal(numberedId(dao.governor, params.proposalId))
  proposal.dao = dao.id
  proposal.proposalId = params.proposalId
  proposal.number = dao.proposalCount
  proposal.proposer = proposer.id
  proposal.title = parsed.title
  proposal.summary = parsed.summary
  proposal.description = description
  proposal.descriptionHash = descriptionHash
  proposal.cid = parsed.cid
  proposal.document = parsed.cid
  proposal.createdAt = event.block.timestamp
  proposal.createdAtBlock = event.block.number
  proposal.transaction = event.transaction.hash
  proposal.snapshot = params.voteStart
  proposal.deadline = params.voteEnd
  proposal.forVotes = BigInt.zero()
  proposal.againstVotes = BigInt.zero()
  proposal.abstainVotes = BigInt.zero()
  proposal.ballotCount = 0
  proposal.operationId = hashOperation(dao.governor, params.targets, params.values, params.calldatas, descriptionHash)
  proposal.actionCount = recordActions(dao, proposal.id, params.targets, params.values, params.calldatas)
  proposal.save()

  dao.proposalCount += 1
  dao.save()

  const plannedId = dao.treasury.concat(proposal.operationId)
  if (PlannedOperation.load(plannedId) === null) {
    const planned = new PlannedOperation(plannedId)
    planned.proposal = proposal.id
    planned.save()
  }
  if (parsed.cid !== null) DocumentTemplate.create(parsed.cid!)
}

function recordActions(
  dao: Dao,
  proposalId: Bytes,
  targets: Array<Address>,
  values: Array<BigInt>,
  calldatas: Array<Bytes>,
): i32 {
  let count = targets.length
  if (values.length < count) count = values.length
  if (calldatas.length < count) count = calldatas.length
  for (let i = 0; i < count; i++) {
    const action = new Action(proposalId.concat(toWord(BigInt.fromI32(i))))
    action.proposal = proposalId
    action.index = i
    action.target = targets[i]
    action.value = values[i]
    action.calldata = calldatas[i]
    action.save()
    nameTarget(dao, targets[i])
  }
  return count
}

export function handleProposalQueued(event: ProposalQueued): void {
  const proposal = loadProposal(loadOrCreateDao(event), event.params.proposalId)
  if (proposal === null) return
  proposal.queuedAt = event.block.timestamp
  proposal.eta = event.params.etaSeconds
  proposal.save()
}

export function handleProposalExecuted(event: ProposalExecuted): void {
  const proposal = loadProposal(loadOrCreateDao(event), event.params.proposalId)
  if (proposal === null) return
  proposal.executedAt = event.block.timestamp
  proposal.save()
}

export function handleProposalCanceled(event: ProposalCanceled): void {
  const proposal = loadProposal(loadOrCreateDao(event), event.params.proposalId)
  if (proposal === null) return
  proposal.canceledAt = event.block.timestamp
  proposal.save()
}

export function handleProposalCanceledBy(event: ProposalCanceledBy): void {
  const proposal = loadProposal(loadOrCreateDao(event), event.params.proposalId)
  if (proposal === null) return
  proposal.canceledBy = event.params.by
  proposal.save()
}

export function handleVoteCast(event: VoteCast): void {
  const params = event.params
  castBallot(event, params.proposalId, params.voter, params.support, params.weight, params.reason)
}

export function handleVoteCastWithParams(event: VoteCastWithParams): void {
  const params = event.params
  castBallot(event, params.proposalId, params.voter, params.support, params.weight, params.reason)
}

function castBallot(
  event: ethereum.Event,
  proposalId: BigInt,
  voter: Address,
  support: i32,
  weight: BigInt,
  reason: string,
): void {
  if (weight.isZero()) return
  const dao = loadOrCreateDao(event)
  const proposal = loadProposal(dao, proposalId)
  if (proposal === null) return
  const member = loadOrCreateMember(dao, voter)

  const id = proposal.id.concat(voter)
  let ballot = Ballot.load(id)
  if (ballot === null) {
    ballot = new Ballot(id)
    ballot.dao = dao.id
    ballot.proposal = proposal.id
    ballot.voter = member.id
    proposal.ballotCount += 1
    member.ballotCount += 1
    dao.ballotCount += 1
    member.save()
    dao.save()
  } else {
    count(proposal, ballot.support, ballot.weight.neg())
  }
  ballot.support = support
  ballot.weight = weight
  ballot.reason = truncate(reason, REASON_LIMIT)
  ballot.castAt = event.block.timestamp
  ballot.block = event.block.number
  ballot.transaction = event.transaction.hash
  ballot.logIndex = event.logIndex
  ballot.save()
  count(proposal, support, weight)
  proposal.save()
}

function count(proposal: Proposal, support: i32, weight: BigInt): void {
  if (support == 0) proposal.againstVotes = proposal.againstVotes.plus(weight)
  else if (support == 1) proposal.forVotes = proposal.forVotes.plus(weight)
  else if (support == 2) proposal.abstainVotes = proposal.abstainVotes.plus(weight)
}

export function handleVotingDelaySet(event: VotingDelaySet): void {
  const dao = loadOrCreateDao(event)
  const params = event.params
  dao.votingDelay = params.newVotingDelay
  dao.save()
  recordSetting(event, dao, 'votingDelay', params.oldVotingDelay.toString(), params.newVotingDelay.toString())
}

export function handleVotingPeriodSet(event: VotingPeriodSet): void {
  const dao = loadOrCreateDao(event)
  const params = event.params
  dao.votingPeriod = params.newVotingPeriod
  dao.save()
  recordSetting(event, dao, 'votingPeriod', params.oldVotingPeriod.toString(), params.newVotingPeriod.toString())
}

export function handleProposalThresholdSet(event: ProposalThresholdSet): void {
  const dao = loadOrCreateDao(event)
  const before = event.params.oldProposalThreshold.toString()
  dao.proposalThreshold = event.params.newProposalThreshold
  dao.save()
  recordSetting(event, dao, 'proposalThreshold', before, dao.proposalThreshold.toString())
}

export function handleQuorumNumeratorUpdated(event: QuorumNumeratorUpdated): void {
  const dao = loadOrCreateDao(event)
  const before = event.params.oldQuorumNumerator.toString()
  dao.quorumNumerator = event.params.newQuorumNumerator
  dao.save()
  recordSetting(event, dao, 'quorumNumerator', before, dao.quorumNumerator.toString())
}

export function handleTimelockChange(event: TimelockChange): void {
  const params = event.params
  const before = params.oldTimelock.toHexString()
  recordSetting(event, loadOrCreateDao(event), 'timelock', before, params.newTimelock.toHexString())
}

function describeGuardian(dao: Dao): string {
  if (dao.guardianBurnt) return 'burnt'
  const guardian = dao.guardian
  return guardian === null ? 'none' : guardian.toHexString() + ' ' + dao.guardianExpiresAt.toString()
}

export function handleGuardianSet(event: GuardianSet): void {
  const dao = loadOrCreateDao(event)
  const before = describeGuardian(dao)
  const guardian = event.params.guardian
  if (guardian == Address.zero()) dao.guardian = null
  else dao.guardian = guardian
  dao.guardianExpiresAt = event.params.expiresAt
  dao.save()
  recordSetting(event, dao, 'guardian', before, describeGuardian(dao))
}

export function handleGuardianBurnt(event: GuardianBurnt): void {
  const dao = loadOrCreateDao(event)
  const before = describeGuardian(dao)
  dao.guardianBurnt = true
  dao.save()
  recordSetting(event, dao, 'guardian', before, describeGuardian(dao))
}
