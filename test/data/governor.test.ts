import {
  type Address,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseAbi,
  parseEther,
  toBytes,
  toEventSelector,
  toFunctionSelector,
} from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy } from '../../scripts/deploy.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { getHead } from '../../web/src/data/chain/getHead.js'
import { listProposals } from '../../web/src/data/chain/listProposals.js'
import { isSignedByKey } from '../../web/src/data/chain/isSignedBy.js'
import { findStartBlock } from '../../web/src/data/governor/findStartBlock.js'
import { getForeignRight, getForeignStake } from '../../web/src/data/governor/getForeignRight.js'
import { getForeignTime } from '../../web/src/data/governor/getForeignTime.js'
import { getStandings } from '../../web/src/data/governor/getStandings.js'
import { getSeenBlock } from '../../web/src/data/governor/getSeenBlock.js'
import { GovernorLogs, type Reading } from '../../web/src/data/governor/governorLogs.js'
import { inspectGovernor } from '../../web/src/data/governor/inspectGovernor.js'
import { createMemoryStore } from '../../web/src/data/governor/logStore.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { formatDescription } from '../../web/src/domain/description.js'
import { decodeForeignAction } from '../../web/src/domain/governor/foreignAction.js'
import {
  acts,
  findObstacle,
  type ForeignDomain,
  type ForeignGovernor,
} from '../../web/src/domain/governor/foreignGovernor.js'
import { foldForeignProposals } from '../../web/src/domain/governor/foreignProposal.js'
import { describeSignedVote, type SignedVote, type UnsignedVote } from '../../web/src/domain/governor/signedVote.js'
import { encodePayment } from '../../web/src/domain/payment.js'
import type { ProposalId } from '../../web/src/domain/proposal.js'
import { foreignGovernorAbi } from '../../web/src/generated/abi/openZeppelin.js'
import { castVote } from '../../web/src/transactions/castVote.js'
import { carryForeign } from '../../web/src/transactions/governor/carryForeign.js'
import { carryOutForeign } from '../../web/src/transactions/governor/carryOutForeign.js'
import { signForeign } from '../../web/src/transactions/governor/signForeign.js'
import { voteForeign } from '../../web/src/transactions/governor/voteForeign.js'
import { propose } from '../../web/src/transactions/propose.js'
import { simulate } from '../../web/src/transactions/simulate.js'
import type { Transaction } from '../../web/src/transactions/transaction.js'
import type { Wallet } from '../../web/src/transactions/wallet.js'
import { connectChain, getAccount, type ChainConnection } from '../support/chain.js'
import {
  compileForeign,
  createForeignWriter,
  deployBay,
  deployForeign,
  deployFourth,
  deployHill,
  deployRiver,
  type ForeignWriter,
} from '../support/foreign/deployForeign.js'
import { startChain } from '../support/startChain.js'

// Other people's governors as the plain reader sees them, on a real chain, and ours through the same eyes.

let chain: Awaited<ReturnType<typeof startChain>>
let connection: ChainConnection
let client: ChainClient
let write: ForeignWriter

beforeAll(async () => {
  await compileForeign()
  chain = await startChain(40)
  connection = connectChain(chain.rpcUrl)
  write = createForeignWriter(connection)
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [chain.rpcUrl], subgraph: null, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin: { symbol: 'ETH', decimals: 18 } },
  })
})
afterAll(() => chain?.stop())

const wait = async (seconds: bigint) => {
  const { time } = await getHead(client)
  await connection.clock.setNextBlockTimestamp({ timestamp: time + seconds })
  await connection.clock.mine({ blocks: 1 })
}
const mine = (blocks: number) => connection.clock.mine({ blocks })

async function inspect(address: Address): Promise<ForeignGovernor> {
  const found = await inspectGovernor(client, address, (await getHead(client)).number)
  if (found.kind !== 'governor') throw new Error(JSON.stringify(found))
  return found.governor
}

async function readAll(governor: ForeignGovernor, store = createMemoryStore()) {
  const head = await getHead(client)
  const startBlock = (await findStartBlock(client, governor.address, head.number))!
  const readings: Reading[] = []
  for await (const reading of new GovernorLogs(client, governor.address, startBlock, store).readTo(head.number)) {
    readings.push({ ...reading, logs: [...reading.logs] })
  }
  const proposals = foldForeignProposals(readings.at(-1)!.logs)
  const { now } = await getForeignTime(client, governor, head)
  const standings = await getStandings(client, governor, proposals, now)
  return { readings, startBlock, now, proposals: proposals.map((each) => ({ ...each, ...standings.get(each.id)! })) }
}

