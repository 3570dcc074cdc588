import fc from 'fast-check'
import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  emptyFilter,
  formatFilter,
  type LedgerFilter,
  parseFilter,
  reportPeriod,
  selectFlows,
} from '../../../web/src/domain/ledger'
import {
  formatLedgerCsv,
  formatLedgerJson,
  ledgerColumns,
  toLedgerRow,
  writeCell,
} from '../../../web/src/domain/ledgerFile'
import { parseDay } from '../../../web/src/domain/period'
import { splitPieces } from '../../../web/src/domain/pieces'
import type { ProposalId } from '../../../web/src/domain/proposal'
import { reconcile } from '../../../web/src/domain/reconciliation'
import { rightKinds } from '../../../web/src/domain/route'
import { computeRunway } from '../../../web/src/domain/runway'
import { computeSeries, fillBuckets, sumSpending } from '../../../web/src/domain/series'
import { toTimepoint } from '../../../web/src/domain/timepoint'
import { type Asset, type Flow, sortFlows } from '../../../web/src/domain/treasury'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const token = account('7')
const coin: Asset = { kind: 'coin', token: null, symbol: 'ETH', decimals: 18, listed: true }
const dollars: Asset = { kind: 'erc20', token, symbol: 'LKD', decimals: 6, listed: true }
const assets = [coin, dollars]
const at = (day: string) => toTimepoint(parseDay(day)! + 43_200n)
const zero = { from: null, to: null, text: '' }

let count = 0
const base = (): Flow => ({
  ...{ direction: 'in', token: null, counterparty: account('1'), amount: 1n, tokenId: null, proposal: null },
  ...{ operation: null, envelope: null, right: null, purpose: null, category: null, ref: null, cid: null },
  ...{ number: 0, balance: 0n, at: at('2026-01-01'), block: BigInt((count += 1)), logIndex: 0 },
  transaction: `0x${count.toString(16).padStart(64, '0')}`,
})
/** Movements with their numbers and balances, the newest first, as every reader gives them. */
function book(parts: readonly Partial<Flow>[]): Flow[] {
  const last = new Map<string, { number: number; balance: bigint }>()
  const flows = parts.map((part) => {
    const flow = { ...base(), ...part }
    const before = last.get(flow.token ?? '') ?? { number: -1, balance: 0n }
    const balance = before.balance + (flow.direction === 'in' ? flow.amount : -flow.amount)
    const next = { number: before.number + 1, balance }
    last.set(flow.token ?? '', next)
    return { ...flow, ...next }
  })
  return sortFlows(flows)
}

const decision = { id: 7n as ProposalId, title: 'Mend the boat · 修船' }
const flows = book([
  { amount: 100n, at: at('2026-01-10') },
  { token, amount: 5_000n, at: at('2026-01-11'), counterparty: account('2') },
  {
    ...{ direction: 'out', token, amount: 700n, at: at('2026-02-03'), counterparty: account('3') },
    ...{ category: 'boat', purpose: 'Ropes', envelope: 3n, right: { kind: 'budget', number: 3n }, proposal: decision },
  },
  {
    ...{ direction: 'out', token, amount: 300n, at: at('2026-02-20'), counterparty: account('3') },
    ...{ category: 'boat', purpose: 'Sails', envelope: 3n, right: { kind: 'budget', number: 3n }, proposal: decision },
  },
  { direction: 'out', token, amount: 1_000n, at: at('2026-02-28'), counterparty: account('4'), proposal: decision },
  { token, amount: 40n, at: at('2026-03-01'), counterparty: account('2') },
])

