import { type Address, encodeFunctionData, getAddress, type Hex, zeroAddress, zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import { toCid } from '../../../web/src/domain/cid'
import type { DecodedLog } from '../../../web/src/domain/decodedLog'
import { computeCommitments, leftOf, listTaken } from '../../../web/src/domain/commitment'
import { type Envelope, foldObligations } from '../../../web/src/domain/envelope'
import { foldFlows } from '../../../web/src/domain/foldFlows'
import type { ProposalId } from '../../../web/src/domain/proposal'
import { toTimepoint } from '../../../web/src/domain/timepoint'
import type { Asset } from '../../../web/src/domain/treasury'
import { distributionsAbi } from '../../../web/src/generated/abi/distributions'
import { erc20Abi } from '../../../web/src/generated/abi/tokens'
import { treasuryAbi } from '../../../web/src/generated/abi/treasury'

const account = (digit: string): Address => getAddress(`0x${digit.repeat(40)}`)
const word = (digit: string): Hex => `0x${digit.repeat(64)}`
const dao = {
  ...{ governor: account('1'), treasury: account('2'), budgets: account('3'), grants: account('4') },
  ...{ payouts: account('5'), distributions: account('6'), grace: 100n, assets: [account('7')] },
}
const [token, spam, payee, other] = [account('7'), account('8'), account('a'), account('b')]
const decided = { id: 5n as ProposalId, title: 'Mend the boat' }
const decisions = new Map([[word('d'), decided]])

let block = 0
let index = 0
/** In a transaction of its own, or in the one of the log before it. */
const log = (address: Address, eventName: string, args: Record<string, unknown>, same = false): DecodedLog => {
  if (!same) block += 1
  index += 1
  return {
    ...{ address, eventName, args, at: toTimepoint(BigInt(block) * 10n), blockNumber: BigInt(block) },
    ...{ logIndex: index, transaction: `0x${block.toString(16).padStart(64, '0')}` },
  }
}
const set = (envelopeId: bigint, asset: Address, total: bigint, end = 10_000) =>
  log(dao.treasury, 'EnvelopeSet', {
    ...{ envelopeId, module: account('9'), asset, total, cap: total, period: 50, end, decision: word('d') },
  })
const paid = (envelopeId: bigint, asset: Address, amount: bigint, ref: Hex = zeroHash, same = true) =>
  log(dao.treasury, 'Disbursed', { envelopeId, decision: word('d'), to: payee, asset, amount, ref }, same)
const moved = (of: Address, from: Address, to: Address, value: bigint, same = false) =>
  log(of, 'Transfer', { from, to, value }, same)
const words = (purpose: string, category = 'boat') => ({ purpose, category })

describe('the movements that events tell of', () => {
  it('have the numbers and balances of their asset', () => {
    const flows = foldFlows(
      [
        log(dao.treasury, 'CoinReceived', { from: other, value: 9n }),
        moved(token, other, dao.treasury, 50n),
        moved(token, dao.treasury, dao.treasury, 50n),
        log(dao.treasury, 'CallExecuted', { id: word('d'), target: payee, value: 4n }),
        moved(token, dao.treasury, payee, 20n),
      ],
      dao,
      decisions,
    )
    expect(
      flows.map(({ direction, token: of, amount, number, balance }) => [direction, of, amount, number, balance]),
    ).toEqual([
      ['in', null, 9n, 0, 9n],
      ['in', token, 50n, 0, 50n],
      ['out', null, 4n, 1, 5n],
      ['out', token, 20n, 1, 30n],
    ])
    expect(flows[2]).toMatchObject({ operation: word('d'), proposal: decided, envelope: null, category: null })
  })

  it('say what the right said when it paid, not what it says since', () => {
    const flows = foldFlows(
      [
        set(1n, token, 100n),
        log(dao.budgets, 'BudgetGranted', { budgetId: 1n, terms: words('Ropes') }, true),
        moved(token, dao.treasury, payee, 10n),
        paid(1n, token, 10n, word('e')),
        log(dao.budgets, 'BudgetChanged', { budgetId: 1n, terms: words('Sails', 'sail') }),
        moved(token, dao.treasury, payee, 20n),
        paid(1n, token, 20n),
      ],
      dao,
      decisions,
    )
    const right = { kind: 'budget', number: 1n }
    expect(flows).toMatchObject([
      { right, envelope: 1n, ...words('Ropes'), ref: word('e'), cid: toCid(word('e')), proposal: decided },
      { right, envelope: 1n, ...words('Sails', 'sail'), ref: zeroHash, cid: null },
    ])
  })

  it.each([
    ['grants', 'Granted', { grantId: 3n, envelopeId: 1n, terms: words('Ropes') }, 'grant', 3n, true],
    ['payouts', 'PayoutOpened', { payoutId: 3n, envelopeId: 1n, ...words('Ropes') }, 'payout', 3n, true],
    ['distributions', 'DistributionOpened', { distributionId: 1n, ...words('Ropes') }, 'distribution', 1n, false],
    ['distributions', 'StandingOpened', { standingId: 1n, ...words('Ropes') }, 'standing', 1n, false],
  ] as const)('of %s, by %s', (module, eventName, args, kind, number, isDocument) => {
    const logs = [
      set(1n, zeroAddress, 9n),
      log(dao[module], eventName, args),
      paid(1n, zeroAddress, 9n, word('e'), false),
    ]
    expect(foldFlows(logs, dao, decisions)).toMatchObject([
      { token: null, right: { kind, number }, ...words('Ropes'), cid: isDocument ? toCid(word('e')) : null },
    ])
  })

  it('are what no module told of where the event is another contract’s', () => {
    const logs = [
      set(1n, zeroAddress, 9n),
      log(account('f'), 'BudgetGranted', { budgetId: 1n, terms: words('Lie') }),
      paid(1n, zeroAddress, 9n, zeroHash, false),
    ]
    expect(foldFlows(logs, dao, decisions)).toMatchObject([{ envelope: 1n, right: null, purpose: null }])
  })

  it('follow the decision that ends their call, and that of another call in the same transaction not', () => {
    const flows = foldFlows(
      [
        moved(token, dao.treasury, payee, 1n),
        log(dao.treasury, 'CallExecuted', { id: word('d'), target: token, value: 0n }, true),
        moved(token, dao.treasury, payee, 2n, true),
        log(dao.treasury, 'CallExecuted', { id: word('c'), target: token, value: 0n }, true),
        moved(token, dao.treasury, payee, 3n),
        log(dao.treasury, 'CallExecuted', { id: word('d'), target: token, value: 0n }),
      ],
      dao,
      decisions,
    )
    expect(flows.map(({ operation, proposal }) => [operation, proposal])).toEqual([
      [word('d'), decided],
      [word('c'), null],
      [null, null],
    ])
  })

  it('of a token that the DAO never named have no decision; of one that it named have', () => {
    const call = (target: Address) => [
      moved(spam, dao.treasury, payee, 1n),
      log(dao.treasury, 'CallExecuted', { id: word('d'), target, value: 0n }, true),
    ]
    expect(foldFlows(call(payee), dao, decisions)).toMatchObject([{ operation: null }])
    const proposed = log(dao.governor, 'ProposalCreated', { targets: [spam] })
    expect(foldFlows([proposed, ...call(spam)], dao, decisions)).toMatchObject([{ operation: word('d') }])
    expect(foldFlows([set(1n, spam, 5n), ...call(payee)], dao, decisions)).toMatchObject([{ operation: word('d') }])
  })

  it('of two alike, the last is the one that was told of', () => {
    const flows = foldFlows(
      [
        set(1n, token, 9n),
        moved(token, dao.treasury, payee, 2n),
        moved(token, dao.treasury, payee, 2n, true),
        paid(1n, token, 2n),
      ],
      dao,
      decisions,
    )
    expect(flows.map(({ envelope }) => envelope)).toEqual([null, 1n])
  })
})

describe('what the treasury is bound to', () => {
  const fold = (logs: readonly DecodedLog[]) => foldObligations(logs, dao, decisions)
  const now = toTimepoint(5_000n)
  const left = (logs: readonly DecodedLog[], at = now) => fold(logs).envelopes.map((envelope) => leftOf(envelope, at))

  it('is what an envelope’s total leaves, while it lives', () => {
    const logs = [set(1n, token, 100n), log(dao.budgets, 'BudgetGranted', { budgetId: 1n, terms: words('Ropes') })]
    expect(left(logs)).toEqual([100n])
    expect(left([...logs, paid(1n, token, 30n)])).toEqual([70n])
    expect(left(logs, toTimepoint(10_000n))).toEqual([100n])
    expect(left(logs, toTimepoint(10_001n))).toEqual([0n])
    expect(left([...logs, log(dao.treasury, 'EnvelopeRevoked', { envelopeId: 1n })])).toEqual([0n])
    expect(fold(logs).envelopes[0]).toMatchObject({
      right: { kind: 'budget', number: 1n },
      proposal: decided,
      end: 10_000n,
    })
  })

  it('is no more what a vote clawed back of a grant', () => {
    const logs = [
      set(1n, token, 100n),
      set(2n, token, 500n),
      log(dao.grants, 'Granted', { grantId: 8n, envelopeId: 2n, terms: words('Owls') }),
      paid(2n, token, 200n),
      log(dao.grants, 'ClawedBack', { grantId: 8n, amount: 250n }),
    ]
    expect(left(logs)).toEqual([100n, 50n])
  })

  it('is of a distribution what its seats may claim, of a standing one what it shared and booked', () => {
    const distribution = [
      set(1n, token, 100n),
      log(dao.distributions, 'DistributionOpened', { distributionId: 1n, shares: 7n, share: 14n, ...words('Wood') }),
    ]
    expect(left(distribution)).toEqual([98n])
    const standing = [
      set(1n, token, 1_000n),
      log(dao.distributions, 'StandingOpened', { standingId: 1n, ...words('Income') }),
      log(dao.distributions, 'Credited', { standingId: 1n, amount: 60n, booked: 60n }),
    ]
    expect(left(standing.slice(0, 2))).toEqual([0n])
    expect(left(standing)).toEqual([60n])
    const round = log(dao.distributions, 'RoundOpened', { standingId: 1n, shares: 5n, share: 11n, booked: 5n })
    expect(left([...standing, round])).toEqual([60n])
    expect(left([...standing, round, paid(1n, token, 11n)])).toEqual([49n])
    const flood = log(dao.distributions, 'Credited', { standingId: 1n, amount: 5_000n, booked: 5_005n })
    expect(left([...standing, round, flood])).toEqual([1_000n])
  })

  const scheduled = (id: Hex, place: bigint, target: Address, value: bigint, data: Hex = '0x') =>
    log(dao.treasury, 'CallScheduled', { id, index: place, target, value, data, delay: 20n }, place > 0n)
  const transfer = (to: Address, amount: bigint) =>
    encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] })

  it('is what waits in the timelock, until it is executed or cancelled', () => {
    const logs = [
      scheduled(word('d'), 0n, payee, 5n),
      scheduled(word('d'), 1n, token, 0n, transfer(payee, 6n)),
      scheduled(word('c'), 0n, payee, 1n),
    ]
    const { operations } = fold(logs)
    expect(operations).toMatchObject([
      { id: word('d'), proposal: decided, calls: [{ value: 5n }, { target: token }] },
      { id: word('c'), proposal: null },
    ])
    expect(operations[0]!.readyAt).toBe(logs[0]!.at + 20n)
    expect(operations[0]!.expiresAt).toBe(logs[0]!.at + 120n)
    expect(fold([...logs, log(dao.treasury, 'Cancelled', { id: word('c') })]).operations).toHaveLength(1)
    const executed = log(dao.treasury, 'CallExecuted', { id: word('d'), target: payee, value: 5n, data: '0x' })
    expect(fold([...logs, executed]).operations.map(({ id }) => id)).toEqual([word('c')])
    // What was cancelled can be scheduled again.
    expect(
      fold([...logs, log(dao.treasury, 'Cancelled', { id: word('d') }), ...logs.slice(0, 2)]).operations,
    ).toHaveLength(2)
  })

  it('names the tokens of envelopes and of calls that moved them, and nothing that was only proposed', () => {
    const call = (target: Address, data: Hex) =>
      log(dao.treasury, 'CallExecuted', { id: word('d'), target, value: 0n, data })
    expect(fold([set(1n, token, 1n), set(2n, zeroAddress, 1n), call(spam, transfer(payee, 1n))]).tokens).toEqual([
      token,
      spam,
    ])
    expect(
      fold([call(other, '0x'), call(other, '0xdeadbeef'), scheduled(word('c'), 0n, other, 0n, transfer(payee, 1n))])
        .tokens,
    ).toEqual([])
  })

  const setCall = (asset: Address, total: bigint) => ({
    ...{ target: dao.treasury, value: 0n },
    calldata: encodeFunctionData({
      ...{ abi: treasuryAbi, functionName: 'setEnvelope' },
      args: [dao.budgets, asset, total, total, 50, 9_000],
    }),
  })
  const openStanding = {
    ...{ target: dao.distributions, value: 0n },
    calldata: encodeFunctionData({
      ...{ abi: distributionsAbi, functionName: 'openStanding' },
      args: [other, [100, 100, 100], 1n, word('e'), 'Income', 'members'],
    }),
  }

  it('is taken by payments, approvals and envelopes; by a standing distribution’s ceiling not', () => {
    const approve = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [payee, 7n] })
    const calls = [
      { target: payee, value: 3n, calldata: '0x' as const },
      { target: dao.treasury, value: 3n, calldata: '0x' as const },
      { target: token, value: 0n, calldata: transfer(payee, 6n) },
      { target: token, value: 0n, calldata: approve },
      { target: token, value: 0n, calldata: '0xa9059cbb' as const },
      setCall(zeroAddress, 50n),
      setCall(token, 9_999n),
      openStanding,
    ]
    expect(listTaken(calls, dao.treasury)).toEqual([
      { token: null, amount: 3n },
      { token, amount: 6n },
      { token, amount: 7n },
      { token: null, amount: 50n },
    ])
  })

  it('stands beside what is held, and says what is missing', () => {
    const coin: Asset = { kind: 'coin', token: null, symbol: 'ETH', decimals: 18, listed: true }
    const dollars: Asset = { kind: 'erc20', token, symbol: 'LKD', decimals: 6, listed: true }
    const boat: Asset = { kind: 'erc721', token: other, symbol: 'BOAT', decimals: 0, listed: true }
    const balances = [coin, dollars, boat].map((asset) => ({ asset, amount: 100n }))
    const obligations = fold([
      set(1n, token, 80n, 5_000),
      log(dao.budgets, 'BudgetGranted', { budgetId: 1n, terms: words('Ropes') }),
      set(2n, token, 30n),
      set(3n, token, 999n, 4_999),
      scheduled(word('d'), 0n, payee, 5n),
    ])
    const soon = { ...obligations, operations: obligations.operations.map((one) => ({ ...one, expiresAt: now })) }
    const [ofCoin, ofDollars, ...rest] = computeCommitments(soon, balances, dao.treasury, now)
    expect(rest).toEqual([])
    expect(ofCoin).toMatchObject({ committed: 5n, free: 95n, parts: [{ kind: 'queued', amount: 5n }] })
    expect(ofDollars).toMatchObject({ committed: 110n, free: -10n })
    expect(ofDollars!.parts).toEqual([
      { kind: 'budget', amount: 80n },
      { kind: 'other', amount: 30n },
    ])
    const later = computeCommitments(soon, balances, dao.treasury, toTimepoint(now + 1n))
    expect(later.map(({ committed }) => committed)).toEqual([0n, 30n])
  })

  it('is nothing where more was drawn than is payable', () => {
    const envelope = { payable: 5n, drawn: 9n, revokedAt: null, end: toTimepoint(9_000n) } as Envelope
    expect(leftOf(envelope, now)).toBe(0n)
  })
})
