import { AppError } from '../../domain/appError'
import { type Cid, computeCid } from '../../domain/cid'
import { maxDocumentBytes } from '../../domain/document'

const timeout = 10_000

/**
 * The text of a document, from the first gateway that has it. The bytes are hashed here: what does not hash to its own
 * name is refused, whoever served it.
 *
 * @example const text = await getDocument(['http://127.0.0.1:8080'], cid)
 * @throws AppError `documentUnreachable`, `documentMismatch`
 */
export async function getDocument(gateways: readonly string[], cid: Cid): Promise<string> {
  let last = new AppError('documentUnreachable', 'no gateway')
  for (const gateway of gateways) {
    try {
      const response = await fetch(`${gateway}/ipfs/${cid}?format=raw`, {
        headers: { accept: 'application/vnd.ipld.raw' },
        signal: AbortSignal.timeout(timeout),
        credentials: 'omit',
      })
      if (!response.ok) throw new AppError('documentUnreachable', `HTTP ${response.status}`)
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (bytes.length > maxDocumentBytes || computeCid(bytes) !== cid) {
        throw new AppError('documentMismatch', gateway)
      }
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch (error) {
      last = error instanceof AppError ? error : new AppError('documentUnreachable', String(error), { cause: error })
    }
  }
  throw last
}
