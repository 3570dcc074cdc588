import { getChainId } from 'viem/actions'
import type { ChainClient } from '../data/chain/createChainClient'
import { type Block, getHead } from '../data/chain/getHead'
import { toAppError } from '../data/toAppError'
import type { AppError } from '../domain/appError'

/** How long the index may take to reach a block that the chain showed, in milliseconds. */
const indexPatience = 8_000
const unseenPatience = 64n

/** The newest block of a chain, asked for again and again while the page is seen. */
export class Head {
  block = $state.raw<Block | null>(null)
  error = $state.raw<AppError | null>(null)
  /** The chain id that the endpoint answers with, where it is not the one that was configured. */
  foreignChain = $state<number | null>(null)
  #client: ChainClient
  #interval: number
  #seen: { number: bigint; at: number }[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking: Promise<void> | null = null
  #stopped = true
  #checked = false

  constructor(client: ChainClient, interval: number) {
    this.#client = client
    this.#interval = interval
  }

  start(): void {
    this.#stopped = false
    document.addEventListener('visibilitychange', this.#onVisible)
    void this.#loop()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    document.removeEventListener('visibilitychange', this.#onVisible)
  }

  /** Asks for the newest block now; several askers share one question. */
  refresh(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null))
    return this.#asking
  }

  /** The block that an index must have reached by now. */
  get due(): bigint {
    const limit = performance.now() - indexPatience
    const old = this.#seen.findLast(({ at }) => at <= limit)
    return old?.number ?? (this.block?.number ?? 0n) - unseenPatience
  }

  async #ask(): Promise<void> {
    try {
      // Asked together, so that the first view waits for one answer.
      const [block, id] = await Promise.all([
        getHead(this.#client),
        this.#checked ? this.#client.chain.id : getChainId(this.#client),
      ])
      if (!this.#checked) this.foreignChain = id === this.#client.chain.id ? null : id
      this.#checked = true
      this.error = null
      if (block.hash === this.block?.hash) return
      this.#seen = [...this.#seen.slice(-59), { number: block.number, at: performance.now() }]
      this.block = block
    } catch (error) {
      this.error = toAppError(error)
      this.#checked = false // Another chain may answer when somebody answers again.
    }
  }

  async #loop(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.#stopped || document.visibilityState === 'hidden') return
    await this.refresh()
    // Stopped and started again meanwhile, it has another round already.
    clearTimeout(this.#timer)
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.#loop(), this.#interval)
  }

  #onVisible = () => {
    if (document.visibilityState === 'visible') void this.#loop()
  }
}
