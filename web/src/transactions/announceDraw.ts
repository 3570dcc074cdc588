import type { DaoContracts } from '../domain/dao'
import { budgetsAbi } from '../generated/abi/budgets'
import { type DrawOrder, splitOrder } from './draw'
import type { Transaction } from './transaction'

/**
 * Announces a draw: it waits, and may be stopped meanwhile. By a holder.
 *
 * @returns null for a DAO without budgets
 * @example announceDraw(dao, { budget: 1n, rows: [{ payee, amount: 5n }], digest: null, sum: '5 ETH' }, 86_400n)
 */
export function announceDraw(dao: DaoContracts, order: DrawOrder, window: bigint): Transaction | null {
  if (dao.budgets === null) return null
  return {
    kind: 'draw',
    subject: order.sum,
    part: 'budgets',
    sentence: (t, format) => t.rights.draw.announceSentence(order.sum, format.duration(window)),
    call: {
      address: dao.budgets,
      abi: budgetsAbi,
      functionName: 'announce',
      args: [order.budget, ...splitOrder(order)],
    },
  }
}
