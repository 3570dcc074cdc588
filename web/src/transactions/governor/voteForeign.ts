import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import { type Choice, choices, type ProposalId } from '../../domain/proposal'
import { foreignGovernorAbi } from '../../generated/abi/openZeppelin'
import type { Transaction } from '../transaction'

/**
 * Casts all votes of the account that are left on a proposal of somebody else's governor; with a reason, where one is
 * given.
 *
 * @example voteForeign(governor, { id, title: 'Clean the river', choice: 'for', reason: '' })
 */
export function voteForeign(
  governor: ForeignGovernor,
  ballot: { readonly id: ProposalId; readonly title: string; readonly choice: Choice; readonly reason: string },
): Transaction {
  const support = choices.indexOf(ballot.choice)
  const reason = ballot.reason.trim()
  return {
    kind: 'vote',
    subject: ballot.title,
    part: 'governor',
    sentence: (t) => t.governor.sentence.vote(t.choice[ballot.choice], ballot.title),
    call: {
      address: governor.address,
      abi: foreignGovernorAbi,
      ...(reason === ''
        ? { functionName: 'castVote', args: [ballot.id, support] }
        : { functionName: 'castVoteWithReason', args: [ballot.id, support, reason] }),
    },
  }
}
