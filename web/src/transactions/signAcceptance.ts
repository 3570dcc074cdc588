import type { ChainClient } from '../data/chain/createChainClient'
import { getSigningDomain } from '../data/chain/getSigningDomain'
import { AppError } from '../domain/appError'
import type { DaoContracts } from '../domain/dao'
import { type Acceptance, type AcceptanceFile, describeAcceptance } from '../domain/signedAcceptance'
import { signTyped } from './signTyped'
import type { Wallet } from './wallet'

/**
 * Asks the wallet of a new key to sign that it takes a seat, so that anybody may carry it.
 *
 * @example await signAcceptance(client, dao, await wallet.load(), { tokenId: 4n, from, to })
 * @throws AppError
 */
export async function signAcceptance(
  client: ChainClient,
  dao: DaoContracts,
  wallet: Wallet,
  acceptance: Acceptance,
): Promise<AcceptanceFile> {
  if (dao.recovery === null) throw new AppError('malformed', 'no recovery contract')
  const domain = await getSigningDomain(client, dao, dao.recovery)
  const signature = await signTyped(client, wallet, acceptance.to, describeAcceptance(domain, acceptance))
  return { chainId: dao.chainId, recovery: dao.recovery, acceptance: { ...acceptance, signature } }
}
