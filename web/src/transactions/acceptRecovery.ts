import type { Hex } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { recoveryAbi } from '../generated/abi/recovery'
import type { Transaction } from './transaction'

/**
 * The new key takes its seat, or somebody carries its signature.
 *
 * @param signature of the new key; null where it sends this itself
 * @example acceptRecovery(dao, 4n, null)
 */
export function acceptRecovery(dao: DaoContracts, number: bigint, signature: Hex | null): Transaction | null {
  if (dao.recovery === null) return null
  return {
    kind: 'recovery',
    subject: number.toString(),
    part: 'recovery',
    sentence: (t, format) =>
      (signature === null ? t.keepers.acceptSentence : t.keepers.carrySentence)(format.number(number)),
    call: {
      address: dao.recovery,
      abi: recoveryAbi,
      functionName: 'acceptRecovery',
      args: [number, signature ?? '0x'],
    },
  }
}
