import type { Browser, Page } from 'playwright-core'
import { parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { query } from '../../scripts/stack/rpc.js'
import { connectChain } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'
import { become } from './support/become.js'
import { collectComplaints } from './support/collectComplaints.js'
import { stepPast } from './support/stepPast.js'

/** Nobody's account: whatever it holds was paid to it. */
const payee = '0x00000000000000000000000000000000c0ffee01'
const title = 'New oars for the boat'

let stack: Stack
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
  page = await browser.newPage({ locale: 'en' })
  page.setDefaultTimeout(20_000)
  complaints = collectComplaints(page)
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

test('a member proposes a payment, six vote, it is queued and executed, and page, index and chain say the same', async ({
  onTestFailed,
}) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await page.goto(`${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/propose`)
  await become(page, 0)
  await page.getByLabel('Payee’s address').fill(payee)
  await page.getByLabel('Amount').fill('1.5')
  await page.getByLabel('Summary').fill('Two pairs of oars, made by the boatwright across the lake.')
  await page.getByLabel('Title in English').fill(title)
  await page
    .getByLabel('Text in English (Markdown)')
    .fill('The old ones are **cracked**. [Offer](https://example.org/oars)')
  await button('Preview').click()
  await page.getByText('Pay 1.5 ETH').first().waitFor()
  await button('Publish the text and propose').click()
  await page.getByRole('link', { name: 'Open the proposal' }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()

  await stepPast(page, 'Past the voting delay')
  for (const account of [0, 1, 2, 3, 4, 5]) {
    await become(page, account)
    await page.getByRole('radio', { name: 'For' }).check({ force: true })
    if (account === 0) await page.getByLabel(/^Reason/).fill('We cannot row without.')
    await button('Cast your vote').click()
    await page.getByText(/You voted: For|Your ballot is counted/).waitFor()
  }
  await page.getByText('We cannot row without.').waitFor()

  await stepPast(page, 'Past the voting period')
  await button('Queue').click()
  await page.getByText('The treasury’s waiting time ends').waitFor()
  await stepPast(page, 'Past the waiting time')
  await button('Execute').click()
  await page.getByText('Nothing more can happen to this proposal.').waitFor()
  expect(await page.locator('.badge').first().textContent()).toContain('Executed')

  const { reader } = connectChain(stack.rpcUrl)
  expect(await reader.getBalance({ address: payee })).toBe(parseEther('1.5'))
  await eventually(async () => {
    const { flows } = await query<{ flows: { amount: string; proposal: { title: string } | null }[] }>(
      stack.subgraphUrl,
      `{ flows(where: { counterparty: "${payee.toLowerCase()}" }) { amount proposal { title } } }`,
    )
    expect(flows).toEqual([{ amount: parseEther('1.5').toString(), proposal: { title } }])
  })
  await page.goto(`${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/treasury`)
  await page
    .getByText(/1\.5\sETH/)
    .first()
    .waitFor()
  expect(complaints).toEqual([])
})
