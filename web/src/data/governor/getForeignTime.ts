import { getBlock } from 'viem/actions'
import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import { foreignGovernorAbi } from '../../generated/abi/openZeppelin'
import type { ChainClient } from '../chain/createChainClient'
import type { Block } from '../chain/getHead'
import { toAppError } from '../toAppError'
import { ask } from './ask'
import { getSeenBlock } from './getSeenBlock'

/** The governor's clock, and how fast blocks come. */
export type ForeignTime = {
  /** null where the governor does not say. */
  readonly now: bigint | null
  /** Milliseconds from one block to the next, as the last ones came; null where nobody can say. */
  readonly pace: bigint | null
}

const sample = 1_000n

/**
 * What a governor's clock says now.
 *
 * @example const { now, pace } = await getForeignTime(client, governor, head)
 * @throws AppError where the chain cannot be asked
 */
export async function getForeignTime(
  client: ChainClient,
  { address, clock }: ForeignGovernor,
  head: Block,
): Promise<ForeignTime> {
  const said = await ask<bigint>(client, { address, abi: foreignGovernorAbi, functionName: 'clock' })
  if (clock.kind === 'timestamp') return { now: said ?? head.time, pace: null }
  if (clock.kind === 'unknown') return { now: null, pace: null }
  const now = said ?? (clock.isOfChain ? head.number : await getSeenBlock(client))
  if (!clock.isOfChain || head.number === 0n) return { now, pace: null }
  try {
    const count = head.number < sample ? head.number : sample
    const old = await getBlock(client, { blockNumber: head.number - count })
    return { now, pace: ((head.time - old.timestamp) * 1000n) / count }
  } catch (error) {
    throw toAppError(error)
  }
}
