import type { Address } from 'viem'
import type { ChainClient } from '../data/chain/createChainClient'
import type { Block } from '../data/chain/getHead'
import { listAssets } from '../data/chain/listAssets'
import { listBalances } from '../data/chain/listBalances'
import * as chainFlows from '../data/chain/listFlows'
import * as chainObligations from '../data/chain/listObligations'
import * as indexLedger from '../data/subgraph/listLedger'
import * as indexObligations from '../data/subgraph/listObligations'
import * as indexSeries from '../data/subgraph/listSeries'
import type { DaoContracts } from '../domain/dao'
import { type Commitment, computeCommitments } from '../domain/commitment'
import type { Obligations } from '../domain/envelope'
import type { Ledger } from '../domain/ledger'
import { type Reconciliation, reconcile } from '../domain/reconciliation'
import { computeSeries, type Series } from '../domain/series'
import { splitPieces } from '../domain/pieces'
import { type Asset, type Balance, type Flow, sortFlows } from '../domain/treasury'
import type { DaoState } from './dao.svelte'
import { Resource } from './resource.svelte'

/** Blocks at the end of the chain that are read again every time, because they may still be replaced. */
const unsettled = 64n

/** What the treasury holds, is bound to, and did. */
export type Holdings = {
  readonly balances: readonly Balance[]
  readonly obligations: Obligations
  readonly commitments: readonly Commitment[]
}

/** What the treasury is bound to, and the assets that the DAO named: what somebody merely sent is not among them. */
type Named = { readonly obligations: Obligations; readonly assets: readonly Asset[] }

/** The books of one DAO: read from the index where that is sound, and from the chain where it is not. */
export class Books {
  /** How many movements were read, while they are. */
  progress = $state(0)
  readonly ledger: Resource<Ledger>
  readonly holdings: Resource<Holdings>
  readonly series: Resource<Series & { readonly assets: readonly Asset[] }>
  readonly reconciliation: Resource<Reconciliation>
  #named: { readonly block: Block; readonly read: Promise<Named> } | null = null
  /** What was read of settled blocks, of which assets. */
  #kept = { block: -1n, flows: [] as readonly Flow[], tokens: '' }

  constructor(readonly dao: DaoState) {
    const on = <Value>(load: (client: ChainClient, contracts: DaoContracts, block: Block) => Promise<Value>) =>
      dao.once(load)
    this.ledger = on((client, contracts, block) => this.#readLedger(client, contracts, block))
    this.holdings = on((client, contracts, block) => this.#readHoldings(client, contracts, block))
    this.series = on((client, contracts, block) => this.#readSeries(client, contracts, block))
    this.reconciliation = on((client, contracts, block) => this.#reconcile(client, contracts, block))
  }

  /** Of one block what everything else is read by: once, however many ask. */
  #readNamed(client: ChainClient, contracts: DaoContracts, block: Block): Promise<Named> {
    if (this.#named?.block === block) return this.#named.read
    const read = this.#readNamedAnew(client, contracts, block)
    read.catch(() => (this.#named = null)) // Whoever asked is told; the next to ask tries again.
    this.#named = { block, read }
    return read
  }

  async #readNamedAnew(client: ChainClient, contracts: DaoContracts, block: Block): Promise<Named> {
    const answer = await this.dao.index.ask((url) => indexObligations.listObligations(url, contracts.governor))
    const obligations = answer?.value ?? (await chainObligations.listObligations(client, contracts, block.number))
    // The seats' own contracts are no assets, though a vote may move a seat that the treasury holds.
    const others = [...contracts.assets, contracts.membership, ...(contracts.observers ? [contracts.observers] : [])]
    const named = obligations.tokens.filter((token) => !isIn(token, others))
    const all = { ...contracts, assets: [...contracts.assets, ...named] }
    return { obligations, assets: await listAssets(client, this.dao.chain.coin, all, []) }
  }

  async #readHoldings(client: ChainClient, contracts: DaoContracts, block: Block): Promise<Holdings> {
    const { obligations, assets: named } = await this.#readNamed(client, contracts, block)
    // Which ids of a collection there are to count is known only from what moved.
    const { assets } = named.some(({ kind }) => kind === 'erc1155')
      ? await this.#readLedger(client, contracts, block)
      : { assets: named }
    const balances = await listBalances(client, contracts.treasury, assets)
    return {
      balances,
      obligations,
      commitments: computeCommitments(obligations, balances, contracts.treasury, block.time),
    }
  }

  async #readLedger(client: ChainClient, contracts: DaoContracts, block: Block): Promise<Ledger> {
    const { assets } = await this.#readNamed(client, contracts, block)
    const tokens = assets.map(({ token }) => token)
    const key = tokens.join()
    const kept = this.#kept.tokens === key && this.#kept.block <= block.number ? this.#kept : null
    this.progress = kept?.flows.length ?? 0
    const answer = await this.dao.index.ask(async (url) => {
      const read = (count: number) => (this.progress = (kept?.flows.length ?? 0) + count)
      const { value, at } = await indexLedger.listLedger(url, contracts, tokens, kept?.block ?? -1n, read)
      return { value: { flows: value, block: at.number }, at }
    })
    if (answer === null) {
      const flows = await chainFlows.listFlows(client, contracts, assets, block.number)
      return { ...splitPieces(flows, assets), block: block.number, source: 'chain' }
    }
    const flows = sortFlows([...(kept?.flows ?? []), ...answer.value.flows])
    const settled = answer.value.block - unsettled
    this.#kept = { block: settled, flows: flows.filter((flow) => flow.block <= settled), tokens: key }
    return { ...splitPieces(flows, assets), block: answer.value.block, source: 'index' }
  }

  async #readSeries(client: ChainClient, contracts: DaoContracts, block: Block) {
    const { assets } = await this.#readNamed(client, contracts, block)
    const tokens = assets.map(({ token }) => token)
    const answer = await this.dao.index.ask((url) => indexSeries.listSeries(url, contracts, tokens))
    if (answer?.value) return { ...answer.value, assets }
    return { ...computeSeries((await this.#readLedger(client, contracts, block)).flows), assets }
  }

  async #reconcile(client: ChainClient, contracts: DaoContracts, block: Block): Promise<Reconciliation> {
    const { assets } = await this.#readNamed(client, contracts, block)
    const ledger = await this.#readLedger(client, contracts, block)
    const chain = splitPieces(await chainFlows.listFlows(client, contracts, assets, ledger.block), assets)
    // An id that only one of the two knows is counted as well.
    const known = [ledger, chain].flatMap((one) => one.assets)
    const all = known.filter((one, place) => known.findIndex((other) => isSameAsset(one, other)) === place)
    return reconcile(ledger, chain.flows, await listBalances(client, contracts.treasury, all, ledger.block))
  }
}

const isSameAsset = (a: Asset, b: Asset) => a.token === b.token && a.tokenId === b.tokenId
const isIn = (token: Address, tokens: readonly Address[]) =>
  tokens.some((one) => one.toLowerCase() === token.toLowerCase())

const known = new WeakMap<DaoState, Books>()

/** The books of a DAO, kept so that a page that is seen again shows at once what it had. */
export function getBooks(dao: DaoState): Books {
  const books = known.get(dao) ?? new Books(dao)
  known.set(dao, books)
  return books
}
