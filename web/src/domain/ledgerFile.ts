import { zeroAddress } from 'viem'
import type { DaoContracts } from './dao'
import { formatFilter, isOfAsset, type Ledger, type LedgerFilter } from './ledger'
import { formatMoney } from './money'
import { formatMoment } from './period'
import type { Asset, Flow } from './treasury'

/** The columns of an export, in their order; a later version only adds to the end. */
export const ledgerColumns = [
  'time',
  'direction',
  'asset',
  'token',
  'decimals',
  'amount',
  'amountUnits',
  'balance',
  'balanceUnits',
  'tokenId',
  'counterparty',
  'category',
  'purpose',
  'rightKind',
  'rightNumber',
  'decision',
  'proposalId',
  'operation',
  'document',
  'ref',
  'block',
  'logIndex',
  'transaction',
] as const
export type LedgerColumn = (typeof ledgerColumns)[number]

/** A line of an export: text in every column, '' for nothing. */
export type LedgerRow = Readonly<Record<LedgerColumn, string>>

/**
 * A movement as a line of an export. Times are UTC, `amount` and `balance` in words of the asset's decimals, `…Units` in
 * its smallest unit; `token` of the coin is the zero address; `document` is a CID.
 */
export function toLedgerRow(flow: Flow, assets: readonly Asset[]): LedgerRow {
  const asset = assets.find((one) => isOfAsset(flow, one))
  const decimals = asset?.decimals ?? 0
  return {
    time: formatMoment(flow.at),
    direction: flow.direction,
    asset: asset?.symbol ?? '',
    token: flow.token ?? zeroAddress,
    decimals: String(decimals),
    amount: formatMoney(flow.amount, decimals),
    amountUnits: flow.amount.toString(),
    balance: formatMoney(flow.balance, decimals),
    balanceUnits: flow.balance.toString(),
    tokenId: flow.tokenId?.toString() ?? '',
    counterparty: flow.counterparty,
    category: flow.category ?? '',
    purpose: flow.purpose ?? '',
    rightKind: flow.right?.kind ?? '',
    rightNumber: flow.right?.number.toString() ?? '',
    decision: flow.proposal?.title ?? '',
    proposalId: flow.proposal?.id.toString() ?? '',
    operation: flow.operation ?? '',
    document: flow.cid ?? '',
    ref: flow.ref ?? '',
    block: flow.block.toString(),
    logIndex: flow.logIndex.toString(),
    transaction: flow.transaction,
  }
}

/** What a spreadsheet would read as a formula, also after spaces and in full width. */
const formula = /^[\s\u00A0\uFEFF]*[=+\-@\t\r|%\uFF1D\uFF0B\uFF0D\uFF20]/

/**
 * A cell of a CSV file (RFC 4180). What anybody wrote and a spreadsheet would run begins with an apostrophe instead.
 *
 * @example writeCell('=1+1') // "'=1+1"
 */
export function writeCell(text: string): string {
  const safe = formula.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Movements as CSV (RFC 4180), with a mark of UTF-8 at the beginning, without which spreadsheets break Chinese. */
export function formatLedgerCsv(flows: readonly Flow[], assets: readonly Asset[]): string {
  const lines = flows.map((flow) => {
    const row = toLedgerRow(flow, assets)
    return ledgerColumns.map((column) => writeCell(row[column])).join(',')
  })
  return `\uFEFF${[ledgerColumns.join(','), ...lines].map((line) => `${line}\r\n`).join('')}`
}

/** Movements as JSON: whose they are, what was asked for, and the lines of {@link toLedgerRow} in full. */
export function formatLedgerJson(
  flows: readonly Flow[],
  { assets, block }: Pick<Ledger, 'assets' | 'block'>,
  filter: LedgerFilter,
  { chainId, governor, treasury, name }: Pick<DaoContracts, 'chainId' | 'governor' | 'treasury' | 'name'>,
): string {
  const file = {
    format: 'althing-ledger',
    version: 1,
    dao: { chainId, governor, treasury, name },
    block: block.toString(),
    filter: formatFilter(filter),
    flows: flows.map((flow) => toLedgerRow(flow, assets)),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
