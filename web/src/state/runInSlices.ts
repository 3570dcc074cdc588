import type { Slices } from '../domain/slices'

/**
 * Does work a slice at a time, each in a task of its own, so that the page answers in between; null where it was
 * cancelled.
 *
 * @param onProgress told how much is done, after each slice
 */
export async function runInSlices<Result>(
  work: Slices<Result>,
  isCancelled: () => boolean,
  onProgress: (done: number) => void = () => undefined,
): Promise<Result | null> {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
    onProgress(next.value)
    await new Promise((resolve) => setTimeout(resolve))
    if (isCancelled()) return null
  }
}
