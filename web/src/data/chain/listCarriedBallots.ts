import type { Address, Hash } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import { parseEventLogs } from 'viem/utils'
import type { DaoContracts } from '../../domain/dao'
import { type BallotRefusal, ballotRefusals } from '../../domain/judgeSignedBallot'
import type { ProposalId } from '../../domain/proposal'
import { governorAbi } from '../../generated/abi/governor'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** What became of one carried ballot; `none` where it was counted. */
export type CarriedBallot = {
  readonly proposalId: ProposalId
  readonly voter: Address
  readonly refusal: BallotRefusal
}

/**
 * What became of the ballots that a transaction carried, by its events.
 *
 * @example const skipped = (await listCarriedBallots(client, dao, hash)).filter(({ refusal }) => refusal !== 'none')
 * @throws AppError
 */
export async function listCarriedBallots(client: ChainClient, dao: DaoContracts, hash: Hash): Promise<CarriedBallot[]> {
  try {
    const { logs } = await getTransactionReceipt(client, { hash })
    const own = logs.filter(({ address }) => address.toLowerCase() === dao.governor.toLowerCase())
    return parseEventLogs({ abi: governorAbi, eventName: ['VoteCast', 'BallotSkipped'], logs: own }).map((log) => ({
      proposalId: log.args.proposalId as ProposalId,
      voter: log.args.voter,
      refusal: log.eventName === 'VoteCast' ? 'none' : (ballotRefusals[log.args.refusal] ?? 'notActive'),
    }))
  } catch (error) {
    throw toAppError(error)
  }
}
