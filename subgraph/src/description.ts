/** What a proposal's description says in its fixed places. Pure: every string has an answer. */
export class Description {
  constructor(
    public title: string,
    public summary: string,
    public cid: string | null,
  ) {}
}

const TITLE_LIMIT = 200
const SUMMARY_LIMIT = 280
const PROPOSER = '#proposer='
const LINK = 'ipfs://'

/** At most `limit` UTF-16 units, never half of a surrogate pair. */
export function truncate(text: string, limit: i32): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.substring(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit)
}

/** Base32 of CIDv1, raw, sha2-256: always 59 characters, and the last carries two bits of padding. */
export function isDocumentCid(text: string): boolean {
  if (text.length != 59 || !text.startsWith('bafkrei')) return false
  for (let i = 7; i < 59; i++) {
    const c = text.charCodeAt(i)
    const value = c >= 97 && c <= 122 ? c - 97 : c >= 50 && c <= 55 ? c - 24 : -1
    if (value < 0) return false
    if (i == 58 && value % 4 != 0) return false
  }
  return true
}

/** Without the marks of a Markdown heading. */
export function stripHeading(line: string): string {
  let start = 0
  while (start < line.length && line.charCodeAt(start) == 35) start++
  return line.substring(start).trim()
}

/**
 * `# title`, a summary, `ipfs://<cid>` on the last line but for the proposer's. The summary is the first paragraph
 * after the title; where there is no link the text itself stands there.
 */
export function parseDescription(text: string): Description {
  const lines = text.split('\n')
  let end = lines.length
  for (let i = 0; i < lines.length; i++) lines[i] = lines[i].trim()
  while (end > 0 && (lines[end - 1].length == 0 || lines[end - 1].startsWith(PROPOSER))) end--

  let cid: string | null = null
  if (end > 0 && lines[end - 1].startsWith(LINK)) {
    const named = lines[end - 1].substring(LINK.length)
    if (isDocumentCid(named)) cid = named
    end--
  }

  let next = 0
  while (next < end && lines[next].length == 0) next++
  const title = next < end ? stripHeading(lines[next]) : ''
  next++

  while (next < end && lines[next].length == 0) next++
  const paragraph = new Array<string>()
  while (next < end && lines[next].length != 0) paragraph.push(lines[next++])
  return new Description(truncate(title, TITLE_LIMIT), truncate(paragraph.join(' '), SUMMARY_LIMIT), cid)
}
