/**
 * Work that stops after every so many steps and says how many it has done, so that a page can be drawn in between. It
 * ends with its result.
 */
export type Slices<Result> = Generator<number, Result, void>

/** Does the work in one go; for little of it, and where nobody waits. */
export function finish<Result>(work: Slices<Result>): Result {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}
