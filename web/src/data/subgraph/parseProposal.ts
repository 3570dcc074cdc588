import { AppError } from '../../domain/appError'
import { parseDescription } from '../../domain/description'
import {
  type Ballot,
  choices,
  type Extension,
  type Operation,
  type Proposal,
  type ProposalId,
  type Votes,
} from '../../domain/proposal'
import { asAddress, asBigInt, asHex, asList, asNumber, asRecord, asText, asTimepoint, orNull } from './parse'

/** The fields of a proposal that every page reads. */
export const proposalFields = `
  proposalId number proposer { account } description createdAt createdAtBlock transaction snapshot deadline
  originalDeadline extendedAt
  forVotes againstVotes abstainVotes ballotCount queuedAt eta executedAt canceledAt canceledBy
  actions(first: 100, orderBy: index) { target value calldata }
  operation { readyAt expiresAt executedAt executedIn canceledAt }`

/** The fields of a ballot. */
export const ballotFields = 'voter { account } support weight reason castAt changeCount block logIndex transaction'

/** A proposal of the index. Title, summary and CID are read from the description here too, so that both ways agree. */
export function parseProposal(json: Record<string, unknown>): Proposal {
  const description = asText(json['description'], 'description')
  const { title, summary, cid } = parseDescription(description)
  const votes = (name: string) => asBigInt(json[name], name) as Votes
  return {
    id: asBigInt(json['proposalId'], 'proposalId') as ProposalId,
    number: asNumber(json['number'], 'number') + 1,
    proposer: asAddress(asRecord(json['proposer'], 'proposer')['account'], 'proposer'),
    description,
    title,
    summary,
    cid,
    actions: asList(json['actions'], 'actions', (action) => ({
      target: asAddress(action['target'], 'target'),
      value: asBigInt(action['value'], 'value'),
      calldata: asHex(action['calldata'], 'calldata'),
    })),
    createdAt: asTimepoint(json['createdAt'], 'createdAt'),
    createdAtBlock: asBigInt(json['createdAtBlock'], 'createdAtBlock'),
    transaction: asHex(json['transaction'], 'transaction'),
    snapshot: asTimepoint(json['snapshot'], 'snapshot'),
    deadline: asTimepoint(json['deadline'], 'deadline'),
    extension: parseExtension(json),
    tally: { for: votes('forVotes'), against: votes('againstVotes'), abstain: votes('abstainVotes') },
    ballotCount: asNumber(json['ballotCount'], 'ballotCount'),
    queuedAt: orNull(json['queuedAt'], 'queuedAt', asTimepoint),
    eta: orNull(json['eta'], 'eta', asTimepoint),
    executedAt: orNull(json['executedAt'], 'executedAt', asTimepoint),
    canceledAt: orNull(json['canceledAt'], 'canceledAt', asTimepoint),
    canceledBy: orNull(json['canceledBy'], 'canceledBy', asAddress),
    operation: orNull(json['operation'], 'operation', (value, name) => parseOperation(asRecord(value, name))),
  }
}

function parseOperation(json: Record<string, unknown>): Operation {
  return {
    readyAt: asTimepoint(json['readyAt'], 'readyAt'),
    expiresAt: asTimepoint(json['expiresAt'], 'expiresAt'),
    executedAt: orNull(json['executedAt'], 'executedAt', asTimepoint),
    executedIn: orNull(json['executedIn'], 'executedIn', asHex),
    canceledAt: orNull(json['canceledAt'], 'canceledAt', asTimepoint),
  }
}

function parseExtension(json: Record<string, unknown>): Extension | null {
  const at = orNull(json['extendedAt'], 'extendedAt', asTimepoint)
  return at && { at, from: asTimepoint(json['originalDeadline'], 'originalDeadline') }
}

/** A ballot of the index. */
export function parseBallot(json: Record<string, unknown>): Ballot {
  const choice = choices[asNumber(json['support'], 'support')]
  if (choice === undefined) throw new AppError('malformed', `support: ${String(json['support'])}`)
  return {
    voter: asAddress(asRecord(json['voter'], 'voter')['account'], 'voter'),
    choice,
    weight: asBigInt(json['weight'], 'weight') as Votes,
    reason: asText(json['reason'], 'reason'),
    castAt: asTimepoint(json['castAt'], 'castAt'),
    changeCount: asNumber(json['changeCount'], 'changeCount'),
    block: asBigInt(json['block'], 'block'),
    logIndex: Number(asBigInt(json['logIndex'], 'logIndex')),
    transaction: asHex(json['transaction'], 'transaction'),
  }
}
