/** The most bytes of a document: what one IPFS block holds. */
export const maxDocumentBytes = 262_144

/** A part of a document in one language; `und` where the document does not say. */
export type DocumentSection = { readonly language: string; readonly title: string; readonly body: string }

const marker = /^<!--\s*lang:\s*([A-Za-z0-9-]{1,35})\s*-->[ \t]*$/

/** The parts of a document, in its order; each title is the part's first heading. */
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
      const heading = /^#\s+(.*)$/m.exec(text)
      if (heading?.index !== 0) return { language, title: heading?.[1]?.trim() ?? '', body: text }
      return { language, title: heading[1]!.trim(), body: text.slice(heading[0].length).trim() }
    })
}

/** The document of some parts; the inverse of {@link parseDocument}. */
export function formatDocument(sections: readonly DocumentSection[]): string {
  return `${sections
    .map(({ language, title, body }) => {
      const head = language === 'und' ? '' : `<!-- lang: ${language} -->\n`
      return `${head}# ${title}\n\n${body}`.trim()
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
