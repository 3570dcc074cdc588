import fc from 'fast-check'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  formatKnownDaos,
  groupDaos,
  type KnownDao,
  leaveOut,
  nameDao,
  parseKnownDaos,
  putFirst,
} from '../../../web/src/domain/knownDao'

const lake: KnownDao = { chainId: 1, governor: '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0', name: 'Lakeside' }
const hill: KnownDao = { chainId: 1, governor: '0x48B4c3F4820380109c2101C013981b8d733eFc7E', name: 'Hillside' }
const lakeElsewhere: KnownDao = { ...lake, chainId: 2 }
const lower = { ...lake, governor: lake.governor.toLowerCase() as Address }

describe('a list of DAOs on the device', () => {
  it('is read back as it was, a DAO once, whatever the capitals of its address', () => {
    const kept = formatKnownDaos([lake, hill, lakeElsewhere, lower])
    expect(parseKnownDaos(kept)).toEqual([lake, hill, lakeElsewhere])
  })

  it('leaves out what reads as none, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const { chainId, governor } of parseKnownDaos(text))
          expect(chainId > 0 && governor.length === 42).toBe(true)
      }),
    )
    const wrong = [{ ...lake, chainId: '1' }, { ...lake, governor: '0x1' }, { ...lake, chainId: 0 }, null, 'x']
    expect(parseKnownDaos(JSON.stringify([...wrong, hill]))).toEqual([hill])
  })

  it('shows a name as one short line in its own place, whatever it is made of', () => {
    const [dao] = parseKnownDaos(JSON.stringify([{ ...lake, name: `a\u202Eb\n\nc${'x'.repeat(300)}` }]))
    expect(dao!.name).toMatch(/^a b cx+$/)
    expect(dao!.name).toHaveLength(80)
    expect(parseKnownDaos(JSON.stringify([{ ...lake, name: '\u200B ' }]))[0]!.name).toBeNull()
  })

  it('has the last one first, and keeps those of one address on two chains apart', () => {
    expect(putFirst([hill, lake], lower)).toEqual([lower, hill])
    expect(putFirst([lake], lakeElsewhere)).toEqual([lakeElsewhere, lake])
    expect(leaveOut([lake, hill, lakeElsewhere], lower)).toEqual([hill, lakeElsewhere])
    const many = Array.from({ length: 150 }, (_, chain) => ({ ...lake, chainId: chain + 5 }))
    expect(putFirst(many, hill)).toHaveLength(100)
    expect(new Set([lake, lower, lakeElsewhere].map(nameDao)).size).toBe(2)
  })

  it('says each DAO once, by its closest tie, with a name that any list knows', () => {
    const nameless = { ...hill, name: null }
    const hostile = { ...hill, name: 'x\u202Ey\n' }
    expect(groupDaos({ belong: [hostile], made: [], brought: [], visited: [] })[0]!.daos[0]!.name).toBe('x y')
    const groups = groupDaos({ belong: [nameless], made: [hill, lake], brought: [], visited: [lower, lakeElsewhere] })
    expect(groups).toEqual([
      { tie: 'belong', daos: [hill] },
      { tie: 'made', daos: [lake] },
      { tie: 'visited', daos: [lakeElsewhere] },
    ])
  })
})
