import type { Page } from 'playwright-core'

/** Takes an account of the development wallet, by its place. */
export async function become(page: Page, index: number) {
  await page.locator('header button.wallet').click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByText(new RegExp(`Account ${index}\\b`))
    .first()
    .click()
  await dialog.waitFor({ state: 'detached' })
}
