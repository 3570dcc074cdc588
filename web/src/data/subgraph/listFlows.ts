import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { AppError } from '../../domain/appError'
import { parseDescription } from '../../domain/description'
import type { ProposalId } from '../../domain/proposal'
import type { Flow } from '../../domain/treasury'
import { asAddress, asBigInt, asHex, asList, asRecord, asText, asTimepoint, orNull } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'

/**
 * The latest movements into and out of a treasury, the newest first; at most five hundred.
 *
 * @example const { value } = await listFlows(url, governor)
 * @throws AppError
 */
export function listFlows(url: string, governor: Address): Promise<Indexed<Flow[]>> {
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    `flows(first: 500, orderBy: at, orderDirection: desc, where: { dao: $dao }) {
      asset { token } direction counterparty amount tokenId at transaction proposal { proposalId description }
    }`,
    { dao: governor.toLowerCase() },
    (data) => asList(data['flows'], 'flows', parseFlow),
  )
}

function parseFlow(json: Record<string, unknown>): Flow {
  const direction = asText(json['direction'], 'direction')
  if (direction !== 'IN' && direction !== 'OUT') throw new AppError('malformed', `direction: ${direction}`)
  const token = asAddress(asRecord(json['asset'], 'asset')['token'], 'token')
  return {
    direction: direction === 'IN' ? 'in' : 'out',
    token: token === zeroAddress ? null : token,
    counterparty: asAddress(json['counterparty'], 'counterparty'),
    amount: asBigInt(json['amount'], 'amount'),
    tokenId: orNull(json['tokenId'], 'tokenId', asBigInt),
    proposal: orNull(json['proposal'], 'proposal', (value, name) => {
      const proposal = asRecord(value, name)
      return {
        id: asBigInt(proposal['proposalId'], 'proposalId') as ProposalId,
        title: parseDescription(asText(proposal['description'], 'description')).title,
      }
    }),
    at: asTimepoint(json['at'], 'at'),
    transaction: asHex(json['transaction'], 'transaction'),
  }
}
