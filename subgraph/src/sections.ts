/** One language's part of a document. */
export class Section {
  constructor(
    public language: string,
    public title: string,
    public body: string,
  ) {}
}

const MARKER_START = '<!-- lang:'
const MARKER_END = '-->'
const HEADING = '# '

/** The language that a marker line names; null for any other line. */
function parseMarker(line: string): string | null {
  const text = line.trim()
  if (!text.startsWith(MARKER_START) || !text.endsWith(MARKER_END)) return null
  if (text.length < MARKER_START.length + MARKER_END.length) return null
  return text.substring(MARKER_START.length, text.length - MARKER_END.length).trim()
}

function isLanguage(tag: string): boolean {
  if (tag.length == 0 || tag.length > 35) return false
  for (let i = 0; i < tag.length; i++) {
    const c = tag.charCodeAt(i)
    const isLetter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122)
    const isDigit = c >= 48 && c <= 57
    if (!isLetter && !isDigit && c != 45) return false
  }
  return true
}

/** Null where the part does not begin with `# title`. */
function parsePart(language: string, lines: Array<string>, from: i32, to: i32): Section | null {
  let first = from
  while (first < to && lines[first].trim().length == 0) first++
  if (first == to || !lines[first].startsWith(HEADING)) return null
  const title = lines[first].substring(HEADING.length).trim()
  if (title.length == 0) return null
  return new Section(
    language,
    title,
    lines
      .slice(first + 1, to)
      .join('\n')
      .trim(),
  )
}

/**
 * The parts of a document, each headed by a line `<!-- lang: en -->` and beginning with `# title`; a document without
 * such lines is one part in language `und`. Empty where the document is malformed: text before the first marker, a
 * part without a title, a language that is no tag or stands twice.
 */
export function parseSections(text: string): Array<Section> {
  const none = new Array<Section>()
  const sections = new Array<Section>()
  const lines = text.split('\n')
  let language = 'und'
  let from = 0
  let marked = false
  for (let i = 0; i <= lines.length; i++) {
    const named = i < lines.length ? parseMarker(lines[i]) : null
    if (i < lines.length && named === null) continue

    let blank = true
    for (let j = from; j < i; j++) if (lines[j].trim().length != 0) blank = false
    if (marked || !blank || i == lines.length) {
      if (!marked && i < lines.length) return none
      const section = parsePart(language, lines, from, i)
      if (section === null) return none
      for (let j = 0; j < sections.length; j++) if (sections[j].language == section.language) return none
      sections.push(section)
    }
    if (named !== null) {
      if (!isLanguage(named)) return none
      language = named
      from = i + 1
      marked = true
    }
  }
  return sections
}
