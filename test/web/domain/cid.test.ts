import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { CID } from 'multiformats/cid'
import { create } from 'multiformats/hashes/digest'
import { describe, expect, it } from 'vitest'
import { computeCid, parseCid } from '../../../web/src/domain/cid'

const encode = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'))

describe('the CID of a raw block', () => {
  it.each([
    ['', 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'],
    ['hello world', 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
  ])('of %j is %s', (text, cid) => {
    expect(computeCid(encode(text))).toBe(cid)
  })

  it('is what multiformats makes of the bytes, and reads as a CID', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const digest = Uint8Array.from(createHash('sha256').update(bytes).digest())
        const cid = computeCid(bytes)
        expect(cid).toBe(CID.createV1(0x55, create(0x12, digest)).toString())
        expect(parseCid(cid)).toBe(cid)
      }),
    )
  })

  it.each([
    '',
    'bafkrei',
    'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn',
    'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
    'BAFKREIHDWDCEFGH4DQKJV67UZCMW7OJEE6XEDZDETOJUZJEVTENXQUVYKU',
    'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku/../x',
    'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyk1',
    'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku\n',
  ])('%j is not taken for one', (text) => {
    expect(parseCid(text)).toBeNull()
  })
})
