import type { Address, Hex } from 'viem'
import type { DecodedLog } from './decodedLog'
import { parseDescription } from './description'
import {
  type Action,
  type Ballot,
  choices,
  type Proposal,
  type ProposalId,
  type ProposalWithBallots,
  sortBallots,
  type Votes,
} from './proposal'
import { computeOperationId } from './proposalId'
import { type Timepoint, toTimepoint } from './timepoint'

type Draft = { -readonly [Key in keyof Proposal]: Proposal[Key] } & {
  ballots: Ballot[]
  /** How often a ballot was changed, by its voter. */
  changes: Map<Address, number>
}

/**
 * The proposals that the governor's and the treasury's events tell of, in the order of proposing: what the index does,
 * done in the browser when there is no index.
 *
 * @param logs of both contracts, in the order of the chain
 */
export function foldProposals(logs: readonly DecodedLog[], governor: Address, grace: bigint): ProposalWithBallots[] {
  const proposals = new Map<bigint, Draft>()
  const byOperation = new Map<string, Draft>()
  for (const log of logs) {
    if (log.eventName === 'ProposalCreated') {
      const created = readCreated(log, proposals.size + 1)
      proposals.set(created.id, created)
      byOperation.set(computeOperationId(created.actions, created.description, governor).toLowerCase(), created)
      continue
    }
    const proposal =
      proposals.get(log.args['proposalId'] as bigint) ?? byOperation.get(String(log.args['id']).toLowerCase())
    if (proposal) applyLog(proposal, log, grace)
  }
  return [...proposals.values()].map(({ changes: _, ...proposal }) => ({
    ...proposal,
    ballots: { items: sortBallots(proposal.ballots), hasMore: false },
  }))
}

/** A proposal as it is created; from the event alone. */
export function readCreated(log: DecodedLog, number: number): Draft {
  const args = log.args as {
    proposalId: bigint
    proposer: Address
    targets: readonly Address[]
    values: readonly bigint[]
    calldatas: readonly Hex[]
    voteStart: bigint
    voteEnd: bigint
    description: string
  }
  const { title, summary, cid } = parseDescription(args.description)
  const actions: Action[] = args.targets.map((target, index) => ({
    target,
    value: args.values[index] ?? 0n,
    calldata: args.calldatas[index] ?? '0x',
  }))
  return {
    id: args.proposalId as ProposalId,
    number,
    proposer: args.proposer,
    description: args.description,
    title,
    summary,
    cid,
    actions,
    createdAt: log.at,
    createdAtBlock: log.blockNumber,
    transaction: log.transaction,
    snapshot: toTimepoint(args.voteStart),
    deadline: toTimepoint(args.voteEnd),
    extension: null,
    changes: new Map(),
    tally: { against: 0n as Votes, for: 0n as Votes, abstain: 0n as Votes },
    ballotCount: 0,
    queuedAt: null,
    eta: null,
    executedAt: null,
    canceledAt: null,
    canceledBy: null,
    operation: null,
    ballots: [],
  }
}

function applyLog(proposal: Draft, log: DecodedLog, grace: bigint): void {
  switch (log.eventName) {
    case 'VoteCast':
    case 'VoteCastWithParams':
      return addBallot(proposal, log)
    case 'BallotChanged':
      return takeBallotBack(proposal, log)
    case 'ProposalExtended':
      proposal.extension = { at: log.at, from: proposal.deadline }
      proposal.deadline = toTimepoint(log.args['extendedDeadline'] as bigint)
      return
    case 'ProposalQueued': {
      const eta = toTimepoint(log.args['etaSeconds'] as bigint)
      proposal.queuedAt = log.at
      proposal.eta = eta
      proposal.operation = {
        readyAt: eta,
        expiresAt: toTimepoint(eta + grace),
        executedAt: null,
        executedIn: null,
        canceledAt: null,
        ...proposal.operation,
      }
      return
    }
    case 'ProposalExecuted':
      proposal.executedAt = log.at
      return
    case 'ProposalCanceled':
      proposal.canceledAt = log.at
      return
    case 'ProposalCanceledBy':
      proposal.canceledBy = log.args['by'] as Address
      return
    case 'CallExecuted':
      if (proposal.operation) {
        proposal.operation = { ...proposal.operation, executedAt: log.at, executedIn: log.transaction }
        proposal.executedAt ??= log.at // The governor says nothing where the treasury was asked directly.
      }
      return
    case 'Cancelled':
      if (proposal.operation) proposal.operation = { ...proposal.operation, canceledAt: log.at }
  }
}

function addBallot(proposal: Draft, log: DecodedLog): void {
  const weight = log.args['weight'] as Votes
  const choice = choices[Number(log.args['support'])]
  if (choice === undefined || weight === 0n) return
  const voter = log.args['voter'] as Address
  const ballot: Ballot = {
    voter,
    choice,
    weight,
    reason: String(log.args['reason'] ?? ''),
    castAt: log.at as Timepoint,
    changeCount: proposal.changes.get(voter) ?? 0,
    block: log.blockNumber,
    logIndex: log.logIndex,
    transaction: log.transaction,
  }
  proposal.ballots.push(ballot)
  proposal.ballotCount += 1
  proposal.tally = { ...proposal.tally, [choice]: (proposal.tally[choice] + weight) as Votes }
}

/** What `BallotChanged` says: the ballot that counted no longer does; the one in its place follows as `VoteCast`. */
function takeBallotBack(proposal: Draft, log: DecodedLog): void {
  const { voter, from, weight } = log.args as { voter: Address; from: number; weight: Votes }
  const choice = choices[from]
  if (choice === undefined) return
  proposal.ballots = proposal.ballots.filter((ballot) => ballot.voter !== voter)
  proposal.ballotCount -= 1
  proposal.changes.set(voter, (proposal.changes.get(voter) ?? 0) + 1)
  proposal.tally = { ...proposal.tally, [choice]: (proposal.tally[choice] - weight) as Votes }
}
