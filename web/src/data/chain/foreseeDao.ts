import type { Address } from 'viem'
import { getGasPrice, readContract } from 'viem/actions'
import type { encodeDao } from '../../domain/encodeDao'
import { factoryAbi } from '../../generated/abi/factory'
import { toAppError } from '../toAppError'
import type { DaoAddresses } from './checkDao'
import type { ChainClient } from './createChainClient'

/** Where an account would make a DAO, and what gas costs now, in the coin's smallest unit. */
export type ForeseenDao = {
  readonly contracts: DaoAddresses
  /** Whether this account has made exactly this DAO already. */
  readonly isMade: boolean
  readonly gasPrice: bigint
}

/**
 * Asks the factory where `creator` would make a DAO, and whether it did.
 *
 * @example await foreseeDao(client, factory, account, encodeDao(parameters))
 * @throws AppError
 */
export async function foreseeDao(
  client: ChainClient,
  factory: Address,
  creator: Address,
  dao: ReturnType<typeof encodeDao>,
): Promise<ForeseenDao> {
  const contract = { address: factory, abi: factoryAbi } as const
  try {
    const contracts = await readContract(client, { ...contract, functionName: 'predict', args: [creator, dao] })
    const [[, madeIn], gasPrice] = await Promise.all([
      readContract(client, { ...contract, functionName: 'find', args: [contracts.governor] }),
      getGasPrice(client),
    ])
    return { contracts, isMade: madeIn !== 0n, gasPrice }
  } catch (error) {
    throw toAppError(error)
  }
}
