import type { Address, Hex } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { gatesAbi } from '../generated/abi/gates'
import type { Transaction } from './transaction'

/**
 * Gives an account the seat of a credential. Anybody may send it.
 *
 * @example joinByCredential(dao, { account, proof })
 */
export function joinByCredential(
  dao: DaoContracts,
  { account, proof }: { readonly account: Address; readonly proof: Hex },
): Transaction | null {
  if (dao.gates === null) return null
  return {
    kind: 'join',
    subject: account,
    part: 'gates',
    sentence: (t) => t.join.sentence,
    call: { address: dao.gates, abi: gatesAbi, functionName: 'joinByCredential', args: [account, proof] },
  }
}
