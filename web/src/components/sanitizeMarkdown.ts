import DOMPurify, { type Config } from 'dompurify'
import { Marked, type Tokens } from 'marked'

/**
 * What a proposal's text may become: structure and emphasis. No image, no style, no form, no id, nothing that loads or
 * runs. `USE_PROFILES` must never stand here: it silently cancels the list of tags.
 */
export const allowList = Object.freeze({
  ALLOWED_TAGS: [
    ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code'],
    ...['strong', 'em', 'del', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  ALLOWED_ATTR: ['href', 'start'],
  // The number at which a list begins is no address, and need not look like one.
  ADD_URI_SAFE_ATTR: ['start'],
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|#\/)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  KEEP_CONTENT: true,
}) satisfies Config

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign]!)

const marked = new Marked({
  gfm: true,
  renderer: {
    // HTML in the text is text: it is shown as it was written.
    html: ({ text }) => escapeHtml(text),
    // An image would be fetched from wherever the author likes; its description stays.
    image: ({ text }) => escapeHtml(text),
  },
})

/** What would turn text around or hide in it. */
const invisible = /[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF\u00AD]/g

// Written as entities (`&#x202E;`, `&shy;`) they come to be only where HTML is parsed.
DOMPurify.addHook('beforeSanitizeElements', (node) => {
  if (node.nodeType === 3) node.nodeValue = node.nodeValue!.replace(invisible, '')
})

/**
 * Markdown that a stranger wrote, as HTML that can be put on the page. `level` is that of the text's highest heading,
 * whichever the text begins with: what stands above is the page's own; none between is left out.
 */
export function sanitizeMarkdown(text: string, level = 2) {
  const tokens = marked.lexer(text.replace(invisible, ''))
  const headings: Tokens.Heading[] = []
  marked.walkTokens(tokens, (token) => void (token.type === 'heading' && headings.push(token as Tokens.Heading)))
  const depths = [...new Set(headings.map(({ depth }) => depth))].sort()
  for (const heading of headings) heading.depth = Math.min(depths.indexOf(heading.depth) + level, 6)
  return DOMPurify.sanitize(marked.parser(tokens), { ...allowList, RETURN_TRUSTED_TYPE: true })
}
