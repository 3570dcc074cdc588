import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { ChainClient } from '../data/chain/createChainClient'
import { getSigningDomain } from '../data/chain/getSigningDomain'
import { toAppError } from '../data/toAppError'
import type { DaoContracts } from '../domain/dao'
import { describeDelegation, type SignedDelegation } from '../domain/signedDelegation'
import type { Timepoint } from '../domain/timepoint'
import { membershipAbi } from '../generated/abi/membership'
import { signTyped } from './signTyped'
import type { Wallet } from './wallet'

/**
 * Asks the wallet to sign a delegation, so that anybody may carry it.
 *
 * @example await signDelegation(client, dao, await wallet.load(), { delegator, delegatee, expiry })
 * @throws AppError
 */
export async function signDelegation(
  client: ChainClient,
  dao: DaoContracts,
  wallet: Wallet,
  { delegator, delegatee, expiry }: { delegator: Address; delegatee: Address; expiry: Timepoint },
): Promise<SignedDelegation> {
  const membership = { address: dao.membership, abi: membershipAbi } as const
  const [domain, nonce] = await Promise.all([
    getSigningDomain(client, dao, dao.membership),
    readContract(client, { ...membership, functionName: 'nonces', args: [delegator] }).catch((error) => {
      throw toAppError(error)
    }),
  ])
  const unsigned = { delegatee, nonce, expiry }
  const signature = await signTyped(client, wallet, delegator, describeDelegation(domain, unsigned))
  return { ...unsigned, delegator, signature }
}
