import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { DecodedLog } from '../../domain/decodedLog'
import { readCreated } from '../../domain/foldProposals'
import type { Action, ProposalId, Tally, Votes } from '../../domain/proposal'
import { computeProposalId } from '../../domain/proposalId'
import { type ProposalState, proposalStates } from '../../domain/proposalState'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { governorAbi } from '../../generated/abi/governor'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

/** What the chain itself says of a proposal: the event that made it, and the governor's answers now. */
export type ProposalRecord = {
  readonly actions: readonly Action[]
  readonly description: string
  readonly proposer: Address
  readonly createdAtBlock: bigint
  /** The id that actions and description hash to; anything but the proposal's own means that somebody lies. */
  readonly recomputedId: ProposalId
  readonly state: ProposalState
  readonly tally: Tally
  readonly snapshot: Timepoint
  readonly deadline: Timepoint
  readonly eta: Timepoint | null
}

/**
 * The record of a proposal, read past the index.
 *
 * @param createdAtBlock where somebody says that it was created, or null to search the whole chain
 * @example await getProposalRecord(client, dao, proposal.id, proposal.createdAtBlock, head.number)
 * @returns null where the chain has no such proposal
 * @throws AppError
 */
export async function getProposalRecord(
  client: ChainClient,
  dao: DaoContracts,
  id: ProposalId,
  createdAtBlock: bigint | null,
  head: bigint,
): Promise<ProposalRecord | null> {
  const sources = [{ address: dao.governor, abi: governorAbi }]
  const isIt = (log: DecodedLog) => log.eventName === 'ProposalCreated' && log.args['proposalId'] === id
  const near = createdAtBlock === null ? [] : await listLogs(client, sources, createdAtBlock, createdAtBlock)
  const log = near.find(isIt) ?? (await listLogs(client, sources, dao.startBlock, head)).find(isIt)
  if (log === undefined) return null
  const created = readCreated(log, 0)
  const governor = { address: dao.governor, abi: governorAbi, args: [id] } as const
  try {
    const [state, [against, inFavour, abstain], snapshot, deadline, eta] = await Promise.all([
      readContract(client, { ...governor, functionName: 'state' }),
      readContract(client, { ...governor, functionName: 'proposalVotes' }),
      readContract(client, { ...governor, functionName: 'proposalSnapshot' }),
      readContract(client, { ...governor, functionName: 'proposalDeadline' }),
      readContract(client, { ...governor, functionName: 'proposalEta' }),
    ])
    return {
      actions: created.actions,
      description: created.description,
      proposer: created.proposer,
      createdAtBlock: created.createdAtBlock,
      recomputedId: computeProposalId(created.actions, created.description),
      state: proposalStates[state]!,
      tally: { against: against as Votes, for: inFavour as Votes, abstain: abstain as Votes },
      snapshot: toTimepoint(snapshot),
      deadline: toTimepoint(deadline),
      eta: eta === 0n ? null : toTimepoint(eta),
    }
  } catch (error) {
    throw toAppError(error)
  }
}
