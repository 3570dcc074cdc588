import { readFileSync } from 'node:fs'

type Text = {
  /** The document as it is published: a part a language. */
  bytes: Uint8Array
  /** `English · 中文`: a description on chain has one title. */
  title: string
  /** The first paragraph of each part. */
  summary: string
}

const summaryLimit = 280

/** Reads `texts/<name>.md`. */
export function readText(name: string): Text {
  const bytes = readFileSync(new URL(`texts/${name}.md`, import.meta.url))
  const parts = bytes
    .toString('utf8')
    .split(/^<!-- lang: .* -->$/m)
    .slice(1)
  const paragraphs = parts.map((part) => part.trim().split(/\n{2,}/))
  const title = paragraphs.map(([heading]) => heading!.replace(/^# /, '')).join(' · ')
  const summary = paragraphs.map(([, first]) => first!.replaceAll('\n', ' ')).join(' ')
  if (parts.length !== 2) throw new Error(`${name} is not written in two languages`)
  if (summary.length > summaryLimit) throw new Error(`The first paragraphs of ${name} are longer than ${summaryLimit}`)
  return { bytes: new Uint8Array(bytes), title, summary }
}
