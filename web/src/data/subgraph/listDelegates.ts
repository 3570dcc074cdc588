import type { Address } from 'viem'
import type { Delegate } from '../../domain/delegate'
import type { Votes } from '../../domain/proposal'
import { asAddress, asBigInt, asList, asNumber } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'

/**
 * Who casts votes, the strongest first; at most a thousand.
 *
 * @example const { value } = await listDelegates(url, governor)
 * @throws AppError
 */
export function listDelegates(url: string, governor: Address): Promise<Indexed<Delegate[]>> {
  return querySubgraph(
    url,
    '($dao: Bytes!)',
    `members(first: 1000, orderBy: votes, orderDirection: desc, where: { dao: $dao, votes_gt: "0" }) {
      account votes seatCount delegate { account }
    }`,
    { dao: governor.toLowerCase() },
    (data) =>
      asList(data['members'], 'members', (json): Delegate => {
        const account = asAddress(json['account'], 'account')
        const through = json['delegate'] as { account?: unknown } | null
        const isOwn = String(through?.account).toLowerCase() === account.toLowerCase()
        return {
          account,
          votes: asBigInt(json['votes'], 'votes') as Votes,
          own: isOwn ? asNumber(json['seatCount'], 'seatCount') : 0,
        }
      }),
  )
}
