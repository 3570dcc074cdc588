import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import { parseAbi } from 'viem/utils'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

const abi = parseAbi(['function allowance(address owner, address spender) view returns (uint256)'])

/**
 * How much of a token an account lets another take, in its smallest unit.
 *
 * @example await getAllowance(client, token, account, dao.donations)
 * @throws AppError
 */
export async function getAllowance(
  client: ChainClient,
  token: Address,
  owner: Address,
  spender: Address,
): Promise<bigint> {
  try {
    return await readContract(client, { address: token, abi, functionName: 'allowance', args: [owner, spender] })
  } catch (error) {
    throw toAppError(error)
  }
}
