import { toAppError } from '../data/toAppError'
import type { AppError } from '../domain/appError'

/** Something that is loaded, kept, and loaded again; what was had before stays while it is. */
export class Resource<Value> {
  value = $state.raw<Value>()
  error = $state.raw<AppError | null>(null)
  #load: () => Promise<Value>
  #loading: Promise<void> | null = null

  constructor(load: () => Promise<Value>) {
    this.#load = load
  }

  /** What a page can show. */
  get status(): 'loading' | 'ready' | 'failed' {
    if (this.value !== undefined) return 'ready'
    return this.error === null ? 'loading' : 'failed'
  }

  refresh(): Promise<void> {
    this.#loading ??= this.#run().finally(() => (this.#loading = null))
    return this.#loading
  }

  async #run(): Promise<void> {
    try {
      this.value = await this.#load()
      this.error = null
    } catch (error) {
      this.error = toAppError(error)
    }
  }
}
