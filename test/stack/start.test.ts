import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { portNames, takeFreePorts, type Ports } from '../../scripts/stack/ports.js'
import { callRpc } from '../../scripts/stack/rpc.js'
import { isRunning } from '../support/is-running.js'
import { listFamily, listListening } from '../support/list-listening.js'
import { makeFolder, runStart, type Run } from '../support/run-start.js'

const bare = ['--no-seed', '--no-client']
const runs: Run[] = []
const folders: string[] = []
let server: Server | undefined

afterEach(async () => {
  server?.close()
  for (const run of runs.splice(0)) {
    run.kill('SIGTERM')
    await run.exited
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function start(folder: string, ports: Ports, args = bare, env: Record<string, string> = {}) {
  const run = runStart(folder, ports, args, env)
  runs.push(run)
  return run
}

function newFolder() {
  const folder = makeFolder()
  folders.push(folder)
  return folder
}

test('the open ports are the ones that the output names, on this machine only', async () => {
  const ports = await takeFreePorts()
  const run = start(newFolder(), ports)
  await run.ready
  const open = listListening(run.pid)
  const expected = portNames.filter((name) => name !== 'client').map((name) => `127.0.0.1:${ports[name]}`)
  expect(open).toEqual(expected.sort())
  for (const name of portNames) if (name !== 'client') expect(run.output()).toContain(String(ports[name]))
  expect(run.output()).toMatch(/Seats {6}accounts 0–19/)
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends everything, children included', async (signal) => {
  const ports = await takeFreePorts()
  const run = start(newFolder(), ports)
  await run.ready
  const family = listFamily(run.pid)
  expect(family.length).toBeGreaterThan(4)
  run.kill(signal)
  expect(await run.exited).toBe(0)
  expect(family.filter(isRunning)).toEqual([])
})

test('a signal while it starts ends it too', async () => {
  const run = start(newFolder(), await takeFreePorts())
  while (!run.output().includes('✓ database')) await new Promise((done) => setTimeout(done, 20))
  const family = listFamily(run.pid)
  run.kill('SIGTERM')
  await run.exited
  expect(family.filter(isRunning)).toEqual([])
})

describe('one clear sentence, and nothing left running', () => {
  test.each(portNames)('port taken: %s', async (name) => {
    const ports = await takeFreePorts()
    server = createServer().listen(ports[name], '127.0.0.1')
    const folder = newFolder()
    const run = start(folder, ports, ['--no-seed'])
    expect(await run.exited).toBe(1)
    expect(run.output()).toContain(`Port ${ports[name]} (${name}) is taken by another program.`)
    expect(existsSync(`${folder}/processes.json`)).toBe(false)
  })

  test('a second instance on the same folder', async () => {
    const folder = newFolder()
    const run = start(folder, await takeFreePorts())
    await run.ready
    const second = start(folder, await takeFreePorts())
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain(`is in use by the stack with process id ${run.pid}`)
    expect(isRunning(run.pid)).toBe(true)
  })

  test('no space on the disk', async () => {
    const run = start(newFolder(), await takeFreePorts(), bare, { ALTHING_NEEDED_MB: '999999999' })
    expect(await run.exited).toBe(1)
    expect(run.output()).toMatch(
      /The disk is full: \d+ MB are free at .* and 999999999 MB are needed\. Nothing was started\./,
    )
  })

  test('a database that does not answer', async () => {
    const url = `postgresql://nobody:x@127.0.0.1:${(await takeFreePorts()).postgres}/postgres`
    const run = start(newFolder(), await takeFreePorts(), bare, { ALTHING_POSTGRES_URL: url })
    expect(await run.exited).toBe(1)
    expect(run.output()).toContain('The PostgreSQL of ALTHING_POSTGRES_URL does not answer')
    expect(listFamily(run.pid)).toEqual([run.pid])
  })

  test('an IPFS node that does not answer', async () => {
    const run = start(newFolder(), await takeFreePorts(), bare, { ALTHING_IPFS_API: 'http://127.0.0.1:9' })
    expect(await run.exited).toBe(1)
    expect(run.output()).toContain('The IPFS node of ALTHING_IPFS_API (http://127.0.0.1:9) does not answer.')
  })

  test('a port that is none', async () => {
    const run = start(newFolder(), await takeFreePorts(), bare, { ALTHING_PORT_RPC: '70000' })
    expect(await run.exited).toBe(1)
    expect(run.output()).toContain('ALTHING_PORT_RPC does not give a port between 1 and 65535.')
  })

  test('a Node that is too old, before anything newer is loaded', () => {
    const file = fileURLToPath(new URL('../../scripts/stack/start.cjs', import.meta.url))
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.4' }); require(${JSON.stringify(file)})`
    const output = (() => {
      try {
        return execFileSync(process.execPath, ['-e', pretend], { encoding: 'utf8', stdio: 'pipe' })
      } catch (error) {
        const { status, stderr } = error as { status: number; stderr: string }
        return `${status} ${stderr}`
      }
    })()
    expect(output).toBe('1 Althing needs Node.js 20.19 or newer; this is 18.20.4. Nothing was started.\n')
    // No module before the check, and no word of newer JavaScript that an old one could not read.
    const source = readFileSync(file, 'utf8')
    expect(source.slice(0, source.indexOf('process.exit(1)'))).not.toMatch(/require\(|import|=>|const |let |`/)
  })
})

test('a first start that was killed half-way begins anew', async () => {
  const folder = newFolder()
  const ports = await takeFreePorts()
  const run = start(folder, ports)
  while (!run.output().includes('✓ ipfs')) await new Promise((done) => setTimeout(done, 10))
  run.kill('SIGKILL')
  await run.exited
  const again = start(folder, ports)
  await again.ready
  expect(again.output()).toContain('the first start was cut off before it was done; beginning anew')
})

test('a database and an IPFS node that are there already are used', async () => {
  const theirs = await takeFreePorts()
  const lender = start(newFolder(), theirs)
  await lender.ready
  const ours = await takeFreePorts()
  const run = start(newFolder(), ours, bare, {
    ALTHING_POSTGRES_URL: `postgresql://althing:local@127.0.0.1:${theirs.postgres}/postgres`,
    ALTHING_IPFS_API: `http://127.0.0.1:${theirs.ipfsApi}`,
    ALTHING_IPFS_GATEWAY: `http://127.0.0.1:${theirs.gateway}`,
  })
  await run.ready
  const elsewhere = ['client', 'postgres', 'ipfsApi', 'gateway']
  const expected = portNames.filter((name) => !elsewhere.includes(name)).map((name) => `127.0.0.1:${ours[name]}`)
  expect(listListening(run.pid)).toEqual(expected.sort())
})

test('--fresh begins anew, and without it a start carries on', async () => {
  const folder = newFolder()
  const ports = await takeFreePorts()
  const genesis = async () =>
    (await callRpc<{ hash: string }>(`http://127.0.0.1:${ports.rpc}`, 'eth_getBlockByNumber', ['0x0', false])).hash
  const seen: string[] = []
  for (const args of [bare, bare, [...bare, '--fresh']]) {
    const run = start(folder, ports, args)
    await run.ready
    seen.push(await genesis())
    run.kill('SIGTERM')
    await run.exited
  }
  expect(seen[1]).toBe(seen[0])
  expect(seen[2]).not.toBe(seen[0])
})

test('states of earlier blocks that a killed chain left are taken away', async () => {
  const folder = newFolder()
  const left = join(folder, 'chain', 'states', 'left')
  mkdirSync(left, { recursive: true })
  const run = start(folder, await takeFreePorts(), bare)
  await run.ready
  expect(existsSync(left)).toBe(false)
  mkdirSync(left, { recursive: true })
  run.kill('SIGTERM')
  await run.exited
  expect(readdirSync(join(folder, 'chain')).sort()).toEqual(['head.json', 'state.json.gz'])
})

/** A small file system of its own, where we may mount one. */
function mountSmall(size: string): string | undefined {
  const folder = newFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    return undefined
  }
}

test('a disk that fills while it runs: it says so, ends in order, and carries on when there is space', async (context) => {
  const disk = mountSmall('700m')
  if (!disk) return context.skip()
  try {
    const ports = await takeFreePorts()
    const run = start(`${disk}/data`, ports)
    await run.ready
    const family = listFamily(run.pid)
    const filler = openSync(`${disk}/filler`, 'w')
    expect(() => {
      for (;;) writeSync(filler, Buffer.alloc(1024 * 1024))
    }).toThrow('ENOSPC')
    closeSync(filler)
    expect(await run.exited).toBe(1)
    expect(run.output()).toContain('The disk is full')
    expect(family.filter(isRunning)).toEqual([])
    rmSync(`${disk}/filler`)
    const again = start(`${disk}/data`, ports)
    await again.ready
    expect(again.output()).toMatch(/Seats {6}accounts 0–19/)
    again.kill('SIGTERM')
    await again.exited
  } finally {
    execFileSync('umount', ['-l', disk])
  }
})

test('a disk that fills while it starts: one sentence, nothing left running, and a new start where there is space', async (context) => {
  const disk = mountSmall('30m')
  if (!disk) return context.skip()
  try {
    const ports = await takeFreePorts()
    const run = start(`${disk}/data`, ports, bare, { ALTHING_NEEDED_MB: '1' })
    let family: number[] = []
    while (!run.output().includes('did not start')) {
      family = [...new Set([...family, ...listFamily(run.pid)])]
      await new Promise((done) => setTimeout(done, 20))
    }
    expect(await run.exited).toBe(1)
    expect(run.output().trimEnd().split('\n').at(-1)).toBe(
      'Althing did not start. database: The disk is full. Free some space and start again; what was there is kept.',
    )
    expect(family.filter(isRunning)).toEqual([])
    execFileSync('mount', ['-o', 'remount,size=700m', disk])
    const again = start(`${disk}/data`, ports)
    await again.ready
    expect(again.output()).toContain('the first start was cut off before it was done; beginning anew')
    again.kill('SIGTERM')
    await again.exited
  } finally {
    execFileSync('umount', ['-l', disk])
  }
})
