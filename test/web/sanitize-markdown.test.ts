import { describe, expect, it } from 'vitest'
import { sanitizeMarkdown } from '../../web/src/components/sanitizeMarkdown'

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

describe('sanitizeMarkdown', () => {
  it.each(hostile)('lets nothing through of %s', (text) => {
    const box = document.createElement('div')
    box.innerHTML = String(sanitizeMarkdown(text))
    for (const element of box.querySelectorAll('*')) {
      expect(['P', 'A', 'CODE', 'PRE', 'EM', 'STRONG', 'BR', 'TABLE']).toContain(element.tagName)
      for (const { name, value } of element.attributes) {
        expect(name).toBe('href')
        expect(value).toMatch(/^(https?:\/\/|#\/)/)
      }
    }
  })
  it('keeps structure, and leaves the first level of headings to the page', () => {
    const html = String(sanitizeMarkdown('# One\n\n- a\n- **b**\n\n[c](https://example.org)'))
    expect(html).toContain('<h2>One</h2>')
    expect(html).toContain('<strong>b</strong>')
    expect(html).toContain('href="https://example.org"')
  })
})
