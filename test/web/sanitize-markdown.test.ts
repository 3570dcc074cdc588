// @vitest-environment node
import { build } from 'vite'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/launchChromium.js'
import type * as Sanitizers from './sanitizers'

const script = '<script>alert(1)</script>'
const hostile = {
  script: [
    script,
    '<SCRIPT SRC=https://example.org/x.js></SCRIPT>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<script\n>alert(1)</script\n>',
    '<<script>alert(1)//<</script>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    `a\n\n${script}\n\nb`,
    `- ${script}\n- **${script}**`,
    `> ${script}`,
    `| a |\n| - |\n| ${script} |`,
    `# ${script}`,
    '```html\n<script>alert(1)</script>\n```',
    '```"><script>alert(1)</script>\nx\n```',
    '`<img src=x onerror=alert(1)>`',
    '    <script>alert(1)</script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;script&#62;alert(1)&#60;/script&#62;',
    '\\<script>alert(1)\\</script>',
  ],
  handlers: [
    '<img src=x onerror=alert(1)>',
    '<img src=x:x onerror = alert(1) />',
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    '<body onload=alert(1)>',
    '<details open ontoggle=alert(1)>x</details>',
    '<video><source onerror=alert(1)></video>',
    '<audio src=x onerror=alert(1)>',
    '<marquee onstart=alert(1)>x</marquee>',
    '<input autofocus onfocus=alert(1)>',
    '<select autofocus onfocus=alert(1)>',
    '<p onpointerover=alert(1) tabindex=0>x</p>',
    '<a href="#/" onclick=alert(1)>x</a>',
    '<em style="animation:x" onanimationstart=alert(1)>x</em>',
    '<xss contenteditable onfocus=alert(1) autofocus>x</xss>',
    '[x](https://example.org "onmouseover=alert(1)")',
    '[x](https://example.org" onmouseover="alert(1))',
    '[x](<https://example.org" onmouseover="alert(1)>)',
    '<https://example.org/"onmouseover=alert(1)>',
    'https://example.org/"onmouseover=alert(1)//',
  ],
  links: [
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](<java\nscript:alert(1)>)',
    '[x](&#106;avascript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](javascript:alert%281%29)',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
    '[x](vbscript:x)',
    '[x](blob:https://example.org/1)',
    '[x](file:///etc/passwd)',
    '[x](view-source:https://example.org)',
    '[x](//example.org)',
    '[x](/settings)',
    '[x](?a=1)',
    '[x](#vote)',
    '[x](\\\\example.org)',
    '[x](mailto:a@example.org)',
    '[x](tel:1)',
    '[x](ethereum:0x1)',
    '<javascript:alert(1)>',
    '[x][y]\n\n[y]: javascript:alert(1)',
    '[`x`](javascript:alert(1))',
    '<a href="javascript:alert(1)" id="vote" class="primary">x</a>',
    '<a href=https://example.org target=_top rel=opener download>x</a>',
    '<a xlink:href="javascript:alert(1)"><rect/></a>',
  ],
  loads: [
    '![x](https://example.org/track.png)',
    '![x](javascript:alert(1))',
    '![x"><script>alert(1)</script>](y)',
    '[![x](https://example.org/a.png)](https://example.org)',
    '![<img src=https://example.org/a.png>](y)',
    '<picture><source srcset=https://example.org/a.png><img></picture>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<iframe src=javascript:alert(1)>',
    '<object data=https://example.org/x.swf></object>',
    '<embed src=https://example.org/x.swf>',
    '<link rel=stylesheet href=https://example.org/x.css>',
    '<meta http-equiv=refresh content="0;url=https://example.org">',
    '<base href="https://example.org/">',
    '<table background=https://example.org/a.png><tr><td>x</table>',
    '<p style="background:url(https://example.org/a.png)">x</p>',
    '<video poster=https://example.org/a.png></video>',
  ],
  looks: [
    '<style>*{display:none}</style>',
    '<style>@import "https://example.org/x.css";</style>',
    '<div id="app" style="position:fixed;inset:0">Connect</div>',
    '<form action=https://example.org><input name=a><button>Vote</button></form>',
    '<button formaction=javascript:alert(1)>x</button>',
    '<textarea>x</textarea><select><option>x</select>',
    '<dialog open>Connect your wallet</dialog>',
    '<p class="button primary" role=button aria-label=Vote data-state=executed>x</p>',
    '<font color=red size=7>x</font><center>x</center>',
    '- [ ] for\n- [x] against',
    '<plaintext>x',
    '<title>x</title><head><body bgcolor=red>',
  ],
  clobbering: [
    '<a id=ethereum href=https://example.org>x</a>',
    '<form name=body><input id=attributes></form>',
    '<img name=cookie><img name=getElementById>',
    '<a id=x><a id=x name=y href=https://example.org>',
    '<input id=__proto__>',
  ],
  mutations: [
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<svg onload=alert(1)>',
    '<svg><animate onbegin=alert(1) attributeName=x></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>',
    '<svg><use href="data:image/svg+xml,<svg onload=alert(1)>"/></svg>',
    '<math><maction actiontype="statusline#https://example.org" xlink:href="javascript:alert(1)">x</maction></math>',
    '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>',
    '<template><script>alert(1)</script></template>',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<![CDATA[><img src=x onerror=alert(1)>]]>',
    '<?xml-stylesheet href="javascript:alert(1)"?>',
    '<table><caption><style></table><img src=x onerror=alert(1)>',
    '<select><template><style><!--</style><a rel="--></style></template></select><img src onerror=alert(1)>">',
    '<p><b><p><b><table><td></b><img src=x onerror=alert(1)>',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '\u0000<\u0000script>alert(1)</script>',
    '<a\u000chref="javascript:alert(1)">x</a>',
  ],
}
const invisible = [
  'pay\u202Eeyb',
  'pay\u2066a\u2069',
  'p\u200Ba\u2060y\uFEFF\u00AD',
  'pay &#x202E; eyb',
  'pay &#8238; eyb',
  'p&ZeroWidthSpace;a&NoBreak;y&shy;',
  '**&#x2066;a**',
  '[a&#x202e;b](https://example.org)',
  '`\u202E`',
]

