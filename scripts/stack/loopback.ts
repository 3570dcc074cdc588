import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const source = fileURLToPath(new URL('loopback.c', import.meta.url))

/**
 * The library that keeps native programs on 127.0.0.1 (see loopback.c), compiled once for a data folder; undefined where
 * there is no C compiler, and then graph-node's ports are open to the network.
 */
export async function compileLoopback(dataDir: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  const digest = createHash('sha256')
    .update(await readFile(source))
    .digest('hex')
  const library = join(dataDir, `loopback-${digest.slice(0, 12)}.so`)
  if (await stat(library).catch(() => undefined)) return library
  const fresh = `${library}.${process.pid}`
  for (const compiler of [process.env.CC, 'cc', 'gcc', 'clang']) {
    if (!compiler) continue
    try {
      await promisify(execFile)(compiler, ['-shared', '-fPIC', '-O2', '-o', fresh, source, '-ldl'])
    } catch {
      // Not there, or without headers: the next one may do.
      continue
    }
    await chmod(fresh, 0o755)
    await rename(fresh, library)
    return library
  }
  return undefined
}

/** The environment that a native program needs to stay on 127.0.0.1 and to end with its supervisor. */
export function stayLocal(library: string | undefined, deathSignal: number): Record<string, string> {
  return library ? { LD_PRELOAD: library, ALTHING_PARENT_DEATH_SIGNAL: String(deathSignal) } : {}
}
