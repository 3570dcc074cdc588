import type { Address } from 'viem'
import { cutPage, type Page } from '../../domain/page'
import type { Votes } from '../../domain/proposal'
import type { Seat } from '../../domain/seat'
import { type MemberSeat, seatPageSize, type SeatQuery, type SeatSort } from '../../domain/seatQuery'
import type { Timepoint } from '../../domain/timepoint'
import { asAddress, asBigInt, asList, asNumber, asRecord, orNull } from './parse'
import { parseSeat, seatFields } from './parseSeat'
import { type Indexed, querySubgraph } from './querySubgraph'
import { writeSeatFilter } from './writeSeatFilter'

const orders: Record<SeatSort, string> = {
  number: 'orderBy: place, orderDirection: asc',
  newest: 'orderBy: since, orderDirection: desc',
  end: 'orderBy: expiry, orderDirection: asc',
  votes: 'orderBy: holder__votes, orderDirection: desc',
  ballots: 'orderBy: holder__ballotCount, orderDirection: desc',
}

/**
 * One page of the seats that somebody wants to see.
 *
 * @example const { value } = await listSeats(url, governor, query, head.time)
 * @throws AppError
 */
export function listSeats(
  url: string,
  governor: Address,
  query: SeatQuery,
  now: Timepoint,
): Promise<Indexed<Page<MemberSeat>>> {
  const skip = query.page * seatPageSize
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    `seats(first: ${seatPageSize + 1}, skip: ${skip}, ${orders[query.sort]}, where: ${writeSeatFilter(query, now)}) {
      ${seatFields} holder { account votes ballotCount delegate { account } }
    }`,
    { dao: governor.toLowerCase() },
    (data) => cutPage(asList(data['seats'], 'seats', parseMemberSeat), seatPageSize),
  )
}

/**
 * The seats that exist and whose term ends before a time, the first to end first: those that are or will be overdue then.
 * At most 1,000, which is more than one transaction sweeps.
 *
 * @example countOverdue((await listEnding(url, governor, proposal.snapshot)).value, proposal.snapshot)
 * @throws AppError
 */
export function listEnding(url: string, governor: Address, before: Timepoint): Promise<Indexed<Seat[]>> {
  return querySubgraph(
    url,
    '($dao: Bytes!, $before: BigInt!)',
    `seats(first: 1000, orderBy: expiry, where: {
      dao: $dao, status: CURRENT, expiry_gt: "0", expiry_lt: $before
    }) { ${seatFields} holder { account } }`,
    { dao: governor.toLowerCase(), before: before.toString() },
    (data) => asList(data['seats'], 'seats', parseSeat),
  )
}

function parseMemberSeat(json: Record<string, unknown>): MemberSeat {
  const seat = parseSeat(json)
  const holder = asRecord(json['holder'], 'holder')
  const hasVote = seat.collection === 'membership' && seat.status === 'current'
  const delegate = orNull(holder['delegate'], 'delegate', (value, name) =>
    asAddress(asRecord(value, name)['account'], name),
  )
  return {
    ...seat,
    votes: asBigInt(holder['votes'], 'votes') as Votes,
    delegate: hasVote ? delegate : null,
    ballotCount: asNumber(holder['ballotCount'], 'ballotCount'),
  }
}
