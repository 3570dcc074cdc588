import type { DaoContracts } from '../domain/dao'
import type { Collection } from '../domain/seat'
import { membershipAbi } from '../generated/abi/membership'
import type { Transaction } from './transaction'

/** The most seats in one transaction. */
export const mostSwept = 100

/**
 * Burns seats whose term has passed; their record stays, and they can be renewed. Anybody may.
 *
 * @returns null where the DAO has no such collection, or there is nothing to sweep
 * @example sweep(dao, 'membership', [3n, 7n])
 */
export function sweep(dao: DaoContracts, collection: Collection, numbers: readonly bigint[]): Transaction | null {
  const address = collection === 'observers' ? dao.observers : dao.membership
  const some = numbers.slice(0, mostSwept)
  if (address === null || some.length === 0) return null
  return {
    kind: 'sweep',
    subject: String(some.length),
    part: collection,
    sentence: (t, format) => t.sweep.sentence(format.seats(BigInt(some.length))),
    call: { address, abi: membershipAbi, functionName: 'sweep', args: [some] },
  }
}
