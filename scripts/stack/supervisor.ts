import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { buildSubgraph } from '../build-subgraph.js'
import type { Deployment } from '../generate.js'
import { ChainKeeper, readBlock, readHead, setMining, startChain, stopChain, type Chain } from './chain.js'
import { buildClient, startClient } from './client.js'
import { compileContracts, provideContracts } from './contracts.js'
import { removeDatabase, startDatabase, type Database } from './database.js'
import { assertSpace, measureFree, neededToRun } from './disk.js'
import { readIndexed, startIndexer, stopIndexer, waitForIndex, type Indexer } from './indexer.js'
import { startIpfs, type Ipfs } from './ipfs.js'
import { Ledger } from './ledger.js'
import { compileLoopback } from './loopback.js'
import { assertFree, type Ports } from './ports.js'
import type { Process, Surroundings } from './process.js'
import { StackError, toSentence } from './stack-error.js'

export const partNames = ['chain', 'database', 'ipfs', 'index', 'client'] as const
export type PartName = (typeof partNames)[number]

export type SupervisorOptions = {
  dataDir: string
  ports: Ports
  /** Leave chain time to the wall clock. */
  liveTime: boolean
  /** Fill a new chain with the DAO worth looking at. */
  seed: boolean
  /** Build and serve the client. */
  client: boolean
  /** Throw away what is in the data folder. */
  fresh: boolean
  /** Aborted when the person at the keyboard does not want to wait any longer. */
  signal?: AbortSignal
  log: Surroundings['log']
  /** A part is ready. */
  onReady: (part: string, what: string, seconds: number) => void
}

/** How far the first start of a data folder has come. */
type Progress = 'begun' | 'deployed' | 'complete'

const firstWait = 500
const longestWait = 8_000

