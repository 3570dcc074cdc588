import type { Address } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { recoveryAbi } from '../generated/abi/recovery'
import type { Transaction } from './transaction'

/**
 * Names who may recover a seat of the account, or nobody. It takes effect after a delay.
 *
 * @param delay seconds
 * @example nameGuardians(dao, { number: 4n, accounts: [a, b, c], threshold: 2, delay: 604_800n })
 */
export function nameGuardians(
  dao: DaoContracts,
  named: {
    readonly number: bigint
    readonly accounts: readonly Address[]
    readonly threshold: number
    readonly delay: bigint
  },
): Transaction | null {
  if (dao.recovery === null) return null
  const { number, accounts, threshold, delay } = named
  return {
    kind: 'nameGuardians',
    subject: number.toString(),
    part: 'recovery',
    sentence: (t, format) =>
      accounts.length === 0
        ? t.keepers.nobodySentence(format.duration(delay))
        : t.keepers.nameSentence(format.number(threshold), format.number(accounts.length), format.duration(delay)),
    call: {
      address: dao.recovery,
      abi: recoveryAbi,
      functionName: 'nameGuardians',
      args: [number, accounts, threshold, Number(delay)],
    },
  }
}
