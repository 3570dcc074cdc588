import type { Address } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { membershipAbi } from '../generated/abi/membership'
import type { Transaction } from './transaction'

/**
 * Gives the vote of the account's seats to another, or back to itself.
 *
 * @example delegate(dao, { from: account, to: account }) // takes the vote back
 */
export function delegate(
  dao: DaoContracts,
  { from, to }: { readonly from: Address; readonly to: Address },
): Transaction {
  const isOwn = from.toLowerCase() === to.toLowerCase()
  return {
    kind: 'delegate',
    subject: to,
    part: 'membership',
    sentence: (t) => (isOwn ? t.delegation.takeBackSentence : t.delegation.delegateSentence),
    call: { address: dao.membership, abi: membershipAbi, functionName: 'delegate', args: [to] },
  }
}
