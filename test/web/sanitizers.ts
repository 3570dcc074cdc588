import DOMPurify from 'dompurify'
import { allowList } from '../../web/src/components/sanitizeMarkdown'

export { sanitizeMarkdown } from '../../web/src/components/sanitizeMarkdown'

/** The second wall alone: as if Markdown had let every tag through. */
export const sanitizeHtml = (html: string) => DOMPurify.sanitize(html, allowList)