const act = (from: number, { call }: Transaction) => write.send(from, call.address, encodeFunctionData(call as never))
const pay = (to: Address, amount: bigint) => [[to], [amount], ['0x' as Hex]] as const
const hash = (text: string) => keccak256(toBytes(text))
const offered = (governor: ForeignGovernor) => acts.filter((act) => findObstacle(governor, act) === null)

describe('a governor with a TimelockController, counted by seconds', () => {
  it('is what it is, and is read through its whole life', async () => {
    const { governor: address, token, timelock } = await deployRiver(connection)
    const governor = await inspect(address)
    expect(governor).toMatchObject({
      ...{ chainId: 31337, address, implementation: null, name: 'River DAO', version: '1' },
      counting: { kind: 'bravo', quorum: ['for', 'abstain'] },
      clock: { kind: 'timestamp' },
      token: { kind: 'erc20', symbol: 'RIVER', decimals: 18, clock: { kind: 'timestamp' }, delegate: 'present' },
      timelock: { kind: 'controller', delay: 3_600n },
      ...{ votingDelay: 3_600n, votingPeriod: 86_400n, proposalThreshold: 0n },
      signing: { kind: 'domain', form: 'numbered', domain: { name: 'River DAO', version: '1', chainId: 31337 } },
    })
    expect(governor.token!.address.toLowerCase()).toBe(token)
    expect(offered(governor)).toEqual(['vote', 'reason', 'sign', 'delegate', 'queue', 'execute', 'cancel'])
    expect(governor.abilities).toMatchObject({ queueById: 'absent', executeById: 'absent', cancelById: 'absent' })

    await write.send(0, timelock, '0x', parseEther('1'))
    const actions = pay(getAccount(9).address, 5n)
    const text = '# Clean the river\n\nTwo boats, one day.'
    await write.govern(1, address, 'propose', [...actions, text])
    const pending = (await readAll(governor)).proposals[0]!
    expect(pending).toMatchObject({
      ...{ number: 1, title: 'Clean the river', text: 'Two boats, one day.', isHashed: true, isBound: true },
      ...{ state: { kind: 'pending' }, quorum: null, tally: { for: 0n, against: 0n, abstain: 0n } },
      actions: [{ target: getAccount(9).address, value: 5n, calldata: '0x' }],
    })
    await wait(3_601n)
    await write.govern(2, address, 'castVoteWithReason', [pending.id, 1, 'It smells.'])
    await write.govern(0, address, 'castVote', [pending.id, 0])
    const active = (await readAll(governor)).proposals[0]!
    expect(active).toMatchObject({
      state: { kind: 'active' },
      tally: { for: parseEther('3000000'), against: parseEther('1000000'), abstain: 0n },
      quorum: parseEther('2000000'),
    })
    expect(active.ballots.map(({ choice, reason, voter }) => [choice, reason, voter])).toEqual([
      ['against', '', getAccount(0).address],
      ['for', 'It smells.', getAccount(2).address],
    ])
    expect(await getForeignRight(client, governor, getAccount(2).address, active.id, active.snapshot!)).toEqual({
      ...{ votes: parseEther('3000000'), hasVoted: true, used: null },
    })
    expect(await getForeignStake(client, governor.token!, getAccount(3).address)).toEqual({
      ...{ balance: parseEther('4000000'), votes: parseEther('4000000'), delegate: getAccount(3).address },
    })
    await wait(86_401n)
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'succeeded' }, needsQueuing: true })
    await write.govern(5, address, 'queue', [...actions, hash(text)])
    const queued = (await readAll(governor)).proposals[0]!
    expect(queued).toMatchObject({ state: { kind: 'queued' } })
    expect(queued.eta).toBe((await getHead(client)).time + 3_600n)
    await wait(3_601n)
    await write.govern(5, address, 'execute', [...actions, hash(text)])
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'executed' } })
  })
})

