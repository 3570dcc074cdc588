import type { Hash } from 'viem'
import { type DaoDraft, daoSteps, type DaoStep, emptyDao, parseKept } from '../domain/daoDraft'
import { readSetting, writeSetting } from './settings'

/** The DAO that is being thought out for a chain, kept in this browser with every stroke until somebody discards it. */
export class FoundingStore {
  draft = $state.raw<DaoDraft>(emptyDao)
  step = $state<DaoStep>('who')
  /** The transaction that made it, and when the draft was begun or discarded, in milliseconds. */
  made = $state<Hash | null>(null)
  begun = $state(0)
  isKept = $state(true)
  #key: string

  constructor(chainId: number) {
    this.#key = `founding:${chainId}`
    this.draft = parseKept(readSetting(this.#key))
    const [step, made, begun] = (readSetting(`${this.#key}:at`) ?? '').split(' ')
    this.step = daoSteps.find((one) => one === step) ?? 'who'
    this.made = /^0x[0-9a-f]{64}$/.test(made ?? '') ? (made as Hash) : null
    this.begun = Number(begun ?? 0) || Date.now()
  }

  write(draft: DaoDraft): void {
    this.draft = draft
    this.isKept = writeSetting(this.#key, JSON.stringify(draft))
    this.#keepPlace()
  }

  go(step: DaoStep): void {
    this.step = step
    this.#keepPlace()
  }

  setMade(hash: Hash): void {
    this.made = hash
    this.#keepPlace()
  }

  clear(): void {
    this.write(emptyDao)
    this.made = null
    this.begun = Date.now()
    this.go('who')
  }

  #keepPlace(): void {
    writeSetting(`${this.#key}:at`, `${this.step} ${this.made ?? '-'} ${this.begun}`)
  }
}
