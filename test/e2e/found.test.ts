import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { query } from '../../scripts/stack/rpc.js'
import { factoryAbi } from '../../web/src/generated/abi/factory.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { connectChain, getAccount } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'
import { become } from './support/become.js'
import { collectComplaints } from './support/collectComplaints.js'
import { stepPast } from './support/stepPast.js'

const founders = Array.from({ length: 12 }, (_, index) => getAccount(index).address)
const folder = mkdtempSync(join(tmpdir(), 'althing-found-'))

let stack: Stack
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  stack = await startStack({ seed: false, client: true })
  browser = await launchChromium()
  const context = await browser.newContext({ locale: 'en', acceptDownloads: true })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  complaints = collectComplaints(page)
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const goTo = async (step: string) => {
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: step }).click()
  await page.getByRole('heading', { level: 2, name: step }).waitFor()
}
const expectAccessible = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('twelve founders make a DAO in the browser, and it is theirs: reloads, the file, the list, a vote, the index', async ({
  onTestFailed,
}) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await page.goto(`${stack.clientUrl}/#/new`)
  await become(page, 0)

  await page.getByLabel('Name', { exact: true }).fill('湖畔合作社湖畔合作社一')
  await page.getByText('It takes 33 bytes; 31 fit.').waitFor()
  await page.getByLabel('Name', { exact: true }).fill('Ferry Friends')
  await page.getByLabel('Abbreviation').fill('FERRY')
  await button('Begin with an outline').click()
  await expectAccessible()
  await button('Next').click()

  // One by hand, one's own, a wrong one, the others pasted.
  await page.getByLabel('Address', { exact: true }).fill(founders[1]!)
  await button('Add').click()
  await button('Add my own account').click()
  const wrong = founders[2]!.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
  await page
    .getByRole('textbox', { name: 'Paste several, or a CSV' })
    .fill([wrong, ...founders.slice(2, 11), `${founders[11]}, steward, 730`, founders[1]].join('\n'))
  await button('Add these lines').click()
  await page.getByText('2 lines have to be corrected').waitFor()
  await page.locator('[data-line="duplicate"]').getByRole('button').click()
  await page.locator('[data-line="checksum"]').getByRole('button').click()
  await page
    .getByText('The first 8 are seated in the transaction that makes the DAO; the other 4 by its list')
    .waitFor()
  await expectAccessible()

  await button('Next').click()
  await page.getByRole('radio', { name: /A small circle/ }).check()
  await page.getByText('With 12 members, 4 must take part, and more for than against.').waitFor()
  await page.getByText('A decision can pay 6 days after it is proposed at the earliest.').waitFor()
  await page.getByText('7 of 12 seats together can move everything, after 6 days, in public.').waitFor()
  await page.getByText('Every number').click()
  await page.getByLabel('Lock before the end, in hours').fill('37')
  await page.getByText('It is longer than half of the voting.').waitFor()
  await expectAccessible()

  // A reload in the midst: step and stroke are there.
  await page.reload()
  await page.getByText('It is longer than half of the voting.').waitFor()
  await page.getByLabel('Lock before the end, in hours').fill('6')
  await button('Next').click()
  await page.getByLabel('Have a guardian').check()
  await page.getByLabel('Address of the guardian').fill(getAccount(20).address)
  await page.getByText('it takes 12 days: the vote that ends its office it cannot cancel').waitFor()
  await expectAccessible()

  // Saved, thrown away, loaded again.
  const [download] = await Promise.all([page.waitForEvent('download'), button('Save the file').click()])
  const file = join(folder, download.suggestedFilename())
  await download.saveAs(file)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'Ferry Friends', votingPeriod: 259_200 })
  page.once('dialog', (dialog) => void dialog.accept())
  await button('Begin anew').click()
  await goTo('Members')
  await page.getByText('Nobody yet.').waitFor()
  await page.getByLabel('Load a file').setInputFiles(file)
  await page.getByText('“Ferry Friends” was loaded.').waitFor()

  await goTo('Review')
  await page.getByText('The factory and all that it makes DAOs of is the code of this version.').waitFor()
  await page.getByText('4 votes', { exact: false }).first().waitFor()
  await expectAccessible()
  await button('Make the DAO').click()
  await page.getByRole('heading', { name: 'Ferry Friends stands' }).waitFor()
  await page.getByText('8 of 12 have their seats.').waitFor()

  await page.reload()
  await page.getByText('8 of 12 have their seats.').waitFor()
  // Anybody seats the others: somebody without a seat does.
  await become(page, 25)
  await button('Seat the others (1 of 1)').click()
  await page.locator('[data-seated="all"]').waitFor()
  await page.locator('[data-census="holds"]').waitFor()
  await expectAccessible()

  const href = await page.getByRole('link', { name: 'Open Ferry Friends' }).getAttribute('href')
  const governor = /0x[0-9a-fA-F]{40}/.exec(href!)![0] as `0x${string}`
  const { reader } = connectChain(stack.rpcUrl)
  const [contracts, madeIn] = await reader.readContract({
    ...{ address: stack.deployment.factory, abi: factoryAbi, functionName: 'find' },
    args: [governor],
  })
  expect(madeIn).toBeGreaterThan(0n)
  const ofMembership = { address: contracts.membership, abi: membershipAbi } as const
  expect(await reader.readContract({ ...ofMembership, functionName: 'totalSupply' })).toBe(12n)

  await page.getByRole('link', { name: 'Open Ferry Friends' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ferry Friends' }).waitFor()
  await page.goto(`${stack.clientUrl}/${href}/rules`)
  await page.getByText('One account may cancel proposals and close gates').waitFor()

  await page.goto(`${stack.clientUrl}/${href}/propose`)
  await become(page, 9)
  await page.getByRole('combobox', { name: 'What is to be decided' }).selectOption('document')
  await page.getByLabel('Summary').fill('We meet at the ferry on the first Sunday of each month.')
  await page.getByLabel('Title in English').fill('First Sundays')
  await page.getByLabel('Text in English (Markdown)').fill('At the landing, at ten.')
  await button('Preview').click()
  await button('Publish the text and propose').click()
  await page.getByRole('link', { name: 'Open the proposal' }).click()
  await page.getByRole('heading', { level: 1, name: 'First Sundays' }).waitFor()
  await stepPast(page, 'Past the voting delay')
  await page.getByRole('radio', { name: 'For' }).check({ force: true })
  await button('Cast your vote').click()
  await page.getByText(/You voted: For|Your ballot is counted/).waitFor()

  await eventually(async () => {
    const { dao } = await query<{ dao: { name: string; proposals: { title: string }[] } | null }>(
      stack.subgraphUrl,
      `{ dao(id: "${governor.toLowerCase()}") { name proposals { title } } }`,
    )
    expect(dao).toEqual({ name: 'Ferry Friends', proposals: [{ title: 'First Sundays' }] })
  })
  expect(complaints).toEqual([])
})
