import { encodeFunctionData, parseEther, parseUnits, type Address, type Hex } from 'viem'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { registryAbi } from '../../web/src/generated/abi/registry.js'
import { erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens.js'
import { gates, kinds, type Kind } from '../../web/src/domain/daoParameters.js'
import type { Deployment } from '../generate.js'
import { winterList } from './seats.js'
import { treasuryAgenda } from './treasury.js'

export type Action = { target: Address; value: bigint; data: Hex }

/** What an agenda's actions may name. */
export type Stage = {
  deployment: Deployment
  /** SHA-256 of a text of the seed. */
  digest: (text: string) => Hex
  lkd: Address
  tool: Address
  boat: Address
  /** By place in the development mnemonic. */
  account: (index: number) => Address
  /** Unix seconds of a day of the agenda. */
  toTime: (day: number) => number
}

/** What becomes of a proposal, and when, in days of the agenda. */
type Fate =
  | { kind: 'open' }
  | { kind: 'decided' }
  | { kind: 'cancelled'; by: number; on: number }
  | { kind: 'queued'; on: number; cancelledOn?: number; by?: number }
  | { kind: 'executed'; queuedOn: number; on: number; by: number; directly?: true }

export type Item = {
  text: string
  /** Days since the beginning; negative ones are counted from the end. */
  day: number
  proposer: number
  actions: (stage: Stage) => Action[]
  for?: number[]
  against?: number[]
  abstain?: number[]
  reasons?: Record<number, string>
  /** Ballots of `voters` that they sign and `by` carries; `stale` ones vote directly after they signed. */
  carried?: { by: number; voters: number[]; stale: number[]; hoursBefore: number }
  /** Ballots after all the others, first or changed, in hours before the end that the proposal was created with. */
  late?: { voter: number; support: number; hoursBefore: number; reason?: string }[]
  fate: Fate
}

// People who are paid hold no seat.
const joiner = 30
const harbourOffice = 31
const instructors = 32
const outfitter = 33
const stranger = 34
const roofer = 35
const dredger = 36
const bookseller = 37
const electricians = 38
const landlord = 39
const dealer = 40
const decorator = 41
const guardian = 23

const pay = (stage: Stage, to: number, ether: string): Action => ({
  target: stage.account(to),
  value: parseEther(ether),
  data: '0x',
})

const payToken = (token: Address, decimals: number, to: Address, amount: string): Action => ({
  target: token,
  value: 0n,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, parseUnits(amount, decimals)] }),
})

const payLkd = (stage: Stage, to: number, amount: string) => payToken(stage.lkd, 6, stage.account(to), amount)

const admit = (stage: Stage, who: number): Action => ({
  target: stage.deployment.membership,
  value: 0n,
  data: encodeFunctionData({
    abi: membershipAbi,
    functionName: 'admit',
    args: [stage.account(who), kinds.indexOf('member'), 0],
  }),
})

const toGovernor = (stage: Stage, data: Hex): Action => ({ target: stage.deployment.governor, value: 0n, data })

const setVotingDelay = (stage: Stage, seconds: number) =>
  toGovernor(stage, encodeFunctionData({ abi: governorAbi, functionName: 'setVotingDelay', args: [seconds] }))

const setGuardian = (stage: Stage, who: number, until: number) =>
  toGovernor(
    stage,
    encodeFunctionData({ abi: governorAbi, functionName: 'setGuardian', args: [stage.account(who), until] }),
  )

const toRegistry = (stage: Stage, data: Hex): Action => ({ target: stage.deployment.registry, value: 0n, data })

const adopt = (stage: Stage, text: string, kind: 1 | 2) =>
  toRegistry(stage, encodeFunctionData({ abi: registryAbi, functionName: 'adopt', args: [stage.digest(text), kind] }))

const repeal = (stage: Stage, number: bigint, text: string) =>
  toRegistry(
    stage,
    encodeFunctionData({ abi: registryAbi, functionName: 'repeal', args: [number, stage.digest(text)] }),
  )

const toGates = (stage: Stage, data: Hex): Action => ({ target: stage.deployment.gates, value: 0n, data })

