import {
  encodeFunctionData,
  parseEther,
  parseEventLogs,
  parseUnits,
  sha256,
  zeroAddress,
  zeroHash,
  type Address,
  type Hex,
  type TransactionReceipt,
} from 'viem'
import { digestRows, formatPayoutDocument, type PayoutDocument } from '../../web/src/domain/payoutDocument.js'
import { budgetsAbi } from '../../web/src/generated/abi/budgets.js'
import { distributionsAbi } from '../../web/src/generated/abi/distributions.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { grantsAbi } from '../../web/src/generated/abi/grants.js'
import { payoutsAbi } from '../../web/src/generated/abi/payouts.js'
import { splitsAbi } from '../../web/src/generated/abi/splits.js'
import { erc20Abi } from '../../web/src/generated/abi/tokens.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import type { Action, Item, Stage } from './agenda.js'

const day = 86_400
const chainId = 31337

// Numbers of rights follow from the order of the decisions that grant them: every envelope has the next one.
const [houseBudget, boatBudget] = [1n, 2n]
const [tapes, owls, ferry] = [1n, 2n, 3n]
const [readingRoom, heron] = [1n, 2n]
const storm = 1n
const [standing, winterShare] = [5n, 8n]

// Who is paid, by place in the development mnemonic; `29` can send what a recipient has to send.
const [harbourOffice, outfitter, archivist, owlWatchers, ferryAuthor, sailmaker, plumber, stoveFitter] = [
  31, 33, 29, 51, 52, 53, 54, 55,
]
const helpers = [2, 5, 11, 13, 16, 56, 57, 58, 59, 60]

const noStream = { amount: 0n, start: 0, cliff: 0, end: 0 }
const lkd = (amount: string) => parseUnits(amount, 6)

const to = (target: Address, data: Hex): Action => ({ target, value: 0n, data })

/** What the next call in the same operation binds to a right. */
const envelope = (
  { deployment }: Stage,
  module: Address,
  asset: Address,
  total: bigint,
  cap: bigint,
  period: number,
  end: number,
): Action => {
  const args = [module, asset, total, cap, period, end] as const
  return to(deployment.treasury, encodeFunctionData({ abi: treasuryAbi, functionName: 'setEnvelope', args }))
}

const grantBudget = (stage: Stage, terms: BudgetTerms) =>
  to(stage.deployment.budgets, encodeFunctionData({ abi: budgetsAbi, functionName: 'grant', args: [terms] }))

type BudgetTerms = ReturnType<typeof houseTerms>
const houseTerms = (stage: Stage, atOnce: string) => ({
  holders: [stage.account(8), stage.account(5)],
  payees: [] as Address[],
  start: 0,
  window: 3 * day,
  objectionShare: 15,
  secondSignature: false,
  announceAbove: lkd(atOnce),
  purpose: 'Repairs, heating and cleaning · 修理、取暖和清洁',
  category: 'House · 房屋',
})

/** A wallet that takes no coin: it reverts whatever is sent to it. */
const refusingCode = '0x625f5ffd5f526003601df3'
let refusing: Address = zeroAddress

function stormRows({ deployment, account }: Stage): PayoutDocument {
  const payees = [...helpers.map((index) => account(index)), refusing]
  const rows = payees.map((payee, place) => ({
    payee,
    amount: parseEther('0.03'),
    note: place === helpers.length ? 'the scouts’ wallet · 童子军的钱包' : '',
  }))
  return { chainId, payouts: deployment.payouts, token: null, rows }
}
const toBytes = (document: PayoutDocument) => new TextEncoder().encode(formatPayoutDocument(document))

const toDonations = (stage: Stage, data: Hex) => to(stage.deployment.donations, data)
const openPurpose = (stage: Stage, name: string) =>
  toDonations(stage, encodeFunctionData({ abi: donationsAbi, functionName: 'open', args: [name] }))

