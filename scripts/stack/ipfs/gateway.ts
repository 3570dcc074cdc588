import type { IncomingMessage, ServerResponse } from 'node:http'
import { isUtf8 } from 'node:buffer'
import { IpfsError } from './ipfs-error.js'
import { parseCid, type Store } from './store.js'

/**
 * Answers one request of the path gateway (https://specs.ipfs.tech/http-gateways/path-gateway/): GET and HEAD, one byte
 * range, and raw blocks for who wants to check the hash. Nothing is ever served as a page.
 */
export async function answerGateway(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-methods', 'GET, HEAD')
    response.setHeader('access-control-allow-headers', 'range, accept')
    response.setHeader('access-control-expose-headers', 'content-range, content-length, x-ipfs-path')
    response.setHeader('x-content-type-options', 'nosniff')
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new IpfsError(405, 'only GET and HEAD')
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!url.pathname.startsWith('/ipfs/')) throw new IpfsError(404, 'try /ipfs/<cid>')
    const cid = parseCid(url.pathname)
    const raw = url.searchParams.get('format') === 'raw' || request.headers.accept === 'application/vnd.ipld.raw'
    const block = raw ? await store.readBlock(cid) : undefined
    const size = block?.length ?? (await store.measure(cid))
    const etag = raw ? `"${cid}.raw"` : `"${cid}"`
    response.setHeader('etag', etag)
    response.setHeader('x-ipfs-path', `/ipfs/${cid}`)
    response.setHeader('cache-control', 'public, max-age=29030400, immutable')
    response.setHeader('accept-ranges', 'bytes')
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    const range = parseRange(request.headers.range, size)
    if (range === 'unsatisfiable') {
      response.setHeader('content-range', `bytes */${size}`)
      throw new IpfsError(416, 'the range lies outside of the file')
    }
    const [start, end] = range ?? [0, size - 1]
    if (range) response.setHeader('content-range', `bytes ${start}-${end}/${size}`)
    response.setHeader('content-length', size === 0 ? 0 : end - start + 1)
    const status = range ? 206 : 200
    const head = block ?? (await store.readFile(cid, { offset: 0, length: Math.min(size, 512) }))
    response.setHeader('content-type', raw ? 'application/vnd.ipld.raw' : guessType(head))
    response.writeHead(status)
    if (request.method === 'HEAD') return void response.end()
    response.end(
      block ? block.subarray(start, end + 1) : await store.readFile(cid, { offset: start, length: end - start + 1 }),
    )
  } catch (error) {
    const status = error instanceof IpfsError ? error.status : 500
    if (status === 500) console.error(error)
    if (response.headersSent) return void response.destroy()
    for (const name of ['etag', 'cache-control', 'content-length']) response.removeHeader(name)
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(request.method === 'HEAD' ? undefined : `${(error as Error).message}\n`)
  }
}

/** First and last byte of a `Range` header; undefined for none, or for one that may be left out of account (RFC 9110). */
function parseRange(header: string | undefined, size: number): [number, number] | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (!match[1] && !match[2])) return undefined
  if (!match[1]) {
    const length = Math.min(Number(match[2]), size)
    return length === 0 ? 'unsatisfiable' : [size - length, size - 1]
  }
  const start = Number(match[1])
  const end = match[2] ? Math.min(Number(match[2]), size - 1) : size - 1
  if (match[2] && Number(match[2]) < start) return undefined
  return start >= size ? 'unsatisfiable' : [start, end]
}

/** Text where it is text; never HTML, so that no document can act as a page of this origin. */
function guessType(head: Buffer): string {
  let end = head.length
  // The cut may fall into a character.
  while (end > Math.max(0, head.length - 4) && !isUtf8(head.subarray(0, end))) end--
  const text = isUtf8(head.subarray(0, end)) && !head.includes(0)
  return text ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}
