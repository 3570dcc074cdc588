import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { keccak256, toHex } from 'viem'
import { launchChromium } from '../../test/support/launchChromium.js'
import { readDeployment } from '../generate.js'
import { openSlowPage } from './open-slow-page.js'
import { startStack } from '../stack/index.js'

/** One figure beside its bound; `peer` where the same figure of another client is known. */
type Row = {
  name: string
  unit: string
  ours: number
  peer: number | null
  peerName: string | null
  bound: number | null
}

type View = { scripts: number; styles: number; requestsToPaint: number; paint: number; blocking: number }

/** Loads a page once, without a cache, at a processor four times slower, and measures what a visitor waits for. */
async function measure(browser: Browser, url: string, locale: string): Promise<View> {
  const page = await openSlowPage(browser, 4, locale)
  const bodies: Promise<['script' | 'style', number] | null>[] = []
  const requests: number[] = []
  page.on('request', () => requests.push(Date.now()))
  page.on('response', (response) => {
    const kind = response.request().resourceType()
    if (kind !== 'script' && kind !== 'stylesheet') return
    bodies.push(
      response.body().then((body) => [kind === 'script' ? 'script' : 'style', gzipSync(body, { level: 9 }).length]),
    )
  })
  const since = Date.now()
  await page.goto(url)
  // Useful: the heading and the first proposals with their states are there to be read.
  await page.waitForFunction(() => document.querySelector('main h1') && document.querySelector('main [data-state]'))
  const painted = Date.now()
  const requestsToPaint = requests.filter((at) => at <= painted).length
  await page.waitForTimeout(1000)
  const long = await page.evaluate(() => (window as unknown as { __long: number[] }).__long)
  const sizes = (await Promise.all(bodies)).filter((each) => each !== null)
  const sum = (kind: string) => sizes.filter(([each]) => each === kind).reduce((total, [, size]) => total + size, 0)
  await page.context().close()
  return {
    scripts: sum('script') / 1000,
    styles: sum('style') / 1000,
    requestsToPaint,
    paint: painted - since,
    blocking: long.reduce((total, duration) => total + Math.max(0, duration - 50), 0),
  }
}

/** Reads a table of 5,000 payees into a proposal: the longest task that it takes, in milliseconds, and how many rows. */
async function measureTable(browser: Browser, url: string): Promise<{ longest: number; rows: number }> {
  const page = await openSlowPage(browser, 1)
  await page.goto(url)
  const choose = async (name: string, label: string) =>
    page.getByRole('combobox', { name, exact: true }).selectOption({ label })
  await choose('What is to be decided', 'Budgets, grants, payouts, shares and donations')
  await choose('What', 'Pay many: a table of payees')
  const lines = Array.from({ length: 5000 }, (_, place) => {
    const payee = `0x${keccak256(toHex(place)).slice(-40)}`
    return `${payee},${place % 90}.${(place % 89) + 10},helper ${place}`
  })
  await page.evaluate(() => (window as unknown as { __long: number[] }).__long.splice(0))
  const buffer = Buffer.from(['payee,amount,note', ...lines].join('\n'))
  await page.locator('input[type="file"]').setInputFiles({ name: 'payees.csv', mimeType: 'text/csv', buffer })
  await page.getByText(/^✓ (More than 200|So many) rows/).waitFor({ timeout: 120_000 })
  await page.waitForTimeout(1000)
  const long = await page.evaluate(() => (window as unknown as { __long: number[] }).__long)
  const rows = Number((await page.locator('.sheet .sum strong').innerText()).replace(/\D/g, ''))
  await page.context().close()
  return { longest: Math.round(Math.max(0, ...long)), rows }
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

const stack = await startStack({ seed: true, client: true })
const browser = await launchChromium()
try {
  const { governor, chainId } = readDeployment(31337)
  const rows: Row[] = []
  for (const [name, path, locale] of [
    ['home', '', 'en'],
    ['home in Chinese', '', 'zh-Hans'],
    ['proposals', '/proposals', 'en'],
  ] as const) {
    const views: View[] = []
    for (let run = 0; run < 5; run += 1) {
      views.push(await measure(browser, `${stack.clientUrl}/#/dao/${chainId}:${governor}${path}`, locale))
    }
    const of = (key: keyof View) => Math.round(median(views.map((view) => view[key])) * 10) / 10
    const others = 'other governance clients, measured 2026-11 (lowest)'
    rows.push(
      { name: `${name}: JavaScript`, unit: 'kB gzip', ours: of('scripts'), peer: 544, peerName: others, bound: 150 },
      { name: `${name}: CSS`, unit: 'kB gzip', ours: of('styles'), peer: null, peerName: null, bound: 20 },
      {
        name: `${name}: requests before the first useful paint`,
        unit: 'requests',
        ours: of('requestsToPaint'),
        peer: 11,
        peerName: others,
        bound: 10,
      },
      {
        name: `${name}: first useful paint, 4x slower`,
        unit: 'ms',
        ours: of('paint'),
        peer: null,
        peerName: null,
        bound: null,
      },
      {
        name: `${name}: blocking, 4x slower`,
        unit: 'ms',
        ours: of('blocking'),
        peer: 270,
        peerName: others,
        bound: null,
      },
    )
  }
  const table = await measureTable(browser, `${stack.clientUrl}/#/dao/${chainId}:${governor}/propose`)
  if (table.rows !== 5000) throw new Error(`The table has ${table.rows} rows, not 5,000.`)
  rows.push({
    name: 'a table of 5,000 payees is read: longest task',
    unit: 'ms',
    ours: table.longest,
    peer: null,
    peerName: null,
    bound: 200,
  })
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const folder = fileURLToPath(new URL('../../test/bench/results', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/web.json`, `${JSON.stringify({ command: 'npm run bench:web', commit, rows }, null, 2)}\n`)
  console.table(rows.map(({ name, unit, ours, peer, bound }) => ({ name, unit, ours, peer, bound })))
  const over = rows.filter(({ ours, bound }) => bound !== null && ours > bound)
  for (const { name, ours, bound, unit } of over) console.error(`${name}: ${ours} ${unit} is over ${bound}`)
  process.exitCode = over.length ? 1 : 0
} finally {
  await browser.close()
  await stack.stop()
}
