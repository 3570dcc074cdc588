import { readEntities, toPlural, type Row, type Tables, type Value } from './entities.js'

type Head = { number: number; hash: string; hasIndexingErrors: boolean }

export async function query<T>(subgraphUrl: string, text: string, variables: object = {}): Promise<T> {
  const response = await fetch(subgraphUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
  })
  const { data, errors } = (await response.json()) as { data?: T; errors?: unknown }
  if (!data || errors) throw new Error(`The index answers ${JSON.stringify(errors)} to ${text}`)
  return data
}

/** The block that the index has reached; undefined where it has none yet. */
export async function getHead(subgraphUrl: string): Promise<Head | undefined> {
  const text = '{ _meta { block { number hash } hasIndexingErrors } }'
  const answer = await query<{ _meta: { block: { number: number; hash: string }; hasIndexingErrors: boolean } | null }>(
    subgraphUrl,
    text,
  ).catch((error: Error) => {
    if (/fetch failed|has not started|not found|does not exist|ECONN|was reorganized/i.test(error.message))
      return undefined
    throw error
  })
  const meta = answer?._meta
  return meta ? { ...meta.block, hasIndexingErrors: meta.hasIndexingErrors } : undefined
}

const pageSize = 500

/** Every row of every entity as the index has it at a block. */
export async function listEntities(subgraphUrl: string, blockHash: string): Promise<Tables> {
  const tables: Tables = new Map()
  for (const [entity, { query: fields }] of readEntities()) {
    const rows = new Map<string, Row>()
    for (let last = ''; ;) {
      const where = last ? `where: { id_gt: "${last}" }` : ''
      const text = `{ rows: ${toPlural(entity)}(first: ${pageSize}, orderBy: id, ${where}, block: { hash: "${blockHash}" }) { ${fields} } }`
      const page = (await query<{ rows: Record<string, unknown>[] }>(subgraphUrl, text)).rows
      for (const row of page) rows.set(String(row.id), toRow(row))
      if (page.length < pageSize) break
      last = String(page.at(-1)!.id)
    }
    tables.set(entity, rows)
  }
  return tables
}

function toRow(row: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, toValue(value)]))
}

function toValue(value: unknown): Value {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map(String)
  if (typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'object') return String((value as { id: string }).id)
  return String(value)
}
