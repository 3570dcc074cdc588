// @vitest-environment node
import { build } from 'vite'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/launchChromium.js'

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<style>*{display:none}</style>',
  '<form action=https://example.org><input name=a><button>Vote</button></form>',
  '<div id="app" style="position:fixed;inset:0">Connect</div>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '[link](javascript:alert(1))',
  '[link](data:text/html,<script>alert(1)</script>)',
  '[link](vbscript:x)',
  '![picture](https://example.org/track.png)',
  '<a href="javascript:alert(1)" id="vote" class="primary">x</a>',
  '<details open ontoggle=alert(1)>x</details>',
  '<base href="https://example.org/">',
  '`<img src=x onerror=alert(1)>`',
]

/** The sanitiser as the page has it, in a browser: no other DOM parses as a browser does. */
let browser: Browser
let page: Page

beforeAll(async () => {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'web/src/components/sanitizeMarkdown.ts', formats: ['iife'], name: 'sanitizer' },
    },
  })) as unknown as { output: { code: string }[] }[]
  browser = await launchChromium()
  page = await browser.newPage()
  await page.setContent('<div id="box"></div>')
  await page.addScriptTag({ content: built[0]!.output[0]!.code })
}, 60_000)

afterAll(() => browser?.close())

/** Puts Markdown on the page, and tells the elements that came of it. */
function render(text: string): Promise<{ tag: string; attributes: [string, string][] }[]> {
  return page.evaluate((markdown) => {
    const box = document.getElementById('box')!
    const { sanitizeMarkdown } = (globalThis as unknown as { sanitizer: { sanitizeMarkdown(text: string): string } })
      .sanitizer
    box.innerHTML = sanitizeMarkdown(markdown)
    return [...box.querySelectorAll('*')].map((element) => ({
      tag: element.tagName.toLowerCase(),
      attributes: [...element.attributes].map(({ name, value }): [string, string] => [name, value]),
    }))
  }, text)
}

describe('sanitizeMarkdown', () => {
  it.each(hostile)('lets nothing through of %s', async (text) => {
    for (const { tag, attributes } of await render(text)) {
      expect(['p', 'a', 'code', 'pre', 'em', 'strong', 'br']).toContain(tag)
      for (const [name, value] of attributes) {
        expect(name).toBe('href')
        expect(value).toMatch(/^(https?:\/\/|#\/)/)
      }
    }
  })

  it('keeps structure, and leaves the first level of headings to the page', async () => {
    const tags = (await render('# One\n\n- a\n- **b**\n\n[c](https://example.org)')).map(({ tag }) => tag)
    expect(tags).toEqual(['h2', 'ul', 'li', 'li', 'strong', 'p', 'a'])
  })
})
