import type { Address } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { recoveryAbi } from '../generated/abi/recovery'
import type { Transaction } from './transaction'

/**
 * A guardian of a seat agrees to its holder's new key.
 *
 * @example supportRecovery(dao, 4n, newKey)
 */
export function supportRecovery(dao: DaoContracts, number: bigint, to: Address): Transaction | null {
  if (dao.recovery === null) return null
  return {
    kind: 'recovery',
    subject: number.toString(),
    part: 'recovery',
    sentence: (t, format) => t.keepers.supportSentence(format.number(number)),
    call: { address: dao.recovery, abi: recoveryAbi, functionName: 'supportRecovery', args: [number, to] },
  }
}
