import { type Hex, zeroHash } from 'viem'
import type { DaoContracts } from '../domain/dao'
import type { PayoutRow } from '../domain/payoutDocument'
import { budgetsAbi } from '../generated/abi/budgets'
import type { Transaction } from './transaction'

/** What is drawn: payments of a budget's asset, and a document. */
export type DrawOrder = {
  readonly budget: bigint
  readonly rows: readonly Pick<PayoutRow, 'payee' | 'amount'>[]
  /** SHA-256 of a document; null for none. */
  readonly digest: Hex | null
  /** The sum, as a person reads it. */
  readonly sum: string
}

/** The arguments that every function of announced draws takes. */
export function splitOrder({ rows, digest }: Pick<DrawOrder, 'rows' | 'digest'>) {
  return [rows.map(({ payee }) => payee), rows.map(({ amount }) => amount), digest ?? zeroHash] as const
}

/**
 * Draws on a budget at once, for one payee or several. By a holder.
 *
 * @returns null for a DAO without budgets
 * @example draw(dao, { budget: 1n, rows: [{ payee, amount: 5n }], digest: null, sum: '5 ETH' })
 */
export function draw(dao: DaoContracts, order: DrawOrder): Transaction | null {
  if (dao.budgets === null) return null
  const [to, amounts, ref] = splitOrder(order)
  const isOne = to.length === 1
  return {
    kind: 'draw',
    subject: order.sum,
    part: 'budgets',
    sentence: (t, format) => t.rights.draw.sentence(order.sum, format.number(to.length), to.length),
    call: {
      address: dao.budgets,
      abi: budgetsAbi,
      functionName: isOne ? 'drawOne' : 'draw',
      args: isOne ? [order.budget, to[0], amounts[0], ref] : [order.budget, to, amounts, ref],
    },
  }
}
