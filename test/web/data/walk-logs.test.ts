import fc from 'fast-check'
import { HttpRequestError, type Log, TimeoutError } from 'viem'
import { describe, expect, it } from 'vitest'
import { walkLogs } from '../../../web/src/data/chain/walkLogs'

const collect = async (ranges: AsyncGenerator<{ from: bigint; to: bigint; logs: readonly Log[] }>) => {
  const found = []
  for await (const range of ranges) found.push(range)
  return found
}

describe('logs in ranges', () => {
  it('whatever an endpoint refuses, each block is read once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.bigInt({ min: 0n, max: 3_000n }),
        fc.bigInt({ min: 12n, max: 4_000n }),
        fc.bigInt({ min: 1n, max: 4_000n }),
        async (fromBlock, count, most, first) => {
          const toBlock = fromBlock + count
          const read = async (from: bigint, to: bigint) => {
            if (to - from >= most) throw new Error('block range is too wide')
            return [{ blockNumber: from } as Log]
          }
          const ranges = await collect(walkLogs(read, fromBlock, toBlock, first))
          expect(ranges[0]!.from).toBe(fromBlock)
          expect(ranges.at(-1)!.to).toBe(toBlock)
          for (const [place, { from, to, logs }] of ranges.entries()) {
            expect(logs).toEqual([{ blockNumber: from }])
            expect(to - from).toBeLessThan(most)
            if (place > 0) expect(from).toBe(ranges[place - 1]!.to + 1n)
          }
        },
      ),
    )
  })

  it('nothing is asked where there is nothing to read', async () => {
    const read = async () => expect.unreachable()
    expect(await collect(walkLogs(read as never, 5n, 4n))).toEqual([])
  })

  it('an endpoint that is away is not asked again and again; one that is slow is asked for less', async () => {
    let asked = 0
    const away = async () => {
      asked += 1
      throw new HttpRequestError({ url: 'http://127.0.0.1' })
    }
    await expect(collect(walkLogs(away, 0n, 10_000n))).rejects.toThrow()
    expect(asked).toBe(1)
    const slow = async (from: bigint, to: bigint) => {
      if (to - from > 1_000n) throw new TimeoutError({ body: {}, url: 'http://127.0.0.1' })
      return []
    }
    expect((await collect(walkLogs(slow, 0n, 10_000n))).length).toBeGreaterThan(9)
  })

  it('what is refused however little is asked for ends it', async () => {
    const never = async () => {
      throw new Error('no')
    }
    await expect(collect(walkLogs(never, 0n, 10_000n))).rejects.toThrow('no')
  })
})
