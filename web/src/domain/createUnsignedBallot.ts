import type { Address } from 'viem'
import type { SignedChoice, UnsignedBallot } from './signedBallot'
import { type Timepoint, toTimepoint } from './timepoint'

/**
 * A ballot or list as it is given to the wallet. It is signed now, or a second after the voter's latest ballot where
 * that was cast within this second: of two of the same second it would not be the one that counts.
 *
 * @param latest when the ballots that it is to replace were cast or signed
 */
export function createUnsignedBallot(
  choices: readonly SignedChoice[],
  voter: Address,
  expiry: bigint,
  latest: readonly Timepoint[],
  now: Timepoint,
): UnsignedBallot {
  const signedAt = latest.reduce((at, before) => (before >= at ? toTimepoint(before + 1n) : at), now)
  return { kind: choices.length === 1 ? 'ballot' : 'list', choices, voter, signedAt, expiry: toTimepoint(expiry) }
}
