import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { launchChromium } from '../support/launchChromium.js'
import { otherPaths, pagePaths } from '../support/pagePaths.js'

const pages = [...pagePaths.map((name) => `dao/${name}`), ...otherPaths]
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

const urlOf = (name: string) =>
  `${stack.clientUrl}/#/${name.replace('dao', `dao/31337:${stack.deployment.governor}`).replace(/\/$/, '')}`

describe.each([
  ['light', 'en', 1280],
  ['dark', 'zh-Hans', 390],
] as const)('%s, %s, %i wide', (colorScheme, locale, width) => {
  test.each(pages)(
    '%s: no axe violation, nothing wider than the window, nothing refused by the policy (T74)',
    async (name) => {
      const context = await browser.newContext({ colorScheme, locale, viewport: { width, height: 900 } })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      await page.goto(urlOf(name))
      await page.locator('main h1').first().waitFor()
      await page.waitForLoadState('networkidle').catch(() => {})
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(complaints).toEqual([])
      await context.close()
    },
  )
})

// What the eye sees first comes first for the keyboard, too; what goes away leaves the focus where it stood.
test('a member on a phone connects, finds a proposal and votes by keyboard alone (T74)', async () => {
  const page = await browser.newPage({ locale: 'en', viewport: { width: 390, height: 844 } })
  page.setDefaultTimeout(30_000)
  const focused = page.locator(':focus')
  const press = async (key: string, until: RegExp) => {
    const seen: string[] = []
    for (let count = 0; count < 60; count += 1) {
      await page.keyboard.press(key)
      const name = await focused.evaluate(
        (element) => `${element.tagName} ${element.getAttribute('value') ?? element.textContent}`,
      )
      if (until.test(name)) return
      seen.push(name.slice(0, 40))
    }
    throw new Error(`${until} was not reached: ${seen.join(', ')}`)
  }
  await page.goto(urlOf('dao/proposals'))
  await page.locator('main [data-state]').first().waitFor()
  await press('Tab', /BUTTON \s*Connect/)
  await page.keyboard.press('Enter')
  await page
    .getByRole('dialog')
    .getByText(/Account 2\b/)
    .waitFor()
  await press('Tab', /Account 2\b/)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await focused.evaluate((element) => element.tagName)).toBe('BUTTON')
  await press('Tab', /A sauna by the water/)
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: 'For' }).waitFor({ state: 'attached' })
  await press('Tab', /INPUT for/)
  await page.keyboard.press('Space')
  await press('Tab', /Cast your vote/)
  await page.keyboard.press('Enter')
  await page.getByText(/You voted: For|Your ballot is counted/).waitFor()
  expect(await focused.getAttribute('aria-labelledby')).toBe('vote')
  await page.getByText('You have voted, and nothing more is needed.').waitFor()
  await page.close()
})