describe('what of a ledger is asked for', () => {
  const amounts = (filter: Partial<LedgerFilter>) =>
    selectFlows(flows, { ...emptyFilter, ...filter }).map(({ amount }) => Number(amount))

  it('is narrowed by each part, and by all of them together', () => {
    expect(amounts({})).toEqual([40, 1000, 300, 700, 5000, 100])
    expect(amounts({ token: null })).toEqual([100])
    expect(amounts({ token: token.toUpperCase().replace('0X', '0x') as Address })).toHaveLength(5)
    expect(amounts({ direction: 'out' })).toEqual([1000, 300, 700])
    expect(amounts({ category: 'boat' })).toEqual([300, 700])
    expect(amounts({ direction: 'out', category: null })).toEqual([1000])
    expect(amounts({ purpose: 'Sails' })).toEqual([300])
    expect(amounts({ counterparty: account('3') })).toEqual([300, 700])
    expect(amounts({ right: { kind: 'budget', number: 3n } })).toEqual([300, 700])
    expect(amounts({ right: { kind: 'grant', number: 3n } })).toEqual([])
    expect(amounts({ category: 'boat', purpose: 'Ropes', token: null })).toEqual([])
  })

  it('has both its days in it, to their first and last second', () => {
    const [from, to] = [parseDay('2026-02-03')!, toTimepoint(parseDay('2026-02-03')! + 86_399n)]
    expect(amounts({ from, to })).toEqual([700])
    const edges = book([{ at: from }, { at: to }, { at: toTimepoint(to + 1n) }, { at: toTimepoint(from - 1n) }])
    expect(selectFlows(edges, { from, to, text: '' })).toHaveLength(2)
  })

  it('is searched for in words, addresses and hashes, each word of it', () => {
    expect(amounts({ text: ' MEND ropes ' })).toEqual([700])
    expect(amounts({ text: '修船' })).toHaveLength(3)
    expect(amounts({ text: account('4').slice(0, 12) })).toEqual([1000])
    expect(amounts({ text: flows[0]!.transaction })).toEqual([40])
    expect(amounts({ text: 'mend nothing' })).toEqual([])
    const names = new Map([[account('4'), 'Old ferry']])
    expect(selectFlows(flows, { ...emptyFilter, text: 'ferry' }, names).map(({ amount }) => amount)).toEqual([1000n])
    expect(amounts({ text: 'ferry' })).toEqual([])
  })

  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => BigInt(days) * 86_400n)
  const word = fc.option(fc.string({ minLength: 1 }), { nil: null })
  const filters = fc.record(
    {
      from: fc.option(day.map(toTimepoint), { nil: null }),
      to: fc.option(
        day.map((first) => toTimepoint(first + 86_399n)),
        { nil: null },
      ),
      text: fc.string().map((text) => text.trim()),
      token: fc.constantFrom(null, account('1')),
      direction: fc.constantFrom<Flow['direction'][]>('in', 'out'),
      category: word,
      purpose: word,
      counterparty: fc.constantFrom(account('2'), account('3')),
      right: fc.record({ kind: fc.constantFrom(...rightKinds), number: fc.bigInt({ min: 0n, max: 2n ** 128n }) }),
    },
    { requiredKeys: ['from', 'to', 'text'] },
  )
  it('is read back from the address that names it', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parseFilter(`#/dao/1:0x/books?${formatFilter(filter)}`)).toEqual(filter)
      }),
    )
  })

  it('is nothing in particular where the address says nothing that can be understood', () => {
    for (const query of [
      '',
      '?',
      '?all',
      '?from=yesterday&asset=gold&direction=up&party=me&right=budget:x&to=2026-02-30',
    ])
      expect(parseFilter(`#/books${query}`)).toEqual(emptyFilter)
  })
})

