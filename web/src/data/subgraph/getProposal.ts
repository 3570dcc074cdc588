import type { Address } from 'viem'
import type { ProposalId, ProposalWithBallots } from '../../domain/proposal'
import { asList } from './parse'
import { ballotFields, parseBallot, parseProposal, proposalFields } from './parseProposal'
import { type Indexed, querySubgraph } from './querySubgraph'

/**
 * One proposal with its ballots, the newest ballot last; null where the index does not have it.
 *
 * @example const { value } = await getProposal(url, governor, id)
 * @throws AppError
 */
export function getProposal(
  url: string,
  governor: Address,
  id: ProposalId,
): Promise<Indexed<ProposalWithBallots | null>> {
  return querySubgraph(
    url,
    '($dao: Bytes!, $id: BigInt!)',
    `proposals(where: { dao: $dao, proposalId: $id }) {
      ${proposalFields} ballots(first: 1000, orderBy: castAt) { ${ballotFields} }
    }`,
    { dao: governor.toLowerCase(), id: id.toString() },
    (data) =>
      asList(data['proposals'], 'proposals', (json) => ({
        ...parseProposal(json),
        ballots: asList(json['ballots'], 'ballots', parseBallot),
      }))[0] ?? null,
  )
}
