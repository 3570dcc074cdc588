import type { DaoContracts } from '../domain/dao'
import type { Action } from '../domain/proposal'
import { hashDescription, splitActions } from '../domain/proposalId'
import { governorAbi } from '../generated/abi/governor'
import type { Transaction } from './transaction'

/**
 * Ends a proposal: by its proposer while it is pending, or by the guardian.
 *
 * @example cancel(dao, { title, actions, description }, false)
 */
export function cancel(
  dao: DaoContracts,
  proposal: { readonly title: string; readonly actions: readonly Action[]; readonly description: string },
  asGuardian: boolean,
): Transaction {
  const { targets, values, calldatas } = splitActions(proposal.actions)
  return {
    kind: 'cancel',
    subject: proposal.title,
    part: 'governor',
    sentence: (t) => (asGuardian ? t.proposal.cancelGuardian : t.proposal.cancelSentence),
    call: {
      address: dao.governor,
      abi: governorAbi,
      functionName: 'cancel',
      args: [targets, values, calldatas, hashDescription(proposal.description)],
    },
  }
}
