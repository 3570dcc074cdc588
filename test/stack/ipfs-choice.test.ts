import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { addFile, startIpfs, type Ipfs } from '../../scripts/stack/ipfs.js'
import { Ledger } from '../../scripts/stack/ledger.js'
import { takeFreePorts } from '../../scripts/stack/ports.js'
import { nodeCommand } from '../../scripts/stack/process.js'
import { makeFolder } from '../support/run-start.js'

const text = new TextEncoder().encode('# Minutes of the spring assembly\n')
const ours = 'http://127.0.0.1:4173'
const folders: string[] = []
const started: Ipfs[] = []

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const { process } of started.splice(0).reverse()) await process?.stop('SIGTERM', 3_000)
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A part of a stack that keeps what it has in a folder, on ports of its own. */
async function prepare() {
  const dataDir = makeFolder()
  folders.push(dataDir)
  const { ledger } = await Ledger.take(dataDir)
  const { ipfsApi: apiPort, gateway: gatewayPort } = await takeFreePorts()
  const options = { apiPort, gatewayPort, origins: [ours] }
  return {
    dataDir,
    options,
    start: async () => {
      const ipfs = await startIpfs({ dataDir, ledger, launched: [], log: () => {} }, options)
      started.push(ipfs)
      return ipfs
    },
  }
}

/** Adds a document and reads it back through the gateway. */
async function exchange({ api, gateway }: Ipfs): Promise<string> {
  const cid = await addFile(api, text)
  expect(await (await fetch(`${gateway}/ipfs/${cid}`)).text()).toBe(new TextDecoder().decode(text))
  return cid
}

describe('a node that is named in the environment', () => {
  test('is used as it is, and left running', async () => {
    const theirs = await (await prepare()).start()
    vi.stubEnv('ALTHING_IPFS_API', theirs.api)
    vi.stubEnv('ALTHING_IPFS_GATEWAY', theirs.gateway)
    const named = await (await prepare()).start()
    expect(named).toEqual({
      process: undefined,
      kind: `the node at ${theirs.api}`,
      api: theirs.api,
      gateway: theirs.gateway,
    })
    await exchange(named)
    expect(theirs.process!.end).toBeUndefined()
  })

  test('comes before one on the PATH, and is its own gateway where none is named', async () => {
    const theirs = await (await prepare()).start()
    vi.stubEnv('ALTHING_IPFS_API', theirs.api)
    vi.stubEnv('PATH', installKubo())
    expect(await (await prepare()).start()).toMatchObject({ process: undefined, gateway: theirs.api })
  })

  test('is refused in a sentence where something else answers', async () => {
    const theirs = await (await prepare()).start()
    vi.stubEnv('ALTHING_IPFS_API', theirs.gateway)
    await expect((await prepare()).start()).rejects.toThrow(
      `The IPFS node of ALTHING_IPFS_API (${theirs.gateway}) does not answer.`,
    )
  })
})

/** Puts an `ipfs` before everything else on the PATH. */
function installKubo(): string {
  const bin = join(makeFolder(), 'bin')
  folders.push(join(bin, '..'))
  mkdirSync(bin)
  const { command, args } = nodeCommand(new URL('../support/kubo.ts', import.meta.url))
  const line = [command, ...args].map((word) => `'${word}'`).join(' ')
  writeFileSync(join(bin, 'ipfs'), `#!/bin/sh\nexec ${line} "$@"\n`)
  chmodSync(join(bin, 'ipfs'), 0o755)
  return [bin, process.env.PATH].join(delimiter)
}

describe('an ipfs on the PATH', () => {
  test('is run with a repository of its own, on this machine only, and keeps what it has', async () => {
    vi.stubEnv('PATH', installKubo())
    const { start, dataDir, options } = await prepare()
    const first = await start()
    expect(first).toMatchObject({ kind: 'kubo', api: `http://127.0.0.1:${options.apiPort}` })
    const cid = await exchange(first)
    const ask = (origin: string) => fetch(`${first.api}/api/v0/version`, { method: 'POST', headers: { origin } })
    expect((await ask(ours)).headers.get('access-control-allow-origin')).toBe(ours)
    expect((await ask('https://elsewhere.example')).status).toBe(403)

    await first.process!.stop('SIGTERM', 3_000)
    await expect(fetch(first.gateway)).rejects.toThrow()
    // A second start takes the repository as it is, and moves its ports.
    options.gatewayPort = (await takeFreePorts()).gateway
    const second = await start()
    expect((await fetch(`${second.gateway}/ipfs/${cid}`)).status).toBe(200)
    const config = JSON.parse(readFileSync(join(dataDir, 'ipfs/kubo/config'), 'utf8')) as Record<string, unknown>
    expect(config['Addresses.Gateway']).toBe(`/ip4/127.0.0.1/tcp/${options.gatewayPort}`)
  })

  test('that is no program is passed over', async () => {
    const path = installKubo()
    chmodSync(join(path.split(delimiter)[0]!, 'ipfs'), 0o644)
    vi.stubEnv('PATH', path)
    expect((await (await prepare()).start()).kind).toBe('embedded')
  })

  test('that does not start says why', async () => {
    const path = installKubo()
    writeFileSync(join(path.split(delimiter)[0]!, 'ipfs'), '#!/bin/sh\necho "Error: this is no IPFS" >&2\nexit 1\n')
    vi.stubEnv('PATH', path)
    await expect((await prepare()).start()).rejects.toThrow('this is no IPFS')
  })
})