describe('the report of a period', () => {
  const february = { from: parseDay('2026-02-01')!, to: toTimepoint(parseDay('2026-03-01')! - 1n) }

  it('goes from what there was to what there is, and says what for', () => {
    const [ofCoin, ofDollars] = reportPeriod(flows, assets, february)
    expect(ofCoin).toMatchObject({ opening: 100n, received: 0n, paid: 0n, closing: 100n, spending: [], givers: [] })
    expect(ofDollars).toMatchObject({ opening: 5000n, received: 0n, paid: 2000n, closing: 3000n })
    expect(ofDollars!.spending).toEqual([
      { category: null, purpose: null, amount: 1000n, count: 1 },
      { category: 'boat', purpose: 'Ropes', amount: 700n, count: 1 },
      { category: 'boat', purpose: 'Sails', amount: 300n, count: 1 },
    ])
  })

  it('leaves out what was not held by then, and takes all where no day is named', () => {
    expect(reportPeriod(flows, assets, { from: null, to: parseDay('2026-01-11')! }).map(({ asset }) => asset)).toEqual([
      coin,
    ])
    const all = reportPeriod(flows, assets, zero)
    expect(all.map(({ opening, closing }) => [opening, closing])).toEqual([
      [0n, 100n],
      [0n, 3040n],
    ])
    expect(all[1]!.givers).toEqual([{ account: account('2'), amount: 5040n, count: 2 }])
  })

  const parts = fc.array(
    fc.record({
      amount: fc.bigInt({ min: 0n, max: 2n ** 200n }),
      direction: fc.constantFrom<Flow['direction'][]>('in', 'out'),
      days: fc.integer({ min: 0, max: 30 }),
      category: fc.constantFrom(null, 'a', 'b'),
    }),
    { maxLength: 40 },
  )
  const toBook = (given: { amount: bigint; direction: Flow['direction']; days: number; category: string | null }[]) =>
    book(
      [...given]
        .sort((a, b) => a.days - b.days)
        .map(({ days, ...part }) => ({ ...part, at: toTimepoint(BigInt(days) * 86_400n + 5n) })),
    )

  it('adds up, and each period begins with what the one before ended with', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 30 }), (given, cut) => {
        const own = toBook(given)
        const end = toTimepoint(BigInt(cut) * 86_400n)
        const [before] = reportPeriod(own, [coin], { from: null, to: end })
        const [after] = reportPeriod(own, [coin], { from: toTimepoint(end + 1n), to: null })
        for (const report of [before, after]) {
          if (!report) continue
          expect(report.opening + report.received - report.paid).toBe(report.closing)
          expect(report.spending.reduce((sum, { amount }) => sum + amount, 0n)).toBe(report.paid)
          expect(report.givers.reduce((sum, { amount }) => sum + amount, 0n)).toBe(report.received)
        }
        if (after) expect(after.opening).toBe(before?.closing ?? 0n)
      }),
    )
  })

  it('says the same as the daily series', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const own = toBook(given.map((one) => ({ ...one })))
        const { days } = computeSeries(own)
        const [report] = reportPeriod(own, [coin], zero)
        expect(days.reduce((sum, { received }) => sum + received, 0n)).toBe(report?.received ?? 0n)
        expect(days.at(-1)?.balance ?? 0n).toBe(report?.closing ?? 0n)
      }),
    )
  })
})

