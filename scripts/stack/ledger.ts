import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StackError } from './stack-error.js'

type Entry = { name: string; pid: number; started: string }

/**
 * Which processes belong to a data folder, on disk, so that a start after a SIGKILL can end what was left behind.
 * A process is known by its id and its start time: an id alone may have been given to somebody else since.
 */
export class Ledger {
  readonly #path: string
  #entries: Entry[] = []

  private constructor(path: string) {
    this.#path = path
  }

  /**
   * Takes the data folder for this process and ends what an earlier supervisor left running.
   *
   * @throws StackError where another supervisor uses the folder.
   */
  static async take(dataDir: string): Promise<{ ledger: Ledger; orphans: string[] }> {
    mkdirSync(dataDir, { recursive: true })
    const path = join(dataDir, 'processes.json')
    const left = existsSync(path) ? readEntries(path) : []
    const supervisor = left.find((entry) => entry.name === 'supervisor')
    if (supervisor && isSame(supervisor)) {
      throw new StackError(`The data folder ${dataDir} is in use by the stack with process id ${supervisor.pid}.`)
    }
    const orphans = left.filter(isSame)
    for (const { pid } of orphans) signalGroup(pid, 'SIGTERM')
    for (let tries = 0; tries < 50 && orphans.some(isSame); tries++) await delay(100)
    for (const entry of orphans.filter(isSame)) signalGroup(entry.pid, 'SIGKILL')
    for (let tries = 0; tries < 50 && orphans.some(isSame); tries++) await delay(100)
    rmSync(path, { force: true })
    const ledger = new Ledger(path)
    ledger.#entries = [{ name: 'supervisor', pid: process.pid, started: startTime(process.pid) ?? '' }]
    try {
      writeFileSync(path, JSON.stringify(ledger.#entries), { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      throw new StackError(`The data folder ${dataDir} was taken by another stack a moment ago.`)
    }
    return { ledger, orphans: orphans.map((entry) => entry.name) }
  }

  add(name: string, pid: number): void {
    this.#entries = [
      ...this.#entries.filter((entry) => entry.name !== name),
      { name, pid, started: startTime(pid) ?? '' },
    ]
    this.#write()
  }

  remove(pid: number): void {
    this.#entries = this.#entries.filter((entry) => entry.pid !== pid)
    this.#write()
  }

  release(): void {
    rmSync(this.#path, { force: true })
  }

  #write(): void {
    writeFileSync(this.#path, JSON.stringify(this.#entries))
  }
}

/** Signals a process that leads a group, and its children; one that is gone is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function readEntries(path: string): Entry[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Entry[]
  } catch (error) {
    // Cut off while it was written: the ports will tell whether something is left.
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function isSame({ pid, started }: Entry): boolean {
  return started !== '' && startTime(pid) === started
}

/** When a process started, in the system's own words; undefined when it has ended. */
function startTime(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? undefined : fields[19]
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}
