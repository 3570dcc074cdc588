import { type Address, type Hex, zeroAddress } from 'viem'
import {
  boundStanding,
  type Envelope,
  listNamedTokens,
  type Obligations,
  type PendingOperation,
} from '../../domain/envelope'
import type { Action } from '../../domain/proposal'
import { parseDecision, parseRight, rightFields } from './listFlows'
import { asAddress, asBigInt, asHex, asList, asRecord, asText, asTimepoint, orNull } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

/** What one query of each can give. */
const most = 4999

const proposal = 'proposal { proposalId description }'
const envelopeFields = `envelopeId module token total cap period end drawn setAt revokedAt purpose category ${rightFields}
  grant { clawedBack } distribution { shares share } standing { allotted booked } decision { ${proposal} }`
const operationFields = `operationId readyAt expiresAt ${proposal}
  calls(first: 100, orderBy: index) { target value calldata }`

/**
 * All that the treasury is bound to: its envelopes in the order of their numbers, and the operations that wait. null
 * where there is more of it than one query gives.
 *
 * @example const { value } = await listObligations(url, governor)
 * @throws AppError
 */
export function listObligations(url: string, governor: Address): Promise<Indexed<Obligations | null>> {
  const open = 'orderBy: scheduledAt, where: { dao: $dao, executedAt: null, canceledAt: null }'
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    `${writePages('envelopes', most, 'orderBy: envelopeId, where: { dao: $dao }', envelopeFields)}
    ${writePages('operations', most, open, operationFields)}
    ${writePages('operationCalls', most, 'where: { operation_: { dao: $dao }, executedAt_not: null }', 'target calldata')}`,
    { dao: governor.toLowerCase() },
    (data) => {
      const read = <Item>(field: string, parse: (json: Record<string, unknown>) => Item) =>
        asList(readPages(data, field), field, parse)
      const envelopes = read('envelopes', parseEnvelope)
      const operations = read('operations', parseOperation)
      const executed = read('operationCalls', (json) => ({
        target: asAddress(json['target'], 'target'),
        calldata: asHex(json['calldata'], 'calldata'),
      }))
      if ([envelopes, operations, executed].some(({ length }) => length > most)) return null
      return { envelopes, operations, tokens: listNamedTokens(envelopes, executed) }
    },
  )
}

function parseEnvelope(json: Record<string, unknown>): Envelope {
  const token = asAddress(json['token'], 'token')
  const amount = (name: string) => asBigInt(json[name], name)
  return {
    number: amount('envelopeId'),
    module: asAddress(json['module'], 'module'),
    token: token === zeroAddress ? null : token,
    total: amount('total'),
    cap: amount('cap'),
    period: amount('period'),
    end: asTimepoint(json['end'], 'end'),
    drawn: amount('drawn'),
    payable: readPayable(json, amount('total')),
    setAt: asTimepoint(json['setAt'], 'setAt'),
    revokedAt: orNull(json['revokedAt'], 'revokedAt', asTimepoint),
    right: parseRight(json),
    purpose: orNull(json['purpose'], 'purpose', asText),
    category: orNull(json['category'], 'category', asText),
    proposal: orNull(json['decision'], 'decision', (value, name) =>
      orNull(asRecord(value, name)['proposal'], 'proposal', parseDecision),
    ),
  }
}

function readPayable(json: Record<string, unknown>, total: bigint): bigint {
  const read = (field: string) => orNull(json[field], field, asRecord)
  const [grant, distribution, standing] = [read('grant'), read('distribution'), read('standing')]
  if (grant) return total - (orNull(grant['clawedBack'], 'clawedBack', asBigInt) ?? 0n)
  if (distribution) return asBigInt(distribution['share'], 'share') * asBigInt(distribution['shares'], 'shares')
  if (!standing) return total
  return boundStanding(total, asBigInt(standing['allotted'], 'allotted'), asBigInt(standing['booked'], 'booked'))
}

function parseOperation(json: Record<string, unknown>): PendingOperation {
  return {
    id: asHex(json['operationId'], 'operationId') as Hex,
    readyAt: asTimepoint(json['readyAt'], 'readyAt'),
    expiresAt: asTimepoint(json['expiresAt'], 'expiresAt'),
    calls: asList(json['calls'], 'calls', (call): Action => ({
      target: asAddress(call['target'], 'target'),
      value: asBigInt(call['value'], 'value'),
      calldata: asHex(call['calldata'], 'calldata'),
    })),
    proposal: orNull(json['proposal'], 'proposal', parseDecision),
  }
}
