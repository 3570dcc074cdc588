import type { Address } from 'viem'
import type { ChainClient } from '../../data/chain/createChainClient'
import { ask } from '../../data/governor/ask'
import { AppError } from '../../domain/appError'
import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import { describeSignedVote, type SignedVote } from '../../domain/governor/signedVote'
import type { Choice, ProposalId } from '../../domain/proposal'
import { foreignGovernorAbi } from '../../generated/abi/openZeppelin'
import { signTyped } from '../signTyped'
import type { Wallet } from '../wallet'

/**
 * Asks the wallet to sign a ballot for somebody else's governor, so that anybody may send it.
 *
 * @example await signForeign(client, governor, await wallet.load(), account, { proposalId, choice: 'for', reason: '' })
 * @throws AppError
 */
export async function signForeign(
  client: ChainClient,
  governor: ForeignGovernor,
  wallet: Wallet,
  voter: Address,
  ballot: { readonly proposalId: ProposalId; readonly choice: Choice; readonly reason: string },
): Promise<SignedVote> {
  const { address, signing } = governor
  const question = { address, abi: foreignGovernorAbi, functionName: 'nonces', args: [voter] }
  const nonce = await ask<bigint>(client, question)
  if (signing.kind !== 'domain' || nonce === null) throw new AppError('malformed', 'nonces')
  const unsigned = { ...ballot, reason: ballot.reason.trim(), voter, nonce }
  return {
    ...unsigned,
    signature: await signTyped(client, wallet, voter, describeSignedVote(signing.domain, unsigned)),
  }
}
