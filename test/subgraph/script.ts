import { encodeFunctionData, numberToHex, pad, sha256, toHex, zeroAddress, type Address, type Hex } from 'viem'
import { erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens.js'
import { encodeForward, encodeLog } from './assemble.js'
import { accounts, type History, type Oddities, type Proposal } from './history.js'
import { runMoneyScript } from './script-money.js'
import { member, runSeatScript } from './script-seats.js'

const day = 86_400
const coin = 10n ** 18n
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const transferSingleTopic = '0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62'
const transferBatchTopic = '0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb'

export type Publish = (bytes: Uint8Array) => Promise<string>

/** What was set up for a history: tokens that behave, and contracts that do what they are told. */
export type Stage = {
  lkd: Address
  tool: Address
  boat: Address
  module: Address
  spam: Address
  honest: { erc20: Address[]; erc721: Address[] }
}

async function setStage(history: History): Promise<Stage> {
  const { treasury } = history.deployment
  await history.pass(3600) // votes count from the second after they were given
  const lkd = await history.deployArtifact('TestToken', ['Lake Dollar', 'LKD', 6, 10n ** 15n])
  const tool = await history.deployArtifact('TestToken', ['Tool Credit', 'TOOL', 18, 10n ** 24n])
  const boat = await history.deployArtifact('TestCollectible', ['Boat', 'BOAT', 3n])
  const module = await history.deployForwarder()
  const spam = await history.deployEmitter()
  await history.send(0, treasury, '0x', 20n * coin)
  const transfer = (to: Address, amount: bigint) =>
    encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] })
  await history.send(0, lkd, transfer(treasury, 5_000_000_000n))
  await history.send(0, tool, transfer(treasury, 100n * coin))
  const args = [accounts[0]!.address, treasury, 1n] as const
  await history.send(0, boat, encodeFunctionData({ abi: erc721Abi, functionName: 'transferFrom', args }))
  return { lkd, tool, boat, module, spam, honest: { erc20: [lkd, tool], erc721: [boat] } }
}

export function encodeSpam(treasury: Address): Hex[] {
  const [from, to] = [pad(accounts[9]!.address), pad(treasury)]
  const word = (value: bigint) => numberToHex(value, { size: 32 })
  const words = (...values: bigint[]) => `0x${values.map((value) => word(value).slice(2)).join('')}` as Hex
  const max = 2n ** 256n - 1n
  return [
    encodeLog([transferTopic, from, to], word(max)),
    encodeLog([transferTopic, to, from], word(7n)), // pretends that the treasury paid
    encodeLog([transferTopic, to, to], word(7n)),
    encodeLog([transferTopic, from, to, word(max)], '0x'),
    encodeLog([transferTopic, from, to], '0x'), // no amount
    encodeLog([transferSingleTopic, from, from, to], words(3n, 9n)),
    encodeLog([transferBatchTopic, from, from, to], words(64n, 160n, 2n, 1n, 2n, 2n, 10n, 20n)),
    encodeLog([transferBatchTopic, from, to, from], words(64n, 160n, 2n, 1n, 2n, 1n, 10n)), // one amount for two
    encodeLog([transferBatchTopic, from, from, to], words(64n, 96n, 0n, 0n)),
  ]
}

function describe(title: string, cid: string, proposer?: Address) {
  const suffix = proposer ? `\n\n#proposer=${proposer.toLowerCase()}` : ''
  return `# ${title}\n\nWhat it says in short: ${title}. 简而言之。\n\nipfs://${cid}${suffix}`
}

