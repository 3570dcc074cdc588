import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Release } from './release.js'

/** How a served file differs from the release's; null where it does not. */
export type Difference = { path: string; says: 'is missing' | 'is other than released' | `answers ${number}` }

/**
 * Asks a site for every file of a release and compares their bytes. What the site has besides cannot be seen from
 * outside: the page's own policy and the hashes of its files leave it no use.
 *
 * @param url The site's root, with or without a slash at its end.
 * @returns what differs; empty where the site serves the release
 * @throws Error where nothing answers
 */
export async function verifySite(url: string, { files }: Pick<Release, 'files'>): Promise<Difference[]> {
  const root = url.endsWith('/') ? url : `${url}/`
  const compare = async ([path, expected]: [string, string]): Promise<Difference[]> => {
    const response = await fetch(new URL(path, root), { cache: 'no-store', redirect: 'error' })
    if (response.status === 404) return [{ path, says: 'is missing' }]
    if (!response.ok) return [{ path, says: `answers ${response.status}` }]
    const actual = createHash('sha256')
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest('hex')
    return actual === expected ? [] : [{ path, says: 'is other than released' }]
  }
  const page = files['index.html']
  // What a visitor is given first has no name.
  const entries: [string, string][] = [
    ...(page === undefined ? [] : [['', page] as [string, string]]),
    ...Object.entries(files),
  ]
  const found: Difference[] = []
  for (const entry of entries) found.push(...(await compare(entry)))
  return found
}

async function main() {
  const { values } = parseArgs({ options: { url: { type: 'string' }, release: { type: 'string' } } })
  if (!values.url || !values.release) throw new Error('npm run verify -- --url <site> --release <release.json>')
  const release = JSON.parse(readFileSync(values.release, 'utf8')) as Release
  const found = await verifySite(values.url, release)
  for (const { path, says } of found) console.log(`${path === '' ? 'the page itself' : path} ${says}`)
  const count = Object.keys(release.files).length
  console.log(
    found.length === 0
      ? `${values.url} serves the release ${release.version} of ${release.commit}: ${count} files, every byte.`
      : `${values.url} is not the release ${release.version} of ${release.commit}.`,
  )
  process.exit(found.length === 0 ? 0 : 2)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error((error as Error).message)
    process.exit(1)
  })
}
