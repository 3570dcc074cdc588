import type { Address } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { membershipAbi } from '../generated/abi/membership'
import type { Transaction } from './transaction'

/**
 * Gives a seat of the account to another, where the DAO's rules allow it. The vote goes with it.
 *
 * @example transferSeat(dao, { number: 4n, from: account, to })
 */
export function transferSeat(
  dao: DaoContracts,
  { number, from, to }: { readonly number: bigint; readonly from: Address; readonly to: Address },
): Transaction {
  return {
    kind: 'transfer',
    subject: to,
    part: 'membership',
    sentence: (t) => t.seat.transferSentence,
    call: { address: dao.membership, abi: membershipAbi, functionName: 'transferFrom', args: [from, to, number] },
  }
}
