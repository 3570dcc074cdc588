import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { portNames, type Ports } from '../../scripts/stack/ports.js'

export type Run = {
  pid: number
  /** Everything that it has printed so far. */
  output: () => string
  /** Settles when it says that it runs; rejects with its output where it ends before. */
  ready: Promise<void>
  exited: Promise<number | null>
  kill: (signal: NodeJS.Signals) => void
}

/** Runs `npm start` as a process of its own, with ports and a data folder of the test. */
export function runStart(dataDir: string, ports: Ports, args: string[] = [], env: Record<string, string> = {}): Run {
  const file = fileURLToPath(new URL('../../scripts/stack/start.cjs', import.meta.url))
  const moved = Object.fromEntries(portNames.map((name) => [`ALTHING_PORT_${name.toUpperCase()}`, String(ports[name])]))
  const child = spawn(process.execPath, [file, '--data', dataDir, ...args], {
    env: { ...process.env, ...moved, ...env },
  })
  let output = ''
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const ready = new Promise<void>((done, fail) => {
    const read = (chunk: Buffer) => {
      output += chunk
      if (output.includes('Ctrl-C stops everything')) done()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void exited.then(() => fail(new Error(output)))
  })
  // A test that only looks at the end does not wait for this one.
  ready.catch(() => {})
  return { pid: child.pid!, output: () => output, ready, exited, kill: (signal) => void child.kill(signal) }
}

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'althing-test-'))
}
