import { type Address, zeroAddress } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { distributionsAbi } from '../generated/abi/distributions'
import type { Transaction } from './transaction'

/**
 * Names the account that the shares of a seat go to; null takes that back. By the seat's holder.
 *
 * @returns null for a DAO without distributions
 * @example namePayee(dao, 4n, account)
 */
export function namePayee(dao: DaoContracts, seat: bigint, payee: Address | null): Transaction | null {
  if (dao.distributions === null) return null
  return {
    kind: 'share',
    subject: String(seat),
    part: 'distributions',
    sentence: (t) => (payee === null ? t.rights.share.payeeBackSentence : t.rights.share.payeeSentence(payee)),
    call: {
      address: dao.distributions,
      abi: distributionsAbi,
      functionName: 'namePayee',
      args: [seat, payee ?? zeroAddress],
    },
  }
}
