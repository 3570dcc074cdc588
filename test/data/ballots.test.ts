import { encodeFunctionData, parseUnits, type Address, type Hash, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy } from '../../scripts/deploy.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { getHead } from '../../web/src/data/chain/getHead.js'
import { getSigningDomain } from '../../web/src/data/chain/getSigningDomain.js'
import { judgeBallots } from '../../web/src/data/chain/judgeBallots.js'
import { listBallotRights } from '../../web/src/data/chain/listBallotRights.js'
import { listCarriedBallots } from '../../web/src/data/chain/listCarriedBallots.js'
import { listDocuments } from '../../web/src/data/chain/listDocuments.js'
import { listPolls } from '../../web/src/data/chain/listPolls.js'
import { listProposals } from '../../web/src/data/chain/listProposals.js'
import { formatBallotFile, mergeBallots, parseBallotFile } from '../../web/src/domain/ballotFile.js'
import { getBallotWindow } from '../../web/src/domain/ballotWindow.js'
import { createUnsignedBallot } from '../../web/src/domain/createUnsignedBallot.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { formatDescription } from '../../web/src/domain/description.js'
import { encodePayment } from '../../web/src/domain/payment.js'
import { choices, type ProposalId } from '../../web/src/domain/proposal.js'
import { computeProposalId } from '../../web/src/domain/proposalId.js'
import {
  describeSignedBallot,
  type SignedBallot,
  type SignedChoice,
  type SigningDomain,
  type UnsignedBallot,
} from '../../web/src/domain/signedBallot.js'
import { type Timepoint, toTimepoint } from '../../web/src/domain/timepoint.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { carryBallots } from '../../web/src/transactions/carryBallots.js'
import { castVote } from '../../web/src/transactions/castVote.js'
import { countCarried } from '../../web/src/transactions/countCarried.js'
import { propose } from '../../web/src/transactions/propose.js'
import type { Transaction } from '../../web/src/transactions/transaction.js'
import { connectChain, getAccount, type ChainConnection } from '../support/chain.js'
import { startChain } from '../support/startChain.js'

// What the client makes of ballots, beside what the governor makes of them: on a real chain, and at random.

const day = 86_400n
let chain: Awaited<ReturnType<typeof startChain>>
let connection: ChainConnection
let client: ChainClient
let dao: DaoContracts
let domain: SigningDomain

beforeAll(async () => {
  chain = await startChain(40)
  connection = connectChain(chain.rpcUrl)
  const signer = { kind: 'unlocked', address: getAccount(0).address } as const
  const parametersFile = 'scripts/seed/lakeside.json'
  const deployed = await deploy({ rpcUrl: chain.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
  dao = { ...deployed, startBlock: BigInt(deployed.startBlock), grace: BigInt(deployed.grace) }
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [chain.rpcUrl], subgraph: null, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin: { symbol: 'ETH', decimals: 18 } },
  })
  domain = await getSigningDomain(client, dao)
  await wait(day) // Whoever was seated in this very second has no vote yet.
})
afterAll(() => chain?.stop())

async function send(from: number, call: { to?: Address; data?: Hex; value?: bigint }): Promise<Hash> {
  const hash = await connection.writer.sendTransaction({ account: getAccount(from), gas: 16_000_000n, ...call })
  expect((await waitForReceipt(connection.reader, hash)).status).toBe('success')
  return hash
}
const act = (from: number, { call }: Pick<Transaction, 'call'>) =>
  send(from, { to: call.address, data: encodeFunctionData(call as Parameters<typeof encodeFunctionData>[0]) })

async function wait(seconds: bigint) {
  const { time } = await getHead(client)
  await connection.clock.setNextBlockTimestamp({ timestamp: time + seconds })
  await connection.clock.mine({ blocks: 1 })
}

let made = 0
async function makeProposal(proposer = 0): Promise<ProposalId> {
  const title = `Proposal ${(made += 1)}`
  const actions = [encodePayment({ token: null }, getAccount(39).address, parseUnits('1', 3))]
  const description = formatDescription({ title, summary: '', cid: null, proposer: getAccount(proposer).address })
  await act(proposer, propose(dao, { title, actions, description }))
  return computeProposalId(actions, description)
}

async function sign(index: number, ballot: UnsignedBallot): Promise<SignedBallot> {
  return { ...ballot, signature: await getAccount(index).signTypedData(describeSignedBallot(domain, ballot)) }
}

const find = async (id: ProposalId) => {
  const { number } = await getHead(client)
  return (await listProposals(client, dao, number)).find((proposal) => proposal.id === id)!
}

