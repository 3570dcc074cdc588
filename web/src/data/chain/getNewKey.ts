import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { membershipAbi } from '../../generated/abi/membership'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listEvents } from './listLogs'

/**
 * The key that an account's seat went to by a recovery; null where it still holds a seat, or never lost one so. Who
 * delegated to the account is told: the delegation does not move by itself.
 *
 * @example await getNewKey(client, dao, delegate, head.number)
 * @throws AppError
 */
export async function getNewKey(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  toBlock: bigint,
): Promise<Address | null> {
  const membership = { address: dao.membership, abi: membershipAbi } as const
  const recovered = { ...membership, eventName: 'SeatRecovered', args: { from: account } }
  const last = (await listEvents(client, recovered, dao.startBlock, toBlock)).at(-1)
  if (last === undefined) return null
  try {
    const seats = await readContract(client, { ...membership, functionName: 'balanceOf', args: [account] })
    return seats === 0n ? (last.args['to'] as Address) : null
  } catch (error) {
    throw toAppError(error)
  }
}