/** One of everything that can happen, in an order that makes sense. */
export async function runScript(history: History, publish: Publish): Promise<Stage> {
  const stage = await setStage(history)
  const { treasury } = history.deployment
  const text = (value: string) => new TextEncoder().encode(value)
  const payee = accounts[22]!.address
  const quorum = [1, 2, 3, 4, 5]

  const cid = await publish(
    text('<!-- lang: en -->\n# Roof\n\nMend it.\n\n<!-- lang: zh-Hans -->\n# 屋顶\n\n修好它。\n'),
  )
  const paid = await history.propose(
    1,
    [
      history.pay(payee, coin),
      history.payToken(stage.lkd, payee, 250_000_000n),
      history.payToken(stage.tool, payee, coin),
      history.payCollectible(stage.boat, payee, 1n),
    ],
    describe('Mend the roof', cid, accounts[1]!.address),
  )
  const other = await history.propose(2, [history.pay(payee, 1n)], describe('The same text again', cid))
  await history.delegate(6, accounts[7]!.address)
  await history.delegate(8, accounts[25]!.address) // who holds no seat
  await history.decide(paid, quorum, 'Yes 好')
  await history.vote(1, other, 0).catch(() => undefined) // it is over
  for (const message of encodeSpam(treasury)) await history.send(9, stage.spam, message)
  await history.execute(9, paid)

  // Executed on the treasury itself, by nobody in particular, with the coin sent along.
  const direct = await history.propose(3, [history.pay(payee, 3n), history.pay(treasury, 2n)], 'no heading at all')
  await history.decide(direct, quorum, '')
  await history.executeDirectly(24, direct, 5n)

  // Seats.
  const admission = await history.propose(
    4,
    [
      history.toAction('membership', 'admit', accounts[20]!.address, member, 0),
      history.toAction('membership', 'revoke', 19n),
      history.toAction('membership', 'admit', accounts[21]!.address, member, 0),
    ],
    describe('Two come and one goes', cid),
  )
  await history.decide(admission, quorum)
  // Before it, in the same transaction, a token lies about a payment.
  const lie = { target: stage.spam, value: 0n, data: encodeSpam(treasury)[1]! }
  await history.executeAfter(4, lie, admission)
  await history.delegate(20, accounts[7]!.address)
  await history.delegate(20, zeroAddress)

  // Ballots of every kind, on a proposal that another contract carries.
  await history.delegate(10, stage.module)
  await history.pass(1)
  const nested = await history.propose(10, [history.pay(payee, 1n)], '# Through another contract', stage.module)
  await history.pass(day + 1)
  await history.vote(1, nested, 0, 'No. <script>alert(1)</script>')
  await history.vote(3, nested, 1, 'with no parameters', '0x')
  await history.vote(4, nested, 2, '0xc328ff00e6b996') // not UTF-8
  await history.vote(5, nested, 1, '字'.repeat(1500) + '🛶'.repeat(600))
  await history.vote(7, nested, 1, 'nul \0 inside')

  await castBallots(history, stage, payee)
  await adoptDocuments(history, publish, quorum, cid)

  // Cancelled while pending, by its proposer; while queued, by the guardian; expired queued and unqueued.
  const pending = await history.propose(5, [history.pay(payee, 4n)], '# Taken back\n\nAfter all.')
  await history.cancel(5, pending)
  const queued: Proposal[] = []
  for (const [i, name] of ['Stopped by the guardian', 'Left to expire'].entries()) {
    const proposal = await history.propose(11 + i, [history.pay(payee, 5n + BigInt(i))], `# ${name}`)
    await history.decide(proposal, quorum)
    queued.push(proposal)
  }
  await history.cancel(23, queued[0]!)
  const unqueued = await history.propose(13, [history.pay(payee, 9n)], '# Never queued')
  await history.pass(day + 1)
  for (const voter of quorum) await history.vote(voter, unqueued, 1)
  await history.pass(30 * day)

  // Settings.
  const settings = await history.propose(
    14,
    [
      history.set('setVotingDelay', 2 * day),
      history.set('setVotingPeriod', 4 * day),
      history.setVotingRules(day / 2, 3 * 3600, 3),
      ...history.setMany(),
    ],
    describe('Other rules', cid),
  )
  await history.decide(settings, quorum)
  await history.execute(14, settings)
  const guardian = await history.propose(
    14,
    [history.setGuardian(accounts[24]!.address, (await history.now()) + 200 * day)],
    '# Another guardian',
  )
  await history.pass(day)
  await history.decide(guardian, quorum)
  await history.execute(14, guardian)

  // Envelopes.
  const end = (await history.now()) + 300 * day
  const envelopes = await history.propose(
    15,
    [
      history.setEnvelope(stage.module, zeroAddress, 4n * coin, coin, 7 * day, end),
      history.setEnvelope(stage.module, stage.lkd, 900_000_000n, 500_000_000n, day, end),
    ],
    describe('Two envelopes', cid),
  )
  await history.pass(day)
  await history.decide(envelopes, quorum)
  await history.execute(15, envelopes)
  const payees = [accounts[16]!.address, accounts[17]!.address]
  await history.disburse(1, stage.module, 1n, payees, [1000n, 2000n])
  await history.disburse(1, stage.module, 2n, [...payees, payees[0]!], [5n, 6n, 5n])
  const revocation = await history.propose(15, [history.revokeEnvelope(1n)], '# No more of the first')
  await history.pass(day)
  await history.decide(revocation, quorum)
  await history.execute(15, revocation)

  await runSeatScript(history, stage, publish)
  await runMoneyScript(history, stage, publish)

  // Texts that nobody should write; a member may have three proposals at a time.
  const seated = [1, 2, 3, 4, 5, 9, 11, 12, 13, 14, 15, 16, 17]
  const offer = (description: string | Hex) => {
    const place = history.proposals.length
    return history.propose(seated[place % seated.length]!, [history.pay(payee, BigInt(place))], description)
  }
  for (const description of hostileDescriptions(cid)) await offer(description)
  for (const bytes of hostileDocuments()) await offer(describe('Odd document', await publish(bytes)))
  await history.chain.mine({ blocks: 2 })
  return stage
}

