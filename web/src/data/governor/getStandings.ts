import type { Address } from 'viem'
import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import {
  type ForeignProposal,
  type ForeignStanding,
  type ForeignState,
  readForeignState,
} from '../../domain/governor/foreignProposal'
import type { ProposalId, Tally } from '../../domain/proposal'
import { hashDescription, splitActions } from '../../domain/proposalId'
import { foreignGovernorAbi, fourthGovernorAbi } from '../../generated/abi/openZeppelin'
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
  const [number, tally, snapshot, deadline, eta, needsQueuing, isBound] = await Promise.all([
    get<bigint>('state', id),
    counting.kind === 'unknown' ? null : getTally(client, address, id),
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
    tally,
    quorum: isFixed ? await get<bigint>('quorum', snapshot) : null,
    snapshot,
    deadline,
    eta: eta === null || eta === 0n ? null : eta,
    needsQueuing,
    isBound,
  }
}

/** Where there is no `proposalVotes`, as `GovernorCompatibilityBravo` of the fourth version has none, by `proposals`. */
async function getTally(client: ChainClient, address: Address, id: ProposalId): Promise<Tally | null> {
  const question = { address, functionName: 'proposalVotes', args: [id] }
  const votes = await ask<readonly [bigint, bigint, bigint]>(client, { ...question, abi: foreignGovernorAbi })
  if (votes !== null) return { against: votes[0], for: votes[1], abstain: votes[2] } as Tally
  const found = await ask<readonly [bigint, Address, bigint, bigint, bigint, bigint, bigint, bigint, boolean, boolean]>(
    client,
    { ...question, functionName: 'proposals', abi: fourthGovernorAbi },
  )
  if (found === null || found[0] !== id) return null
  return { for: found[5], against: found[6], abstain: found[7] } as Tally
}

/** Whether the id stands for what was read: as the hash of it, or by the governor's own word where it numbers otherwise. */
async function isBoundTo(client: ChainClient, address: Address, proposal: ForeignProposal): Promise<boolean> {
  if (proposal.actions === null || proposal.isContradicted) return false
  if (proposal.isHashed) return true
  const { targets, values, calldatas } = splitActions(proposal.actions)
  const args = [targets, values, calldatas, hashDescription(proposal.description)]
  const said = await ask<bigint>(client, { address, abi: foreignGovernorAbi, functionName: 'getProposalId', args })
  return said === proposal.id
}
