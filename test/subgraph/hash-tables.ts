import { createHash } from 'node:crypto'
import type { Tables } from './entities.js'

/** One digest of every row of every entity, whatever order they came in. */
export function hashTables(tables: Tables): string {
  const lines = [...tables].flatMap(([entity, rows]) =>
    [...rows].map(([id, row]) => JSON.stringify([entity, id, Object.entries(row).sort()])),
  )
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}
