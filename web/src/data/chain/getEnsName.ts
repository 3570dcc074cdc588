import type { Address } from 'viem'
import { getEnsAddress, getEnsName as askEnsName } from 'viem/actions'
import { normalize } from 'viem/ens'
import { isAddressEqual } from 'viem/utils'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * The primary name of an account in ENS (ENSIP-3), or null. A name counts only when it leads back to the account and is
 * written as it is normalized (ENSIP-15): one that only looks like another's is none.
 *
 * @example await getEnsName(client, chain.ens, account)
 * @throws AppError where the chain does not answer
 */
export async function getEnsName(client: ChainClient, resolver: Address, account: Address): Promise<string | null> {
  const at = { universalResolverAddress: resolver }
  try {
    const name = await askEnsName(client, { ...at, address: account })
    if (name === null || !isNormalized(name)) return null
    const owner = await getEnsAddress(client, { ...at, name })
    return owner !== null && isAddressEqual(owner, account) ? name : null
  } catch (error) {
    throw toAppError(error)
  }
}

function isNormalized(name: string): boolean {
  try {
    return normalize(name) === name
  } catch {
    return false // It holds what no name may hold.
  }
}
