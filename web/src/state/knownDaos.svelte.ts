import type { ChainConfiguration } from '../domain/configuration'
import {
  formatKnownDaos,
  type KnownDao,
  leaveOut,
  nameDao,
  type OwnDaos,
  parseKnownDaos,
  putFirst,
} from '../domain/knownDao'
import type { DaoName } from '../domain/route'
import { readSetting, writeSetting } from './settings'

/** The DAOs that were opened, and those that were brought by the address of their governor. */
type Kept = 'visited' | 'brought'
const kept = ['visited', 'brought'] as const

/** The DAOs that this browser knows of. */
class KnownDaos {
  visited = $state.raw<readonly KnownDao[]>(parseKnownDaos(readSetting('visited')))
  brought = $state.raw<readonly KnownDao[]>(parseKnownDaos(readSetting('brought')))
  /** What the indexes said of the account, or did when they last answered. */
  own = $state.raw<OwnDaos>({ belong: [], made: [] })
  /** Whether the browser keeps what is written. */
  isKept = $state(true)
  /** Names of the chains whose index did not answer. */
  unanswered = $state.raw<readonly string[]>([])

  constructor() {
    addEventListener('storage', ({ key }) => {
      for (const name of kept) if (key === `althing:${name}`) this.#read(name)
    })
  }

  /** Remembers that a DAO was opened. */
  visit(dao: KnownDao): void {
    this.#read('visited')
    this.#write('visited', putFirst(this.visited, dao))
  }

  /** Remembers a governor that was brought. */
  bring(dao: KnownDao): void {
    this.#read('brought')
    this.#write('brought', putFirst(this.brought, dao))
  }

  hasBrought(dao: DaoName): boolean {
    return this.brought.some((one) => nameDao(one) === nameDao(dao))
  }

  /** Takes a DAO from the list; drafts and names that were kept for it stay. */
  forget(dao: DaoName): void {
    for (const name of kept) {
      this.#read(name)
      this.#write(name, leaveOut(this[name], dao))
    }
  }

  /** Asks the index of each chain what an account has to do with; what it said last stands where it does not answer. */
  async look(chains: readonly ChainConfiguration[], account: string | null): Promise<void> {
    this.#read('brought')
    this.own = { belong: [], made: [] }
    this.unanswered = []
    if (account === null) return
    const { listOwnDaos } = await import('../data/subgraph/listOwnDaos')
    const unanswered: string[] = []
    const found = await Promise.all(
      chains.map(async ({ id, name, subgraph }): Promise<OwnDaos> => {
        const setting = (tie: string) => `${tie}:${id}:${account.toLowerCase()}`
        try {
          if (subgraph === null) return { belong: [], made: [] }
          const { value } = await listOwnDaos(subgraph, id, account)
          for (const tie of ['belong', 'made'] as const) {
            writeSetting(setting(tie), value[tie].length === 0 ? null : formatKnownDaos(value[tie]))
          }
          return value
        } catch {
          unanswered.push(name) // Said beside the list.
          const last = (tie: string) => parseKnownDaos(readSetting(setting(tie)))
          return { belong: last('belong'), made: last('made') }
        }
      }),
    )
    this.own = { belong: found.flatMap(({ belong }) => belong), made: found.flatMap(({ made }) => made) }
    this.unanswered = unanswered
  }

  #read(name: Kept): void {
    this[name] = parseKnownDaos(readSetting(name))
  }

  #write(name: Kept, daos: readonly KnownDao[]): void {
    this[name] = daos
    this.isKept = writeSetting(name, daos.length === 0 ? null : formatKnownDaos(daos))
  }
}

export const knownDaos = new KnownDaos()
