import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { governorAbi } from '../../generated/abi/governor'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * The parts of a DAO that no deployment names, as its governor says them.
 *
 * @example await getDaoContracts(client, 1, '0x…')
 * @throws AppError
 */
export async function getDaoContracts(client: ChainClient, chainId: number, governor: Address): Promise<DaoContracts> {
  const contract = { address: governor, abi: governorAbi } as const
  try {
    const [treasury, membership, name, grace] = await Promise.all([
      readContract(client, { ...contract, functionName: 'timelock' }),
      readContract(client, { ...contract, functionName: 'token' }),
      readContract(client, { ...contract, functionName: 'name' }),
      readContract(client, { ...contract, functionName: 'grace' }),
    ])
    return { chainId, governor, treasury, membership, name, grace: BigInt(grace), startBlock: 0n, assets: [] }
  } catch (error) {
    throw toAppError(error)
  }
}
