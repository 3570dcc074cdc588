import type { Address } from 'viem'
import type { ChainConfiguration } from '../../domain/configuration'
import type { DaoContracts } from '../../domain/dao'
import type { DaoName } from '../../domain/route'
import { deployments } from '../../generated/deployments'

/** What a deployment of this release names; null for a DAO that none does. */
export function findDeployment({ chainId, governor }: DaoName): DaoContracts | null {
  const found = Object.values(deployments).find(
    (one) => one.chainId === chainId && one.governor.toLowerCase() === governor.toLowerCase(),
  )
  return found === undefined
    ? null
    : { ...found, startBlock: BigInt(found.startBlock), grace: BigInt(found.grace), assets: [...found.assets] }
}

/** What makes DAOs on a chain; null where none is known. */
export function findFactory(chain: Pick<ChainConfiguration, 'id' | 'factory'>): Address | null {
  return chain.factory ?? Object.values(deployments).find(({ chainId }) => chainId === chain.id)?.factory ?? null
}
