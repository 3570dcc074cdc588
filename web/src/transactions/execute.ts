import type { DaoContracts } from '../domain/dao'
import type { Action } from '../domain/proposal'
import { hashDescription, splitActions } from '../domain/proposalId'
import { governorAbi } from '../generated/abi/governor'
import type { Transaction } from './transaction'

/**
 * Makes the treasury do what was decided, once its delay is over. Anybody may.
 *
 * @example execute(dao, { title, actions, description })
 */
export function execute(
  dao: DaoContracts,
  proposal: { readonly title: string; readonly actions: readonly Action[]; readonly description: string },
): Transaction {
  const { targets, values, calldatas } = splitActions(proposal.actions)
  return {
    kind: 'execute',
    subject: proposal.title,
    part: 'governor',
    sentence: (t) => t.proposal.executeSentence,
    call: {
      address: dao.governor,
      abi: governorAbi,
      functionName: 'execute',
      args: [targets, values, calldatas, hashDescription(proposal.description)],
    },
  }
}