const setOfficer = (stage: Stage, who: number, allowance: number, may: Kind[]) => {
  const bits = may.reduce((all, kind) => all | (1 << kinds.indexOf(kind)), 0)
  const office = { allowance, until: stage.toTime(-1) + 200 * 86_400, kinds: bits }
  const args = [stage.account(who), office] as const
  return toGates(stage, encodeFunctionData({ abi: gatesAbi, functionName: 'setOfficer', args }))
}

const openGate = (stage: Stage, gate: (typeof gates)[number]) =>
  toGates(stage, encodeFunctionData({ abi: gatesAbi, functionName: 'openGate', args: [gates.indexOf(gate)] }))

const openList = (stage: Stage) => {
  const { list, root, digest } = winterList(stage)
  const args = [list, root, digest, stage.toTime(-1) + 120 * 86_400] as const
  return toGates(stage, encodeFunctionData({ abi: gatesAbi, functionName: 'openList', args }))
}

const sendBoat = (stage: Stage, to: Address): Action => ({
  target: stage.boat,
  value: 0n,
  data: encodeFunctionData({
    abi: erc721Abi,
    functionName: 'transferFrom',
    args: [stage.deployment.treasury, to, 1n],
  }),
})

const [resolution, policy] = [1, 2] as const
const [against, inFavour, abstaining] = [0, 1, 2]

