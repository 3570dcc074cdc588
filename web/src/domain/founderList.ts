import type { Address } from 'viem'
import { parseDays, formatDays } from './dayText'
import { bounds, type Founder } from './daoParameters'
import { type ListLineProblem, readLines } from './memberList'

export type FounderProblem = ListLineProblem | 'observer' | 'term'

/** A line of the founders' list: either whom it names, or what is wrong with it. Lines count from 1. */
export type FounderLine = { readonly line: number; readonly text: string } & (
  { readonly founder: Founder; readonly problem: null } | { readonly founder: null; readonly problem: FounderProblem }
)

/**
 * The founders that typed lines or a CSV name: an address first, then, if one likes, the kind of seat, then its term in
 * days; what stands after that is for people.
 *
 * @example readFounders('0x…, steward, 730\n0x…')
 */
export function readFounders(text: string): FounderLine[] {
  const found: FounderLine[] = []
  const seen = new Set<Address>()
  readLines(text, 'member', (line) => {
    const { line: number, text: source } = line
    const refuse = (problem: FounderProblem) => void found.push({ line: number, text: source, founder: null, problem })
    if (line.problem !== null) return refuse(line.problem)
    const { account, kind, rest } = line
    if (kind === 'observer') return refuse('observer')
    if (seen.has(account)) return refuse('duplicate')
    // A word there is somebody's name: only a number is a term.
    const written = /^\d/.test(rest[0] ?? '') ? parseDays(rest[0]!) : 0
    if (written === null || written > bounds.term[1]) return refuse('term')
    seen.add(account)
    found.push({ line: number, text: source, founder: { account, kind, term: written }, problem: null })
  })
  return found
}

/** A founder as a line of the list; read again it is the same. */
export function formatFounder({ account, kind, term }: Founder): string {
  if (term > 0) return `${account}, ${kind}, ${formatDays(term)}`
  return kind === 'member' ? account : `${account}, ${kind}`
}

/** The list with another line in the place of one; null takes it away. */
export function changeFounderLine(text: string, line: number, next: string | null): string {
  const lines = text.split(/\r\n|\r|\n/)
  lines.splice(line - 1, 1, ...(next === null ? [] : [next]))
  return lines.join('\n')
}

/** The list with more lines at its end. */
export const addFounderLines = (text: string, more: string): string =>
  text.trim() === '' ? more.trim() : `${text.trimEnd()}\n${more.trim()}`
