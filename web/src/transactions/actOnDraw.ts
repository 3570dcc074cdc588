import type { DaoContracts } from '../domain/dao'
import type { Draw } from '../domain/right'
import { budgetsAbi } from '../generated/abi/budgets'
import { splitOrder } from './draw'
import type { Transaction } from './transaction'

/** What is done about an announced draw. Only what names its payments again needs them. */
export type DrawAct = 'confirm' | 'settle' | 'withdraw' | 'stop'

/**
 * Confirms an announced draw, pays it, takes it back, or stops it for ever.
 *
 * @returns null for a DAO without budgets
 * @example actOnDraw(dao, 'settle', draw, '5 ETH')
 */
export function actOnDraw(dao: DaoContracts, act: DrawAct, draw: Draw, sum: string): Transaction | null {
  if (dao.budgets === null) return null
  const rows = draw.to.map((payee, index) => ({ payee, amount: draw.amounts[index] ?? 0n }))
  const payments = act === 'confirm' || act === 'settle' ? splitOrder({ rows, digest: draw.digest }) : []
  return {
    kind: 'draw',
    subject: sum,
    part: 'budgets',
    sentence: (t) => t.rights.draw[`${act}Sentence`](sum),
    call: { address: dao.budgets, abi: budgetsAbi, functionName: act, args: [draw.number, ...payments] },
  }
}
