import type { Address } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import type { MemberProfile, ProposalLine } from '../../domain/memberProfile'
import { cutPage } from '../../domain/page'
import type { Votes } from '../../domain/proposal'
import type { Asset } from '../../domain/treasury'
import type { ChainClient } from './createChainClient'
import { listFlows } from './listFlows'
import { listAccounts } from './listMembers'
import { listProposals } from './listProposals'
import { listSeats } from './listSeats'

/**
 * All that a DAO knows of one account, from the contracts' events alone.
 *
 * @example await getMemberProfile(client, dao, assets, account, 50, head.number)
 * @throws AppError
 */
export async function getMemberProfile(
  client: ChainClient,
  dao: DaoContracts,
  assets: readonly Asset[],
  account: Address,
  count: number,
  toBlock: bigint,
): Promise<MemberProfile> {
  const [accounts, { seats, events }, proposals, flows] = await Promise.all([
    listAccounts(client, dao, toBlock),
    listSeats(client, dao, toBlock),
    listProposals(client, dao, toBlock),
    listFlows(client, dao, assets, toBlock),
  ])
  const isIt = (other: Address | null | undefined) => other?.toLowerCase() === account.toLowerCase()
  const member = accounts.find((one) => isIt(one.account))
  const own = seats.filter(({ holder }) => isIt(holder))
  const ballots = proposals
    .flatMap((proposal) => {
      const ballot = proposal.ballots.items.find(({ voter }) => isIt(voter))
      return ballot ? [{ ballot, proposal: { ...toLine(proposal), actions: proposal.actions } }] : []
    })
    .sort((a, b) => Number(b.ballot.block - a.ballot.block) || b.ballot.logIndex - a.ballot.logIndex)
  const made = proposals.filter(({ proposer }) => isIt(proposer)).map(toLine)
  const delegators = accounts.filter((one) => isIt(one.delegate) && !isIt(one.account)).map((one) => one.account)
  return {
    account,
    votes: member?.votes ?? (0n as Votes),
    delegate: member?.delegate ?? null,
    ballotCount: ballots.length,
    proposalCount: made.length,
    delegators: cutPage(delegators, count),
    seats: own,
    events: events.filter((event) =>
      own.some((seat) => seat.number === event.number && seat.collection === event.collection),
    ),
    ballots: cutPage(ballots, count),
    proposals: cutPage(made, count),
    payments: cutPage(
      flows.filter(({ direction, counterparty }) => direction === 'out' && isIt(counterparty)),
      count,
    ),
  }
}

function toLine({ id, number, title, createdAt }: ProposalLine): ProposalLine {
  return { id, number, title, createdAt }
}
