import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('explorer', import.meta.url))
const require = createRequire(import.meta.url)
/** What a package made for browsers, which its `exports` do not always name. */
const libraries = [
  [require.resolve('react/package.json'), 'umd/react.production.min.js'],
  [require.resolve('react-dom/package.json'), 'umd/react-dom.production.min.js'],
  [require.resolve('graphiql/package.json'), 'graphiql.min.js'],
  [require.resolve('graphiql/package.json'), 'graphiql.min.css'],
] as const

/** Writes a page that asks the index anything and shows its schema, made of nothing but what came with `npm ci`. */
export function writeExplorer(folder: string, subgraphUrl: string): void {
  mkdirSync(folder, { recursive: true })
  for (const [description, file] of libraries) {
    copyFileSync(join(dirname(description), file), join(folder, basename(file)))
  }
  for (const name of ['explorer.js', 'explorer.css']) copyFileSync(join(own, name), join(folder, name))
  const page = readFileSync(join(own, 'index.html'), 'utf8').replaceAll('{{subgraph}}', subgraphUrl)
  writeFileSync(join(folder, 'index.html'), page)
}