describe('a governor without a timelock, counted by blocks', () => {
  it('is what it is, is read, and is the same through proxies', async () => {
    const { governor: address } = await deployHill(connection)
    const governor = await inspect(address)
    expect(governor).toMatchObject({
      clock: { kind: 'block', isTold: true, isOfChain: true },
      token: { kind: 'erc721', symbol: 'HILL', decimals: 0, clock: { kind: 'block' } },
      timelock: { kind: 'none' },
    })
    expect(offered(governor)).toEqual(['vote', 'reason', 'sign', 'delegate', 'execute', 'cancel'])
    const text = 'One line and no more'
    const actions = pay(address, 0n)
    await write.govern(0, address, 'propose', [...actions, text])
    await mine(4)
    const { proposals, now } = await readAll(governor)
    expect(now).toBe((await getHead(client)).number)
    const { id } = proposals[0]!
    expect(proposals[0]).toMatchObject({ title: text, text: '', state: { kind: 'active' }, quorum: 1n })
    await write.govern(0, address, 'castVote', [id, 1])
    await mine(60)
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'succeeded' }, needsQueuing: false })
    await write.govern(7, address, 'execute', [...actions, hash(text)])
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'executed' } })

    const bytes = `0x363d3d373d3d3d363d73${address.slice(2)}5af43d82803e903d91602b57fd5bf3` as const
    const clone = getAccount(39).address
    await connection.clock.setCode({ address: clone, bytecode: bytes })
    for (const proxy of [await deployForeign(connection, 'ForeignProxy', [address]), clone]) {
      const found = await inspect(proxy)
      expect(found.implementation?.toLowerCase()).toBe(address)
      expect(found.abilities).toEqual(governor.abilities)
      expect(found).toMatchObject({ name: 'Hill House', counting: { kind: 'bravo' }, token: governor.token })
      await write.govern(0, proxy, 'propose', [...pay(proxy, 0n), 'Through the proxy'])
      expect((await readAll(found)).proposals).toMatchObject([{ title: 'Through the proxy', isBound: true }])
    }
  })
})

describe('a governor with fractional counting, storage and a timelock of Compound’s kind', () => {
  it('is what it is, and split votes are read', async () => {
    const { governor: address } = await deployBay(connection)
    const governor = await inspect(address)
    expect(governor).toMatchObject({
      counting: { kind: 'fractional', quorum: ['for', 'abstain'] },
      timelock: { kind: 'compound', delay: 7_200n },
      abilities: { queueById: 'present', executeById: 'present', cancelById: 'present', queue: 'present' },
    })
    expect(offered(governor)).toEqual([...acts])
    const actions = pay(getAccount(9).address, 0n)
    await write.govern(0, address, 'propose', [...actions, '## Split\r\nthis'])
    const { id } = (await readAll(governor)).proposals[0]!
    await wait(3_601n)
    const params = `0x${[1n, 2n, 3n].map((votes) => votes.toString(16).padStart(32, '0')).join('')}` as const
    await write.govern(3, address, 'castVoteWithReasonAndParams', [id, 255, 'both', params])
    const proposal = (await readAll(governor)).proposals[0]!
    expect(proposal).toMatchObject({ title: 'Split', text: 'this', tally: { against: 1n, for: 2n, abstain: 3n } })
    expect(proposal.ballots).toMatchObject([
      { choice: null, split: { against: 1n, for: 2n, abstain: 3n }, support: 255, reason: 'both' },
    ])
    const right = await getForeignRight(client, governor, getAccount(3).address, id, proposal.snapshot!)
    expect(right).toEqual({ votes: parseEther('4000000'), hasVoted: true, used: 6n })
    await write.govern(3, address, 'castVote', [id, 1])
    await wait(86_400n)
    await write.govern(4, address, 'queue', [id])
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'queued' } })
    await wait(15n * 86_400n)
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'expired' } })
  })
})

