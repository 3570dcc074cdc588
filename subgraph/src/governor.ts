import { Address, BigInt, Bytes, crypto } from '@graphprotocol/graph-ts'
import {
  ProposalCanceled,
  ProposalCanceledBy,
  ProposalCreated,
  ProposalExecuted,
  ProposalExtended as ProposalExtendedEvent,
  ProposalQueued,
} from '../generated/templates/Governor/AlthingGovernor'
import { Action, Dao, PlannedOperation, Proposal, ProposalExtended } from '../generated/schema'
import { Document as DocumentTemplate } from '../generated/templates'
import { parseDescription } from './description'
import { getDao, loadOrCreateMember, loadProposal, nameTarget } from './entities'
import { eventId, numberedId, toWord } from './ids'
import { findDescription, hashOperation } from './operation'

/** Bytes; the governor's own limit. */
const DESCRIPTION_LIMIT = 16384

/** The text of at most `DESCRIPTION_LIMIT` bytes, not ending within a character. */
function decodeDescription(bytes: Bytes): string {
  if (bytes.length <= DESCRIPTION_LIMIT) return bytes.toString()
  let end = DESCRIPTION_LIMIT
  while (end > DESCRIPTION_LIMIT - 4 && (bytes[end] & 0xc0) == 0x80) end--
  return Bytes.fromUint8Array(bytes.slice(0, end)).toString()
}

export function handleProposalCreated(event: ProposalCreated): void {
  const dao = getDao()
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
  proposal.originalDeadline = params.voteEnd
  proposal.quorumNumerator = dao.quorumNumerator
  proposal.swingExtension = dao.swingExtension
  proposal.lockWindow = dao.lockWindow
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
  const proposal = loadProposal(getDao(), event.params.proposalId)
  if (proposal === null) return
  proposal.queuedAt = event.block.timestamp
  proposal.eta = event.params.etaSeconds
  proposal.save()
}

export function handleProposalExecuted(event: ProposalExecuted): void {
  const proposal = loadProposal(getDao(), event.params.proposalId)
  if (proposal === null) return
  proposal.executedAt = event.block.timestamp
  proposal.save()
}

export function handleProposalCanceled(event: ProposalCanceled): void {
  const proposal = loadProposal(getDao(), event.params.proposalId)
  if (proposal === null) return
  proposal.canceledAt = event.block.timestamp
  proposal.save()
}

export function handleProposalCanceledBy(event: ProposalCanceledBy): void {
  const proposal = loadProposal(getDao(), event.params.proposalId)
  if (proposal === null) return
  proposal.canceledBy = event.params.by
  proposal.save()
}

export function handleProposalExtended(event: ProposalExtendedEvent): void {
  const dao = getDao()
  const proposal = loadProposal(dao, event.params.proposalId)
  if (proposal === null) return
  const extension = new ProposalExtended(eventId(event))
  extension.dao = dao.id
  extension.proposal = proposal.id
  extension.oldDeadline = proposal.deadline
  extension.newDeadline = event.params.extendedDeadline
  extension.at = event.block.timestamp
  extension.block = event.block.number
  extension.transaction = event.transaction.hash
  extension.save()
  proposal.deadline = event.params.extendedDeadline
  proposal.extendedAt = event.block.timestamp
  proposal.save()
}
