import { encodeDeployData, encodeFunctionData, parseUnits, zeroAddress, zeroHash, type Address, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy } from '../../scripts/deploy.js'
import { readParameters } from '../../scripts/deploy/parameters.js'
import { readArtifact } from '../../scripts/generate.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { getDaoContracts } from '../../web/src/data/chain/getDaoContracts.js'
import { getHead } from '../../web/src/data/chain/getHead.js'
import { getProposalRecord } from '../../web/src/data/chain/getProposalRecord.js'
import { getRules } from '../../web/src/data/chain/getRules.js'
import { listAssets } from '../../web/src/data/chain/listAssets.js'
import { listBalances } from '../../web/src/data/chain/listBalances.js'
import { listBallotRights } from '../../web/src/data/chain/listBallotRights.js'
import { listFlows } from '../../web/src/data/chain/listFlows.js'
import { listMembers } from '../../web/src/data/chain/listMembers.js'
import { listProposals } from '../../web/src/data/chain/listProposals.js'
import { listPolls } from '../../web/src/data/chain/listPolls.js'
import { listRoles } from '../../web/src/data/chain/listRoles.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { formatDescription } from '../../web/src/domain/description.js'
import { encodePayment } from '../../web/src/domain/payment.js'
import type { Action, Choice, ProposalId } from '../../web/src/domain/proposal.js'
import { computeProposalId, hashDescription, splitActions } from '../../web/src/domain/proposalId.js'
import { proposalState, proposalStates, type ProposalState } from '../../web/src/domain/proposalState.js'
import { erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { cancel } from '../../web/src/transactions/cancel.js'
import { castVote } from '../../web/src/transactions/castVote.js'
import { delegate } from '../../web/src/transactions/delegate.js'
import { execute } from '../../web/src/transactions/execute.js'
import { propose } from '../../web/src/transactions/propose.js'
import { queue } from '../../web/src/transactions/queue.js'
import { simulate } from '../../web/src/transactions/simulate.js'
import type { Transaction } from '../../web/src/transactions/transaction.js'
import { connectChain, getAccount, type ChainConnection } from '../support/chain.js'
import { startChain } from '../support/startChain.js'

const parametersFile = 'scripts/seed/lakeside.json'
const parameters = readParameters(parametersFile)
const grace = BigInt(parameters.grace)
const guardian = 23
const candidate = getAccount(28).address
const payee = getAccount(29).address
const coin = { symbol: 'ETH', decimals: 18 }

type Made = { id: ProposalId; title: string; actions: Action[]; description: string; proposer: number }

let chain: Awaited<ReturnType<typeof startChain>>
let connection: ChainConnection
let client: ChainClient
let dao: DaoContracts & { readonly factory: Address }

beforeAll(async () => {
  chain = await startChain(30)
  connection = connectChain(chain.rpcUrl)
  const signer = { kind: 'unlocked', address: getAccount(0).address } as const
  const deployed = await deploy({ rpcUrl: chain.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
  dao = { ...deployed, startBlock: BigInt(deployed.startBlock), grace: BigInt(deployed.grace) }
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [chain.rpcUrl], subgraph: null, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin },
  })
  for (const [contract, args] of [
    ['TestToken', ['Lake Dollar', 'LKD', 6, parseUnits('1000', 6)]],
    ['TestToken', ['Tool Credit', 'TOOL', 18, parseUnits('1000', 18)]],
    ['TestCollectible', ['Boat', 'BOAT', 3n]],
  ] as const) {
    const { abi, bytecode } = readArtifact(contract)
    await send(0, { data: encodeDeployData({ abi, bytecode: bytecode.object, args: [...args] }) })
  }
})
afterAll(() => chain?.stop())

/** Sends with a fixed limit of gas: an estimate would be made at another time than the block has. */
async function send(from: number, call: { to?: Address; data?: Hex; value?: bigint }) {
  const hash = await connection.writer.sendTransaction({ account: getAccount(from), gas: 4_000_000n, ...call })
  const { status } = await waitForReceipt(connection.reader, hash)
  expect(status).toBe('success')
}
const act = (from: number, { call }: Transaction) =>
  send(from, { to: call.address, data: encodeFunctionData(call as Parameters<typeof encodeFunctionData>[0]) })
const vote = (from: number, { id, title }: Made, choice: Choice) =>
  act(from, castVote(dao, { id, title, choice, reason: '' }))

