import { Resource } from './resource.svelte'

/** The most of a list that is shown; more than that is for the index itself. */
const most = 5000

/** A list that is loaded from its beginning, and further when somebody asks for more. */
export class Paged<Value> extends Resource<Value> {
  count = $state(0)
  #step: number

  constructor(step: number, load: (count: number) => Promise<Value>) {
    super(() => load(this.count))
    this.#step = step
    this.count = step
  }

  get isFull(): boolean {
    return this.count >= most
  }

  async more(): Promise<void> {
    this.count = Math.min(this.count + this.#step, most)
    await this.refresh() // One that was under way asked for fewer.
    await this.refresh()
  }
}
