import type { Address } from 'viem'
import { findStartBlock } from '../data/governor/findStartBlock'
import { getForeignRight, getForeignStake } from '../data/governor/getForeignRight'
import { type ForeignTime, getForeignTime } from '../data/governor/getForeignTime'
import { getStandings } from '../data/governor/getStandings'
import { getGenesis, GovernorLogs } from '../data/governor/governorLogs'
import { inspectGovernor } from '../data/governor/inspectGovernor'
import { openLogStore } from '../data/governor/logStore'
import type { Block } from '../data/chain/getHead'
import { toAppError } from '../data/toAppError'
import { AppError } from '../domain/appError'
import type { ForeignGovernor, ForeignToken, Inspection } from '../domain/governor/foreignGovernor'
import {
  foldForeignProposals,
  type ForeignLog,
  type ForeignProposal,
  type ForeignStanding,
} from '../domain/governor/foreignProposal'
import { formatStartBlock, parseStartBlock } from '../domain/governor/startBlock'
import type { ProposalId } from '../domain/proposal'
import { nameDao } from '../domain/knownDao'
import type { DaoName } from '../domain/route'
import { simulate } from '../transactions/simulate'
import type { Transaction } from '../transactions/transaction'
import type { App, Site } from './app.svelte'
import { Resource } from './resource.svelte'
import { readSetting, writeSetting } from './settings'

/** How often the page is shown what was read, in milliseconds. */
const beat = 300
const store = openLogStore()

/** Somebody else's DAO: all that the pages read of it, from the chain alone. */
export class GovernorState {
  /** What was read so far, the newest first. */
  proposals = $state.raw<readonly ForeignProposal[]>([])
  /** How far its events were read; null before the first answer. */
  progress = $state.raw<{ readonly from: bigint; readonly to: bigint; readonly head: bigint } | null>(null)
  /** What stopped the reading. */
  error = $state.raw<AppError | null>(null)
  /** Whether its first block has to be told by the reader. */
  needsStart = $state(false)
  readonly inspection: Resource<Inspection>
  #logs: GovernorLogs | null = null
  #reading: Promise<void> | null = null
  #watchers = 0
  #kept = new Map<string, Resource<unknown>>()
  /** What the governor said of proposals that are over. */
  #over = new Map<ProposalId, ForeignStanding>()
  /** What tells what was folded from what was read since. */
  #folded = ''

  constructor(
    readonly name: DaoName,
    readonly site: Site,
  ) {
    this.inspection = new Resource(async () => {
      const { number } = await this.#block()
      return inspectGovernor(site.client, name.governor, number)
    })
  }

  /** Whether all events up to some block were read. */
  get isRead(): boolean {
    return this.progress !== null && this.progress.to >= this.progress.head
  }

