import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findBinary } from './find-binary.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'subgraph')
const inputs = ['subgraph.yaml', 'schema.graphql', 'abis', 'src']

async function listFiles(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path]
  const names = (await readdir(path)).sort()
  return (await Promise.all(names.map((name) => listFiles(join(path, name))))).flat()
}

/** The programs are inputs too: another version of them writes other bytes. */
async function hashInputs(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await Promise.all(inputs.map((name) => listFiles(join(source, name))))).flat()
  for (const file of files) hash.update(`${relative(source, file)}\0`).update(await readFile(file))
  for (const name of ['@graphprotocol/graph-ts', 'assemblyscript']) {
    hash.update(await readFile(join(root, 'node_modules', name, 'package.json')))
  }
  hash.update(findBinary('gnd'))
  return hash.digest('hex').slice(0, 16)
}

/**
 * Compiles the subgraph that `npm run generate` wrote, unless the same inputs were compiled before, and gives the folder
 * of the result: `subgraph.yaml` and the files that it names by relative paths, ready to be published on IPFS.
 */
export async function buildSubgraph(): Promise<string> {
  const cache = join(root, '.althing/cache/subgraph')
  const done = join(cache, await hashInputs())
  const result = join(done, 'build')
  if (await stat(join(result, 'subgraph.yaml')).catch(() => undefined)) return result

  const work = `${done}.${process.pid}`
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  try {
    for (const name of inputs) await cp(join(source, name), join(work, name), { recursive: true })
    await runGnd(['codegen'], work)
    await runGnd(['build'], work)
    await rename(work, done).catch((error: NodeJS.ErrnoException) => {
      // Somebody else compiled the same meanwhile.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return result
}

async function runGnd(args: string[], cwd: string) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  try {
    await promisify(execFile)(findBinary('gnd'), args, { cwd, env: { ...process.env, PATH: path }, timeout: 600_000 })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`gnd ${args[0]} did not succeed:\n${stdout}${stderr}`, { cause: error })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await buildSubgraph())
