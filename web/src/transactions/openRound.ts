import type { DaoContracts } from '../domain/dao'
import { distributionsAbi } from '../generated/abi/distributions'
import type { Transaction } from './transaction'

/**
 * Shares among the seats what was booked for a standing distribution. Anybody may.
 *
 * @param amount what is shared, as a person reads it
 * @returns null for a DAO without distributions
 * @example openRound(dao, { number: 8n, purpose: 'Income' }, '12 ETH')
 */
export function openRound(
  dao: DaoContracts,
  standing: { readonly number: bigint; readonly purpose: string },
  amount: string,
): Transaction | null {
  if (dao.distributions === null) return null
  return {
    kind: 'share',
    subject: standing.purpose,
    part: 'distributions',
    sentence: (t) => t.rights.standing.openSentence(amount),
    call: { address: dao.distributions, abi: distributionsAbi, functionName: 'openRound', args: [standing.number] },
  }
}
