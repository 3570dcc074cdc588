import { zeroAddress } from 'viem'
import type { DaoContracts } from '../domain/dao'
import type { Asset } from '../domain/treasury'
import { splitsAbi } from '../generated/abi/splits'
import type { Transaction } from './transaction'

/**
 * Sends on, by the rule for income, all that has arrived of an asset. Anybody may.
 *
 * @param amount what it is, as a person reads it
 * @returns null for a DAO without such a rule's contract
 * @example sendOn(dao, asset, '13 LKD')
 */
export function sendOn(dao: DaoContracts, { token }: Asset, amount: string): Transaction | null {
  if (dao.splits === null) return null
  return {
    kind: 'income',
    subject: amount,
    part: 'splits',
    sentence: (t) => t.desk.income.sentence(amount),
    call: { address: dao.splits, abi: splitsAbi, functionName: 'sendOn', args: [token ?? zeroAddress] },
  }
}
