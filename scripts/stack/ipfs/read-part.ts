import type { IncomingMessage } from 'node:http'
import { IpfsError } from './ipfs-error.js'

export type Part = { name: string; content: Buffer }

/**
 * The parts of a `multipart/form-data` body, which is how Kubo's RPC takes bytes.
 *
 * @throws IpfsError for a body that is too large, has no boundary or is cut off.
 */
export async function readParts(request: IncomingMessage, limit: number): Promise<Part[]> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '')
  if (!boundary) throw new IpfsError(400, 'the body has to be multipart/form-data with a boundary')
  const body = await readBody(request, limit)
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  const parts: Part[] = []
  let at = body.indexOf(mark)
  for (;;) {
    if (at < 0) throw new IpfsError(400, 'the body ends before its closing boundary')
    const start = at + mark.length
    if (body.subarray(start, start + 2).toString() === '--') return parts
    const end = body.indexOf(mark, start)
    if (end < 0) throw new IpfsError(400, 'the body ends before its closing boundary')
    const split = body.indexOf('\r\n\r\n', start)
    if (split < 0 || split > end) throw new IpfsError(400, 'a part has no header')
    const header = body.subarray(start, split).toString()
    if (/content-type:\s*application\/x-directory/i.test(header)) {
      throw new IpfsError(400, 'directories are not taken here; add single files')
    }
    const name = /filename="([^"]*)"/i.exec(header)?.[1] ?? ''
    parts.push({ name: decodeURIComponent(name), content: body.subarray(split + 4, Math.max(split + 4, end - 2)) })
    at = end
  }
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit + 4096) throw new IpfsError(413, `at most ${limit} bytes are taken at once`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
