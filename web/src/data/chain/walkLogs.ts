import type { Log } from 'viem'
import { toAppError } from '../toAppError'

/** Reads logs of a range; the filter is of whoever asks. */
export type ReadLogs = (fromBlock: bigint, toBlock: bigint) => Promise<readonly Log[]>

/** A range that is refused is halved, down to this many blocks. */
const smallest = 10n
/** After so many ranges that were answered, twice as much is asked for again. */
const patience = 4

/**
 * Logs from a block to another, in ranges as wide as the endpoint takes: what is refused, or takes too long, is asked for
 * in halves, and what is answered lets the next range grow again.
 *
 * @param first blocks of the first range; all of them by default
 * @example for await (const { to, logs } of walkLogs(read, 1n, 20_000_000n, 50_000n)) keep(logs, to)
 * @throws whatever the endpoint said where no range is small enough, or nobody answers
 */
export async function* walkLogs(
  read: ReadLogs,
  fromBlock: bigint,
  toBlock: bigint,
  first = toBlock - fromBlock + 1n,
): AsyncGenerator<{ readonly from: bigint; readonly to: bigint; readonly logs: readonly Log[] }> {
  let size = first
  let answered = 0
  for (let from = fromBlock; from <= toBlock;) {
    const to = from + size - 1n < toBlock ? from + size - 1n : toBlock
    let logs: readonly Log[]
    try {
      logs = await read(from, to)
    } catch (error) {
      if (to - from < smallest || !isRefused(error)) throw error
      size = (to - from + 1n) / 2n
      answered = 0
      continue
    }
    yield { from, to, logs }
    from = to + 1n
    answered += 1
    if (answered % patience === 0) size *= 2n
  }
}

/** Whether less might be answered: an endpoint that is away refuses nothing. */
function isRefused(error: unknown): boolean {
  if (toAppError(error).kind !== 'chainUnreachable') return true
  const { name, status } = error as { name?: string; status?: number }
  return name === 'TimeoutError' || status === 400 || status === 413
}