let count = 0
/** Proposes as the client does. */
async function makeProposal(proposer: number, actions: Action[] = [encodePayment({ token: null }, payee, 1n)]) {
  const title = `Proposal ${(count += 1)}`
  const account = getAccount(proposer).address
  const description = formatDescription({ title, summary: 'Why.', cid: null, proposer: account })
  await act(proposer, propose(dao, { title, actions, description }))
  return { id: computeProposalId(actions, description), title, actions, description, proposer } satisfies Made
}

/** The next block, whether of a transaction or of {@link mineAt}, has this time. */
const setTime = (timestamp: bigint) => connection.clock.setNextBlockTimestamp({ timestamp })
async function mineAt(timestamp: bigint) {
  await setTime(timestamp)
  await connection.clock.mine({ blocks: 1 })
}

/** The governor's own answers at the newest block beside what the client makes of events and time; all must agree. */
async function compare(): Promise<Map<ProposalId, ProposalState>> {
  const head = await getHead(client)
  const proposals = await listProposals(client, dao, head.number)
  const polls = await listPolls(client, dao, proposals, head.time, new Map())
  const states = new Map<ProposalId, ProposalState>()
  for (const proposal of proposals) {
    const facts = { ...proposal, grace: dao.grace, quorum: polls.get(proposal.id)?.quorum ?? 0n }
    const ours = proposalState(facts, head.time)
    const theirs = await connection.reader.readContract({
      ...{ address: dao.governor, abi: governorAbi, functionName: 'state', args: [proposal.id] },
      blockNumber: head.number,
    })
    expect(`${proposal.title} at ${head.time}: ${ours}`).toBe(
      `${proposal.title} at ${head.time}: ${proposalStates[theirs as number]}`,
    )
    states.set(proposal.id, ours)
  }
  return states
}
async function expectState(proposal: Made, expected: ProposalState) {
  expect(`${proposal.title} ${(await compare()).get(proposal.id)}`).toBe(`${proposal.title} ${expected}`)
}

async function readTimes({ id }: Made) {
  const { number } = await getHead(client)
  const found = (await listProposals(client, dao, number)).find((proposal) => proposal.id === id)!
  return { snapshot: found.snapshot, deadline: found.deadline, eta: found.eta ?? 0n }
}

/** Proposed, past the snapshot. */
async function openProposal(proposer: number, actions?: Action[]) {
  const made = await makeProposal(proposer, actions)
  await mineAt((await readTimes(made)).snapshot + 1n)
  return made
}
/** Proposed, voted for by as many as a quorum needs, past the deadline. */
async function passProposal(proposer: number, actions?: Action[]) {
  const made = await openProposal(proposer, actions)
  for (const voter of [0, 1, 2, 3, 4]) await vote(voter, made, 'for')
  await mineAt((await readTimes(made)).deadline + 1n)
  return made
}
async function queueProposal(proposer: number, actions?: Action[]) {
  const made = await passProposal(proposer, actions)
  await act(9, queue(dao, made))
  return made
}

