import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What a field holds in a comparison: numbers as decimal digits, bytes in lower case, references as ids. */
export type Value = string | boolean | null | string[]
export type Row = Record<string, Value>
/** Every entity of the schema by its name and id. */
export type Tables = Map<string, Map<string, Row>>

const schemaPath = fileURLToPath(new URL('../../subgraph/schema.graphql', import.meta.url))

const schema = readFileSync(schemaPath, 'utf8').replace(/"""[\s\S]*?"""|"[^"\n]*"/g, '')

/** The stored fields of each entity, `name` or `name { id }` as a query asks for them; lists that are derived left out. */
export function readEntities(): Map<string, { fields: string[]; query: string }> {
  const types = [...schema.matchAll(/type (\w+) @entity[^{]*\{([^}]*)\}/g)]
  const names = new Set(types.map(([, name]) => name!))
  return new Map(
    types.map(([, name, body]) => {
      const stored = [...body!.matchAll(/^\s*(\w+):\s*\[?(\w+)[^\n]*$/gm)].filter(
        ([line]) => !line.includes('@derived'),
      )
      const fields = stored.map(([, field]) => field!)
      const query = stored.map(([, field, type]) => (names.has(type!) ? `${field} { id }` : field)).join(' ')
      return [name!, { fields, query }]
    }),
  )
}

/** As graph-node names a list of this entity. */
export function toPlural(entity: string): string {
  const name = entity[0]!.toLowerCase() + entity.slice(1)
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}
