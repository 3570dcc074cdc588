import { AppError } from '../../domain/appError'
import type { BlockName } from '../../domain/indexHealth'
import { asBigInt, asBoolean, asRecord, asText } from './parse'

/** What the index answered, and the block that it stood at. */
export type Indexed<Value> = { readonly value: Value; readonly at: BlockName & { readonly hasErrors: boolean } }

const timeout = 6_000

/**
 * Asks the index one question by plain fetch; the block that the answer holds for comes with it.
 *
 * @param body what stands between the braces; `_meta` is added
 * @example await querySubgraph(url, 'proposals { id }', {}, (data) => parseProposals(data))
 * @throws AppError `indexUnreachable`, or `malformed` where the answer is not what was asked for
 */
export async function querySubgraph<Value>(
  url: string,
  head: string,
  body: string,
  variables: Record<string, unknown>,
  parse: (data: Record<string, unknown>) => Value,
): Promise<Indexed<Value>> {
  const query = `query${head} { ${body} _meta { block { number hash } hasIndexingErrors } }`
  let answer: Record<string, unknown>
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeout),
      credentials: 'omit',
    })
    if (!response.ok) throw new AppError('indexUnreachable', `HTTP ${response.status}`)
    answer = asRecord(await response.json(), 'answer')
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('indexUnreachable', String(error), { cause: error })
  }
  if (answer['errors'] !== undefined) {
    throw new AppError('malformed', JSON.stringify(answer['errors']).slice(0, 300))
  }
  const data = asRecord(answer['data'], 'data')
  const meta = asRecord(data['_meta'], '_meta')
  const block = asRecord(meta['block'], '_meta.block')
  return {
    value: parse(data),
    at: {
      number: asBigInt(block['number'], 'number'),
      hash: asText(block['hash'], 'hash'),
      hasErrors: asBoolean(meta['hasIndexingErrors'], 'hasIndexingErrors'),
    },
  }
}
