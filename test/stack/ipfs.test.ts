import { rmSync } from 'node:fs'
import { create } from 'ipfs-http-client'
import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { sha256 } from 'multiformats/hashes/sha2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startIpfs, type Ipfs } from '../../scripts/stack/ipfs.js'
import { Ledger } from '../../scripts/stack/ledger.js'
import { takeFreePorts } from '../../scripts/stack/ports.js'
import type { Surroundings } from '../../scripts/stack/process.js'
import { makeFolder } from '../support/run-start.js'

const folder = makeFolder()
const text = new TextEncoder().encode('# The reading room\n\n湖畔公社\n')
let surroundings: Surroundings
let options: { apiPort: number; gatewayPort: number; origins: string[] }
let ipfs: Ipfs
let client: ReturnType<typeof create>

beforeAll(async () => {
  const ports = await takeFreePorts()
  const { ledger } = await Ledger.take(folder)
  surroundings = { dataDir: folder, ledger, launched: [], log: () => {} }
  options = { apiPort: ports.ipfsApi, gatewayPort: ports.gateway, origins: ['http://localhost:4173'] }
  ipfs = await startIpfs(surroundings, options)
  client = create({ url: ipfs.api })
})

afterAll(async () => {
  await ipfs?.process?.stop('SIGTERM', 2_000)
  rmSync(folder, { recursive: true, force: true })
})

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  for await (const part of parts) chunks.push(part)
  return new Uint8Array(Buffer.concat(chunks))
}

/** The same bytes in the same kind of array, whatever the client made of them. */
const bytes = (content: Uint8Array) => Buffer.from(content).toString('hex')

const cidOf = async (content: Uint8Array) => CID.createV1(raw.code, await sha256.digest(content)).toString()

describe('the RPC, through the client that the pages use', () => {
  test('a document is one raw block whose digest is its CID', async () => {
    const { cid, size } = await client.add(text, { cidVersion: 1, rawLeaves: true })
    expect(cid.toString()).toBe(await cidOf(text))
    expect(size).toBe(text.length)
    expect(bytes(await collect(client.cat(cid)))).toBe(bytes(text))
  })

  test('the largest document, 256 kB, is still one block', async () => {
    const content = new Uint8Array(262_144).fill(97)
    const { cid } = await client.add(content, { cidVersion: 1, rawLeaves: true })
    expect(cid.toString()).toBe(await cidOf(content))
  })

  test('a larger file comes back whole, and in part', async () => {
    const content = new Uint8Array(1_000_000).map((_, index) => index % 251)
    const { cid } = await client.add(content, { cidVersion: 1, rawLeaves: true })
    expect(bytes(await collect(client.cat(cid)))).toBe(bytes(content))
    expect(bytes(await collect(client.cat(cid, { offset: 262_140, length: 10 })))).toBe(
      bytes(content.subarray(262_140, 262_150)),
    )
  })

  test('without options a CID is the one that Kubo gives', async () => {
    const { cid } = await client.add('hello world\n')
    expect(cid.toString()).toBe('QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o')
  })

  test('blocks go in and come out', async () => {
    const cid = await client.block.put(text, { format: 'raw', version: 1 })
    expect(cid.toString()).toBe(await cidOf(text))
    expect(bytes(await client.block.get(cid))).toBe(bytes(text))
  })

  test('pins what it holds and refuses what it does not', async () => {
    const { cid } = await client.add(text, { cidVersion: 1 })
    expect((await client.pin.add(cid)).toString()).toBe(cid.toString())
    const unknown = CID.parse(await cidOf(new Uint8Array([1, 2, 3, 4, 5])))
    await expect(client.pin.add(unknown)).rejects.toThrow('not found locally')
    await expect(collect(client.cat(unknown))).rejects.toThrow('not found locally')
    await expect(client.block.get(unknown)).rejects.toThrow('not found locally')
  })

  test('says its version', async () => {
    expect((await client.version()).version).toBeTruthy()
  })

  test('refuses bad input with a clear word', async () => {
    const call = (path: string, init: RequestInit = {}) =>
      fetch(`${ipfs.api}/api/v0/${path}`, { method: 'POST', ...init })
    for (const [path, init, status, message] of [
      ['cat?arg=not-a-cid', {}, 400, 'invalid CID'],
      ['cat', {}, 400, 'is required'],
      ['cat?arg=../../etc/passwd', {}, 400, ''],
      [`cat?arg=${await cidOf(text)}&offset=-1`, {}, 400, 'whole number'],
      ['add', { body: 'x' }, 400, 'multipart'],
      ['nonsense', {}, 404, 'not offered'],
      ['constructor', {}, 404, 'not offered'],
      ['version', { method: 'GET' }, 405, 'POST'],
    ] as const) {
      const response = await call(path, init)
      expect([path, response.status]).toEqual([path, status])
      expect(((await response.json()) as { Message: string }).Message).toContain(message)
    }
  })

  test('refuses more than eight megabytes', async () => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(9 * 1024 * 1024)]))
    // It hangs up on the rest of the body, which some clients see before its answer.
    const status = await fetch(`${ipfs.api}/api/v0/add`, { method: 'POST', body: form }).then(
      (response) => response.status,
      () => 413,
    )
    expect(status).toBe(413)
    expect((await client.add(text, { cidVersion: 1 })).cid.toString()).toBe(await cidOf(text))
  })

  test('takes calls from the pages of the stack and from no other page', async () => {
    const ask = (origin: string, method = 'POST') =>
      fetch(`${ipfs.api}/api/v0/version`, { method, headers: { origin, 'access-control-request-method': 'POST' } })
    const ours = await ask('http://localhost:4173', 'OPTIONS')
    expect([ours.status, ours.headers.get('access-control-allow-origin')]).toEqual([204, 'http://localhost:4173'])
    expect((await ask('https://elsewhere.example')).status).toBe(403)
  })
})

