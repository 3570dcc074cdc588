import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { launchChromium } from '../support/launchChromium.js'

const pages = [
  ...['', 'proposals', 'propose', 'members', 'treasury', 'rules', 'settings'].map((name) => `dao/${name}`),
  ...['member', 'treasurer', 'integrator'].map((name) => `guide/${name}`),
]
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
    '%s: no axe violation, nothing wider than the window, nothing refused by the policy',
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