describe('governors of OpenZeppelin’s fourth version', () => {
  /** What somebody's key signs for the governor, as the file that is carried. */
  async function sign(
    governor: ForeignGovernor,
    index: number,
    ballot: Omit<UnsignedVote, 'voter' | 'form' | 'nonce'>,
  ) {
    if (governor.signing.kind !== 'domain') throw new Error(governor.signing.kind)
    const vote = { ...ballot, form: 'plain', voter: getAccount(index).address } as const
    const typed = describeSignedVote(governor.signing.domain, vote)
    return { ...vote, signature: await getAccount(index).signTypedData(typed as never) }
  }

  it('is what it is, is read through its whole life, and takes ballots signed in its own form', async () => {
    const { governor: address, timelock } = await deployFourth(connection, 'Mill')
    const governor = await inspect(address)
    expect(governor).toMatchObject({
      ...{ name: 'Mill DAO', version: '1', votingDelay: 5n, votingPeriod: 100n, proposalThreshold: 0n },
      counting: { kind: 'bravo', quorum: ['for', 'abstain'] },
      clock: { kind: 'block', isTold: true, isOfChain: true },
      token: { kind: 'erc20', symbol: 'MILL', decimals: 18, clock: { kind: 'block' }, delegate: 'present' },
      timelock: { kind: 'controller', delay: 3_600n },
      signing: { kind: 'domain', form: 'plain', domain: { name: 'Mill DAO', version: '1', chainId: 31337 } },
    })
    expect(offered(governor)).toEqual(['vote', 'reason', 'sign', 'delegate', 'queue', 'execute', 'cancel'])
    await write.send(0, timelock, '0x', parseEther('1'))
    const actions = pay(getAccount(9).address, 5n)
    await write.govern(1, address, 'propose', [...actions, 'Never mind'])
    await write.govern(1, address, 'propose', [...actions, '# Turn the wheel'])
    const [pending, other] = (await readAll(governor)).proposals
    expect(pending).toMatchObject({ isBound: true, state: { kind: 'pending' }, tally: { for: 0n }, needsQueuing: null })
    const { call: early } = voteForeign(governor, { id: pending!.id, title: '', choice: 'for', reason: '' })
    await expect(simulate(client, early, getAccount(2).address)).rejects.toMatchObject({
      ...{ kind: 'reverted', message: 'Governor: vote not currently active' },
    })
    await act(1, carryOutForeign(governor, 'cancel', other!, ''))

    await mine(6)
    const { id } = pending!
    await act(2, voteForeign(governor, { id, title: '', choice: 'for', reason: 'It creaks.' }))
    const plain = await sign(governor, 3, { proposalId: id, choice: 'for', reason: '' })
    const told = await sign(governor, 0, { proposalId: id, choice: 'against', reason: 'Too dear.' })
    for (const vote of [plain, told]) await act(6, carryForeign(governor, vote, ''))
    const [active, canceled] = (await readAll(governor)).proposals
    expect(canceled).toMatchObject({ state: { kind: 'canceled' }, title: 'Never mind' })
    expect(active).toMatchObject({
      state: { kind: 'active' },
      tally: { for: parseEther('7000000'), against: parseEther('1000000'), abstain: 0n },
      quorum: parseEther('2000000'),
    })
    expect(active!.ballots.map(({ choice, reason, voter }) => [choice, reason, voter])).toEqual([
      ['against', 'Too dear.', getAccount(0).address],
      ['for', '', getAccount(3).address],
      ['for', 'It creaks.', getAccount(2).address],
    ])
    // Once only.
    await expect(simulate(client, carryForeign(governor, plain, '').call, getAccount(6).address)).rejects.toMatchObject(
      {
        ...{ kind: 'reverted', message: 'GovernorVotingSimple: vote already cast' },
      },
    )

    // What was changed after signing is taken by the governor as a stranger's: whose it is, only the client can say.
    const changed = {
      ...(await sign(governor, 1, { proposalId: id, choice: 'for', reason: '' })),
      choice: 'against',
    } as const
    await simulate(client, carryForeign(governor, changed, '').call, getAccount(6).address)
    const { domain } = governor.signing as { domain: ForeignDomain }
    const isVoters = (vote: SignedVote) => isSignedByKey(vote.voter, describeSignedVote(domain, vote), vote.signature)
    expect(await Promise.all([plain, told, changed].map(isVoters))).toEqual([true, true, false])

    await mine(100)
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'succeeded' } })
    await act(5, carryOutForeign(governor, 'queue', active!, ''))
    const queued = (await readAll(governor)).proposals[0]!
    expect(queued).toMatchObject({ state: { kind: 'queued' }, eta: (await getHead(client)).time + 3_600n })
    await wait(3_601n)
    await act(5, carryOutForeign(governor, 'execute', active!, ''))
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'executed' }, eta: null })
  })

  it('takes no signature of a contract, whatever the contract says', async () => {
    const { governor: address } = await deployFourth(connection, 'Mill')
    const [governor, account] = [await inspect(address), getAccount(38).address]
    // It calls every signature its own (ERC-1271).
    await connection.clock.setCode({ address: account, bytecode: '0x631626ba7e60e01b60005260206000f3' })
    const ballot = { proposalId: 0n as ProposalId, choice: 'for', reason: '' } as const
    const wallet = {
      getConnection: () => ({ account, chainId: 31337 }),
      sign: () => Promise.resolve(`0x${'12'.repeat(64)}1b`),
    } as unknown as Wallet
    await expect(signForeign(client, governor, wallet, account, ballot)).rejects.toMatchObject({ kind: 'badSignature' })
  })

  it('before 4.9 says neither its clock nor what is signed, and has nobody cancel', async () => {
    const { governor: address, token } = await deployFourth(connection, 'Mill')
    await write.govern(0, address, 'propose', [...pay(address, 0n), 'Older'])
    // What came with 4.9 is taken out of the code.
    const later = ['clock()', 'CLOCK_MODE()', 'eip712Domain()', 'cancel(address[],uint256[],bytes[],bytes32)']
    for (const contract of [address, token]) {
      const code = await connection.reader.getCode({ address: contract })
      const push = (one: string) => `63${toFunctionSelector(`function ${one}`).slice(2)}`
      const bytecode = later.reduce<Hex>((bytes, one) => bytes.replaceAll(push(one), '6300000001') as Hex, code!)
      await connection.clock.setCode({ address: contract, bytecode })
    }
    const governor = await inspect(address)
    const clock = { kind: 'block', isTold: false, isOfChain: true }
    const head = await connection.reader.getBlockNumber()
    expect([head, head + 1n]).toContain(await getSeenBlock(client))
    expect(governor).toMatchObject({ clock, token: { clock }, signing: { kind: 'undescribed' } })
    expect(offered(governor)).toEqual(['vote', 'reason', 'delegate', 'queue', 'execute'])
    expect(findObstacle(governor, 'sign')).toBe('undescribed')
    await mine(6)
    const { proposals, now } = await readAll(governor)
    expect(now).toBe((await getHead(client)).number)
    expect(proposals).toMatchObject([{ title: 'Older', state: { kind: 'active' }, quorum: parseEther('2000000') }])
  })

  it('with Compound’s names on top is read, and voted on, all the same', async () => {
    const { governor: address } = await deployFourth(connection, 'Weir')
    const governor = await inspect(address)
    expect(governor).toMatchObject({
      counting: { kind: 'bravo', quorum: ['for'], text: 'support=bravo&quorum=bravo' },
      abilities: { queueById: 'present', executeById: 'present', cancelById: 'present', queue: 'present' },
      signing: { kind: 'domain', form: 'plain' },
    })
    // Proposed as GovernorBravo has it: the function's name apart from its arguments.
    const data = encodeFunctionData({
      abi: parseAbi(['function propose(address[], uint256[], string[], bytes[], string) returns (uint256)']),
      args: [[address], [0n], ['setVotingDelay(uint256)'], [`0x${'7'.padStart(64, '0')}`], 'Wait longer'],
    })
    await write.send(1, address, data)
    await mine(6)
    const { id, actions } = (await readAll(governor)).proposals[0]!
    expect(decodeForeignAction(actions![0]!, governor)).toMatchObject({ kind: 'call', functionName: 'setVotingDelay' })
    for (const [voter, choice] of [
      [0, 'against'],
      [1, 'abstain'],
      [3, 'for'],
    ] as const) {
      await act(voter, voteForeign(governor, { id, title: '', choice, reason: '' }))
    }
    const active = (await readAll(governor)).proposals[0]!
    expect(active).toMatchObject({
      ...{ isBound: true, state: { kind: 'active' }, quorum: parseEther('2000000') },
      tally: { for: parseEther('4000000'), against: parseEther('1000000'), abstain: parseEther('2000000') },
    })
    await mine(100)
    await act(5, carryOutForeign(governor, 'queue', active, ''))
    await wait(3_601n)
    await act(5, carryOutForeign(governor, 'execute', active, ''))
    expect((await readAll(governor)).proposals[0]).toMatchObject({ state: { kind: 'executed' } })
    expect((await inspect(address)).votingDelay).toBe(7n)
  })
})

