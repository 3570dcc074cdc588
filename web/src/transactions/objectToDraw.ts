import type { DaoContracts } from '../domain/dao'
import { budgetsAbi } from '../generated/abi/budgets'
import type { Transaction } from './transaction'

/**
 * Objects to an announced draw with seats of the account, each once.
 *
 * @returns null for a DAO without budgets, or without seats
 * @example objectToDraw(dao, { number: 3n, sum: '5 ETH' }, [4n])
 */
export function objectToDraw(
  dao: DaoContracts,
  draw: { readonly number: bigint; readonly sum: string },
  seats: readonly bigint[],
): Transaction | null {
  if (dao.budgets === null || seats.length === 0) return null
  return {
    kind: 'objection',
    subject: draw.sum,
    part: 'budgets',
    sentence: (t, format) => t.rights.draw.objectSentence(draw.sum, format.seats(BigInt(seats.length))),
    call: { address: dao.budgets, abi: budgetsAbi, functionName: 'object', args: [draw.number, seats] },
  }
}
