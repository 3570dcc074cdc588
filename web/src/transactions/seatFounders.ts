import type { Address, Hex } from 'viem'
import type { EncodedFounder } from '../domain/encodeDao'
import { membershipAbi } from '../generated/abi/membership'
import type { Transaction } from './transaction'

/**
 * Seats founders of the list that a DAO was made with; by anybody, within 30 days.
 *
 * @example seatFounders(membership, name, listFounderBatches(parameters)[0]!)
 */
export function seatFounders(
  membership: Address,
  name: string,
  { founders, proofs }: { readonly founders: readonly EncodedFounder[]; readonly proofs: readonly (readonly Hex[])[] },
): Transaction {
  return {
    kind: 'seat',
    subject: name,
    part: 'membership',
    sentence: (t, format) => t.found.seatSentence(format.seats(BigInt(founders.length)), name),
    call: { address: membership, abi: membershipAbi, functionName: 'seatFounders', args: [founders, proofs] },
  }
}