describe('what is no governor, or lies', () => {
  it('nothing, an account, a token: nothing is opened', async () => {
    const head = (await getHead(client)).number
    const { token } = await deployHill(connection)
    expect(await inspectGovernor(client, getAccount(30).address, head)).toEqual({ kind: 'noCode' })
    expect(await inspectGovernor(client, token, head)).toEqual({
      kind: 'notGovernor',
      missing: ['state', 'proposalSnapshot', 'votingPeriod'],
    })
  })

  it('unknown counting is read and never voted on; getters that revert or answer nonsense are no answer', async () => {
    const address = await deployForeign(connection, 'HostileGovernor', ['support=mine&quorum=none', true], 'Hostile')
    const governor = await inspect(address)
    expect(governor).toMatchObject({
      counting: { kind: 'unknown', text: 'support=mine&quorum=none' },
      clock: { kind: 'unknown' },
      ...{ token: null, timelock: { kind: 'none' }, version: null, signing: { kind: 'absent' } },
      name: null, // It burns more than an answer may.
    })
    expect(offered(governor)).toEqual(['execute'])
    expect(findObstacle(governor, 'vote')).toBe('counting')
    expect(findObstacle(governor, 'cancel')).toBe('absent')
  })

  it('a liar is quoted: its states are its own, its numbers are cut where they cannot be, its ids bind nothing', async () => {
    const mode = 'support=bravo&quorum=for,abstain'
    const address = await deployForeign(connection, 'HostileGovernor', [mode, false], 'Hostile')
    const governor = await inspect(address)
    expect(governor.name).toMatch(/^elbatsurt <b>Althing<\/b> A+…$/)
    expect(governor.name!.length).toBeLessThan(200)
    expect(governor).toMatchObject({
      counting: { kind: 'bravo' },
      clock: { kind: 'unknown', text: 'mode=moon&from=<img src=x onerror=alert(1)>' },
      token: { symbol: 'ETH <script>alert(1)</sc…', decimals: 0 },
      timelock: { kind: 'none' },
      signing: { kind: 'absent' },
    })
    const nine = getAccount(9).address
    await write.act(0, address, 'announce', [7n, [nine], [1n], ['0x'], `# \u202Eeerf\u200B\n\n${'x'.repeat(60_000)}`])
    await write.act(0, address, 'announce', [8n, [nine, nine], [1n], ['0x'], '\n\n\u2066\u2069'])
    await write.act(0, address, 'announce', [7n, [nine], [2n], ['0x'], '# Another'])
    await write.act(0, address, 'pretend', [7n, nine, 77, 2n ** 256n - 1n, '\u202Etxet'])
    const topics = foreignGovernorAbi.flatMap((item) => (item.type === 'event' ? [item] : []))
    for (const event of topics) await write.act(0, address, 'babble', [toEventSelector(event), `0x${'ff'.repeat(96)}`])
    await write.act(0, address, 'say', [300n])
    const { proposals } = await readAll(governor)
    expect(proposals).toHaveLength(2)
    expect(proposals[0]).toMatchObject({ id: 8n, title: null, actions: null, isBound: false })
    expect(proposals[1]).toMatchObject({
      ...{ id: 7n, title: 'eerf', isHashed: false, isBound: false, isContradicted: true },
      ...{ state: { kind: 'unknown', number: 300n }, quorum: null },
      ballots: [{ choice: null, split: null, support: 77, reason: 'txet' }],
    })
    expect(proposals[1]!.text.length).toBeLessThan(41_000)
  })
})

