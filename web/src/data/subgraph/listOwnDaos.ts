import type { KnownDao, OwnDaos } from '../../domain/knownDao'
import { asAddress, asList, asRecord, asText } from './parse'
import { type Indexed, querySubgraph } from './querySubgraph'

/**
 * The DAOs of a chain in which an account holds a seat, and those that it had the factory make; a hundred of each.
 *
 * @example const { value } = await listOwnDaos(url, 31337, account)
 * @throws AppError
 */
export function listOwnDaos(url: string, chainId: number, account: string): Promise<Indexed<OwnDaos>> {
  return querySubgraph(
    url,
    '($account: Bytes!)',
    `members(first: 100, orderBy: joinedAt, where: {
      or: [{ account: $account, seatCount_gt: 0 }, { account: $account, observerSeatCount_gt: 0 }]
    }) { dao { governor name } }
    daos(first: 100, orderBy: createdAt, orderDirection: desc, where: { creator: $account }) { governor name }`,
    { account: account.toLowerCase() },
    (data) => ({
      belong: asList(data['members'], 'members', ({ dao }) => parseDao(chainId, asRecord(dao, 'dao'))),
      made: asList(data['daos'], 'daos', (dao) => parseDao(chainId, dao)),
    }),
  )
}

function parseDao(chainId: number, { governor, name }: Record<string, unknown>): KnownDao {
  return { chainId, governor: asAddress(governor, 'governor'), name: asText(name, 'name') }
}