describe('the state that the client computes is the governor’s', () => {
  beforeAll(async () => {
    await send(0, { to: dao.treasury, value: parseUnits('10', 18) })
    const args = [dao.treasury, parseUnits('500', 6)] as const
    await send(0, { to: dao.assets[0]!, data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args }) })
    const boat = [getAccount(0).address, dao.treasury, 2n] as const
    await send(0, {
      to: dao.assets[2]!,
      data: encodeFunctionData({ abi: erc721Abi, functionName: 'transferFrom', args: boat }),
    })
    await act(5, delegate(dao, { from: getAccount(5).address, to: getAccount(6).address }))
    // Who may propose hangs on the votes of the second before; the deployment may have been in this one.
    await mineAt((await getHead(client)).time + 60n)
  })

  it('from proposing to executing, at every boundary (T73)', async () => {
    const admit = encodeFunctionData({ abi: membershipAbi, functionName: 'admit', args: [candidate, 0, 0] })
    const made = await makeProposal(0, [
      encodePayment({ token: null }, payee, parseUnits('1', 18)),
      encodePayment({ token: dao.assets[0]! }, payee, parseUnits('12.5', 6)),
      { target: dao.membership, value: 0n, calldata: admit },
    ])
    await expectState(made, 'pending')
    const { snapshot, deadline } = await readTimes(made)
    for (const [time, state] of [
      [snapshot - 1n, 'pending'],
      [snapshot, 'pending'],
      [snapshot + 1n, 'active'],
    ] as const) {
      await mineAt(time)
      await expectState(made, state)
    }
    await vote(0, made, 'for')
    await vote(6, made, 'for')
    await vote(7, made, 'against')
    await vote(8, made, 'abstain')
    await expectState(made, 'active')
    await mineAt(deadline - 1n)
    await expectState(made, 'active')
    // The deadline is inclusive: a ballot in its very second counts.
    await setTime(deadline)
    await vote(9, made, 'abstain')
    await expectState(made, 'active')
    await mineAt(deadline + 1n)
    await expectState(made, 'succeeded')
    await act(9, queue(dao, made))
    await expectState(made, 'queued')
    const { eta } = await readTimes(made)
    await mineAt(eta - 1n)
    await expectState(made, 'queued')
    await setTime(eta)
    await act(9, execute(dao, made))
    await expectState(made, 'executed')
    await mineAt(eta + grace + 1n)
    await expectState(made, 'executed')
  })

  it('when nobody, too few, or as many against have voted', async () => {
    const unseen = await makeProposal(1)
    const few = await makeProposal(2)
    const tied = await openProposal(3)
    for (const voter of [0, 1, 2]) await vote(voter, few, 'for')
    for (const voter of [0, 1, 2, 3, 4]) await vote(voter, tied, 'for')
    for (const voter of [7, 8, 9, 10, 11]) await vote(voter, tied, 'against')
    const { deadline } = await readTimes(tied)
    await mineAt(deadline)
    await expectState(tied, 'active')
    await mineAt(deadline + 1n)
    for (const made of [unseen, few, tied]) await expectState(made, 'defeated')
    await mineAt(deadline + grace + 1n)
    for (const made of [unseen, few, tied]) await expectState(made, 'defeated')
  })

  it('when it is canceled: pending by its proposer, active or queued by the guardian', async () => {
    const pending = await makeProposal(1)
    await act(1, cancel(dao, pending, false))
    await expectState(pending, 'canceled')
    const active = await openProposal(2)
    await act(guardian, cancel(dao, active, true))
    await expectState(active, 'canceled')
    const queued = await queueProposal(3)
    await expectState(queued, 'queued')
    await act(guardian, cancel(dao, queued, true))
    await expectState(queued, 'canceled')
    await mineAt((await readTimes(queued)).eta + grace + 1n)
    for (const made of [pending, active, queued]) await expectState(made, 'canceled')
    const { number } = await getHead(client)
    const found = new Map((await listProposals(client, dao, number)).map((proposal) => [proposal.id, proposal]))
    expect(found.get(pending.id)!.canceledBy).toBe(getAccount(1).address)
    expect(found.get(queued.id)!.canceledBy).toBe(getAccount(guardian).address)
  })

  it('when it passed and nobody queued it', async () => {
    const made = await passProposal(1)
    const { deadline } = await readTimes(made)
    await mineAt(deadline + grace)
    await expectState(made, 'succeeded')
    await mineAt(deadline + grace + 1n)
    await expectState(made, 'expired')
    await expect(simulate(client, queue(dao, made).call, payee)).rejects.toMatchObject({
      kind: 'reverted',
      revert: { name: 'GovernorUnexpectedProposalState' },
    })
  })

  it('when it is queued in the last second, and nobody executes it', async () => {
    const made = await passProposal(2)
    await setTime((await readTimes(made)).deadline + grace)
    await act(9, queue(dao, made))
    await expectState(made, 'queued')
    const { eta } = await readTimes(made)
    for (const time of [eta - 1n, eta, eta + 1n, eta + grace]) {
      await mineAt(time)
      await expectState(made, 'queued')
    }
    await mineAt(eta + grace + 1n)
    await expectState(made, 'expired')
  })

  it('when it is executed in the last second', async () => {
    const made = await queueProposal(3)
    await setTime((await readTimes(made)).eta + grace)
    await act(9, execute(dao, made))
    await expectState(made, 'executed')
  })

  it('when the treasury executes it without the governor (T30)', async () => {
    const made = await queueProposal(4)
    const { eta } = await readTimes(made)
    const { targets, values, calldatas } = splitActions(made.actions)
    const salt = (BigInt(dao.governor) << 96n) ^ BigInt(hashDescription(made.description))
    const args = [targets, values, calldatas, zeroHash, `0x${salt.toString(16).padStart(64, '0')}` as Hex] as const
    await setTime(eta)
    await send(9, {
      to: dao.treasury,
      data: encodeFunctionData({ abi: treasuryAbi, functionName: 'executeBatch', args }),
    })
    await expectState(made, 'executed')
    await mineAt(eta + grace + 1n)
    await expectState(made, 'executed')
    const { number } = await getHead(client)
    const found = (await listProposals(client, dao, number)).find(({ id }) => id === made.id)!
    expect(found.executedAt).toBe(eta)
    expect(found.operation).toMatchObject({ readyAt: eta, expiresAt: eta + grace, executedAt: eta })
  })
})

