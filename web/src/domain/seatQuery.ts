import type { Address } from 'viem'
import type { Member } from './member'
import type { Page } from './page'
import type { Votes } from './proposal'
import { type Collection, getStanding, parseSeatName, type Seat, type SeatKind, type Standing } from './seat'
import type { Timepoint } from './timepoint'

/** Which seats are shown. `present`: those that exist, overdue ones too. */
export const seatFilters = ['present', 'current', 'overdue', 'lapsed', 'ended', 'all'] as const
export type SeatFilter = (typeof seatFilters)[number]

export const seatSorts = ['number', 'newest', 'end', 'votes', 'ballots'] as const
export type SeatSort = (typeof seatSorts)[number]

/** What somebody wants to see of all seats. */
export type SeatQuery = {
  readonly search: string
  readonly kind: SeatKind | null
  readonly filter: SeatFilter
  readonly sort: SeatSort
  /** From 0. */
  readonly page: number
}

/** A seat with what its holder does with it. */
export type MemberSeat = Seat & {
  /** Votes that the holder casts now, its own and those of others. */
  readonly votes: Votes
  /** Who votes for it; null for nobody. */
  readonly delegate: Address | null
  readonly ballotCount: number
}

/** Rows on one page of the list: as many as a slow phone shows at once. */
export const seatPageSize = 50

/** What was typed into the search. `nothing`: it can be no part of an address and no number. */
export type SeatSearch =
  | { readonly by: 'all' }
  | { readonly by: 'number'; readonly number: bigint; readonly collection: Collection | null }
  | { readonly by: 'account'; readonly part: string }
  | { readonly by: 'nothing' }

/** Reads a search: a number, an observer's as `o7`, or any part of an address. */
export function parseSeatSearch(text: string): SeatSearch {
  const typed = text.trim().toLowerCase().replace(/^#/, '')
  if (typed === '' || typed === '0x') return { by: 'all' }
  const name = parseSeatName(typed)
  if (name !== null && typed.length <= 12) {
    return { by: 'number', number: name.number, collection: typed.startsWith('o') ? 'observers' : null }
  }
  const part = typed.replace(/^0x/, '')
  return /^[0-9a-f]{1,40}$/.test(part) ? { by: 'account', part } : { by: 'nothing' }
}

/** Whether a seat is one of those that are wanted, but for its order and page. */
function matches(seat: Seat, query: SeatQuery, search: SeatSearch, now: Timepoint): boolean {
  if (query.kind !== null && seat.kind !== query.kind) return false
  if (query.sort === 'end' && seat.expiry === null) return false
  if (query.filter === 'present' && seat.status !== 'current') return false
  const standing: Standing = getStanding(seat, now)
  if (query.filter !== 'present' && query.filter !== 'all' && standing !== query.filter) return false
  if (search.by === 'number') {
    return seat.number === search.number && (search.collection === null || seat.collection === search.collection)
  }
  return search.by === 'all' || (search.by === 'account' && seat.holder.toLowerCase().slice(2).includes(search.part))
}

/** Seats with a vote first, then observers, each by number: `Seat.place` of the index. */
const getPlace = ({ collection, number }: Seat) => (collection === 'observers' ? number + 2n ** 64n : number)

const keys: Record<SeatSort, (seat: MemberSeat) => bigint> = {
  number: getPlace,
  newest: (seat) => -seat.since,
  end: (seat) => seat.expiry ?? 0n,
  votes: (seat) => -seat.votes,
  ballots: (seat) => -BigInt(seat.ballotCount),
}

/** One page of the seats that are wanted, where all of them are at hand. */
export function selectSeats(seats: readonly MemberSeat[], query: SeatQuery, now: Timepoint): Page<MemberSeat> {
  const search = parseSeatSearch(query.search)
  const key = keys[query.sort]
  const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
  const found = seats
    .filter((seat) => matches(seat, query, search, now))
    .sort((a, b) => compare(key(a), key(b)) || compare(getPlace(a), getPlace(b)))
  const first = query.page * seatPageSize
  return { items: found.slice(first, first + seatPageSize), hasMore: found.length > first + seatPageSize }
}

/** Seats with what their holders do with them. */
export function joinMembers(seats: readonly Seat[], members: readonly Member[]): MemberSeat[] {
  const byAccount = new Map(members.map((member) => [member.account.toLowerCase(), member]))
  return seats.map((seat) => {
    const member = byAccount.get(seat.holder.toLowerCase())
    const hasVote = seat.collection === 'membership' && seat.status === 'current'
    return {
      ...seat,
      votes: member?.votes ?? (0n as Votes),
      delegate: hasVote ? (member?.delegate ?? null) : null,
      ballotCount: member?.ballotCount ?? 0,
    }
  })
}