const grant = (stage: Stage, total: string, terms: Parameters<typeof encodeGrant>[0]) => [
  envelope(stage, stage.deployment.grants, stage.lkd, lkd(total), lkd(total), day, stage.toTime(-1) + 150 * day),
  to(stage.deployment.grants, encodeGrant(terms)),
]
const encodeGrant = (terms: {
  recipient: Address
  milestones: { amount: bigint; document: Hex }[]
  reviewers: Address[]
  required: number
  stream: typeof noStream
  reportsDue: boolean
  purpose: string
  category: string
}) => encodeFunctionData({ abi: grantsAbi, functionName: 'grant', args: [terms] })

/** What the year decides of the treasury's rights. */
export const treasuryAgenda: Item[] = [
  {
    text: 'purses',
    day: 88,
    proposer: 9,
    actions: (stage) => [openPurpose(stage, 'Reading room · 阅览室'), openPurpose(stage, 'The Heron · 苍鹭号')],
    for: [0, 1, 2, 3, 4, 5, 6, 9, 11, 13, 20, 21],
    abstain: [8],
    reasons: { 8: 'A boat with a purse. It will ask for a bank next.', 1: '终于不用我记着了。' },
    fate: { kind: 'executed', queuedOn: 94.2, on: 96.6, by: 9 },
  },
  {
    text: 'house-budget',
    day: 104,
    proposer: 0,
    actions: (stage) => [
      envelope(
        stage,
        stage.deployment.budgets,
        stage.lkd,
        lkd('4800'),
        lkd('800'),
        30 * day,
        stage.toTime(-1) + 120 * day,
      ),
      grantBudget(stage, houseTerms(stage, '400')),
    ],
    for: [0, 1, 2, 3, 4, 6, 7, 9, 11, 15, 20, 21],
    abstain: [5, 8],
    reasons: {
      8: 'I am one of the two. For once I have no opinion.',
      6: '那台冻裂的水泵还在我棚子里。',
      7: 'A limit, a wait and a list of bills. This is how it is done.',
    },
    fate: { kind: 'executed', queuedOn: 110.2, on: 112.7, by: 0 },
  },
  {
    text: 'boat-season',
    day: 124,
    proposer: 3,
    actions: (stage) => [
      envelope(
        stage,
        stage.deployment.budgets,
        zeroAddress,
        parseEther('1.2'),
        parseEther('0.4'),
        30 * day,
        stage.toTime(290),
      ),
      grantBudget(stage, {
        ...houseTerms(stage, '0'),
        holders: [stage.account(3)],
        payees: [stage.account(harbourOffice), stage.account(outfitter)],
        announceAbove: parseEther('0.4'),
        purpose: 'Mooring and rope of the Heron · 苍鹭号的泊位与缆绳',
        category: 'Boat · 船',
      }),
    ],
    for: [0, 1, 2, 3, 4, 5, 6, 9, 11, 13, 20],
    against: [8],
    reasons: { 8: 'Now it has an allowance, too.', 20: '只付给那两家，放心。' },
    fate: { kind: 'executed', queuedOn: 131.3, on: 133.8, by: 3 },
  },
  {
    text: 'tape-archive',
    day: 146,
    proposer: 1,
    actions: (stage) =>
      grant(stage, '2700', {
        recipient: stage.account(archivist),
        milestones: ['600', '600', '600'].map((amount) => ({
          amount: lkd(amount),
          document: stage.digest('tape-archive'),
        })),
        reviewers: [stage.account(1), stage.account(16), stage.account(20)],
        required: 2,
        stream: {
          amount: lkd('900'),
          start: stage.toTime(160),
          cliff: stage.toTime(190),
          end: stage.toTime(-1) + 90 * day,
        },
        reportsDue: true,
        purpose: 'Sixty tapes of the lake · 湖上的六十盘磁带',
        category: 'Culture · 文化',
      }),
    for: [0, 1, 2, 3, 4, 5, 6, 9, 11, 15, 16, 20, 21],
    abstain: [7],
    reasons: { 16: '我爷爷的声音在里面。', 4: 'Before they turn to vinegar.' },
    fate: { kind: 'executed', queuedOn: 153.3, on: 156, by: 1 },
  },
  {
    text: 'owl-boxes',
    day: 152,
    proposer: 20,
    actions: (stage) =>
      grant(stage, '600', {
        recipient: stage.account(owlWatchers),
        milestones: ['350', '250'].map((amount) => ({ amount: lkd(amount), document: stage.digest('owl-boxes') })),
        reviewers: [stage.account(20), stage.account(5)],
        required: 1,
        stream: noStream,
        reportsDue: false,
        purpose: 'Twenty boxes for owls · 二十个猫头鹰巢箱',
        category: 'Nature · 自然',
      }),
    for: [0, 1, 2, 3, 4, 5, 6, 9, 11, 20, 21],
    abstain: [8, 7],
    reasons: { 8: 'Owls do not ask for a second instalment. I abstain out of surprise.' },
    fate: { kind: 'executed', queuedOn: 159.4, on: 162, by: 20 },
  },
  {
    text: 'income-rule',
    day: 164,
    proposer: 11,
    actions: (stage) => [
      envelope(
        stage,
        stage.deployment.distributions,
        zeroAddress,
        parseEther('5'),
        parseEther('5'),
        30 * day,
        stage.toTime(-1) + 300 * day,
      ),
      to(
        stage.deployment.distributions,
        encodeFunctionData({
          abi: distributionsAbi,
          functionName: 'openStanding',
          args: [
            stage.deployment.splits,
            [100, 100, 100],
            parseEther('0.05'),
            stage.digest('income-rule'),
            'A tenth of what the boathouse earns · 船屋收入的一成',
            'Shares · 份额',
          ],
        }),
      ),
      to(
        stage.deployment.splits,
        encodeFunctionData({
          abi: splitsAbi,
          functionName: 'setRule',
          args: [
            [
              { target: 0, share: 6000, id: 0n },
              { target: 1, share: 3000, id: readingRoom },
              { target: 2, share: 1000, id: 0n },
            ],
          ],
        }),
      ),
    ],
    for: [0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 20, 21],
    abstain: [8],
    reasons: { 11: '以后办喜事，不吵架。', 7: 'A rule is cheaper than a meeting.' },
    fate: { kind: 'executed', queuedOn: 171.2, on: 174, by: 11 },
  },
  {
    text: 'ferry-app',
    day: 166,
    proposer: 15,
    actions: (stage) =>
      grant(stage, '2000', {
        recipient: stage.account(ferryAuthor),
        milestones: ['800', '1200'].map((amount) => ({ amount: lkd(amount), document: stage.digest('ferry-app') })),
        reviewers: [stage.account(15)],
        required: 1,
        stream: noStream,
        reportsDue: false,
        purpose: 'The ferry on the telephone · 手机上的渡船',
        category: 'Transport · 交通',
      }),
    for: [0, 2, 3, 4, 5, 7, 9, 11, 15, 21],
    against: [8],
    abstain: [1],
    reasons: { 8: 'We have a bell.', 21: '在雾里等过两个钟头，赞成。' },
    fate: { kind: 'executed', queuedOn: 173.3, on: 176, by: 15 },
  },
  {
    text: 'storm-thanks',
    day: 212,
    proposer: 2,
    actions: (stage) => {
      const document = stormRows(stage)
      const sum = document.rows.reduce((total, { amount }) => total + amount, 0n)
      const args = [
        digestRows(document.rows),
        BigInt(document.rows.length),
        sha256(toBytes(document)),
        'Thanks after the storm · 谢谢风暴后的各位',
        'Thanks · 致谢',
      ] as const
      return [
        envelope(stage, stage.deployment.payouts, zeroAddress, sum, sum, day, stage.toTime(-1) + 200 * day),
        to(stage.deployment.payouts, encodeFunctionData({ abi: payoutsAbi, functionName: 'open', args })),
      ]
    },
    for: [0, 1, 3, 4, 6, 7, 8, 9, 15, 20, 21],
    abstain: [2, 5, 11],
    reasons: {
      8: 'They also took my fence, but it lay on the road. For.',
      2: 'I am on the list.',
      1: '那天夜里没人合眼。',
    },
    fate: { kind: 'executed', queuedOn: 219.4, on: 222, by: 2 },
  },
  {
    text: 'ferry-app-ends',
    day: 244,
    proposer: 15,
    actions: (stage) => [
      to(
        stage.deployment.grants,
        encodeFunctionData({
          abi: grantsAbi,
          functionName: 'clawBack',
          args: [ferry, stage.digest('ferry-app-ends')],
        }),
      ),
    ],
    for: [0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 15, 21],
    reasons: { 8: 'The bell also needed no second instalment.', 15: '人走了，页面还在，挺好用的。' },
    fate: { kind: 'executed', queuedOn: 251.3, on: 254, by: 15 },
  },
  {
    text: 'winter-dividend',
    day: 252,
    proposer: 7,
    actions: (stage) => [
      envelope(
        stage,
        stage.deployment.distributions,
        stage.lkd,
        lkd('1350'),
        lkd('1350'),
        day,
        stage.toTime(-1) + 100 * day,
      ),
      to(
        stage.deployment.distributions,
        encodeFunctionData({
          abi: distributionsAbi,
          functionName: 'open',
          args: [[100, 100, 100], stage.digest('winter-dividend'), 'Firewood · 买柴', 'Shares · 份额'],
        }),
      ),
    ],
    for: [0, 2, 3, 5, 7, 8, 9, 11, 15, 20, 21, 22],
    against: [6],
    abstain: [1],
    reasons: { 6: '不如一起去砍，省钱，还热闹。', 8: 'Money that comes back to people. I had to read it twice.' },
    fate: { kind: 'executed', queuedOn: 259.4, on: 262, by: 7 },
  },
  {
    text: 'new-sails',
    day: 318,
    proposer: 3,
    actions: (stage) => [
      toDonations(
        stage,
        encodeFunctionData({
          abi: donationsAbi,
          functionName: 'spend',
          args: [heron, stage.lkd, stage.account(sailmaker), lkd('420'), stage.digest('new-sails')],
        }),
      ),
    ],
    for: [0, 1, 2, 3, 4, 5, 6, 9, 11, 20, 21, 22],
    abstain: [8],
    reasons: { 8: 'It is her money. I have nothing to say, and say it.' },
    fate: { kind: 'executed', queuedOn: 325.3, on: 328, by: 3 },
  },
  {
    text: 'more-for-the-house',
    day: -4.2,
    proposer: 5,
    actions: (stage) => [
      to(
        stage.deployment.budgets,
        encodeFunctionData({
          abi: budgetsAbi,
          functionName: 'change',
          args: [houseBudget, houseTerms(stage, '600')],
        }),
      ),
    ],
    for: [0, 3, 9, 11, 21],
    against: [7],
    abstain: [5],
    reasons: { 7: 'Three days of waiting have never yet burst a pipe.', 3: '锅炉不等人。' },
    fate: { kind: 'open' },
  },
]

