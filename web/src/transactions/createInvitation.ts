import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import type { ChainClient } from '../data/chain/createChainClient'
import { getSigningDomain } from '../data/chain/getSigningDomain'
import { AppError } from '../domain/appError'
import type { DaoContracts } from '../domain/dao'
import { describeInvitation, type Invitation, type InvitationLink } from '../domain/invitation'
import { signTyped } from './signTyped'
import type { Wallet } from './wallet'

/**
 * Makes a one-time key and asks the officer's wallet to sign an invitation of it. Nothing is sent.
 *
 * @example await createInvitation(client, dao, await wallet.load(), { inviter, kind, term, expires, round, reason })
 * @throws AppError
 */
export async function createInvitation(
  client: ChainClient,
  dao: DaoContracts,
  wallet: Wallet,
  wanted: Omit<Invitation, 'key'>,
): Promise<InvitationLink> {
  if (dao.gates === null) throw new AppError('malformed', 'no gates')
  const secret = generatePrivateKey()
  const invitation = { ...wanted, key: privateKeyToAddress(secret) }
  const domain = await getSigningDomain(client, dao, dao.gates)
  const signature = await signTyped(client, wallet, wanted.inviter, describeInvitation(domain, invitation))
  return { invitation: wanted, signature, secret }
}