describe('a reading', () => {
  it('goes on where it was cut off, asks for no settled block twice, and forgets another chain', async () => {
    const { governor: address } = await deployHill(connection)
    await write.govern(0, address, 'propose', [...pay(address, 0n), 'First'])
    await mine(300)
    const store = createMemoryStore()
    const asked: [bigint, bigint][] = []
    const watched = {
      ...client,
      request: (async (question: { method: string; params: [{ fromBlock: Hex; toBlock: Hex }] }) => {
        if (question.method === 'eth_getLogs') {
          const [{ fromBlock, toBlock }] = question.params
          if (BigInt(toBlock) - BigInt(fromBlock) >= 100n) throw new Error('query returned more than 10000 results')
          asked.push([BigInt(fromBlock), BigInt(toBlock)])
        }
        return client.request(question as never)
      }) as never,
    } as ChainClient
    const head = (await getHead(client)).number
    const start = (await findStartBlock(client, address, head))!
    expect(await connection.reader.getCode({ address, blockNumber: start - 1n })).toBeUndefined()

    const first = new GovernorLogs(watched, address, start, store).readTo(head)
    const { value } = await first.next()
    expect((value as Reading).to).toBeLessThan(head)
    await first.return(undefined) // The page is closed.
    const seen = [...asked]
    expect(seen.length).toBeGreaterThan(0)

    const readings: Reading[] = []
    for await (const reading of new GovernorLogs(watched, address, start, store).readTo(head)) readings.push(reading)
    const settled = asked.filter(([, to]) => to <= head - 64n)
    for (const [place, [from]] of settled.entries())
      expect(from).toBe(place === 0 ? start : settled[place - 1]![1] + 1n)
    expect(readings.at(-1)!.to).toBe(head)
    expect(foldForeignProposals(readings.at(-1)!.logs)).toMatchObject([{ title: 'First' }])

    // The same name, another chain: what was kept is not of it.
    const name = await nameOf(start, address)
    const [chunk] = await store.list(name)
    await store.put(name, { ...chunk!, toHash: `0x${'12'.repeat(32)}` })
    asked.splice(0)
    for await (const reading of new GovernorLogs(watched, address, start, store).readTo(head)) readings.push(reading)
    expect(asked[0]![0]).toBe(start)
    expect(foldForeignProposals(readings.at(-1)!.logs)).toMatchObject([{ title: 'First' }])
  })

  const nameOf = async (start: bigint, address: Address) => {
    const { hash: genesis } = await connection.reader.getBlock({ blockNumber: 0n })
    return `31337:${genesis}:${address.toLowerCase()}:${start}`
  }
})