/** What the year lends to those who work with the treasury. */
export type YearOfMoney = {
  stage: Stage
  plan: (day: number, run: () => Promise<unknown>) => void
  /** `to` null makes a contract. */
  send: (from: number, to: Address | null, data: Hex, value?: bigint) => Promise<TransactionReceipt>
  publish: (bytes: Uint8Array) => Promise<unknown>
}

/** Draws on the house's budget, in LKD: a third of them had to wait. */
const houseDraws: { day: number; from: number; to: number; amount: string; waits?: true }[] = [
  { day: 118, from: 8, to: plumber, amount: '140' },
  { day: 127, from: 5, to: stoveFitter, amount: '95.5' },
  { day: 159, from: 8, to: plumber, amount: '310' },
  { day: 189, from: 5, to: plumber, amount: '62' },
  { day: 208, from: 8, to: stoveFitter, amount: '540', waits: true },
  { day: 236, from: 5, to: plumber, amount: '228' },
  { day: 281, from: 8, to: stoveFitter, amount: '395' },
  { day: 316, from: 5, to: plumber, amount: '610', waits: true },
  { day: -9, from: 8, to: stoveFitter, amount: '120' },
]

/** What the mooring and the rope cost, in the coin. */
const boatDraws: { day: number; to: number; ether: string }[] = [
  { day: 140, to: harbourOffice, ether: '0.25' },
  { day: 171, to: outfitter, ether: '0.12' },
  { day: 203, to: harbourOffice, ether: '0.25' },
  { day: 262, to: outfitter, ether: '0.18' },
]

