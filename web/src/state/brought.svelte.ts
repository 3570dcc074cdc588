import { type Brought, formatBrought, nameBrought, parseBrought } from '../domain/governor/brought'
import { readSetting, writeSetting } from './settings'

const setting = 'brought'

/** The DAOs of others that were brought, the last first; kept in this browser. */
class BroughtStore {
  entries = $state.raw<readonly Brought[]>(parseBrought(readSetting(setting)))
  /** Whether the browser keeps them. */
  isKept = $state(true)

  constructor() {
    addEventListener('storage', ({ key, newValue }) => {
      if (key === `althing:${setting}`) this.entries = parseBrought(newValue)
    })
  }

  has(one: Pick<Brought, 'chainId' | 'governor'>): boolean {
    return this.entries.some((entry) => nameBrought(entry) === nameBrought(one))
  }

  add(one: Brought): void {
    this.#write([one, ...this.#without(one)])
  }

  remove(one: Pick<Brought, 'chainId' | 'governor'>): void {
    this.#write(this.#without(one))
  }

  #without = (one: Pick<Brought, 'chainId' | 'governor'>) =>
    this.entries.filter((entry) => nameBrought(entry) !== nameBrought(one))

  #write(entries: readonly Brought[]): void {
    this.entries = entries
    this.isKept = writeSetting(setting, entries.length === 0 ? null : formatBrought(entries))
  }
}

export const brought = new BroughtStore()

/** The DAOs of others that the reader brought on this device, the last first: for whoever lists DAOs. */
export function listBrought(): readonly Brought[] {
  return brought.entries
}
