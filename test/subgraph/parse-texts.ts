/** The texts of proposals and documents, parsed a second time in another way than the mappings do. */

const cidPattern = /^bafkrei[a-z2-7]{51}[aeimquy4]$/

export function decodeLossy(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replaceAll('\0', '')
}

export function truncate(text: string, limit: number): string {
  const cut = text.slice(0, limit)
  return text.length > limit && /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}

/** At most 16,384 bytes, not ending within a character. */
export function decodeDescription(bytes: Uint8Array): string {
  let end = Math.min(bytes.length, 16_384)
  if (bytes.length > end) while (end > 16_380 && (bytes[end]! & 0xc0) === 0x80) end--
  return decodeLossy(bytes.subarray(0, end))
}

export function parseDescription(text: string): { title: string; summary: string; cid: string | null } {
  const lines = text.split('\n').map((line) => line.trim())
  const last = lines.findLastIndex((line) => line !== '' && !line.startsWith('#proposer='))
  let body = lines.slice(0, last + 1)
  let cid: string | null = null
  if (body.at(-1)?.startsWith('ipfs://')) {
    const named = body.at(-1)!.slice('ipfs://'.length)
    if (cidPattern.test(named)) cid = named
    body = body.slice(0, -1)
  }
  const first = body.findIndex((line) => line !== '')
  const title = first === -1 ? '' : body[first]!.replace(/^#*/, '').trim()
  const rest = first === -1 ? [] : body.slice(first + 1)
  const from = rest.findIndex((line) => line !== '')
  const paragraph = from === -1 ? [] : rest.slice(from)
  const to = paragraph.indexOf('')
  const summary = (to === -1 ? paragraph : paragraph.slice(0, to)).join(' ')
  return { title: truncate(title, 200), summary: truncate(summary, 280), cid }
}

type Section = { language: string; title: string; body: string }

/** Undefined where the document is malformed. */
export function parseDocument(bytes: Uint8Array): Section[] | undefined {
  if (bytes.length === 0 || bytes.length > 262_144 || bytes.includes(0)) return undefined
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
  const marker = /^<!-- lang:(.*)-->$/
  const isMarker = (line: string) => marker.test(line.trim())
  const lines = text.split('\n')
  const starts = lines.flatMap((line, i) => (isMarker(line) ? [i] : []))
  if (starts.length > 0 && lines.slice(0, starts[0]).some((line) => line.trim() !== '')) return undefined
  const parts =
    starts.length === 0
      ? [{ language: 'und', lines }]
      : starts.map((start, i) => ({
          language: marker.exec(lines[start]!.trim())![1]!.trim(),
          lines: lines.slice(start + 1, starts[i + 1]),
        }))
  const sections = parts.map(({ language, lines }): Section | undefined => {
    const first = lines.findIndex((line) => line.trim() !== '')
    const heading = lines[first]
    const title = heading?.startsWith('# ') ? heading.slice(2).trim() : ''
    if (!/^[A-Za-z0-9-]{1,35}$/.test(language) || title === '') return undefined
    return {
      language,
      title,
      body: lines
        .slice(first + 1)
        .join('\n')
        .trim(),
    }
  })
  const isWhole = sections.every((section) => section !== undefined)
  if (!isWhole || new Set(sections.map((section) => section!.language)).size !== sections.length) return undefined
  return sections as Section[]
}
