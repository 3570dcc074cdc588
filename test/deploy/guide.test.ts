import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { readDeployment } from '../../scripts/generate.js'
import { query } from '../../scripts/stack/rpc.js'
import { getAccount } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { startChain } from '../support/startChain.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const guide = readFileSync(join(root, 'docs/deploying.md'), 'utf8')
const commands = [...guide.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, command]) => command!.trim())

let chain: Awaited<ReturnType<typeof startChain>>
let stack: Stack
const released = join(root, 'release')
const host = createServer((request, response) => {
  const path = join(released, 'site', request.url === '/' ? 'index.html' : request.url!)
  const found = existsSync(path)
  response.writeHead(found ? 200 : 404).end(found ? readFileSync(path) : '')
})

beforeAll(async () => {
  ;[chain, stack] = await Promise.all([startChain(), startStack({ client: false })])
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
}, 300_000)

afterAll(async () => {
  host.close()
  chain?.stop()
  await stack?.stop()
  rmSync(released, { recursive: true, force: true })
}, 60_000)

/** A chain like the one whose addresses are committed: what the commands write is what stands there already. */
const run = async (command: string) => {
  const env = {
    ...process.env,
    RPC_URL: chain.rpcUrl,
    CHAIN: '31337',
    NETWORK: 'local',
    SIGNER: `--unlocked ${getAccount(0).address}`,
    PARAMETERS: 'scripts/seed/lakeside.json',
    GOVERNOR: readDeployment(31337).governor,
    GRAPH_ADMIN: `http://127.0.0.1:${stack.ports.admin}`,
    IPFS_API: stack.ipfsApi,
    CONFIG: 'web/config/local.json',
    SITE: `http://127.0.0.1:${(host.address() as AddressInfo).port}`,
  }
  return (await promisify(execFile)('bash', ['-c', command], { cwd: root, env })).stdout
}

test('every command of the guide does what it says, in its order', async () => {
  const said = []
  for (const command of commands) said.push(await run(command))
  expect(said).toEqual([
    expect.stringContaining('The census agrees.'),
    expect.stringContaining('All holds'),
    expect.anything(),
    expect.stringContaining('is deployed as althing'),
    expect.stringMatching(/the same in two builds[^]*Nothing was signed or sent/),
    expect.stringContaining('every byte.'),
  ])
  const { stdout } = await promisify(execFile)('git', ['status', '--porcelain', 'contracts', 'web', 'subgraph'], {
    cwd: root,
  })
  expect(stdout).not.toMatch(/deployments|subgraph\.yaml/)
  await eventually(async () => {
    const { daos } = await query<{ daos: { name: string }[] }>(stack.subgraphUrl, '{ daos { name } }')
    expect(daos).toEqual([{ name: 'Lakeside Commons' }])
  })
}, 600_000)
