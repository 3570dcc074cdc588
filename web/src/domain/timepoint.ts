import type { Branded } from './branded'

/** Seconds since 1970 on the chain's clock (ERC-6372, `mode=timestamp`), never the browser's. */
export type Timepoint = Branded<bigint, 'Timepoint'>

/** Marks seconds as a time of the chain. */
export function toTimepoint(seconds: bigint): Timepoint {
  return seconds as Timepoint
}
