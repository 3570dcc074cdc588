import type { ChainClient } from '../data/chain/createChainClient'
import { getSigningDomain } from '../data/chain/getSigningDomain'
import type { DaoContracts } from '../domain/dao'
import { describeSignedBallot, type SignedBallot, type UnsignedBallot } from '../domain/signedBallot'
import { signTyped } from './signTyped'
import type { Wallet } from './wallet'

/**
 * Asks the wallet to sign a ballot or list, and makes sure that what it gave back is the voter's signature of it.
 *
 * @example await signBallot(client, dao, await wallet.load(), ballot)
 * @throws AppError `badSignature` where the wallet signed something else, or as somebody else
 */
export async function signBallot(
  client: ChainClient,
  dao: DaoContracts,
  wallet: Wallet,
  ballot: UnsignedBallot,
): Promise<SignedBallot> {
  const domain = await getSigningDomain(client, dao)
  const signature = await signTyped(client, wallet, ballot.voter, describeSignedBallot(domain, ballot))
  return { ...ballot, signature }
}
