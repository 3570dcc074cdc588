import type { Proposal } from '../domain/proposal'
import { type ProposalState, proposalState } from '../domain/proposalState'
import type { DaoState } from './dao.svelte'

/** The state of a proposal by what is known now; null while the chain's time or the quorum is not. */
export function getState(dao: DaoState, proposal: Proposal): ProposalState | null {
  const now = dao.head.block?.time
  if (now === undefined) return null
  const quorum = dao.polls.get(proposal.id)?.quorum ?? undefined
  // Until voting has closed the quorum changes nothing; after that, nothing is said without it.
  if (quorum === undefined && proposal.deadline < now && proposal.canceledAt === null) return null
  return proposalState({ ...proposal, quorum: quorum ?? 0n, grace: dao.contracts?.grace ?? 0n }, now)
}
