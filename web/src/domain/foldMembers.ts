import type { Address } from 'viem'
import type { DecodedLog } from './decodedLog'
import type { Member } from './member'
import { cutPage, type Page } from './page'
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

/** Who holds seats and who votes: of {@link foldAccounts}, those with a seat or a vote. */
export function foldMembers(logs: readonly DecodedLog[]): Member[] {
  return foldAccounts(logs).filter(({ seats, votes }) => seats.length > 0 || votes > 0n)
}

/**
 * Every account that ever held a seat, delegated, was delegated to or voted, from the membership's events (and the
 * governor's `VoteCast`, for the count of ballots).
 */
export function foldAccounts(logs: readonly DecodedLog[]): Member[] {
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
    } else if (eventName === 'BallotChanged') {
      of(args['voter'] as Address).ballots -= 1 // Another `VoteCast` follows for the same ballot.
    }
  }
  return sortBy(
    [...members.values()].map(({ ballots, votes, ...rest }) => ({
      ...rest,
      votes: votes as Votes,
      ballotCount: ballots,
    })),
    seat,
  )
}

/** The `count` members who have been there longest, by their first seat; those without one last. */
export function cutMembers(members: readonly Member[], count: number): Page<Member> {
  const since = (member: Member) => member.since ?? never
  const account = (member: Member) => BigInt(member.account)
  const { items, hasMore } = cutPage(sortBy(sortBy(members, account), since), count)
  return { items: sortBy(items, seat), hasMore }
}

const never = 2n ** 255n
const seat = ({ seats }: Member) => seats[0] ?? never

function sortBy(members: readonly Member[], key: (member: Member) => bigint): Member[] {
  return [...members].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
