import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import {
  type ForeignProposal,
  type ForeignStanding,
  type ForeignState,
  readForeignState,
} from '../../domain/governor/foreignProposal'
import type { ProposalId, Tally } from '../../domain/proposal'
import { hashDescription, splitActions } from '../../domain/proposalId'
import { foreignGovernorAbi } from '../../generated/abi/openZeppelin'
import type { ChainClient } from '../chain/createChainClient'
import { ask } from './ask'

/**
 * What a governor says of some proposals now.
 *
 * @param now the governor's clock
 * @example const { state, tally } = (await getStandings(client, governor, [proposal], now)).get(proposal.id)!
 * @throws AppError where the chain cannot be asked
 */
export async function getStandings(
  client: ChainClient,
  governor: ForeignGovernor,
  proposals: readonly ForeignProposal[],
  now: bigint | null,
): Promise<ReadonlyMap<ProposalId, ForeignStanding>> {
  const found = await Promise.all(proposals.map((proposal) => getStanding(client, governor, proposal, now)))
  return new Map(proposals.map(({ id }, place) => [id, found[place]!]))
}

async function getStanding(
  client: ChainClient,
  { address, counting }: ForeignGovernor,
  proposal: ForeignProposal,
  now: bigint | null,
): Promise<ForeignStanding> {
  const { id } = proposal
  const get = <Value>(functionName: string, ...args: readonly unknown[]) =>
    ask<Value>(client, { address, abi: foreignGovernorAbi, functionName, args })
  const [number, votes, snapshot, deadline, eta, needsQueuing, isBound] = await Promise.all([
    get<bigint>('state', id),
    counting.kind === 'unknown' ? null : get<readonly [bigint, bigint, bigint]>('proposalVotes', id),
    get<bigint>('proposalSnapshot', id),
    get<bigint>('proposalDeadline', id),
    get<bigint>('proposalEta', id),
    get<boolean>('proposalNeedsQueuing', id),
    isBoundTo(client, address, proposal),
  ])
  const isFixed = snapshot !== null && now !== null && snapshot < now
  const state: ForeignState | null = number === null ? null : readForeignState(number)
  return {
    state,
    tally: votes === null ? null : ({ against: votes[0], for: votes[1], abstain: votes[2] } as Tally),
    quorum: isFixed ? await get<bigint>('quorum', snapshot) : null,
    snapshot,
    deadline,
    eta: eta === null || eta === 0n ? null : eta,
    needsQueuing,
    isBound,
  }
}

/** Whether the id stands for what was read: as the hash of it, or by the governor's own word where it numbers otherwise. */
async function isBoundTo(client: ChainClient, address: `0x${string}`, proposal: ForeignProposal): Promise<boolean> {
  if (proposal.actions === null || proposal.isContradicted) return false
  if (proposal.isHashed) return true
  const { targets, values, calldatas } = splitActions(proposal.actions)
  const args = [targets, values, calldatas, hashDescription(proposal.description)]
  const said = await ask<bigint>(client, { address, abi: foreignGovernorAbi, functionName: 'getProposalId', args })
  return said === proposal.id
}
