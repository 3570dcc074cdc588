import { encodeSplit, type ForeignGovernor } from '../../domain/governor/foreignGovernor'
import type { ProposalId } from '../../domain/proposal'
import { foreignGovernorAbi } from '../../generated/abi/openZeppelin'
import type { Transaction } from '../transaction'

/** What `GovernorCountingFractional` calls a vote that is split. */
const split = 255

/**
 * Casts some of the account's votes for, some against, some abstaining; the rest can be cast later.
 *
 * @example splitForeign(governor, { id, title, votes: { against: 0n, for: 2n, abstain: 1n }, reason: '' })
 */
export function splitForeign(
  governor: ForeignGovernor,
  ballot: {
    readonly id: ProposalId
    readonly title: string
    /** In smallest units. */
    readonly votes: { readonly against: bigint; readonly for: bigint; readonly abstain: bigint }
    readonly reason: string
  },
): Transaction {
  return {
    kind: 'vote',
    subject: ballot.title,
    part: 'governor',
    sentence: (t) => t.governor.sentence.split(ballot.title),
    call: {
      address: governor.address,
      abi: foreignGovernorAbi,
      functionName: 'castVoteWithReasonAndParams',
      args: [ballot.id, split, ballot.reason.trim(), encodeSplit(ballot.votes)],
    },
  }
}
