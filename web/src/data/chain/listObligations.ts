import type { DaoContracts } from '../../domain/dao'
import { foldObligations, type Obligations } from '../../domain/envelope'
import type { ChainClient } from './createChainClient'
import { listMoneyLogs } from './listFlows'

/**
 * All that the treasury is bound to, from the contracts' events alone.
 *
 * @example await listObligations(client, dao, head.number)
 * @throws AppError
 */
export async function listObligations(client: ChainClient, dao: DaoContracts, toBlock: bigint): Promise<Obligations> {
  const { logs, decisions } = await listMoneyLogs(client, dao, toBlock)
  return foldObligations(logs, dao, decisions)
}
