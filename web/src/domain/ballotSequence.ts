/**
 * A ballot as one number, of which the greater counts: 22 bits of seconds since the snapshot, 1 whether its voter cast
 * it directly, 2 the choice plus one; as `Ballot.sol`. Zero is no ballot.
 */
const mask = (1n << 25n) - 1n

/** The number of a ballot that its voter signed `elapsed` seconds after the snapshot; as `Ballot.signed`. */
export function computeSignedSequence(elapsed: bigint, support: number): bigint {
  return (elapsed << 3n) | BigInt(support + 1)
}

/** Whether a number fits; the last second that does is 48 days after the snapshot. */
export function isSequence(sequence: bigint): boolean {
  return sequence <= mask
}
