import { getBlockAt } from '../data/chain/getHead'
import type { ChainClient } from '../data/chain/createChainClient'
import type { Indexed } from '../data/subgraph/querySubgraph'
import { type IndexHealth, judgeIndex } from '../domain/indexHealth'
import type { Head } from './head.svelte'

/** How long an index that failed is left alone, in milliseconds. */
const rest = 8_000

/** An index that is in the middle of a reorganisation says so, and answers when it is asked again. */
async function twice<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask()
  } catch (error) {
    if (!/reorganized/.test(String(error))) throw error
    return ask()
  }
}

/** The index of a chain, and how far it can be believed. */
export class IndexState {
  health = $state.raw<IndexHealth>({ status: 'unknown' })
  readonly url: string | null
  #client: ChainClient
  #head: Head
  #restUntil = 0

  constructor(url: string | null, client: ChainClient, head: Head) {
    this.url = url
    this.#client = client
    this.#head = head
    if (url === null) this.health = { status: 'absent' }
  }

  /** What the index answers, once its block was found on the chain; null where the chain must be asked instead. */
  async ask<Value>(query: (url: string) => Promise<Indexed<Value>>): Promise<{ value: Value } | null> {
    if (this.url === null || performance.now() < this.#restUntil) return null
    let answer: Indexed<Value>
    try {
      answer = await twice(() => query(this.url!))
    } catch {
      // Whatever went wrong, the chain knows better; the banner says that it was asked.
      this.#restUntil = performance.now() + rest
      this.health = { status: 'unreachable' }
      return null
    }
    if (this.#head.block === null || answer.at.number > this.#head.block.number) await this.#head.refresh()
    const head = this.#head.block
    if (head === null) return { value: answer.value } // No chain to check it by: the banner says so.
    const same = answer.at.number === head.number ? head : await getBlockAt(this.#client, answer.at.number)
    this.health = judgeIndex(answer.at, head.number, same, this.#head.due)
    return this.health.status === 'ok' ? { value: answer.value } : null
  }
}
