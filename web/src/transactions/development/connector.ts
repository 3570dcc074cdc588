import { createConnector } from '@wagmi/core'
import {
  type Address,
  createWalletClient,
  type EIP1193Parameters,
  type Hex,
  http,
  numberToHex,
  type TypedDataDefinition,
} from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'
import { toViemChain } from '../../data/chain/createChainClient'
import type { ChainConfiguration, DevelopmentConfiguration } from '../../domain/configuration'
import { developmentWalletId } from '../wallet'

const chosenKey = 'althing:development-account'

let derived: HDAccount[] | null = null

/** The accounts of the local chain. */
export function listDevelopmentAccounts({ mnemonic, accounts }: DevelopmentConfiguration): HDAccount[] {
  derived ??= Array.from({ length: accounts }, (_, addressIndex) => mnemonicToAccount(mnemonic, { addressIndex }))
  return derived
}

/** The account that the development wallet signs with. */
export function chooseDevelopmentAccount(index: number): void {
  localStorage.setItem(chosenKey, String(index))
}

type Request = { method: string; params?: unknown }

/** A wallet whose keys everybody knows, for the local chain only; to wagmi it is a wallet like any other. */
export function developmentConnector(chain: ChainConfiguration, development: DevelopmentConfiguration) {
  const account = () => listDevelopmentAccounts(development)[Number(localStorage.getItem(chosenKey)) || 0]!
  const client = () =>
    createWalletClient({ account: account(), chain: toViemChain(chain), transport: http(chain.rpcs[0]) })
  const request = async ({ method, params }: Request): Promise<unknown> => {
    if (method === 'eth_accounts' || method === 'eth_requestAccounts') return [account().address]
    if (method === 'eth_chainId') return numberToHex(chain.id)
    if (method === 'eth_sendTransaction') {
      const [sent] = params as [{ from: Address; to: Address; data?: Hex; value?: Hex; gas?: Hex }]
      const { to, data, value, gas } = sent
      return client().sendTransaction({
        to,
        ...(data && { data }),
        ...(value && { value: BigInt(value) }),
        ...(gas && { gas: BigInt(gas) }),
      })
    }
    if (method === 'eth_signTypedData_v4') {
      const [, typed] = params as [Address, string]
      return account().signTypedData(JSON.parse(typed) as TypedDataDefinition)
    }
    return client().request({ method, params } as EIP1193Parameters as never)
  }
  return createConnector<{ request: typeof request }>((config) => ({
    id: developmentWalletId,
    name: 'Development wallet',
    type: developmentWalletId,
    async connect() {
      return { accounts: [account().address], chainId: chain.id } as never
    },
    async disconnect() {},
    async getAccounts() {
      return [account().address]
    },
    async getChainId() {
      return chain.id
    },
    async getProvider() {
      return { request }
    },
    async isAuthorized() {
      return localStorage.getItem(chosenKey) !== null
    },
    onAccountsChanged(accounts) {
      config.emitter.emit('change', { accounts: accounts as Address[] })
    },
    onChainChanged() {},
    onDisconnect() {
      config.emitter.emit('disconnect')
    },
  }))
}
