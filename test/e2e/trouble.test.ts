import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest'
import { agenda } from '../../scripts/seed/agenda.js'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { callRpc, query } from '../../scripts/stack/rpc.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'
import { pagePaths } from '../support/pagePaths.js'
import { become } from './support/become.js'

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
  page = await browser.newPage({ locale: 'en' })
  page.setDefaultTimeout(30_000)
})

afterEach(() => page.close())

const dao = () => `#/dao/31337:${stack.deployment.governor}`

/** Opens the proposal of the seed whose vote is open. */
async function openActive() {
  await page.goto(`${stack.clientUrl}/${dao()}/proposals`)
  await page
    .locator('li', { has: page.locator('[data-state="active"]') })
    .getByRole('link', { name: /A sauna by the water/ })
    .click()
  await page.getByRole('heading', { level: 1, name: /A sauna by the water/ }).waitFor()
  await page.locator('[data-state="active"]').waitFor()
}

async function vote(choice: 'For' | 'Against') {
  // What is shown is read anew after a reorganisation: what is clicked in that moment may be gone.
  await eventually(() => page.getByRole('radio', { name: choice }).check({ force: true, timeout: 5_000 }))
  await page.getByRole('button', { name: 'Cast your vote', exact: true }).click()
  await page.getByText(new RegExp(`You voted: ${choice}|Your ballot is counted`)).waitFor()
}

const countBallots = async () => {
  const { proposals } = await query<{ proposals: { ballotCount: number }[] }>(
    stack.subgraphUrl,
    '{ proposals(where: { title_starts_with: "A sauna" }) { ballotCount } }',
  )
  return proposals[0]!.ballotCount
}

test('a reorg takes a vote back: the page says so, and the member votes again (C-3)', async () => {
  await openActive()
  await become(page, 0)
  const before = await countBallots()
  await vote('For')
  await eventually(async () => expect(await countBallots()).toBe(before + 1))
  // Just deep enough to take the vote, and without any transaction: anvil drops what the old blocks held.
  const { ballots } = await query<{ ballots: { block: string }[] }>(
    stack.subgraphUrl,
    '{ ballots(first: 1, orderBy: block, orderDirection: desc) { block } }',
  )
  const head = Number(await callRpc<string>(stack.rpcUrl, 'eth_blockNumber'))
  await callRpc(stack.rpcUrl, 'anvil_reorg', [head - Number(ballots[0]!.block) + 1, []])
  await page.getByRole('radio', { name: 'For' }).waitFor({ state: 'attached' })
  await eventually(async () => expect(await countBallots()).toBe(before))
  await vote('Against')
  await eventually(async () => expect(await countBallots()).toBe(before + 1))
})

// It is there and does not answer.
test('the index stops half-way: the member reads, votes and sees it counted from the chain alone (T53)', async () => {
  await openActive()
  stack.parts.index.kill('SIGSTOP')
  try {
    await page.locator('[data-banner="index"]').waitFor()
    await become(page, 1)
    const voted = page.getByText(/You voted|Your ballot is counted/)
    const radio = page.getByRole('radio', { name: 'For' })
    await voted.or(radio).first().waitFor({ state: 'attached' })
    if ((await voted.count()) === 0) await vote('For')
    await page.goto(`${stack.clientUrl}/${dao()}/proposals`)
    await page.locator('[data-state="executed"]').first().waitFor()
    expect(await page.locator('[data-state]').count()).toBe(agenda.length)
  } finally {
    stack.parts.index.kill('SIGCONT')
  }
  await page.locator('[data-banner="index"]').waitFor({ state: 'detached', timeout: 60_000 })
})

test('an index that lies about what a proposal does: the chain’s own is shown, and there is no vote on it (T59)', async () => {
  await openActive()
  await become(page, 2)
  await page.locator('[data-trust="verified"]').waitFor()
  const shown = await page.locator('[data-action]').innerText()
  // One byte of the payee, on its way from the index.
  await page.route(stack.subgraphUrl, async (route) => {
    const answer = await route.fetch()
    const lie = (name: string, value: unknown) =>
      name === 'calldata' ? String(value).replace(/.(?=.{70}$)/, (digit) => (digit === '0' ? '1' : '0')) : value
    await route.fulfill({ response: answer, json: JSON.parse(await answer.text(), lie) })
  })
  await page.reload()
  await page.locator('[data-trust="mismatch"]').waitFor()
  await page.getByText('voting is closed on this page').first().waitFor()
  expect(await page.locator('[data-action]').innerText()).toBe(shown)
  await page.getByRole('radio', { name: 'For' }).check({ force: true })
  expect(await page.getByRole('button', { name: 'Cast your vote', exact: true }).isDisabled()).toBe(true)
})

test('a draft survives a reload, and a text that never left the browser is still there', async () => {
  await page.goto(`${stack.clientUrl}/${dao()}/propose`)
  await page.getByLabel('Title in English').fill('A bench by the water')
  await page.getByLabel('Payee’s address').fill('0x12')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await page.getByText('This is no address.').first().waitFor()
  await page.reload()
  await eventually(async () =>
    expect(await page.getByLabel('Title in English').inputValue()).toBe('A bench by the water'),
  )
  expect(await page.getByLabel('Payee’s address').inputValue()).toBe('0x12')
})

// Every word comes from the catalogue: in the pseudo-language each message is marked, and nothing else has letters.
test.each([...pagePaths, 'new'])('no word of %s stands outside the catalogue', async (name) => {
  const place = name === 'new' ? '#/new' : `${dao()}/${name}`.replace(/\/$/, '')
  await page.goto(`${stack.clientUrl}/?lang=pseudo${place}`)
  await page.locator('main h1').waitFor()
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' })
  const words = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      // What members wrote, names of things and addresses are not the client's words.
      if (!parent || parent.closest('[data-content], code, script, noscript, style, option, svg')) continue
      const text = node.textContent?.trim() ?? ''
      if (/\p{L}{2}/u.test(text) && !text.includes('⟦') && !text.includes('⟧')) found.push(text)
    }
    return found
  })
  expect(words).toEqual([])
})
