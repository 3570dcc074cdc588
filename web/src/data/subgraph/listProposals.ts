import type { Address } from 'viem'
import { cutPage, type Page } from '../../domain/page'
import type { Proposal } from '../../domain/proposal'
import { asList } from './parse'
import { parseProposal, proposalFields } from './parseProposal'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

/**
 * The latest proposals of a DAO, the newest first.
 *
 * @example const { value, at } = await listProposals(url, governor, 100)
 * @throws AppError
 */
export function listProposals(url: string, governor: Address, count: number): Promise<Indexed<Page<Proposal>>> {
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    writePages('proposals', count, 'orderBy: number, orderDirection: desc, where: { dao: $dao }', proposalFields),
    { dao: governor.toLowerCase() },
    (data) => cutPage(asList(readPages(data, 'proposals'), 'proposals', parseProposal), count),
  )
}
