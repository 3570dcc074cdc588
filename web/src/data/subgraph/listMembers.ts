import type { Address } from 'viem'
import { cutMembers } from '../../domain/foldMembers'
import type { Member } from '../../domain/member'
import type { Page } from '../../domain/page'
import type { Votes } from '../../domain/proposal'
import { asAddress, asBigInt, asList, asNumber, asRecord, asTimepoint, orNull } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

/**
 * Who holds a seat or a vote: those who have been there longest, by seat number.
 *
 * @example const { value } = await listMembers(url, governor, 200)
 * @throws AppError
 */
export function listMembers(url: string, governor: Address, count: number): Promise<Indexed<Page<Member>>> {
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    writePages(
      'members',
      count,
      'orderBy: joinedAt, where: { or: [{ dao: $dao, seatCount_gt: 0 }, { dao: $dao, votes_gt: 0 }] }',
      `account joinedAt votes ballotCount delegate { account }
      seats(first: 100, where: { collection: MEMBERSHIP, status: CURRENT }, orderBy: tokenId) { tokenId }`,
    ),
    { dao: governor.toLowerCase() },
    (data) => cutMembers(asList(readPages(data, 'members'), 'members', parseMember), count),
  )
}

function parseMember(json: Record<string, unknown>): Member {
  return {
    account: asAddress(json['account'], 'account'),
    seats: asList(json['seats'], 'seats', (seat) => asBigInt(seat['tokenId'], 'tokenId')),
    since: orNull(json['joinedAt'], 'joinedAt', asTimepoint),
    delegate: orNull(json['delegate'], 'delegate', (value, name) => asAddress(asRecord(value, name)['account'], name)),
    votes: asBigInt(json['votes'], 'votes') as Votes,
    ballotCount: asNumber(json['ballotCount'], 'ballotCount'),
  }
}