describe('what the client reads from the chain is what stands there', () => {
  it('each proposal, its ballots, and its record', async () => {
    const { number } = await getHead(client)
    const proposals = await listProposals(client, dao, number)
    expect(proposals.map((proposal) => proposal.number)).toEqual(proposals.map((_, index) => proposals.length - index))
    for (const proposal of proposals) {
      const record = (await getProposalRecord(client, dao, proposal.id, proposal.createdAtBlock, number))!
      expect(record.recomputedId).toBe(proposal.id)
      const { actions, description, proposer, tally, snapshot, deadline, eta } = proposal
      expect(record).toMatchObject({ actions, description, proposer, tally, snapshot, deadline, eta })
      expect(proposal.ballots.items).toHaveLength(proposal.ballotCount)
    }
    const first = proposals.at(-1)!
    expect(first.tally).toEqual({ for: 3n, against: 1n, abstain: 2n })
    expect([...first.ballots.items].reverse().map(({ voter, choice, weight }) => [voter, choice, weight])).toEqual([
      [getAccount(0).address, 'for', 1n],
      [getAccount(6).address, 'for', 2n],
      [getAccount(7).address, 'against', 1n],
      [getAccount(8).address, 'abstain', 1n],
      [getAccount(9).address, 'abstain', 1n],
    ])
    expect(await getProposalRecord(client, dao, 12n as ProposalId, null, number)).toBeNull()
  })

  it('the right to vote', async () => {
    const { number } = await getHead(client)
    const first = (await listProposals(client, dao, number)).at(-1)!
    const read = async (index: number) =>
      (await listBallotRights(client, dao, getAccount(index).address, [first])).get(first.id)
    expect(await read(6)).toMatchObject({ votes: 2n, ballot: { choice: 'for', isDirect: true } })
    expect(await read(5)).toEqual({ votes: 0n, ballot: null })
    expect(await read(10)).toEqual({ votes: 1n, ballot: null })
    expect(await read(29)).toEqual({ votes: 0n, ballot: null })
  })

  it('the members', async () => {
    const { number } = await getHead(client)
    const members = await listMembers(client, dao, number)
    const expected = [...parameters.founders.map(({ account }) => account), candidate]
    expect(members.map(({ account }) => account)).toEqual(expected)
    const contract = { address: dao.membership, abi: membershipAbi } as const
    for (const { account, seats, delegate: delegatee, votes } of members) {
      expect(seats).toHaveLength(1)
      const owner = await connection.reader.readContract({ ...contract, functionName: 'ownerOf', args: [seats[0]!] })
      expect(owner).toBe(account)
      const args = [account] as const
      expect(votes).toBe(await connection.reader.readContract({ ...contract, functionName: 'getVotes', args }))
      expect(delegatee).toBe(await connection.reader.readContract({ ...contract, functionName: 'delegates', args }))
    }
    const ballots = new Map(members.map(({ account, ballotCount }) => [account, ballotCount]))
    expect(ballots.get(getAccount(6).address)).toBe(1)
    expect(ballots.get(getAccount(5).address)).toBe(0)
  })

  it('the rules and the rights', async () => {
    const { number, time } = await getHead(client)
    const rules = await getRules(client, dao, number)
    expect(rules).toEqual({
      votingDelay: BigInt(parameters.votingDelay),
      votingPeriod: BigInt(parameters.votingPeriod),
      swingExtension: BigInt(parameters.swingExtension),
      lockWindow: BigInt(parameters.lockWindow),
      proposalLimit: parameters.proposalLimit,
      proposalThreshold: 1n,
      quorumNumerator: BigInt(parameters.quorumNumerator),
      quorum: 5n,
      timelockDelay: BigInt(parameters.timelockDelay),
      grace,
      seats: 21n,
      guardian: { account: getAccount(guardian).address, until: expect.any(BigInt) },
      guardianBurnt: false,
    })
    const args = [time - 1n] as const
    const governor = { address: dao.governor, abi: governorAbi } as const
    expect(await connection.reader.readContract({ ...governor, functionName: 'quorum', args })).toBe(rules.quorum)
    expect(await listRoles(client, dao, number)).toEqual([
      { name: 'proposer', accounts: [dao.governor] },
      { name: 'canceller', accounts: [dao.governor] },
      { name: 'executor', accounts: [zeroAddress] },
      { name: 'admin', accounts: [dao.treasury] },
    ])
    const { treasury, membership, name } = dao
    const named = { chainId: 31337, governor: dao.governor }
    expect(await getDaoContracts(client, named, null)).toMatchObject({ treasury, membership, name, grace })
    const made = await getDaoContracts(client, named, dao.factory)
    expect({ ...dao, ...made, startBlock: 0n }).toEqual({ ...dao, startBlock: 0n })
    expect(made.startBlock).toBe(dao.startBlock + 1n)
  })

  it('what the treasury holds, and what moved', async () => {
    const { number } = await getHead(client)
    const assets = await listAssets(client, coin, dao, [payee])
    expect(assets.map(({ symbol, kind, decimals }) => [symbol, kind, decimals])).toEqual([
      ['ETH', 'coin', 18],
      ['LKD', 'erc20', 6],
      ['TOOL', 'erc20', 18],
      ['BOAT', 'erc721', 0],
    ])
    // Two payments of one smallest unit were carried out beside the first proposal's.
    expect((await listBalances(client, dao.treasury, assets)).map(({ amount }) => amount)).toEqual([
      parseUnits('9', 18) - 2n,
      parseUnits('487.5', 6),
      0n,
      1n,
    ])
    const flows = await listFlows(client, dao, assets, number)
    const [lkd, , boat] = dao.assets
    const rows = flows.map(({ direction, token, counterparty, amount, tokenId, proposal }) =>
      [direction, token, counterparty, amount, tokenId, proposal?.title ?? null].join(' '),
    )
    const giver = getAccount(0).address
    const paid = (await listProposals(client, dao, number)).filter(
      ({ operation }) => operation !== null && operation.executedAt !== null,
    )
    expect(paid).toHaveLength(3)
    expect(rows.slice(0, 2)).toEqual(paid.slice(0, 2).map(({ title }) => `out  ${payee} 1  ${title}`))
    expect(rows.slice(2, 4).sort()).toEqual(
      [`out  ${payee} ${parseUnits('1', 18)}  Proposal 1`, `out ${lkd} ${payee} 12500000  Proposal 1`].sort(),
    )
    expect(rows.slice(4).sort()).toEqual(
      [`in  ${giver} ${parseUnits('10', 18)}  `, `in ${boat} ${giver} 1 2 `, `in ${lkd} ${giver} 500000000  `].sort(),
    )
  })
})