/** A source of chance that is the same in every run. */
function createChance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('signed ballots', () => {
  it('are judged as the governor does, and replayed as it counts', async () => {
    const ids = [await makeProposal(0), await makeProposal(1), await makeProposal(2)]
    const closed = await makeProposal(3)
    await wait(day * 4n)
    const chance = createChance(7)
    const seen = new Set<string>()
    for (let round = 0; round < 14; round += 1) {
      const { time: now } = await getHead(client)
      const { snapshot } = await find(ids[0]!)
      const ballots: SignedBallot[] = []
      for (let count = 0; count < 10; count += 1) {
        const voter = chance(28)
        const pick = (): SignedChoice => ({
          proposalId: [ids[0]!, ids[1]!, ids[2]!, closed, 12n as ProposalId][Math.min(chance(8), 4)]!,
          choice: choices[chance(3)]!,
          reason: chance(2) === 0 ? '' : 'Because, 因为.',
        })
        const signedAt = [now, now - BigInt(chance(2_000)), now - 5n, snapshot, now + 99n][Math.min(chance(9), 4)]!
        const unsigned: UnsignedBallot = {
          kind: chance(3) === 0 ? 'list' : 'ballot',
          choices: [pick()],
          voter: getAccount(voter).address,
          signedAt: toTimepoint(signedAt),
          expiry: toTimepoint(now + [day, -1n][Math.floor(chance(9) / 8)]!),
        }
        const ballot =
          unsigned.kind === 'list' ? { ...unsigned, choices: [...unsigned.choices, pick(), pick()] } : unsigned
        ballots.push(await sign(chance(12) === 0 ? 30 : voter, ballot))
      }
      // The file is the way that ballots take.
      const parsed = parseBallotFile(formatBallotFile({ chainId: 31337, governor: dao.governor, ballots }))
      expect(parsed.status).toBe('ok')
      const read = mergeBallots(parsed.status === 'ok' ? parsed.file.ballots : [])
      for (const kind of ['ballot', 'list'] as const) {
        const own = read.filter((ballot) => ballot.kind === kind)
        const { time } = await getHead(client)
        // Everything goes, also what would be skipped: the governor is to say so itself. It judges a box at a time.
        const byBox =
          kind === 'list'
            ? own
            : [...new Set(own.map(({ choices: [one] }) => one!.proposalId))].flatMap((id) =>
                own.filter(({ choices: [one] }) => one!.proposalId === id),
              )
        const judged = await judgeBallots(client, dao, byBox, time)
        const all = judged.map((one) => ({
          ...one,
          choices: one.choices.map((choice) => ({ ...choice, refusal: 'none' as const, isCounted: false })),
        }))
        const expected = judged.flatMap(({ ballot, choices: own }) =>
          own.map(({ proposalId, refusal }) => ({ proposalId, voter: ballot.voter, refusal })),
        )
        expected.forEach(({ refusal }) => seen.add(refusal))
        const transaction = carryBallots(dao, all, kind)
        if (transaction === null || expected.every(({ refusal }) => refusal !== 'none')) continue
        await connection.clock.setNextBlockTimestamp({ timestamp: time })
        expect(await listCarriedBallots(client, dao, await act(35, transaction))).toEqual(expected)
      }
      if (chance(2) === 0) {
        const { number } = await getHead(client)
        expect(number).toBeGreaterThan(0n)
        const voter = chance(5)
        const { deadline } = await find(ids[0]!)
        const rights = await listBallotRights(client, dao, getAccount(voter).address, [await find(ids[0]!)])
        const { ballot, votes } = rights.get(ids[0]!)!
        const { time } = await getHead(client)
        const poll = (await listPolls(client, dao, [await find(ids[0]!)], time, new Map())).get(ids[0]!)!
        if (
          votes > 0n &&
          time < deadline &&
          (!ballot || getBallotWindow(poll, deadline, toTimepoint(time + 5n)).canChange)
        ) {
          await wait(2n)
          await act(voter, castVote(dao, { id: ids[0]!, title: '', choice: choices[chance(3)]!, reason: '' }))
        }
      }
      const { deadline } = await find(ids[0]!)
      const { time } = await getHead(client)
      if (round === 8) await wait(deadline - time - 600n)
      else if (time + 400n < deadline) await wait(BigInt(20 + chance(60)))
    }
    // Every refusal but a choice that is none, which no file can hold.
    expect([...seen].sort()).toEqual([
      ...['badSignature', 'expired', 'locked', 'misdated', 'noVotes', 'none', 'notActive', 'superseded'],
    ])

    for (const id of ids) {
      const proposal = await find(id)
      const governor = { address: dao.governor, abi: governorAbi } as const
      const [against, inFavour, abstain] = await connection.reader.readContract({
        ...governor,
        functionName: 'proposalVotes',
        args: [id],
      })
      expect(proposal.tally).toEqual({ against, for: inFavour, abstain })
      expect(proposal.deadline).toBe(
        await connection.reader.readContract({ ...governor, functionName: 'proposalDeadline', args: [id] }),
      )
      expect(proposal.ballots.items).toHaveLength(proposal.ballotCount)
      expect(new Set(proposal.ballots.items.map(({ voter }) => voter)).size).toBe(proposal.ballotCount)
      for (let voter = 0; voter < 26; voter += 1) {
        const { address } = getAccount(voter)
        const right = (await listBallotRights(client, dao, address, [proposal])).get(id)!
        const counted = proposal.ballots.items.find((ballot) => ballot.voter === address)
        expect(counted?.choice).toBe(right.ballot?.choice)
      }
    }
  })
})

