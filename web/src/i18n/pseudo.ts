import { en, type Messages } from './en'

const accents: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', c: 'ç', n: 'ñ', s: 'š', y: 'ý' }

/** English with every message marked and accented, so that a word that came from elsewhere stands out. Development only. */
export const pseudo = wrap(en) as Messages

/** A message as the pseudo-locale says it. */
export function mark(text: string): string {
  return `⟦${text.replace(/[aeioucnsy]/g, (letter) => accents[letter]!)}⟧`
}

function wrap(value: unknown): unknown {
  if (typeof value === 'string') return mark(value)
  if (typeof value === 'function') return (...parameters: unknown[]) => mark(String(value(...parameters)))
  return Object.fromEntries(Object.entries(value as object).map(([key, child]) => [key, wrap(child)]))
}
