import { getContext, setContext } from 'svelte'
import { getAddress } from 'viem/utils'
import { type ChainClient, createChainClient } from '../data/chain/createChainClient'
import type { ChainConfiguration, Configuration } from '../domain/configuration'
import { type DaoName, parseRoute, type Route } from '../domain/route'
import { deployments } from '../generated/deployments'
import { DaoState } from './dao.svelte'
import { Head } from './head.svelte'
import { IndexState } from './index.svelte'
import { Journal } from './journal.svelte'
import { WalletState } from './wallet.svelte'

/** How often a chain is asked for its newest block, in milliseconds. */
const interval = (chain: ChainConfiguration) => (chain.id === 31337 ? 1_500 : 6_000)

/** Where a page stands: on a chain, with its newest block. A DAO is one; so is somebody else's governor. */
export type Site = { readonly chain: ChainConfiguration; readonly client: ChainClient; readonly head: Head }

/** All that the page knows; made once, in `main.ts`. */
export class App {
  route = $state.raw<Route>({ page: 'unknown', path: '' })
  /** The DAO of the page; null where the page is of somebody else's governor. */
  dao = $state.raw<DaoState | null>(null)
  site = $state.raw<Site | null>(null)
  /** What somebody else's DAO calls itself. */
  foreignName = $state<string | null>(null)
  /** The chain that the address names, where the configuration does not know it. */
  foreignChain = $state<number | null>(null)
  readonly wallet: WalletState
  readonly journal = new Journal()
  #daos = new Map<string, DaoState>()
  #sites = new Map<number, Site>()

  constructor(readonly configuration: Configuration) {
    this.wallet = new WalletState(configuration)
  }

  /** The DAO that an address without one means. */
  get home(): DaoName {
    const { chain, governor } = this.configuration.home
    return governor === undefined ? this.#firstOf(chain) : { chainId: chain, governor }
  }

  /** The DAO of a chain that a page shows itself with which is none's own. */
  #firstOf(chainId: number): DaoName {
    const known = Object.values(deployments).find((one) => one.chainId === chainId)
    return { chainId, governor: known?.governor ?? '0x0000000000000000000000000000000000000000' }
  }

  /** Goes where the address says. */
  follow(hash: string): void {
    const route = parseRoute(hash, this.home)
    const isForeign = route.page === 'governor'
    // A page that belongs to no DAO is read in the one that is open.
    const open = this.dao?.name ?? this.home
    const isElsewhere = route.page === 'new' && route.chainId !== open.chainId
    const named = 'dao' in route ? route.dao : isElsewhere ? this.#firstOf(route.chainId) : open
    const dao = isForeign ? null : this.#find(named)
    const site = isForeign ? this.reach(route.governor.chainId) : dao
    if (site !== this.site) {
      this.site?.head.stop()
      site?.head.start()
      this.site = site
    }
    this.dao = dao
    this.foreignChain = site === null ? (isForeign ? route.governor : named).chainId : null
    this.route = site === null ? { page: 'unknown', path: hash } : route
  }

  /** A chain of the configuration, with nothing on it; null where it is not there. */
  reach(chainId: number): Site | null {
    const before = this.#sites.get(chainId)
    if (before) return before
    const chain = this.configuration.chains.find(({ id }) => id === chainId)
    if (!chain) return null
    const client = createChainClient(chain)
    const site = { chain, client, head: new Head(client, interval(chain)) }
    this.#sites.set(chainId, site)
    return site
  }

  #find({ chainId, governor }: DaoName): DaoState | null {
    // However a link writes the address, what is kept for the DAO has one name.
    const name = { chainId, governor: getAddress(governor.toLowerCase()) }
    const key = `${name.chainId}:${name.governor}`
    const before = this.#daos.get(key)
    if (before) return before
    const chain = this.configuration.chains.find(({ id }) => id === name.chainId)
    if (!chain) return null
    const client = createChainClient(chain)
    const head = new Head(client, interval(chain))
    const index = new IndexState(chain.subgraph, client, head)
    const dao = new DaoState(name, chain, client, head, index)
    this.#daos.set(key, dao)
    return dao
  }
}

const key = Symbol('app')

export const setApp = (app: App): App => setContext(key, app)

export const getApp = (): App => getContext<App>(key)

/** Where the page stands; only for views that are shown on a chain. */
export function getSite(): Site {
  const { site } = getApp()
  if (site === null) throw new Error('There is no chain on this page')
  return site
}

/** The DAO of the page; only for views that are shown for one. */
export function getDao(): DaoState {
  const { dao } = getApp()
  if (dao === null) throw new Error('There is no DAO on this page')
  return dao
}