/** The proposals of a year; those about rights of the treasury stand in a file of their own. */
export const agenda: Item[] = [
  {
    text: '01-shelves',
    day: 9,
    proposer: 0,
    actions: (stage) => [payLkd(stage, joiner, '1850')],
    for: [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 13],
    against: [14],
    abstain: [7],
    reasons: {
      1: '书在箱子里，等于没有书。',
      4: 'I will come for the sanding, and for the soup.',
      14: 'Pine would do, at half the price.',
    },
    fate: { kind: 'executed', queuedOn: 15.2, on: 17.6, by: 0 },
  },
  {
    text: '02-tool-library',
    day: 24,
    proposer: 6,
    actions: (stage) => [payToken(stage.tool, 18, stage.account(6), '300')],
    for: [0, 2, 3, 5, 6, 9, 10, 11, 13, 15],
    against: [8],
    reasons: {
      6: '把坏的和修好的都写在门上，大家看得见。',
      8: 'I have lent my ladder for ten years and it has always come back. Numbers on tools come before quarrels about numbers.',
      11: 'We moved in last month. Thank you for thinking of it.',
    },
    fate: { kind: 'executed', queuedOn: 30.3, on: 33, by: 6 },
  },
  {
    text: '03-two-neighbours',
    day: 41,
    proposer: 1,
    actions: (stage) => [admit(stage, 20), admit(stage, 21)],
    for: [0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 15, 16],
    abstain: [8],
    reasons: { 3: '那天水真冷，托马斯一句话也没抱怨。', 5: 'Forty books found. That alone.' },
    fate: { kind: 'executed', queuedOn: 47.4, on: 50, by: 11 },
  },
  {
    text: '04-coffee-machine',
    day: 58,
    proposer: 15,
    actions: (stage) => [payLkd(stage, dealer, '2400')],
    for: [15, 10, 16, 7],
    against: [0, 1, 3, 5, 6, 8, 9, 11],
    abstain: [2],
    reasons: {
      0: 'The shelves are not yet paid off in anybody’s mind.',
      5: 'The kettle works.',
      6: '喜欢它的样子，不喜欢它的电费。',
      15: 'Eight cups at a time! I tried.',
    },
    fate: { kind: 'decided' },
  },
  {
    text: 'shed-rules',
    day: 66,
    proposer: 6,
    actions: (stage) => [adopt(stage, 'shed-rules', policy)],
    for: [0, 2, 3, 5, 6, 9, 10, 11, 13, 15, 20],
    against: [8],
    abstain: [16],
    reasons: { 6: '写下来，我就可以休假了。', 8: 'Five credits for honesty. I have met people.' },
    fate: { kind: 'executed', queuedOn: 72.3, on: 74.6, by: 6 },
  },
  {
    text: '05-the-heron',
    day: 78,
    proposer: 3,
    actions: (stage) => [pay(stage, harbourOffice, '0.8')],
    for: [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13, 20, 21],
    against: [8],
    reasons: {
      1: '永远不漆成白色，我们答应你。',
      8: 'A boat is a hole in the water into which one throws money.',
      21: 'My first ballot. Gladly for this.',
    },
    fate: { kind: 'executed', queuedOn: 84.1, on: 86.5, by: 3 },
  },
  {
    text: '06-two-days',
    day: 101,
    proposer: 9,
    actions: (stage) => [setVotingDelay(stage, 2 * 86_400)],
    for: [0, 1, 2, 4, 5, 6, 9, 10, 11, 16, 20, 21],
    against: [7],
    abstain: [3],
    reasons: { 7: 'Nine days is a season when something is urgent.', 16: '下了夜班才读到，谢谢。' },
    fate: { kind: 'executed', queuedOn: 107.2, on: 110, by: 9 },
  },
  {
    text: 'open-shore',
    day: 111,
    proposer: 4,
    actions: (stage) => [adopt(stage, 'open-shore', resolution)],
    for: [1, 3, 4, 9],
    against: [0, 2, 7, 8],
    reasons: {
      0: 'I live next to the landing. Come and sleep there once, in July.',
      4: 'Water has no door.',
      7: 'Open, yes. By night, no.',
      9: '水是大家的。',
    },
    late: [
      {
        voter: 7,
        support: inFavour,
        hoursBefore: 15,
        reason: 'The sign may say eleven. I had not read to the end; I change my ballot.',
      },
      { voter: 20, support: inFavour, hoursBefore: 9, reason: '多出来的这一天，我正好赶上。' },
      { voter: 2, support: abstaining, hoursBefore: -1, reason: 'I can live with it.' },
      { voter: 5, support: inFavour, hoursBefore: -6 },
      { voter: 6, support: against, hoursBefore: -7, reason: '半夜来借梯子的，也是这些人。' },
    ],
    fate: { kind: 'executed', queuedOn: 118.6, on: 121, by: 4 },
  },
  {
    text: '07-blue-jetty',
    day: 120,
    proposer: 10,
    actions: (stage) => [payLkd(stage, decorator, '380')],
    for: [10, 15],
    abstain: [4],
    reasons: { 10: 'Blue.', 4: '栈桥我不常走，听常走的人的。' },
    fate: { kind: 'decided' },
  },
  {
    text: 'the-door',
    day: 122,
    proposer: 2,
    actions: (stage) => [
      setOfficer(stage, 1, 6, ['member', 'observer']),
      setOfficer(stage, 9, 4, ['member', 'observer']),
    ],
    for: [0, 2, 3, 4, 5, 6, 9, 10, 11, 13, 15, 16, 20],
    against: [8],
    abstain: [1],
    reasons: {
      1: '说的是我自己，我不投赞成。',
      8: 'A door that two can open is a door that two can be talked into opening.',
      20: '我等过那九天，知道有多长。',
    },
    fate: { kind: 'executed', queuedOn: 129.4, on: 132, by: 2 },
  },
  {
    text: '08-open-water',
    day: 136,
    proposer: 4,
    actions: (stage) => [payLkd(stage, instructors, '3200'), pay(stage, outfitter, '0.5')],
    for: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 15, 20, 21],
    reasons: {
      1: '那个男孩是我学生的儿子。',
      8: 'For once the boat is good for something.',
      20: '我可以教他们认字，在船上。',
    },
    // They were out on the water with the children; the proposer went round and took their ballots along.
    carried: { by: 4, voters: [3, 8, 9, 13, 20, 21], stale: [11], hoursBefore: 28 },
    fate: { kind: 'executed', queuedOn: 143.4, on: 146, by: 4 },
  },
  {
    text: '09-sell-the-heron',
    day: 158,
    proposer: 8,
    actions: (stage) => [sendBoat(stage, stage.account(stranger))],
    fate: { kind: 'cancelled', by: 8, on: 158.4 },
  },
  {
    text: '10-reserve',
    day: 176,
    proposer: 7,
    actions: (stage) => [payLkd(stage, stranger, '20000')],
    for: [0, 2, 5, 7, 8, 10, 11, 15],
    against: [1, 6],
    abstain: [9, 20],
    reasons: {
      1: '传单从哪儿来的，谁也说不清。',
      6: 'I should like to see the address on the bank’s own page first.',
      5: 'Thirteen members’ fees for lying still.',
    },
    fate: { kind: 'queued', on: 183.3, cancelledOn: 184.1, by: guardian },
  },
  {
    text: '11-roof',
    day: 197,
    proposer: 2,
    actions: (stage) => [payLkd(stage, roofer, '4500'), pay(stage, roofer, '1')],
    for: [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13, 16, 20, 21],
    abstain: [8],
    reasons: { 0: 'I empty those buckets every morning.', 20: '先救书，再说别的。' },
    late: [
      { voter: 8, support: inFavour, hoursBefore: 50, reason: 'I was up there yesterday. One can see the stars.' },
    ],
    fate: { kind: 'executed', queuedOn: 204.2, on: 206.4, by: 21, directly: true },
  },
  {
    text: '12-noor',
    day: 221,
    proposer: 5,
    actions: (stage) => [admit(stage, 22)],
    for: [0, 1, 3, 4, 5, 6, 9, 11, 13, 15, 20, 21],
    reasons: { 4: 'Thirty-seven.', 1: '那本地图集，她补得比原来还好。' },
    fate: { kind: 'executed', queuedOn: 228.5, on: 231, by: 5 },
  },
  {
    text: '13-old-names',
    day: 238,
    proposer: 16,
    actions: (stage) => [payLkd(stage, 16, '1500')],
    for: [0, 1, 3, 5, 6, 9, 16, 20, 22],
    abstain: [7, 8],
    reasons: { 1: '“筛子风”和“拉纤风”。快来问我。', 22: 'In my family, too, the winds have names.' },
    fate: { kind: 'decided' },
  },
  {
    text: '14-mooring',
    day: 266,
    proposer: 3,
    actions: (stage) => [pay(stage, dredger, '2')],
    for: [0, 2, 3, 4, 5, 6, 9, 11, 22],
    against: [8],
    abstain: [1],
    reasons: { 8: 'The hole in the water wants to be deeper now.', 3: '许可不来，就不挖。' },
    fate: { kind: 'queued', on: 273.6 },
  },
  {
    text: 'shed-rules-again',
    day: 283,
    proposer: 6,
    actions: (stage) => [repeal(stage, 2n, 'shed-rules-again')],
    for: [0, 2, 3, 5, 6, 9, 11, 15, 20, 21, 22],
    abstain: [8, 1],
    reasons: { 6: '长梯子留下。', 8: 'So I was right about the five credits. I shall not say so.' },
    fate: { kind: 'executed', queuedOn: 290.3, on: 293, by: 6 },
  },
  {
    text: '15-guardian',
    day: 300,
    proposer: 1,
    actions: (stage) => [setGuardian(stage, guardian, stage.toTime(310) + 350 * 86_400), admit(stage, guardian)],
    for: [0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 15, 20, 21, 22],
    abstain: [8],
    reasons: {
      7: 'It was my proposal that she stopped, and she was right.',
      9: '看护决定的人，也该承担决定。',
      8: 'A guardian should not vote; but I know of no better guardian.',
    },
    fate: { kind: 'executed', queuedOn: 307.4, on: 310, by: 1 },
  },
  {
    text: 'winter-list',
    day: -32,
    proposer: 1,
    actions: (stage) => [openGate(stage, 'lists'), openList(stage)],
    for: [0, 1, 2, 3, 4, 5, 6, 9, 11, 13, 15, 20, 21, 22],
    abstain: [8],
    reasons: {
      1: '名单是炉子边上一个一个念出来的。',
      8: 'Soup is not a political programme. But it was good soup.',
      21: 'I came in by such a door.',
    },
    fate: { kind: 'executed', queuedOn: -24.6, on: -22.3, by: 1 },
  },
  {
    text: '16-harbour-dues',
    day: -14,
    proposer: 3,
    actions: (stage) => [payLkd(stage, harbourOffice, '640'), pay(stage, harbourOffice, '0.2')],
    for: [0, 2, 3, 4, 5, 9, 11, 20, 22],
    abstain: [8],
    reasons: { 22: 'She lies well at her place.', 8: '又来了。' },
    fate: { kind: 'queued', on: -6 },
  },
  {
    text: '17-winter-books',
    day: -10.4,
    proposer: 20,
    actions: (stage) => [payLkd(stage, bookseller, '2100')],
    for: [0, 1, 2, 4, 5, 6, 9, 11, 15, 20, 21, 22, 23],
    reasons: {
      1: '“所有讲冰的书”——这一本我来挑。',
      15: 'Crime novels first. We are an honest people.',
      23: 'My first ballot, and I do not have to stop it.',
    },
    fate: { kind: 'queued', on: -0.25 },
  },
  {
    text: '18-solar',
    day: -8,
    proposer: 11,
    actions: (stage) => [payLkd(stage, electricians, '5600')],
    for: [0, 2, 4, 5, 6, 9, 11, 21, 23],
    against: [7, 8],
    abstain: [1, 22],
    reasons: {
      8: 'Seven years is longer than most of our plans have lived.',
      11: '十年以后接电话的人，就是我妹妹。',
      7: 'With a battery I would have said yes.',
    },
    fate: { kind: 'decided' },
  },
  {
    text: '19-sauna',
    day: -3.4,
    proposer: 5,
    actions: (stage) => [payLkd(stage, 5, '7800')],
    for: [5, 7, 9, 15, 22],
    against: [8, 6],
    abstain: [20],
    late: [
      {
        voter: 7,
        support: against,
        hoursBefore: 90,
        reason: 'I did the sums again, with the insurance. Not this year.',
      },
    ],
    reasons: {
      5: 'Come and saw wood with us, and then say no.',
      6: '先修船屋的屋顶，再盖桑拿房。',
      8: 'The largest sum ever, for the smallest number.',
      9: 'Winter is long, and people sit alone. That is the whole argument.',
      20: '两边的话我都听得进去，还在想。',
    },
    fate: { kind: 'open' },
  },
  {
    text: '20-across-the-lake',
    day: -0.12,
    proposer: 21,
    actions: (stage) => [pay(stage, landlord, '1'), payLkd(stage, landlord, '3000')],
    fate: { kind: 'open' },
  },
  ...treasuryAgenda,
]

