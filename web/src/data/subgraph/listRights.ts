import { type Address, type Hex, numberToHex } from 'viem'
import { cutPage } from '../../domain/page'
import { type Payment, type Right, type RightHistory, type RightInFull, sortRights } from '../../domain/right'
import { type RightKind, rightKinds } from '../../domain/route'
import { asAddress, asBigInt, asHex, asList, asRecord, asTimepoint, orNull } from './parse'
import { drawFields, parseAt, parseDistribution, parseDraw, parseRight, rightEntities } from './parseRight'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

type Json = Record<string, unknown>

/** The most of a kind that one question asks for. */
const most = 999
/** The most rows of a payout: more do not fit into its document. */
const mostRows = 4999

/**
 * Every right to be paid by the treasury, the newest first.
 *
 * @example const { value } = await listRights(url, governor)
 * @throws AppError
 */
export function listRights(url: string, governor: Address): Promise<Indexed<Right[]>> {
  const lists = rightKinds.map((kind) => {
    const { list, fields } = rightEntities[kind]
    return writePages(list, most, 'where: { dao: $dao }', fields)
  })
  return querySubgraph(url, '($dao: Bytes!)', lists.join('\n'), { dao: governor.toLowerCase() }, (data) =>
    sortRights(
      rightKinds.flatMap((kind) => {
        const { list } = rightEntities[kind]
        return asList(readPages(data, list), list, (json) => parseRight(kind, json))
      }),
    ),
  )
}

/**
 * One right in full; null where there is none of this number.
 *
 * @example const { value } = await getRight(url, governor, 'grant', 2n, 50)
 * @throws AppError
 */
export function getRight(
  url: string,
  governor: Address,
  kind: RightKind,
  number: bigint,
  count: number,
): Promise<Indexed<RightInFull | null>> {
  const { list, number: name, fields } = rightEntities[kind]
  const more = kind === 'distribution' ? claimList(count) : ''
  return querySubgraph(
    url,
    '($dao: Bytes!, $number: BigInt!)',
    `${list}(where: { dao: $dao, ${name}: $number }) {
      ${fields} ${historyFields[kind]} ${more}
      ${kind === 'distribution' ? '' : `paid: envelope { ${flowList(count)} }`}
    }`,
    { dao: governor.toLowerCase(), number: number.toString() },
    (data) =>
      asList(data[list], list, (json) => ({
        right: parseRight(kind, json),
        history: parseHistory(kind, json),
        payments: cutPage(parsePayments(kind, number, json), count),
      }))[0] ?? null,
  )
}

const flowList = (count: number) =>
  writePages('flows', count, 'orderBy: number, orderDirection: desc', 'counterparty amount ref at transaction')
const claimList = (count: number) =>
  writePages('claims', count, 'orderBy: at, orderDirection: desc', 'tokenId to amount at transaction')

const historyFields: Record<RightKind, string> = {
  budget: `draws(first: 1000, orderBy: drawId) { ${drawFields} }`,
  grant: 'reports(first: 1000, orderBy: at) { digest paid at }',
  payout: writePages('rows', mostRows, 'orderBy: row', 'row payee amount setAsideAt claimedAt paidTo'),
  distribution: '',
  standing: `rounds(first: 1000, orderBy: openedAt, orderDirection: desc) { ${rightEntities.distribution.fields} }
    credits(first: 1000, orderBy: at) { amount at transaction }`,
}

function parseHistory(kind: RightKind, json: Json): RightHistory {
  const list = <Item>(name: string, of: RightKind, parse: (item: Json) => Item): Item[] =>
    kind === of ? asList(name === 'rows' ? readPages(json, name) : json[name], name, parse) : []
  return {
    draws: list('draws', 'budget', parseDraw),
    reports: list('reports', 'grant', (report) => ({
      digest: asHex(report['digest'], 'digest'),
      paid: asBigInt(report['paid'], 'paid'),
      at: parseAt(report),
    })),
    rows: list('rows', 'payout', (row) => ({
      row: Number(asBigInt(row['row'], 'row')),
      payee: asAddress(row['payee'], 'payee'),
      amount: asBigInt(row['amount'], 'amount'),
      setAsideAt: orNull(row['setAsideAt'], 'setAsideAt', asTimepoint),
      claimedAt: orNull(row['claimedAt'], 'claimedAt', asTimepoint),
      paidTo: orNull(row['paidTo'], 'paidTo', asAddress),
    })),
    rounds: list('rounds', 'standing', parseDistribution),
    credits: list('credits', 'standing', (credit) => ({
      amount: asBigInt(credit['amount'], 'amount'),
      at: parseAt(credit),
      transaction: asHex(credit['transaction'], 'transaction'),
    })),
  }
}

function parsePayments(kind: RightKind, number: bigint, json: Json): Payment[] {
  const common = (one: Json) => ({
    amount: asBigInt(one['amount'], 'amount'),
    at: parseAt(one),
    transaction: asHex(one['transaction'], 'transaction'),
  })
  if (kind === 'distribution') {
    return asList(readPages(json, 'claims'), 'claims', (claim) => {
      const value = (number << 128n) | asBigInt(claim['tokenId'], 'tokenId')
      const ref: Hex = numberToHex(value, { size: 32 })
      return { to: asAddress(claim['to'], 'to'), ref, ...common(claim) }
    })
  }
  return asList(readPages(asRecord(json['paid'], 'paid'), 'flows'), 'flows', (flow) => ({
    to: asAddress(flow['counterparty'], 'counterparty'),
    ref: asHex(flow['ref'], 'ref'),
    ...common(flow),
  }))
}
