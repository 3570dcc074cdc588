import type { DaoContracts } from '../domain/dao'
import { recoveryAbi } from '../generated/abi/recovery'
import type { Transaction } from './transaction'

/**
 * The holder stops a recovery that guardians began. For 90 days only a vote recovers the seat then.
 *
 * @example stopRecovery(dao, 4n)
 */
export function stopRecovery(dao: DaoContracts, number: bigint): Transaction | null {
  if (dao.recovery === null) return null
  return {
    kind: 'recovery',
    subject: number.toString(),
    part: 'recovery',
    sentence: (t) => t.keepers.stopSentence,
    call: { address: dao.recovery, abi: recoveryAbi, functionName: 'stopRecovery', args: [number] },
  }
}
