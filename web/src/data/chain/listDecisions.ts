import type { Hex } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import { foldProposals } from '../../domain/foldProposals'
import { computeOperationId } from '../../domain/proposalId'
import type { Flow } from '../../domain/treasury'
import { governorAbi } from '../../generated/abi/governor'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

/**
 * Finds the proposal that an operation of the treasury carries out, by what the governor's events say; null for an
 * operation that no proposal stands for.
 *
 * @example const find = await listDecisions(client, dao, head.number)
 * @throws AppError
 */
export async function listDecisions(
  client: ChainClient,
  dao: DaoContracts,
  toBlock: bigint,
): Promise<(operation: Hex) => Flow['proposal']> {
  const logs = await listLogs(client, [{ address: dao.governor, abi: governorAbi }], dao.startBlock, toBlock)
  const created = logs.filter(({ eventName }) => eventName === 'ProposalCreated')
  const byOperation = new Map(
    foldProposals(created, dao.governor, dao.grace).map(({ id, title, actions, description }) => [
      computeOperationId(actions, description, dao.governor),
      { id, title },
    ]),
  )
  return (operation) => byOperation.get(operation) ?? null
}
