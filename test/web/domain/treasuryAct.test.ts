import { type Address, decodeFunctionData, getAddress, sha256, stringToHex, zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import { decodeAction } from '../../../web/src/domain/action'
import { computeCid } from '../../../web/src/domain/cid'
import { preparePayouts } from '../../../web/src/domain/preparePayouts'
import { finish } from '../../../web/src/domain/slices'
import { toTimepoint } from '../../../web/src/domain/timepoint'
import {
  emptyTreasuryAct,
  parseTreasuryAct,
  type TreasuryActContext,
  type TreasuryActDraft,
  treasuryActFields,
  treasuryActs,
} from '../../../web/src/domain/treasuryAct'
import { needsStanding } from '../../../web/src/domain/treasuryActShares'
import type { TreasuryToday } from '../../../web/src/domain/treasuryToday'
import { deployments } from '../../../web/src/generated/deployments'
import { treasuryAbi } from '../../../web/src/generated/abi/treasury'

const found = deployments[31337]
const dao = { ...found, startBlock: 1n, grace: 1n }
const ann = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const bob = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const token = found.assets[0]
const earliest = toTimepoint(1_800_000_000n) // 2027-01-15 08:00
const midnight = 1_799_971_200
const until = 1_830_297_599 // 2027-12-31 23:59:59
const noDigest = `0x${'0'.repeat(64)}` as const
const ownText = sha256(stringToHex('the proposal'))
const far = 1_900_000_000n

const envelope = { drawn: 0n, period: 86_400n, end: far, revoked: false }
const terms = {
  holders: [ann],
  payees: [],
  start: 0,
  window: 3600,
  objectionShare: 10,
  secondSignature: false,
  announceAbove: 5n,
  purpose: 'Books',
  category: 'books',
} as const
const grant = { recipient: ann, reviewers: [bob], purpose: 'A roof', clawedBack: false, unvested: 5n } as const
const milestones = [
  { amount: 5n, document: noDigest, accepted: true },
  { amount: 6n, document: noDigest, accepted: false },
] as const
const today: TreasuryToday = {
  envelopes: [
    { number: 1n, module: found.budgets, asset: token, total: 100n, cap: 10n, ...envelope },
    { number: 2n, module: found.grants, asset: null, total: 11n, cap: 11n, ...envelope },
    { number: 3n, module: found.budgets, asset: null, total: 11n, cap: 11n, ...envelope, revoked: true },
    { number: 4n, module: found.budgets, asset: null, total: 11n, cap: 11n, ...envelope, end: earliest - 1n },
    { number: 5n, module: found.budgets, asset: token, total: 100n, cap: 10n, ...envelope },
  ],
  budgets: [
    { number: 1n, standing: 'open', terms },
    { number: 3n, standing: 'revoked', terms },
    { number: 4n, standing: 'ended', terms },
    { number: 5n, standing: 'paused', terms },
  ],
  grants: [
    { number: 1n, envelope: 2n, milestones, ...grant },
    { number: 2n, envelope: 2n, milestones, ...grant, clawedBack: true },
  ],
  payouts: [],
  distributions: [],
  standings: [{ number: 9n, purpose: 'Shares' }],
  purposes: [
    { number: 1n, name: 'Boat', isOpen: true, held: [{ asset: token, amount: 30_000_000n }] },
    { number: 2n, name: 'Old', isOpen: false, held: [] },
  ],
  rule: [],
}
const payoutRows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    payee: getAddress(`0x${(index + 1000).toString(16).padStart(40, '0')}`),
    amount: BigInt(index + 1),
    note: '',
  }))
const prepare = (count: number) =>
  finish(preparePayouts({ chainId: 31337, payouts: found.payouts, token, rows: payoutRows(count) }))
const context: TreasuryActContext = {
  dao,
  earliest,
  today,
  assets: [
    { kind: 'coin', token: null, symbol: 'ETH', decimals: 18, listed: true },
    { kind: 'erc20', token, symbol: 'LKD', decimals: 6, listed: true },
    { kind: 'erc721', token: found.assets[2], symbol: 'ART', decimals: 0, listed: true },
  ],
  names: new Map<string, Address>([['bob', bob]]),
  payouts: new Map<string, ReturnType<typeof prepare> | 'rowsWrong'>([
    ['few', prepare(3)],
    ['many', prepare(201)],
    ['wrong', 'rowsWrong'],
  ]),
  ownText,
  canPublish: true,
}
const typed: TreasuryActDraft = {
  ...emptyTreasuryAct,
  asset: token.toLowerCase(),
  to: ann,
  amount: '12.5',
  holders: `${ann}\nBob`,
  cap: '10',
  total: '100',
  end: '2027-12-31',
  purpose: ' Books ',
  category: 'books',
}
const parse = (part: Partial<TreasuryActDraft>, other: Partial<TreasuryActContext> = {}) =>
  parseTreasuryAct({ ...typed, ...part }, { ...context, ...other })
