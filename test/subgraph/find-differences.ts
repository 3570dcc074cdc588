import type { Tables } from './entities.js'

/** Each row and field in which two readings of the same history differ, in words. */
export function findDifferences(left: Tables, right: Tables): string[] {
  const names = new Set([...left.keys(), ...right.keys()])
  return [...names].flatMap((name) => {
    const a = left.get(name) ?? new Map()
    const b = right.get(name) ?? new Map()
    return [...new Set([...a.keys(), ...b.keys()])].flatMap((id) => {
      const [x, y] = [a.get(id), b.get(id)]
      if (!x || !y) return [`${name} ${id} is only in the ${x ? 'first' : 'second'}`]
      const fields = [...new Set([...Object.keys(x), ...Object.keys(y)])]
      return fields
        .filter((field) => JSON.stringify(x[field]) !== JSON.stringify(y[field]))
        .map((field) => `${name} ${id} ${field}: ${brief(x[field])} and ${brief(y[field])}`)
    })
  })
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 200)}… (${text.length})` : text
}