describe('an exported ledger', () => {
  /** RFC 4180, read as another program would. */
  function readCsv(text: string): string[][] {
    const rows: string[][] = [[]]
    let cell = ''
    let isQuoted = false
    for (let i = 0; i < text.length; i += 1) {
      const char = text[i]!
      if (isQuoted && char === '"' && text[i + 1] === '"') cell += text[(i += 1)]!
      else if (char === '"') isQuoted = !isQuoted
      else if (!isQuoted && (char === ',' || (char === '\r' && text[i + 1] === '\n'))) {
        rows.at(-1)!.push(cell)
        cell = ''
        if (char === '\r' && text[(i += 1)]) rows.push([])
      } else cell += char
    }
    expect([cell, isQuoted, rows.pop()]).toEqual(['', false, []])
    return rows
  }

  it('is read back cell by cell by any reader of CSV, whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (purpose, title) => {
        const own = book([{ purpose, proposal: { id: 1n as ProposalId, title }, direction: 'out' }])
        const csv = formatLedgerCsv(own, assets)
        expect(csv.startsWith('\uFEFF')).toBe(true)
        const [head, row] = readCsv(csv.slice(1))
        expect(head).toEqual(ledgerColumns)
        const written = toLedgerRow(own[0]!, assets)
        // An apostrophe before what would run is the only thing that may differ.
        const plain = (cell: string) => cell.replace(/^'/, '')
        expect(row!.map(plain)).toEqual(ledgerColumns.map((column) => plain(written[column])))
      }),
      { numRuns: 200 },
    )
  })

  it('runs nothing in a spreadsheet', () => {
    for (const text of [
      '=1+1',
      '+1',
      '-1+2',
      '@SUM(A1)',
      '\t=1',
      ' =1',
      '\r=1',
      '|calc',
      '＝1',
      '-cmd',
      '"=1'.slice(1),
    ])
      expect(writeCell(text).replace(/^"/, '').startsWith("'")).toBe(true)
    for (const text of ['12.5', '-3', '', 'Ropes - and sails', '0x12', '2026-01-01T00:00:00Z'])
      expect(writeCell(text)).toBe(text)
  })

  it('says amounts in full, in words and in smallest units', () => {
    const [row] = selectFlows(flows, { ...emptyFilter, purpose: 'Ropes' }).map((flow) => toLedgerRow(flow, assets))
    expect(row).toMatchObject({
      ...{ time: '2026-02-03T12:00:00Z', direction: 'out', asset: 'LKD', token, decimals: '6' },
      ...{ amount: '0.0007', amountUnits: '700', balance: '0.0043', balanceUnits: '4300' },
      ...{ category: 'boat', rightKind: 'budget', rightNumber: '3', decision: decision.title, proposalId: '7' },
    })
    expect(toLedgerRow(flows.at(-1)!, assets)).toMatchObject({ token: zeroAddress, category: '', decision: '' })
  })

  it('as JSON says whose it is, what was asked for, and every line', () => {
    const dao = { chainId: 1, governor: account('a'), treasury: account('b'), name: 'Lake' }
    const filter = { ...emptyFilter, category: 'boat' }
    const json: unknown = JSON.parse(formatLedgerJson(selectFlows(flows, filter), { assets, block: 9n }, filter, dao))
    expect(json).toMatchObject({ format: 'althing-ledger', version: 1, dao, block: '9', filter: 'category=boat' })
    expect((json as { flows: unknown[] }).flows).toEqual(
      selectFlows(flows, filter).map((flow) => toLedgerRow(flow, assets)),
    )
  })
})

