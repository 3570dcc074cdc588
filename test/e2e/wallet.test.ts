import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { query } from '../../scripts/stack/rpc.js'
import { launchChromium } from '../support/launchChromium.js'
import { injectWallet, type InjectedWallet } from './support/injectWallet.js'

let stack: Stack
let browser: Browser
let page: Page
let wallet: InjectedWallet

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
  page = await browser.newPage({ locale: 'en' })
  page.setDefaultTimeout(20_000)
  wallet = await injectWallet(page, stack.rpcUrl, 0)
  // The proposal that the seed leaves open and on which account 0 has not voted.
  const { proposals } = await query<{ proposals: { proposalId: string }[] }>(
    stack.subgraphUrl,
    '{ proposals(first: 1, where: { number: 18 }) { proposalId } }',
  )
  await page.goto(`${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/proposals/${proposals[0]!.proposalId}`)
  await page.locator('header button.wallet').click()
  await page.getByRole('dialog').getByText('Test Wallet').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const cast = () => page.getByRole('button', { name: 'Cast your vote' })

test('a wallet that says no: nothing is sent, and what was typed is still there', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await page.getByRole('radio', { name: 'For' }).check({ force: true })
  await page.getByLabel(/^Reason/).fill('Warm in winter.')
  wallet.refuseNext()
  await cast().click()
  await page.getByText('You said no in your wallet.').waitFor()
  expect(wallet.sent).toBe(0)
  expect(await page.getByLabel(/^Reason/).inputValue()).toBe('Warm in winter.')
})

test('a wallet on another chain: it cannot be sent before it is switched back', async () => {
  await wallet.switchChain(1)
  await page.getByText('Your wallet is on another chain.').first().waitFor()
  expect(await cast().isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Switch to Local' }).first().click()
  await page.getByText('Your wallet is on another chain.').first().waitFor({ state: 'detached' })
  await cast().click()
  await page.getByText(/You voted: For|Your ballot is counted/).waitFor()
  expect(wallet.sent).toBe(1)
})
