import type { DaoContracts } from '../../domain/dao'
import type { Asset } from '../../domain/treasury'
import type { ChainClient } from './createChainClient'
import { listFlows } from './listFlows'

/**
 * Which of some accounts the treasury paid before, in lower case; from its events alone.
 *
 * @example await listKnownPayees(client, dao, assets, ['0x…'], head.number)
 * @throws AppError
 */
export async function listKnownPayees(
  client: ChainClient,
  dao: DaoContracts,
  assets: readonly Asset[],
  accounts: readonly string[],
  toBlock: bigint,
): Promise<ReadonlySet<string>> {
  const flows = await listFlows(client, dao, assets, toBlock)
  const paid = new Set(
    flows.flatMap(({ direction, counterparty }) => (direction === 'out' ? [counterparty.toLowerCase()] : [])),
  )
  return new Set(accounts.map((account) => account.toLowerCase()).filter((account) => paid.has(account)))
}
