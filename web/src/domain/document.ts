/** The most bytes of a document: what one IPFS block holds. */
export const maxDocumentBytes = 262_144

/** A part of a document in one language; `und` where the document does not say. */
export type DocumentSection = { readonly language: string; readonly title: string; readonly body: string }

const marker = /^\s*<!-- lang:\s*([A-Za-z0-9-]{1,35})\s*-->\s*$/

/** The title that a line is; null for any other line. */
const readHeading = (line: string) => /^#[ \t]+(\S[^]*)$/.exec(line)?.[1]?.trim() ?? null

/**
 * The parts of a document, in its order; each title is the part's first heading. What the index calls valid is read here
 * as it is there; what it does not is still shown.
 */
export function parseDocument(text: string): DocumentSection[] {
  const parts: { language: string; lines: string[] }[] = [{ language: 'und', lines: [] }]
  for (const line of text.split(/\r?\n/)) {
    const language = marker.exec(line)?.[1]
    if (language === undefined) parts[parts.length - 1]!.lines.push(line)
    else parts.push({ language, lines: [] })
  }
  return parts
    .map(({ language, lines }) => ({ language, text: lines.join('\n').trim() }))
    .filter(({ text }) => text !== '')
    .map(({ language, text }) => {
      const [first, ...rest] = text.split('\n')
      const title = readHeading(first!)
      if (title !== null) return { language, title, body: rest.join('\n').trim() }
      return { language, title: rest.map(readHeading).find((found) => found !== null) ?? '', body: text }
    })
}

/**
 * The document of some parts; the inverse of {@link parseDocument}. A line of a body that would begin another part is
 * escaped, which Markdown shows as it was typed.
 */
export function formatDocument(sections: readonly DocumentSection[]): string {
  return `${sections
    .map(({ language, title, body }) => {
      const head = language === 'und' ? '' : `<!-- lang: ${language} -->\n`
      return `${head}# ${title}\n\n${body.replace(/^(\s*)(?=<!-- lang:)/gm, '$1\\')}`.trim()
    })
    .join('\n\n')}\n`
}

/** The part that a reader of `language` wants: the same tag, the same language, English, or the first. */
export function chooseSection(sections: readonly DocumentSection[], language: string): DocumentSection | undefined {
  const base = (tag: string) => tag.split('-')[0]!.toLowerCase()
  return (
    sections.find((section) => section.language.toLowerCase() === language.toLowerCase()) ??
    sections.find((section) => base(section.language) === base(language)) ??
    sections.find((section) => base(section.language) === 'en') ??
    sections[0]
  )
}
