import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../test/support/launchChromium.js'
import { otherPaths, pagePaths } from '../test/support/pagePaths.js'
import { readDeployment } from './generate.js'
import { startStack } from './stack/index.js'

const widths = [390, 1280] as const
const themes = ['light', 'dark'] as const
const languages = ['en', 'zh-Hans'] as const

const { values } = parseArgs({
  options: {
    /** A running client; without it a stack of its own is started, with the seed. */
    url: { type: 'string' },
    /** Only pages whose name contains this. */
    only: { type: 'string', default: '' },
    out: { type: 'string', default: fileURLToPath(new URL('../.althing/shots', import.meta.url)) },
  },
})

/** Waits until the page shows what it has to show: nothing is a skeleton, nothing moves. */
async function settle(page: Page) {
  await page.waitForFunction(
    () => document.querySelector('main') && !document.querySelector('[aria-busy="true"]'),
    null,
    {
      timeout: 30_000,
    },
  )
  await page.waitForTimeout(300)
}

/** A page's name and address, and the account of the development wallet that looks at it; nobody's where none is named. */
type Shot = [name: string, address: string, account?: number]

async function connect(page: Page, account: number) {
  await page.locator('header button.wallet').click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByText(new RegExp(`(Account|账户) ?${account}\\b`))
    .first()
    .click()
  await dialog.waitFor({ state: 'detached' })
}

const nameOf = (path: string) => (path.startsWith('members/') ? 'member' : path.replaceAll('/', '-'))

/** The pages by name; of the proposals, the first that is shown in each state. */
async function listPages(browser: Browser, base: string): Promise<Shot[]> {
  const { governor, chainId } = readDeployment(31337)
  const dao = `#/dao/${chainId}:${governor}`
  const page = await browser.newPage()
  await page.goto(`${base}/?lang=en${dao}/proposals`)
  await settle(page)
  const proposals = await page.$$eval('a[href*="/proposals/"]', (links) =>
    links.map((link) => {
      const row = link.closest('li, tr, article') ?? link
      return [row.querySelector('[data-state]')?.getAttribute('data-state') ?? '', link.getAttribute('href')!] as const
    }),
  )
  await page.close()
  const firstOf = new Map<string, string>()
  for (const [state, href] of proposals) if (state && !firstOf.has(state)) firstOf.set(state, href)
  return [
    ...otherPaths.map((path): Shot => [
      nameOf(path),
      `#/${path.replace(/^governor/, `governor/${chainId}:${governor}`)}`,
    ]),
    ...pagePaths.map((path): Shot => [path === '' ? 'home' : nameOf(path), path === '' ? dao : `${dao}/${path}`]),
    ...[...firstOf].map(([state, href]): Shot => [`proposal-${state}`, href]),
    ['unknown', '#/nowhere'],
    // As those see them who have something to do there.
    ['home-member', dao, 0],
    ['proposal-member', firstOf.get('active') ?? dao, 5],
    ['seat-member', `${dao}/seat`, 0],
    ['officer-member', `${dao}/officer`, 1],
    ['guardian-member', `${dao}/guardian`, 5],
    ['delegation-member', `${dao}/delegation`, 9],
    ['join-listed', `${dao}/join`, 25],
    ['desk-member', `${dao}/desk`, 5],
    ['rights-budget-holder', `${dao}/rights/budget/1`, 5],
    ['rights-grant-recipient', `${dao}/rights/grant/1`, 29],
    ['rights-distribution-member', `${dao}/rights/distribution/8`, 3],
  ]
}

async function shoot(browser: Browser, base: string): Promise<string[]> {
  const files: string[] = []
  const pages = (await listPages(browser, base)).filter(([name]) => name.includes(values.only))
  for (const width of widths) {
    for (const theme of themes) {
      for (const lang of languages) {
        const context = await browser.newContext({
          viewport: { width, height: width === 390 ? 844 : 900 },
          colorScheme: theme,
          reducedMotion: 'reduce',
        })
        const page = await context.newPage()
        for (const [name, address, account] of pages) {
          await page.goto('about:blank')
          await page.goto(`${base}/?lang=${lang}${address}`)
          await settle(page)
          if (account !== undefined) {
            await connect(page, account)
            await settle(page)
          }
          const file = `${name}-${width}-${theme}-${lang}.png`
          await page.screenshot({ path: join(values.out, file), fullPage: true })
          files.push(file)
        }
        await context.close()
        console.log(`${width} px, ${theme}, ${lang}: ${pages.length} pages`)
      }
    }
  }
  return files
}

async function makeContactSheet(browser: Browser, files: string[]) {
  const cells = files
    .map(
      (file) =>
        `<figure><img src="${file}" loading="eager"><figcaption>${file.replace('.png', '')}</figcaption></figure>`,
    )
    .join('\n')
  const html = `<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>
body{font:11px system-ui;margin:12px;background:#777;display:grid;grid-template-columns:repeat(8,1fr);gap:8px}
figure{margin:0;background:#fff}img{width:100%;height:260px;object-fit:cover;object-position:left top}figcaption{padding:2px 4px}
</style>${cells}`
  writeFileSync(join(values.out, 'index.html'), html)
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  await page.goto(`file://${join(values.out, 'index.html')}`)
  await page.screenshot({ path: join(values.out, 'contact-sheet.png'), fullPage: true })
  await page.close()
}

rmSync(values.out, { recursive: true, force: true })
mkdirSync(values.out, { recursive: true })
const stack = values.url ? undefined : await startStack({ seed: true, client: true, quiet: false })
const browser = await launchChromium()
try {
  const files = await shoot(browser, values.url ?? stack!.clientUrl)
  await makeContactSheet(browser, files)
  console.log(`${files.length} pictures and contact-sheet.png are in ${values.out}`)
} finally {
  await browser.close()
  await stack?.stop()
}
