import { describe, expect, it } from 'vitest'
import { decodeAction } from '../../../web/src/domain/action'
import { computeCid, toCid } from '../../../web/src/domain/cid'
import { encodeAdoption } from '../../../web/src/domain/encodeAdoption'

const parts = {
  governor: `0x${'1'.repeat(40)}`,
  treasury: `0x${'2'.repeat(40)}`,
  membership: `0x${'3'.repeat(40)}`,
  registry: `0x${'4'.repeat(40)}`,
} as const

describe('a document', () => {
  const text = '# 决议\n\nA bench.\n'
  const read = (adoption: Parameters<typeof encodeAdoption>[2]) => {
    const decoded = decodeAction(encodeAdoption(parts.registry, text, adoption), parts)
    return decoded.kind === 'call' ? { ...decoded, values: decoded.args.map(({ value }) => value) } : null
  }
  const cid = computeCid(new TextEncoder().encode(text))

  it.each([
    ['charter', 0],
    ['resolution', 1],
    ['policy', 2],
  ] as const)('is adopted as a %s by the digest of its very bytes (T17)', (kind, value) => {
    const call = read(kind)
    expect(call).toMatchObject({ contract: 'registry', functionName: 'adopt' })
    expect(toCid(call!.values[0] as `0x${string}`)).toBe(cid)
    expect(call!.values[1]).toBe(value)
  })
  it('takes the place of another by its number (T17)', () => {
    const call = read(4)
    expect(call).toMatchObject({ contract: 'registry', functionName: 'repeal' })
    expect(call!.values[0]).toBe(4n)
    expect(toCid(call!.values[1] as `0x${string}`)).toBe(cid)
  })
})
