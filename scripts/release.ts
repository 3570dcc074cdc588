import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { unixfs } from '@helia/unixfs'
import { FsBlockstore } from 'blockstore-fs'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'

/** What a release is: the files of a site by their hashes, and what they were made from. */
export type Release = {
  version: string
  /** Of the sources; `-changed` behind it where they differ from it. */
  commit: string
  /** SHA-256 of the configuration that the client was built for. */
  configuration: string
  /** Of the folder, as `ipfs add -r --cid-version=1` gives it. */
  cid: string
  /** SHA-256 of each file, by its path from the site's root. */
  files: Record<string, string>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort()

/** The hashes of a folder's files, by their paths. */
export const hashFiles = (folder: string): Record<string, string> =>
  Object.fromEntries(listFiles(folder).map((name) => [name, hash(readFileSync(join(folder, name)))]))

function build(configuration: string, folder: string) {
  execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', folder], {
    cwd: root,
    env: { ...process.env, ALTHING_CONFIG: configuration, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The CID of a folder, by Kubo's defaults: leaves raw, pieces of 256 KiB, 174 links a node. */
async function computeCid(folder: string): Promise<string> {
  const blocks = mkdtempSync(join(tmpdir(), 'althing-blocks-'))
  try {
    const blockstore = new FsBlockstore(blocks)
    await blockstore.open()
    const files = listFiles(folder).map((name) => ({ path: `site/${name}`, content: readFileSync(join(folder, name)) }))
    const options = {
      cidVersion: 1,
      rawLeaves: true,
      chunker: fixedSize({ chunkSize: 262_144 }),
      layout: balanced({ maxChildrenPerNode: 174 }),
    } as const
    let cid = ''
    for await (const entry of unixfs({ blockstore }).addAll(files, options)) {
      if (entry.path === 'site') cid = entry.cid.toString()
    }
    await blockstore.close()
    return cid
  } finally {
    rmSync(blocks, { recursive: true, force: true })
  }
}

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/**
 * Builds the client twice for a configuration and keeps it where both are the same, byte for byte.
 *
 * @param folder Where the site goes, as `site/`, with `release.json` beside it.
 * @throws Error that names the files which differ between the two builds, or what the configuration may not have.
 */
export async function release(configuration: string, folder: string): Promise<Release> {
  const text = readFileSync(configuration)
  if ('development' in (JSON.parse(text.toString()) as object)) {
    throw new Error(`${configuration} has the development wallet: a release has none. Leave "development" out.`)
  }
  const work = mkdtempSync(join(tmpdir(), 'althing-release-'))
  try {
    const [one, other] = [join(work, 'one'), join(work, 'other')]
    build(configuration, one)
    build(configuration, other)
    const [files, again] = [hashFiles(one), hashFiles(other)]
    const names = [...new Set([...Object.keys(files), ...Object.keys(again)])]
    const differing = names.filter((name) => files[name] !== again[name])
    if (differing.length) throw new Error(`Two builds differ in ${differing.join(', ')}. Nothing was released.`)
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const commit = git('rev-parse', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '-changed')
    const made = { version, commit, configuration: hash(text), cid: await computeCid(one), files }
    mkdirSync(folder, { recursive: true })
    rmSync(join(folder, 'site'), { recursive: true, force: true })
    cpSync(one, join(folder, 'site'), { recursive: true })
    writeFileSync(join(folder, 'release.json'), `${JSON.stringify(made, null, 2)}\n`)
    return made
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function main() {
  const { values } = parseArgs({ options: { config: { type: 'string' }, out: { type: 'string', default: 'release' } } })
  if (!values.config || !existsSync(values.config)) {
    throw new Error(
      'npm run release -- --config <file> [--out <folder>]: the configuration is missing or is not there.',
    )
  }
  const folder = resolve(values.out)
  const made = await release(resolve(values.config), folder)
  const path = relative(process.cwd(), folder) || '.'
  console.log(`${Object.keys(made.files).length} files, the same in two builds of ${made.commit}`)
  console.log(`release  sha256 ${hash(readFileSync(join(folder, 'release.json')))}  ${path}/release.json`)
  console.log(`folder   ipfs://${made.cid}  ${path}/site`)
  console.log(
    'Nothing was signed or sent. Put the folder on any static host, or: ipfs add -r --cid-version=1 ' + `${path}/site`,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error((error as Error).message)
    process.exit(1)
  })
}
