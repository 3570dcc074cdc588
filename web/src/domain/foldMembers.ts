import type { Address } from 'viem'
import type { DecodedLog } from './decodedLog'
import type { Member } from './member'
import type { Votes } from './proposal'
import type { Timepoint } from './timepoint'

type Draft = {
  account: Address
  seats: bigint[]
  since: Timepoint | null
  delegate: Address | null
  votes: bigint
  ballots: number
}

const zero = '0x0000000000000000000000000000000000000000'

/**
 * Who holds seats and who votes for whom, from the membership's events (and the governor's `VoteCast`, for the count of
 * ballots). Accounts that neither hold a seat nor a vote are left out.
 */
export function foldMembers(logs: readonly DecodedLog[]): Member[] {
  const members = new Map<string, Draft>()
  const of = (account: Address): Draft => {
    const key = account.toLowerCase()
    const known = members.get(key)
    if (known) return known
    const fresh: Draft = { account, seats: [], since: null, delegate: null, votes: 0n, ballots: 0 }
    members.set(key, fresh)
    return fresh
  }
  for (const { eventName, args, at } of logs) {
    if (eventName === 'Transfer') {
      const { from, to, tokenId } = args as { from: Address; to: Address; tokenId: bigint }
      if (from !== zero) of(from).seats = of(from).seats.filter((seat) => seat !== tokenId)
      if (to !== zero) {
        of(to).seats.push(tokenId)
        of(to).since ??= at
      }
    } else if (eventName === 'DelegateChanged') {
      const { delegator, toDelegate } = args as { delegator: Address; toDelegate: Address }
      of(delegator).delegate = toDelegate === zero ? null : toDelegate
    } else if (eventName === 'DelegateVotesChanged') {
      const { delegate, newVotes } = args as { delegate: Address; newVotes: bigint }
      of(delegate).votes = newVotes
    } else if (eventName === 'VoteCast' || eventName === 'VoteCastWithParams') {
      of(args['voter'] as Address).ballots += 1
    }
  }
  return sortMembers(
    [...members.values()]
      .filter(({ seats, votes }) => seats.length > 0 || votes > 0n)
      .map(({ ballots, votes, ...rest }) => ({ ...rest, votes: votes as Votes, ballotCount: ballots })),
  )
}

/** Members by their first seat; those without one last. */
export function sortMembers(members: readonly Member[]): Member[] {
  const first = ({ seats }: Member) => seats[0] ?? 2n ** 255n
  return [...members].sort((a, b) => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : 0))
}