describe('what the chain refuses is told in the contract’s own word', () => {
  it.each([
    ['a second ballot in the same second', 0, 'GovernorBallotSuperseded'],
    ['a ballot without a vote', 29, 'GovernorNoVotes'],
  ])('%s', async (_, voter, name) => {
    const made = await openProposal(1)
    await vote(0, made, 'for')
    const { call } = castVote(dao, { ...made, choice: 'for', reason: '' })
    await expect(simulate(client, call, getAccount(voter).address)).rejects.toMatchObject({
      kind: 'reverted',
      revert: { name },
    })
  })

  it('a proposal under a description that names another proposer, or is not quite a suffix (T10)', async () => {
    const actions = [encodePayment({ token: null }, payee, 1n)]
    const description = formatDescription({ title: 'Mine', summary: '', cid: null, proposer: getAccount(1).address })
    const suffix = description.slice(description.indexOf('#proposer='))
    for (const [text, name] of [
      [description, 'GovernorRestrictedProposer'],
      [`${description} `, 'GovernorMisplacedProposerSuffix'],
      [description.replace('#proposer', '#PROPOSER'), 'GovernorMisplacedProposerSuffix'],
      [`${description}${suffix}`, 'GovernorMisplacedProposerSuffix'],
    ] as const) {
      const { call } = propose(dao, { title: 'Mine', actions, description: text })
      await expect(simulate(client, call, getAccount(2).address)).rejects.toMatchObject({ revert: { name } })
    }
    const { call } = propose(dao, { title: 'Mine', actions, description })
    await expect(simulate(client, call, getAccount(1).address)).resolves.toMatchObject({ nonce: expect.any(Number) })
  })
})
