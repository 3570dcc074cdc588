import type { Address } from 'viem'
import { encodeFunctionData } from 'viem/utils'
import { multicall3Abi } from '../data/chain/multicall3'
import type { Transaction } from './transaction'
import type { WalletCall } from './walletCalls'

/** What a call takes beyond its own gas where another contract makes it: its data is copied, and a part is kept back. */
const gasAround = 60_000n

const toCall3 = ({ call }: Transaction) => ({
  target: call.address,
  allowFailure: true,
  callData: encodeFunctionData(call),
})

/**
 * Several transactions as one, by Multicall3: a call that fails leaves the others. Only for what does not ask who sends it.
 *
 * @param gas what each would take alone
 * @example batchByMulticall(multicall3, [queue(dao, a), execute(dao, b)], [90_000n, 200_000n])
 */
export function batchByMulticall(
  multicall: Address,
  transactions: readonly Transaction[],
  gas: readonly bigint[],
): Transaction {
  const sum = gas.reduce((total, one) => total + one + gasAround, 50_000n)
  return {
    kind: 'batch',
    subject: transactions.map(({ subject }) => subject).join(' · '),
    part: 'multicall',
    sentence: (t, format) => t.desk.batch.sentence(format.number(transactions.length), transactions.length),
    call: { address: multicall, abi: multicall3Abi, functionName: 'aggregate3', args: [transactions.map(toCall3)] },
    // The last part of the gas does not reach a call (EIP-150).
    leastGas: sum + sum / 32n,
  }
}

/**
 * The calls of several transactions for a wallet that takes them together. One that makes all or none is given calls that
 * do not fail: each goes through Multicall3 by itself.
 *
 * @example toWalletCalls([queue(dao, a)], multicall3)
 */
export function toWalletCalls(transactions: readonly Transaction[], through: Address | null): WalletCall[] {
  return transactions.map((transaction) =>
    through === null
      ? { to: transaction.call.address, data: encodeFunctionData(transaction.call) }
      : {
          to: through,
          data: encodeFunctionData({ abi: multicall3Abi, functionName: 'aggregate3', args: [[toCall3(transaction)]] }),
        },
  )
}
