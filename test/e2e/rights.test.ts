import type { Browser, Page } from 'playwright-core'
import { parseEther, parseUnits, type Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { query } from '../../scripts/stack/rpc.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { grantsAbi } from '../../web/src/generated/abi/grants.js'
import { connectChain, getAccount, send, step, type ChainConnection } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'
import { become } from './support/become.js'
import { collectComplaints } from './support/collectComplaints.js'

/** What holders, recipients, members and donors do on the pages of rights, as far as a treasurer's month has not done it. */

const day = 86_400
let stack: Stack
let browser: Browser
let page: Page
let complaints: string[]
let chain: ChainConnection
let lkd: Address

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
  chain = connectChain(stack.rpcUrl)
  lkd = stack.deployment.assets[0]!
  page = await browser.newPage({ locale: 'en', viewport: { width: 390, height: 844 } })
  page.setDefaultTimeout(30_000)
  complaints = collectComplaints(page)
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

async function open(path: string) {
  await page.goto(`${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/${path}`)
  await page.locator('main h1').waitFor()
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' })
}

const heldFor = (purpose: bigint, asset: Address) =>
  chain.reader.readContract({
    address: stack.deployment.donations,
    abi: donationsAbi,
    functionName: 'held',
    args: [purpose, asset],
  })
test('a gift in a token takes two steps, and has a receipt', async () => {
  await open('donations')
  await become(page, 9)
  const before = await heldFor(2n, lkd)
  const form = page.locator('section[aria-labelledby="give"]')
  await form.getByLabel('Purpose').selectOption({ label: 'The Heron' })
  await form.getByLabel('Asset').selectOption({ label: 'LKD' })
  await form.getByLabel('Amount').fill('12.5')
  await form.getByLabel(/^Note/).fill('For the new mast.')
  expect(await form.getByRole('button', { name: 'Step 2 of 2: give it' }).isDisabled()).toBe(true)
  await form.getByRole('button', { name: 'Step 1 of 2: allow it' }).click()
  await form.getByText('Step 1 of 2 is done').waitFor()
  await form.getByRole('button', { name: 'Step 2 of 2: give it' }).click()
  await form.getByText('Thank you. The gift is in its purse').waitFor()
  expect((await heldFor(2n, lkd)) - before).toBe(parseUnits('12.5', 6))
  await page.getByText('For the new mast.').waitFor()
  await button(/^Receipt/)
    .first()
    .click()
  await page.getByRole('dialog').getByText('12.5 LKD').waitFor()
  await page.keyboard.press('Escape')
})

test('a draw is announced with its document, waits, and is paid by anybody', async () => {
  await open('rights/budget/1')
  await become(page, 8)
  await page.getByLabel('Account', { exact: true }).fill(getAccount(24).address)
  await page.getByLabel('Amount in LKD').fill('60')
  await page.getByLabel('What it is for (public; may be left empty)').fill('Wood for the stove.')
  await button('Announce the draw').click()
  const draw = page.locator('article, li').filter({ hasText: 'Draw no. 4' }).first()
  await draw.waitFor()
  await step(chain, 3 * day + 1)
  await become(page, 14)
  await eventually(async () => {
    await draw.getByRole('button', { name: 'Have it paid' }).click({ timeout: 5_000 })
  })
  await eventually(async () => {
    const { draws } = await query<{ draws: { status: string }[] }>(
      stack.subgraphUrl,
      '{ draws(where: { drawId: 4 }) { status } }',
    )
    expect(draws[0]!.status).toBe('SETTLED')
  })
})

test('enough seats that object stop a draw, and the budget rests', async () => {
  await open('rights/budget/1')
  await become(page, 8)
  await page.getByLabel('Account', { exact: true }).fill(getAccount(24).address)
  await page.getByLabel('Amount in LKD').fill('70')
  await button('Announce the draw').click()
  const draw = page.locator('article, li').filter({ hasText: 'Draw no. 5' }).first()
  await draw.waitFor()
  await step(chain, 60)
  for (const account of [0, 1, 2, 3, 4]) {
    await become(page, account)
    await eventually(async () => {
      await draw.getByRole('button', { name: 'Object' }).click({ timeout: 5_000 })
    })
    await eventually(async () => {
      const { draws } = await query<{ draws: { objections: string; status: string }[] }>(
        stack.subgraphUrl,
        '{ draws(where: { drawId: 5 }) { objections status } }',
      )
      expect(Number(draws[0]!.objections)).toBeGreaterThan(account)
    })
  }
  await page.getByText(/Paused because announced draw no\. 5 was stopped/).waitFor()
})

test('a grant is offered to another account, which takes it over', async () => {
  await open('rights/grant/1')
  await become(page, 29)
  await page.getByText('Hand over to another account').first().click()
  await page.getByLabel('New account').fill(getAccount(24).address)
  await button('Offer it').click()
  await page.getByText('Offered to').first().waitFor()
  await become(page, 24)
  await button('Take it over').click()
  await eventually(async () => {
    const grant = await chain.reader.readContract({
      address: stack.deployment.grants,
      abi: grantsAbi,
      functionName: 'getGrant',
      args: [1n],
    })
    expect(grant.recipient).toBe(getAccount(24).address)
  })
})

test('income is sent on from the desk, and a round shares its part', async () => {
  await send(chain, 10, { to: stack.deployment.splits, value: parseEther('1') })
  await open('desk')
  await become(page, 12)
  await button('Send it on').click()
  await page.getByText('No income waits.').waitFor()
  await open('rights/standing/5')
  await button('Open a round').click()
  await page
    .getByRole('link', { name: /Round 2/ })
    .first()
    .waitFor()
  expect(complaints).toEqual([])
})
