import { type Address, zeroAddress } from 'viem'
import type { DaoRules, Role } from './dao'
import type { DaoPicture } from './daoDifference'
import type { DecodedLog } from './decodedLog'
import { toTimepoint } from './timepoint'
import type { Flow } from './treasury'

/** Which events change a rule, and the names that they give the old value, where they do, and the new one. */
const settings: readonly (readonly [keyof DaoRules, event: string, old: string | null, next: string])[] = [
  ['votingDelay', 'VotingDelaySet', 'oldVotingDelay', 'newVotingDelay'],
  ['votingPeriod', 'VotingPeriodSet', 'oldVotingPeriod', 'newVotingPeriod'],
  ['proposalThreshold', 'ProposalThresholdSet', 'oldProposalThreshold', 'newProposalThreshold'],
  ['quorumNumerator', 'QuorumNumeratorUpdated', 'oldQuorumNumerator', 'newQuorumNumerator'],
  ['swingExtension', 'VotingRulesSet', null, 'swingExtension'],
  ['lockWindow', 'VotingRulesSet', null, 'lockWindow'],
  ['proposalLimit', 'VotingRulesSet', null, 'proposalLimit'],
  ['timelockDelay', 'MinDelayChange', 'oldDuration', 'newDuration'],
]

/**
 * What a DAO was at an earlier block, from what it is and from what its events say happened since: for a node that keeps
 * no state that old. Coin that came without an event is taken for coin that was there.
 *
 * @param now the picture of the newest block
 * @param roles who held roles at the earlier block
 * @param logs of the governor, the treasury and of the membership's transfers, in the order of the chain
 * @param flows all movements of the treasury
 * @param before the earlier block
 */
export function rewindDao(
  now: DaoPicture,
  roles: readonly Role[],
  logs: readonly DecodedLog[],
  flows: readonly Pick<Flow, 'direction' | 'token' | 'amount' | 'block'>[],
  before: bigint,
): DaoPicture {
  const balances = now.balances.map(({ asset, amount }) => {
    const moved = flows.filter(
      ({ token, block }) => block > before && (token ?? '').toLowerCase() === (asset.token ?? '').toLowerCase(),
    )
    const then = moved.reduce((sum, { direction, amount: one }) => (direction === 'in' ? sum - one : sum + one), amount)
    return { asset, amount: then < 0n ? 0n : then }
  })
  const rules: Record<string, unknown> = { ...now.rules }
  for (const [rule, event, old, next] of settings) {
    const own = logs.filter(({ eventName }) => eventName === event)
    const after = own.find(({ blockNumber }) => blockNumber > before)
    if (after === undefined) continue
    const last = own.findLast(({ blockNumber }) => blockNumber <= before)
    const value = old === null ? last?.args[next] : after.args[old]
    if (value !== undefined) rules[rule] = rule === 'proposalLimit' ? Number(value) : BigInt(value as bigint | number)
  }
  const guardians = logs.filter(({ eventName }) => eventName === 'GuardianSet' || eventName === 'GuardianBurnt')
  if (guardians.some(({ blockNumber }) => blockNumber > before)) {
    const set = guardians.findLast(({ blockNumber }) => blockNumber <= before)
    const account = (set?.args['guardian'] as Address | undefined) ?? zeroAddress
    const until = toTimepoint(BigInt((set?.args['expiresAt'] as number | undefined) ?? 0))
    rules['guardian'] = account === zeroAddress ? null : { account, until }
  }
  const seats = logs.reduce((count, { eventName, args, blockNumber }) => {
    if (eventName !== 'Transfer' || blockNumber <= before) return count
    if (args['from'] === zeroAddress) return count - 1n
    return args['to'] === zeroAddress ? count + 1n : count
  }, now.rules.seats)
  return { balances, roles, rules: { ...(rules as DaoRules), seats } }
}