/** Ballots that are changed, signed, carried, late and bad. */
async function castBallots(history: History, stage: Stage, payee: Address) {
  const turned = await history.propose(1, [history.pay(payee, 1n)], '# Turned at the last hour')
  const other = await history.propose(2, [history.pay(payee, 2n)], '# Voted on under one signature')
  const [before, unknown] = [await history.now(), 7n]
  await history.pass(day + 1)
  for (const voter of [1, 2, 3]) await history.vote(voter, turned, 1)
  for (const voter of [4, 5, 9]) await history.vote(voter, turned, 0, 'Not now.')

  // Changed directly, changed back, and changed to what it was.
  for (const support of [0, 1, 1]) {
    await history.pass(2) // a later second than the ballot before it
    await history.vote(3, turned, support, `Again ${support}`)
  }
  // Signed, then voted on directly, then carried: the later one counts.
  const stale = await history.sign(11, turned.id, 1, { reason: 'Signed first' })
  await history.vote(11, turned, 0, 'Cast later')
  await history.pass(1)
  const sign = (voter: number, support: number, odd?: Oddities) => history.sign(voter, turned.id, support, odd)
  const first = await sign(12, 2, { reason: '我请邻居带来。' })
  const bad = [
    stale,
    await sign(13, 1, { expiry: (await history.now()) - 1 }),
    await sign(13, 1, { signedAt: before }),
    await sign(13, 1, { signedAt: (await history.now()) + day }),
    await sign(13, 3),
    await sign(22, 1), // who has no seat
    await sign(13, 1, { voter: accounts[14]!.address }),
    await sign(13, 1, { voter: stage.module }), // a contract that does not know the question
  ]
  await history.carry(24, [turned.id, [first, ...bad]], [unknown, [await history.sign(13, unknown, 1)]])
  // Two of one voter: what was signed last counts, in whatever order they come.
  await history.pass(5)
  const [older, newer] = [await sign(12, 0), await sign(12, 1, { signedAt: (await history.now()) + 1 })]
  await history.pass(5)
  await history.carry(12, [turned.id, [newer, older]]) // by its own voter
  await history.carryLists(
    24,
    await history.signList(13, [
      [turned.id, 0],
      [other.id, 1],
      [unknown, 2],
    ]),
    await history.signList(14, [[other.id, 1]]),
  )
  // By OpenZeppelin's signatures: by another, and by the voter.
  await history.voteBySignature(24, 15, other, 2)
  await history.voteBySignature(24, 15, other, 1, 'Changed by signature')
  await history.voteBySignature(16, 16, other, 0)
  // Past the governor's own functions: how it came is not told.
  const data = history.encodeCarry([[other.id, [await history.sign(17, other.id, 1)]]])
  await history.send(24, stage.module, encodeForward(history.deployment.governor, 0n, data))
  await history.voteThrough(24, stage.module, other, 2)

  // For 1, 2, 3, 12 and against 4, 5, 9, 11, 13; in the last hours two change their mind, and the vote goes on.
  const third = await history.propose(3, [history.pay(payee, 3n)], '# Still open when the first is over')
  await history.passToEnd(turned, 10 * 3600)
  await history.vote(4, turned, 1, 'I have thought about it.')
  // In the last hours of the new end a first ballot counts, and none is changed.
  await history.passToEnd(turned, 3600)
  const late = [await sign(14, 2), await sign(13, 1), older]
  await history.carry(24, [turned.id, late])
  await history.pass(2 * 3600)
  await history.carry(24, [third.id, [await history.sign(2, third.id, 1)]], [turned.id, [await sign(15, 1)]])
}

