import { type Address, zeroAddress } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import { type AssetDay, type Series, sortDays, type SpendingDay } from '../../domain/series'
import { assetId } from './listLedger'
import { asAddress, asBigInt, asList, asNumber, asRecord, asText, asTimepoint } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

/** Some years of days. */
const most = 4999

/**
 * The daily series of some assets; null where there are more days than one query gives.
 *
 * @param tokens null for the coin
 * @example const { value } = await listSeries(url, dao, [null])
 * @throws AppError
 */
export function listSeries(
  url: string,
  dao: Pick<DaoContracts, 'treasury'>,
  tokens: readonly (Address | null)[],
): Promise<Indexed<Series | null>> {
  const assets = tokens.map((token) => `"${assetId(dao.treasury, token)}"`).join()
  const rest = `orderBy: day, where: { asset_in: [${assets}] }`
  return querySubgraph(
    url,
    '',
    `${writePages('assetDays', most, rest, 'day asset { token } received paid balance flowCount')}
    ${writePages('spendingDays', most, rest, 'day asset { token } category purpose amount paymentCount')}`,
    {},
    (data) => {
      const days = asList(readPages(data, 'assetDays'), 'assetDays', parseAssetDay)
      const spending = asList(readPages(data, 'spendingDays'), 'spendingDays', parseSpendingDay)
      if (days.length > most || spending.length > most) return null
      return { days: sortDays(days), spending: sortDays(spending) }
    },
  )
}

function parseDay(json: Record<string, unknown>) {
  const token = asAddress(asRecord(json['asset'], 'asset')['token'], 'token')
  return { day: asTimepoint(json['day'], 'day'), token: token === zeroAddress ? null : token }
}

function parseAssetDay(json: Record<string, unknown>): AssetDay {
  return {
    ...parseDay(json),
    received: asBigInt(json['received'], 'received'),
    paid: asBigInt(json['paid'], 'paid'),
    balance: asBigInt(json['balance'], 'balance'),
    count: asNumber(json['flowCount'], 'flowCount'),
  }
}

function parseSpendingDay(json: Record<string, unknown>): SpendingDay {
  const orNone = (name: string) => asText(json[name], name) || null
  return {
    ...parseDay(json),
    category: orNone('category'),
    purpose: orNone('purpose'),
    amount: asBigInt(json['amount'], 'amount'),
    count: asNumber(json['paymentCount'], 'paymentCount'),
  }
}
