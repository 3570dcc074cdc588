import { encodeFunctionData } from 'viem/utils'
import { governorAbi } from '../generated/abi/governor'
import type { DaoContracts } from './dao'
import { parseMoney } from './money'
import type { Action } from './proposal'

/** Rules for voting as they are typed: hours, hours, a count. */
export type RulesDraft = { readonly swing: string; readonly lock: string; readonly limit: string }

export type VotingRules = {
  /** Seconds. */
  readonly swingExtension: bigint
  /** Seconds. */
  readonly lockWindow: bigint
  readonly proposalLimit: number
}

const minute = 60n
const hour = 3_600n
const day = 86_400n
const largestLimit = 10

/** Between what lengths, in seconds, the extension and the lock may be; as `GovernorBounds`. */
export function getRulesBounds(votingPeriod: bigint) {
  return {
    swing: { least: hour, most: votingPeriod < 14n * day ? votingPeriod : 14n * day },
    lock: { least: 10n * minute, most: votingPeriod / 2n },
  }
}

/** What rules were typed, each null where it is no number or out of its bounds. */
function readRules(draft: RulesDraft, votingPeriod: bigint) {
  const bounds = getRulesBounds(votingPeriod)
  const within = (name: 'swing' | 'lock') => {
    const length = parseLength(draft[name])
    return length === null || length < bounds[name].least || length > bounds[name].most ? null : length
  }
  const limit = /^\d{1,2}$/.test(draft.limit.trim()) ? Number(draft.limit) : null
  return {
    swing: within('swing'),
    lock: within('lock'),
    limit: limit === null || limit > largestLimit ? null : limit,
  } satisfies Record<keyof RulesDraft, unknown>
}

/** Which of the rules are no numbers, or out of their bounds. */
export function findRulesProblems(draft: RulesDraft, votingPeriod: bigint): (keyof RulesDraft)[] {
  const read = readRules(draft, votingPeriod)
  return (['swing', 'lock', 'limit'] as const).filter((name) => read[name] === null)
}

/** What rules were typed: null where one of them has a problem. */
export function parseVotingRules(draft: RulesDraft, votingPeriod: bigint): VotingRules | null {
  const { swing, lock, limit } = readRules(draft, votingPeriod)
  if (swing === null || lock === null || limit === null) return null
  return { swingExtension: swing, lockWindow: lock, proposalLimit: limit }
}

/** The rules as somebody would type them, to the second; the inverse of {@link parseVotingRules}. */
export function formatVotingRules({ swingExtension, lockWindow, proposalLimit }: VotingRules): RulesDraft {
  return { swing: formatLength(swingExtension), lock: formatLength(lockWindow), limit: String(proposalLimit) }
}

/** The call that sets them. */
export function encodeVotingRules({ governor }: Pick<DaoContracts, 'governor'>, rules: VotingRules): Action {
  const args = [Number(rules.swingExtension), Number(rules.lockWindow), rules.proposalLimit] as const
  return {
    target: governor,
    value: 0n,
    calldata: encodeFunctionData({ abi: governorAbi, functionName: 'setVotingRules', args }),
  }
}

/** Hours as `6`, `0.5`, `0:30` or `0:30:15`, as seconds. */
export function parseLength(text: string): bigint | null {
  const clock = /^(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim())
  if (clock) return BigInt(clock[1]!) * hour + BigInt(clock[2]!) * minute + BigInt(clock[3] ?? 0)
  const hundredths = parseMoney(text, 2)
  return hundredths === null ? null : (hundredths * hour) / 100n
}

/** Seconds as hours; the inverse of {@link parseLength}. */
export function formatLength(length: bigint): string {
  const pad = (part: bigint) => part.toString().padStart(2, '0')
  const hours = (length / hour).toString()
  const seconds = length % minute
  if (length % hour === 0n) return hours
  return `${hours}:${pad((length % hour) / minute)}${seconds === 0n ? '' : `:${pad(seconds)}`}`
}
