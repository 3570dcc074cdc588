import { unixfs } from '@helia/unixfs'
import type { FsBlockstore } from 'blockstore-fs'
import { CID } from 'multiformats/cid'
import { sha256 } from 'multiformats/hashes/sha2'
import { IpfsError } from './ipfs-error.js'

export const maxFileBytes = 8 * 1024 * 1024
export const maxBlockBytes = 1024 * 1024
/** As Kubo cuts, so that the same bytes have the same CID here and there. */
const chunkBytes = 262_144

export type Store = ReturnType<typeof openStore>
export type ByteRange = { offset?: number; length?: number }

/** Files and blocks on a blockstore, with Helia's UnixFS; nothing is ever asked of a network. */
export function openStore(blockstore: FsBlockstore) {
  const files = unixfs({ blockstore })

  async function collect(parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    for await (const part of parts) chunks.push(part)
    return Buffer.concat(chunks)
  }

  async function assertHeld(cid: CID): Promise<void> {
    if (!(await blockstore.has(cid))) throw new IpfsError(404, `block was not found locally (offline): ${cid}`)
  }

  return {
    async addFile(content: Uint8Array, cidVersion: 0 | 1, rawLeaves: boolean): Promise<CID> {
      return files.addBytes(content, {
        cidVersion,
        rawLeaves,
        reduceSingleLeafToSelf: true,
        chunker: async function* (source) {
          const bytes = await collect(source as AsyncIterable<Uint8Array>)
          for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
        },
      })
    },

    /** Size of a file or of a raw block. */
    async measure(cid: CID): Promise<number> {
      await assertHeld(cid)
      const stat = await files.stat(cid)
      if (stat.type === 'directory') throw new IpfsError(400, `${cid} is a directory`)
      return Number(stat.size)
    },

    async readFile(cid: CID, { offset = 0, length }: ByteRange = {}): Promise<Buffer> {
      await assertHeld(cid)
      try {
        return await collect(files.cat(cid, { offset, ...(length !== undefined && { length }), offline: true }))
      } catch (error) {
        const { name, message } = error as Error
        throw new IpfsError(name === 'NotFoundError' ? 404 : 400, message)
      }
    },

    async readBlock(cid: CID): Promise<Buffer> {
      await assertHeld(cid)
      return collect(blockstore.get(cid))
    },

    async writeBlock(content: Uint8Array, codec: number): Promise<CID> {
      if (content.length > maxBlockBytes) throw new IpfsError(413, `a block holds at most ${maxBlockBytes} bytes`)
      const cid = CID.createV1(codec, await sha256.digest(content))
      await blockstore.put(cid, content)
      return cid
    },

    assertHeld,
  }
}

/** @throws IpfsError for what is no CID, in whatever form the callers write it (`/ipfs/<cid>` too). */
export function parseCid(text: string | null | undefined): CID {
  const [head = '', ...path] = (text ?? '').replace(/^\/ipfs\//, '').split('/')
  if (!head) throw new IpfsError(400, 'argument "ipfs-path" is required')
  if (path.some(Boolean)) throw new IpfsError(400, 'paths below a CID are not served here')
  try {
    return CID.parse(head)
  } catch (cause) {
    throw new IpfsError(400, `invalid CID "${head.slice(0, 100)}": ${(cause as Error).message.slice(0, 200)}`)
  }
}
