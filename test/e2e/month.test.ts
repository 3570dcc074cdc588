import type { Browser, Page } from 'playwright-core'
import { encodeFunctionData, getAddress, parseUnits, type Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { query } from '../../scripts/stack/rpc.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { erc20Abi } from '../../web/src/generated/abi/tokens.js'
import { connectChain, send, type ChainConnection } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'
import { become } from './support/become.js'
import { collectComplaints } from './support/collectComplaints.js'
import { stepPast } from './support/stepPast.js'

/** A treasurer's month, in the order of the guide; each test goes on where the one before it stopped. */

let stack: Stack
let browser: Browser
let page: Page
let complaints: string[]
let chain: ChainConnection
let lkd: Address
let failed = false

/** Nobody's accounts: what they hold was paid to them. */
const forty = Array.from({ length: 40 }, (_, place) =>
  getAddress(`0x${(0xfeed0000 + place).toString(16).padStart(40, '0')}`),
)
const wages = forty.map((_, place) => String(place + 1))
const proposers = [0, 4]
const voters = [0, 1, 2, 3, 4, 5, 6, 7, 9, 11]

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
  chain = connectChain(stack.rpcUrl)
  lkd = stack.deployment.assets[0]!
  page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(30_000)
  complaints = collectComplaints(page)
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const balanceOf = (account: Address) =>
  chain.reader.readContract({ address: lkd, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
const units = (text: string) => parseUnits(text, 6)

async function open(path: string) {
  await page.goto(`${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/${path}`)
  await page.locator('main h1').waitFor()
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' })
}

/** The act of a proposal that is being written, by its place. */
const act = (place: number) => page.getByRole('group', { name: `Act ${place}`, exact: true })

async function propose(title: string) {
  await page.getByLabel('Title in English').fill(title)
  await page.getByLabel('Summary').fill('One of the things of this month.')
  await page.getByLabel('Text in English (Markdown)').fill('As we spoke about it at the stove.')
  await button('Preview').click()
}

async function publish(title: string) {
  await button('Publish the text and propose').click()
  await page.getByRole('link', { name: 'Open the proposal' }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  return BigInt(/proposals\/(\d+)/.exec(page.url())![1]!)
}

const step = (name: string, run: () => Promise<void>) =>
  test(name, async ({ onTestFailed, skip }) => {
    if (failed) return skip('a step before it failed')
    onTestFailed(async () => {
      failed = true
      console.error(page.url(), await page.locator('body').innerText())
    })
    await run()
  })

const proposals: bigint[] = []

step('a draw within what is free is paid; one beyond it is told how much is free', async () => {
  await open('rights/budget/1')
  await become(page, 5)
  const payee = forty[0]!
  await page.getByLabel('Account', { exact: true }).fill(payee)
  await page.getByLabel('Amount in LKD').fill('900')
  await page
    .getByText(/That is more than is free now: 225.LKD/)
    .first()
    .waitFor()
  expect(await button('Draw at once').isDisabled()).toBe(true)
  expect(await page.getByLabel('Amount in LKD').inputValue()).toBe('900')
  await page.getByLabel('Amount in LKD').fill('25.5')
  await page.getByLabel('What it is for (public; may be left empty)').fill('A new tap.')
  await button('Draw at once').click()
  await eventually(async () => expect(await balanceOf(payee)).toBe(units('25.5')))
  await page
    .getByText(/199\.5.LKD/)
    .first()
    .waitFor()
})

step('two reviewers accept a milestone, and it waits for the report that is due', async () => {
  for (const account of [1, 20]) {
    await open('rights/grant/1')
    await become(page, account)
    await button('Accept').click()
    await page
      .getByText(account === 1 ? 'You have accepted it.' : /accepted \d/)
      .last()
      .waitFor()
  }
  await become(page, 29)
  const before = await balanceOf(await recipient())
  await page.getByLabel('Your report (public)').fill('The listening corner stands.')
  await button('Report').click()
  await button('Claim').click()
  await eventually(async () => expect((await balanceOf(await recipient())) - before).toBeGreaterThan(units('600')))
})

async function recipient(): Promise<Address> {
  const { grants } = await query<{ grants: { recipient: Address }[] }>(
    stack.subgraphUrl,
    '{ grants(where: { grantId: 1 }) { recipient } }',
  )
  return grants[0]!.recipient
}

/** The number of a right, once the index has it. */
const findNumber = (kind: 'payout' | 'distribution', purpose: string) =>
  eventually(async () => {
    const found = await query<Record<string, Record<string, string>[]>>(
      stack.subgraphUrl,
      `{ ${kind}s(where: { purpose: "${purpose}" }) { ${kind}Id } }`,
    )
    return found[`${kind}s`]![0]![`${kind}Id`]!
  })

step('forty payees come from a table; a wrong row is shown, kept and mended', async () => {
  await open('propose')
  await become(page, proposers[0]!)
  await page
    .getByRole('combobox', { name: 'What is to be decided' })
    .selectOption({ label: 'Budgets, grants, payouts, shares and donations' })
  await act(1).getByLabel('What', { exact: true }).selectOption({ label: 'Pay many: a table of payees' })
  await act(1).getByLabel('Asset').selectOption({ label: 'LKD' })
  await act(1).getByLabel('Purpose').fill('Wages of the harvest')
  await act(1).getByLabel('Category').fill('Wages')
  await act(1).getByLabel('Last day').fill(dayIn(90))
  const rows = forty.map((payee, place) => `${place === 7 ? payee.replace(/.$/, 'z') : payee},${wages[place]}`)
  await act(1)
    .getByRole('textbox', { name: 'Paste rows here' })
    .fill(['payee,amount', ...rows].join('\n'))
  await button('Read these rows').click()
  await page.getByText('1 row is wrong and would not be paid.').waitFor()
  await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Wrong' })
  await page.getByText('This is no address, and no name of your address book.').waitFor()
  await button('Correct, Line 9').click()
  await page.locator('[data-row="wrong"]').getByLabel('Payee').fill(forty[7]!)
  await button('Apply').click()
  await page.getByText('40 payees are paid together, once the decision is executed.').waitFor()
  await button('Add an act').click()
  await act(2).getByLabel('What', { exact: true }).selectOption({ label: 'Share an amount among the seats' })
  await act(2).getByLabel('Asset').selectOption({ label: 'LKD' })
  await act(2).getByLabel('Amount to share').fill('270')
  await act(2).getByLabel('Purpose').fill('Lamp oil')
  await act(2).getByLabel('Category').fill('Shares')
  await act(2).getByLabel('Last day').fill(dayIn(90))
  await propose('Wages and lamp oil')
  await page
    .getByText(/Pay 820.LKD to 40 payees together/)
    .first()
    .waitFor()
  await page
    .getByText(/Share 270.LKD among the seats/)
    .first()
    .waitFor()
  proposals.push(await publish('Wages and lamp oil'))
})

step('a clawback is proposed beside it', async () => {
  await open('propose')
  await become(page, proposers[1]!)
  await page
    .getByRole('combobox', { name: 'What is to be decided' })
    .selectOption({ label: 'Budgets, grants, payouts, shares and donations' })
  await act(1).getByLabel('What', { exact: true }).selectOption({ label: 'Claw back a grant' })
  await act(1).getByLabel('Grant', { exact: true }).selectOption({ index: 1 })
  await propose('The archive rests')
  await page.getByText('Claw back what has not vested of grant no. 1').first().waitFor()
  proposals.push(await publish('The archive rests'))
})

step('both pass, and are queued and executed together from the desk', async () => {
  await stepPast(page, 'Past the voting delay')
  for (const account of voters) {
    for (const id of proposals) {
      const data = encodeFunctionData({ abi: governorAbi, functionName: 'castVote', args: [id, 1] })
      await send(chain, account, { to: stack.deployment.governor, data })
    }
  }
  await stepPast(page, 'Past the voting period')
  await open('desk')
  for (const [what, word] of [
    ['queue', 'queued'],
    ['execute', 'executed'],
  ] as const) {
    for (const title of ['Wages and lamp oil', 'The archive rests']) {
      const choice = page.getByRole('checkbox', { name: `Choose “${title}”` })
      await choice.waitFor()
      await choice.check()
    }
    await button('Do 2 decisions').click()
    const outcomes = page.locator('[data-outcome]')
    await eventually(async () => expect(await outcomes.count()).toBe(2))
    for (const text of await outcomes.allInnerTexts()) expect(text).toMatch(new RegExp(`^✓ .* · ${word}$`))
    if (what === 'queue') {
      await open(`proposals/${proposals[0]!}`)
      await stepPast(page, 'Past the waiting time')
      await open('desk')
    }
  }
})

step('the rows are given, and all forty are paid', async () => {
  await open(`rights/payout/${await findNumber('payout', 'Wages of the harvest')}`)
  await button('Pay all rows').click()
  await page.getByText(/The rows were paid on/).waitFor()
  const paid = await Promise.all(forty.map((account) => balanceOf(account)))
  expect(paid).toEqual(wages.map((amount, place) => units(amount) + (place === 0 ? units('25.5') : 0n)))
})

step('what had not vested is back, and the grant says so', async () => {
  await open('rights/grant/1')
  await page.getByText('Clawed back').first().waitFor()
})

step('a member claims the share of a seat, and then everybody else’s is claimed', async () => {
  const distributionId = await findNumber('distribution', 'Lamp oil')
  await open(`rights/distribution/${distributionId}`)
  await become(page, 3)
  await button(/^Claim for /)
    .first()
    .click()
  await page.getByText('has claimed').waitFor()
  await button('Look which seats have not claimed').click()
  await button(/^Claim for /)
    .last()
    .click()
  await eventually(async () => {
    const { distributions: after } = await query<{ distributions: { claimCount: string; shares: string }[] }>(
      stack.subgraphUrl,
      `{ distributions(where: { distributionId: "${distributionId}" }) { claimCount shares } }`,
    )
    expect(Number(after[0]!.claimCount)).toBe(Number(after[0]!.shares))
  })
})

step('the books close: they are equal to the chain, to the last unit', async () => {
  await open('books')
  await page.getByText(/^Equal to the last unit/).waitFor()
  await page
    .getByRole('cell', { name: /Wages of the harvest/ })
    .first()
    .waitFor()
  await button('Recompute from the chain').click()
  await page.getByText(/^Equal to the last unit/).waitFor()
  const held = await balanceOf(stack.deployment.treasury)
  const { assets } = await query<{ assets: { balance: string }[] }>(
    stack.subgraphUrl,
    `{ assets(where: { token: "${lkd.toLowerCase()}" }) { balance } }`,
  )
  expect(BigInt(assets[0]!.balance)).toBe(held)
  expect(complaints).toEqual([])
})

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
