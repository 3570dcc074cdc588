import { encodeFunctionData, type Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { findAlarms } from '../../../web/src/domain/findAlarms'
import { findPayees } from '../../../web/src/domain/findPayees'
import type { Action } from '../../../web/src/domain/proposal'
import { nameCall, readDecision } from '../../../web/src/domain/readDecision'
import type { Balance } from '../../../web/src/domain/treasury'
import { budgetsAbi } from '../../../web/src/generated/abi/budgets'
import { distributionsAbi } from '../../../web/src/generated/abi/distributions'
import { donationsAbi } from '../../../web/src/generated/abi/donations'
import { gatesAbi } from '../../../web/src/generated/abi/gates'
import { grantsAbi } from '../../../web/src/generated/abi/grants'
import { payoutsAbi } from '../../../web/src/generated/abi/payouts'
import { erc1155Abi, erc20Abi } from '../../../web/src/generated/abi/tokens'
import { treasuryAbi } from '../../../web/src/generated/abi/treasury'
import { deployments } from '../../../web/src/generated/deployments'

const dao = deployments[31337]
const token = dao.assets[0]
const ann = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const bob = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const call = (target: Address, calldata: `0x${string}`): Action => ({ target, value: 0n, calldata })
const envelope = (module: Address, total = 100n, cap = total, end = 2_000) =>
  call(
    dao.treasury,
    encodeFunctionData({ abi: treasuryAbi, functionName: 'setEnvelope', args: [module, token, total, cap, 60, end] }),
  )
const revokeEnvelope = (number: bigint) =>
  call(dao.treasury, encodeFunctionData({ abi: treasuryAbi, functionName: 'revokeEnvelope', args: [number] }))
const revokeBudget = (number: bigint) =>
  call(dao.budgets, encodeFunctionData({ abi: budgetsAbi, functionName: 'revoke', args: [number] }))
const grantBudget = (start = 0, payees: Address[] = []) =>
  call(
    dao.budgets,
    encodeFunctionData({
      abi: budgetsAbi,
      functionName: 'grant',
      args: [
        {
          ...{ holders: [ann], payees, start, window: 3600, objectionShare: 5, secondSignature: false },
          ...{ announceAbove: 0n, purpose: 'p', category: 'c' },
        },
      ],
    }),
  )
const grant = (amount: bigint, streamEnd = 0) =>
  call(
    dao.grants,
    encodeFunctionData({
      abi: grantsAbi,
      functionName: 'grant',
      args: [
        {
          recipient: ann,
          milestones: [{ amount, document: `0x${'1'.repeat(64)}` }],
          reviewers: [],
          required: 0,
          stream: { amount: streamEnd === 0 ? 0n : 1n, start: 0, cliff: 0, end: streamEnd },
          reportsDue: false,
          purpose: 'p',
          category: 'c',
        },
      ],
    }),
  )
const digest = `0x${'2'.repeat(64)}` as const
const payout = call(
  dao.payouts,
  encodeFunctionData({ abi: payoutsAbi, functionName: 'open', args: [digest, 2n, digest, 'p', 'c'] }),
)
const standing = (minimum: bigint) =>
  call(
    dao.distributions,
    encodeFunctionData({
      abi: distributionsAbi,
      functionName: 'openStanding',
      args: [dao.splits, [100, 100, 100], minimum, digest, 'p', 'c'],
    }),
  )
const pay = (to: Address, amount: bigint): Action => ({ target: to, value: amount, calldata: '0x' })
const send = (to: Address, amount: bigint) =>
  call(token, encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }))

const read = (...actions: Action[]) =>
  readDecision(actions, dao).map(({ places, decoded, problems }) => [
    places.join('+'),
    nameCall(decoded) || decoded.kind,
    ...problems,
  ])

