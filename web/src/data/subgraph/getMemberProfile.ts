import type { Address } from 'viem'
import { parseDescription } from '../../domain/description'
import type { MemberProfile, ProposalLine } from '../../domain/memberProfile'
import { cutPage } from '../../domain/page'
import type { ProposalId, Votes } from '../../domain/proposal'
import { sortFlows } from '../../domain/treasury'
import { flowFields, parseFlow } from './listFlows'
import { asAddress, asBigInt, asHex, asList, asNumber, asRecord, asText, asTimepoint, orNull } from './parse'
import { ballotFields, parseBallot } from './parseProposal'
import { parseSeat, parseSeatEvent, seatEventFields, seatFields } from './parseSeat'
import { type Indexed, querySubgraph } from './querySubgraph'
import { readPages, writePages } from './writePages'

const lineFields = 'proposalId number description createdAt'

/**
 * All that a DAO knows of one account.
 *
 * @example await getMemberProfile(url, governor, account, 50)
 * @throws AppError
 */
export function getMemberProfile(
  url: string,
  governor: Address,
  account: Address,
  count: number,
): Promise<Indexed<MemberProfile>> {
  const lists = [
    writePages(
      'ballots',
      count,
      'orderBy: castNumber, orderDirection: desc',
      `${ballotFields} proposal { ${lineFields} actions(first: 100, orderBy: index) { target value calldata } }`,
    ),
    writePages('proposals', count, 'orderBy: number, orderDirection: desc', lineFields),
    writePages('delegators', count + 1, 'orderBy: joinedAt', 'account'),
  ]
  const flows = writePages(
    'flows',
    count,
    // A token that nobody named can say that the treasury paid it.
    `orderBy: at, orderDirection: desc,
      where: { dao: $dao, direction: OUT, counterparty: $account, asset_: { listed: true } }`,
    flowFields,
  )
  return querySubgraph(
    url,
    '($dao: Bytes!, $account: Bytes!)',
    `members(where: { dao: $dao, account: $account }) {
      votes ballotCount proposalCount delegate { account } ${lists.join('\n')}
      seats(first: 100, orderBy: since) {
        ${seatFields} holder { account } changes(first: 100, orderBy: number) { ${seatEventFields} }
      }
    }
    ${flows}`,
    { dao: governor.toLowerCase(), account: account.toLowerCase() },
    (data) => {
      const payments = cutPage(sortFlows(asList(readPages(data, 'flows'), 'flows', parseFlow)), count)
      const found = asList(data['members'], 'members', (json) => parseMember(json, account, count))[0]
      return { ...(found ?? noMember(account)), payments }
    },
  )
}

function parseMember(json: Record<string, unknown>, account: Address, count: number): Omit<MemberProfile, 'payments'> {
  const seats = asList(json['seats'], 'seats', (seat) => ({
    seat: parseSeat(seat),
    events: asList(seat['changes'], 'changes', parseSeatEvent),
  }))
  const delegators = asList(readPages(json, 'delegators'), 'delegators', (one) => asAddress(one['account'], 'account'))
  return {
    account,
    votes: asBigInt(json['votes'], 'votes') as Votes,
    delegate: orNull(json['delegate'], 'delegate', (value, name) => asAddress(asRecord(value, name)['account'], name)),
    ballotCount: asNumber(json['ballotCount'], 'ballotCount'),
    proposalCount: asNumber(json['proposalCount'], 'proposalCount'),
    delegators: cutPage(
      delegators.filter((one) => one.toLowerCase() !== account.toLowerCase()),
      count,
    ),
    seats: seats.map(({ seat }) => seat),
    events: seats.flatMap(({ events }) => events),
    ballots: cutPage(
      asList(readPages(json, 'ballots'), 'ballots', (ballot) => ({
        ballot: parseBallot(ballot),
        proposal: parseVotedOn(asRecord(ballot['proposal'], 'proposal')),
      })),
      count,
    ),
    proposals: cutPage(asList(readPages(json, 'proposals'), 'proposals', parseLine), count),
  }
}

function parseLine(json: Record<string, unknown>): ProposalLine {
  return {
    id: asBigInt(json['proposalId'], 'proposalId') as ProposalId,
    number: asNumber(json['number'], 'number') + 1,
    title: parseDescription(asText(json['description'], 'description')).title,
    createdAt: asTimepoint(json['createdAt'], 'createdAt'),
  }
}

function parseVotedOn(json: Record<string, unknown>) {
  const actions = asList(json['actions'], 'actions', (action) => ({
    target: asAddress(action['target'], 'target'),
    value: asBigInt(action['value'], 'value'),
    calldata: asHex(action['calldata'], 'calldata'),
  }))
  return { ...parseLine(json), actions }
}

function noMember(account: Address): Omit<MemberProfile, 'payments'> {
  const none = { items: [], hasMore: false }
  return {
    account,
    votes: 0n as Votes,
    delegate: null,
    ballotCount: 0,
    proposalCount: 0,
    delegators: none,
    seats: [],
    events: [],
    ballots: none,
    proposals: none,
  }
}
