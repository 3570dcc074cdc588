import { type Address, zeroAddress } from 'viem'
import { getContractEvents, readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { DaoName } from '../../domain/route'
import { factoryAbi } from '../../generated/abi/factory'
import { gatesAbi } from '../../generated/abi/gates'
import { governorAbi } from '../../generated/abi/governor'
import { membershipAbi } from '../../generated/abi/membership'
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
 * The contracts of a DAO that no deployment names: as the factory that made it says, and where none did as its governor
 * says.
 *
 * @example await getDaoContracts(client, { chainId: 1, governor: '0x…' }, '0x…')
 * @throws AppError
 */
export async function getDaoContracts(
  client: ChainClient,
  { chainId, governor }: DaoName,
  factory: Address | null,
): Promise<DaoContracts> {
  try {
    return (
      (factory && (await findMade(client, { chainId, governor }, factory))) ??
      (await askGovernor(client, chainId, governor))
    )
  } catch (error) {
    throw toAppError(error)
  }
}

/** The contracts of a DAO as the factory that made it says; null where that factory did not. */
export async function findMade(
  client: ChainClient,
  { chainId, governor }: DaoName,
  factory: Address,
): Promise<DaoContracts | null> {
  const contract = { address: factory, abi: factoryAbi } as const
  const [made, madeIn] = await readContract(client, { ...contract, functionName: 'find', args: [governor] })
  if (made.governor === zeroAddress) return null
  const filter = { ...contract, eventName: 'DaoMade', args: { governor }, strict: true } as const
  // Where a chain counts other blocks than its contracts do, there is none.
  const [event] = await getContractEvents(client, { ...filter, fromBlock: madeIn, toBlock: madeIn })
  const own = { address: governor, abi: governorAbi } as const
  const [name, grace] = await Promise.all([
    readContract(client, { ...own, functionName: 'name' }),
    readContract(client, { ...own, functionName: 'grace' }),
  ])
  return { chainId, ...made, name, grace: BigInt(grace), startBlock: madeIn, assets: event?.args.assets ?? [] }
}

async function askGovernor(client: ChainClient, chainId: number, governor: Address): Promise<DaoContracts> {
  const contract = { address: governor, abi: governorAbi } as const
  const [treasury, membership, name, grace] = await Promise.all([
    readContract(client, { ...contract, functionName: 'timelock' }),
    readContract(client, { ...contract, functionName: 'token' }),
    readContract(client, { ...contract, functionName: 'name' }),
    readContract(client, { ...contract, functionName: 'grace' }),
  ])
  const found = { chainId, governor, treasury, membership, name, grace: BigInt(grace) }
  return { ...found, ...(await getParts(client, membership)), ...unnamed, startBlock: 0n, assets: [] }
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
