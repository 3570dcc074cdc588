import type { Address, Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainClient } from '../data/chain/createChainClient'
import { getSigningDomain } from '../data/chain/getSigningDomain'
import { AppError } from '../domain/appError'
import type { DaoContracts } from '../domain/dao'
import { describeJoin } from '../domain/invitation'

/**
 * Signs who joins, with the one-time key of an invitation; no wallet is asked.
 *
 * @example await signJoin(client, dao, link.secret, account)
 * @throws AppError
 */
export async function signJoin(client: ChainClient, dao: DaoContracts, secret: Hex, account: Address): Promise<Hex> {
  if (dao.gates === null) throw new AppError('malformed', 'no gates')
  const domain = await getSigningDomain(client, dao, dao.gates)
  return privateKeyToAccount(secret).signTypedData(describeJoin(domain, account))
}
