import type { ForeignGovernor } from '../../domain/governor/foreignGovernor'
import type { ForeignProposal } from '../../domain/governor/foreignProposal'
import { hashDescription, splitActions } from '../../domain/proposalId'
import { foreignGovernorAbi } from '../../generated/abi/openZeppelin'
import type { Transaction } from '../transaction'

/**
 * Queues, executes or cancels a proposal of somebody else's governor: by all that was read of it, so that nothing else
 * can be carried out; by its id alone only where the governor knows no other way (`GovernorStorage`).
 *
 * @example carryOutForeign(governor, 'queue', proposal, 'Clean the river')
 */
export function carryOutForeign(
  { address, abilities }: ForeignGovernor,
  step: 'queue' | 'execute' | 'cancel',
  proposal: Pick<ForeignProposal, 'id' | 'actions' | 'description'>,
  title: string,
): Transaction {
  const isById = proposal.actions === null || (abilities[step] === 'absent' && abilities[`${step}ById`] !== 'absent')
  const { targets, values, calldatas } = splitActions(proposal.actions ?? [])
  return {
    kind: step,
    subject: title,
    part: 'governor',
    sentence: (t) => t.governor.sentence[step],
    call: {
      address,
      abi: foreignGovernorAbi,
      functionName: step,
      args: isById ? [proposal.id] : [targets, values, calldatas, hashDescription(proposal.description)],
    },
  }
}
