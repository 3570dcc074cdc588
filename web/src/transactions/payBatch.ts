import type { DaoContracts } from '../domain/dao'
import type { PayoutRow } from '../domain/payoutDocument'
import { payoutsAbi } from '../generated/abi/payouts'
import type { Transaction } from './transaction'

/**
 * Pays a batch with the rows that were voted. Anybody may, once.
 *
 * @returns null for a DAO without payouts
 * @example payBatch(dao, { number: 1n, purpose: 'Thanks', rows, sum: '66 ETH' })
 */
export function payBatch(
  dao: DaoContracts,
  payout: {
    readonly number: bigint
    readonly purpose: string
    readonly rows: readonly Pick<PayoutRow, 'payee' | 'amount'>[]
    readonly sum: string
  },
): Transaction | null {
  if (dao.payouts === null) return null
  const { number, purpose, rows, sum } = payout
  const args = [number, rows.map(({ payee }) => payee), rows.map(({ amount }) => amount)] as const
  return {
    kind: 'payout',
    subject: purpose,
    part: 'payouts',
    sentence: (t, format) => t.rights.payout.paySentence(sum, format.number(rows.length), rows.length),
    call: { address: dao.payouts, abi: payoutsAbi, functionName: 'pay', args },
  }
}
