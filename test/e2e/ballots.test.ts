import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { registryAbi } from '../../web/src/generated/abi/registry.js'
import { connectChain } from '../support/chain.js'
import { launchChromium } from '../support/launchChromium.js'
import { become } from './support/become.js'
import { collectComplaints } from './support/collectComplaints.js'
import { stepPast } from './support/stepPast.js'

let stack: Stack
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
  page = await (await browser.newContext({ locale: 'en' })).newPage() // Axe wants a context of its own.
  page.setDefaultTimeout(20_000)
  complaints = collectComplaints(page)
  // Two of the test's own, whatever the seed holds.
  try {
    for (const title of ['A bench by the pier', 'A lamp at the gate']) await proposeResolution(title)
    await stepPast(page, 'Past the voting delay')
  } catch (error) {
    await printPage()
    throw error
  }
})

const printPage = async () => console.error(page.url(), await page.locator('body').innerText())
beforeEach(({ onTestFailed }) => onTestFailed(printPage))

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const open = (path: string) => page.goto(`${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/${path}`)
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

async function proposeResolution(title: string) {
  await open('propose')
  await become(page, made)
  made += 1
  await page.getByLabel('What is to be decided').last().selectOption('document')
  await page.getByLabel('Summary').fill(`Whether there is to be ${title.toLowerCase()}.`)
  await page.getByLabel('Title in English').fill(title)
  await page.getByLabel('Text in English (Markdown)').fill(`There is to be ${title.toLowerCase()}.`)
  await button('Preview').click()
  await page.getByText('Its text is the text of this proposal.').waitFor()
  await button('Publish the text and propose').click()
  await page.getByRole('link', { name: 'Open the proposal' }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}
let made = 0

async function openProposal(title: string) {
  await open('proposals')
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

const choose = (name: 'For' | 'Against' | 'Abstain') =>
  page.getByRole('radio', { name, exact: true }).check({ force: true })

/** What only stands there after somebody did something has no axe violation either. */
async function expectAccessible() {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`)).toEqual([])
}

/** Saves what a button makes, and gives where it stands. */
async function save(name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(name).click()])
  return download.path()
}

test('a ballot is changed in two clicks, and the page says until when', async () => {
  await openProposal('A bench by the pier')
  await become(page, 2)
  await choose('For')
  await button('Cast your vote').click()
  await page.getByText('You voted: For.').waitFor()
  await page
    .locator('[data-change="open"]')
    .getByText(/You can change it until .+, in \d+ days/)
    .waitFor()
  await choose('Against')
  await button('Change your ballot').click()
  await page.getByText('You voted: Against.').waitFor()
  const standing = await page.locator('section[aria-labelledby="standing"] dd').allTextContents()
  expect(standing.map(Number)).toEqual([0, 2, 0]) // One seat, and one that was delegated to it.
})

test('a ballot is signed as a file, carried by another account, and skipped the second time (T42)', async () => {
  await openProposal('A bench by the pier')
  await become(page, 3)
  await choose('For')
  await page.getByLabel(/^Reason/).fill('Sitting is good.')
  await button('Sign instead of sending').click()
  const file = await save('Sign and save as a file')
  await expectAccessible()
  const content = JSON.parse(readFileSync(file, 'utf8'))
  expect(content).toMatchObject({ format: 'althing-ballots', version: 1, chainId: 31337, lists: [] })
  expect(content.ballots).toMatchObject([{ choice: 'For', reason: 'Sitting is good.' }])

  await become(page, 11)
  await open('carry')
  // What somebody changed on the way is found out before anything is sent.
  const forged = { ...content, ballots: [{ ...content.ballots[0], choice: 'Against' }] }
  const upload = (name: string, value: unknown) =>
    page
      .getByLabel('Choose files')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(value)) })
  await upload('forged.json', forged)
  await page.getByText('The signature is not the voter’s, or something was changed after signing.').waitFor()
  await page.getByText('None of these ballots can be counted now.').waitFor()
  await expectAccessible()
  await button('Start over').click()
  await upload('other.json', { ...content, chainId: 1 })
  await page.getByText('These ballots are for another DAO or another chain.').waitFor()

  await upload('ballots.json', content)
  await page.getByText('1 ballot would be counted now.').waitFor()
  await button('Carry the ballots').click()
  await page.getByText('1 ballot was counted.').waitFor()
  await expectAccessible()
  await page.getByText('Is counted already').waitFor()
  await page.getByText('All of these ballots are counted already.').waitFor()

  await openProposal('A bench by the pier')
  await page.getByText('Sitting is good.').waitFor()
  await become(page, 3)
  await page.getByText('You voted: For.').waitFor()
  await page.getByText(/Signed on .+, and carried\./).waitFor()
})

test('one signature votes on two proposals', async () => {
  await open('proposals')
  await become(page, 4)
  await page.getByRole('link', { name: 'Vote on several with one signature' }).click()
  for (const [title, choice] of [
    ['A bench by the pier', 'For'],
    ['A lamp at the gate', 'Abstain'],
  ] as const) {
    const row = page.locator('li[data-proposal]').filter({ hasText: title })
    await row.getByRole('radio', { name: choice, exact: true }).check({ force: true })
  }
  await page.getByText('2 proposals chosen').waitFor()
  await expectAccessible()
  await button('Look at your choices').click()
  await expectAccessible()
  await button('Sign once and send').click()
  await page.getByText('Your ballots are counted.').waitFor()
  await openProposal('A lamp at the gate')
  await page.getByText('You voted: Abstain.').waitFor()
})

test('a resolution is adopted, and its text is read from the registry', async () => {
  for (const voter of [0, 1, 5, 6, 7]) {
    await become(page, voter)
    await choose('For')
    await button('Cast your vote').click()
    await page.getByText('You voted: For.').waitFor()
  }
  await stepPast(page, 'Past the voting period')
  await button('Queue').click()
  await page.getByText('The treasury’s waiting time ends').waitFor()
  await stepPast(page, 'Past the waiting time')
  await button('Execute').click()
  await page.getByText('Nothing more can happen to this proposal.').waitFor()

  const { reader } = connectChain(stack.rpcUrl)
  const registry = { address: stack.deployment.registry, abi: registryAbi } as const
  const count = await reader.readContract({ ...registry, functionName: 'documentCount' })
  await open('rules')
  const item = page.locator(`[data-document="${count}"]`)
  await item.getByText('A lamp at the gate').waitFor()
  await item.locator('summary').click()
  await item.getByText('There is to be a lamp at the gate.').waitFor()
  await item.locator('[data-text="checked"]').waitFor()
  await page.locator('[data-document="1"] summary').click()
  await page.locator('[data-document="1"] [data-text="checked"]').waitFor()
  await expectAccessible()
})

test('a document takes the place of another, and other rules stand beside those of today', async () => {
  await open('propose')
  await page.getByLabel('Summary').fill('Because of the winter.')
  await page.getByLabel('Title in English').fill('Winter rules')
  await page.getByLabel('What is to be decided').last().selectOption('document')
  await page.getByLabel('What the text becomes').selectOption({ label: 'In the place of Policy no. 4' })
  await button('Preview').click()
  await page.getByText('Adopt a document in the place of no. 4').waitFor()
  await page.getByText('Its text is the text of this proposal.').waitFor()
  await button('Back to the text').click()

  await page.getByLabel('What is to be decided').last().selectOption('rules')
  const lock = page.getByLabel('Lock before the end, in hours')
  await lock.fill('0:09')
  await button('Preview').click()
  await page.getByText('This is no number, or not within its bounds.').waitFor()
  await expectAccessible()
  await lock.fill('0:30')
  await button('Preview').click()
  await page.getByText(/lock ballots 30 minutes before the end/).waitFor()
  await page.getByText(/^Today it reads: .*lock ballots 6 hours before the end/).waitFor()
  await expectAccessible()
  expect(complaints).toEqual([])
})
