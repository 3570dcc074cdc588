import type { DaoContracts } from '../../domain/dao'
import { type AdoptedDocument, foldDocuments } from '../../domain/foldDocuments'
import { registryAbi } from '../../generated/abi/registry'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

/**
 * Every document that a DAO adopted, the newest first, from the registry's events.
 *
 * @example await listDocuments(client, dao, head.number)
 * @throws AppError
 */
export async function listDocuments(
  client: ChainClient,
  dao: DaoContracts,
  toBlock: bigint,
): Promise<AdoptedDocument[]> {
  if (dao.registry === null) return []
  return foldDocuments(await listLogs(client, [{ address: dao.registry, abi: registryAbi }], dao.startBlock, toBlock))
}
