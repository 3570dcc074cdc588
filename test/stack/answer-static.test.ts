import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerStatic } from '../../scripts/stack/client/answer-static.js'
import { makeFolder } from '../support/run-start.js'

const folder = makeFolder()
let server: Server
let port: number

beforeAll(async () => {
  mkdirSync(join(folder, 'site/assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'not for everybody')
  writeFileSync(join(folder, 'site-of-another.txt'), 'nor this')
  writeFileSync(join(folder, 'site/index.html'), '<!doctype html><title>Althing</title>')
  writeFileSync(join(folder, 'site/assets/main-1a2b.js'), 'export const seats = 24\n')
  server = createServer((incoming, outgoing) => void answerStatic(join(folder, 'site'), incoming, outgoing))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A request with exactly this path: `fetch` would tidy it up first. */
function get(path: string, method = 'GET', headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      )
    })
      .on('error', reject)
      .end()
  })
}

test('the page, checked again each time', async () => {
  const { status, headers, body } = await get('/')
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-cache',
  ])
  expect(body).toContain('Althing')
})

test('files named by their hash, kept for a year', async () => {
  const { headers } = await get('/assets/main-1a2b.js')
  expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect(headers['cache-control']).toContain('immutable')
})

test('packed for who can unpack it; HEAD without a body', async () => {
  expect((await get('/assets/main-1a2b.js', 'GET', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe(
    'gzip',
  )
  expect((await get('/assets/main-1a2b.js', 'HEAD')).body).toBe('')
})

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/../site-of-another.txt',
])('%s leads nowhere', async (path) => expect((await get(path)).status).toBe(404))

test.each(['/%00', '/%', '/missing.js', '/assets'])('%s is not found', async (path) => {
  expect((await get(path)).status).toBe(404)
})

test('nothing can be written', async () => {
  expect((await get('/', 'POST')).status).toBe(405)
})
