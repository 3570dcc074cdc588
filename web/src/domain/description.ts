import type { Address } from 'viem'
import { type Cid, parseCid } from './cid'

/** The most characters of a summary that stand on chain. */
export const maxSummary = 280
/** The most characters of a title. */
export const maxTitle = 120

export type Description = {
  readonly title: string
  readonly summary: string
  /** The document in full, where it is on IPFS. */
  readonly cid: Cid | null
  /** Who alone may propose it; null where the text does not say. */
  readonly proposer: Address | null
}

const suffix = /#proposer=(0x[0-9a-fA-F]{40})$/

/**
 * What stands in a proposal's description: the first line as title, the paragraph under it as summary, and the link to
 * the document, which is the last line before the proposer.
 *
 * @example parseDescription('# Mend the boat\n\nNew planks.\n\nipfs://bafkrei…\n\n#proposer=0x…')
 */
export function parseDescription(text: string): Description {
  const proposer = (suffix.exec(text)?.[1] ?? null) as Address | null
  const lines = text.replace(suffix, '').trim().split(/\r?\n/)
  const title = (lines.shift() ?? '').replace(/^#+/, '').trim()
  const last = /^ipfs:\/\/(\S+)$/.exec((lines.at(-1) ?? '').trim())
  const cid = last ? parseCid(last[1]!) : null
  const rest = (cid === null ? lines : lines.slice(0, -1)).join('\n').trim()
  return { title, summary: cid === null ? rest : rest.replace(/\s*\n\s*/g, ' '), cid, proposer }
}

/**
 * The description as it goes on chain: title, summary, link, and who may propose it as the very last bytes.
 * Any `#proposer=` that the author wrote is broken up, because the governor refuses it.
 */
export function formatDescription(parts: {
  readonly title: string
  readonly summary: string
  readonly cid: Cid | null
  readonly proposer: Address
}): string {
  const clean = (text: string) => text.replace(/#(?=proposer=)/gi, '# ').trim()
  const title = clean(parts.title.replace(/\s+/g, ' '))
  const link = parts.cid === null ? '' : `ipfs://${parts.cid}\n\n`
  const summary = clean(parts.summary)
  return `# ${title}\n\n${summary === '' ? '' : `${summary}\n\n`}${link}#proposer=${parts.proposer}`
}
