import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { Timepoint } from '../../domain/timepoint'
import { governorAbi } from '../../generated/abi/governor'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * The quorum at each snapshot that has passed. What a snapshot's quorum is never changes, so pass what is known.
 *
 * @example await listQuorums(client, dao, [snapshot], now, new Map())
 * @throws AppError
 */
export async function listQuorums(
  client: ChainClient,
  dao: DaoContracts,
  snapshots: readonly Timepoint[],
  now: Timepoint,
  known: ReadonlyMap<Timepoint, bigint>,
): Promise<Map<Timepoint, bigint>> {
  const missing = [...new Set(snapshots)].filter((snapshot) => snapshot < now && !known.has(snapshot))
  try {
    const found = await Promise.all(
      missing.map((snapshot) =>
        readContract(client, { address: dao.governor, abi: governorAbi, functionName: 'quorum', args: [snapshot] }),
      ),
    )
    return new Map([...known, ...missing.map((snapshot, index) => [snapshot, found[index]!] as const)])
  } catch (error) {
    throw toAppError(error)
  }
}