/** Gifts for a purpose, in the coin or in LKD. */
const gifts: { day: number; from: number; purpose: bigint; ether?: string; lkd?: string; note: string }[] = [
  { day: 99, from: 11, purpose: readingRoom, lkd: '150', note: 'For the books about ice.' },
  { day: 101, from: 3, purpose: heron, lkd: '200', note: 'She taught me to keep still.' },
  { day: 137, from: 25, purpose: readingRoom, ether: '0.08', note: '给孩子们那一架。' },
  { day: 169, from: 16, purpose: heron, lkd: '180', note: '' },
  { day: 204, from: 8, purpose: heron, lkd: '90', note: 'Do not tell anybody.' },
  { day: 248, from: 22, purpose: readingRoom, ether: '0.15', note: 'My wages of the first week.' },
  { day: 302, from: 20, purpose: readingRoom, lkd: '75', note: '买词典。' },
  { day: 339, from: 4, purpose: heron, lkd: '60', note: 'From the children of the open water week.' },
  { day: -6, from: 26, purpose: readingRoom, ether: '0.05', note: '湖对岸的问候。' },
]

/** What the boathouse earned; anybody shares it out. */
const rents: { day: number; ether: string; by: number }[] = [
  { day: 201, ether: '0.4', by: 11 },
  { day: 233, ether: '0.55', by: 4 },
  { day: 294, ether: '0.3', by: 11 },
]

