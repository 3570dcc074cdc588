import { type Indexed, querySubgraph } from './querySubgraph'

/**
 * Asks the index for nothing but the block that it stands at.
 *
 * @example const { at } = await checkIndex(url)
 * @throws AppError
 */
export function checkIndex(url: string): Promise<Indexed<true>> {
  return querySubgraph(url, '', '', {}, () => true)
}
