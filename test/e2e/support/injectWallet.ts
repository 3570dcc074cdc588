import type { Page } from 'playwright-core'
import { createWalletClient, http, numberToHex, type Hex } from 'viem'
import { getAccount } from '../../support/chain.js'

/** What a test makes the wallet in the browser do. */
export type InjectedWallet = {
  /** The next request to send or to sign is refused, as by a person who presses "reject" (EIP-1193, 4001). */
  refuseNext(): void
  /** The wallet says that it is on another chain, and tells the page. */
  switchChain(chainId: number): Promise<void>
  /** The wallet changes to another of its accounts, and tells the page. */
  switchAccount(index: number): Promise<void>
  /** How many transactions the page asked for. */
  readonly sent: number
  /** The last of them. */
  readonly last: { readonly to: Hex; readonly data?: Hex; readonly value?: Hex } | null
}

/**
 * Announces a wallet to the page as a browser extension would (EIP-6963). It signs with the local chain's published
 * accounts; everything else it passes to the chain.
 */
export async function injectWallet(page: Page, rpcUrl: string, account = 0): Promise<InjectedWallet> {
  const state = { index: account, chainId: 31337, refuse: false, sent: 0, last: null as InjectedWallet['last'] }
  const signer = () => getAccount(state.index)

  /** What a person is asked before anything is sent or signed. */
  const askPerson = () => {
    if (!state.refuse) return
    state.refuse = false
    throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
  }
  const request = async (method: string, params: unknown[]): Promise<unknown> => {
    switch (method) {
      case 'eth_requestAccounts':
      case 'eth_accounts':
        return [signer().address]
      case 'eth_chainId':
        return numberToHex(state.chainId)
      case 'wallet_switchEthereumChain':
        state.chainId = Number((params[0] as { chainId: Hex }).chainId)
        return null
      case 'eth_sendTransaction': {
        askPerson()
        state.sent += 1
        const asked = params[0] as { to: Hex; data?: Hex; value?: Hex; gas?: Hex }
        const { to, data, value, gas } = asked
        state.last = asked
        const wallet = createWalletClient({ account: signer(), transport: http(rpcUrl) })
        return wallet.sendTransaction({
          to,
          chain: null,
          ...(data ? { data } : {}),
          ...(value ? { value: BigInt(value) } : {}),
          ...(gas ? { gas: BigInt(gas) } : {}),
        })
      }
      default: {
        // The node holds the same accounts, and signs with them.
        if (method.startsWith('eth_sign')) askPerson()
        const response = await fetch(rpcUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
        })
        const { result, error } = (await response.json()) as {
          result: unknown
          error?: { code: number; message: string }
        }
        if (error) throw Object.assign(new Error(error.message), { code: error.code })
        return result
      }
    }
  }

  await page.exposeFunction('__walletRequest', async (method: string, params: unknown[]) => {
    try {
      return { result: await request(method, params) }
    } catch (error) {
      return { error: { code: (error as { code?: number }).code ?? -32603, message: (error as Error).message } }
    }
  })
  await page.addInitScript(() => {
    type Listener = (value: unknown) => void
    const listeners = new Map<string, Set<Listener>>()
    const provider = {
      async request({ method, params }: { method: string; params?: unknown[] }) {
        const ask = (window as unknown as { __walletRequest: (m: string, p: unknown[]) => Promise<never> })
          .__walletRequest
        const answer: { result?: unknown; error?: { code: number; message: string } } = await ask(method, params ?? [])
        if (answer.error) throw Object.assign(new Error(answer.error.message), { code: answer.error.code })
        return answer.result
      },
      on(name: string, listener: Listener) {
        listeners.set(name, (listeners.get(name) ?? new Set()).add(listener))
        return provider
      },
      removeListener(name: string, listener: Listener) {
        listeners.get(name)?.delete(listener)
        return provider
      },
    }
    ;(window as unknown as { __walletEmit: (name: string, value: unknown) => void }).__walletEmit = (name, value) => {
      for (const listener of listeners.get(name) ?? []) listener(value)
    }
    const detail = Object.freeze({
      info: {
        uuid: '350670db-19fa-4704-a166-e52e178b59d2',
        name: 'Test Wallet',
        icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        rdns: 'org.example.wallet',
      },
      provider,
    })
    const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
    window.addEventListener('eip6963:requestProvider', announce)
    announce()
  })

  const emit = (name: string, value: unknown) =>
    page.evaluate(
      ([event, detail]) =>
        (window as unknown as { __walletEmit: (n: string, v: unknown) => void }).__walletEmit(event as string, detail),
      [name, value] as const,
    )
  return {
    refuseNext: () => void (state.refuse = true),
    switchChain: async (chainId) => {
      state.chainId = chainId
      await emit('chainChanged', numberToHex(chainId))
    },
    switchAccount: async (index) => {
      state.index = index
      await emit('accountsChanged', [signer().address])
    },
    get sent() {
      return state.sent
    },
    get last() {
      return state.last
    },
  }
}