/** Who has claimed a share of the firewood, and when: by seat. Half of the seats. */
const claims: { day: number; by: number; seats: bigint[] }[] = [
  { day: 262.4, by: 0, seats: [1n] },
  { day: 262.9, by: 6, seats: [7n] },
  { day: 264, by: 2, seats: [3n, 20n] },
  { day: 265.2, by: 9, seats: [10n, 18n, 19n] },
  { day: 268.5, by: 11, seats: [12n] },
  { day: 273, by: 21, seats: [22n] },
  { day: 277.7, by: 4, seats: [5n, 9n] },
  { day: 290, by: 20, seats: [21n, 17n] },
]

/** What treasurers, holders, reviewers, recipients and donors do between the votes. */
export function planTreasury({ stage, plan, send, publish }: YearOfMoney) {
  const { budgets, distributions, donations, grants, payouts, splits } = stage.deployment
  const toBudgets = (from: number, data: Hex) => send(from, budgets, data)
  const toGrants = (from: number, data: Hex) => send(from, grants, data)
  /** A bill, or what else stands behind a payment: published, and named by its digest. */
  const write = async (text: string): Promise<Hex> => {
    const bytes = new TextEncoder().encode(text)
    await publish(bytes)
    return sha256(bytes)
  }
  const bill = (what: string, amount: string, asset: string) =>
    write(
      `<!-- lang: en -->\n\n# Bill\n\n${what}: ${amount} ${asset}\n\n<!-- lang: zh-Hans -->\n\n# 账单\n\n${what}：${amount} ${asset}\n`,
    )

  for (const { day: on, from, to: who, amount, waits } of houseDraws) {
    plan(on, async () => {
      const ref = await bill(who === plumber ? 'Plumber · 水管工' : 'Stove fitter · 炉匠', amount, 'LKD')
      const rows = [[stage.account(who)], [lkd(amount)], ref] as const
      if (!waits) {
        const args = [houseBudget, stage.account(who), lkd(amount), ref] as const
        return toBudgets(from, encodeFunctionData({ abi: budgetsAbi, functionName: 'drawOne', args }))
      }
      const announced = encodeFunctionData({ abi: budgetsAbi, functionName: 'announce', args: [houseBudget, ...rows] })
      const { logs } = await toBudgets(from, announced)
      const { drawId } = parseEventLogs({ abi: budgetsAbi, eventName: 'DrawAnnounced', logs })[0]!.args
      plan(on + 3.1, () =>
        toBudgets(5, encodeFunctionData({ abi: budgetsAbi, functionName: 'settle', args: [drawId, ...rows] })),
      )
    })
  }
  // It still waits when the year is over.
  plan(-1.2, async () => {
    const rows = [[stage.account(plumber)], [lkd('455')], await bill('Boiler valve · 锅炉阀门', '455', 'LKD')] as const
    return toBudgets(8, encodeFunctionData({ abi: budgetsAbi, functionName: 'announce', args: [houseBudget, ...rows] }))
  })
  for (const { day: on, to: who, ether } of boatDraws) {
    plan(on, async () => {
      const ref = await bill(who === outfitter ? 'Rope · 缆绳' : 'Mooring · 泊位', ether, 'ETH')
      const args = [boatBudget, stage.account(who), parseEther(ether), ref] as const
      return toBudgets(3, encodeFunctionData({ abi: budgetsAbi, functionName: 'drawOne', args }))
    })
  }

  const accept = (on: number, by: number, number: bigint, index: bigint) =>
    plan(on, () => {
      const args = [number, index, zeroHash] as const
      return toGrants(by, encodeFunctionData({ abi: grantsAbi, functionName: 'accept', args }))
    })
  const claimGrant = (on: number, by: number, number: bigint) =>
    plan(on, () => toGrants(by, encodeFunctionData({ abi: grantsAbi, functionName: 'claim', args: [number] })))
  const report = (on: number, text: string) =>
    plan(on, async () => {
      const args = [tapes, await write(text)] as const
      return toGrants(archivist, encodeFunctionData({ abi: grantsAbi, functionName: 'report', args }))
    })
  accept(196, 1, tapes, 0n)
  accept(197.3, 20, tapes, 0n)
  report(
    231,
    '<!-- lang: en -->\n\n# The first twenty reels\n\nCleaned, baked, digitised. Four could not be saved.\n\n<!-- lang: zh-Hans -->\n\n# 头二十盘\n\n清洗、烘干、转录完毕，有四盘没能救回来。\n',
  )
  claimGrant(260, archivist, tapes)
  accept(307, 16, tapes, 1n)
  accept(308, 1, tapes, 1n)
  report(
    312,
    '<!-- lang: en -->\n\n# All sixty\n\nThe rest went faster. The wind is on forty of them.\n\n<!-- lang: zh-Hans -->\n\n# 六十盘齐了\n\n后面的快多了。有四十盘里听得见风。\n',
  )
  claimGrant(312.4, archivist, tapes)
  accept(180, 5, owls, 0n)
  accept(305, 20, owls, 1n)
  accept(214, 15, ferry, 0n)

  plan(211, async () => {
    refusing = (await send(2, null, refusingCode)).contractAddress!
    await publish(toBytes(stormRows(stage)))
  })
  plan(222.3, () => {
    const { rows } = stormRows(stage)
    const args = [storm, rows.map(({ payee }) => payee), rows.map(({ amount }) => amount)] as const
    return send(2, payouts, encodeFunctionData({ abi: payoutsAbi, functionName: 'pay', args }))
  })

  for (const { day: on, from, purpose, ether, lkd: tokens, note } of gifts) {
    plan(on, async () => {
      if (ether !== undefined) {
        const data = encodeFunctionData({ abi: donationsAbi, functionName: 'give', args: [purpose, note] })
        return send(from, donations, data, parseEther(ether))
      }
      const amount = lkd(tokens!)
      const approval = [donations, amount] as const
      await send(from, stage.lkd, encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: approval }))
      const args = [purpose, stage.lkd, amount, note] as const
      return send(from, donations, encodeFunctionData({ abi: donationsAbi, functionName: 'giveToken', args }))
    })
  }
  for (const { day: on, ether, by } of rents) {
    plan(on, () => send(10, splits, '0x', parseEther(ether)))
    plan(on + 0.6, () =>
      send(by, splits, encodeFunctionData({ abi: splitsAbi, functionName: 'sendOn', args: [zeroAddress] })),
    )
  }
  plan(240, () =>
    send(4, distributions, encodeFunctionData({ abi: distributionsAbi, functionName: 'openRound', args: [standing] })),
  )
  const claim = (on: number, by: number, number: bigint, seats: readonly bigint[]) =>
    plan(on, () => {
      const args = [number, seats] as const
      return send(by, distributions, encodeFunctionData({ abi: distributionsAbi, functionName: 'claim', args }))
    })
  claim(241, 4, standing | (1n << 64n), [5n, 1n, 2n, 3n])
  for (const { day: on, by, seats } of claims) claim(on, by, winterShare, seats)
}
