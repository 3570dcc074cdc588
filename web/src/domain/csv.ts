import type { Slices } from './slices'

/** What stands between the fields of a line. `space` is any run of blanks. */
export const delimiters = [',', ';', '\t', '|', '，', '；', 'space'] as const
export type Delimiter = (typeof delimiters)[number]

/** A record of a table, and where in the text it stands: from `start` up to, not with, `end`. */
export type CsvRecord = {
  /** In which line it begins, from 1. */
  readonly line: number
  readonly start: number
  readonly end: number
  readonly fields: readonly string[]
}

/** How many records are read without a stop. */
export const recordsInSlice = 200

/**
 * The records of a table as RFC 4180 writes them, with any of the delimiters; empty lines are none. Stops after every
 * {@link recordsInSlice}. What is wrongly quoted is read as it stands: nothing is lost.
 */
export function* readRecords(text: string, delimiter: Delimiter, most = Infinity): Slices<CsvRecord[]> {
  const records: CsvRecord[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  let line = 1
  while (at < text.length && records.length < most) {
    const record = readRecord(text, at, line, delimiter)
    const skipped = text.slice(at, record.next)
    if (record.fields.some((field) => field !== '')) {
      records.push({ line, start: at, end: record.end, fields: record.fields })
      if (records.length % recordsInSlice === 0) yield records.length
    }
    line += skipped.match(/\r\n|\r|\n/g)?.length ?? 0
    at = record.next
  }
  return records
}

function readRecord(text: string, start: number, line: number, delimiter: Delimiter) {
  const fields: string[] = []
  let field = ''
  let isQuoted = false
  let wasQuoted = false
  let at = start
  const push = () => {
    fields.push(wasQuoted ? field : field.trim())
    field = ''
    wasQuoted = false
  }
  for (; at < text.length; at += 1) {
    const letter = text[at]!
    if (isQuoted) {
      if (letter !== '"') field += letter
      else if (text[at + 1] === '"') {
        field += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"' && field.trim() === '' && hasEnd(text, at)) {
      field = ''
      isQuoted = true
      wasQuoted = true
    } else if (letter === '\n' || letter === '\r') break
    else if (delimiter === 'space' ? /\s/.test(letter) : letter === delimiter) {
      if (delimiter !== 'space' || field !== '' || wasQuoted) push()
    } else field += letter
  }
  if (delimiter !== 'space' || field !== '' || wasQuoted || fields.length === 0) push()
  const next = text.startsWith('\r\n', at) ? at + 2 : at + 1
  return { fields, end: at, next: Math.min(next, text.length) }
}

/** Whether what a quote opens is closed at the end of a field; a lone quote is a letter like any other. */
function hasEnd(text: string, at: number): boolean {
  const close = /(?:[^"]|"")*"(?!")/y
  close.lastIndex = at + 1
  return close.test(text)
}

/** The delimiter by which most of the first lines have the same number of fields, more than one. */
export function guessDelimiter(text: string): Delimiter {
  let best: Delimiter = ','
  let most = 0
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>()
    for (const { fields } of takeRecords(text.slice(0, 20_000), delimiter, 20)) {
      if (fields.length > 1) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
    }
    const agreeing = Math.max(0, ...counts.values())
    if (agreeing > most) [best, most] = [delimiter, agreeing]
  }
  return best
}

/** The first records of a text. */
export function takeRecords(text: string, delimiter: Delimiter, most: number): CsvRecord[] {
  const work = readRecords(text, delimiter, most)
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}

/** Fields as one line of a table, quoted where they have to be. */
export function formatRecord(fields: readonly string[], delimiter: Delimiter = ','): string {
  const mark = delimiter === 'space' ? ' ' : delimiter
  const isSafe = (field: string) =>
    !/["\r\n]/.test(field) && !field.includes(mark) && field === field.trim() && !(mark === ' ' && /\s|^$/.test(field))
  return fields.map((field) => (isSafe(field) ? field : `"${field.replaceAll('"', '""')}"`)).join(mark)
}
