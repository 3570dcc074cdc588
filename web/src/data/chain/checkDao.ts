import { type Abi, type Address, type Hex, zeroAddress } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { isAddressEqual } from 'viem/utils'
import { type Clone, hashCode, readClone } from '../../domain/contractCode'
import type { RoleName } from '../../domain/dao'
import { distributionsAbi } from '../../generated/abi/distributions'
import { governorAbi } from '../../generated/abi/governor'
import { membershipAbi } from '../../generated/abi/membership'
import { registryAbi } from '../../generated/abi/registry'
import { splitsAbi } from '../../generated/abi/splits'
import { treasuryAbi } from '../../generated/abi/treasury'
import { codes } from '../../generated/codes'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listEvents, listLogs } from './listLogs'
import { listRoles, roles as roleIds } from './listRoles'

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
/** Null where nothing names the contract. */
export type KnownAddresses = Readonly<Record<ContractName, Address | null>>

/** One thing that the factory makes so and not otherwise, beside what stands on the chain. */
export type Check =
  /** A contract that nothing names: it cannot be compared. */
  | { readonly kind: 'unnamed'; readonly contract: ContractName; readonly holds: false }
  /** Whether the code is what the compiler made of the contract's source; `hash` with its immutables zero. */
  | { readonly kind: 'code'; readonly contract: ContractName; readonly holds: boolean; readonly hash: Hex }
  /** Whom a contract names; `replaced` where the treasury put another in its place, and whether that is of this release. */
  | {
      readonly kind: 'reference'
      readonly contract: ContractName
      readonly to: ContractName
      readonly holds: boolean
      readonly expected: Address
      readonly actual: Address | null
      readonly replaced?: { readonly isOurs: boolean }
    }
  /** Who holds a role on the treasury; `byVote` where the treasury itself gave or took what differs. */
  | {
      readonly kind: 'role'
      readonly role: RoleName
      readonly holds: boolean
      readonly expected: readonly Address[]
      readonly actual: readonly Address[]
      readonly byVote: boolean
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

/** What is compared, in this order. */
export type CheckStep = 'codes' | 'references' | 'roles'

/**
 * Whether a DAO is what the factory of this release makes: the code of each contract, whom each names, and who holds the
 * roles on the treasury by replay of its events. Only the chain is asked.
 *
 * @param dao The contracts that it was made with.
 * @param fromBlock The block in which it was made, or an earlier one.
 * @param toBlock The head.
 * @param onStep Told of what is compared next.
 * @example (await checkDao(client, contracts, 1n, head.number)).filter(({ holds }) => !holds)
 * @throws AppError
 */
export async function checkDao(
  client: ChainClient,
  dao: KnownAddresses,
  fromBlock: bigint,
  toBlock: bigint,
  onStep: (step: CheckStep) => void = () => {},
): Promise<Check[]> {
  try {
    onStep('codes')
    const unnamed = [...ownContracts, ...parts].filter((name) => dao[name] === null)
    const [own, shared] = await Promise.all([
      Promise.all(ownContracts.flatMap((name) => (dao[name] ? checkOwn(client, dao[name], name) : []))),
      Promise.all(parts.flatMap((name) => (dao[name] ? checkPart(client, dao, dao[name], name) : []))),
    ])
    const checks: Check[] = [
      ...unnamed.map((contract) => ({ kind: 'unnamed', contract, holds: false }) as const),
      ...own,
      ...shared.flat(),
    ]
    // What is other code answers as it likes.
    if (checks.some(({ kind, holds }) => kind === 'code' && !holds)) return checks
    onStep('references')
    const references = await checkReferences(client, dao, fromBlock, toBlock)
    onStep('roles')
    return [...checks, ...references, ...(await checkRoles(client, dao, fromBlock, toBlock))]
  } catch (error) {
    throw toAppError(error)
  }
}

const getCodeOf = async (client: ChainClient, address: Address): Promise<Hex> =>
  (await getCode(client, { address })) ?? '0x'

async function checkOwn(client: ChainClient, address: Address, contract: OwnContract): Promise<Check> {
  const hash = hashCode(await getCodeOf(client, address), codes[contract].immutables)
  return { kind: 'code', contract, holds: hash === codes[contract].hash, hash }
}

async function checkPart(
  client: ChainClient,
  dao: KnownAddresses,
  address: Address,
  contract: Part,
): Promise<[Check, ...Check[]]> {
  const code = await getCodeOf(client, address)
  const clone = readClone(code)
  const shared = clone === null ? code : await getCodeOf(client, clone.implementation)
  const hash = hashCode(shared, codes[contract].immutables)
  const holds = clone !== null && clone.words.length === words[contract].length && hash === codes[contract].hash
  return [{ kind: 'code', contract, holds, hash }, ...(clone === null ? [] : readWords(dao, contract, clone))]
}

function readWords(dao: KnownAddresses, contract: Part, clone: Clone): Check[] {
  return words[contract].flatMap((to, index) => {
    const word = clone.words[index]
    if (to === null || word === undefined) return []
    return compare(dao, contract, to, `0x${word.slice(-40)}`)
  })
}

/** Nothing where nothing names the one that should be named: that is said already. */
function compare(dao: KnownAddresses, contract: ContractName, to: ContractName, actual: Address): Reference[] {
  const expected = dao[to]
  if (expected === null) return []
  return [{ kind: 'reference', contract, to, holds: isAddressEqual(expected, actual), expected, actual }]
}

type Reference = Extract<Check, { kind: 'reference' }>

async function checkReferences(
  client: ChainClient,
  dao: KnownAddresses,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<Check[]> {
  const getters = [
    ['governor', 'membership', governorAbi, 'token'],
    ['governor', 'treasury', governorAbi, 'timelock'],
    ['membership', 'treasury', membershipAbi, 'treasury'],
    ['registry', 'treasury', registryAbi, 'treasury'],
    ['distributions', 'treasury', distributionsAbi, 'treasury'],
    ['distributions', 'membership', distributionsAbi, 'membership'],
    ['splits', 'treasury', splitsAbi, 'treasury'],
    ['splits', 'donations', splitsAbi, 'donations'],
    ['splits', 'distributions', splitsAbi, 'distributions'],
  ] as const
  const named = await Promise.all(
    getters.map(async ([contract, to, abi, functionName]) => {
      const address = dao[contract]
      if (address === null) return []
      const actual = await readContract(client, { address, abi: abi as Abi, functionName })
      return compare(dao, contract, to, actual as Address)
    }),
  )
  return [...named.flat(), ...(await checkMembershipParts(client, dao, fromBlock, toBlock))]
}

/** The three contracts that a vote can put others in the place of. */
async function checkMembershipParts(
  client: ChainClient,
  dao: KnownAddresses,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<Reference[]> {
  const { membership: address } = dao
  if (address === null) return []
  const abi = membershipAbi
  const now = await readContract(client, { address, abi, functionName: 'parts' })
  const names = ['governor', 'gates', 'recovery'] as const
  const checks = names.flatMap((name) => compare(dao, 'membership', name, now[name]))
  if (checks.every(({ holds }) => holds)) return checks
  // The membership sets them when it is made, and after that only by order of its treasury.
  const set = await listEvents(client, { address, abi, eventName: 'PartsSet' }, fromBlock, toBlock)
  if (set.length < 2) return checks
  return Promise.all(
    checks.map(async (check) => {
      if (check.holds || check.actual === null) return check
      const [code] =
        check.to === 'governor'
          ? [await checkOwn(client, check.actual, 'governor')]
          : await checkPart(client, { ...dao, [check.to]: check.actual }, check.actual, check.to as Part)
      return { ...check, replaced: { isOurs: code.holds } }
    }),
  )
}

async function checkRoles(
  client: ChainClient,
  dao: KnownAddresses,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<Check[]> {
  const { treasury, governor } = dao
  if (treasury === null || governor === null) return []
  const held = await listRoles(client, { treasury, startBlock: fromBlock }, toBlock)
  const expected: Record<RoleName, readonly Address[]> = {
    proposer: [governor],
    canceller: [governor],
    executor: [zeroAddress],
    admin: [treasury],
  }
  const logs = await listLogs(client, [{ address: treasury, abi: treasuryAbi }], fromBlock, toBlock)
  const lower = (accounts: readonly Address[]) => accounts.map((account) => account.toLowerCase()).sort()
  return (Object.keys(expected) as RoleName[]).map((role) => {
    const actual = held.find(({ name }) => name === role)?.accounts ?? []
    const [are, should] = [lower(actual), lower(expected[role])]
    const differ = [...are.filter((one) => !should.includes(one)), ...should.filter((one) => !are.includes(one))]
    // Whoever makes a treasury can give roles while it does; afterwards only a decision can, sent by the treasury itself.
    const byVote = differ.every((account) => {
      const last = logs.findLast(({ eventName, args }) => {
        const isRole = eventName === 'RoleGranted' || eventName === 'RoleRevoked'
        return isRole && args['role'] === roleIds[role] && String(args['account']).toLowerCase() === account
      })
      return last !== undefined && isAddressEqual(last.args['sender'] as Address, treasury)
    })
    return { kind: 'role', role, holds: differ.length === 0, expected: expected[role], actual, byVote }
  })
}
