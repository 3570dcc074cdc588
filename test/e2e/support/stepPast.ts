import type { Page } from 'playwright-core'

/** Moves the chain's time by a button of the development clock. */
export async function stepPast(page: Page, name: `Past the ${string}`) {
  const clock = page.locator('details.clock')
  if ((await clock.getAttribute('open')) === null) await clock.locator('summary').click()
  await clock.getByRole('button', { name }).click()
}
