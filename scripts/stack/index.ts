import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deployment } from '../generate.js'
import { takeFreePorts, type Ports } from './ports.js'
import { Supervisor, partNames, type PartName } from './supervisor.js'

export type StackOptions = {
  /** A folder to carry on from; by default a new one that `stop` removes. */
  dataDir?: string
  /** By default free ones. */
  ports?: Ports
  liveTime?: boolean
  seed?: boolean
  client?: boolean
  quiet?: boolean
}

export type Part = {
  readonly pid: number
  kill(signal: NodeJS.Signals): void
  /** The last lines that it wrote. */
  tail(): string
}

export type Stack = {
  dataDir: string
  ports: Ports
  rpcUrl: string
  subgraphUrl: string
  statusUrl: string
  ipfsApi: string
  gateway: string
  clientUrl: string
  genesisHash: string
  deployment: Deployment
  /** The running processes; a part that was restarted has another pid afterwards. */
  parts: Record<PartName, Part>
  /** Everything that the supervisor said, one line each. */
  lines: string[]
  /** Throws the index away; settles when it has begun again. */
  reindex(): Promise<void>
  stop(): Promise<void>
}

/**
 * The whole local system as a library, for tests.
 *
 * @example
 * const stack = await startStack({ seed: true, client: false })
 * stack.parts.index.kill('SIGKILL')
 * await stack.stop()
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { liveTime = false, seed = false, client = false, quiet = true } = options
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'althing-'))
  const ports = options.ports ?? (await takeFreePorts())
  const lines: string[] = []
  const say = (line: string) => {
    lines.push(line)
    if (!quiet) console.log(line)
  }
  const supervisor = await Supervisor.start({
    dataDir,
    ports,
    liveTime,
    seed,
    client,
    fresh: false,
    log: (part, line) => say(`${part}: ${line}`),
    onReady: (part, what, seconds) => say(`${part}: ready, ${what} (${seconds.toFixed(1)} s)`),
  })
  const stop = async () => {
    await supervisor.stop()
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
  }
  return {
    dataDir,
    ports,
    rpcUrl: supervisor.chain.rpcUrl,
    subgraphUrl: supervisor.indexer.subgraphUrl,
    statusUrl: supervisor.indexer.statusUrl,
    ipfsApi: supervisor.ipfs.api,
    gateway: supervisor.ipfs.gateway,
    clientUrl: supervisor.clientUrl ?? '',
    genesisHash: supervisor.chain.genesisHash,
    deployment: supervisor.deployment,
    parts: Object.fromEntries(partNames.map((name) => [name, describePart(supervisor, name)])) as Stack['parts'],
    lines,
    reindex: () => supervisor.reindex(),
    stop,
  }
}

function describePart(supervisor: Supervisor, name: PartName): Part {
  const current = () => {
    const found = supervisor.part(name)
    if (!found) throw new Error(`${name} is not run by this stack`)
    return found
  }
  return {
    get pid() {
      return current().pid
    },
    kill: (signal) => current().kill(signal),
    tail: () => current().tail(),
  }
}
