import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Deployment } from '../generate.js'
import { accountCount, mnemonic } from './accounts.js'
import { writeExplorer } from './explorer.js'
import { getSubgraphUrl } from './indexer.js'
import type { Ports } from './ports.js'
import { launch, nodeCommand, type Process, type Surroundings } from './process.js'
import { StackError } from './stack-error.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = ['web', 'vite.config.ts', 'package-lock.json', 'contracts/deployments', 'scripts/stack/explorer']

export type ClientOptions = {
  ports: Ports
  deployment: Deployment
  genesisHash: string
  /** Where the pages find IPFS. */
  ipfsApi: string
  gateway: string
  liveTime: boolean
}

/** Writes the configuration of this stack's client and builds the client with it, unless that was done before. */
export async function buildClient(surroundings: Surroundings, options: ClientOptions): Promise<string> {
  const folder = join(surroundings.dataDir, 'client')
  const configuration = JSON.stringify(describe(options), null, 2)
  const digest = createHash('sha256').update(configuration)
  const add = (path: string) => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else digest.update(`${relative(root, path)}\0`).update(readFileSync(path))
  }
  for (const name of sources) add(join(root, name))
  const site = join(folder, digest.digest('hex').slice(0, 16))
  if (existsSync(site)) return site
  surroundings.log('client', 'building the pages')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'config.json')
  writeFileSync(file, configuration)
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const unfinished = `${site}.unfinished`
  try {
    await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', unfinished, '--emptyOutDir'], {
      cwd: root,
      env: { ...process.env, ALTHING_CONFIG: file, NODE_ENV: 'production' },
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new StackError(`The client does not build:\n${stdout}${stderr}`, { cause: error })
  }
  writeExplorer(join(unfinished, 'explorer'), getSubgraphUrl(options.ports))
  renameSync(unfinished, site)
  return site
}

/** Serves a built client. */
export async function startClient(
  surroundings: Surroundings,
  site: string,
  port: number,
): Promise<{ process: Process; clientUrl: string }> {
  const child = await launch(surroundings, {
    name: 'client',
    ...nodeCommand(new URL('client/main.ts', import.meta.url), [site, String(port)]),
  })
  const clientUrl = `http://127.0.0.1:${port}`
  await child.until(async () => ((await fetch(clientUrl)).ok ? true : undefined))
  return { process: child, clientUrl }
}

function describe({ ports, deployment, genesisHash, ipfsApi, gateway, liveTime }: ClientOptions) {
  return {
    chains: [
      {
        id: deployment.chainId,
        name: 'Local',
        rpcs: [`http://127.0.0.1:${ports.rpc}`],
        subgraph: getSubgraphUrl(ports),
        gateways: [gateway],
        ipfsApi,
        explorer: null,
        coin: { symbol: 'ETH', decimals: 18 },
      },
    ],
    home: { chain: deployment.chainId, governor: deployment.governor },
    development: { genesisHash, mnemonic, accounts: accountCount, clock: !liveTime },
  }
}
