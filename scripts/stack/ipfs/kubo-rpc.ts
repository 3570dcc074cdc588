import type { IncomingMessage, ServerResponse } from 'node:http'
import { IpfsError } from './ipfs-error.js'
import { readParts } from './read-part.js'
import { maxBlockBytes, maxFileBytes, parseCid, type Store } from './store.js'

type Call = (store: Store, query: URLSearchParams, request: IncomingMessage, response: ServerResponse) => Promise<void>

const codecs: Record<string, number> = { raw: 0x55, 'dag-pb': 0x70, protobuf: 0x70, 'dag-cbor': 0x71, cbor: 0x71 }

/** The calls of Kubo's RPC that the client, graph-node and `graph deploy` make. */
const calls: Record<string, Call> = {
  version: async (_store, _query, _request, response) => {
    sendJson(response, {
      Version: '0.0.0-helia',
      Commit: '',
      Repo: '',
      System: `${process.arch}/${process.platform}`,
      Golang: '',
    })
  },

  add: async (store, query, request, response) => {
    const version = query.get('cid-version') === '1' ? 1 : 0
    const rawLeaves = query.has('raw-leaves') ? query.get('raw-leaves') === 'true' : version === 1
    const chunker = query.get('chunker')
    if (chunker && chunker !== 'size-262144')
      throw new IpfsError(400, `chunker "${chunker.slice(0, 40)}" is not offered`)
    const parts = await readParts(request, maxFileBytes)
    if (!parts.length) throw new IpfsError(400, 'there is no file in the body')
    const added = []
    for (const { name, content } of parts) {
      const cid = (await store.addFile(content, version, rawLeaves)).toString()
      added.push({ Name: name || cid, Hash: cid, Size: String(content.length) })
    }
    response.setHeader('content-type', 'application/json')
    response.end(added.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  },

  cat: async (store, query, _request, response) => {
    const range = { offset: readNumber(query, 'offset') ?? 0, length: readNumber(query, 'length') }
    const content = await store.readFile(parseCid(query.get('arg')), {
      offset: range.offset,
      ...(range.length !== undefined && { length: range.length }),
    })
    response.setHeader('content-type', 'text/plain')
    response.setHeader('x-stream-output', '1')
    response.end(content)
  },

  'pin/add': async (store, query, _request, response) => {
    const cid = parseCid(query.get('arg'))
    await store.assertHeld(cid)
    sendJson(response, { Pins: [cid.toString()] })
  },

  'block/get': async (store, query, _request, response) => {
    const content = await store.readBlock(parseCid(query.get('arg')))
    response.setHeader('content-type', 'application/octet-stream')
    response.end(content)
  },

  'block/put': async (store, query, request, response) => {
    const format = query.get('cid-codec') ?? query.get('format') ?? 'raw'
    const codec = codecs[format]
    if (codec === undefined) throw new IpfsError(400, `codec "${format.slice(0, 40)}" is not offered`)
    const hash = query.get('mhtype') ?? 'sha2-256'
    if (hash !== 'sha2-256') throw new IpfsError(400, `hash "${hash.slice(0, 40)}" is not offered`)
    const [part] = await readParts(request, maxBlockBytes)
    if (!part) throw new IpfsError(400, 'there is no block in the body')
    const cid = await store.writeBlock(part.content, codec)
    sendJson(response, { Key: cid.toString(), Size: part.content.length })
  },
}

/** Answers one request of Kubo's RPC (https://docs.ipfs.tech/reference/kubo/rpc/). */
export async function answerRpc(
  store: Store,
  origins: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { origin } = request.headers
    // As in Kubo, a page of another origin may neither read nor write.
    if (origin && !origins.includes(origin)) throw new IpfsError(403, `origin ${origin.slice(0, 200)} is not allowed`)
    if (origin) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-allow-headers', 'content-type')
      response.setHeader('access-control-allow-methods', 'POST')
      response.setHeader('vary', 'origin')
    }
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    if (request.method !== 'POST') throw new IpfsError(405, 'every call is a POST')
    const url = new URL(request.url ?? '/', 'http://localhost')
    const name = url.pathname.replace(/^\/api\/v0\//, '').replace(/\/$/, '')
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined
    if (!call) throw new IpfsError(404, `"${name.slice(0, 100)}" is not offered here`)
    await call(store, url.searchParams, request, response)
  } catch (error) {
    sendError(response, error)
  }
}

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new IpfsError(400, `${name} has to be a whole number`)
  return value
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}

/** Kubo's form of an error. */
function sendError(response: ServerResponse, error: unknown): void {
  const status = error instanceof IpfsError ? error.status : 500
  if (status === 500) console.error(error)
  const message = (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'the disk is full' : (error as Error).message
  if (response.headersSent) return void response.destroy()
  // The rest of a body that was refused is not read.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ Message: message, Code: 0, Type: 'error' }))
}