const decode = (part: Partial<TreasuryActDraft>) => {
  const parsed = parse(part)
  if (parsed.status === 'wrong') return [parsed.field, parsed.problem]
  return parsed.actions.map((action) => {
    expect(action.value === 0n || action.calldata === '0x').toBe(true)
    const decoded = decodeAction(action, dao)
    if (decoded.kind !== 'call') return decoded
    return [`${decoded.contract}.${decoded.functionName}`, ...decoded.args.map(({ value }) => value)]
  })
}
const setEnvelope = (module: Address, asset: Address, ...rest: unknown[]) => [
  'treasury.setEnvelope',
  module,
  asset,
  ...rest,
]
const budget = {
  holders: [ann, bob],
  payees: [],
  start: midnight,
  window: 172_800,
  objectionShare: 10,
  secondSignature: false,
  announceAbove: 10_000_000n,
  purpose: 'Books',
  category: 'books',
}
const noStream = { amount: 0n, start: 0, cliff: 0, end: 0 }

describe('an act on the treasury', () => {
  it.each([
    [{ act: 'pay' }, [{ kind: 'transfer', token, to: ann, amount: 12_500_000n }]],
    [{ act: 'pay', asset: '', to: 'BOB' }, [{ kind: 'payment', to: bob, amount: 12_500_000_000_000_000_000n }]],
    [
      { act: 'giveCollectible', token: found.assets[2], tokenId: '7' },
      [{ kind: 'collectible', token: found.assets[2], to: ann, tokenId: 7n }],
    ],
    [
      { act: 'grantBudget' },
      [setEnvelope(found.budgets, token, 100_000_000n, 10_000_000n, 2_592_000, until), ['budgets.grant', budget]],
    ],
    [
      {
        act: 'grantBudget',
        asset: '',
        start: '2027-02-01',
        period: '7',
        announceAbove: '0',
        window: '1:30',
        objectionShare: '33',
        secondSignature: true,
        payees: bob,
      },
      [
        setEnvelope(found.budgets, zeroAddress, 100n * 10n ** 18n, 10n ** 19n, 604_800, until),
        [
          'budgets.grant',
          {
            ...budget,
            start: 1_801_440_000,
            announceAbove: 0n,
            window: 5_400,
            objectionShare: 33,
            secondSignature: true,
            payees: [bob],
          },
        ],
      ],
    ],
    [
      { act: 'changeBudget', number: '1', announceAbove: '0.000005' },
      [['budgets.change', 1n, { ...budget, announceAbove: 5n }]],
    ],
    [{ act: 'changeBudget', number: '1' }, [['budgets.change', 1n, { ...budget, announceAbove: 10n }]]],
    [{ act: 'pauseBudget', number: '1' }, [['budgets.pause', 1n]]],
    [{ act: 'resumeBudget', number: '5' }, [['budgets.resume', 5n]]],
    [
      { act: 'revokeBudget', number: '1' },
      [
        ['treasury.revokeEnvelope', 1n],
        ['budgets.revoke', 1n],
      ],
    ],
    [
      {
        act: 'grant',
        milestones: [{ amount: '5', document: 'A plan' }, emptyTreasuryAct.milestones[0]!],
        reviewers: 'bob',
        reportsDue: true,
        streamAmount: '7',
        streamStart: '2027-02-01',
        streamCliff: '2027-03-01',
        streamEnd: '2027-12-31',
      },
      [
        setEnvelope(found.grants, token, 12_000_000n, 12_000_000n, 86_400, until),
        [
          'grants.grant',
          {
            recipient: ann,
            milestones: [{ amount: 5_000_000n, document: sha256(stringToHex('A plan\n')) }],
            reviewers: [bob],
            required: 1,
            stream: { amount: 7_000_000n, start: 1_801_440_000, cliff: 1_803_859_200, end: until },
            reportsDue: true,
            purpose: 'Books',
            category: 'books',
          },
        ],
      ],
    ],
    [
      { act: 'grant', milestones: [{ amount: '5', document: computeCid(new TextEncoder().encode('x')) }] },
      [
        setEnvelope(found.grants, token, 5_000_000n, 5_000_000n, 86_400, until),
        [
          'grants.grant',
          {
            recipient: ann,
            milestones: [{ amount: 5_000_000n, document: sha256(stringToHex('x')) }],
            reviewers: [],
            required: 0,
            stream: noStream,
            reportsDue: false,
            purpose: 'Books',
            category: 'books',
          },
        ],
      ],
    ],
    [{ act: 'acceptMilestone', number: '1', milestone: '2' }, [['grants.accept', 1n, 1n, noDigest]]],
    [
      { act: 'clawBack', number: '1', document: 'Not done' },
      [['grants.clawBack', 1n, sha256(stringToHex('Not done\n'))]],
    ],
    [
      { act: 'changeRecipient', number: '1', to: found.membership.replace(/.$/, '7').toLowerCase() },
      [['grants.changeRecipient', 1n, getAddress(found.membership.replace(/.$/, '7').toLowerCase()), noDigest]],
    ],
    [
      { act: 'distribute', steward: '50' },
      [
        setEnvelope(found.distributions, token, 100_000_000n, 100_000_000n, 86_400, until),
        ['distributions.open', [100, 50, 100], ownText, 'Books', 'books'],
      ],
    ],
    [
      { act: 'openStanding', minimum: '2', document: noDigest.replace(/.$/, '1') },
      [
        setEnvelope(found.distributions, token, 100_000_000n, 10_000_000n, 2_592_000, until),
        [
          'distributions.openStanding',
          found.splits,
          [100, 100, 100],
          2_000_000n,
          noDigest.replace(/.$/, '1'),
          'Books',
          'books',
        ],
      ],
    ],
    [
      {
        act: 'setRule',
        rule: [
          { target: 'treasury', share: '60', id: '3' },
          { target: 'purse', share: '30.5', id: '1' },
          { target: 'standing', share: '9.5', id: '' },
        ],
      },
      [
        [
          'splits.setRule',
          [
            { target: 0, share: 6000, id: 0n },
            { target: 1, share: 3050, id: 1n },
            { target: 2, share: 950, id: 0n },
          ],
        ],
      ],
    ],
    [{ act: 'openPurpose', name: ' 修船 ' }, [['donations.open', '修船']]],
    [{ act: 'closePurpose', number: '1' }, [['donations.close', 1n]]],
    [{ act: 'spendPurse', number: '1' }, [['donations.spend', 1n, token, ann, 12_500_000n, noDigest]]],
    [{ act: 'endRight', number: '2' }, [['treasury.revokeEnvelope', 2n]]],
  ] as [Partial<TreasuryActDraft>, unknown[]][])('%o is these calls', (part, calls) => {
    expect(decode(part)).toEqual(calls)
  })

  it('pays up to two hundred as a batch, and more by a list that it makes itself', () => {
    for (const [key, functionName, count] of [
      ['few', 'payouts.open', 3],
      ['many', 'payouts.openList', 201],
    ] as const) {
      const [payout] = prepare(count)
      expect(decode({ act: 'payout', key })).toEqual([
        setEnvelope(found.payouts, token, payout!.total, payout!.total, 86_400, until),
        [functionName, payout!.digest, BigInt(count), payout!.document, 'Books', 'books'],
      ])
      const parsed = parse({ act: 'payout', key })
      expect(parsed.status === 'ok' && parsed.documents).toEqual([payout!.text])
    }
  })

  it('names what is published for it', () => {
    const milestones = [
      { amount: '1', document: 'One' },
      { amount: '1', document: noDigest.replace(/.$/, '1') },
    ]
    const parsed = parse({ act: 'grant', milestones })
    expect(parsed.status === 'ok' && parsed.documents).toEqual(['One\n'])
  })

  const large = (2n ** 208n).toString()
  it.each([
    [{ act: 'pay', to: '0x1' }, 'to', 'account'],
    [{ act: 'pay', to: ann.replace('C5', 'c5') }, 'to', 'account'],
    [{ act: 'pay', to: zeroAddress }, 'to', 'account'],
    [{ act: 'pay', to: found.treasury }, 'to', 'accountDao'],
    [{ act: 'pay', to: found.donations }, 'to', 'accountDao'],
    [{ act: 'pay', to: token }, 'to', 'accountAsset'],
    [{ act: 'pay', asset: bob }, 'asset', 'asset'],
    [{ act: 'pay', asset: found.assets[2] }, 'asset', 'asset'],
    [{ act: 'pay', amount: '1.2345678' }, 'amount', 'amount'],
    [{ act: 'pay', amount: '0.0' }, 'amount', 'amountZero'],
    [{ act: 'pay', amount: large }, 'amount', 'amountLarge'],
    [{ act: 'giveCollectible', token: 'x' }, 'token', 'collectible'],
    [{ act: 'giveCollectible', token: found.assets[2], tokenId: '' }, 'tokenId', 'tokenId'],
    [{ act: 'grantBudget', holders: ' \n' }, 'holders', 'accountsMissing'],
    [{ act: 'grantBudget', holders: `${ann}\nCarla` }, 'holders', 'account'],
    [{ act: 'grantBudget', holders: `${ann}\n${ann.toLowerCase()}` }, 'holders', 'accountTwice'],
    [{ act: 'grantBudget', holders: ann, secondSignature: true }, 'holders', 'holdersTwo'],
    [{ act: 'grantBudget', cap: '101' }, 'total', 'capAboveTotal'],
    [{ act: 'grantBudget', period: '367' }, 'period', 'period'],
    [{ act: 'grantBudget', period: '0' }, 'period', 'period'],
    [{ act: 'grantBudget', end: '' }, 'end', 'untilMissing'],
    [{ act: 'grantBudget', end: '2027-02-30' }, 'end', 'untilNoDate'],
    [{ act: 'grantBudget', end: '2027-01-14' }, 'end', 'untilPast'],
    [{ act: 'grantBudget', end: '2031-01-16' }, 'end', 'untilFar'],
    [{ act: 'grantBudget', start: '2028-01-01' }, 'start', 'startAfterEnd'],
    [{ act: 'grantBudget', start: '2027-12-31', announceAbove: '1' }, 'window', 'windowTooLong'],
    [{ act: 'grantBudget', window: '0:59' }, 'window', 'window'],
    [{ act: 'grantBudget', window: '337' }, 'window', 'window'],
    [{ act: 'grantBudget', objectionShare: '4' }, 'objectionShare', 'share'],
    [{ act: 'grantBudget', objectionShare: '34' }, 'objectionShare', 'share'],
    [{ act: 'grantBudget', announceAbove: 'x' }, 'announceAbove', 'amount'],
    [{ act: 'grantBudget', payees: token }, 'payees', 'accountAsset'],
    [{ act: 'grantBudget', purpose: ' ' }, 'purpose', 'purpose'],
    [{ act: 'grantBudget', purpose: '用'.repeat(94) }, 'purpose', 'purpose'],
    [{ act: 'grantBudget', category: '类'.repeat(11) }, 'category', 'category'],
    [{ act: 'changeBudget', number: '7' }, 'number', 'numberUnknown'],
    [{ act: 'pauseBudget', number: '3' }, 'number', 'numberOver'],
    [{ act: 'pauseBudget', number: '4' }, 'number', 'numberOver'],
    [{ act: 'pauseBudget', number: '5' }, 'number', 'paused'],
    [{ act: 'resumeBudget', number: '1' }, 'number', 'notPaused'],
    [{ act: 'grant' }, 'milestones', 'nothingGranted'],
    [{ act: 'grant', milestones: [{ amount: '1', document: '' }] }, 'milestones', 'documentMissing'],
    [{ act: 'grant', milestones: [{ amount: '', document: 'x' }] }, 'milestones', 'amount'],
    [{ act: 'grant', milestones: [{ amount: '1', document: 'x' }], reviewers: ann }, 'reviewers', 'reviewerRecipient'],
    [
      { act: 'grant', milestones: [{ amount: '1', document: 'x' }], reviewers: bob, required: '2' },
      'required',
      'required',
    ],
    [{ act: 'grant', streamEnd: '2027-03-01' }, 'streamAmount', 'streamAmount'],
    [{ act: 'grant', streamAmount: '1' }, 'streamEnd', 'startNoDate'],
    [
      {
        act: 'grant',
        streamAmount: '1',
        streamStart: '2027-03-01',
        streamCliff: '2027-02-01',
        streamEnd: '2027-04-01',
      },
      'streamCliff',
      'streamTimes',
    ],
    [
      { act: 'grant', streamAmount: '1', streamCliff: '2027-05-01', streamEnd: '2027-04-01' },
      'streamEnd',
      'streamTimes',
    ],
    [{ act: 'grant', streamAmount: '1', streamEnd: '2028-01-01' }, 'end', 'streamEnd'],
    [{ act: 'acceptMilestone', number: '1', milestone: '3' }, 'milestone', 'milestoneUnknown'],
    [{ act: 'acceptMilestone', number: '1', milestone: '1' }, 'milestone', 'milestoneAccepted'],
    [{ act: 'acceptMilestone', number: '2', milestone: '2' }, 'number', 'clawedBack'],
    [{ act: 'clawBack', number: '2' }, 'number', 'clawedBack'],
    [{ act: 'changeRecipient', number: '1' }, 'to', 'recipientSame'],
    [{ act: 'changeRecipient', number: '1', to: bob }, 'to', 'recipientReviewer'],
    [{ act: 'distribute', member: '0' }, 'member', 'percent'],
    [{ act: 'distribute', member: '90', steward: '90', organisation: '99' }, 'member', 'percentWhole'],
    [{ act: 'openStanding', minimum: '11' }, 'minimum', 'minimum'],
    [{ act: 'setRule', rule: [{ target: 'treasury', share: '99.99', id: '' }] }, 'rule', 'ruleSum'],
    [{ act: 'setRule', rule: [{ target: 'treasury', share: '0', id: '' }] }, 'rule', 'ruleShare'],
    [{ act: 'setRule', rule: [{ target: 'purse', share: '100', id: '2' }] }, 'rule', 'ruleTarget'],
    [{ act: 'setRule', rule: [{ target: 'standing', share: '100', id: '8' }] }, 'rule', 'ruleStanding'],
    [{ act: 'setRule', rule: Array(11).fill({ target: 'treasury', share: '1', id: '' }) }, 'rule', 'ruleMany'],
    [{ act: 'openPurpose', name: '' }, 'name', 'name'],
    [{ act: 'closePurpose', number: '2' }, 'number', 'purposeClosed'],
    [{ act: 'spendPurse', number: '1', amount: '30.000001' }, 'amount', 'notHeld'],
    [{ act: 'spendPurse', number: '3' }, 'number', 'numberUnknown'],
    [{ act: 'endRight', number: '3' }, 'number', 'numberOver'],
    [{ act: 'payout', key: 'none' }, 'rows', 'rowsMissing'],
    [{ act: 'payout', key: 'wrong' }, 'rows', 'rowsWrong'],
  ] as [Partial<TreasuryActDraft>, string, string][])('%o is refused: %s, %s', (part, field, problem) => {
    expect(parse(part)).toMatchObject({ status: 'wrong', field, problem })
  })

  it('says which of several is wrong, and what stands there', () => {
    expect(parse({ act: 'grantBudget', holders: `${ann}\n\n Carla ` })).toMatchObject({ place: 1, text: 'Carla' })
  })

  it('publishes nothing where nothing can be published', () => {
    const other = { canPublish: false }
    const milestones = [{ amount: '1', document: 'A plan' }]
    expect(parse({ act: 'payout', key: 'few' }, other)).toMatchObject({ problem: 'noIpfs' })
    expect(parse({ act: 'grant', milestones }, other)).toMatchObject({ problem: 'noIpfs', place: 0 })
    const byDigest = [{ amount: '1', document: sha256('0x01') }]
    expect(parse({ act: 'grant', milestones: byDigest }, other).status).toBe('ok')
  })

  it.each(treasuryActs.filter((act) => !['pay', 'giveCollectible', 'endRight'].includes(act)))(
    '%s is not offered by a DAO without its contract',
    (act) => {
      const none = { budgets: null, grants: null, payouts: null, distributions: null, donations: null, splits: null }
      const parsed = parse({ act }, { dao: { ...dao, ...none } })
      expect(parsed).toMatchObject({ status: 'wrong', problem: 'absent' })
      expect(parsed.status === 'wrong' && treasuryActFields[act].includes(parsed.field)).toBe(true)
    },
  )

  it('says of a rule whether it waits for a standing distribution', () => {
    const row = { target: 'standing', share: '100', id: '' } as const
    expect(needsStanding({ act: 'setRule', rule: [row] })).toBe(true)
    expect(needsStanding({ act: 'setRule', rule: [{ ...row, id: '9' }] })).toBe(false)
    expect(needsStanding({ act: 'pay', rule: [row] })).toBe(false)
  })

  it('sets an envelope that the treasury’s own ABI reads', () => {
    const parsed = parse({ act: 'grantBudget' })
    if (parsed.status !== 'ok') throw new Error(parsed.problem)
    const call = decodeFunctionData({ abi: treasuryAbi, data: parsed.actions[0]!.calldata })
    expect(call.functionName).toBe('setEnvelope')
    expect(parsed.actions.map(({ target }) => target)).toEqual([found.treasury, found.budgets])
  })
})
