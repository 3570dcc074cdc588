import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { launchChromium } from '../support/launchChromium.js'

let stack: Stack
let browser: Browser

beforeAll(async () => {
  stack = await startStack({ seed: true, client: true })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** The page as a person without the internet has it, and whatever it asked of anybody else or complained about. */
async function openExplorer(colorScheme: 'light' | 'dark', width: number) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await context.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => {
      complaints.push(route.request().url())
      return route.abort()
    },
  )
  await page.goto(`${stack.clientUrl}/explorer/`)
  return { context, page, complaints }
}

describe.each([
  ['light', 390],
  ['dark', 1280],
] as const)('the explorer page without the internet, %s, %i wide', (colorScheme, width) => {
  test.each(['button', 'keyboard'])('runs the query that stands there, by %s', async (by) => {
    const { context, page, complaints } = await openExplorer(colorScheme, width)
    const run = page.getByRole('button', { name: /Execute query/ })
    await run.waitFor()
    const answer = page.locator('.graphiql-response')
    if (by === 'button') await run.click()
    else {
      await page.locator('.graphiql-query-editor .CodeMirror').click()
      await page.keyboard.press('Control+Enter')
    }
    await answer.getByText('A second reading room').waitFor()
    expect(await answer.textContent()).not.toContain('errors')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    const background = await page.evaluate(
      'getComputedStyle(document.querySelector(".graphiql-container")).backgroundColor',
    )
    expect(background).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(33, 42, 59)')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('shows what the schema says of a payment, and its settings', async () => {
    const { context, page, complaints } = await openExplorer(colorScheme, width)
    await page.getByRole('button', { name: /Execute query/ }).waitFor()
    const show = page.getByRole('button', { name: 'Show Documentation Explorer' })
    if (await show.isVisible()) await show.click()
    await page.locator('.graphiql-doc-explorer').getByText('Flow', { exact: true }).click()
    await page.getByText('One movement of one asset into or out of the treasury').waitFor()
    await page.getByRole('button', { name: /settings dialog/ }).click()
    await page
      .getByRole('heading', { name: 'Theme' })
      .or(page.getByText('Theme', { exact: true }))
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})

test('its policy lets it ask the index and nobody else', async () => {
  const { context, page, complaints } = await openExplorer('light', 1280)
  const ask = (url: string) => page.evaluate(`fetch(${JSON.stringify(url)}).then(() => 'answered', () => 'refused')`)
  expect(await ask(`${stack.subgraphUrl}?`)).toBe('answered')
  expect(await ask(`${stack.clientUrl}/`)).toBe('refused')
  expect(await ask(stack.rpcUrl)).toBe('refused')
  expect(complaints.every((complaint) => complaint.includes('Content Security Policy'))).toBe(true)
  await context.close()
})
