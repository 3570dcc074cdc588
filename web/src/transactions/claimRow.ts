import type { Address, Hex } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { payoutsAbi } from '../generated/abi/payouts'
import type { Transaction } from './transaction'

/** A row of a payout that is to be paid. */
export type RowOrder = {
  readonly payout: bigint
  /** From 0. */
  readonly row: number
  readonly payee: Address
  readonly amount: bigint
  /** The amount as a person reads it. */
  readonly text: string
  /** Where the payee directs it; null for the payee itself. Only the payee may direct it. */
  readonly to: Address | null
}

/**
 * Pays a row of a batch that was set aside.
 *
 * @returns null for a DAO without payouts
 * @example claimSetAside(dao, { payout: 1n, row: 1, payee, amount: 22n, text: '22 ETH', to: null })
 */
export function claimSetAside(dao: DaoContracts, order: RowOrder): Transaction | null {
  const { payout, row, to } = order
  return write(dao, order, to === null ? 'claim' : 'claimTo', [payout, BigInt(row), ...(to === null ? [] : [to])])
}

/**
 * Pays a row of a list by its proof. Anybody may carry the proof.
 *
 * @returns null for a DAO without payouts
 * @example claimRow(dao, { payout: 2n, row: 0, payee, amount: 44n, text: '44 LKD', to: null }, proof)
 */
export function claimRow(dao: DaoContracts, order: RowOrder, proof: readonly Hex[]): Transaction | null {
  const { payout, row, payee, amount, to } = order
  return write(dao, order, to === null ? 'claimRow' : 'claimRowTo', [payout, BigInt(row), to ?? payee, amount, proof])
}

function write(dao: DaoContracts, order: RowOrder, functionName: string, args: readonly unknown[]): Transaction | null {
  if (dao.payouts === null) return null
  return {
    kind: 'payout',
    subject: order.text,
    part: 'payouts',
    sentence: (t) =>
      order.to === null ? t.rights.payout.claimSentence(order.text) : t.rights.payout.claimToSentence(order.text),
    call: { address: dao.payouts, abi: payoutsAbi, functionName, args },
  }
}
