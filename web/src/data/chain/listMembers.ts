import type { DaoContracts } from '../../domain/dao'
import { foldAccounts, foldMembers } from '../../domain/foldMembers'
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
  return foldMembers(await readLogs(client, dao, toBlock))
}

/**
 * The same of everybody who ever held a seat, delegated, was delegated to or voted.
 *
 * @example await listAccounts(client, dao, head.number)
 * @throws AppError
 */
export async function listAccounts(client: ChainClient, dao: DaoContracts, toBlock: bigint): Promise<Member[]> {
  return foldAccounts(await readLogs(client, dao, toBlock))
}

function readLogs(client: ChainClient, dao: DaoContracts, toBlock: bigint) {
  const sources = [
    { address: dao.governor, abi: governorAbi },
    { address: dao.membership, abi: membershipAbi },
  ]
  return listLogs(client, sources, dao.startBlock, toBlock)
}
