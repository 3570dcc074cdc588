import { type Address, type Hex, zeroAddress } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { isAddressEqual } from 'viem/utils'
import { type Clone, hashCode, readClone } from '../../domain/contractCode'
import type { RoleName } from '../../domain/dao'
import { distributionsAbi } from '../../generated/abi/distributions'
import { governorAbi } from '../../generated/abi/governor'
import { membershipAbi } from '../../generated/abi/membership'
import { registryAbi } from '../../generated/abi/registry'
import { splitsAbi } from '../../generated/abi/splits'
import { codes } from '../../generated/codes'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listRoles } from './listRoles'

/** Contracts whose code is a DAO's own. */
export const ownContracts = ['governor', 'treasury', 'membership', 'registry', 'distributions', 'splits'] as const
/** Contracts that are clones of code which all DAOs share. */
export const parts = [
  ...(['observers', 'gates', 'recovery', 'statements'] as const),
  ...(['budgets', 'grants', 'payouts', 'donations'] as const),
] as const

export type OwnContract = (typeof ownContracts)[number]
export type Part = (typeof parts)[number]
export type ContractName = OwnContract | Part
export type DaoAddresses = Readonly<Record<ContractName, Address>>

/** One thing that the factory makes so and not otherwise, beside what stands on the chain. */
export type Check =
  /** Whether the code is what the compiler made of the contract's source; `hash` with its immutables zero. */
  | { readonly kind: 'code'; readonly contract: ContractName; readonly holds: boolean; readonly hash: Hex }
  /** Whom a contract names. */
  | {
      readonly kind: 'reference'
      readonly contract: ContractName
      readonly to: ContractName
      readonly holds: boolean
      readonly expected: Address
      readonly actual: Address | null
    }
  /** Who holds a role on the treasury. */
  | {
      readonly kind: 'role'
      readonly role: RoleName
      readonly holds: boolean
      readonly expected: readonly Address[]
      readonly actual: readonly Address[]
    }

/** What a part knows of its DAO, a word each; `null` is the DAO's name. */
const words: Record<Part, readonly (ContractName | null)[]> = {
  observers: ['treasury', 'membership'],
  gates: [null, 'treasury', 'membership', 'observers'],
  recovery: [null, 'treasury', 'membership'],
  statements: [null],
  budgets: ['treasury', 'membership'],
  grants: ['treasury'],
  payouts: ['treasury'],
  donations: ['treasury'],
}

/**
 * Whether a DAO is what the factory of this release makes: the code of each contract, whom each names, and who holds the
 * roles on the treasury by replay of its events. Only the chain is asked.
 *
 * @param fromBlock The block in which it was made, or an earlier one.
 * @param toBlock The head.
 * @example (await checkDao(client, contracts, 1n, head.number)).filter(({ holds }) => !holds)
 * @throws AppError
 */
export async function checkDao(
  client: ChainClient,
  dao: DaoAddresses,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<Check[]> {
  try {
    const [own, shared] = await Promise.all([
      Promise.all(ownContracts.map((name) => checkOwn(client, dao, name))),
      Promise.all(parts.map((name) => checkPart(client, dao, name))),
    ])
    const checks = [...own, ...shared.flat()]
    // What is other code answers as it likes.
    if (checks.some(({ kind, holds }) => kind === 'code' && !holds)) return checks
    return [...checks, ...(await checkReferences(client, dao)), ...(await checkRoles(client, dao, fromBlock, toBlock))]
  } catch (error) {
    throw toAppError(error)
  }
}

const getCodeOf = async (client: ChainClient, address: Address): Promise<Hex> =>
  (await getCode(client, { address })) ?? '0x'

async function checkOwn(client: ChainClient, dao: DaoAddresses, contract: OwnContract): Promise<Check> {
  const hash = hashCode(await getCodeOf(client, dao[contract]), codes[contract].immutables)
  return { kind: 'code', contract, holds: hash === codes[contract].hash, hash }
}

async function checkPart(client: ChainClient, dao: DaoAddresses, contract: Part): Promise<Check[]> {
  const code = await getCodeOf(client, dao[contract])
  const clone = readClone(code)
  const shared = clone === null ? code : await getCodeOf(client, clone.implementation)
  const hash = hashCode(shared, codes[contract].immutables)
  const holds = clone !== null && clone.words.length === words[contract].length && hash === codes[contract].hash
  return [{ kind: 'code', contract, holds, hash }, ...(clone === null ? [] : readWords(dao, contract, clone))]
}

function readWords(dao: DaoAddresses, contract: Part, clone: Clone): Check[] {
  return words[contract].flatMap((to, index) => {
    const word = clone.words[index]
    if (to === null || word === undefined) return []
    return [compare(dao, contract, to, `0x${word.slice(-40)}`)]
  })
}

function compare(dao: DaoAddresses, contract: ContractName, to: ContractName, actual: Address): Check {
  const expected = dao[to]
  return { kind: 'reference', contract, to, holds: isAddressEqual(expected, actual), expected, actual }
}

async function checkReferences(client: ChainClient, dao: DaoAddresses): Promise<Check[]> {
  const ofGovernor = { address: dao.governor, abi: governorAbi } as const
  const ofMembership = { address: dao.membership, abi: membershipAbi } as const
  const ofDistributions = { address: dao.distributions, abi: distributionsAbi } as const
  const ofSplits = { address: dao.splits, abi: splitsAbi } as const
  const named = await Promise.all([
    readContract(client, { ...ofGovernor, functionName: 'token' }),
    readContract(client, { ...ofGovernor, functionName: 'timelock' }),
    readContract(client, { ...ofMembership, functionName: 'treasury' }),
    readContract(client, { address: dao.registry, abi: registryAbi, functionName: 'treasury' }),
    readContract(client, { ...ofDistributions, functionName: 'treasury' }),
    readContract(client, { ...ofDistributions, functionName: 'membership' }),
    readContract(client, { ...ofSplits, functionName: 'treasury' }),
    readContract(client, { ...ofSplits, functionName: 'donations' }),
    readContract(client, { ...ofSplits, functionName: 'distributions' }),
  ])
  const pairs: [ContractName, ContractName][] = [
    ['governor', 'membership'],
    ['governor', 'treasury'],
    ['membership', 'treasury'],
    ['registry', 'treasury'],
    ['distributions', 'treasury'],
    ['distributions', 'membership'],
    ['splits', 'treasury'],
    ['splits', 'donations'],
    ['splits', 'distributions'],
  ]
  const { governor, gates, recovery } = await readContract(client, { ...ofMembership, functionName: 'parts' })
  return [
    ...pairs.map(([contract, to], index) => compare(dao, contract, to, named[index]!)),
    compare(dao, 'membership', 'governor', governor),
    compare(dao, 'membership', 'gates', gates),
    compare(dao, 'membership', 'recovery', recovery),
  ]
}

async function checkRoles(
  client: ChainClient,
  dao: DaoAddresses,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<Check[]> {
  const held = await listRoles(client, { treasury: dao.treasury, startBlock: fromBlock }, toBlock)
  const expected: Record<RoleName, readonly Address[]> = {
    proposer: [dao.governor],
    canceller: [dao.governor],
    executor: [zeroAddress],
    admin: [dao.treasury],
  }
  const sort = (accounts: readonly Address[]) => accounts.map((account) => account.toLowerCase()).sort()
  return (Object.keys(expected) as RoleName[]).map((role) => {
    const actual = held.find(({ name }) => name === role)?.accounts ?? []
    const holds = sort(actual).join() === sort(expected[role]).join()
    return { kind: 'role', role, holds, expected: expected[role], actual }
  })
}
