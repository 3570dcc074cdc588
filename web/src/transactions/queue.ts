import type { DaoContracts } from '../domain/dao'
import type { Action } from '../domain/proposal'
import { hashDescription, splitActions } from '../domain/proposalId'
import { governorAbi } from '../generated/abi/governor'
import type { Transaction } from './transaction'

/**
 * Puts what passed into the treasury's queue. Anybody may.
 *
 * @example queue(dao, { title, actions, description })
 */
export function queue(
  dao: DaoContracts,
  proposal: { readonly title: string; readonly actions: readonly Action[]; readonly description: string },
): Transaction {
  const { targets, values, calldatas } = splitActions(proposal.actions)
  return {
    kind: 'queue',
    subject: proposal.title,
    part: 'governor',
    sentence: (t) => t.proposal.queueSentence,
    call: {
      address: dao.governor,
      abi: governorAbi,
      functionName: 'queue',
      args: [targets, values, calldatas, hashDescription(proposal.description)],
    },
  }
}
