import { simulateContract } from 'viem/actions'
import type { ChainClient } from '../data/chain/createChainClient'
import { toAppError } from '../data/toAppError'
import type { Transaction } from './transaction'

/**
 * How many ballots the governor itself would count of a call that carries some, tried out on the chain.
 *
 * @example await countCarried(client, carryBallots(dao, judged, 'ballot')!) // 3
 * @throws AppError
 */
export async function countCarried(client: ChainClient, { call }: Transaction): Promise<number> {
  try {
    const { result } = await simulateContract(client, call)
    return Number(result)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.revert?.name === 'GovernorNoBallotCounted') return 0
    throw error
  }
}
