import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { deploySubgraph, publishSubgraph } from '../deploy/subgraph.js'
import { findBinary } from '../find-binary.js'
import type { Ports } from './ports.js'
import { provideDatabase } from './database.js'
import { addFile } from './ipfs.js'
import { stayLocal } from './loopback.js'
import { launch, type Process, type Surroundings } from './process.js'
import { callRpc, query } from './rpc.js'
import { StackError } from './stack-error.js'

const subgraphName = 'althing'
/** The name under which `gnd dev` deploys its own. */
const idleName = 'subgraph-0'

export type Indexer = { process: Process; subgraphUrl: string; statusUrl: string; deployment: string }

export type IndexerOptions = {
  ports: Ports
  rpcUrl: string
  genesisHash: string
  /** The folder of the compiled subgraph. */
  build: Promise<string>
  /** The Kubo RPC endpoint that the subgraph's files are published on. */
  ipfsApi: string
  serverUrl: string
  library: string | undefined
  /** Throw away what was indexed. */
  fresh: boolean
  /** Aborted when the chain ends before the index is ready: it would wait for it for minutes. */
  signal: AbortSignal
}

/** Where the subgraph answers queries. */
export function getSubgraphUrl(ports: Ports): string {
  return `http://127.0.0.1:${ports.graphql}/subgraphs/name/${subgraphName}`
}

function getStatusUrl(ports: Ports): string {
  return `http://127.0.0.1:${ports.status}/graphql`
}

/**
 * Starts graph-node on the database of this chain and deploys the subgraph under its name.
 *
 * @throws the signal's reason when it is aborted; nothing runs on then
 */
export async function startIndexer(surroundings: Surroundings, options: IndexerOptions): Promise<Indexer> {
  const { ports, ipfsApi, signal } = options
  const work = join(surroundings.dataDir, 'index')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  // `gnd dev` looks for them in its working folder only, so they lie there too, each under its CID.
  const deployment = await publishSubgraph(await options.build, async (content) => {
    const cid = await addFile(ipfsApi, content)
    writeFileSync(join(work, cid), content)
    return cid
  })
  const database = `${subgraphName}_${options.genesisHash.slice(2, 14)}`
  const databaseUrl = await provideDatabase(options.serverUrl, database, options.fresh)
  cpSync(new URL('idle', import.meta.url), join(work, 'idle'), { recursive: true })
  // It ends by itself when what it deploys at its start is taken from it half-way: see `deploy`.
  for (let tries = 2; ; tries--) {
    const child = await launchIndexer(surroundings, options, databaseUrl, work)
    const abandon = () => child.kill('SIGKILL')
    signal.addEventListener('abort', abandon)
    try {
      signal.throwIfAborted()
      await deploy(options.ports, deployment, child)
      return { process: child, subgraphUrl: getSubgraphUrl(ports), statusUrl: getStatusUrl(ports), deployment }
    } catch (error) {
      const ended = child.end !== undefined
      await child.stop('SIGKILL', 0)
      signal.throwIfAborted()
      if (!ended || tries === 0) throw error
    } finally {
      signal.removeEventListener('abort', abandon)
    }
  }
}

function launchIndexer(
  surroundings: Surroundings,
  { ports, rpcUrl, ipfsApi, library }: IndexerOptions,
  databaseUrl: string,
  work: string,
): Promise<Process> {
  return launch(surroundings, {
    name: 'index',
    command: findBinary('gnd'),
    cwd: work,
    args: [
      ['dev', '--manifests', 'idle/subgraph.yaml:.', '--postgres-url', databaseUrl],
      ['--ethereum-rpc', `local:${rpcUrl}`, '--ipfs', ipfsApi],
      ['--http-port', String(ports.graphql), '--admin-port', String(ports.admin)],
      ['--index-node-port', String(ports.status), '--metrics-port', String(ports.metrics)],
    ].flat(),
    env: {
      ...stayLocal(library, 9),
      ETHEREUM_POLLING_INTERVAL: '200',
      GRAPH_ETHEREUM_GENESIS_BLOCK_NUMBER: '0',
      GRAPH_ALLOW_NON_DETERMINISTIC_FULLTEXT_SEARCH: 'true',
      GRAPH_LOG: process.env.GRAPH_LOG ?? 'info',
      // Seconds until it looks again by itself: at the chain when it missed the word of a new block (30 otherwise), after
      // an error that may pass (120), and for a document that was not there (600).
      GRAPH_CHAIN_HEAD_WATCHER_TIMEOUT: '1',
      GRAPH_SUBGRAPH_ERROR_RETRY_CEIL_SECS: '2',
      GRAPH_FDS_MAX_BACKOFF: '5',
    },
  })
}

/** The newest block that the index has taken in. */
export async function readIndexed(subgraphUrl: string): Promise<{ number: number; hash: string }> {
  const { _meta } = await query<{ _meta: { block: { number: number; hash: string } } }>(
    subgraphUrl,
    '{ _meta { block { number hash } } }',
  )
  return _meta.block
}

/** Waits until the index has taken in a block. */
export async function waitForIndex(indexer: Indexer, block: number, seconds: number): Promise<void> {
  await indexer.process.until(
    async () => ((await readIndexed(indexer.subgraphUrl)).number >= block ? true : undefined),
    seconds,
  )
}

/** graph-node ends with SIGINT, and sometimes not at all. */
export function stopIndexer(indexer: Indexer): Promise<void> {
  return indexer.process.stop('SIGINT', 3_000)
}

/**
 * Creates the name and points it at the deployment, as `graph create` and `graph deploy` do, and waits until it answers.
 * A deployment that is there already goes on where it was.
 */
async function deploy(ports: Ports, deployment: string, child: Process): Promise<void> {
  const adminUrl = `http://127.0.0.1:${ports.admin}`
  // `gnd dev` deploys one of its own as it starts, and ends when its name is removed before that is done.
  await child.until(async () => {
    const { statuses } = await query<{ statuses: object[] }>(
      getStatusUrl(ports),
      `{ statuses: indexingStatusesForSubgraphName(subgraphName: "${idleName}") { subgraph } }`,
    )
    return statuses.length || undefined
  })
  for (let tries = 0; ; tries++) {
    try {
      await deploySubgraph(adminUrl, subgraphName, deployment)
      break
    } catch (cause) {
      if (tries === 5 || child.end !== undefined)
        throw new StackError(`graph-node refused the subgraph: ${(cause as Error).message}`, { cause })
      await delay(1000)
    }
  }
  await callRpc(adminUrl, 'subgraph_remove', { name: idleName }).catch(() => {})
  await child.until(() => readIndexed(getSubgraphUrl(ports)))
}
