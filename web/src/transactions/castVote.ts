import type { DaoContracts } from '../domain/dao'
import { type Choice, choices, type ProposalId } from '../domain/proposal'
import { governorAbi } from '../generated/abi/governor'
import type { Transaction } from './transaction'

/**
 * Casts all votes of the account on a proposal; with a reason, where one is given.
 *
 * @example castVote(dao, { id, title: 'Mend the boat', choice: 'for', reason: '' })
 */
export function castVote(
  dao: DaoContracts,
  ballot: { readonly id: ProposalId; readonly title: string; readonly choice: Choice; readonly reason: string },
): Transaction {
  const support = choices.indexOf(ballot.choice)
  const reason = ballot.reason.trim()
  return {
    kind: 'vote',
    subject: ballot.title,
    part: 'governor',
    sentence: (t) => t.transaction.vote(t.choice[ballot.choice], ballot.title),
    call: {
      address: dao.governor,
      abi: governorAbi,
      ...(reason === ''
        ? { functionName: 'castVote', args: [ballot.id, support] }
        : { functionName: 'castVoteWithReason', args: [ballot.id, support, reason] }),
    },
  }
}
