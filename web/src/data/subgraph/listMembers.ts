import type { Address } from 'viem'
import { sortMembers } from '../../domain/foldMembers'
import type { Member } from '../../domain/member'
import type { Votes } from '../../domain/proposal'
import { asAddress, asBigInt, asList, asNumber, asRecord, asTimepoint, orNull } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'

/**
 * Everybody who holds a seat or a vote, by seat number; at most a thousand.
 *
 * @example const { value } = await listMembers(url, governor)
 * @throws AppError
 */
export function listMembers(url: string, governor: Address): Promise<Indexed<Member[]>> {
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    `members(first: 1000, where: { or: [{ dao: $dao, seatCount_gt: 0 }, { dao: $dao, votes_gt: 0 }] }) {
      account joinedAt votes ballotCount delegate { account }
      seats(first: 100, where: { burntAt: null }, orderBy: tokenId) { tokenId }
    }`,
    { dao: governor.toLowerCase() },
    (data) => sortMembers(asList(data['members'], 'members', parseMember)),
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
