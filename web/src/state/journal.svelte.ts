import type { Address, Hash } from 'viem'
import { keccak256, stringToHex } from 'viem/utils'
import type { ChainClient } from '../data/chain/createChainClient'
import { toAppError } from '../data/toAppError'
import { AppError } from '../domain/appError'
import {
  formatJournal,
  isOpen,
  type JournalEntry,
  judgeTransaction,
  parseJournal,
  reopenJournal,
} from '../domain/journal'
import type { Transaction } from '../transactions/transaction'
import type { Connection } from '../transactions/wallet'
import { readSetting, writeSetting } from './settings'
import type { WalletState } from './wallet.svelte'
import { sight } from '../transactions/sight'

export type SendStep = 'checking' | 'asking' | 'waiting'

/** In how many looks a transaction has to be missing, as nodes that share a name differ by a block. */
const looksBeforeMissing = 3

/** What this browser sent, and what became of it. It is written before the wallet is asked, so that nothing is sent twice. */
export class Journal {
  entries = $state.raw<readonly JournalEntry[]>(reopenJournal(parseJournal(readSetting('journal'))))
  #missing = new Map<Hash, number>()

  constructor() {
    this.#keep(this.entries)
    addEventListener('storage', ({ key, newValue }) => {
      if (key === 'althing:journal') this.entries = parseJournal(newValue)
    })
  }

  /**
   * Tries a transaction out, asks the wallet to sign it, and waits until it is in a block.
   *
   * @param governor of the DAO that it is sent for
   * @throws AppError; `duplicate` where the same one may still be on its way
   */
  async send(
    transaction: Transaction,
    wallet: WalletState,
    client: ChainClient,
    onStep: (step: SendStep) => void,
    governor?: Address,
  ): Promise<JournalEntry> {
    const writer = await wallet.load()
    const connection = writer.getConnection()
    if (connection === null || connection.chainId !== client.chain.id)
      throw new AppError('wrongChain', 'before simulation')
    const key = nameTransaction(transaction, connection)
    if (this.entries.some((entry) => entry.key === key && isOpen(entry))) throw new AppError('duplicate', key)
    onStep('checking')
    const { simulate } = await import('../transactions/simulate')
    const { nonce, gas: found } = await simulate(client, transaction.call, connection.account)
    const { leastGas = 0n } = transaction
    const gas = found !== null && found < leastGas ? leastGas : found
    const again = writer.getConnection()
    if (again?.account !== connection.account || again.chainId !== connection.chainId) {
      throw new AppError('changed', 'between simulation and signing')
    }
    const { account, chainId } = connection
    const { kind, subject } = transaction
    const entry: JournalEntry = {
      key,
      kind,
      subject,
      chainId,
      ...(governor && { governor }),
      account,
      nonce,
      hash: null,
      status: 'asked',
      at: Date.now(),
    }
    this.#keep([entry, ...this.entries])
    onStep('asking')
    let sent: JournalEntry
    try {
      const hash = await writer.write(transaction.call, connection, gas)
      sent = { ...entry, hash, status: 'sent' }
      this.#replace(entry, sent)
    } catch (error) {
      this.#keep(this.entries.filter((one) => one.at !== entry.at))
      throw toAppError(error)
    }
    onStep('waiting')
    return this.#wait(sent, client)
  }

  /** Looks after what is still open; called with every new block. */
  async look(client: ChainClient): Promise<void> {
    for (const entry of this.entries) {
      if (entry.hash === null || !isOpen(entry) || entry.chainId !== client.chain.id) continue
      try {
        const status = judgeTransaction(entry, await sight(client, entry.account, entry.hash))
        const isMissing = status === 'dropped' || status === 'replaced'
        const misses = isMissing ? (this.#missing.get(entry.hash) ?? 0) + 1 : 0
        this.#missing.set(entry.hash, misses)
        if (status === entry.status || (isMissing && misses < looksBeforeMissing)) continue
        this.#replace(entry, { ...entry, status })
      } catch {
        return // The chain is away: what is not known stays as it was, and is asked again.
      }
    }
  }

  forget(entry: JournalEntry): void {
    this.#keep(this.entries.filter(({ at }) => at !== entry.at))
  }

  async #wait(entry: JournalEntry, client: ChainClient): Promise<JournalEntry> {
    for (;;) {
      await this.look(client)
      const now = this.entries.find(({ at }) => at === entry.at)
      if (now === undefined || !isOpen(now)) return now ?? entry
      await new Promise((resolve) => setTimeout(resolve, 700))
    }
  }

  #replace(before: JournalEntry, after: JournalEntry): void {
    this.#keep(this.entries.map((entry) => (entry.at === before.at ? after : entry)))
  }

  #keep(entries: readonly JournalEntry[]): void {
    this.entries = entries
    writeSetting('journal', formatJournal(entries))
  }
}

function nameTransaction({ call }: Transaction, { account, chainId }: Connection): string {
  const args = JSON.stringify(call.args, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  return keccak256(
    stringToHex(
      `${chainId}:${account}:${call.address}:${call.functionName}:${args}${call.value === undefined ? '' : `:${call.value}`}`,
    ),
  )
}
