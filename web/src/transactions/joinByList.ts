import type { Address, Hex } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { type SeatKind, toKindNumber } from '../domain/seat'
import { gatesAbi } from '../generated/abi/gates'
import type { Transaction } from './transaction'

/**
 * Gives an account the seat of a list. Anybody may send it.
 *
 * @example joinByList(dao, { list: 1n, account, kind, proof })
 */
export function joinByList(
  dao: DaoContracts,
  joining: {
    readonly list: bigint
    readonly account: Address
    readonly kind: SeatKind
    readonly proof: readonly Hex[]
  },
): Transaction | null {
  if (dao.gates === null) return null
  const { list, account, kind, proof } = joining
  return {
    kind: 'join',
    subject: account,
    part: 'gates',
    sentence: (t) => t.join.sentence,
    call: {
      address: dao.gates,
      abi: gatesAbi,
      functionName: 'joinByList',
      args: [list, account, toKindNumber(kind), proof],
    },
  }
}
