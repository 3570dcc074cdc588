import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { type Choice, choices, type ProposalId, type Votes } from '../../domain/proposal'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { governorAbi } from '../../generated/abi/governor'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** The ballot of an account that counts, as the governor's `ballotOf` says. */
export type CountedBallot = {
  readonly choice: Choice
  /** When it was cast, or signed. */
  readonly at: Timepoint
  /** Whether its voter sent the transaction, rather than somebody who carried it. */
  readonly isDirect: boolean
  /** Rises with each ballot. */
  readonly sequence: bigint
}

/** What an account may do with its vote on a proposal, and what it did. */
export type BallotRight = { readonly votes: Votes; readonly ballot: CountedBallot | null }

/**
 * The votes that an account has at each proposal's snapshot, and the ballot that counts for it. Only for snapshots in
 * the past.
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
        const [votes, [sequence, support, at, isDirect]] = await Promise.all([
          readContract(client, { ...governor, functionName: 'getVotes', args: [account, snapshot] }),
          readContract(client, { ...governor, functionName: 'ballotOf', args: [id, account] }),
        ])
        const choice = choices[support]!
        const ballot = sequence === 0n ? null : { choice, at: toTimepoint(BigInt(at)), isDirect, sequence }
        return [id, { votes: votes as Votes, ballot }] as const
      }),
    )
    return new Map(rights)
  } catch (error) {
    throw toAppError(error)
  }
}
