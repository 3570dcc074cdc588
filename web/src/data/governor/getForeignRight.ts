import type { Address } from 'viem'
import type { ForeignGovernor, ForeignToken } from '../../domain/governor/foreignGovernor'
import { isNobody } from '../../domain/governor/foreignGovernor'
import type { ProposalId, Votes } from '../../domain/proposal'
import { foreignGovernorAbi, foreignTokenAbi } from '../../generated/abi/openZeppelin'
import type { ChainClient } from '../chain/createChainClient'
import { ask } from './ask'

/** What an account may do in one vote; null for what the governor does not answer. */
export type ForeignRight = {
  /** At the snapshot. */
  readonly votes: Votes | null
  readonly hasVoted: boolean | null
  /** How much of it was cast already, where votes can be split. */
  readonly used: Votes | null
}

/**
 * The votes of an account in one vote of a governor, and whether they were cast.
 *
 * @example const { votes, hasVoted } = await getForeignRight(client, governor, account, id, snapshot)
 * @throws AppError where the chain cannot be asked
 */
export async function getForeignRight(
  client: ChainClient,
  { address, counting }: ForeignGovernor,
  account: Address,
  id: ProposalId,
  snapshot: bigint,
): Promise<ForeignRight> {
  const get = <Value>(functionName: string, ...args: readonly unknown[]) =>
    ask<Value>(client, { address, abi: foreignGovernorAbi, functionName, args })
  const [votes, hasVoted, used] = await Promise.all([
    get<Votes>('getVotes', account, snapshot),
    get<boolean>('hasVoted', id, account),
    counting.kind === 'fractional' ? get<Votes>('usedVotes', id, account) : null,
  ])
  return { votes, hasVoted, used }
}

/** What an account holds of a token of votes; null for what the token does not answer. */
export type ForeignStake = {
  readonly balance: bigint | null
  /** Its own and those that others gave it. */
  readonly votes: bigint | null
  /** Who casts its votes; null for nobody. */
  readonly delegate: Address | null
}

/**
 * What an account holds of the token that gives votes.
 *
 * @example const { balance, votes, delegate } = await getForeignStake(client, token, account)
 * @throws AppError where the chain cannot be asked
 */
export async function getForeignStake(
  client: ChainClient,
  { address }: ForeignToken,
  account: Address,
): Promise<ForeignStake> {
  const get = <Value>(functionName: string) =>
    ask<Value>(client, { address, abi: foreignTokenAbi, functionName, args: [account] })
  const [balance, votes, delegate] = await Promise.all([
    get<bigint>('balanceOf'),
    get<bigint>('getVotes'),
    get<Address>('delegates'),
  ])
  return { balance, votes, delegate: isNobody(delegate) ? null : delegate }
}
