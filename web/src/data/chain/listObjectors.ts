import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { budgetsAbi } from '../../generated/abi/budgets'
import { membershipAbi } from '../../generated/abi/membership'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import type { DrawNow } from './getRightNow'
import { needContract } from './needContract'

/** A seat, and whether it may object to a draw. */
export type Objector = { readonly number: bigint; readonly isTooYoung: boolean; readonly hasObjected: boolean }

/**
 * Whether some seats may object to a draw, as the contracts answer.
 *
 * @example await listObjectors(client, dao, 3n, [1n, 2n])
 * @throws AppError
 */
export async function listObjectors(
  client: ChainClient,
  dao: DaoContracts,
  draw: Pick<DrawNow, 'number' | 'announcedAt'>,
  seats: readonly bigint[],
): Promise<Objector[]> {
  const budgets = { address: needContract(dao.budgets), abi: budgetsAbi } as const
  const membership = { address: dao.membership, abi: membershipAbi } as const
  try {
    return await Promise.all(
      seats.map(async (number) => {
        const [hasObjected, seat] = await Promise.all([
          readContract(client, { ...budgets, functionName: 'hasObjected', args: [draw.number, number] }),
          readContract(client, { ...membership, functionName: 'seatOf', args: [number] }),
        ])
        return { number, hasObjected, isTooYoung: BigInt(seat.mintedAt) > draw.announcedAt }
      }),
    )
  } catch (error) {
    throw toAppError(error)
  }
}
