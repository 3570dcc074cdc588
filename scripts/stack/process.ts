import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import { signalGroup, type Ledger } from './ledger.js'
import { StackError } from './stack-error.js'

export type LaunchOptions = {
  name: string
  command: string
  args: string[]
  env?: Record<string, string>
  cwd?: string
  /** Run as this user and group instead of our own. */
  identity?: { uid: number; gid: number } | undefined
  /** Keep a channel whose end tells the child that its supervisor is gone (children of ours in Node). */
  channel?: boolean
}

/** What every part needs to know of the stack that it belongs to. */
export type Surroundings = {
  dataDir: string
  ledger: Ledger
  /** Everything that was launched, so that nothing outlives a start that fails half-way. */
  launched: Process[]
  /** A line about what a part is doing. */
  log: (part: string, line: string) => void
}

/** A child process with its own group and its own log file. */
export class Process {
  readonly name: string
  readonly pid: number
  readonly exited: Promise<string>
  readonly logFile: string
  /** How it ended; undefined while it runs. */
  end: string | undefined
  #stopping = false

  constructor(name: string, child: ChildProcess, logFile: string, onExit: (pid: number) => void) {
    this.name = name
    this.pid = child.pid!
    this.logFile = logFile
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.end = signal ?? `exit code ${code}`
        onExit(this.pid)
        resolve(this.end)
      })
    })
  }

  /** True once somebody asked it to end, so that its end is no surprise. */
  get stopping(): boolean {
    return this.#stopping
  }

  kill(signal: NodeJS.Signals): void {
    if (this.end === undefined) signalGroup(this.pid, signal)
  }

  /** Asks with a signal, and insists with SIGKILL after `patience` milliseconds. */
  async stop(signal: NodeJS.Signals, patience: number): Promise<void> {
    this.#stopping = true
    if (this.end !== undefined) return
    this.kill(signal)
    const timer = new AbortController()
    await Promise.race([this.exited, delay(patience, undefined, { signal: timer.signal }).catch(() => {})])
    timer.abort()
    if (this.end === undefined) this.kill('SIGKILL')
    await this.exited
  }

  /**
   * Waits until `probe` gives something other than undefined.
   *
   * @throws StackError with the tail of its log where it ends before, or is not ready in time.
   */
  async until<T>(probe: () => Promise<T | undefined>, seconds = 60): Promise<T> {
    for (const limit = Date.now() + seconds * 1000; ;) {
      const found = await probe().catch(() => undefined)
      if (found !== undefined) return found
      if (this.end !== undefined) throw new StackError(`It ended with ${this.end}.\n${this.tail()}`)
      if (Date.now() > limit) throw new StackError(`It was not ready after ${seconds} s.\n${this.tail()}`)
      await delay(100)
    }
  }

  tail(): string {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n')
    return [`Last lines of ${this.logFile}:`, ...lines.slice(-8).map((line) => `  ${line.slice(0, 300)}`)].join('\n')
  }
}

export async function launch(surroundings: Surroundings, options: LaunchOptions): Promise<Process> {
  const logFile = join(surroundings.dataDir, 'logs', `${options.name}.log`)
  mkdirSync(dirname(logFile), { recursive: true })
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`)
  const log = openSync(logFile, 'a')
  const child = spawn(options.command, options.args, {
    detached: true,
    env: { ...process.env, ...options.env },
    stdio: options.channel ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    ...(options.cwd && { cwd: options.cwd }),
    ...options.identity,
  })
  closeSync(log)
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) =>
      reject(new StackError(`${options.command} does not run: ${cause.message}`, { cause })),
    )
  })
  surroundings.ledger.add(options.name, child.pid!)
  const launched = new Process(options.name, child, logFile, (pid) => surroundings.ledger.remove(pid))
  surroundings.launched.push(launched)
  return launched
}

/** Command and arguments that run one of our TypeScript files in a Node of its own. */
export function nodeCommand(file: URL, args: string[] = []): Pick<LaunchOptions, 'command' | 'args' | 'channel'> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  return { command: process.execPath, args: ['--import', tsx, file.pathname, ...args], channel: true }
}
