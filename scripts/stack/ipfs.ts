import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { launch, nodeCommand, type Process, type Surroundings } from './process.js'
import { StackError } from './stack-error.js'

export type Ipfs = {
  /** Undefined where somebody else runs it. */
  process: Process | undefined
  kind: string
  /** Kubo RPC. */
  api: string
  /** Path gateway. */
  gateway: string
}

export type IpfsOptions = {
  apiPort: number
  gatewayPort: number
  /** Origins of pages that may call the RPC. */
  origins: string[]
}

/**
 * Uses the IPFS node that ALTHING_IPFS_API (and ALTHING_IPFS_GATEWAY) name, else starts the `ipfs` of the PATH, else the
 * embedded one: Helia's files and blocks, offline, behind the same calls.
 */
export async function startIpfs(surroundings: Surroundings, options: IpfsOptions): Promise<Ipfs> {
  const named = process.env.ALTHING_IPFS_API
  if (named) {
    const gateway = process.env.ALTHING_IPFS_GATEWAY ?? named
    const version = await readVersion(named).catch(() => undefined)
    if (!version) throw new StackError(`The IPFS node of ALTHING_IPFS_API (${named}) does not answer.`)
    return { process: undefined, kind: `the node at ${named}`, api: named, gateway }
  }
  const api = `http://127.0.0.1:${options.apiPort}`
  const gateway = `http://127.0.0.1:${options.gatewayPort}`
  const daemon = await findOnPath('ipfs')
  const child = daemon
    ? await startDaemon(daemon, surroundings, options)
    : await launch(surroundings, {
        name: 'ipfs',
        ...nodeCommand(new URL('ipfs/main.ts', import.meta.url), [
          JSON.stringify({ ...options, blocks: join(surroundings.dataDir, 'ipfs', 'blocks') }),
        ]),
      })
  await child.until(() => readVersion(api))
  return { process: child, kind: daemon ? 'kubo' : 'embedded', api, gateway }
}

async function readVersion(api: string): Promise<string | undefined> {
  const response = await fetch(`${api}/api/v0/version`, { method: 'POST', signal: AbortSignal.timeout(5_000) })
  return response.ok ? ((await response.json()) as { Version: string }).Version : undefined
}

/** Adds one file with the raw leaves of CID version 1. */
export async function addFile(api: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([content]))
  const response = await fetch(`${api}/api/v0/add?cid-version=1&raw-leaves=true&pin=true`, {
    method: 'POST',
    body: form,
  })
  if (!response.ok) throw new StackError(`IPFS did not take a file: ${await response.text()}`)
  return ((await response.json()) as { Hash: string }).Hash
}

/** A real daemon with a repository of its own, kept to this machine. */
async function startDaemon(command: string, surroundings: Surroundings, options: IpfsOptions): Promise<Process> {
  const repository = join(surroundings.dataDir, 'ipfs', 'kubo')
  const env = { ...process.env, IPFS_PATH: repository }
  const run = (...args: string[]) => promisify(execFile)(command, args, { env })
  if (!existsSync(join(repository, 'config'))) {
    mkdirSync(repository, { recursive: true })
    await run('init', '--profile=server')
  }
  const settings: [string, unknown][] = [
    ['Addresses.API', `/ip4/127.0.0.1/tcp/${options.apiPort}`],
    ['Addresses.Gateway', `/ip4/127.0.0.1/tcp/${options.gatewayPort}`],
    ['Addresses.Swarm', []],
    ['API.HTTPHeaders.Access-Control-Allow-Origin', options.origins],
    ['API.HTTPHeaders.Access-Control-Allow-Methods', ['POST']],
  ]
  for (const [name, value] of settings) await run('config', '--json', name, JSON.stringify(value))
  return launch(surroundings, { name: 'ipfs', command, args: ['daemon', '--offline'], env: { IPFS_PATH: repository } })
}

async function findOnPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (
      folder &&
      (await access(path, constants.X_OK).then(
        () => true,
        () => false,
      ))
    )
      return path
  }
  return undefined
}
