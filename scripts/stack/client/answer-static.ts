import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** Answers one request from the files of a folder and from nowhere else. Files named by their hash are kept for a year. */
export async function answerStatic(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'only GET and HEAD')
  const path = locate(folder, request.url ?? '/')
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined)
  if (!path || !found?.isFile()) return refuse(response, 404, 'not found')
  const type = types[extname(path)] ?? 'application/octet-stream'
  const hashed = path.startsWith(join(folder, 'assets') + sep)
  const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'])) && /text|json|svg|manifest/.test(type)
  response.setHeader('content-type', type)
  response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  response.setHeader('vary', 'accept-encoding')
  if (packed) response.setHeader('content-encoding', 'gzip')
  else response.setHeader('content-length', found.size)
  response.writeHead(200)
  if (request.method === 'HEAD') return void response.end()
  const file = createReadStream(path)
  // A reader who goes away is no fault of ours.
  await (packed ? pipeline(file, createGzip(), response) : pipeline(file, response)).catch(() => response.destroy())
}

/** The file that a URL names, or undefined where it points outside of the folder. */
function locate(folder: string, url: string): string | undefined {
  let name: string
  try {
    name = decodeURIComponent(url.split(/[?#]/)[0]!)
  } catch {
    return undefined
  }
  if (name.includes('\0')) return undefined
  const path = normalize(join(folder, name.endsWith('/') ? `${name}index.html` : name))
  return path.startsWith(normalize(folder) + sep) ? path : undefined
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${message}\n`)
}