/** Who delegates to whom, and when; `null` takes the vote back. */
export const delegations: { day: number; from: number; to: number | null }[] = [
  { day: 4, from: 17, to: 9 },
  { day: 4.3, from: 18, to: 9 },
  { day: 6, from: 12, to: 0 },
  { day: 20, from: 19, to: 2 },
  { day: 52, from: 14, to: 5 },
  { day: 90, from: 10, to: 15 },
  { day: 98, from: 10, to: null },
  { day: 190, from: 13, to: 1 },
  { day: 194, from: 13, to: null },
  { day: 247, from: 16, to: 20 },
  { day: 320, from: 10, to: 22 },
]

/** Gifts of coin. */
export const donations: { day: number; from: number; ether: string }[] = [
  { day: 1.5, from: 0, ether: '6' },
  { day: 2, from: 3, ether: '1.5' },
  { day: 31, from: 11, ether: '0.25' },
  { day: 70, from: 9, ether: '2' },
  { day: 129, from: 1, ether: '0.6' },
  { day: 166, from: 21, ether: '0.4' },
  { day: 212, from: 4, ether: '3' },
  { day: 255, from: 22, ether: '0.12' },
  { day: 341, from: 7, ether: '1.75' },
  { day: -2.2, from: 23, ether: '0.5' },
]

/** Fees in Lake Dollars, the last of each month: who pays when, and how much. */
export const fees: { day: number; from: number; amount: string }[] = Array.from({ length: 12 }, (_, month) =>
  Array.from({ length: 5 }, (_, i) => ({
    day: 30 * (month + 1) - 2 + i * 0.31,
    from: (month * 5 + i * 3) % 20,
    amount: ['60', '60', '30', '120', '45'][(month + i) % 5]!,
  })),
).flat()

/** Tool credits that come back to the treasury when tools are lent. */
export const credits: { day: number; from: number; amount: string }[] = [62, 95, 127, 161, 222, 284, 333].map(
  (day, i) => ({
    day,
    from: 6,
    amount: String(12 + ((i * 5) % 11)),
  }),
)
