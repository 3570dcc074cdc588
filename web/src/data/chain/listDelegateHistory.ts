import type { Address } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import { type DelegateHistory, foldDelegateHistory } from '../../domain/delegateHistory'
import { membershipAbi } from '../../generated/abi/membership'
import type { ChainClient } from './createChainClient'
import { listEvents } from './listLogs'

/**
 * To whom an account gave its vote, and when.
 *
 * @example findDelegateAt(await listDelegateHistory(client, dao, account, head.number), proposal.snapshot)
 * @throws AppError
 */
export async function listDelegateHistory(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  toBlock: bigint,
): Promise<DelegateHistory> {
  const changed = {
    address: dao.membership,
    abi: membershipAbi,
    eventName: 'DelegateChanged',
    args: { delegator: account },
  }
  return foldDelegateHistory(await listEvents(client, changed, dao.startBlock, toBlock))
}
