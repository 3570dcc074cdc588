import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { launchChromium } from '../support/launchChromium.js'
import { collectComplaints } from './support/collectComplaints.js'

let stack: Stack
let browser: Browser
let page: Page

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

beforeEach(async () => {
  page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(30_000)
})

afterEach(() => page.close())

const place = (name: string) => `${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/${name}`
const lines = () => page.locator('tr.line')
async function open(name: string) {
  await page.goto('about:blank')
  await page.goto(place(name))
  await page.locator('main h1').waitFor()
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' })
}
async function save(name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
  return readFileSync(await download.path(), 'utf8')
}
type Export = { filter: string; flows: { direction: string; asset: string; amountUnits: string; category: string }[] }

test('a number of the treasury opens the lines that it is made of, their decision and their document', async () => {
  const complaints = collectComplaints(page)
  await open('treasury')
  const category = page.locator('section[aria-labelledby="spending"] > ul > li', { hasText: 'Culture' })
  const total = (await category.locator('strong').first().innerText()).trim()
  await category.getByRole('link', { name: 'Culture' }).click()
  await page.getByRole('heading', { name: 'Books', exact: true }).waitFor()
  await lines().first().waitFor()
  expect(new URLSearchParams(page.url().split('?').at(-1)).get('category')).toBe('Culture · 文化')
  const { flows } = JSON.parse(await save('Save as JSON')) as Export
  expect(flows.every((flow) => flow.category === 'Culture · 文化' && flow.direction === 'out')).toBe(true)
  const units = flows.reduce((sum, { amountUnits }) => sum + BigInt(amountUnits), 0n)
  expect(`${units}`.replace(/(\d{6})$/, '.$1').replace(/\.?0+$/, '')).toBe(total.replace(/,| LKD/g, ''))

  await page
    .getByRole('button', { name: /^Details of/ })
    .first()
    .click()
  const details = page.locator('tr.details')
  await details.getByRole('link', { name: /^Grant no\. \d+$/ }).waitFor()
  expect(await details.getByRole('link').first().getAttribute('href')).toContain('/')
  await details
    .getByText(/^0x[0-9a-f]{64}$/)
    .first()
    .waitFor()
  await lines().first().getByRole('link', { name: /tapes/ }).click()
  await page.locator('[data-state="executed"]').waitFor()
  expect(complaints).toEqual([])
})

test('what is saved is every line of what is shown, as what reads it expects it', async () => {
  await open('books?all')
  const shown = Number(/\d+/.exec(await page.locator('#ledger').innerText())![0])
  expect(shown).toBeGreaterThan(await lines().count())
  const csv = await save('Save as CSV')
  expect(csv.startsWith('\uFEFFtime,direction,asset,')).toBe(true)
  expect(csv.split('\r\n').filter((line) => /^\d{4}-/.test(line))).toHaveLength(shown)
  const { flows, filter } = JSON.parse(await save('Save as JSON')) as Export
  expect([flows.length, filter]).toEqual([shown, ''])
  expect(flows.map(({ asset }) => asset)).not.toContain('WIN') // What somebody merely sent is in no books.

  await page.getByText('Narrow it further').click()
  await page.getByLabel('Direction').selectOption('out')
  await page.getByLabel('Search').fill('no such line')
  await page.getByText('No line is like that.').waitFor()
  await page.reload()
  await page.getByText('No line is like that.').waitFor()
  expect(await page.getByLabel('Search').inputValue()).toBe('no such line')
  await page.getByRole('button', { name: 'Show everything' }).click()
  await lines().first().waitFor()
})

test('the books are equal to the chain; without the index they are the same, and say what they were read from', async () => {
  await open('books?all')
  await page.getByText(/^Equal to the last unit/).waitFor()
  const report = await page.locator('section[aria-labelledby="report"] article').allInnerTexts()
  const first = await lines().first().innerText()
  await page.route(stack.subgraphUrl, (route) => route.abort())
  await open('books?all')
  await page.getByText('These books were read from the same events').waitFor()
  await page.getByText(/^Equal to the last unit/).waitFor()
  expect(await page.locator('section[aria-labelledby="report"] article').allInnerTexts()).toEqual(report)
  expect(await lines().first().innerText()).toBe(first)
})

test('an index that tells one payment a unit too large is found out, and the line is named', async () => {
  let lied = ''
  await page.route(stack.subgraphUrl, async (route) => {
    const answer = await route.fetch()
    const json = (await answer.json()) as {
      data?: { flows?: { direction: string; amount: string; transaction: string }[] }
    }
    const flow = json.data?.flows?.find(({ direction }) => direction === 'OUT')
    if (flow) {
      flow.amount = (BigInt(flow.amount) + 1n).toString()
      lied = flow.transaction
    }
    await route.fulfill({ response: answer, json })
  })
  await open('books?all')
  await page.getByText('These books differ from the chain').waitFor()
  await page.getByText('The books say something else of it').first().waitFor()
  expect(lied).not.toBe('')
  await page.locator('section[aria-labelledby="reconciliation"]').getByText(lied).waitFor()
  await page.unroute(stack.subgraphUrl)
  await open('books?all')
  await page.getByText(/^Equal to the last unit/).waitFor()
})

test('on paper stands the whole of a month, and nothing to click', async () => {
  await open('books?all')
  const all = Number(/\d+/.exec(await page.locator('#ledger').innerText())![0])
  expect(await lines().count()).toBeLessThan(all)
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await lines()
    .nth(all - 1)
    .waitFor()
  expect(await lines().count()).toBe(all)
  for (const hidden of ['header', 'nav', 'footer', 'main button', 'main select']) {
    for (const element of await page.locator(hidden).all()) expect(await element.isVisible()).toBe(false)
  }
  expect(await page.getByText('Lakeside Commons: books, from the beginning').isVisible()).toBe(true)
  const paper = await page.pdf({ preferCSSPageSize: true })
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-')
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  expect(await lines().count()).toBeLessThan(all)
})
