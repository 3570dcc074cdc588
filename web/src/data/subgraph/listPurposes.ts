import { type Address, numberToHex, zeroAddress } from 'viem'
import { AppError } from '../../domain/appError'
import type { DonationBook, Gift, Purpose, PurseDay, Spending } from '../../domain/donation'
import { cutPage } from '../../domain/page'
import { sortDays } from '../../domain/series'
import { asAddress, asBigInt, asHex, asList, asNumber, asRecord, asText, asTimepoint, orNull } from './parse'
import { asToken, parseAt, parseDecision } from './parseRight'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

type Json = Record<string, unknown>
const newest = 'orderBy: at, orderDirection: desc, where: { dao: $dao }'

/**
 * The purposes of donations in the order of opening, and the newest gifts and spendings of all of them.
 *
 * @example const { value } = await listPurposes(url, governor, 50)
 * @throws AppError
 */
export function listPurposes(url: string, governor: Address, count: number): Promise<Indexed<DonationBook>> {
  const purposes = `purposes(first: 1000, orderBy: purposeId, where: { dao: $dao }) {
    purposeId name proposal { proposalId description } openedAt closedAt giftCount
    purses(first: 100, orderBy: token) { token given spent held }
  }`
  const gifts = 'purpose { purposeId } purse { token } from amount note at transaction'
  const spent =
    'purpose { purposeId } purse { token } to amount digest proposal { proposalId description } at transaction'
  const lists = [purposes, writePages('gifts', count, newest, gifts), writePages('purseSpents', count, newest, spent)]
  return querySubgraph(url, '($dao: Bytes!)', lists.join('\n'), { dao: governor.toLowerCase() }, (data) => ({
    purposes: asList(data['purposes'], 'purposes', parsePurpose),
    gifts: cutPage(asList(readPages(data, 'gifts'), 'gifts', parseGift), count),
    spendings: cutPage(asList(readPages(data, 'purseSpents'), 'purseSpents', parseSpending), count),
  }))
}

/** Some years of days. */
const mostDays = 4999

/**
 * What moved in some purses, day by day, the oldest first; null where there are more days than one query gives.
 *
 * @param purposes whose purses are meant
 * @example const { value } = await listPurseDays(url, dao.donations, book.purposes)
 * @throws AppError
 */
export function listPurseDays(
  url: string,
  donations: Address,
  purposes: readonly Pick<Purpose, 'number' | 'purses'>[],
): Promise<Indexed<readonly PurseDay[] | null>> {
  const purses = new Map(
    purposes.flatMap(({ number, purses: own }) =>
      own.map(({ token }) => {
        const id = `${donations}${numberToHex(number, { size: 32 }).slice(2)}${(token ?? zeroAddress).slice(2)}`
        return [id.toLowerCase(), { purpose: number, token }] as const
      }),
    ),
  )
  const ids = [...purses.keys()].map((id) => `"${id}"`).join()
  const rest = `orderBy: day, where: { purse_in: [${ids}] }`
  const lists = writePages('purseDays', mostDays, rest, 'day purse { id } given spent held')
  return querySubgraph(url, '', lists, {}, (data) => {
    const days = asList(readPages(data, 'purseDays'), 'purseDays', (json): PurseDay => {
      const id = asHex(asRecord(json['purse'], 'purse')['id'], 'purse')
      const purse = purses.get(id)
      if (purse === undefined) throw new AppError('malformed', `purse: ${id}`)
      return {
        ...{ day: asTimepoint(json['day'], 'day'), ...purse },
        received: asBigInt(json['given'], 'given'),
        paid: asBigInt(json['spent'], 'spent'),
        balance: asBigInt(json['held'], 'held'),
      }
    })
    return days.length > mostDays ? null : sortDays(days)
  })
}

function parsePurpose(json: Json): Purpose {
  return {
    number: asBigInt(json['purposeId'], 'purposeId'),
    name: asText(json['name'], 'name'),
    proposal: parseDecision(json['proposal']),
    openedAt: asTimepoint(json['openedAt'], 'openedAt'),
    closedAt: orNull(json['closedAt'], 'closedAt', asTimepoint),
    giftCount: asNumber(json['giftCount'], 'giftCount'),
    purses: asList(json['purses'], 'purses', (purse) => ({
      token: asToken(purse['token'], 'token'),
      given: asBigInt(purse['given'], 'given'),
      spent: asBigInt(purse['spent'], 'spent'),
      held: asBigInt(purse['held'], 'held'),
    })),
  }
}

const parseMoved = (json: Json) => ({
  purpose: asBigInt(asRecord(json['purpose'], 'purpose')['purposeId'], 'purposeId'),
  token: asToken(asRecord(json['purse'], 'purse')['token'], 'token'),
  amount: asBigInt(json['amount'], 'amount'),
  at: parseAt(json),
  transaction: asHex(json['transaction'], 'transaction'),
})

function parseGift(json: Json): Gift {
  return { ...parseMoved(json), from: asAddress(json['from'], 'from'), note: asText(json['note'], 'note') }
}

function parseSpending(json: Json): Spending {
  const digest = orNull(json['digest'], 'digest', asHex)
  return { ...parseMoved(json), to: asAddress(json['to'], 'to'), digest, proposal: parseDecision(json['proposal']) }
}
