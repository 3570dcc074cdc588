import { Bytes, ethereum } from '@graphprotocol/graph-ts'

/** Functions of the governor whose caller is the voter: castVote, …WithReason, …WithReasonAndParams. */
const DIRECT = ['0x56781388', '0x7b3c71d3', '0x5f398a14']
/** By OpenZeppelin's signature: castVoteBySig, castVoteWithReasonAndParamsBySig. */
const SIGNED = ['0x8ff262e3', '0x5b8d0e0d']
/** castSignedBallots, castSignedLists. */
const CARRIED = ['0x36f9e667', '0x21339065']

/**
 * How a ballot came, from the transaction alone: what the governor's own `ballotOf` calls direct, where the sender called
 * the governor. Pure: every transaction has an answer.
 */
export function findRoute(governor: Bytes, transaction: ethereum.Transaction, voter: Bytes): string {
  const to = transaction.to
  if (to === null || to != governor || transaction.input.length < 4) return 'UNKNOWN'
  const selector = transaction.input.toHexString().substring(0, 10)
  const isVoter = transaction.from == voter
  if (CARRIED.includes(selector)) return 'CARRIED'
  // The governor takes a signature that its own voter sends for a direct ballot.
  if (SIGNED.includes(selector)) return isVoter ? 'DIRECT' : 'CARRIED'
  return DIRECT.includes(selector) && isVoter ? 'DIRECT' : 'UNKNOWN'
}