describe('the window', () => {
  it('closes for changes to the second, and a late swing opens it again', async () => {
    const id = await makeProposal(4)
    const { snapshot } = await find(id)
    const { time } = await getHead(client)
    await wait(snapshot - time + 1n)
    for (const voter of [0, 1, 2]) await act(voter, castVote(dao, { id, title: '', choice: 'for', reason: '' }))
    const before = await find(id)
    const read = async () => {
      const { time: now } = await getHead(client)
      const proposal = await find(id)
      const poll = (await listPolls(client, dao, [proposal], now, new Map())).get(id)!
      return { proposal, poll, now }
    }
    const { poll } = await read()
    const { changeableUntil } = getBallotWindow(poll, before.deadline, before.snapshot)
    const tryToChange = async (at: Timepoint) => {
      await connection.clock.setNextBlockTimestamp({ timestamp: at })
      const { call } = castVote(dao, { id, title: '', choice: 'abstain', reason: '' })
      const data = encodeFunctionData(call as Parameters<typeof encodeFunctionData>[0])
      const hash = await connection.writer.sendTransaction({
        account: getAccount(0),
        gas: 900_000n,
        to: dao.governor,
        data,
      })
      return (await waitForReceipt(connection.reader, hash)).status
    }
    expect(await tryToChange(toTimepoint(changeableUntil + 1n))).toBe('reverted')
    expect(getBallotWindow(poll, before.deadline, toTimepoint(changeableUntil + 1n)).canChange).toBe(false)
    expect(getBallotWindow(poll, before.deadline, changeableUntil).canChange).toBe(true)
    // First ballots still count, and these turn the outcome.
    const late = toTimepoint(before.deadline - 60n)
    await connection.clock.setNextBlockTimestamp({ timestamp: late })
    let swungAt = late
    for (let voter = 6; voter < 24; voter += 1) {
      if ((await find(id)).extension !== null) break
      await act(voter, castVote(dao, { id, title: '', choice: 'for', reason: '' }))
      swungAt = (await getHead(client)).time
    }
    const after = await read()
    expect(after.proposal.extension).toEqual({ at: swungAt, from: before.deadline })
    expect(after.proposal.deadline).toBe(swungAt + poll.swingExtension)
    const open = getBallotWindow(poll, after.proposal.deadline, after.now)
    expect(open.canChange).toBe(true)
    expect(await tryToChange(open.changeableUntil)).toBe('success')
    expect((await find(id)).ballots.items.find(({ voter }) => voter === getAccount(0).address)).toMatchObject({
      choice: 'abstain',
      changeCount: 1,
    })
  })
})

describe('a voter that is a contract (T44)', () => {
  let proposer = 4
  // What it answers to isValidSignature, whatever it is asked.
  const says = (answer: string) => `0x63${answer}60e01b5f5260205ff3` as const
  it.each([
    ['says yes', says('1626ba7e'), 'none'],
    ['says no', says('ffffffff'), 'badSignature'],
    ['reverts', '0x5f5ffd', 'badSignature'],
    ['answers nothing', '0x00', 'badSignature'],
  ] as const)('%s', async (_, bytecode, refusal) => {
    const id = await makeProposal((proposer += 1))
    const { snapshot } = await find(id)
    const { time } = await getHead(client)
    await wait(snapshot - time + 10n)
    const { address } = getAccount(10)
    await connection.clock.setCode({ address, bytecode })
    const { time: now } = await getHead(client)
    const choice = { proposalId: id, choice: 'for', reason: '' } as const
    const rest = { voter: address, signedAt: now, expiry: toTimepoint(now + day), signature: '0x1234' } as const
    const own = await sign(0, createUnsignedBallot([choice], getAccount(0).address, now + day, [], now))
    const judged = await judgeBallots(client, dao, [{ kind: 'ballot', choices: [choice], ...rest }, own], now)
    expect(judged.map(({ choices: [one] }) => one!.refusal)).toEqual([refusal, 'none'])
    const all = judged.map(({ ballot }) => ({
      ballot,
      choices: [{ ...choice, refusal: 'none' as const, isCounted: false }],
    }))
    const carry = carryBallots(dao, all, 'ballot')!
    expect(await countCarried(client, carry)).toBe(refusal === 'none' ? 2 : 1)
    expect((await listCarriedBallots(client, dao, await act(35, carry))).map((one) => one.refusal)).toEqual([
      refusal,
      'none',
    ])
    expect(await countCarried(client, carry)).toBe(0)
    await connection.clock.setCode({ address, bytecode: '0x' })
  })
})

it('the charter is document 1', async () => {
  const { number } = await getHead(client)
  expect(await listDocuments(client, dao, number)).toMatchObject([{ number: 1, kind: 'charter', repealedBy: null }])
})
