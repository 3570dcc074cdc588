import type { DaoContracts } from '../domain/dao'
import type { Action } from '../domain/proposal'
import { splitActions } from '../domain/proposalId'
import { governorAbi } from '../generated/abi/governor'
import type { Transaction } from './transaction'

/**
 * Proposes actions under a description, whose very last bytes name the proposer.
 *
 * @example propose(dao, { title, actions, description: formatDescription({ title, summary, cid, proposer }) })
 */
export function propose(
  dao: DaoContracts,
  proposal: { readonly title: string; readonly actions: readonly Action[]; readonly description: string },
): Transaction {
  const { targets, values, calldatas } = splitActions(proposal.actions)
  return {
    kind: 'propose',
    subject: proposal.title,
    part: 'governor',
    sentence: (t) => t.propose.publishSentence,
    call: {
      address: dao.governor,
      abi: governorAbi,
      functionName: 'propose',
      args: [targets, values, calldatas, proposal.description],
    },
  }
}