/** Documents that are adopted, repealed, not published and not text. */
async function adoptDocuments(history: History, publish: Publish, quorum: number[], cid: string) {
  const text = (value: string) => new TextEncoder().encode(value)
  const digestOf = async (bytes: Uint8Array) => (await publish(bytes), sha256(bytes))
  const named = await publish(text('# The harbour is open\n\nTo all.'))
  const adoption = await history.propose(
    4,
    [
      history.adopt(sha256(text('# The harbour is open\n\nTo all.')), 'resolution'),
      history.adopt(await digestOf(text('# No dogs on the jetty')), 'policy'),
      history.adopt(await digestOf(Uint8Array.from([0x23, 0x20, 0xff, 0x00])), 'resolution'),
      history.adopt(sha256(text('nobody published this')), 'policy'),
    ],
    describe('Four documents', named),
  )
  await history.decide(adoption, quorum)
  await history.execute(4, adoption)
  const repeal = await history.propose(
    5,
    [
      history.repeal(3n, await digestOf(text('# Dogs on a lead'))),
      history.adopt(await digestOf(text('<!-- lang: en -->\n# Another charter\n\nShorter.')), 'charter'),
    ],
    describe('Another charter', cid),
  )
  await history.decide(repeal, quorum)
  await history.executeDirectly(24, repeal)
}

export function hostileDescriptions(cid: string): (string | Hex)[] {
  return [
    '',
    '\n\n\n',
    '#',
    '####### ',
    '# ',
    `ipfs://${cid}`,
    `# A\nipfs://${cid}\n\n`,
    `# A\r\n\r\nB\r\n\r\nipfs://${cid}\r\n`,
    '# A\n\nipfs://',
    `# A\n\nipfs://${cid.slice(0, -1)}b`,
    `# A\n\nipfs://Qm${'a'.repeat(44)}`,
    `# A\n\nipfs://${cid}/../x`,
    `# A\n\nipfs://${cid.toUpperCase()}`,
    `# ${'🛶'.repeat(300)}\n\n${'湖'.repeat(400)}`,
    `${'a'.repeat(199)}🛶 cut in two`,
    '0xff23fe20c328e6b9',
    '0x232041000a0a4200',
    `0x${Buffer.from('# ' + 'é'.repeat(8191)).toString('hex')}`,
    toHex('\ufeff# A mark of the order of bytes'),
    '\u2028# Line\u2028separator\u0085\u00a0',
    '\'; drop table proposal; -- \\ " ${x} {{y}} %s \u202e',
  ]
}

function hostileDocuments(): Uint8Array[] {
  const text = (value: string) => new TextEncoder().encode(value)
  return [
    text(''),
    text('no heading'),
    text('# One part\n\nwith a body'),
    text('before\n<!-- lang: en -->\n# A'),
    text('<!-- lang: en -->\n# A\n<!-- lang: en -->\n# B'),
    text('<!-- lang: -->\n# A'),
    text('<!-- lang: en -->\n## A'),
    text('\n <!-- lang: zh-Hans -->  \n\n# 标题 \n正文\n<!-- lang: en -->\n# Title\r\nBody\r\n'),
    text('# A\n\0'),
    Uint8Array.from([0x23, 0x20, 0xff, 0xfe]),
    text(`# ${'长'.repeat(60_000)}\n\n${'a'.repeat(60_000)}`),
    text(`# Too long\n\n${'a'.repeat(262_144)}`),
    text(`# Just so\n\n${'a'.repeat(262_144 - 11)}`),
    text('\ufeff# A mark'),
  ]
}
