import { type Abi, type AbiFunction, encodeFunctionData, keccak256, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { describeTreasuryCall, type Fact, type TreasuryWords } from '../../web/src/components/describeTreasuryCall'
import type { Action } from '../../web/src/domain/proposal'
import { readDecision } from '../../web/src/domain/readDecision'
import type { Asset } from '../../web/src/domain/treasury'
import type { TreasuryToday } from '../../web/src/domain/treasuryToday'
import { budgetsAbi } from '../../web/src/generated/abi/budgets'
import { distributionsAbi } from '../../web/src/generated/abi/distributions'
import { donationsAbi } from '../../web/src/generated/abi/donations'
import { grantsAbi } from '../../web/src/generated/abi/grants'
import { payoutsAbi } from '../../web/src/generated/abi/payouts'
import { splitsAbi } from '../../web/src/generated/abi/splits'
import { erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens'
import { treasuryAbi } from '../../web/src/generated/abi/treasury'
import { deployments } from '../../web/src/generated/deployments'
import { createFormat } from '../../web/src/i18n/format'
import { en, zh } from '../support/messages'

const found = deployments[31337]
const dao = { ...found, startBlock: 1n, grace: 1n }
const token = found.assets[0]
const ann = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const bob = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const digest = `0x${'ab'.repeat(32)}` as const
const assets: Asset[] = [
  { kind: 'coin', token: null, symbol: 'ETH', decimals: 18, listed: true },
  { kind: 'erc20', token, symbol: 'LKD', decimals: 6, listed: true },
]
const terms = {
  holders: [ann],
  payees: [bob],
  start: 0,
  window: 172_800,
  objectionShare: 10,
  secondSignature: true,
  announceAbove: 200_000_000n,
  purpose: 'Repairs',
  category: 'house',
} as const
const envelope = { asset: token, drawn: 1_000_000n, period: 1n, end: 2_000_000_000n, revoked: false } as const
const today: TreasuryToday = {
  envelopes: [
    { number: 1n, module: found.budgets, total: 10_000_000n, cap: 300_000_000n, ...envelope },
    { number: 2n, module: found.grants, total: 10_000_000n, cap: 10_000_000n, ...envelope },
  ],
  budgets: [{ number: 1n, standing: 'open', terms: { ...terms, holders: [bob], announceAbove: 100_000_000n } }],
  grants: [
    {
      number: 1n,
      envelope: 2n,
      recipient: ann,
      reviewers: [],
      purpose: 'Tapes',
      clawedBack: false,
      milestones: [{ amount: 5_000_000n, document: digest, accepted: false }],
      unvested: 4_500_000n,
    },
  ],
  payouts: [],
  distributions: [],
  standings: [],
  purposes: [{ number: 1n, name: 'Reading room', isOpen: true, held: [] }],
  rule: [{ target: 'purse', share: 10_000, id: 1n }],
}
const words = (t: typeof en, locale: string, now: TreasuryToday | null = today): TreasuryWords => ({
  t,
  format: createFormat(locale, t),
  dao,
  assets,
  today: now,
})
const languages = { en: words(en, 'en-GB'), zh: words(zh, 'zh-Hans') }

const call = (target: `0x${string}`, abi: Abi, functionName: string, args: readonly unknown[]): Action => ({
  target,
  value: 0n,
  calldata: encodeFunctionData({ abi, functionName, args }),
})
const set = (module: `0x${string}`, total = 4_800_000_000n, cap = total) =>
  call(found.treasury, treasuryAbi, 'setEnvelope', [module, token, total, cap, 2_592_000, 1_830_297_599])
const say = (actions: readonly Action[], using: TreasuryWords = languages.en) => {
  const steps = readDecision(actions, dao)
  return describeTreasuryCall(steps.at(-1)!, using)
}
const fact = (facts: readonly Fact[], label: string) => facts.find((one) => one.label === label)

const grantTerms = {
  recipient: ann,
  milestones: [{ amount: 4_000_000_000n, document: digest }],
  reviewers: [bob],
  required: 1,
  stream: { amount: 800_000_000n, start: 1_800_000_000, cliff: 1_810_000_000, end: 1_820_000_000 },
  reportsDue: true,
  purpose: 'Tapes',
  category: 'culture',
}
const words2 = ['Repairs', 'house'] as const

/** All that only the treasury may call, with what it binds before it. */
const calls: Record<string, readonly Action[]> = {
  'treasury.setEnvelope': [set(found.budgets)],
  'treasury.revokeEnvelope': [call(found.treasury, treasuryAbi, 'revokeEnvelope', [1n])],
  'budgets.grant': [set(found.budgets), call(found.budgets, budgetsAbi, 'grant', [terms])],
  'budgets.change': [call(found.budgets, budgetsAbi, 'change', [1n, terms])],
  'budgets.pause': [call(found.budgets, budgetsAbi, 'pause', [1n])],
  'budgets.resume': [call(found.budgets, budgetsAbi, 'resume', [1n])],
  'budgets.revoke': [call(found.budgets, budgetsAbi, 'revoke', [1n])],
  'grants.grant': [set(found.grants), call(found.grants, grantsAbi, 'grant', [grantTerms])],
  'grants.accept': [call(found.grants, grantsAbi, 'accept', [1n, 0n, digest])],
  'grants.clawBack': [call(found.grants, grantsAbi, 'clawBack', [1n, digest])],
  'grants.changeRecipient': [call(found.grants, grantsAbi, 'changeRecipient', [1n, bob, digest])],
  'payouts.open': [set(found.payouts), call(found.payouts, payoutsAbi, 'open', [digest, 11n, digest, ...words2])],
  'payouts.openList': [
    set(found.payouts),
    call(found.payouts, payoutsAbi, 'openList', [digest, 201n, digest, ...words2]),
  ],
  'distributions.open': [
    set(found.distributions),
    call(found.distributions, distributionsAbi, 'open', [[100, 50, 100], digest, ...words2]),
  ],
  'distributions.openStanding': [
    set(found.distributions, 4_800_000_000n, 400_000_000n),
    call(found.distributions, distributionsAbi, 'openStanding', [found.splits, [100, 100, 100], 5n, digest, ...words2]),
  ],
  'donations.open': [call(found.donations, donationsAbi, 'open', ['Boat'])],
  'donations.close': [call(found.donations, donationsAbi, 'close', [1n])],
  'donations.spend': [call(found.donations, donationsAbi, 'spend', [1n, token, bob, 20_000_000n, digest])],
  'splits.setRule': [
    call(found.splits, splitsAbi, 'setRule', [
      [
        { target: 0, share: 6_000, id: 0n },
        { target: 1, share: 3_050, id: 1n },
        { target: 2, share: 950, id: 0n },
      ],
    ]),
  ],
}

describe('what is said of a call', () => {
  it.each(Object.entries(calls))('%s has a sentence in each language, whether or not today is known', (_, actions) => {
    for (const [name, using] of Object.entries(languages)) {
      for (const now of [today, null]) {
        const sentence = say(actions, { ...using, today: now })
        expect(sentence, name).not.toBeNull()
        const all = [sentence!.text, ...sentence!.notes, ...sentence!.facts.flatMap(({ text = '' }) => text)].join(' ')
        expect(all).not.toMatch(/undefined|NaN|\[object|null/)
        if (name === 'zh') expect(sentence!.text).toMatch(/\p{Script=Han}/u)
      }
    }
  })

  it('covers every function that a module has for the treasury alone', () => {
    // What anybody else may call, or a holder, a recipient, a seat's holder, the guardian, another contract.
    const others =
      /^(draw|drawOne|announce|confirm|settle|withdraw|release|stop|object|claim|claimTo|claimRow|claimRowTo|pay|report|offer|takeOver|credit|openRound|namePayee|give|giveToken|sweep|sendOn)$/
    const modules = { budgetsAbi, grantsAbi, payoutsAbi, distributionsAbi, donationsAbi, splitsAbi }
    const wanted = Object.entries(modules).flatMap(([name, abi]) =>
      (abi as Abi)
        .filter((item): item is AbiFunction => item.type === 'function')
        .filter(({ stateMutability }) => stateMutability !== 'view' && stateMutability !== 'pure')
        .filter((item) => !others.test(item.name))
        .map((item) => `${name.replace('Abi', '')}.${item.name}`),
    )
    expect(Object.keys(calls)).toEqual(expect.arrayContaining(wanted))
    expect(wanted.length).toBe(Object.keys(calls).length - 2)
  })

  it('has total, cap, period and end of a budget in one sentence', () => {
    const grant = call(found.budgets, budgetsAbi, 'grant', [terms])
    expect(say([set(found.budgets, 4_800_000_000n, 400_000_000n), grant])!.text).toMatch(
      /^Grant a budget: at most 400 LKD in any 30 days, 4,800 LKD in all, until /,
    )
    expect(say([set(found.budgets), grant])!.text).toMatch(/^Grant a budget: 4,800 LKD in all, until/)
    expect(say([grant])!.text).toBe('Grant a budget, without saying how much')
  })

  it('tells what a change is against today, and only that', () => {
    const { facts, notes } = say(calls['budgets.change']!)!
    expect(fact(facts, en.treasuryAct.fact.holders)).toEqual({
      label: en.treasuryAct.fact.holders,
      accounts: [ann],
      now: { accounts: [bob] },
    })
    const announced = fact(facts, en.treasuryAct.fact.announced)!
    expect(announced.text).toContain('200 LKD')
    expect(announced.now?.text).toContain('100 LKD')
    expect(facts.filter(({ now }) => now !== undefined)).toHaveLength(2)
    expect(notes).toEqual(['Today 9 LKD of 10 LKD are left.'])
  })

  it('names amounts with their asset, documents, and whom it is for', () => {
    expect(say(calls['grants.accept']!)).toMatchObject({
      text: 'Accept milestone 1 of grant no. 1, and pay 5 LKD to',
      account: ann,
    })
    expect(say(calls['grants.clawBack']!)!.notes).toContainEqual(expect.stringContaining('4.5 LKD'))
    const { facts, account } = say(calls['grants.grant']!)!
    expect(account).toBe(ann)
    expect(fact(facts, 'Milestone 1')).toEqual({ label: 'Milestone 1', text: '4,000 LKD', digest })
    expect(fact(facts, 'Stream')!.text).toMatch(/^800 LKD, second by second from .* nothing of it before /)
    expect(say(calls['donations.spend']!)!.text).toBe('Spend 20 LKD given for purpose no. 1 (Reading room), to')
    const rule = say(calls['splits.setRule']!)!.facts.map(({ text }) => text)
    expect(rule).toEqual([
      '60% to the treasury',
      '30.5% to purpose no. 1 (Reading room)',
      '9.5% to the standing distribution that was opened last',
      '100% to purpose no. 1 (Reading room)',
    ])
  })

  it('says who may take tokens, and who gets a right on the treasury', () => {
    expect(say([call(token, erc20Abi, 'approve', [ann, 5_000_000n])])).toMatchObject({ account: ann })
    expect(say([call(token, erc20Abi, 'approve', [ann, 5_000_000n])])!.text).toContain('5 LKD')
    expect(say([call(found.assets[2], erc721Abi, 'setApprovalForAll', [ann, true])])).not.toBeNull()
    const role = keccak256(stringToHex('PROPOSER_ROLE'))
    expect(say([call(found.treasury, treasuryAbi, 'grantRole', [role, ann])])!.text).toContain('Schedule')
    expect(say([call(found.treasury, treasuryAbi, 'grantRole', [digest, ann])])).toBeNull()
  })

  it('is not stopped by a time that no calendar has', () => {
    const end = 2 ** 48 - 1
    const action = call(found.treasury, treasuryAbi, 'setEnvelope', [found.budgets, token, 1n, 1n, 1, end])
    expect(say([action])!.text).toContain('275760')
  })
})
