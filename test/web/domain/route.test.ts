import fc from 'fast-check'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import type { ProposalId } from '../../../web/src/domain/proposal'
import {
  type DaoName,
  daoPages,
  formatLink,
  formatRoute,
  guides,
  parseRoute,
  type Route,
} from '../../../web/src/domain/route'

const home: DaoName = { chainId: 31337, governor: '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0' }

const dao = fc.record({
  chainId: fc.integer({ min: 0, max: 999_999_999_999_999 }),
  governor: fc.stringMatching(/^0x[0-9a-fA-F]{40}$/).map((text) => text as Address),
})
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.record({ page: fc.constantFrom(...daoPages), dao }),
  fc.record({
    page: fc.constant('proposal' as const),
    dao,
    id: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((id) => id as ProposalId),
  }),
  fc.record({ page: fc.constant('guide' as const), guide: fc.constantFrom(...guides) }),
)

describe('the address of a place', () => {
  it('leads back to the place', () => {
    fc.assert(
      fc.property(route, (place) => {
        expect(parseRoute(formatRoute(place), home)).toEqual(place)
      }),
    )
  })

  it('is never taken for another: whatever does not read as a place is unknown, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const place = parseRoute(`#/x${text}`, home)
        expect(place.page).toBe('unknown')
      }),
    )
  })

  it.each(['', '#', '#/', '#//'])('%j is home', (hash) => {
    expect(parseRoute(hash, home)).toEqual({ page: 'home', dao: home })
  })

  it('may carry a question, which is left out', () => {
    expect(parseRoute(`${formatRoute({ page: 'members', dao: home })}?q=1`, home)).toEqual({
      page: 'members',
      dao: home,
    })
  })

  it.each([
    '#/dao/31337:0x12',
    '#/dao/x:0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0',
    '#/dao/31337:0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0/nowhere',
    '#/dao/31337:0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0/home',
    '#/dao/31337:0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0/proposals/abc',
    '#/dao/31337:0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0/proposals/-1',
    '#/dao/31337:0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0/members/1',
    '#/guide/__proto__',
    '#/guide',
    '#/javascript:alert(1)',
  ])('%s is unknown', (hash) => {
    expect(parseRoute(hash, home).page).toBe('unknown')
  })
})

it('a link to give away says nothing of the language of who gives it', () => {
  expect(formatLink('#/a?for=b', 'https://a.org/b/?lang=en#/c')).toBe('https://a.org/b/#/a?for=b')
  expect(formatLink('#/a', 'https://a.org/?lang=en&x=1')).toBe('https://a.org/?x=1#/a')
})
