import { describe, expect, it } from 'vitest'
import { readImage } from '../../../web/src/data/chain/getCard'
import { parseSeat, parseSeatEvent } from '../../../web/src/data/subgraph/parseSeat'
import { writeSeatFilter } from '../../../web/src/data/subgraph/writeSeatFilter'
import type { SeatQuery } from '../../../web/src/domain/seatQuery'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const ada = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const now = toTimepoint(100n)

describe('what the index is asked for', () => {
  const base: SeatQuery = { search: '', kind: null, filter: 'present', sort: 'number', page: 0 }
  it.each([
    [{}, '{ dao: $dao, status: CURRENT }'],
    [{ filter: 'all' }, '{ dao: $dao }'],
    [{ filter: 'all', sort: 'end' }, '{ dao: $dao, expiry_gt: "0" }'],
    [{ filter: 'lapsed' }, '{ dao: $dao, status: LAPSED }'],
    [{ filter: 'overdue' }, '{ dao: $dao, status: CURRENT, expiry_gt: "0", expiry_lt: "100" }'],
    [
      { filter: 'current' },
      '{ or: [{ dao: $dao, status: CURRENT, expiry: "0" }, { dao: $dao, status: CURRENT, expiry_gte: "100" }] }',
    ],
    [{ filter: 'current', sort: 'end' }, '{ dao: $dao, status: CURRENT, expiry_gte: "100" }'],
    [{ kind: 'steward', search: '7' }, '{ dao: $dao, kind: STEWARD, tokenId: "7", status: CURRENT }'],
    [{ search: 'o7' }, '{ dao: $dao, tokenId: "7", collection: OBSERVERS, status: CURRENT }'],
    [{ search: '0xABC' }, '{ dao: $dao, holder_: { accountText_contains: "abc" }, status: CURRENT }'],
    [{ search: 'nobody' }, '{ dao: $dao, status_in: [], status: CURRENT }'],
  ] as [Partial<SeatQuery>, string][])('%o', (part, filter) => {
    expect(writeSeatFilter({ ...base, ...part }, now)).toBe(filter)
  })

  it('holds nothing of what was typed but digits', () => {
    for (const search of ['"}', '7"', '0x12}', 'a{b', '$dao']) {
      expect(writeSeatFilter({ ...base, search }, now)).toBe('{ dao: $dao, status_in: [], status: CURRENT }')
    }
  })
})

describe('what the index answers', () => {
  const seat = {
    collection: 'OBSERVERS',
    tokenId: '3',
    kind: 'OBSERVER',
    status: 'LAPSED',
    holder: { account: ada.toLowerCase() },
    since: '10',
    expiry: '0',
    gate: 'INVITATIONS',
    admittedBy: ada.toLowerCase(),
    reason: '',
    proposal: { proposalId: '5', description: '# Boat' },
  }
  it('is a seat', () => {
    expect(parseSeat(seat)).toEqual({
      collection: 'observers',
      number: 3n,
      kind: 'observer',
      status: 'lapsed',
      holder: ada,
      since: 10n,
      expiry: null,
      gate: 'invitations',
      admittedBy: ada,
      reason: '',
      proposal: { id: 5n, title: 'Boat' },
    })
    expect(parseSeat({ ...seat, gate: 'UNKNOWN', proposal: null })).toMatchObject({ gate: 'unknown', proposal: null })
  })
  it('or nothing that is shown', () => {
    for (const part of [{ status: 'GONE' }, { holder: null }, { tokenId: 'three' }, { since: null }, { reason: 7 }]) {
      expect(() => parseSeat({ ...seat, ...part })).toThrow()
    }
  })
  it('is what happened to a seat', () => {
    const event = {
      change: 'KIND_CHANGED',
      holder: { account: ada },
      previousHolder: null,
      by: ada,
      kind: 'STEWARD',
      reason: 'why',
      at: '7',
      transaction: '0x12',
      seat: { collection: 'MEMBERSHIP', tokenId: '3' },
    }
    expect(parseSeatEvent(event)).toMatchObject({ collection: 'membership', change: 'kindChanged', kind: 'steward' })
    expect(() => parseSeatEvent({ ...event, change: 'EATEN' })).toThrow()
  })
})

describe('a card', () => {
  const wrap = (json: unknown) => `data:application/json;base64,${Buffer.from(JSON.stringify(json)).toString('base64')}`
  const image = `data:image/svg+xml;base64,${Buffer.from('<svg/>').toString('base64')}`
  it('is the image in the metadata, whatever the script of its name', () => {
    expect(readImage(wrap({ name: '湖畔公社 #1', image }))).toBe(image)
  })
  it.each([
    'https://example.org/1.json',
    'data:application/json;base64,%%%',
    wrap(null),
    wrap({ image: 7 }),
    wrap({ image: 'https://example.org/card.svg' }),
    wrap({ image: 'data:text/html;base64,PGI+' }),
    wrap({ image: 'data:image/svg+xml;utf8,<svg onload="x"/>' }),
  ])('%s is not drawn', (uri) => expect(readImage(uri)).toBeNull())
})
