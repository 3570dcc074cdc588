import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { AppError } from '../../domain/appError'
import { parseDescription } from '../../domain/description'
import { cutPage, type Page } from '../../domain/page'
import type { ProposalId } from '../../domain/proposal'
import { type Flow, sortFlows } from '../../domain/treasury'
import { asAddress, asBigInt, asHex, asList, asRecord, asText, asTimepoint, orNull } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

/** The fields of a movement. */
export const flowFields = `asset { token } direction counterparty amount tokenId at block logIndex transaction
  proposal { proposalId description }`

/**
 * The latest movements into and out of a treasury, the newest first.
 *
 * @example const { value } = await listFlows(url, governor, 50)
 * @throws AppError
 */
export function listFlows(url: string, governor: Address, count: number): Promise<Indexed<Page<Flow>>> {
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    writePages('flows', count, 'orderBy: at, orderDirection: desc, where: { dao: $dao }', flowFields),
    { dao: governor.toLowerCase() },
    (data) => cutPage(sortFlows(asList(readPages(data, 'flows'), 'flows', parseFlow)), count),
  )
}

/** A movement of the index. */
export function parseFlow(json: Record<string, unknown>): Flow {
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
    block: asBigInt(json['block'], 'block'),
    logIndex: Number(asBigInt(json['logIndex'], 'logIndex')),
    transaction: asHex(json['transaction'], 'transaction'),
  }
}