const tags = new Set(
  [
    'p',
    'br',
    'hr',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'blockquote',
    'pre',
    'code',
    'strong',
    'em',
    'del',
  ].concat(['a', 'table', 'thead', 'tbody', 'tr', 'th', 'td']),
)

/** The sanitiser as the page has it, in a browser: no other DOM parses as a browser does. */
let browser: Browser
let page: Page
const happened: string[] = []

beforeAll(async () => {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'test/web/sanitizers.ts', formats: ['iife'], name: 'sanitizers' },
    },
  })) as unknown as { output: { code: string }[] }[]
  browser = await launchChromium()
  page = await browser.newPage()
  page.on('request', (request) => happened.push(`request ${request.url()}`))
  page.on('dialog', (dialog) => {
    happened.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.setContent('<div id="box"></div><button id="after">After</button>')
  await page.addScriptTag({ content: built[0]!.output[0]!.code })
}, 60_000)

afterAll(() => browser?.close())

/** Puts a text on the page, and tells what came of it. */
function render(text: string, by: 'sanitizeMarkdown' | 'sanitizeHtml' = 'sanitizeMarkdown', level?: number) {
  return page.evaluate(
    async ({ text, by, level }) => {
      const box = document.getElementById('box')!
      const { sanitizers } = globalThis as unknown as { sanitizers: typeof Sanitizers }
      box.innerHTML = sanitizers[by](text, level) as string
      await new Promise((resolve) => setTimeout(resolve, 5))
      return {
        text: box.textContent,
        elements: [...box.querySelectorAll('*')].map((element) => ({
          tag: element.tagName.toLowerCase(),
          attributes: [...element.attributes].map(({ name, value }): [string, string] => [name, value]),
        })),
        outside: document.body.children.length + document.head.children.length,
      }
    },
    { text, by, level },
  )
}

describe('sanitizeMarkdown', () => {
  it('has a corpus', () => {
    expect(Object.values(hostile).flat().length + invisible.length).toBeGreaterThanOrEqual(120)
  })

  describe.each(Object.entries(hostile))('lets no %s through (T61)', (_, payloads) => {
    it.each(payloads)('%j', async (payload) => {
      const before = await render('plain')
      happened.length = 0
      for (const by of ['sanitizeMarkdown', 'sanitizeHtml'] as const) {
        const { elements, outside } = await render(payload, by)
        for (const { tag, attributes } of elements) {
          expect(tags).toContain(tag)
          for (const [name, value] of attributes) {
            expect(['href', 'start']).toContain(name)
            if (name === 'href') expect([tag, value]).toEqual(['a', expect.stringMatching(/^(https?:\/\/|#\/)/)])
          }
        }
        expect(outside).toBe(before.outside)
      }
      expect(happened).toEqual([])
    })
  })

  it.each(invisible)('shows nothing that hides or turns text: %j', async (payload) => {
    const { text } = await render(payload)
    expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF\u00AD]/)
  })

  it('shows HTML as the text that it is', async () => {
    expect((await render('a <b>c</b> <img src=x>')).text.trim()).toBe('a <b>c</b> <img src=x>')
  })

  it('keeps structure, and leaves the first level of headings to the page', async () => {
    const { elements } = await render('# One\n\n- a\n- **b**\n\n[c](https://example.org)')
    expect(elements.map(({ tag }) => tag)).toEqual(['h2', 'ul', 'li', 'li', 'strong', 'p', 'a'])
    const table = await render('| a |\n| - |\n| ~~b~~ |')
    expect(table.elements.map(({ tag }) => tag)).toEqual(['table', 'thead', 'tr', 'th', 'tbody', 'tr', 'td', 'del'])
  })

  it('begins below the heading of the page and leaves out no level', async () => {
    const levels = async (text: string, level?: number) =>
      (await render(text, 'sanitizeMarkdown', level)).elements.map(({ tag }) => tag).filter((tag) => /^h\d$/.test(tag))
    expect(await levels('## a\n\n### b\n\n## c')).toEqual(['h2', 'h3', 'h2'])
    expect(await levels('# a\n\n#### b\n\n> # c\n> ###### d')).toEqual(['h2', 'h3', 'h2', 'h4'])
    expect(await levels('# a\n\n### b', 4)).toEqual(['h4', 'h5'])
    expect(await levels('# a\n## b\n### c\n#### d\n##### e\n###### f')).toEqual(['h2', 'h3', 'h4', 'h5', 'h6', 'h6'])
  })

  it('keeps links to the web and to places of the client', async () => {
    for (const href of ['https://example.org/a?b=c', 'http://example.org/', '#/guide/member']) {
      const { elements } = await render(`[x](${href})`)
      expect(elements.at(-1)).toEqual({ tag: 'a', attributes: [['href', href]] })
    }
  })

  it('keeps the number at which a list begins', async () => {
    const { elements } = await render('3. three\n4. four')
    expect(elements[0]).toEqual({ tag: 'ol', attributes: [['start', '3']] })
  })
})
