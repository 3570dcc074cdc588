import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountCount, mnemonic } from '../../scripts/stack/accounts.js'
import { getAccount } from '../support/chain.js'
import { makeFolder } from '../support/run-start.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = makeFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const site = join(folder, 'site')

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', site], {
    cwd: root,
    env: { ...process.env, ALTHING_CONFIG: join(root, 'web/config/local.json'), NODE_ENV: 'production' },
    stdio: 'ignore',
  })
})

test('a release build holds no development wallet and no development clock', () => {
  const text = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .map((name) => join(site, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8').toLowerCase())
    .join('\n')
  expect(text.length).toBeGreaterThan(100_000)
  const accounts = Array.from({ length: accountCount }, (_, index) => getAccount(index).address.toLowerCase())
  const words = [mnemonic, 'test test test', 'evm_', 'anvil_', ...accounts]
  expect(words.filter((word) => text.includes(word))).toEqual([])
})

test('the first view loads at most 150 kB of JavaScript and 20 kB of CSS, compressed', () => {
  const page = readFileSync(join(site, 'index.html'), 'utf8')
  const sum = (pattern: RegExp) =>
    [...page.matchAll(pattern)]
      .map(([, path]) => gzipSync(readFileSync(join(site, path!)), { level: 9 }).length)
      .reduce((total, size) => total + size, 0)
  const scripts = sum(/(?:src|modulepreload" crossorigin href)="(\.\/assets\/[^"]+\.js)"/g)
  const styles = sum(/href="(\.\/assets\/[^"]+\.css)"/g)
  expect(scripts).toBeGreaterThan(50_000)
  expect(scripts).toBeLessThan(150_000)
  expect(styles).toBeGreaterThan(1_000)
  expect(styles).toBeLessThan(20_000)
})
