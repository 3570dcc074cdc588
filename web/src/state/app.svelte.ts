import { getContext, setContext } from 'svelte'
import { getAddress } from 'viem/utils'
import { createChainClient } from '../data/chain/createChainClient'
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

/** All that the page knows; made once, in `main.ts`. */
export class App {
  route = $state.raw<Route>({ page: 'unknown', path: '' })
  dao = $state.raw<DaoState | null>(null)
  /** The chain that the address names, where the configuration does not know it. */
  foreignChain = $state<number | null>(null)
  readonly wallet: WalletState
  readonly journal = new Journal()
  #daos = new Map<string, DaoState>()

  constructor(readonly configuration: Configuration) {
    this.wallet = new WalletState(configuration)
  }

  /** The DAO that an address without one means. */
  get home(): DaoName {
    const { chain, governor } = this.configuration.home
    const known = Object.values(deployments).find(({ chainId }) => chainId === chain)
    return { chainId: chain, governor: governor ?? known?.governor ?? '0x0000000000000000000000000000000000000000' }
  }

  /** Goes where the address says. */
  follow(hash: string): void {
    const route = parseRoute(hash, this.home)
    // A page that belongs to no DAO is read in the one that is open.
    const dao = this.#find('dao' in route ? route.dao : (this.dao?.name ?? this.home))
    if (dao !== this.dao) {
      this.dao?.head.stop()
      dao?.head.start()
      this.dao = dao
    }
    this.foreignChain = dao === null && 'dao' in route ? route.dao.chainId : null
    this.route = dao === null ? { page: 'unknown', path: hash } : route
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

/** The DAO of the page; only for views that are shown for one. */
export function getDao(): DaoState {
  const { dao } = getApp()
  if (dao === null) throw new Error('There is no DAO on this page')
  return dao
}