describe('pieces of an ERC-1155', () => {
  const tools: Asset = { kind: 'erc1155', token: account('8'), symbol: 'TOOL', decimals: 0, listed: true }
  const all = [...assets, tools]
  const hash = `0x${'ab'.repeat(32)}` as const
  /** A batch is one event. */
  const batch = { token: tools.token, block: 9n, logIndex: 3, transaction: hash, at: at('2026-02-01') }
  const raw = book([
    { token: tools.token, tokenId: 7n, amount: 30n, at: at('2026-01-01') },
    { amount: 100n, at: at('2026-01-10') },
    { ...batch, direction: 'out', tokenId: 7n, amount: 10n },
    { ...batch, direction: 'out', tokenId: 7n, amount: 1n },
    { ...batch, direction: 'out', tokenId: 9n, amount: 0n },
    { token: tools.token, tokenId: 9n, amount: 4n, at: at('2026-02-02') },
  ])
  const split = splitPieces(raw, all)

  it('are numbered and summed for each id, and never with those of another', () => {
    const ids = split.flows.filter(({ tokenId }) => tokenId !== null)
    expect(ids.map(({ tokenId, amount, number, balance }) => [tokenId, amount, number, balance])).toEqual([
      [9n, 4n, 1, 4n],
      [9n, 0n, 0, 0n],
      [7n, 1n, 2, 19n],
      [7n, 10n, 1, 20n],
      [7n, 30n, 0, 30n],
    ])
    expect(split.flows.filter(({ token: one }) => one === null)).toEqual(raw.filter(({ token: one }) => one === null))
    expect(split.assets).toEqual([coin, dollars, { ...tools, tokenId: 7n }, { ...tools, tokenId: 9n }])
    expect(splitPieces(raw, assets)).toEqual({ flows: raw, assets })
  })

  it('have a report for each id, whose numbers lead to its lines', () => {
    const reports = reportPeriod(split.flows, split.assets, { from: at('2026-01-15'), to: null })
    expect(
      reports.map(({ asset, opening, received, paid, closing }) => [asset.tokenId, opening, received, paid, closing]),
    ).toEqual([
      [undefined, 100n, 0n, 0n, 100n],
      [7n, 30n, 0n, 11n, 19n],
      [9n, 0n, 4n, 0n, 4n],
    ])
    const filter: LedgerFilter = { ...zero, token: tools.token, tokenId: 7n }
    expect(selectFlows(split.flows, filter)).toHaveLength(3)
    expect(selectFlows(split.flows, { ...zero, token: tools.token })).toHaveLength(5)
    expect(parseFilter(`books?${formatFilter(filter)}`)).toEqual(filter)
  })

  it('are exported as pieces of an id of a collection', () => {
    const row = toLedgerRow(split.flows[0]!, split.assets)
    expect(row).toMatchObject({ asset: 'TOOL', token: tools.token, tokenId: '9', amount: '4', balance: '4' })
  })

  it('are reconciled id by id, and line by line of one event', () => {
    const ledger = { flows: split.flows, block: 1_000n }
    const held = (seven: bigint) => [
      { asset: coin, amount: 100n },
      { asset: { ...tools, tokenId: 7n }, amount: seven },
      { asset: { ...tools, tokenId: 9n }, amount: 4n },
    ]
    expect(reconcile(ledger, split.flows, held(19n))).toMatchObject({ isEqual: true, count: 6 })
    expect(reconcile(ledger, split.flows, held(20n)).assets.map(({ silent }) => silent)).toEqual([0n, 1n, 0n])
    const lost = splitPieces(
      raw.filter(({ amount }) => amount !== 1n),
      all,
    )
    const found = reconcile({ flows: lost.flows, block: 1_000n }, split.flows, held(19n))
    expect(found.isEqual).toBe(false)
    expect(found.differences.map(({ kind }) => kind)).toContain('missing')
  })
})

describe('the reconciliation', () => {
  const balances = [
    { asset: coin, amount: 100n },
    { asset: dollars, amount: 3040n },
  ]
  const ledger = { flows, block: 1_000n }

  it('is equal where every line and every unit is', () => {
    const found = reconcile(ledger, [...flows].reverse(), balances)
    expect(found).toMatchObject({ isEqual: true, differences: [], count: 6, block: 1_000n })
    for (const one of found.assets) expect(one).toMatchObject({ silent: 0n, difference: 0n })
  })

  it('shows what came without an event as such, and is still equal', () => {
    const found = reconcile(ledger, flows, [{ asset: coin, amount: 103n }, balances[1]!])
    expect(found.isEqual).toBe(true)
    expect(found.assets[0]).toMatchObject({ held: 103n, moved: 100n, ledger: 100n, silent: 3n, difference: 0n })
  })

  it('names what is missing, what is too many, and what is told otherwise', () => {
    const [lost, ...rest] = flows
    const wrong = rest.map((flow) => (flow.amount === 300n ? { ...flow, amount: 301n } : flow))
    const invented = { ...base(), block: 5n, amount: 9n }
    const found = reconcile({ flows: [...wrong, invented], block: 1_000n }, flows, balances)
    expect(found.isEqual).toBe(false)
    expect(found.differences.map(({ kind, flow }) => [kind, flow.amount])).toEqual([
      ['missing', lost!.amount],
      ['different', 300n],
      ['extra', 9n],
    ])
    expect(found.assets.map(({ difference }) => difference)).toEqual([9n, -41n])
  })

  it('is not equal where sums agree and a word does not', () => {
    const wrong = flows.map((flow) => (flow.purpose === 'Ropes' ? { ...flow, purpose: 'Rope' } : flow))
    expect(reconcile({ flows: wrong, block: 1_000n }, flows, balances)).toMatchObject({ isEqual: false })
  })

  it('leaves out what came after its block', () => {
    const later = { ...base(), block: 2_000n, amount: 5n }
    expect(reconcile({ flows: [later, ...flows], block: 1_000n }, flows, balances).isEqual).toBe(true)
  })
})

