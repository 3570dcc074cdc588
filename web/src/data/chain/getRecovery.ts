import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { recoveryAbi } from '../../generated/abi/recovery'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** Who may recover a seat together. */
export type Guardians = {
  readonly accounts: readonly Address[]
  readonly threshold: number
  /** Seconds. */
  readonly delay: bigint
  readonly effectiveAt: Timepoint
}

/** A recovery that waits for its new key. */
export type RecoveryAttempt = {
  readonly from: Address
  readonly to: Address
  readonly readyAt: Timepoint
  /** The last second at which the new key may accept. */
  readonly expiresAt: Timepoint
  readonly byVote: boolean
}

export type RecoveryFacts = {
  /** Null where there are none. */
  readonly guardians: Guardians | null
  /** Who will act later; null where nothing changes. With no accounts: nobody. */
  readonly next: Guardians | null
  readonly attempt: RecoveryAttempt | null
  /** Until this second only a vote recovers the seat. */
  readonly byVoteUntil: Timepoint
}

/** How long a new key may take to accept, in seconds; as `Recovery.ACCEPTANCE`. */
const acceptance = 30n * 86_400n

/**
 * Who may recover a seat with a vote, and the recovery that runs. Only of seats that exist.
 *
 * @example const { attempt } = await getRecovery(client, dao, 4n)
 * @throws AppError
 */
export async function getRecovery(
  client: ChainClient,
  dao: DaoContracts,
  number: bigint,
): Promise<RecoveryFacts | null> {
  if (dao.recovery === null) return null
  const contract = { address: dao.recovery, abi: recoveryAbi, args: [number] } as const
  try {
    const [guardians, next, attempt, byVoteUntil] = await Promise.all([
      readContract(client, { ...contract, functionName: 'guardiansOf' }),
      readContract(client, { ...contract, functionName: 'nextGuardiansOf' }),
      readContract(client, { ...contract, functionName: 'attemptOf' }),
      readContract(client, { ...contract, functionName: 'byVoteUntil' }),
    ])
    const read = ({ accounts, threshold, delay, effectiveAt }: typeof guardians): Guardians => ({
      accounts,
      threshold,
      delay: BigInt(delay),
      effectiveAt: toTimepoint(BigInt(effectiveAt)),
    })
    const { from, to, readyAt, byVote } = attempt
    return {
      guardians: guardians.accounts.length === 0 ? null : read(guardians),
      next: next.effectiveAt === 0 ? null : read(next),
      attempt:
        readyAt === 0
          ? null
          : {
              from,
              to,
              readyAt: toTimepoint(BigInt(readyAt)),
              expiresAt: toTimepoint(BigInt(readyAt) + acceptance),
              byVote,
            },
      byVoteUntil: toTimepoint(BigInt(byVoteUntil)),
    }
  } catch (error) {
    throw toAppError(error)
  }
}

/**
 * How many guardians have agreed to a new key for a seat.
 *
 * @example await countSupporters(client, dao, 4n, newKey)
 * @throws AppError
 */
export async function countSupporters(
  client: ChainClient,
  dao: DaoContracts,
  number: bigint,
  to: Address,
): Promise<bigint> {
  if (dao.recovery === null) return 0n
  const call = { address: dao.recovery, abi: recoveryAbi, functionName: 'supportersOf', args: [number, to] } as const
  try {
    return await readContract(client, call)
  } catch (error) {
    throw toAppError(error)
  }
}
