import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import type { PartName } from '../../scripts/stack/supervisor.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'

let stack: Stack
let browser: Browser
let page: Page

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
  page = await browser.newPage({ locale: 'en' })
})

afterEach(() => expectHealthy())

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const dao = () => `#/dao/31337:${stack.deployment.governor}`
const open = (path: string) => page.goto(`${stack.clientUrl}/${dao()}/${path}`)
const textOf = (selector: string) => page.locator(selector).first().textContent({ timeout: 1_000 })

/** The page takes the index at its word, the chain mines, and nothing warns. */
async function expectHealthy() {
  await eventually(async () => {
    expect(await textOf('.provenance')).toContain('from the index at block')
    expect(await page.locator('[data-banner]').count()).toBe(0)
  })
  const before = await readBlock()
  await eventually(async () => expect(await readBlock()).toBeGreaterThan(before))
}

async function readBlock(): Promise<number> {
  return Number(/[\d,]+/.exec((await textOf('.provenance')) ?? '')![0].replaceAll(',', ''))
}

/**
 * Kills a part whenever it comes back, until the page says what it should: the supervisor mends faster than a reader
 * looks.
 */
async function killUntil(name: PartName, said: () => Promise<void>) {
  const again = setInterval(() => stack.parts[name].kill('SIGKILL'), 50)
  try {
    await eventually(said)
  } finally {
    clearInterval(again)
  }
}

const banner = (which: string, words: string) => async () =>
  expect(await textOf(`[data-banner="${which}"]`)).toContain(words)

describe('a part is killed: what the page says, and what is true afterwards', () => {
  test('the index: read from the chain, and said so', async () => {
    await open('proposals')
    await expectHealthy()
    await killUntil('index', banner('index', 'read directly from the chain'))
    expect(
      await page.getByText('The sauna by the water').or(page.getByText('A sauna by the water')).count(),
    ).toBeGreaterThan(0)
  })

  test('the database: the index answers nothing, the page goes on without it', async () => {
    await open('proposals')
    await expectHealthy()
    await killUntil('database', banner('index', 'read directly from the chain'))
  })

  test('the chain: nothing can be sent, and said so', async () => {
    await open('')
    await expectHealthy()
    await killUntil('chain', banner('chain', 'The chain cannot be reached'))
  })

  test('IPFS: the text on the chain stands in for the document (T58)', async () => {
    await open('proposals')
    await expectHealthy()
    const link = page.locator('a[href*="/proposals/"]').first()
    const href = await link.getAttribute('href')
    await killUntil('ipfs', async () => {
      await page.goto('about:blank')
      await page.goto(`${stack.clientUrl}/${href}`)
      await page.getByText('cannot be had from IPFS now').waitFor({ timeout: 2_500 })
    })
    await eventually(async () => {
      await page.goto('about:blank')
      await page.goto(`${stack.clientUrl}/${href}`)
      await page.locator('main h1').first().waitFor({ timeout: 5_000 })
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 5_000 })
      expect(await page.getByText('cannot be had from IPFS now').count()).toBe(0)
    })
  })

  test('the server of the pages: an open page goes on, and reloads afterwards', async () => {
    await open('members')
    await expectHealthy()
    const { pid } = stack.parts.client
    stack.parts.client.kill('SIGKILL')
    await expectHealthy()
    await eventually(async () => {
      expect(stack.parts.client.pid).not.toBe(pid)
      await page.reload()
      expect(await textOf('main h1')).toBeTruthy()
    })
  })
})
