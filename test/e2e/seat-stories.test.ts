import type { Browser, Page } from 'playwright-core'
import { encodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { statementsAbi } from '../../web/src/generated/abi/statements.js'
import { connectChain, getAccount, send, step } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'
import { collectComplaints } from './support/collectComplaints.js'
import { injectWallet, type InjectedWallet } from './support/injectWallet.js'
import { stepPast } from './support/stepPast.js'

const officer = 1
/** Members who did nothing yet of what is told here. */
const [payer, signer, delegate, asker] = [5, 12, 9, 20]
/** Accounts that nobody knows. */
const [invited, stranger, credited, newKey] = [47, 48, 49, 50]
const day = 86_400

let stack: Stack
let browser: Browser
let page: Page
let wallet: InjectedWallet
let complaints: string[]

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
  page = await browser.newPage({ locale: 'en' })
  page.setDefaultTimeout(20_000)
  complaints = collectComplaints(page)
  wallet = await injectWallet(page, stack.rpcUrl, officer)
  await page.goto(urlOf('members'))
  await page.locator('header button.wallet').click()
  await page.getByRole('dialog').getByText('Test Wallet').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const urlOf = (name: string) => `${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/${name}`
const addressOf = (index: number) => getAccount(index).address
const button = (name: string) => page.getByRole('button', { name, exact: true })
const section = (id: string) => page.locator(`section[aria-labelledby="${id}"]`)
const chain = () => connectChain(stack.rpcUrl)
const countSeats = (index: number) =>
  chain().reader.readContract({
    address: stack.deployment.membership,
    abi: membershipAbi,
    functionName: 'balanceOf',
    args: [addressOf(index)],
  })
const getDelegate = (index: number) =>
  chain().reader.readContract({
    address: stack.deployment.membership,
    abi: membershipAbi,
    functionName: 'delegates',
    args: [addressOf(index)],
  })

/** Opens a page anew, as an account. */
async function openAs(index: number, url: string) {
  await page.goto('about:blank')
  await wallet.switchAccount(index)
  await page.goto(url)
  const { address } = getAccount(index)
  const short = `${address.slice(0, 6)}…${address.slice(-4)}`
  await page.locator('header button.wallet').filter({ hasText: short }).waitFor()
}

/** What a button saves, as a file for a field. */
async function save(name: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    section(name).locator('details[open] button').click(),
  ])
  return (await download.path())!
}

async function invite(reason: string): Promise<string> {
  await openAs(officer, urlOf('officer'))
  await section('invite')
    .getByLabel(/^Reason/)
    .fill(reason)
  await button('Sign an invitation').click()
  return section('invite').getByLabel('Link of the invitation').inputValue()
}

test('an invitation that somebody else pays for seats the account that was written', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  const link = await invite('He has no coins, and two good hands.')
  await openAs(payer, link)
  const field = page.getByLabel('Account that gets the seat')
  expect(await field.inputValue()).toBe(addressOf(payer))
  await page.getByText('The account already holds a seat.').first().waitFor()
  expect(await button('Take the seat').isDisabled()).toBe(true)
  await field.fill(addressOf(invited))
  await button('Take the seat').click()
  await page.getByText('Welcome. The seat is there.').waitFor()
  expect(await countSeats(invited)).toBe(1n)
})

test('an officer takes an invitation back, and then its link says so', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  const link = await invite('We meant somebody else.')
  const item = section('out').locator('li').filter({ hasText: 'We meant somebody else.' })
  await item.getByRole('button', { name: 'Withdraw', exact: true }).click()
  await item.getByText('used or withdrawn').waitFor()
  await openAs(stranger, link)
  await page.getByText('The invitation was used or withdrawn.').waitFor()
})

test('who asks for a seat gets it by the vote of the members', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await openAs(stranger, urlOf('join'))
  await section('request').getByLabel('Why, in your own words').fill('I live at the far end, and I can weld.')
  const link = await section('request').getByLabel('Write the proposal').inputValue()

  await openAs(asker, link)
  await eventually(async () => {
    const written = await page.getByLabel('Text in English (Markdown)').inputValue()
    expect(written).toBe('I live at the far end, and I can weld.')
  })
  await button('Preview').click()
  await page.getByText('Give a seat (Member, without a term) to').waitFor()
  await page.getByText(addressOf(stranger)).first().waitFor()
  await button('Publish the text and propose').click()
  await page.getByRole('link', { name: 'Open the proposal' }).click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'A seat for' }).waitFor()
  const id = BigInt(/proposals\/(\d+)/.exec(page.url())![1]!)

  await stepPast(page, 'Past the voting delay')
  for (const voter of [0, 2, 3, 4, 5, 6]) {
    const args = [id, 1] as const
    await send(chain(), voter, {
      to: stack.deployment.governor,
      data: encodeFunctionData({ abi: governorAbi, functionName: 'castVote', args }),
    })
  }
  await stepPast(page, 'Past the voting period')
  await button('Queue').click()
  await page.getByText('The treasury’s waiting time ends').waitFor()
  await stepPast(page, 'Past the waiting time')
  await button('Execute').click()
  await page.getByText('Nothing more can happen to this proposal.').waitFor()
  expect(await countSeats(stranger)).toBe(1n)
})

