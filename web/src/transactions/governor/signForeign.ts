import type { Address } from 'viem'
import type { ChainClient } from '../../data/chain/createChainClient'
import { isSignedByKey } from '../../data/chain/isSignedBy'
import { ask } from '../../data/governor/ask'
import { AppError } from '../../domain/appError'
import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import { describeSignedVote, type SignedVote, type UnsignedVote } from '../../domain/governor/signedVote'
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
  if (signing.kind !== 'domain') throw new AppError('malformed', 'eip712Domain')
  const common = { ...ballot, reason: ballot.reason.trim(), voter }
  let unsigned: UnsignedVote
  if (signing.form === 'plain') unsigned = { ...common, form: 'plain' }
  else {
    const question = { address, abi: foreignGovernorAbi, functionName: 'nonces', args: [voter] }
    const nonce = await ask<bigint>(client, question)
    if (nonce === null) throw new AppError('malformed', 'nonces')
    unsigned = { ...common, form: 'numbered', nonce }
  }
  const typed = describeSignedVote(signing.domain, unsigned)
  const signature = await signTyped(client, wallet, voter, typed)
  // A contract may have said that it is its own: this governor asks no contract.
  if (signing.form === 'plain' && !(await isSignedByKey(voter, typed, signature))) {
    throw new AppError('badSignature', 'not of a key')
  }
  return { ...unsigned, signature }
}
