import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { parseKind, type SeatKind } from '../../domain/seat'
import { distributionsAbi } from '../../generated/abi/distributions'
import { membershipAbi } from '../../generated/abi/membership'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { needContract } from './needContract'

/** A seat of somebody, and what it could claim of a distribution. */
export type SeatShare = {
  readonly number: bigint
  readonly kind: SeatKind
  readonly amount: bigint
  readonly isClaimed: boolean
  /** Where it goes: the holder, or whom the holder named. */
  readonly payee: Address
}

/**
 * What some seats with a vote could claim of a distribution now, as its contract answers.
 *
 * @example await listSeatShares(client, dao, 7n, [1n, 2n])
 * @throws AppError
 */
export async function listSeatShares(
  client: ChainClient,
  dao: DaoContracts,
  distribution: bigint,
  seats: readonly bigint[],
): Promise<SeatShare[]> {
  const contract = { address: needContract(dao.distributions), abi: distributionsAbi } as const
  try {
    return await Promise.all(
      seats.map(async (number) => {
        const ofSeat = { ...contract, args: [distribution, number] } as const
        const membership = { address: dao.membership, abi: membershipAbi } as const
        const [amount, isClaimed, payee, seat] = await Promise.all([
          readContract(client, { ...ofSeat, functionName: 'getShare' }),
          readContract(client, { ...ofSeat, functionName: 'isClaimed' }),
          readContract(client, { ...contract, functionName: 'payeeOf', args: [number] }),
          readContract(client, { ...membership, functionName: 'seatOf', args: [number] }),
        ])
        return { number, kind: parseKind(seat.kind) ?? 'member', amount, isClaimed, payee }
      }),
    )
  } catch (error) {
    throw toAppError(error)
  }
}

/**
 * Which seats have a share of a distribution that nobody claimed: those that existed at its snapshot, asked one by one of
 * its contract, and no more than `most` of them.
 *
 * @example await listUnclaimed(client, dao, 7n, 100)
 * @throws AppError
 */
export async function listUnclaimed(
  client: ChainClient,
  dao: DaoContracts,
  distribution: bigint,
  most: number,
): Promise<bigint[]> {
  const contract = { address: needContract(dao.distributions), abi: distributionsAbi } as const
  try {
    const membership = { address: dao.membership, abi: membershipAbi } as const
    const last = await readContract(client, { ...membership, functionName: 'lastTokenId' })
    const found: bigint[] = []
    const step = 200n
    for (let from = 1n; from <= last && found.length < most; from += step) {
      const numbers = Array.from(
        { length: Number(last - from + 1n < step ? last - from + 1n : step) },
        (_, index) => from + BigInt(index),
      )
      const shares = await Promise.all(
        numbers.map((number) =>
          readContract(client, { ...contract, functionName: 'getShare', args: [distribution, number] }),
        ),
      )
      found.push(...numbers.filter((_, index) => shares[index]! > 0n))
    }
    return found.slice(0, most)
  } catch (error) {
    throw toAppError(error)
  }
}
