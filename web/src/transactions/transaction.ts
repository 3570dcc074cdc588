import type { Abi, Address } from 'viem'
import type { TransactionKind } from '../domain/journal'
import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'

/** One call to a contract, and what the user is told that it does. */
export type Transaction = {
  readonly kind: TransactionKind
  /** What the reader knows it by: the title of the proposal, or an account. */
  readonly subject: string
  /** The part of the DAO that is called. */
  readonly part:
    | 'governor'
    | 'membership'
    | 'observers'
    | 'gates'
    | 'recovery'
    | 'statements'
    | 'budgets'
    | 'grants'
    | 'payouts'
    | 'distributions'
    | 'donations'
    | 'splits'
    | 'token'
    | 'multicall'
    | 'factory'
  readonly sentence: (t: Messages, format: Format) => string
  readonly call: {
    readonly address: Address
    readonly abi: Abi
    readonly functionName: string
    readonly args: readonly unknown[]
    /** Coin that goes with it, in its smallest unit. */
    readonly value?: bigint
  }
  /** Gas that it needs at least: an estimate finds too little where a call that fails is caught. */
  readonly leastGas?: bigint
}
