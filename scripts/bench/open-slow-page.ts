import type { Browser, Page } from 'playwright-core'

/** A new page at a processor that is some times slower, which keeps how long each task of more than 50 ms took. */
export async function openSlowPage(browser: Browser, rate = 4, locale = 'en'): Promise<Page> {
  const page = await (await browser.newContext({ locale })).newPage()
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  await page.addInitScript(() => {
    const long: number[] = []
    Object.assign(window, { __long: long })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(entry.duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  return page
}
