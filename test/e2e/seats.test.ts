import type { Browser, Page } from 'playwright-core'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { connectChain, getAccount, send, step } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'
import { collectComplaints } from './support/collectComplaints.js'
import { injectWallet, type InjectedWallet } from './support/injectWallet.js'

/** Who the seed made an officer, who stands on its list and did not come yet, and accounts that nobody knows. */
const officer = 1
const listed = 29
const [admitted, invited, newKey] = [47, 48, 49]
/** Whose guardians the seed named, and those. */
const ward = { holder: 6, guardians: [0, 3], number: 7n, days: 5 }
const daoGuardian = 23
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
  await open('members')
  await page.locator('header button.wallet').click()
  await page.getByRole('dialog').getByText('Test Wallet').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // Whom the tests give seats has nothing to pay with yet.
  const { clock } = connectChain(stack.rpcUrl)
  for (const index of [admitted, invited, newKey, listed]) {
    await clock.setBalance({ address: getAccount(index).address, value: 10n ** 19n })
  }
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const urlOf = (name: string) => `${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/${name}`
const open = (name: string) => page.goto(urlOf(name))
const button = (name: string) => page.getByRole('button', { name, exact: true })
/** The wallet changes to an account; a page that is open has to listen, and then to show it. */
async function become(index: number) {
  const { address } = getAccount(index)
  const header = page.locator('header button.wallet')
  const isOpen = page.url() !== 'about:blank'
  if (isOpen) await header.filter({ hasText: '0x' }).waitFor()
  await wallet.switchAccount(index)
  if (isOpen) await header.filter({ hasText: `${address.slice(0, 6)}…${address.slice(-4)}` }).waitFor()
}
const section = (id: string) => page.locator(`section[aria-labelledby="${id}"]`)
const countSeats = (index: number) =>
  connectChain(stack.rpcUrl).reader.readContract({
    address: stack.deployment.membership,
    abi: membershipAbi,
    functionName: 'balanceOf',
    args: [getAccount(index).address],
  })

test('an officer admits an account, which finds its seat and gives it up', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await become(officer)
  await open('officer')
  await section('admit').getByLabel('Account').fill(getAccount(admitted).address)
  await section('admit')
    .getByLabel(/^Reason/)
    .fill('Keeps the ice from the slipway.')
  await section('admit').getByRole('button', { name: 'Admit', exact: true }).click()
  await eventually(async () => expect(await countSeats(admitted)).toBe(1n))
  await page.getByText('Keeps the ice from the slipway.').waitFor()

  await become(admitted)
  await open('seat')
  await page.locator('img[alt^="The card of seat no."]').waitFor()
  await page.getByText('Leave', { exact: true }).click()
  expect(await button('Leave for ever').isDisabled()).toBe(true)
  await page.getByLabel('I want to give up my seat for ever').check()
  await button('Leave for ever').click()
  await page.getByText('This account holds no seat here.').waitFor()
  expect(await countSeats(admitted)).toBe(0n)
})

test('an officer invites by a link; who opens it takes the seat, and the link is spent', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  // What came in leaves room in the next window.
  await step(connectChain(stack.rpcUrl), 7 * day)
  await become(officer)
  await open('officer')
  await section('invite')
    .getByLabel(/^Reason/)
    .fill('She taught half of us to row.')
  await button('Sign an invitation').click()
  const link = await section('invite').getByLabel('Link of the invitation').inputValue()
  expect(new URL(link).hash).toContain('/join/')

  await become(invited)
  await page.goto('about:blank')
  await page.goto(link)
  await page.getByText('You are invited').waitFor()
  await page.getByText('She taught half of us to row.').waitFor()
  await button('Take the seat').click()
  await page.getByText('Welcome. The seat is there.').waitFor()
  expect(page.url()).not.toContain('/join/')
  expect(await countSeats(invited)).toBe(1n)

  await page.goto('about:blank')
  await page.goto(link)
  await page.getByText('The invitation was used or withdrawn.').waitFor()
  await page.goto('about:blank')
  await page.goto(link.slice(0, -9))
  await page.getByText('This link is not whole.').waitFor()
})

test('an account that stands on a list finds its proof and takes its seat', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await step(connectChain(stack.rpcUrl), 7 * day)
  await become(listed)
  await open('join')
  await page.getByText('This account stands on it: Member.').waitFor()
  await section('list-1').getByRole('button', { name: 'Take the seat' }).click()
  await page.getByText('Welcome. The seat is there.').waitFor()
  expect(await countSeats(listed)).toBe(1n)
  await page.goto('about:blank')
  await open('join')
  await page.getByText('This account took the seat that this list gives.').waitFor()
})

test('guardians give a seat to its holder’s new key; home warns the holder meanwhile', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  const to = getAccount(newKey).address
  for (const guardian of ward.guardians) {
    await become(guardian)
    await open('guardian')
    const item = section(`ward-${ward.number}`)
    await item.getByLabel(/^Address of the new key/).fill(to)
    const before = wallet.sent
    await item.getByRole('button', { name: 'Agree to this key' }).click()
    await eventually(async () => expect(wallet.sent).toBe(before + 1))
    await page.waitForFunction(() => !document.querySelector('button[aria-busy="true"]'))
    await page.goto('about:blank')
  }
  await become(ward.holder)
  await page.goto(urlOf('').replace(/\/$/, ''))
  await page.getByText('A recovery of your seat runs: stop it if it is not yours').waitFor()

  await step(connectChain(stack.rpcUrl), ward.days * day + 60)
  await become(newKey)
  await page.goto('about:blank')
  await open('seat')
  await button('Take the seat').click()
  await page.locator('img[alt="The card of seat no. 7"]').waitFor()
  expect([await countSeats(ward.holder), await countSeats(newKey)]).toEqual([0n, 1n])
})

test('anybody sweeps a seat whose term has passed, and the list says that it lapsed', async ({ onTestFailed }) => {
  onTestFailed(async () => console.error(await page.locator('body').innerText()))
  await open('members')
  await section('overdue').getByRole('button', { name: 'Sweep', exact: true }).click()
  await section('overdue').waitFor({ state: 'detached' })
  await eventually(async () => {
    await page.reload()
    await page.getByLabel('Show', { exact: true }).selectOption('lapsed')
    await page.locator('[data-standing="lapsed"]').first().waitFor({ timeout: 5_000 })
  })
  await page.getByLabel(/^Search/).fill('7')
  await page.getByLabel('Show', { exact: true }).selectOption('all')
  await page.getByText('no. 7', { exact: true }).waitFor()
})

test('a closed gate closes its page', async () => {
  await send(connectChain(stack.rpcUrl), daoGuardian, {
    to: stack.deployment.gates,
    data: encodeFunctionData({ abi: gatesAbi, functionName: 'closeGate', args: [2] }),
  })
  await open('join')
  await page.getByText('The gate of lists is closed.').waitFor()
  expect(complaints).toEqual([])
})
