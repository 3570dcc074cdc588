import type { Address } from 'viem'
import { cutPage } from '../../domain/page'
import { type ProposalId, type ProposalWithBallots, sortBallots } from '../../domain/proposal'
import { asList } from './parse'
import { ballotFields, parseBallot, parseProposal, proposalFields } from './parseProposal'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

/**
 * One proposal with its latest ballots, the newest first; null where the index does not have it.
 *
 * @example const { value } = await getProposal(url, governor, id, 100)
 * @throws AppError
 */
export function getProposal(
  url: string,
  governor: Address,
  id: ProposalId,
  count: number,
): Promise<Indexed<ProposalWithBallots | null>> {
  return querySubgraph(
    url,
    '($dao: Bytes!, $id: BigInt!)',
    `proposals(where: { dao: $dao, proposalId: $id }) {
      ${proposalFields} ${writePages('ballots', count, 'orderBy: castNumber, orderDirection: desc', ballotFields)}
    }`,
    { dao: governor.toLowerCase(), id: id.toString() },
    (data) =>
      asList(data['proposals'], 'proposals', (json) => ({
        ...parseProposal(json),
        ballots: cutPage(sortBallots(asList(readPages(json, 'ballots'), 'ballots', parseBallot)), count),
      }))[0] ?? null,
  )
}
