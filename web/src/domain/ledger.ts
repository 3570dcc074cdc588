import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import { day, formatDay, parseDay, type Period } from './period'
import { rightKinds } from './route'
import { toTimepoint } from './timepoint'
import type { Asset, Flow, RightName } from './treasury'

/** The books of a treasury: every movement of the assets that the DAO named, the newest first. */
export type Ledger = {
  readonly flows: readonly Flow[]
  readonly assets: readonly Asset[]
  /** The block as of which it is complete. */
  readonly block: bigint
  readonly source: 'index' | 'chain'
}

/** What of a ledger somebody wants to see; a part that is absent narrows nothing. */
export type LedgerFilter = Period & {
  /** null for the coin. */
  readonly token?: Address | null
  /** Of a collection. */
  readonly tokenId?: bigint
  readonly direction?: Flow['direction']
  /** null for what no right says anything of. */
  readonly category?: string | null
  readonly purpose?: string | null
  readonly counterparty?: Address
  readonly right?: RightName
  /** Searched for in titles, words, addresses and hashes; '' for anything. */
  readonly text: string
}

export const emptyFilter: LedgerFilter = { from: null, to: null, text: '' }

const isSame = (a: string | null, b: string | null) => (a ?? '').toLowerCase() === (b ?? '').toLowerCase()

/** Whether two tokens, or the coin (null), are one. */
export function isSameToken(a: Address | null, b: Address | null): boolean {
  return isSame(a, b)
}

/** Whether a movement is one of an asset: of an ERC-1155, of the same id. */
export function isOfAsset(flow: Pick<Flow, 'token' | 'tokenId'>, asset: Pick<Asset, 'token' | 'tokenId'>): boolean {
  return isSameToken(flow.token, asset.token) && (asset.tokenId === undefined || asset.tokenId === flow.tokenId)
}

/**
 * The movements that a filter lets through, in their order.
 *
 * @param names the reader's own of accounts, by the account in lower case: they are searched in as well
 */