describe('a decision', () => {
  it('is read with an envelope and the right that binds it as one', () => {
    expect(read(envelope(dao.budgets, 100n, 10n), grantBudget())).toEqual([['0+1', 'budgets.grant']])
    expect(read(pay(ann, 1n), envelope(dao.grants), pay(bob, 1n), grant(100n))).toEqual([
      ['0', 'payment'],
      ['2', 'payment'],
      ['1+3', 'grants.grant'],
    ])
    expect(read(revokeEnvelope(4n), revokeBudget(4n))).toEqual([['0+1', 'budgets.revoke']])
  })

  it('tells an envelope without a right, and a right without one, as the modules bind them', () => {
    expect(read(envelope(dao.budgets))).toEqual([['0', 'treasury.setEnvelope', 'unbound']])
    expect(read(envelope(ann))).toEqual([['0', 'treasury.setEnvelope', 'otherModule']])
    expect(read(grantBudget())).toEqual([['0', 'budgets.grant', 'noEnvelope']])
    // Only the last envelope is bound, only once, and only by its own module.
    expect(read(envelope(dao.budgets), envelope(dao.budgets), grantBudget(), grantBudget())).toEqual([
      ['0', 'treasury.setEnvelope', 'unbound'],
      ['1+2', 'budgets.grant'],
      ['3', 'budgets.grant', 'noEnvelope'],
    ])
    expect(read(envelope(dao.grants), grantBudget())).toEqual([
      ['0', 'treasury.setEnvelope', 'unbound'],
      ['1', 'budgets.grant', 'noEnvelope'],
    ])
    expect(read(grantBudget(), envelope(dao.budgets)).map(([, , problem]) => problem)).toEqual([
      'noEnvelope',
      'unbound',
    ])
  })

  it('tells numbers that contradict each other', () => {
    expect(read(envelope(dao.grants, 100n, 50n), grant(100n))[0]).toContain('capBelowTotal')
    expect(read(envelope(dao.payouts, 100n, 50n), payout)[0]).toContain('capBelowTotal')
    expect(read(envelope(dao.grants), grant(99n))[0]).toContain('sumDiffers')
    expect(read(envelope(dao.grants), grant(99n, 2_000))).toEqual([['0+1', 'grants.grant']])
    expect(read(envelope(dao.grants), grant(99n, 2_001))[0]).toContain('endsBeforeStream')
    expect(read(envelope(dao.budgets), grantBudget(2_000))[0]).toContain('startsAfterEnd')
    expect(read(envelope(dao.budgets), grantBudget(1_999))).toEqual([['0+1', 'budgets.grant']])
    expect(read(envelope(dao.distributions, 100n, 50n), standing(51n))[0]).toContain('minimumAboveCap')
    expect(read(envelope(dao.distributions, 100n, 50n), standing(50n))).toEqual([['0+1', 'distributions.openStanding']])
    expect(read(revokeBudget(4n), revokeEnvelope(4n))[0]).toContain('envelopeStands')
    expect(read(revokeEnvelope(3n), revokeBudget(4n))[1]).toContain('envelopeStands')
  })
})

const spend = call(
  dao.donations,
  encodeFunctionData({ abi: donationsAbi, functionName: 'spend', args: [1n, token, bob, 5n, digest] }),
)
const lower = (...accounts: string[]) => new Set(accounts.map((account) => account.toLowerCase()))

describe('the payees of a decision', () => {
  it('are those of its payments and of the rights that it grants', () => {
    const actions = [pay(ann, 1n), envelope(dao.budgets), grantBudget(0, [bob])]
    expect(findPayees(actions, dao)).toEqual(lower(ann, bob))
    // Without a list a holder may pay itself; with one it may not.
    expect(findPayees([envelope(dao.budgets), grantBudget()], dao)).toEqual(lower(ann))
    expect(findPayees([envelope(dao.budgets), grantBudget(0, [bob])], dao)).toEqual(lower(bob))
    expect(findPayees([envelope(dao.grants), grant(1n)], dao)).toEqual(lower(ann))
    expect(findPayees([spend], dao)).toEqual(lower(bob))
  })

  it('are those of a payout’s rows, and of a grant, where they are known', () => {
    const rows = new Map([[digest, [{ payee: bob, amount: 1n } as const]]])
    expect(findPayees([payout], dao)).toEqual(new Set())
    expect(findPayees([payout], dao, { rows })).toEqual(lower(bob))
    const accept = call(
      dao.grants,
      encodeFunctionData({ abi: grantsAbi, functionName: 'accept', args: [2n, 0n, digest] }),
    )
    expect(findPayees([accept], dao)).toEqual(new Set())
    expect(findPayees([accept], dao, { recipients: new Map([[2n, ann]]) })).toEqual(lower(ann))
  })
})

