import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const read = (path: string) => JSON.parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8'))

type Row = { name: string; ours: number; bound: number | null; unit: string }

describe('what a transaction costs', () => {
  const { rows } = read('bench/results/gas.json') as { rows: Row[] }
  const measured: Record<string, string> = {
    ...read('contracts/gas/snapshots/ours.json'),
    ...read('contracts/gas/snapshots/seats.json'),
    ...read('contracts/gas/snapshots/modules.json'),
    ...read('contracts/gas/snapshots/factory.json'),
  }

  it.each(rows.filter(({ unit }) => unit === 'gas'))('$name: the committed figure is the measured one', (row) => {
    expect(row.ours).toBe(Number(measured[row.name]))
  })

  it.each(rows.filter(({ bound }) => bound !== null))('$name: within its bound', ({ ours, bound }) => {
    expect(ours).toBeLessThanOrEqual(bound!)
  })
})
