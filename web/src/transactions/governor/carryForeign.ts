import type { Hex } from 'viem'
import { AppError } from '../../domain/appError'
import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import { type SignedVote, splitSignature } from '../../domain/governor/signedVote'
import { choices } from '../../domain/proposal'
import { foreignGovernorAbi, fourthGovernorAbi } from '../../generated/abi/openZeppelin'
import type { Transaction } from '../transaction'

/**
 * Sends a ballot that its voter signed, whoever that is; in the form in which it was signed.
 *
 * @example carryForeign(governor, vote, 'Clean the river')
 */
export function carryForeign(governor: ForeignGovernor, vote: SignedVote, title: string): Transaction {
  const ballot = [vote.proposalId, choices.indexOf(vote.choice)]
  const text = vote.reason === '' ? [] : [vote.reason, '0x']
  return {
    kind: 'carry',
    subject: title,
    part: 'governor',
    sentence: (t) => t.governor.sentence.carry,
    call: {
      address: governor.address,
      functionName: vote.reason === '' ? 'castVoteBySig' : 'castVoteWithReasonAndParamsBySig',
      ...(vote.form === 'numbered'
        ? { abi: foreignGovernorAbi, args: [...ballot, vote.voter, ...text, vote.signature] }
        : { abi: fourthGovernorAbi, args: [...ballot, ...text, ...cut(vote.signature)] }),
    },
  }
}

function cut(signature: Hex): readonly unknown[] {
  const parts = splitSignature(signature)
  if (parts === null) throw new AppError('badSignature', 'not of a key')
  return [parts.v, parts.r, parts.s]
}
