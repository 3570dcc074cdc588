import type { DaoContracts } from '../domain/dao'
import { distributionsAbi } from '../generated/abi/distributions'
import type { Transaction } from './transaction'

/**
 * Pays the shares of seats to their holders, or to whom they named. Anybody may.
 *
 * @returns null for a DAO without distributions, or without seats
 * @example claimShares(dao, { number: 7n, purpose: 'What is left of the year' }, [4n])
 */
export function claimShares(
  dao: DaoContracts,
  distribution: { readonly number: bigint; readonly purpose: string },
  seats: readonly bigint[],
): Transaction | null {
  if (dao.distributions === null || seats.length === 0) return null
  const { number, purpose } = distribution
  return {
    kind: 'share',
    subject: purpose,
    part: 'distributions',
    sentence: (t, format) => t.rights.share.claimSentence(format.seats(BigInt(seats.length))),
    call: { address: dao.distributions, abi: distributionsAbi, functionName: 'claim', args: [number, seats] },
  }
}
