import { type Address, zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import type { DaoRules } from '../../../web/src/domain/dao'
import { compareDao, type DaoPicture } from '../../../web/src/domain/daoDifference'
import type { DecodedLog } from '../../../web/src/domain/decodedLog'
import { rewindDao } from '../../../web/src/domain/rewindDao'
import { toTimepoint as at } from '../../../web/src/domain/timepoint'
import type { Asset, Flow } from '../../../web/src/domain/treasury'

const account = (digit: number): Address => `0x${String(digit).repeat(40)}`
type Moved = 'direction' | 'token' | 'amount' | 'block'
const coin: Asset = { kind: 'coin', token: null, symbol: 'ETH', decimals: 18, listed: true }
const token: Asset = { kind: 'erc20', token: account(5), symbol: 'LKD', decimals: 6, listed: true }
const rules: DaoRules = {
  ...{ votingDelay: 20n, votingPeriod: 30n, proposalThreshold: 1n, quorumNumerator: 20n, quorum: 3n },
  ...{ swingExtension: 5n, lockWindow: 6n, proposalLimit: 2, timelockDelay: 40n, grace: 50n, seats: 10n },
  ...{ guardian: { account: account(2), until: at(99n) }, guardianBurnt: false },
}
const now: DaoPicture = {
  balances: [
    { asset: coin, amount: 100n },
    { asset: token, amount: 7n },
  ],
  roles: [
    { name: 'proposer', accounts: [account(1)] },
    { name: 'executor', accounts: [zeroAddress] },
  ],
  rules,
}
const log = (eventName: string, blockNumber: bigint, args: Record<string, unknown>): DecodedLog => ({
  ...{ address: account(8), eventName, args, at: at(blockNumber), blockNumber, logIndex: 0 },
  transaction: `0x${'4'.repeat(64)}`,
})
const flow = (direction: 'in' | 'out', asset: Asset, amount: bigint, block: bigint): Pick<Flow, Moved> => ({
  ...{ direction, token: asset.token, amount, block },
})
const rewind = (logs: DecodedLog[], flows: Pick<Flow, Moved>[] = [], roles = now.roles) =>
  rewindDao(now, roles, logs, flows, 10n)
const differ = (logs: DecodedLog[], flows: Pick<Flow, Moved>[] = [], roles = now.roles) =>
  compareDao(rewind(logs, flows, roles), now)

describe('what a DAO was at a block', () => {
  it('is what it is where nothing happened since', () => {
    expect(differ([log('VotingDelaySet', 10n, { oldVotingDelay: 1n, newVotingDelay: 20n })])).toEqual([])
    expect(differ([], [flow('in', coin, 5n, 10n)])).toEqual([])
  })

  it('has the balances before what came and went after that block', () => {
    const flows = [flow('in', coin, 30n, 11n), flow('out', coin, 5n, 12n), flow('out', token, 3n, 11n)]
    expect(differ([], flows)).toEqual([
      { kind: 'balance', asset: coin, before: 75n, now: 100n },
      { kind: 'balance', asset: token, before: 10n, now: 7n },
    ])
  })

  it('has the rules that the first change after it took away', () => {
    expect(
      differ([
        log('VotingDelaySet', 11n, { oldVotingDelay: 1n, newVotingDelay: 15n }),
        log('VotingDelaySet', 12n, { oldVotingDelay: 15n, newVotingDelay: 20n }),
        log('VotingRulesSet', 9n, { swingExtension: 4n, lockWindow: 6n, proposalLimit: 3n }),
        log('VotingRulesSet', 11n, { swingExtension: 5n, lockWindow: 6n, proposalLimit: 2n }),
        log('MinDelayChange', 12n, { oldDuration: 39n, newDuration: 40n }),
      ]),
    ).toEqual([
      { kind: 'rule', rule: 'votingDelay', before: 1n, now: 20n },
      { kind: 'rule', rule: 'swingExtension', before: 4n, now: 5n },
      { kind: 'rule', rule: 'timelockDelay', before: 39n, now: 40n },
      { kind: 'rule', rule: 'proposalLimit', before: 3n, now: 2n },
    ])
  })

  it('has its guardian, its seats and its roles of then', () => {
    const logs = [
      log('GuardianSet', 9n, { guardian: account(1), expiresAt: 50 }),
      log('GuardianSet', 11n, { guardian: account(2), expiresAt: 99 }),
      log('Transfer', 11n, { from: zeroAddress, to: account(3) }),
      log('Transfer', 12n, { from: zeroAddress, to: account(4) }),
      log('Transfer', 12n, { from: account(4), to: zeroAddress }),
      log('Transfer', 10n, { from: zeroAddress, to: account(6) }),
    ]
    const roles = [
      { name: 'proposer', accounts: [account(1), account(9)] },
      { name: 'executor', accounts: [] },
    ] as const
    expect(differ(logs, [], roles as never)).toEqual([
      { kind: 'role', role: 'proposer', given: [], taken: [account(9)] },
      { kind: 'role', role: 'executor', given: [zeroAddress], taken: [] },
      { kind: 'guardian', before: account(1), now: account(2) },
      { kind: 'seats', before: 9n, now: 10n },
    ])
  })
})
