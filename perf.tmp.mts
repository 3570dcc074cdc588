import { launchChromium } from '/work/hf/test/support/launchChromium.js'
import { deployments } from '/work/hf/web/src/generated/deployments.js'
const d = deployments[31337]
const browser = await launchChromium()
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
const page = await context.newPage()
page.on('pageerror', (e) => console.log('error', e.message.slice(0, 300)))
const draft = { kind: 'treasury', summary: 's', en: { title: 'T', body: '' }, treasury: [{ act: 'payout', key: '1', asset: d.assets[0], end: '2027-12-31', purpose: 'p', category: 'c' }] }
await page.addInitScript(([x, g]) => {
  localStorage.setItem(`althing:draft:31337:${g}`, x!)
  ;(window as any).long = []
  new PerformanceObserver((l) => { for (const e of l.getEntries()) (window as any).long.push([Math.round(e.startTime), Math.round(e.duration)]) }).observe({ entryTypes: ['longtask'] })
}, [JSON.stringify(draft), d.governor])
await page.goto(`${process.argv[2]}/?lang=en#/dao/31337:${d.governor}/propose`)
await page.waitForSelector('.drop input[type=file]', { timeout: 30000 })
await page.waitForTimeout(3000)
const rows = ['address,amount', ...Array.from({ length: 5000 }, (_, i) => `0x${(i * 7919 + 1_000_003).toString(16).padStart(40, '0')},${i % 90 + 1}.25`)].join('\n')
const t0 = await page.evaluate(() => { (window as any).long = []; return performance.now() })
await page.setInputFiles('.drop input[type=file]', { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
await page.waitForSelector('text=/become a list|need .* lists/', { timeout: 120000 })
console.log('prepared after', Math.round(await page.evaluate(() => performance.now()) - t0), 'ms; long tasks', JSON.stringify(await page.evaluate(() => (window as any).long)))
await page.waitForFunction(() => !/being asked/.test(document.body.innerText), null, { timeout: 240000 }).catch(() => console.log('chain still asked'))
console.log('checked after', Math.round(await page.evaluate(() => performance.now()) - t0), JSON.stringify(await page.evaluate(() => (window as any).long)))
await page.evaluate(() => { (window as any).long = [] })
await page.selectOption('select >> nth=-1', 'look').catch((e) => console.log(e.message))
await page.waitForTimeout(1500)
console.log('filter', JSON.stringify(await page.evaluate(() => (window as any).long)))
await page.locator('main button.primary').click()
await page.waitForTimeout(6000)
console.log('preview', JSON.stringify(await page.evaluate(() => (window as any).long)))
await page.screenshot({ path: '/tmp/shots/perf.png', fullPage: false })
await browser.close()
