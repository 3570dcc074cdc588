import type { Browser, Page } from 'playwright-core'
import { decodeFunctionData } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { query } from '../../scripts/stack/rpc.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { connectChain } from '../support/chain.js'
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
    '{ proposals(first: 1, where: { title_starts_with: "A sauna" }) { proposalId } }',
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

test('a wallet that says no to a signature: nothing is saved, and the same can be asked again', async () => {
  const saved: unknown[] = []
  page.on('download', (download) => saved.push(download))
  await page.getByRole('button', { name: 'Sign instead of sending' }).click()
  const sign = page.getByRole('button', { name: 'Sign and save as a file' })
  wallet.refuseNext()
  await sign.click()
  await page.locator('section[aria-labelledby="vote"] .sign').getByText('You said no in your wallet.').waitFor()
  expect(saved).toHaveLength(0)
  await Promise.all([page.waitForEvent('download'), sign.click()])
  await page.getByText('Signed and saved as a file.').waitFor()
  expect(wallet.sent).toBe(0)
})

test('a wallet on another chain: it cannot be sent before it is switched back (T72)', async () => {
  await wallet.switchChain(1)
  await page.getByText('Your wallet is on another chain.').first().waitFor()
  expect(await cast().isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Switch to Local' }).first().click()
  await page.getByText('Your wallet is on another chain.').first().waitFor({ state: 'detached' })
  await cast().click()
  await page.getByText(/You voted: For|Your ballot is counted/).waitFor()
  expect(wallet.sent).toBe(1)
})

test('what the preview shows is what the wallet is asked for, and what stands on the chain (T18, I-44)', async () => {
  await page.goto(`${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/propose`)
  await page.getByLabel('Summary').fill('Because of the winter.')
  await page.getByLabel('Title in English').fill('Winter rules')
  await page.getByLabel('What is to be decided').last().selectOption('document')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await page.locator('[data-action] summary').click()
  const [target, value, calldata] = await page.locator('[data-action] dd code').allTextContents()
  const shown = [[target], [BigInt(value!)], [calldata]]
  await page.getByRole('button', { name: 'Publish the text and propose' }).click()
  await page.getByRole('link', { name: 'Open the proposal' }).waitFor()

  const asked = decodeFunctionData({ abi: governorAbi, data: wallet.last!.data! })
  expect(wallet.last!.to.toLowerCase()).toBe(stack.deployment.governor.toLowerCase())
  expect(asked.functionName).toBe('propose')
  expect(asked.args!.slice(0, 3)).toEqual(shown)
  const { reader } = connectChain(stack.rpcUrl)
  const created = await reader.getContractEvents({
    address: stack.deployment.governor,
    abi: governorAbi,
    eventName: 'ProposalCreated',
    fromBlock: 0n,
    strict: true,
  })
  const { targets, values, calldatas, description } = created.at(-1)!.args
  expect([targets, values, calldatas]).toEqual(shown)
  expect(description).toBe(asked.args![3])
})