describe('our own governor, through a plain reader’s eyes', () => {
  it('has the titles, states and tallies that we say it has', async () => {
    const signer = { kind: 'unlocked', address: getAccount(0).address } as const
    const parametersFile = 'scripts/seed/lakeside.json'
    const deployed = await deploy({ rpcUrl: chain.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
    const dao: DaoContracts = { ...deployed, startBlock: BigInt(deployed.startBlock), grace: BigInt(deployed.grace) }
    const governor = await inspect(dao.governor)
    expect(governor).toMatchObject({
      counting: { kind: 'bravo', quorum: ['for', 'abstain'] },
      clock: { kind: 'timestamp' },
      token: { kind: 'erc721', decimals: 0 },
      timelock: { kind: 'controller' },
    })
    await wait(86_400n)
    const ids = []
    for (const [place, title] of ['Mend the boat · 修船', 'A bench', 'Nothing comes of it'].entries()) {
      const actions = [encodePayment({ token: null }, getAccount(39).address, BigInt(place + 1))]
      const summary = `Because of ${title}.`
      const description = formatDescription({ title, summary, cid: null, proposer: getAccount(place).address })
      await act(place, propose(dao, { title, actions, description }))
      ids.push((await listProposals(client, dao, (await getHead(client)).number))[0]!.id)
    }
    await wait(3n * 86_400n)
    for (let voter = 0; voter < 9; voter += 1) {
      await act(voter, castVote(dao, { id: ids[0]!, title: '', choice: voter < 7 ? 'for' : 'abstain', reason: 'Yes.' }))
    }
    await wait(60n) // Of two ballots of one second the governor takes none as the later.
    await act(3, castVote(dao, { id: ids[0]!, title: '', choice: 'against', reason: '' })) // It changes its mind.
    await act(2, castVote(dao, { id: ids[1]!, title: '', choice: 'against', reason: '' }))
    await compare(dao, governor)
    await wait(10n * 86_400n)
    await compare(dao, governor)
  })

  async function compare(dao: DaoContracts, governor: ForeignGovernor) {
    const ours = await listProposals(client, dao, (await getHead(client)).number)
    const { proposals: theirs } = await readAll(governor)
    const states = parseAbi(['function state(uint256) view returns (uint8)'])
    expect(theirs.map(({ id }) => id)).toEqual(ours.map(({ id }) => id))
    for (const [place, mine] of ours.entries()) {
      const seen = theirs[place]!
      expect([seen.title, seen.text, seen.proposer]).toEqual([mine.title, mine.summary, mine.proposer])
      expect([seen.snapshot, seen.deadline]).toEqual([mine.snapshot, mine.deadline])
      expect(seen.tally).toEqual(mine.tally)
      expect(seen.actions).toEqual(mine.actions)
      expect(seen.isBound).toBe(true)
      const said = await connection.reader.readContract({
        ...{ address: dao.governor, abi: states, functionName: 'state', args: [mine.id] },
      })
      expect(seen.state).toEqual({
        kind: ['pending', 'active', 'canceled', 'defeated', 'succeeded', 'queued', 'expired', 'executed'][said],
      })
    }
  }
})
