import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import type { SignedVote } from '../../domain/governor/signedVote'
import { choices } from '../../domain/proposal'
import { foreignGovernorAbi } from '../../generated/abi/openZeppelin'
import type { Transaction } from '../transaction'

/**
 * Sends a ballot that its voter signed, whoever that is.
 *
 * @example carryForeign(governor, vote, 'Clean the river')
 */
export function carryForeign(governor: ForeignGovernor, vote: SignedVote, title: string): Transaction {
  const support = choices.indexOf(vote.choice)
  const { proposalId, voter, reason, signature } = vote
  return {
    kind: 'carry',
    subject: title,
    part: 'governor',
    sentence: (t) => t.governor.sentence.carry,
    call: {
      address: governor.address,
      abi: foreignGovernorAbi,
      ...(reason === ''
        ? { functionName: 'castVoteBySig', args: [proposalId, support, voter, signature] }
        : {
            functionName: 'castVoteWithReasonAndParamsBySig',
            args: [proposalId, support, voter, reason, '0x', signature],
          }),
    },
  }
}
