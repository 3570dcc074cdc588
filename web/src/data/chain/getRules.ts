import { zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts, DaoRules } from '../../domain/dao'
import { computeQuorum } from '../../domain/quorum'
import { toTimepoint } from '../../domain/timepoint'
import { governorAbi } from '../../generated/abi/governor'
import { membershipAbi } from '../../generated/abi/membership'
import { treasuryAbi } from '../../generated/abi/treasury'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * The rules of a DAO as its contracts answer at one block.
 *
 * @example const rules = await getRules(client, dao, head.number)
 * @throws AppError
 */
export async function getRules(
  client: ChainClient,
  dao: Pick<DaoContracts, 'governor' | 'treasury' | 'membership'>,
  blockNumber: bigint,
): Promise<DaoRules> {
  const governor = { address: dao.governor, abi: governorAbi, blockNumber } as const
  const treasury = { address: dao.treasury, abi: treasuryAbi, blockNumber } as const
  try {
    const [
      delay,
      period,
      threshold,
      numerator,
      swing,
      lock,
      limit,
      timelockDelay,
      grace,
      seats,
      guardian,
      until,
      burnt,
    ] = await Promise.all([
      readContract(client, { ...governor, functionName: 'votingDelay' }),
      readContract(client, { ...governor, functionName: 'votingPeriod' }),
      readContract(client, { ...governor, functionName: 'proposalThreshold' }),
      readContract(client, { ...governor, functionName: 'quorumNumerator' }),
      readContract(client, { ...governor, functionName: 'swingExtension' }),
      readContract(client, { ...governor, functionName: 'lockWindow' }),
      readContract(client, { ...governor, functionName: 'proposalLimit' }),
      readContract(client, { ...treasury, functionName: 'getMinDelay' }),
      readContract(client, { ...governor, functionName: 'grace' }),
      readContract(client, { address: dao.membership, abi: membershipAbi, functionName: 'totalSupply', blockNumber }),
      readContract(client, { ...governor, functionName: 'guardian' }),
      readContract(client, { ...governor, functionName: 'guardianExpiresAt' }),
      readContract(client, { ...governor, functionName: 'guardianBurnt' }),
    ])
    return {
      votingDelay: delay,
      votingPeriod: period,
      proposalThreshold: threshold,
      quorumNumerator: numerator,
      quorum: computeQuorum(seats, numerator),
      swingExtension: swing,
      lockWindow: lock,
      proposalLimit: Number(limit),
      timelockDelay,
      grace: BigInt(grace),
      seats,
      guardian: guardian === zeroAddress ? null : { account: guardian, until: toTimepoint(BigInt(until)) },
      guardianBurnt: burnt,
    }
  } catch (error) {
    throw toAppError(error)
  }
}