export function selectFlows(
  flows: readonly Flow[],
  filter: LedgerFilter,
  names: ReadonlyMap<string, string> = new Map(),
): Flow[] {
  const { token, tokenId, direction, category, purpose, counterparty, right, from, to } = filter
  const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return flows.filter((flow) => {
    if (from !== null && flow.at < from) return false
    if (to !== null && flow.at > to) return false
    if (token !== undefined && !isSame(flow.token, token)) return false
    if (tokenId !== undefined && flow.tokenId !== tokenId) return false
    if (direction !== undefined && flow.direction !== direction) return false
    if (category !== undefined && flow.category !== category) return false
    if (purpose !== undefined && flow.purpose !== purpose) return false
    if (counterparty !== undefined && !isSame(flow.counterparty, counterparty)) return false
    if (right !== undefined && (flow.right?.kind !== right.kind || flow.right.number !== right.number)) return false
    if (words.length === 0) return true
    const { proposal } = flow
    const texts = [flow.counterparty, flow.transaction, flow.category, flow.purpose, flow.cid, proposal?.title]
    const all = [...texts, proposal?.id.toString(), names.get(flow.counterparty.toLowerCase())].join('\n').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

/** A filter as the query of an address, `category=tools&from=2026-03-01`; '' for one that narrows nothing. */
export function formatFilter(filter: LedgerFilter): string {
  const query = new URLSearchParams()
  if (filter.from !== null) query.set('from', formatDay(filter.from))
  if (filter.to !== null) query.set('to', formatDay(filter.to))
  if (filter.token !== undefined) query.set('asset', filter.token ?? 'coin')
  if (filter.tokenId !== undefined) query.set('piece', filter.tokenId.toString())
  if (filter.direction !== undefined) query.set('direction', filter.direction)
  if (filter.category !== undefined) query.set('category', filter.category ?? '')
  if (filter.purpose !== undefined) query.set('purpose', filter.purpose ?? '')
  if (filter.counterparty !== undefined) query.set('party', filter.counterparty)
  if (filter.right !== undefined) query.set('right', `${filter.right.kind}:${filter.right.number}`)
  if (filter.text.trim() !== '') query.set('text', filter.text.trim())
  return query.toString()
}

/** The filter that an address names, `#/dao/…/books?…`; what of it cannot be understood narrows nothing. */
export function parseFilter(hash: string): LedgerFilter {
  const query = new URLSearchParams(hash.replace(/^[^?]*\??/, ''))
  const to = parseDay(query.get('to') ?? '')
  const token = query.get('asset')
  const direction = query.get('direction')
  const party = query.get('party') ?? ''
  const [, kind, number] = /^([a-z]+):(\d{1,78})$/.exec(query.get('right') ?? '') ?? []
  const rightKind = rightKinds.find((name) => name === kind)
  const [piece] = /^\d{1,78}$/.exec(query.get('piece') ?? '') ?? []
  const isToken = token !== null && isAddress(token, { strict: false })
  return {
    from: parseDay(query.get('from') ?? ''),
    to: to === null ? null : toTimepoint(to + day - 1n),
    text: query.get('text') ?? '',
    ...(token === 'coin' && { token: null }),
    ...(isToken && { token: getAddress(token) }),
    ...(piece !== undefined && { tokenId: BigInt(piece) }),
    ...((direction === 'in' || direction === 'out') && { direction }),
    ...(query.has('category') && { category: query.get('category') || null }),
    ...(query.has('purpose') && { purpose: query.get('purpose') || null }),
    ...(isAddress(party, { strict: false }) && { counterparty: getAddress(party) }),
    ...(rightKind && { right: { kind: rightKind, number: BigInt(number!) } }),
  }
}

/** What went out under one category and purpose; null for what a decision paid without a right. */
export type SpendingGroup = {
  readonly category: string | null
  readonly purpose: string | null
  readonly amount: bigint
  readonly count: number
}

export type PartyGroup = { readonly account: Address; readonly amount: bigint; readonly count: number }

/** One asset in a period: `opening + received - paid` is `closing`. */
export type AssetReport = {
  readonly asset: Asset
  readonly opening: bigint
  readonly received: bigint
  readonly paid: bigint
  readonly closing: bigint
  readonly spending: readonly SpendingGroup[]
  readonly givers: readonly PartyGroup[]
}

const byAmount = (a: { amount: bigint }, b: { amount: bigint }) =>
  a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0

/** What a period began with, brought, took and ended with, for each asset that moved by then. */
export function reportPeriod(flows: readonly Flow[], assets: readonly Asset[], { from, to }: Period): AssetReport[] {
  return assets.flatMap((asset) => {
    const own = flows.filter((flow) => isOfAsset(flow, asset) && (to === null || flow.at <= to))
    if (own.length === 0) return []
    const within = own.filter(({ at }) => from === null || at >= from)
    const sum = (direction: Flow['direction']) =>
      within.reduce((total, flow) => (flow.direction === direction ? total + flow.amount : total), 0n)
    const [received, paid] = [sum('in'), sum('out')]
    const closing = own.reduce((last, flow) => (flow.number > last.number ? flow : last)).balance
    return {
      ...{ asset, opening: closing - received + paid, received, paid, closing },
      spending: groupSpending(within.filter(({ direction }) => direction === 'out')),
      givers: groupParties(within.filter(({ direction }) => direction === 'in')),
    }
  })
}

/** Payments by category and purpose, the largest first. */
export function groupSpending(payments: readonly Pick<Flow, 'category' | 'purpose' | 'amount'>[]): SpendingGroup[] {
  const groups = new Map<string, SpendingGroup>()
  for (const { category, purpose, amount } of payments) {
    const key = JSON.stringify([category, purpose])
    const before = groups.get(key) ?? { category, purpose, amount: 0n, count: 0 }
    groups.set(key, { ...before, amount: before.amount + amount, count: before.count + 1 })
  }
  return [...groups.values()].sort(byAmount)
}

/** Movements by who gave or was paid, the largest sum first. */
export function groupParties(flows: readonly Pick<Flow, 'counterparty' | 'amount'>[]): PartyGroup[] {
  const groups = new Map<string, PartyGroup>()
  for (const { counterparty, amount } of flows) {
    const key = counterparty.toLowerCase()
    const before = groups.get(key) ?? { account: counterparty, amount: 0n, count: 0 }
    groups.set(key, { ...before, amount: before.amount + amount, count: before.count + 1 })
  }
  return [...groups.values()].sort(byAmount)
}
