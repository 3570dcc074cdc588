import type { Address, Hex } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { keccak256 } from 'viem/utils'
import { hashCode } from '../../domain/contractCode'
import { factoryAbi } from '../../generated/abi/factory'
import { codes, stores } from '../../generated/codes'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * Whether a factory, all that its DAOs share and all that it creates them from are of this release.
 *
 * @returns the name of the first that is other code; null where all is as compiled
 * @example (await findForeignCode(client, factory)) === null
 * @throws AppError
 */
export async function findForeignCode(client: ChainClient, factory: Address): Promise<string | null> {
  const codeOf = async (address: Address): Promise<Hex> => (await getCode(client, { address })) ?? '0x'
  try {
    if (hashCode(await codeOf(factory), codes.factory.immutables) !== codes.factory.hash) return 'factory'
    const shared = await readContract(client, { address: factory, abi: factoryAbi, functionName: 'shared' })
    for (const [name, address] of Object.entries(shared)) {
      const code = await codeOf(address)
      const store = stores[name as keyof typeof stores]
      const compiled = codes[name as keyof typeof codes]
      const holds = store ? keccak256(code) === store : hashCode(code, compiled.immutables) === compiled.hash
      if (!holds) return name
    }
    return null
  } catch (error) {
    throw toAppError(error)
  }
}
