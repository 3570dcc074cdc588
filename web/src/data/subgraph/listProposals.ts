import type { Address } from 'viem'
import type { Proposal } from '../../domain/proposal'
import { asList } from './parse'
import { parseProposal, proposalFields } from './parseProposal'
import { type Indexed, querySubgraph } from './querySubgraph'

/**
 * The proposals of a DAO, the newest first: at most the latest thousand.
 *
 * @example const { value, at } = await listProposals(url, governor)
 * @throws AppError
 */
export function listProposals(url: string, governor: Address): Promise<Indexed<Proposal[]>> {
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    `proposals(first: 1000, orderBy: number, orderDirection: desc, where: { dao: $dao }) { ${proposalFields} }`,
    { dao: governor.toLowerCase() },
    (data) => asList(data['proposals'], 'proposals', parseProposal),
  )
}
