import type { Address } from 'viem'
import { bounds } from '../../domain/daoParameters'
import type { DaoName } from '../../domain/route'
import { toAppError } from '../toAppError'
import {
  type Check,
  checkDao,
  type CheckStep,
  type ContractName,
  type KnownAddresses,
  ownContracts,
  parts,
} from './checkDao'
import type { ChainClient } from './createChainClient'
import { findForeignCode } from './findForeignCode'
import { findDeployment } from './findDeployment'
import { findMade, getDaoContracts } from './getDaoContracts'
import { getRules } from './getRules'

/** The rules of a DAO that the contracts keep within bounds. */
export const boundedRules = [
  'votingDelay',
  'votingPeriod',
  'quorumNumerator',
  'swingExtension',
  'lockWindow',
  'proposalLimit',
  'timelockDelay',
  'grace',
] as const

export type BoundedRule = (typeof boundedRules)[number]

export type CensusCheck =
  | Check
  /** Whether the chain's factory is of this release (`foreign` names what is not), and says that it made this DAO. */
  | {
      readonly kind: 'factory'
      readonly factory: Address
      readonly holds: boolean
      readonly foreign: string | null
      readonly made: boolean
    }
  /** Seconds, a per cent of the seats, or a number of proposals. */
  | {
      readonly kind: 'parameter'
      readonly rule: BoundedRule
      readonly holds: boolean
      readonly value: bigint
      readonly least: bigint
      readonly most: bigint
    }

/** What is compared, in the order of the parts of it. */
export type CensusStep = 'factory' | CheckStep | 'parameters'

/**
 * `made`: all is as the factory of this release makes it; `changed`: what is not was changed by the DAO's own votes;
 * `partly`: beside that, some contracts are named by nothing and cannot be compared.
 */
export type Census = {
  readonly verdict: 'made' | 'changed' | 'partly' | 'other'
  readonly checks: readonly CensusCheck[]
  readonly block: bigint
  /** Who says which contracts are the DAO's. */
  readonly namedBy: 'factory' | 'deployment' | 'governor'
}

/**
 * Whether a DAO is exactly what the factory of this release makes, asked of the chain alone: the factory, the code of
 * each contract, whom each names, who holds the roles on the treasury, and the rules with their bounds.
 *
 * @param factory What makes DAOs on the chain; null where none is known.
 * @param fromBlock The block from which events are read where neither factory nor deployment says one.
 * @param toBlock The head.
 * @param onStep Told of what is compared next.
 * @example (await getCensus(client, { chainId: 1, governor: '0x…' }, '0x…', 0n, head.number)).verdict
 * @throws AppError
 */
export async function getCensus(
  client: ChainClient,
  name: DaoName,
  factory: Address | null,
  fromBlock: bigint,
  toBlock: bigint,
  onStep: (step: CensusStep) => void = () => {},
): Promise<Census> {
  try {
    onStep('factory')
    const foreign = factory === null ? null : await findForeignCode(client, factory)
    // What is no factory of this release answers as it likes.
    const made = factory === null || foreign !== null ? null : await findMade(client, name, factory).catch(orNull)
    const deployment = made ?? findDeployment(name)
    const dao = deployment ?? { ...(await askGovernor(client, name)), startBlock: fromBlock }
    const first: CensusCheck[] =
      factory === null
        ? []
        : [{ kind: 'factory', factory, foreign, made: made !== null, holds: foreign === null && made !== null }]
    const checks = [...first, ...(await checkDao(client, dao, dao.startBlock, toBlock, onStep))]
    const isOurs = checks.every(({ kind, holds }) => kind !== 'code' || holds)
    onStep('parameters')
    const { treasury, membership } = dao
    const rules = isOurs && treasury && membership ? { governor: name.governor, treasury, membership } : null
    const all = rules ? [...checks, ...(await checkParameters(client, rules, toBlock))] : checks
    const namedBy = made ? 'factory' : deployment ? 'deployment' : 'governor'
    return { verdict: judge(all), checks: all, block: toBlock, namedBy }
  } catch (error) {
    throw toAppError(error)
  }
}

/** Whether the DAO's own votes account for what does not hold. */
function isByVote(check: CensusCheck): boolean {
  if (check.kind === 'role') return check.byVote
  return check.kind === 'reference' && check.replaced !== undefined
}

function judge(checks: readonly CensusCheck[]): Census['verdict'] {
  const failed = checks.filter(({ holds }) => !holds)
  if (failed.length === 0) return 'made'
  if (!failed.every((check) => check.kind === 'unnamed' || isByVote(check))) return 'other'
  return failed.every(isByVote) ? 'changed' : 'partly'
}

/** What a governor says of itself; one that is none of ours may say nothing. */
async function askGovernor(client: ChainClient, name: DaoName): Promise<KnownAddresses> {
  const said = await getDaoContracts(client, name, null).catch(orNull)
  if (said) return said
  const none = Object.fromEntries([...ownContracts, ...parts].map((part) => [part, null]))
  return { ...(none as Record<ContractName, null>), governor: name.governor }
}

/** What is other code may refuse to answer, and has then said nothing. */
function orNull(thrown: unknown): null {
  const error = toAppError(thrown)
  if (error.kind === 'chainUnreachable') throw error
  return null
}

type Ruled = Parameters<typeof getRules>[1]

async function checkParameters(client: ChainClient, dao: Ruled, block: bigint): Promise<CensusCheck[]> {
  const rules = await getRules(client, dao, block)
  return boundedRules.map((rule) => {
    const [least, most] = [BigInt(bounds[rule][0]), BigInt(bounds[rule][1])]
    const value = BigInt(rules[rule])
    return { kind: 'parameter', rule, value, least, most, holds: value >= least && value <= most }
  })
}
