import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getDocument } from '../../web/src/data/ipfs/getDocument'
import { computeCid } from '../../web/src/domain/cid'
import { maxDocumentBytes } from '../../web/src/domain/document'

const text = '# Open water\n\nLessons for forty children. 给四十个孩子的课。\n'
const bytes = new TextEncoder().encode(text)
const cid = computeCid(bytes)

/** A gateway that serves whatever it is told to, under every name. */
class Gateway {
  status = 200
  body: Uint8Array = bytes
  asked: string[] = []
  readonly #server: Server = createServer(({ url }, answer) => {
    this.asked.push(url!)
    answer.writeHead(this.status).end(this.body)
  })
  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }
  start = () => new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
  stop = () => new Promise((done) => this.#server.close(done))
}

const [first, second] = [new Gateway(), new Gateway()]
const get = () => getDocument([first.url, second.url], cid)
beforeAll(() => Promise.all([first.start(), second.start()]))
afterAll(() => Promise.all([first.stop(), second.stop()]))
beforeEach(() => {
  for (const gateway of [first, second]) Object.assign(gateway, { status: 200, body: bytes, asked: [] })
})

describe('a document from a gateway', () => {
  it('is its text, and nobody else is asked', async () => {
    expect(await get()).toBe(text)
    expect(first.asked).toEqual([`/ipfs/${cid}?format=raw`])
    expect(second.asked).toEqual([])
  })

  it.each([
    ['another text', new TextEncoder().encode(text.replace('forty', 'four'))],
    ['one bit changed', bytes.map((byte, place) => (place === 3 ? byte ^ 1 : byte))],
    ['nothing', new Uint8Array()],
    ['a part of it', bytes.slice(0, -1)],
    ['more than it', Uint8Array.from([...bytes, 0])],
    ['a page', new TextEncoder().encode('<!doctype html><p>Not found</p>')],
    ['more than a document may hold', new Uint8Array(maxDocumentBytes + 1)],
  ])('is refused where %s is served under its name (T60)', async (_, body) => {
    Object.assign(first, { body })
    Object.assign(second, { body })
    await expect(get()).rejects.toMatchObject({ kind: 'documentMismatch' })
  })

  it('comes from the next one where the first serves another (T60)', async () => {
    first.body = new TextEncoder().encode('Send it all to me.')
    expect(await get()).toBe(text)
  })

  it.each([404, 500])('comes from the next one where the first answers %i', async (status) => {
    first.status = status
    expect(await get()).toBe(text)
    second.status = status
    await expect(get()).rejects.toMatchObject({ kind: 'documentUnreachable' })
  })

  it('cannot be had where there is no gateway', async () => {
    await expect(getDocument([], cid)).rejects.toMatchObject({ kind: 'documentUnreachable' })
  })

  it('is not read where it is no text, though it has its name', async () => {
    first.body = second.body = Uint8Array.from([0x23, 0xff, 0xfe])
    await expect(getDocument([first.url], computeCid(first.body))).rejects.toMatchObject({
      kind: 'documentUnreachable',
    })
  })
})