  /** Reads on while somebody looks; what is given back stops it. */
  watch(): () => void {
    this.#watchers += 1
    return () => (this.#watchers -= 1)
  }

  /** Reads on to the newest block, unless that is under way. */
  advance(): Promise<void> {
    this.#reading ??= this.#advance().finally(() => (this.#reading = null))
    return this.#reading
  }

  /** Reads from a block that the reader knows. */
  async start(block: bigint): Promise<void> {
    writeSetting(this.#startSetting, formatStartBlock({ genesis: await getGenesis(this.site.client), block }))
    this.needsStart = false
    await this.advance()
  }

  /** Forgets what was read, and reads it again. */
  async clear(): Promise<void> {
    await this.#reading
    await this.#logs?.clear()
    this.#logs = null
    writeSetting(this.#startSetting, null)
    this.proposals = []
    this.#folded = ''
    this.progress = null
    await this.advance()
  }

  /** The governor's own clock. */
  time(governor: ForeignGovernor): Resource<ForeignTime> {
    return this.#keep('time', async () => getForeignTime(this.site.client, governor, await this.#block()))
  }

  /** What the governor says of some proposals now; in a list, what is over is asked once. */
  standings(governor: ForeignGovernor, proposals: readonly ForeignProposal[], isList = false) {
    const ids = proposals.map(({ id }) => id).join()
    return this.#keep(`standings:${isList}:${ids}`, async (): Promise<ReadonlyMap<ProposalId, ForeignStanding>> => {
      const open = isList ? proposals.filter(({ id }) => !this.#over.has(id)) : proposals
      const { now } = await getForeignTime(this.site.client, governor, await this.#block())
      const found = await getStandings(this.site.client, governor, open, now)
      for (const [id, standing] of found) {
        if (/^(executed|canceled|defeated|expired)$/.test(standing.state?.kind ?? '')) this.#over.set(id, standing)
        else this.#over.delete(id)
      }
      return new Map([...this.#over, ...found])
    })
  }

  right(governor: ForeignGovernor, account: Address, id: ProposalId, snapshot: bigint) {
    return this.#keep(`right:${account}:${id}:${snapshot}`, () =>
      getForeignRight(this.site.client, governor, account, id, snapshot),
    )
  }

  stake(token: ForeignToken, account: Address) {
    return this.#keep(`stake:${account}`, () => getForeignStake(this.site.client, token, account))
  }

  /** Whether the chain would take a transaction now: true, or why not. */
  tryOut(transaction: () => Transaction, account: Address): Resource<true | AppError> {
    return new Resource(async () => {
      try {
        await simulate(this.site.client, transaction().call, account)
        return true
      } catch (error) {
        const found = toAppError(error)
        if (found.kind === 'chainUnreachable') throw found
        return found
      }
    })
  }

  get #startSetting(): string {
    return `governorStart:${nameDao(this.name)}`
  }

  async #advance(): Promise<void> {
    if (this.needsStart || this.inspection.value?.kind !== 'governor') return
    try {
      const { number: head } = await this.#block()
      const from = await this.#findStart(head)
      if (from === null) {
        this.needsStart = true
        return
      }
      this.#logs ??= new GovernorLogs(this.site.client, this.name.governor, from, store)
      let shown = 0
      for await (const { to, logs } of this.#logs.readTo(head)) {
        const isLast = to >= head
        if (isLast || performance.now() - shown > beat) {
          this.#fold(logs)
          this.progress = { from, to, head }
          shown = performance.now()
        }
        if (this.#watchers === 0) break
      }
      this.error = null
    } catch (error) {
      this.error = toAppError(error)
    }
  }

  /** Hashing and cleaning what did not change would cost with every block. */
  #fold(logs: readonly ForeignLog[]): void {
    const mark = `${logs.length}:${logs
      .slice(-200)
      .map(({ transaction, logIndex }) => `${transaction}${logIndex}`)
      .join()}`
    if (mark === this.#folded) return
    this.#folded = mark
    this.proposals = foldForeignProposals(logs)
  }

  async #findStart(head: bigint): Promise<bigint | null> {
    if (this.progress !== null) return this.progress.from
    const { client } = this.site
    const genesis = await getGenesis(client)
    const known = parseStartBlock(readSetting(this.#startSetting), genesis)
    if (known !== null && known <= head) return known
    const block = await findStartBlock(client, this.name.governor, head)
    if (block !== null) writeSetting(this.#startSetting, formatStartBlock({ genesis, block }))
    return block
  }

  #keep<Value>(key: string, load: () => Promise<Value>): Resource<Value> {
    const resource = (this.#kept.get(key) as Resource<Value> | undefined) ?? new Resource(load)
    this.#kept.set(key, resource)
    return resource
  }

  async #block(): Promise<Block> {
    const { head } = this.site
    if (head.block === null) await head.refresh()
    if (head.block === null) throw head.error ?? new AppError('chainUnreachable', 'no block')
    return head.block
  }
}

const states = new WeakMap<App, Map<string, GovernorState>>()

/** The DAO of the page, where it is somebody else's; one for all of its pages. */
export function getGovernor(app: App): GovernorState {
  const { route, site } = app
  if (route.page !== 'governor' || site === null) throw new Error('This page is of no governor')
  const known = states.get(app) ?? new Map<string, GovernorState>()
  states.set(app, known)
  const key = nameDao(route.governor)
  const state = known.get(key) ?? new GovernorState(route.governor, site)
  known.set(key, state)
  return state
}
