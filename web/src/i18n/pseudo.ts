const accents: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', c: 'ç', n: 'ñ', s: 'š', y: 'ý' }

/** A message as the pseudo-locale says it. */
export function mark(text: string): string {
  return `⟦${text.replace(/[aeioucnsy]/g, (letter) => accents[letter]!)}⟧`
}

/** English with every message marked and accented, so that a word that came from elsewhere stands out. Development only. */
export const toPseudo = <Value>(messages: Value): Value => wrap(messages) as Value

function wrap(value: unknown): unknown {
  if (typeof value === 'string') return mark(value)
  if (typeof value === 'function') return (...parameters: unknown[]) => mark(String(value(...parameters)))
  return Object.fromEntries(Object.entries(value as object).map(([key, child]) => [key, wrap(child)]))
}
