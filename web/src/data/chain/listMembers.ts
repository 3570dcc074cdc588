import type { DaoContracts } from '../../domain/dao'
import { foldMembers } from '../../domain/foldMembers'
import type { Member } from '../../domain/member'
import { governorAbi } from '../../generated/abi/governor'
import { membershipAbi } from '../../generated/abi/membership'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

/**
 * Everybody who holds a seat or a vote, by seat number, from the contracts' events alone.
 *
 * @example await listMembers(client, dao, head.number)
 * @throws AppError
 */
export async function listMembers(client: ChainClient, dao: DaoContracts, toBlock: bigint): Promise<Member[]> {
  const sources = [
    { address: dao.governor, abi: governorAbi },
    { address: dao.membership, abi: membershipAbi },
  ]
  return foldMembers(await listLogs(client, sources, dao.startBlock, toBlock))
}
