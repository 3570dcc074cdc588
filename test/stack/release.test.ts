import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashFiles, release, type Release } from '../../scripts/release.js'
import { accountCount, mnemonic } from '../../scripts/stack/accounts.js'
import { verifySite } from '../../scripts/verify.js'
import { getAccount } from '../support/chain.js'
import { makeFolder } from '../support/run-start.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = makeFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const site = join(folder, 'site')
const configuration = join(root, 'web/config/local.json')
let made: Release

beforeAll(async () => {
  made = await release(configuration, folder)
}, 300_000)

/** A static host that serves what it is given, as it is. */
async function serve(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? 'index.html' : request.url!.slice(1)
    const content = files.get(path)
    response.writeHead(content ? 200 : 404).end(content)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() }
}

test('a release is two equal builds, with the hash of each file, and the folder as a CID', async () => {
  expect(made).toEqual(JSON.parse(readFileSync(join(folder, 'release.json'), 'utf8')))
  expect(made.files).toEqual(hashFiles(site))
  expect(Object.keys(made.files)).toContain('index.html')
  expect(made.cid).toMatch(/^bafybei[a-z2-7]{52}$/)
  const again = await release(configuration, makeFolder())
  expect(again).toEqual(made)
}, 300_000)

test('a configuration with the development wallet is not released', async () => {
  const file = join(folder, 'development.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(configuration, 'utf8')), development: {} }))
  await expect(release(file, folder)).rejects.toThrow('Leave "development" out.')
})

test('a site is compared with a release, byte for byte', async () => {
  const files = new Map(
    Object.keys(made.files).map((name) => [name, new Uint8Array(readFileSync(join(site, name)))] as const),
  )
  const host = await serve(files)
  try {
    expect(await verifySite(host.url, made)).toEqual([])
    const script = Object.keys(made.files).find((name) => name.endsWith('.js'))!
    const changed = new Uint8Array(files.get(script)!)
    changed[10]! ^= 1
    files.set(script, changed)
    const style = Object.keys(made.files).find((name) => name.endsWith('.css'))!
    files.delete(style)
    const found = await verifySite(`${host.url}/`, made)
    expect(found).toHaveLength(2)
    expect(found).toContainEqual({ path: script, says: 'is other than released' })
    expect(found).toContainEqual({ path: style, says: 'is missing' })
    files.set('index.html', new TextEncoder().encode('<!doctype html>'))
    expect((await verifySite(host.url, made)).slice(0, 1)).toEqual([{ path: '', says: 'is other than released' }])
  } finally {
    host.stop()
  }
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