describe('alarms', () => {
  const coin: Balance = {
    asset: { kind: 'coin', token: null, symbol: 'ETH', decimals: 18, listed: true },
    amount: 100n,
  }
  const held: Balance = { asset: { kind: 'erc20', token, symbol: 'LKD', decimals: 6, listed: true }, amount: 400n }
  const alarms = (actions: Action[], percent = 25, known: ReadonlySet<string> | null = lower(ann, bob)) =>
    findAlarms(actions, dao, { balances: [coin, held], percent, known })

  it('count the share of an asset over all actions together', () => {
    expect(alarms([pay(ann, 12n), pay(bob, 12n)])).toEqual([])
    expect(alarms([pay(ann, 12n), pay(bob, 13n)])).toEqual([
      { kind: 'share', asset: null, amount: 25n, balance: 100n, places: [0, 1] },
    ])
    expect(alarms([pay(ann, 12n), send(bob, 99n)])).toEqual([])
    expect(alarms([pay(ann, 25n)], 26)).toEqual([])
    // What is granted is counted once, with its envelope; coin that goes with a call is counted, too.
    expect(alarms([send(bob, 1n), envelope(dao.budgets, 99n), grantBudget()])).toContainEqual({
      ...{ kind: 'share', asset: token, amount: 100n, balance: 400n, places: [0, 1, 2] },
    })
    const withCoin = { ...grantBudget(), value: 30n }
    expect(alarms([withCoin])).toContainEqual({ kind: 'share', asset: null, amount: 30n, balance: 100n, places: [0] })
  })

  it('are raised for everything that is moved of an empty asset', () => {
    const empty = { ...coin, amount: 0n }
    expect(findAlarms([pay(ann, 1n)], dao, { balances: [empty], percent: 25, known: lower(ann) })).toHaveLength(1)
  })

  it('name payees who were never paid, once each, and not before that is known', () => {
    expect(alarms([pay(ann, 1n), pay(bob, 1n), send(bob, 1n)], 25, lower(ann))).toEqual([
      { kind: 'newPayee', account: bob.toLowerCase(), places: [1, 2] },
    ])
    const pieces = encodeFunctionData({
      abi: erc1155Abi,
      functionName: 'safeTransferFrom',
      args: [dao.treasury, bob, 7n, 2n, '0x'],
    })
    expect(alarms([call(token, pieces)], 25, lower(ann))).toEqual([
      { kind: 'newPayee', account: bob.toLowerCase(), places: [0] },
    ])
    expect(alarms([pay(ann, 1n)], 25, null)).toEqual([])
    expect(alarms([pay(dao.splits, 1n)], 25, new Set())).toEqual([])
  })

  it('tell what hands over a role, and what changes a right to draw', () => {
    const grantRole = call(
      dao.treasury,
      encodeFunctionData({ abi: treasuryAbi, functionName: 'grantRole', args: [digest, ann] }),
    )
    const officer = call(
      dao.gates,
      encodeFunctionData({
        abi: gatesAbi,
        functionName: 'setOfficer',
        args: [ann, { allowance: 1, until: 9, kinds: 1 }],
      }),
    )
    expect(alarms([grantRole, pay(ann, 1n), officer])).toEqual([{ kind: 'role', places: [0, 2] }])
    const pause = call(dao.budgets, encodeFunctionData({ abi: budgetsAbi, functionName: 'pause', args: [1n] }))
    const approve = call(token, encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [ann, 1n] }))
    expect(
      alarms([envelope(dao.budgets, 1n), grantBudget(), pause, revokeEnvelope(1n), revokeBudget(1n), approve]),
    ).toEqual([
      { kind: 'right', change: 'granted', places: [0, 1] },
      { kind: 'right', change: 'paused', places: [2] },
      { kind: 'right', change: 'ended', places: [3, 4] },
      { kind: 'right', change: 'approved', places: [5] },
    ])
    expect(alarms([envelope(ann, 1n)])).toEqual([{ kind: 'right', change: 'unbound', places: [0] }])
  })

  it('say what cannot be read', () => {
    expect(alarms([call(ann, '0x12345678')])).toEqual([{ kind: 'unread', places: [0] }])
  })
})
