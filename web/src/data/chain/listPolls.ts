import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { createPoll, type Poll } from '../../domain/poll'
import type { ProposalId } from '../../domain/proposal'
import type { Timepoint } from '../../domain/timepoint'
import { governorAbi } from '../../generated/abi/governor'
import { membershipAbi } from '../../generated/abi/membership'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * How the ballots of each proposal are judged: its terms, and its quorum once its snapshot has passed. Neither ever
 * changes, so pass what is known. The governor's `quorum(snapshot)` is not asked: it answers with the fraction at the
 * snapshot, and a proposal is judged by the one at its creation.
 *
 * @example await listPolls(client, dao, [{ id, snapshot }], now, new Map())
 * @throws AppError
 */
export async function listPolls(
  client: ChainClient,
  dao: DaoContracts,
  proposals: readonly { readonly id: ProposalId; readonly snapshot: Timepoint }[],
  now: Timepoint,
  known: ReadonlyMap<ProposalId, Poll>,
): Promise<ReadonlyMap<ProposalId, Poll>> {
  const missing = proposals.filter(
    ({ id, snapshot }) => known.get(id)?.quorum == null && (!known.has(id) || snapshot < now),
  )
  if (missing.length === 0) return known
  const seats = new Map<Timepoint, Promise<bigint>>()
  const countSeats = (snapshot: Timepoint) => {
    const asked =
      seats.get(snapshot) ??
      readContract(client, {
        address: dao.membership,
        abi: membershipAbi,
        functionName: 'getPastTotalSupply',
        args: [snapshot],
      })
    seats.set(snapshot, asked)
    return asked
  }
  try {
    const found = await Promise.all(
      missing.map(async ({ id, snapshot }) => {
        const [[quorumNumerator, swingExtension, lockWindow], total] = await Promise.all([
          readContract(client, { address: dao.governor, abi: governorAbi, functionName: 'proposalTerms', args: [id] }),
          snapshot < now ? countSeats(snapshot) : null,
        ])
        return [id, createPoll({ quorumNumerator, swingExtension, lockWindow }, total)] as const
      }),
    )
    return new Map([...known, ...found])
  } catch (error) {
    throw toAppError(error)
  }
}
