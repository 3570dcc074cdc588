/** The fewest votes that ever make a quorum, in a DAO that has as many seats (`QUORUM_FLOOR`). */
export const quorumFloor = 3n

/** Votes needed for or abstaining: `max(ceil(seats · numerator / 100), min(3, seats))`, as `GovernorBounds.quorum`. */
export function computeQuorum(seats: bigint, numerator: bigint): bigint {
  const fraction = (seats * numerator + 99n) / 100n
  const floor = seats < quorumFloor ? seats : quorumFloor
  return fraction > floor ? fraction : floor
}
