import type { Address } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { gatesAbi } from '../generated/abi/gates'
import type { Transaction } from './transaction'

/**
 * Lets the holder of a seat transfer it to another account, once: by an officer, from its allowance.
 *
 * @example approveTransfer(dao, 4n, to)
 */
export function approveTransfer(dao: DaoContracts, number: bigint, to: Address): Transaction | null {
  if (dao.gates === null) return null
  return {
    kind: 'transfer',
    subject: to,
    part: 'gates',
    sentence: (t, format) => t.officer.approveSentence(format.number(number)),
    call: { address: dao.gates, abi: gatesAbi, functionName: 'approveTransfer', args: [number, to] },
  }
}
