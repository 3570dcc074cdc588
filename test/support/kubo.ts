import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeCommand } from '../../scripts/stack/process.js'

/**
 * Kubo's command line as the stack uses it, with the embedded node behind it: `init`, `config --json` and `daemon`, as
 * strict as the real one about their order.
 */
const repository = process.env.IPFS_PATH
const [command, ...args] = process.argv.slice(2)
const fail = (message: string): never => {
  console.error(`Error: ${message}`)
  process.exit(1)
}
if (!repository) throw fail('IPFS_PATH is not set')
const path = join(repository, 'config')
const read = () =>
  existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)
    : fail(`no IPFS repo found in ${repository}.`)

switch (command) {
  case 'init': {
    if (existsSync(path)) fail('ipfs configuration file already exists!')
    if (args.join() !== '--profile=server') fail('unknown option')
    writeFileSync(path, '{}')
    break
  }
  case 'config': {
    const [flag, name, value] = args
    if (flag !== '--json' || !name || value === undefined || args.length !== 3) fail('unknown option')
    writeFileSync(path, JSON.stringify({ ...read(), [name!]: JSON.parse(value!) as unknown }))
    break
  }
  case 'daemon': {
    const config = read()
    if (args.join() !== '--offline') fail('it would talk to the network')
    if (JSON.stringify(config['Addresses.Swarm']) !== '[]') fail('it would listen for others')
    const port = (name: string) => {
      const [, local] = /^\/ip4\/127\.0\.0\.1\/tcp\/(\d+)$/.exec(String(config[name])) ?? []
      return Number(local ?? fail(`${name} is not kept to this machine`))
    }
    const node = nodeCommand(new URL('../../scripts/stack/ipfs/main.ts', import.meta.url), [
      JSON.stringify({
        blocks: join(repository, 'blocks'),
        apiPort: port('Addresses.API'),
        gatewayPort: port('Addresses.Gateway'),
        origins: config['API.HTTPHeaders.Access-Control-Allow-Origin'],
      }),
    ])
    spawn(node.command, node.args, { stdio: 'inherit' }).once('exit', (code) => process.exit(code ?? 1))
    break
  }
  default:
    fail(`unknown command "${command}"`)
}
