import { toAppError } from '../data/toAppError'
import type { AppError } from '../domain/appError'
import type { ChainConfiguration, Configuration } from '../domain/configuration'
import type { Connection, Wallet, WalletOption } from '../transactions/wallet'
import { readSetting, writeSetting } from './settings'

/** The wallet of the page: which are there, which is connected. What talks to wallets is loaded when it is wanted. */
export class WalletState {
  connection = $state.raw<Connection | null>(null)
  options = $state.raw<readonly WalletOption[]>([])
  error = $state.raw<AppError | null>(null)
  isReady = $state(false)
  isBusy = $state(false)
  #configuration: Configuration
  #loading: Promise<Wallet> | null = null

  constructor(configuration: Configuration) {
    this.#configuration = configuration
  }

  /** Connects again to the wallet that was connected when the page was left, if any. */
  async resume(): Promise<void> {
    if (readSetting('wallet') === null) return
    const wallet = await this.load()
    try {
      await wallet.reconnect()
    } catch (error) {
      this.error = toAppError(error)
    }
    this.#read(wallet)
  }

  /** The way out to wallets, loaded once. */
  load(): Promise<Wallet> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  async connect(option: WalletOption, chain: ChainConfiguration): Promise<boolean> {
    return this.#try(async (wallet) => {
      await wallet.connect(option.uid, chain.id)
      writeSetting('wallet', option.rdns)
    })
  }

  async disconnect(): Promise<void> {
    writeSetting('wallet', null)
    await this.#try((wallet) => wallet.disconnect())
  }

  async switchChain(chain: ChainConfiguration): Promise<boolean> {
    return this.#try((wallet) => wallet.switchChain(chain))
  }

  async #try(act: (wallet: Wallet) => Promise<void>): Promise<boolean> {
    this.isBusy = true
    this.error = null
    const wallet = await this.load()
    try {
      await act(wallet)
      return true
    } catch (error) {
      this.error = toAppError(error)
      return false
    } finally {
      this.isBusy = false
      this.#read(wallet)
    }
  }

  async #load(): Promise<Wallet> {
    const { createWallet } = await import('../transactions/wallet')
    const more = []
    const { development, chains } = this.#configuration
    if (__DEVELOPMENT__ && development) {
      const { developmentConnector } = await import('../transactions/development/connector')
      const { isDevelopmentChain } = await import('../transactions/development/isDevelopmentChain')
      const { createChainClient } = await import('../data/chain/createChainClient')
      const chain = chains.find(({ id }) => id === 31337)
      const isOurs =
        chain !== undefined &&
        (await isDevelopmentChain(createChainClient(chain), chain, development).catch(() => false))
      if (isOurs) more.push(developmentConnector(chain, development))
    }
    const wallet = createWallet(this.#configuration, more)
    wallet.onConnection(() => this.#read(wallet))
    wallet.onOptions(() => this.#read(wallet))
    this.#read(wallet)
    this.isReady = true
    return wallet
  }

  #read(wallet: Wallet): void {
    this.connection = wallet.getConnection()
    this.options = wallet.listOptions()
  }
}
