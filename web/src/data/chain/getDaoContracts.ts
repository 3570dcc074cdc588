import { type Address, zeroAddress } from 'viem'
import { getContractEvents, readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { factoryAbi } from '../../generated/abi/factory'
import { gatesAbi } from '../../generated/abi/gates'
import { governorAbi } from '../../generated/abi/governor'
import { membershipAbi } from '../../generated/abi/membership'
import { deployments } from '../../generated/deployments'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** What nothing on the chain points to: only a deployment names it. */
const unnamed = {
  statements: null,
  registry: null,
  budgets: null,
  grants: null,
  payouts: null,
  distributions: null,
  donations: null,
  splits: null,
} as const

/**
 * The parts of a DAO that no deployment names, as its governor says them.
 *
 * @example await getDaoContracts(client, 1, '0x…')
 * @throws AppError
 */
export async function getDaoContracts(client: ChainClient, chainId: number, governor: Address): Promise<DaoContracts> {
  const contract = { address: governor, abi: governorAbi } as const
  try {
    const [treasury, membership, name, grace] = await Promise.all([
      readContract(client, { ...contract, functionName: 'timelock' }),
      readContract(client, { ...contract, functionName: 'token' }),
      readContract(client, { ...contract, functionName: 'name' }),
      readContract(client, { ...contract, functionName: 'grace' }),
    ])
    const found = { chainId, governor, treasury, membership, name, grace: BigInt(grace) }
    const made = await findMade(client, chainId, governor)
    if (made !== null) return { ...found, ...made }
    const parts = await getParts(client, membership)
    return { ...found, ...parts, ...unnamed, startBlock: 0n, assets: [] }
  } catch (error) {
    throw toAppError(error)
  }
}

/** What the factory of the chain says of a DAO that it made, and the event by which it made it; null for any other. */
async function findMade(client: ChainClient, chainId: number, governor: Address) {
  const factory = Object.values(deployments).find((one) => one.chainId === chainId)?.factory
  if (factory === undefined) return null
  const contract = { address: factory, abi: factoryAbi } as const
  const [contracts, madeIn] = await readContract(client, { ...contract, functionName: 'find', args: [governor] })
  if (madeIn === 0n) return null
  const [made] = await getContractEvents(client, {
    ...contract,
    eventName: 'DaoMade',
    args: { governor },
    fromBlock: madeIn,
    toBlock: madeIn,
    strict: true,
  })
  return { ...contracts, startBlock: madeIn, assets: made?.args.assets ?? [] }
}

/** What its membership names; nothing where it is not one of ours. */
async function getParts(client: ChainClient, membership: Address) {
  const orNull = (address: Address) => (address === zeroAddress ? null : address)
  try {
    const parts = await readContract(client, { address: membership, abi: membershipAbi, functionName: 'parts' })
    const observers = await readContract(client, { address: parts.gates, abi: gatesAbi, functionName: 'observers' })
    return { gates: orNull(parts.gates), recovery: orNull(parts.recovery), observers: orNull(observers) }
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.kind === 'chainUnreachable') throw error
    return { gates: null, recovery: null, observers: null }
  }
}
