/** Votes needed to propose: the set value, never more than a twentieth of the seats (at least one); as `GovernorBounds`. */
export function computeProposalThreshold(set: bigint, seats: bigint): bigint {
  const cap = seats / 20n > 1n ? seats / 20n : 1n
  return set < cap ? set : cap
}