describe('the gateway', () => {
  let cid: string
  beforeAll(async () => {
    cid = (await client.add(text, { cidVersion: 1 })).cid.toString()
  })
  const get = (path: string, init?: RequestInit) => fetch(`${ipfs.gateway}${path}`, init)

  test('gives the bytes, for ever the same', async () => {
    const response = await get(`/ipfs/${cid}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('etag')).toBe(`"${cid}"`)
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(bytes(new Uint8Array(await response.arrayBuffer()))).toBe(bytes(text))
    expect((await get(`/ipfs/${cid}`, { headers: { 'if-none-match': `"${cid}"` } })).status).toBe(304)
  })

  test('HEAD says the length and gives nothing', async () => {
    const response = await get(`/ipfs/${cid}`, { method: 'HEAD' })
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(text.length)])
    expect(await response.text()).toBe('')
  })

  test.each([
    ['bytes=2-4', 206, [2, 4]],
    ['bytes=5-', 206, [5, text.length - 1]],
    ['bytes=-3', 206, [text.length - 3, text.length - 1]],
    ['bytes=0-99999', 206, [0, text.length - 1]],
    ['bytes=4-2', 200, undefined],
    ['pages=1-2', 200, undefined],
  ] as const)('range %s', async (range, status, bounds) => {
    const response = await get(`/ipfs/${cid}`, { headers: { range } })
    expect(response.status).toBe(status)
    const [from, to] = bounds ?? [0, text.length - 1]
    expect(bytes(new Uint8Array(await response.arrayBuffer()))).toBe(bytes(text.subarray(from, to + 1)))
    expect(response.headers.get('content-range')).toBe(bounds ? `bytes ${from}-${to}/${text.length}` : null)
  })

  test('a range beyond the end is refused', async () => {
    const response = await get(`/ipfs/${cid}`, { headers: { range: `bytes=${text.length}-` } })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${text.length}`])
  })

  test('never serves a page', async () => {
    const page = await client.add('<script>alert(1)</script>', { cidVersion: 1 })
    const response = await get(`/ipfs/${page.cid}`)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('gives raw blocks to who wants to check the hash', async () => {
    const response = await get(`/ipfs/${cid}?format=raw`)
    expect(response.headers.get('content-type')).toBe('application/vnd.ipld.raw')
    expect(await cidOf(new Uint8Array(await response.arrayBuffer()))).toBe(cid)
  })

  test.each([
    ['/ipfs/nonsense', 400],
    ['/ipfs/', 400],
    ['/', 404],
    ['/ipfs/%2e%2e/etc', 404],
  ])('%s is refused', async (path, status) => {
    expect((await get(path)).status).toBe(status)
  })

  test('what it does not hold is not found, and it asks nobody', async () => {
    expect((await get(`/ipfs/${await cidOf(new Uint8Array([9, 9, 9]))}`)).status).toBe(404)
  })
})

test('everything is there after a SIGKILL', async () => {
  const { cid } = await client.add(text, { cidVersion: 1 })
  await ipfs.process!.stop('SIGKILL', 1_000)
  ipfs = await startIpfs(surroundings, options)
  expect(bytes(await collect(client.cat(cid)))).toBe(bytes(text))
})
