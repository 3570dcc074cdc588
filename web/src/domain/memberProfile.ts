import type { Address } from 'viem'
import type { Page } from './page'
import type { Action, Ballot, ProposalId, Votes } from './proposal'
import type { Seat, SeatEvent } from './seat'
import type { Timepoint } from './timepoint'
import type { Flow } from './treasury'

/** A proposal as one line of a member's page. */
export type ProposalLine = {
  readonly id: ProposalId
  readonly number: number
  readonly title: string
  readonly createdAt: Timepoint
}

export type MemberBallot = {
  readonly ballot: Ballot
  readonly proposal: ProposalLine & { readonly actions: readonly Action[] }
}

/** All that a DAO knows of one account; lists are cut, the newest first. */
export type MemberProfile = {
  readonly account: Address
  /** Votes that it casts now. */
  readonly votes: Votes
  /** Who votes for its seats; null for nobody. */
  readonly delegate: Address | null
  readonly ballotCount: number
  readonly proposalCount: number
  /** Who else votes through it. */
  readonly delegators: Page<Address>
  /** Seats that it holds, or held last. */
  readonly seats: readonly Seat[]
  readonly events: readonly SeatEvent[]
  readonly ballots: Page<MemberBallot>
  readonly proposals: Page<ProposalLine>
  /** What the treasury paid to it. */
  readonly payments: Page<Flow>
}

/** How often a member voted on what it could vote on. */
export type Participation = { readonly voted: number; readonly of: number }

/**
 * Of the latest proposals whose voting has closed, and had opened after the account got a seat: on how many it voted.
 *
 * @param proposals the latest of the DAO
 */
export function computeParticipation(
  profile: Pick<MemberProfile, 'seats' | 'ballots'>,
  proposals: readonly { id: ProposalId; snapshot: Timepoint; deadline: Timepoint; canceledAt: Timepoint | null }[],
  now: Timepoint,
): Participation {
  const voting = profile.seats.filter(({ collection }) => collection === 'membership')
  if (voting.length === 0) return { voted: 0, of: 0 }
  const since = voting.reduce((first, seat) => (seat.since < first ? seat.since : first), voting[0]!.since)
  const voted = new Set(profile.ballots.items.map(({ proposal }) => proposal.id))
  const closed = proposals.filter(
    ({ snapshot, deadline, canceledAt }) => snapshot >= since && deadline < now && canceledAt === null,
  )
  return { voted: closed.filter(({ id }) => voted.has(id)).length, of: closed.length }
}
