import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { ProposalId, Votes } from '../../domain/proposal'
import type { Timepoint } from '../../domain/timepoint'
import { governorAbi } from '../../generated/abi/governor'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** What an account may do with its vote on a proposal. */
export type BallotRight = { readonly votes: Votes; readonly hasVoted: boolean }

/**
 * The votes that an account has at each proposal's snapshot, and whether it cast them. Only for snapshots in the past.
 *
 * @example await listBallotRights(client, dao, account, [{ id, snapshot }])
 * @throws AppError
 */
export async function listBallotRights(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  proposals: readonly { readonly id: ProposalId; readonly snapshot: Timepoint }[],
): Promise<Map<ProposalId, BallotRight>> {
  const governor = { address: dao.governor, abi: governorAbi } as const
  try {
    const rights = await Promise.all(
      proposals.map(async ({ id, snapshot }) => {
        const [votes, hasVoted] = await Promise.all([
          readContract(client, { ...governor, functionName: 'getVotes', args: [account, snapshot] }),
          readContract(client, { ...governor, functionName: 'hasVoted', args: [id, account] }),
        ])
        return [id, { votes: votes as Votes, hasVoted }] as const
      }),
    )
    return new Map(rights)
  } catch (error) {
    throw toAppError(error)
  }
}
