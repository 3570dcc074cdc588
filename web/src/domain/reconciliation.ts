import { isOfAsset, type Ledger } from './ledger'
import { type Asset, type Balance, type Flow, sortFlows } from './treasury'

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

/**
 * Movements by their event; of the coin, which has no contract, the treasury's. One event of an ERC-1155 may tell of
 * several, also of one id: they are told apart by their order.
 */
function byEvent(flows: readonly Flow[]): Map<string, Flow> {
  const found = new Map<string, Flow>()
  for (const flow of flows) {
    const { transaction, logIndex, token, tokenId } = flow
    const key = `${transaction}:${logIndex}:${token ?? ''}:${tokenId ?? ''}`.toLowerCase()
    let place = 0
    while (found.has(`${key}:${place}`)) place += 1
    found.set(`${key}:${place}`, flow)
  }
  return found
}

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
  const known = byEvent(sortFlows(own))
  const differences: LedgerDifference[] = []
  for (const [key, flow] of byEvent(sortFlows(chain))) {
    const found = known.get(key)
    known.delete(key)
    if (found === undefined) differences.push({ kind: 'missing', flow })
    else if (factsOf(found) !== factsOf(flow)) differences.push({ kind: 'different', flow })
  }
  for (const flow of known.values()) differences.push({ kind: 'extra', flow })
  const assets = balances.map(({ asset, amount: held }) => {
    const isOf = (flow: Flow) => isOfAsset(flow, asset)
    const [moved, closing] = [sum(chain.filter(isOf)), sum(own.filter(isOf))]
    return { asset, held, moved, ledger: closing, silent: held - moved, difference: closing - moved }
  })
  const isEqual = differences.length === 0 && assets.every(({ difference }) => difference === 0n)
  return { block: ledger.block, assets, differences, isEqual, count: chain.length }
}