describe('the daily series', () => {
  const series = computeSeries(flows)

  it('sums a day, and ends it with its last balance', () => {
    const twice = computeSeries(book([{ amount: 5n }, { amount: 2n, direction: 'out' }, { amount: 4n }]))
    expect(twice.days).toEqual([
      { day: parseDay('2026-01-01'), token: null, received: 9n, paid: 2n, balance: 7n, count: 3 },
    ])
  })

  it('fills weeks from Monday and months, also those in which nothing moved, up to now', () => {
    const months = fillBuckets(series.days, token, 'month', 12, at('2026-04-02'))
    expect(months.map(({ received, paid, balance }) => [received, paid, balance])).toEqual([
      [5000n, 0n, 5000n],
      [0n, 2000n, 3000n],
      [40n, 0n, 3040n],
      [0n, 0n, 3040n],
    ])
    const weeks = fillBuckets(series.days, token, 'week', 2, at('2026-03-01'))
    expect(weeks.map(({ from }) => from)).toEqual([parseDay('2026-02-16'), parseDay('2026-02-23')])
    expect(weeks.map(({ paid }) => paid)).toEqual([300n, 1000n])
    expect(fillBuckets(series.days, account('9'), 'week', 2, at('2026-03-01'))).toEqual([])
  })

  it('tells spending by right, and what decisions paid themselves as the rest', () => {
    expect(sumSpending(series, token, toTimepoint(0n))).toEqual([
      { category: null, purpose: null, amount: 1000n },
      { category: 'boat', purpose: 'Ropes', amount: 700n },
      { category: 'boat', purpose: 'Sails', amount: 300n },
    ])
    expect(sumSpending(series, token, parseDay('2026-02-28')!)).toEqual([
      { category: null, purpose: null, amount: 1000n },
    ])
  })
})

describe('a runway', () => {
  const now = toTimepoint(parseDay('2026-06-01')! + 3_600n)
  const days = (...paid: [string, bigint][]) => paid.map(([name, amount]) => ({ day: parseDay(name)!, paid: amount }))

  it('is what is free at the pace of the last 90 days', () => {
    const found = computeRunway(days(['2025-06-01', 9_999n], ['2026-03-03', 400n], ['2026-05-30', 500n]), 1_800n, now)
    expect(found).toMatchObject({ status: 'lasts', from: parseDay('2026-03-03'), paid: 900n })
    expect(found.seconds).toBe((1_800n * (now - parseDay('2026-03-03')!)) / 900n)
  })

  it('looks back no further than there are books, and a day at least', () => {
    expect(computeRunway(days(['2026-05-22', 10n]), 10n, now)).toMatchObject({ span: now - parseDay('2026-05-22')! })
    expect(computeRunway(days(['2026-06-01', 10n]), 10n, now)).toMatchObject({ span: 86_400n, seconds: 86_400n })
  })

  it('says so where nothing went out, or nothing is free', () => {
    expect(computeRunway(days(['2025-01-01', 10n]), 10n, now).status).toBe('quiet')
    expect(computeRunway([], 10n, now).status).toBe('quiet')
    expect(computeRunway(days(['2026-05-30', 10n]), 0n, now).status).toBe('empty')
    expect(computeRunway(days(['2026-05-30', 10n]), -5n, now).status).toBe('empty')
  })
})
