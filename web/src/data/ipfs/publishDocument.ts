import { AppError } from '../../domain/appError'
import { type Cid, computeCid } from '../../domain/cid'

/**
 * Stores a document as one raw, pinned block through a Kubo RPC API, and makes sure that the node gave it the name that
 * its bytes have.
 *
 * @example const cid = await publishDocument('http://127.0.0.1:5001', '# Mend the boat')
 * @throws AppError `publishFailed`
 */
export async function publishDocument(api: string, text: string): Promise<Cid> {
  const bytes = new TextEncoder().encode(text)
  const expected = computeCid(bytes)
  try {
    const { create } = await import('ipfs-http-client')
    const added = await create({ url: api, timeout: 20_000 }).add(bytes, { cidVersion: 1, rawLeaves: true, pin: true })
    if (added.cid.toString() !== expected) throw new AppError('publishFailed', added.cid.toString())
    return expected
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('publishFailed', String(error), { cause: error })
  }
}
