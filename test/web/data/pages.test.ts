import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPages, writePages } from '../../../web/src/data/subgraph/writePages'
import { cutMembers } from '../../../web/src/domain/foldMembers'
import type { Member } from '../../../web/src/domain/member'
import { cutPage } from '../../../web/src/domain/page'
import { toTimepoint } from '../../../web/src/domain/timepoint'
import { type Flow, sortFlows } from '../../../web/src/domain/treasury'
import { Paged } from '../../../web/src/state/paged.svelte'

describe('a list that is asked for in pages', () => {
  it('is one entity longer than wanted, and no field asks for more than graph-node gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (count) => {
        const parts = [...writePages('flows', count, 'orderBy: at', 'id').matchAll(/first: (\d+), skip: (\d+)/g)]
        const ranges = parts.map(([, first, skip]) => [Number(skip), Number(first)] as const)
        let next = 0
        for (const [skip, first] of ranges) {
          expect(skip).toBe(next)
          expect(first).toBeGreaterThan(0)
          expect(first).toBeLessThanOrEqual(1000)
          next += first
        }
        expect(next).toBe(count + 1)
      }),
    )
  })

  it('is put together again, and is nothing where a part is missing', () => {
    expect(readPages({ flows0: [1, 2], flows1: [3], other: [4] }, 'flows')).toEqual([1, 2, 3])
    expect(readPages({ flows0: [1], flows1: null }, 'flows')).toBeUndefined()
    expect(readPages({ flows: [1] }, 'flows')).toBeUndefined()
  })

  it('says whether it was cut', () => {
    expect(cutPage([1, 2, 3], 2)).toEqual({ items: [1, 2], hasMore: true })
    expect(cutPage([1, 2], 2)).toEqual({ items: [1, 2], hasMore: false })
  })

  it('is read further when more is asked for, also while it is being read', async () => {
    const asked: number[] = []
    const list = new Paged(2, async (count) => {
      await Promise.resolve()
      asked.push(count)
      return cutPage([1, 2, 3, 4, 5], count)
    })
    const reading = list.refresh()
    await list.more()
    await reading
    expect(list.value).toEqual({ items: [1, 2, 3, 4], hasMore: true })
    await list.more()
    expect(list.value).toEqual({ items: [1, 2, 3, 4, 5], hasMore: false })
    expect(asked.at(-1)).toBe(6)
  })
})

describe('what the index and the chain give', () => {
  const flow = (at: number, block: number, logIndex: number): Flow => ({
    ...{ direction: 'in', token: null, counterparty: `0x${'1'.repeat(40)}`, amount: 1n, tokenId: null, proposal: null },
    ...{ operation: null, envelope: null, right: null, purpose: null, category: null, ref: null, cid: null },
    ...{ number: 0, balance: 1n },
    ...{ at: toTimepoint(BigInt(at)), block: BigInt(block), logIndex, transaction: '0x' },
  })

  it('has the same order however it came: movements by time, block and place in the block', () => {
    const sorted = [flow(9, 4, 0), flow(8, 4, 3), flow(8, 4, 1), flow(8, 3, 7), flow(1, 1, 0)]
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (flows) => {
        expect(sortFlows(flows)).toEqual(sorted)
      }),
    )
  })

  it('is cut at the same member, and stands by seat number', () => {
    const member = (digit: number, since: number | null, seat: number | null): Member => ({
      account: `0x${String(digit).repeat(40)}`,
      ...{ seats: seat === null ? [] : [BigInt(seat)], since: since === null ? null : toTimepoint(BigInt(since)) },
      ...{ delegate: null, votes: 1n as Member['votes'], ballotCount: 0 },
    })
    const members = [member(5, 1, 3), member(2, 1, 9), member(7, 1, 1), member(1, 4, 2), member(3, null, null)]
    fc.assert(
      fc.property(fc.shuffledSubarray(members, { minLength: members.length }), (shuffled) => {
        const accounts = (count: number) => cutMembers(shuffled, count).items.map(({ account }) => Number(account[2]))
        expect(accounts(2)).toEqual([5, 2])
        expect(accounts(4)).toEqual([7, 1, 5, 2])
        expect(accounts(9)).toEqual([7, 1, 5, 2, 3])
        expect(cutMembers(shuffled, 4).hasMore).toBe(true)
      }),
    )
  })
})
