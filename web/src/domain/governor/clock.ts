import { type Timepoint, toTimepoint } from '../timepoint'
import { cleanLine } from './foreignText'

/**
 * In what a contract counts time (ERC-6372). `timestamp`: seconds. `block`: blocks, of this chain where `isOfChain`, of
 * another one where its clock stands elsewhere (as on some layers above Ethereum); `isTold` is false for contracts
 * before the standard, which all count blocks. `unknown`: numbers that mean something else.
 */
export type Clock =
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'block'; readonly isTold: boolean; readonly isOfChain: boolean }
  | { readonly kind: 'unknown'; readonly text: string | null }

/** How far a clock of blocks may stand from the newest block that was read. */
const near = 16n

/**
 * The clock of a contract.
 *
 * @param mode what `CLOCK_MODE` answered; null where there is no such function
 * @param now what `clock` answered; null where there is none
 * @param head the newest block's number
 * @param seen what contracts see as the block's number, which counts where there is neither
 */
export function parseClock(mode: string | null, now: bigint | null, head: bigint, seen: bigint): Clock {
  const isNear = (block: bigint) => (block > head ? block - head : head - block) <= near
  if (mode === null)
    return now === null ? { kind: 'block', isTold: false, isOfChain: isNear(seen) } : { kind: 'unknown', text: null }
  const unknown: Clock = { kind: 'unknown', text: cleanLine(mode) }
  if (mode === 'mode=timestamp') return { kind: 'timestamp' }
  if (mode !== 'mode=blocknumber&from=default' && mode !== 'mode=blocknumber') return unknown
  if (now === null) return unknown
  return { kind: 'block', isTold: true, isOfChain: isNear(now) }
}

/**
 * A guess at the time of a block of this chain.
 *
 * @param pace milliseconds from one block to the next, as the last ones came
 */
export function estimateTime(
  block: bigint,
  head: { readonly number: bigint; readonly time: Timepoint },
  pace: bigint,
): Timepoint {
  const time = head.time + ((block - head.number) * pace) / 1000n
  return toTimepoint(time < 0n ? 0n : time)
}
