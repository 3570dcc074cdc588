import type { DaoContracts } from '../../domain/dao'
import { foldProposals } from '../../domain/foldProposals'
import type { ProposalWithBallots } from '../../domain/proposal'
import { governorAbi } from '../../generated/abi/governor'
import { treasuryAbi } from '../../generated/abi/treasury'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

/**
 * Every proposal with its ballots, the newest first, from the contracts' events alone.
 *
 * @example await listProposals(client, dao, head.number)
 * @throws AppError
 */
export async function listProposals(
  client: ChainClient,
  dao: DaoContracts,
  toBlock: bigint,
): Promise<ProposalWithBallots[]> {
  const sources = [
    { address: dao.governor, abi: governorAbi },
    { address: dao.treasury, abi: treasuryAbi },
  ]
  return foldProposals(await listLogs(client, sources, dao.startBlock, toBlock), dao.governor, dao.grace).reverse()
}
