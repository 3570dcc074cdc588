import type { Address } from 'viem'
import { type AccountNature, inspectAccounts } from '../data/chain/inspectAccounts'
import { toAppError } from '../data/toAppError'
import type { AppError } from '../domain/appError'
import { type PayeeOptions, type PayeeSheet, readPayees } from '../domain/payeeRows'
import type { PayoutDocument } from '../domain/payoutDocument'
import { preparePayouts, type PreparedPayout } from '../domain/preparePayouts'
import type { DaoState } from './dao.svelte'
import { runInSlices } from './runInSlices'

/** The rows of one payout while they are written: read, checked and prepared without stopping the page. */
export class PayeeSheetState {
  sheet = $state.raw<PayeeSheet | null>(null)
  prepared = $state.raw<readonly PreparedPayout[] | 'rowsMissing' | 'rowsWrong' | 'rowsReading'>('rowsMissing')
  /** How many rows of the text were read so far; null while nothing is being read. */
  reading = $state<number | null>(null)
  /** What the chain says of the accounts, as far as it was asked; in lower case. */
  natures = $state.raw<ReadonlyMap<string, AccountNature>>(new Map())
  /** Who was paid before; null while that is not known. */
  known = $state.raw<ReadonlySet<string> | null>(null)
  /** Of how many accounts the chain is asked; null while it is not. */
  asked = $state<number | null>(null)
  error = $state.raw<AppError | null>(null)
  #run = 0

  constructor(readonly dao: DaoState) {}

  /** Reads rows; what was being read before is given up. */
  async read(text: string, options: PayeeOptions, place: Omit<PayoutDocument, 'rows'> | null): Promise<void> {
    const run = (this.#run += 1)
    const isOld = () => run !== this.#run
    this.asked = null
    if (text.trim() === '') {
      this.sheet = null
      this.reading = null
      this.prepared = 'rowsMissing'
      return
    }
    this.prepared = 'rowsReading'
    this.reading = 0
    // What is typed letter by letter is read once, when it rests.
    await new Promise((resolve) => setTimeout(resolve, 150))
    if (isOld()) return
    const sheet = await runInSlices(readPayees(text, options), isOld, (done) => (this.reading = done))
    if (sheet === null) return
    this.sheet = sheet
    if (sheet.rows.length === 0) this.prepared = sheet.problem === null ? 'rowsMissing' : 'rowsWrong'
    else if (sheet.wrong > 0 || sheet.problem !== null || place === null) this.prepared = 'rowsWrong'
    else {
      const rows = sheet.rows.map(({ payee, amount, note }) => ({ payee: payee!, amount: amount!, note }))
      const prepared = await runInSlices(preparePayouts({ ...place, rows }), isOld)
      if (prepared === null) return
      this.prepared = prepared
    }
    this.reading = null
    await this.#ask(sheet, isOld)
  }

  /** Asks who was paid before, and what is at each address; wrong rows do not wait for it, and nothing is lost by it. */
  async #ask(sheet: PayeeSheet, isOld: () => boolean): Promise<void> {
    const accounts = [...new Set(sheet.rows.flatMap(({ payee }) => (payee === null ? [] : [payee])))]
    const unknown = accounts.filter((account) => !this.natures.has(account.toLowerCase()))
    this.error = null
    try {
      const paid = this.dao.knownPayees(accounts)
      void paid.refresh().then(() => {
        if (!isOld()) this.known = paid.value ?? null
      })
      await this.#inspect(unknown, isOld)
    } catch (error) {
      if (!isOld()) this.error = toAppError(error)
    }
    if (!isOld()) this.asked = null
  }

  async #inspect(accounts: readonly Address[], isOld: () => boolean): Promise<void> {
    if (accounts.length === 0) return
    this.asked = accounts.length
    for await (const part of inspectAccounts(this.dao.client, accounts)) {
      // What was learnt holds for the next reading, too.
      this.natures = new Map([...this.natures, ...part])
      if (isOld()) return
    }
  }
}