/** Starts the parts in order, keeps them alive, and ends them in the opposite order. */
export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #surroundings: Surroundings
  readonly #keeper: ChainKeeper
  #library: string | undefined
  #chain: Chain | undefined
  #database: Database | undefined
  #ipfs: Ipfs | undefined
  #indexer: Indexer | undefined
  #client: { process: Process; clientUrl: string } | undefined
  #site: string | undefined
  #deployment: Deployment | undefined
  /** Compiled while the chain and the contracts come up. */
  #build: Promise<string> | undefined
  #stopping: Promise<void> | undefined
  #watch: NodeJS.Timeout | undefined
  #waits = new Map<PartName, { wait: number; at: number }>()
  /** Repairs run one after another: a chain and an index that die together are mended in order. */
  #repairs: Promise<void> = Promise.resolve()

  private constructor(options: SupervisorOptions, ledger: Ledger) {
    this.#options = options
    this.#surroundings = { dataDir: options.dataDir, ledger, launched: [], log: options.log }
    this.#keeper = new ChainKeeper(options.dataDir)
  }

  /**
   * Brings the whole stack up.
   *
   * @throws StackError in one sentence, with everything that had started shut down again.
   */
  static async start(options: SupervisorOptions): Promise<Supervisor> {
    const dataDir = resolve(options.dataDir)
    mkdirSync(dataDir, { recursive: true })
    await assertSpace(dataDir)
    const { ledger, orphans } = await Ledger.take(dataDir)
    if (orphans.length) options.log('stack', `ended what an earlier start had left running: ${orphans.join(', ')}`)
    const supervisor = new Supervisor({ ...options, dataDir }, ledger)
    try {
      await supervisor.#startParts()
    } catch (error) {
      await supervisor.stop()
      throw error
    }
    return supervisor
  }

  get chain(): Chain {
    return this.#chain!
  }
  get ipfs(): Ipfs {
    return this.#ipfs!
  }
  get indexer(): Indexer {
    return this.#indexer!
  }
  get clientUrl(): string | undefined {
    return this.#client?.clientUrl
  }
  get deployment(): Deployment {
    return this.#deployment!
  }
  /** Whether graph-node is kept to 127.0.0.1. */
  get isLocal(): boolean {
    return this.#library !== undefined
  }

  /** The process that runs a part now; undefined for one that somebody else runs or that is not there. */
  part(name: PartName): Process | undefined {
    const holder = {
      chain: this.#chain,
      database: this.#database,
      ipfs: this.#ipfs,
      index: this.#indexer,
      client: this.#client,
    }
    return holder[name]?.process
  }

  /** Ends every part in the opposite order of its start. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stopParts())
  }

  async #startParts(): Promise<void> {
    const { dataDir, seed, liveTime, log } = this.#options
    if (this.#options.fresh) this.#clear()
    let progress = this.#readProgress()
    if (progress && progress !== 'complete') {
      log('stack', 'the first start was cut off before it was done; beginning anew')
      this.#clear()
      progress = undefined
    }
    await assertFree(this.#neededPorts())
    this.#library = await compileLoopback(dataDir)
    const first = progress === undefined
    if (first) this.#writeProgress('begun')
    // Its failure is told where it is needed.
    this.#compileSubgraph().catch(() => {})

    const chain = await this.#time(
      'chain',
      () => this.#startChain(),
      ({ restored }) => `chain 31337, block ${restored.number}`,
    )
    await this.#time(
      'database',
      () => this.#startDatabase(),
      ({ process }) => (process ? 'PostgreSQL' : 'PostgreSQL, yours'),
    )
    await this.#time(
      'ipfs',
      () => this.#startIpfs(),
      ({ kind }) => kind,
    )
    await this.#time(
      'contracts',
      async () => {
        if (first) await compileContracts(log)
        if (first) await setMining(chain.rpcUrl, 'transaction')
        this.#deployment = await provideContracts(chain.rpcUrl, this.#ipfs!.api, first, log)
      },
      () => `governor ${this.#deployment!.governor}`,
    )
    if (first) this.#writeProgress('deployed')
    await this.#time(
      'index',
      () => this.#startIndexer(false),
      () => 'graph-node, subgraph "althing"',
    )
    if (!first) await this.#reindexIfAhead()
    if (first && seed)
      await this.#time(
        'seed',
        () => this.#runSeed(),
        () => 'the DAO is there',
      )
    await this.#keeper.keep(chain.rpcUrl, 'now')
    if (first) this.#writeProgress('complete')
    await setMining(chain.rpcUrl, 'second')
    if (this.#options.client) {
      await this.#time(
        'client',
        async () => {
          this.#site = await buildClient(this.#surroundings, {
            ports: this.#options.ports,
            deployment: this.#deployment!,
            genesisHash: chain.genesisHash,
            ipfsApi: this.#ipfs!.api,
            gateway: this.#ipfs!.gateway,
            liveTime,
          })
          await this.#startClient()
        },
        () => 'built pages',
      )
    }
    await waitForIndex(this.#indexer!, (await readHead(chain.rpcUrl)).number, 180)
    this.#beginWatch()
  }

  async #startChain(): Promise<Chain> {
    const { ports, liveTime } = this.#options
    this.#chain = await startChain(this.#surroundings, { port: ports.rpc, liveTime, library: this.#library })
    this.#guard('chain', this.#chain.process)
    return this.#chain
  }

  async #startDatabase(): Promise<Database> {
    const { ports } = this.#options
    this.#database = await startDatabase(this.#surroundings, { port: ports.postgres, library: this.#library })
    this.#guard('database', this.#database.process)
    return this.#database
  }

  async #startIpfs(): Promise<Ipfs> {
    const { ports } = this.#options
    const origins = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${ports.client}`)
    if (process.env.ALTHING_ORIGINS) origins.push(...process.env.ALTHING_ORIGINS.split(','))
    this.#ipfs = await startIpfs(this.#surroundings, { apiPort: ports.ipfsApi, gatewayPort: ports.gateway, origins })
    this.#guard('ipfs', this.#ipfs.process)
    return this.#ipfs
  }

  async #startIndexer(fresh: boolean): Promise<Indexer> {
    const chainEnds = new AbortController()
    void this.#chain!.process.exited.then((end) =>
      chainEnds.abort(new StackError(`The chain ended with ${end} meanwhile.`)),
    )
    this.#indexer = await startIndexer(this.#surroundings, {
      ports: this.#options.ports,
      rpcUrl: this.#chain!.rpcUrl,
      genesisHash: this.#chain!.genesisHash,
      build: this.#compileSubgraph(),
      ipfsApi: this.#ipfs!.api,
      serverUrl: this.#database!.serverUrl,
      library: this.#library,
      fresh,
      signal: chainEnds.signal,
    })
    this.#guard('index', this.#indexer.process)
    return this.#indexer
  }

  #compileSubgraph(): Promise<string> {
    return (this.#build ??= buildSubgraph())
  }

  async #startClient(): Promise<void> {
    this.#client = await startClient(this.#surroundings, this.#site!, this.#options.ports.client)
    this.#guard('client', this.#client.process)
  }

  /** The index may have seen blocks that a kill took from the chain; what it derived from them has to go. */
  async #reindexIfAhead(): Promise<void> {
    const { lostBlocks, rpcUrl } = this.#chain!
    const indexed = await readIndexed(this.#indexer!.subgraphUrl)
    const block = await readBlock(rpcUrl, indexed.number)
    if (block?.hash === indexed.hash) return
    const lost = Math.max(lostBlocks, 1)
    this.#options.log(
      'index',
      `${lost} ${lost === 1 ? 'block was' : 'blocks were'} lost with the chain that was killed; indexing again from its first block`,
    )
    await this.reindex()
  }

  /** Throws the index away and makes it again from the chain's first block. */
  async reindex(): Promise<void> {
    await stopIndexer(this.#indexer!)
    await this.#startIndexer(true)
  }

  async #runSeed(): Promise<void> {
    const file = new URL('../seed/seed.ts', import.meta.url)
    if (!existsSync(file)) throw new StackError('There is no seed yet; start with --no-seed.')
    const { seed } = (await import(file.href)) as {
      seed: (options: { rpcUrl: string; ipfsApi: string; log: (line: string) => void }) => Promise<unknown>
    }
    await seed({
      rpcUrl: this.#chain!.rpcUrl,
      ipfsApi: this.#ipfs!.api,
      log: (line) => this.#options.log('seed', line),
    })
  }

  #guard(name: PartName, child: Process | undefined): void {
    void child?.exited.then((end) => {
      if (child.stopping || this.#stopping || !this.#watch) return
      const known = this.#waits.get(name)
      const wait = known && Date.now() - known.at < 60_000 ? Math.min(known.wait * 2, longestWait) : firstWait
      this.#waits.set(name, { wait, at: Date.now() })
      this.#options.log(name, `ended with ${end}; starting it again in ${wait / 1000} s`)
      this.#repairs = this.#repairs.then(() => delay(wait)).then(() => this.#repair(name))
    })
  }

  async #repair(name: PartName): Promise<void> {
    const since = Date.now()
    while (!this.#stopping) {
      try {
        await this.#restart(name)
        this.#options.onReady(name, 'running again', (Date.now() - since) / 1000)
        return
      } catch (error) {
        await this.#endUnfinished()
        const known = this.#waits.get(name)!
        known.wait = Math.min(known.wait * 2, longestWait)
        this.#options.log(name, `does not start: ${toSentence(error)} Trying again in ${known.wait / 1000} s`)
        await delay(known.wait)
      }
    }
  }

  /** Every step of it can be taken a second time. */
  async #restart(name: PartName): Promise<void> {
    switch (name) {
      case 'chain':
        if (this.#isDown('chain')) await this.#startChain()
        await setMining(this.#chain!.rpcUrl, 'second')
        await this.#restartIndexer()
        return this.#reindexIfAhead()
      case 'database':
        if (this.#isDown('database')) await stopIndexer(this.#indexer!)
        return this.#restartIndexer()
      case 'ipfs':
        if (this.#isDown('ipfs')) await this.#startIpfs()
        return
      case 'index':
        await this.#restartIndexer()
        return this.#reindexIfAhead()
      case 'client':
        if (this.#isDown('client')) await this.#startClient()
        return
    }
  }

  #isDown(name: PartName): boolean {
    return this.part(name)?.end !== undefined
  }

  /** graph-node does not start without what it stands on. What is started here has nothing left to do in its own turn. */
  async #restartIndexer(): Promise<void> {
    if (this.#isDown('chain')) await this.#startChain()
    if (this.#isDown('database')) await this.#startDatabase()
    if (this.#isDown('ipfs')) await this.#startIpfs()
    if (this.#isDown('index')) await this.#startIndexer(false)
  }

  /** A start that failed may have left processes that never became a part. */
  async #endUnfinished(): Promise<void> {
    const { launched } = this.#surroundings
    const isPart = (child: Process) => partNames.some((name) => this.part(name) === child)
    for (const left of launched.filter((child) => !isPart(child))) {
      await left.stop('SIGKILL', 0)
      launched.splice(launched.indexOf(left), 1)
    }
  }

  /** Once a second: keep the chain, and look after the disk. */
  #beginWatch(): void {
    let ticks = 0
    let busy = false
    const look = async () => {
      if (busy || this.#stopping || this.#chain!.process.end !== undefined) return
      busy = true
      try {
        await this.#keeper.keep(this.#chain!.rpcUrl, 'due')
        if (ticks++ % 10 !== 0) return
        const free = await measureFree(this.#options.dataDir)
        if (free < neededToRun) throw new StackError(`The disk is full: only ${free} MB are free.`)
      } catch (error) {
        const full = error instanceof StackError || (error as NodeJS.ErrnoException).code === 'ENOSPC'
        // Otherwise the chain did not answer: it is being restarted.
        if (!full) return
        this.#options.log('stack', `${toSentence(error)} Shutting down before anything is damaged.`)
        process.exitCode = 1
        void this.stop()
      } finally {
        busy = false
      }
    }
    this.#watch = setInterval(() => void look(), 1000)
  }

  async #stopParts(): Promise<void> {
    clearInterval(this.#watch)
    await this.#client?.process.stop('SIGTERM', 2_000)
    if (this.#indexer) await stopIndexer(this.#indexer)
    await this.#ipfs?.process?.stop('SIGTERM', 3_000)
    await this.#database?.process?.stop('SIGINT', 10_000)
    if (this.#chain) await stopChain(this.#options.dataDir, this.#chain, this.#keeper)
    for (const left of this.#surroundings.launched) await left.stop('SIGTERM', 5_000)
    this.#surroundings.ledger.release()
  }

  #clear(): void {
    const { dataDir } = this.#options
    for (const name of ['chain', 'ipfs', 'index', 'client', 'progress.json']) {
      rmSync(join(dataDir, name), { recursive: true, force: true })
    }
    removeDatabase(dataDir)
  }

  #neededPorts(): Partial<Ports> {
    const ports: Partial<Ports> = { ...this.#options.ports }
    if (process.env.ALTHING_POSTGRES_URL) delete ports.postgres
    if (process.env.ALTHING_IPFS_API) {
      delete ports.ipfsApi
      delete ports.gateway
    }
    if (!this.#options.client) delete ports.client
    return ports
  }

  #readProgress(): Progress | undefined {
    const file = join(this.#options.dataDir, 'progress.json')
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { progress: Progress }).progress : undefined
  }

  #writeProgress(progress: Progress): void {
    writeFileSync(join(this.#options.dataDir, 'progress.json'), JSON.stringify({ progress }))
  }

  async #time<T>(part: string, start: () => Promise<T>, describe: (result: T) => string): Promise<T> {
    const since = Date.now()
    if (this.#options.signal?.aborted) throw new StackError('stopped before it was ready')
    try {
      const result = await start()
      this.#options.onReady(part, describe(result), (Date.now() - since) / 1000)
      return result
    } catch (error) {
      throw new StackError(`${part}: ${toSentence(error)}`, { cause: error })
    }
  }
}
