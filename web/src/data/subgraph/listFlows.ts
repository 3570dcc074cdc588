import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { AppError } from '../../domain/appError'
import { type Cid, parseCid } from '../../domain/cid'
import { parseDescription } from '../../domain/description'
import { cutPage, type Page } from '../../domain/page'
import type { ProposalId } from '../../domain/proposal'
import { rightKinds } from '../../domain/route'
import { type Decision, type Flow, type RightName, sortFlows } from '../../domain/treasury'
import { asAddress, asBigInt, asHex, asList, asNumber, asRecord, asText, asTimepoint, orNull } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

/** What right an envelope is: one of these, or none. */
export const rightFields = `budget { budgetId } grant { grantId } payout { payoutId }
  distribution { distributionId } standing { standingId }`

/** The fields of a movement. */
export const flowFields = `asset { token } direction counterparty amount tokenId number balance
  proposal { proposalId description } operation { operationId } purpose category ref cid
  envelope { envelopeId ${rightFields} } at block logIndex transaction`

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
  const envelope = orNull(json['envelope'], 'envelope', asRecord)
  return {
    direction: direction === 'IN' ? 'in' : 'out',
    token: token === zeroAddress ? null : token,
    counterparty: asAddress(json['counterparty'], 'counterparty'),
    amount: asBigInt(json['amount'], 'amount'),
    tokenId: orNull(json['tokenId'], 'tokenId', asBigInt),
    proposal: orNull(json['proposal'], 'proposal', parseDecision),
    operation: orNull(json['operation'], 'operation', (value, name) =>
      asHex(asRecord(value, name)['operationId'], 'operationId'),
    ),
    envelope: envelope && asBigInt(envelope['envelopeId'], 'envelopeId'),
    right: envelope && parseRight(envelope),
    purpose: orNull(json['purpose'], 'purpose', asText),
    category: orNull(json['category'], 'category', asText),
    ref: orNull(json['ref'], 'ref', asHex),
    cid: orNull(json['cid'], 'cid', asCid),
    number: asNumber(json['number'], 'number'),
    balance: asBigInt(json['balance'], 'balance'),
    at: asTimepoint(json['at'], 'at'),
    block: asBigInt(json['block'], 'block'),
    logIndex: Number(asBigInt(json['logIndex'], 'logIndex')),
    transaction: asHex(json['transaction'], 'transaction'),
  }
}

/** The proposal that something follows from, by `proposalId description`. */
export function parseDecision(value: unknown, name: string): Decision {
  const proposal = asRecord(value, name)
  return {
    id: asBigInt(proposal['proposalId'], 'proposalId') as ProposalId,
    title: parseDescription(asText(proposal['description'], 'description')).title,
  }
}

/** What right an envelope is, by {@link rightFields}; null where no module that is followed has told. */
export function parseRight(envelope: Record<string, unknown>): RightName | null {
  for (const kind of rightKinds) {
    const right = orNull(envelope[kind], kind, asRecord)
    if (right) return { kind, number: asBigInt(right[`${kind}Id`], `${kind}Id`) }
  }
  return null
}

function asCid(value: unknown, name: string): Cid {
  const cid = parseCid(asText(value, name))
  if (cid === null) throw new AppError('malformed', `${name}: ${String(value)}`)
  return cid
}