test('a member names guardians; they start a recovery, and the member stops it', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await openAs(signer, urlOf('seat'))
  await page.getByText('Name or change guardians').click()
  await page.getByLabel('Guardians, one address a line').fill(`${addressOf(payer)}\n${addressOf(delegate)}`)
  await page.getByLabel('How many of them must agree').fill('1')
  await page.getByLabel('Delay in days').fill('3')
  await button('Name them').click()
  await page.getByText(/^From .* on, instead:/).waitFor()
  await step(chain(), 8 * day)

  await openAs(payer, urlOf('guardian'))
  const ward = page.locator('section[aria-labelledby^="ward-"]').filter({ hasText: addressOf(signer) })
  await ward.getByLabel(/^Address of the new key/).fill(addressOf(newKey))
  await ward.getByText('0 of 1 have agreed to this key.').waitFor()
  await ward.getByRole('button', { name: 'Agree to this key' }).click()
  await ward.getByText(/^The new key can take it from/).waitFor()

  await openAs(signer, urlOf('').replace(/\/$/, ''))
  await page.getByText('A recovery of your seat runs: stop it if it is not yours').waitFor()
  await openAs(signer, urlOf('seat'))
  await button('Stop it: I still have my key').click()
  await page.getByText(/^You stopped a recovery: until .* only a vote can recover this seat\.$/).waitFor()
  expect(await countSeats(signer)).toBe(1n)
})

test('a delegation and a statement are signed, and somebody else carries them', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await openAs(signer, urlOf('delegation'))
  await section('yours').getByLabel('Let this account vote for me').fill(addressOf(delegate))
  await section('yours').getByText('Sign instead of sending').click()
  const delegation = await save('yours')
  await page.getByText('It counts once somebody carries it.').waitFor()
  await section('statement').getByLabel('Statement (Markdown)').fill('I vote for what holds in **winter**.')
  await section('statement').getByText('Sign instead of sending').click()
  const statement = await save('statement')
  await page.getByText('It stands once somebody carries it.').waitFor()

  await openAs(payer, urlOf('delegation'))
  const file = section('carry').getByLabel('File of a delegation or of a statement')
  await file.setInputFiles(delegation)
  await section('carry').getByText('Signed by').waitFor()
  await button('Carry it').click()
  await page.getByText('Carried. It counts from now on.').waitFor()
  expect(await getDelegate(signer)).toBe(addressOf(delegate))
  await file.setInputFiles([])
  await file.setInputFiles(delegation)
  await page.getByText('It was carried already').waitFor()

  await file.setInputFiles(statement)
  await section('carry').locator('strong').filter({ hasText: 'winter' }).waitFor()
  await button('Carry it').click()
  await page.getByText('Carried. It counts from now on.').waitFor()
  const readStatement = () =>
    chain().reader.readContract({
      address: stack.deployment.statements,
      abi: statementsAbi,
      functionName: 'statementOf',
      args: [addressOf(signer)],
    })
  expect(BigInt((await readStatement()).digest)).not.toBe(0n)
  await page.goto(urlOf(`members/${addressOf(signer)}`))
  await section('statement').locator('strong').filter({ hasText: 'winter' }).waitFor()
  await page.goto(urlOf('delegation'))
  await file.setInputFiles(statement)
  await page.getByText('A statement that is as new or newer stands already.').waitFor()

  await openAs(signer, urlOf('delegation'))
  await section('statement').getByRole('button', { name: 'Take it back' }).waitFor()
  await section('statement').getByText('Sign instead of sending').last().click()
  const removal = await save('statement')
  await page.getByText('Your statement stands until somebody carries it.').waitFor()
  await openAs(payer, urlOf('delegation'))
  await file.setInputFiles(removal)
  await section('carry').getByText('It takes back the statement that stands.').waitFor()
  await button('Carry it').click()
  await page.getByText('Carried. It counts from now on.').waitFor()
  await page.goto(urlOf(`members/${addressOf(signer)}`))
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(BigInt((await readStatement()).digest)).toBe(0n)
})

test('a credential gives a seat once', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await step(chain(), 8 * day)
  await openAs(credited, urlOf('join'))
  await section('request').waitFor()
  expect(await section('credential').count()).toBe(0)

  // A verifier whose answer to every proof is the same credential: 0x…01.
  const { clock } = chain()
  const verifier = `0x${'c0de'.padStart(40, '0')}` as const
  await clock.setCode({ address: verifier, bytecode: '0x600160005260206000f3' })
  await act(encodeFunctionData({ abi: gatesAbi, functionName: 'setVerifier', args: [verifier, 0] }))
  await act(encodeFunctionData({ abi: gatesAbi, functionName: 'openGate', args: [3] }))

  await openAs(payer, urlOf('join'))
  await section('credential').getByLabel('Account that gets the seat').fill(addressOf(credited))
  await section('credential').getByLabel('Proof').fill('0x12 3')
  await page.getByText('This is no proof').waitFor()
  await section('credential').getByLabel('Proof').fill('0x12\n34')
  await section('credential').getByRole('button', { name: 'Take the seat' }).click()
  await section('credential').getByText('Welcome. The seat is there.').waitFor()
  expect(await countSeats(credited)).toBe(1n)

  await openAs(payer, urlOf('join'))
  await section('credential').getByLabel('Account that gets the seat').fill(addressOf(newKey))
  await section('credential').getByLabel('Proof').fill('5678')
  await section('credential').getByRole('button', { name: 'Take the seat' }).click()
  await page.getByText('This credential has been used.').waitFor()
  expect(complaints).toEqual([])
})

/** What a vote would have the treasury do with the gates. */
async function act(data: Hex) {
  const { clock, reader } = chain()
  const account = stack.deployment.treasury
  await clock.impersonateAccount({ address: account })
  await clock.setBalance({ address: account, value: 10n ** 19n })
  const hash = await clock.request({
    method: 'eth_sendTransaction' as never,
    params: [{ from: account, to: stack.deployment.gates, data }] as never,
  })
  await reader.waitForTransactionReceipt({ hash: hash as Hex })
  await clock.stopImpersonatingAccount({ address: account })
}
