import { type Address, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { Votes } from '../../domain/proposal'
import { membershipAbi } from '../../generated/abi/membership'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** What an account holds in a DAO now. */
export type Seating = {
  readonly seats: bigint
  /** Who votes for its seats; null for nobody. */
  readonly delegate: Address | null
  /** Votes that it casts, its own and those of others. */
  readonly votes: Votes
}

/**
 * The seats and votes of one account, as the membership answers; no list is needed for it.
 *
 * @example const { votes } = await getSeating(client, dao, account)
 * @throws AppError
 */
export async function getSeating(client: ChainClient, dao: DaoContracts, account: Address): Promise<Seating> {
  const contract = { address: dao.membership, abi: membershipAbi, args: [account] } as const
  try {
    const [seats, delegate, votes] = await Promise.all([
      readContract(client, { ...contract, functionName: 'balanceOf' }),
      readContract(client, { ...contract, functionName: 'delegates' }),
      readContract(client, { ...contract, functionName: 'getVotes' }),
    ])
    return { seats, delegate: delegate === zeroAddress ? null : delegate, votes: votes as Votes }
  } catch (error) {
    throw toAppError(error)
  }
}
