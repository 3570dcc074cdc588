import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { getSubgraphUrl } from '../../scripts/stack/indexer.js'
import { portNames, takeFreePorts } from '../../scripts/stack/ports.js'
import { query } from '../../scripts/stack/rpc.js'
import { isRunning } from '../support/is-running.js'
import { listFamily, listListening } from '../support/list-listening.js'
import { makeFolder, runStart, type Run } from '../support/run-start.js'

const folder = makeFolder()
const runs: Run[] = []

afterAll(async () => {
  for (const run of runs) {
    run.kill('SIGTERM')
    await run.exited
  }
  rmSync(folder, { recursive: true, force: true })
})

/** Everything that is on the PATH, but for what compiles C. */
function makePath(): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const source of (process.env.PATH ?? '').split(delimiter).filter((path) => existsSync(path))) {
    for (const name of readdirSync(source)) {
      if (/^(.*-)?(cc|c89|c99|gcc|clang|tcc)(-[\d.]+)?$/.test(name) || existsSync(join(bin, name))) continue
      rmSync(join(bin, name), { force: true })
      symlinkSync(join(source, name), join(bin, name))
    }
  }
  return bin
}

test('without a C compiler it runs, says which ports are open to the network, and leaves nothing behind', async () => {
  const ports = await takeFreePorts()
  const env = { PATH: makePath(), CC: '' }
  const start = () => {
    const run = runStart(join(folder, 'data'), ports, ['--no-seed', '--no-client'], env)
    runs.push(run)
    return run
  }
  const run = start()
  await run.ready
  const { graphql, admin, status, metrics } = ports
  expect(run.output()).toContain(
    `${graphql}, ${admin}, ${status} and ${metrics} are open to the network: there is no C compiler here to close them with`,
  )
  const open = portNames
    .filter((name) => name !== 'client')
    .map(
      (name) => `${['graphql', 'admin', 'status', 'metrics'].includes(name) ? '0.0.0.0' : '127.0.0.1'}:${ports[name]}`,
    )
  expect(listListening(run.pid)).toEqual(open.sort())
  const read = () => query<{ daos: { name: string }[] }>(getSubgraphUrl(ports), '{ daos { name } }')
  expect((await read()).daos).toHaveLength(1)

  // Nothing tells a native program that its supervisor is gone: the next start ends what is left.
  const family = listFamily(run.pid).filter((pid) => pid !== run.pid)
  run.kill('SIGKILL')
  await run.exited
  const again = start()
  await again.ready
  expect(again.output()).toMatch(/ended what an earlier start had left running: .*index/)
  expect(family.filter(isRunning)).toEqual([])
  expect((await read()).daos).toHaveLength(1)

  const last = listFamily(again.pid)
  again.kill('SIGTERM')
  expect(await again.exited).toBe(0)
  expect(last.filter(isRunning)).toEqual([])
})
