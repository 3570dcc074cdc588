import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { type BallotFacts, type JudgedBallot, judgeSignedBallots } from '../../domain/judgeSignedBallot'
import { proposalStates } from '../../domain/proposalState'
import type { ProposalId } from '../../domain/proposal'
import type { SignedBallot } from '../../domain/signedBallot'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { governorAbi } from '../../generated/abi/governor'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { getSigningDomain } from './getSigningDomain'
import { isSignedByVoter } from './isSignedByVoter'

/**
 * What the governor would say of signed ballots that were carried now, each with its reason. Signatures are checked
 * here; all else is asked of the chain.
 *
 * @example await judgeBallots(client, dao, mergeBallots(file.ballots), head.time)
 * @throws AppError
 */
export async function judgeBallots(
  client: ChainClient,
  dao: DaoContracts,
  ballots: readonly SignedBallot[],
  now: Timepoint,
): Promise<JudgedBallot[]> {
  const domain = await getSigningDomain(client, dao)
  const ids = [...new Set(ballots.flatMap(({ choices }) => choices.map(({ proposalId }) => proposalId)))]
  const proposals = new Map(
    await Promise.all(ids.map(async (id) => [id, await getProposalFacts(client, dao, id)] as const)),
  )
  const pairs = new Map<string, { readonly id: ProposalId; readonly voter: SignedBallot['voter'] }>()
  for (const { voter, choices } of ballots) {
    for (const { proposalId } of choices) pairs.set(nameOf(proposalId, voter), { id: proposalId, voter })
  }
  const [facts, signed] = await Promise.all([
    Promise.all(
      [...pairs].map(async ([name, { id, voter }]) => {
        const proposal = proposals.get(id) ?? null
        return [name, proposal && (await addVoter(client, dao, id, voter, proposal))] as const
      }),
    ).then((found) => new Map(found)),
    Promise.all(ballots.map(async (ballot) => [ballot, await isSignedByVoter(client, domain, ballot)] as const)).then(
      (found) => new Map(found),
    ),
  ])
  return judgeSignedBallots(
    ballots,
    ({ proposalId }, voter) => facts.get(nameOf(proposalId, voter)) ?? null,
    (ballot) => signed.get(ballot) ?? false,
    now,
  )
}

const nameOf = (id: ProposalId, voter: string) => `${id}:${voter.toLowerCase()}`

type ProposalPart = Omit<BallotFacts, 'sequence' | 'votes'>

async function getProposalFacts(client: ChainClient, dao: DaoContracts, id: ProposalId): Promise<ProposalPart | null> {
  const governor = { address: dao.governor, abi: governorAbi, args: [id] } as const
  try {
    const [state, snapshot, deadline, [quorumNumerator, swingExtension, lockWindow]] = await Promise.all([
      readContract(client, { ...governor, functionName: 'state' }),
      readContract(client, { ...governor, functionName: 'proposalSnapshot' }),
      readContract(client, { ...governor, functionName: 'proposalDeadline' }),
      readContract(client, { ...governor, functionName: 'proposalTerms' }),
    ])
    return {
      isActive: proposalStates[state] === 'active',
      snapshot: toTimepoint(snapshot),
      deadline: toTimepoint(deadline),
      terms: { quorumNumerator, swingExtension, lockWindow },
    }
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.revert?.name === 'GovernorNonexistentProposal') return null
    throw error
  }
}

async function addVoter(
  client: ChainClient,
  dao: DaoContracts,
  id: ProposalId,
  voter: SignedBallot['voter'],
  proposal: ProposalPart,
): Promise<BallotFacts> {
  if (!proposal.isActive) return { ...proposal, sequence: 0n, votes: 0n }
  const governor = { address: dao.governor, abi: governorAbi } as const
  try {
    const [[sequence], votes] = await Promise.all([
      readContract(client, { ...governor, functionName: 'ballotOf', args: [id, voter] }),
      readContract(client, { ...governor, functionName: 'getVotes', args: [voter, proposal.snapshot] }),
    ])
    return { ...proposal, sequence, votes }
  } catch (error) {
    throw toAppError(error)
  }
}
