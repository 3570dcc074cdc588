import { isSameToken, type Ledger } from './ledger'
import type { Asset, Balance, Flow } from './treasury'

/** A line that one of two readings has and the other has not, or has with other facts. */
export type LedgerDifference = { readonly kind: 'missing' | 'extra' | 'different'; readonly flow: Flow }

/** One asset of the books beside the chain, in smallest units, as of one block. */
export type AssetReconciliation = {
  readonly asset: Asset
  /** What the account holds, by the chain's own answer. */
  readonly held: bigint
  /** What the chain's events sum to. */
  readonly moved: bigint
  /** What the ledger closes with. */
  readonly ledger: bigint
  /** `held - moved`: what came, or went, without an event: coin that was forced in, a token that changes balances. */
  readonly silent: bigint
  /** `ledger - moved`: 0 where the ledger is right. */
  readonly difference: bigint
}

export type Reconciliation = {
  readonly block: bigint
  readonly assets: readonly AssetReconciliation[]
  readonly differences: readonly LedgerDifference[]
  /** Whether the ledger says what the chain's events say, line by line and to the last unit. */
  readonly isEqual: boolean
  /** How many lines were compared. */
  readonly count: number
}

const sum = (flows: readonly Flow[]) =>
  flows.reduce((total, { direction, amount }) => (direction === 'in' ? total + amount : total - amount), 0n)

/** One movement has one event; of the coin, which has no contract, the treasury's. */
const keyOf = ({ transaction, logIndex, token }: Flow) => `${transaction}:${logIndex}:${token ?? ''}`.toLowerCase()

/** What a line says of money and of what it was for. */
const factsOf = (flow: Flow) =>
  JSON.stringify(
    [
      ...[flow.direction, flow.amount, flow.tokenId, flow.counterparty.toLowerCase(), flow.balance, flow.operation],
      ...[flow.envelope, flow.category, flow.purpose, flow.ref, flow.at],
    ],
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  )

/**
 * The books beside what the chain itself says.
 *
 * @param chain the movements of the same assets, read from events, to the same block
 * @param balances what the treasury holds at that block
 */
export function reconcile(
  ledger: Pick<Ledger, 'flows' | 'block'>,
  chain: readonly Flow[],
  balances: readonly Balance[],
): Reconciliation {
  const own = ledger.flows.filter(({ block }) => block <= ledger.block)
  const known = new Map(own.map((flow) => [keyOf(flow), flow]))
  const differences: LedgerDifference[] = []
  for (const flow of chain) {
    const found = known.get(keyOf(flow))
    known.delete(keyOf(flow))
    if (found === undefined) differences.push({ kind: 'missing', flow })
    else if (factsOf(found) !== factsOf(flow)) differences.push({ kind: 'different', flow })
  }
  for (const flow of known.values()) differences.push({ kind: 'extra', flow })
  const assets = balances.map(({ asset, amount: held }) => {
    const isOf = (flow: Flow) => isSameToken(flow.token, asset.token)
    const [moved, closing] = [sum(chain.filter(isOf)), sum(own.filter(isOf))]
    return { asset, held, moved, ledger: closing, silent: held - moved, difference: closing - moved }
  })
  const isEqual = differences.length === 0 && assets.every(({ difference }) => difference === 0n)
  return { block: ledger.block, assets, differences, isEqual, count: chain.length }
}
