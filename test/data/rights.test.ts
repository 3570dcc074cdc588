import { type Address, encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readParameters } from '../../scripts/deploy/parameters.js'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { getHead } from '../../web/src/data/chain/getHead.js'
import { getRightNow } from '../../web/src/data/chain/getRightNow.js'
import { listObjectors } from '../../web/src/data/chain/listObjectors.js'
import { listSeatShares, listUnclaimed } from '../../web/src/data/chain/listSeatShares.js'
import * as chainPurposes from '../../web/src/data/chain/listPurposes.js'
import { listMembers } from '../../web/src/data/chain/listMembers.js'
import { listProposals } from '../../web/src/data/chain/listProposals.js'
import * as chainRights from '../../web/src/data/chain/listRights.js'
import { listRightTasks } from '../../web/src/data/chain/listRightTasks.js'
import { findMulticall3 } from '../../web/src/data/chain/multicall3.js'
import {
  estimateGas,
  getProposalState,
  listDifferences,
  tryExecution,
  tryStep,
} from '../../web/src/data/chain/preflight.js'
import { listAssets } from '../../web/src/data/chain/listAssets.js'
import * as indexPurposes from '../../web/src/data/subgraph/listPurposes.js'
import * as indexRights from '../../web/src/data/subgraph/listRights.js'
import { getLeft } from '../../web/src/domain/budget.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { getRoundable } from '../../web/src/domain/distribution.js'
import { getGrantAmounts } from '../../web/src/domain/grant.js'
import { getRightState, type Right, type RightInFull } from '../../web/src/domain/right.js'
import { rightKinds } from '../../web/src/domain/route.js'
import type { Timepoint } from '../../web/src/domain/timepoint.js'
import { batchByMulticall } from '../../web/src/transactions/batch.js'
import { execute } from '../../web/src/transactions/execute.js'
import { queue } from '../../web/src/transactions/queue.js'
import { simulate } from '../../web/src/transactions/simulate.js'
import type { Transaction } from '../../web/src/transactions/transaction.js'
import { connectChain } from '../support/chain.js'
import { waitForIndex } from '../subgraph/find-disagreements.js'
import { accounts, History, type Proposal } from '../subgraph/history.js'
import { runScript } from '../subgraph/script.js'

// What the pages of rights to be paid, of donations and of the desk show is the same from the index and from the chain,
// and what the client computes of it is what the contracts answer, after one of everything that can happen to them.

const coin = { symbol: 'ETH', decimals: 18 }
let stack: Stack
let history: History
let client: ChainClient
let dao: DaoContracts
let head: { number: bigint; time: Timepoint }
let rights: Right[]
const full = new Map<Right, RightInFull>()

beforeAll(async () => {
  stack = await startStack({ seed: false, client: false })
  const { deployment } = stack
  history = new History(stack.rpcUrl, deployment)
  const publish = async (bytes: Uint8Array) => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(bytes)]))
    const url = `${stack.ipfsApi}/api/v0/block/put?cid-codec=raw&mhtype=sha2-256`
    return ((await (await fetch(url, { method: 'POST', body })).json()) as { Key: string }).Key
  }
  await publish(readParameters('scripts/seed/lakeside.json').charter.document!)
  await history.holdClock()
  await runScript(history, publish)
  const { number } = await waitForIndex(history, stack)
  dao = { ...deployment, startBlock: BigInt(deployment.startBlock), grace: BigInt(deployment.grace) }
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [stack.rpcUrl], subgraph: stack.subgraphUrl, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin },
  })
  head = await getHead(client)
  expect(head.number).toBe(number)
  rights = await chainRights.listRights(client, dao, head.number)
  for (const right of rights) {
    full.set(right, (await chainRights.getRight(client, dao, right.kind, right.number, 200, head.number))!)
  }
}, 300_000)
afterAll(() => stack?.stop(), 60_000)

/** The index keeps no zero bytes in a text. */
function toIndexed<Value>(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('\0', '') as Value
  if (Array.isArray(value)) return value.map(toIndexed) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toIndexed(each as unknown)])) as Value
}
/** Of payments of one second, each source has an order of its own. */
const sortPayments = (found: RightInFull | null) =>
  found && {
    ...found,
    payments: {
      ...found.payments,
      items: [...found.payments.items].sort((a, b) => (`${a.at}${a.ref}${a.to}` < `${b.at}${b.ref}${b.to}` ? -1 : 1)),
    },
  }

describe('the list of rights', () => {
  it('has every kind, and the same from either', async () => {
    expect(new Set(rights.map(({ kind }) => kind))).toEqual(new Set(rightKinds))
    const { value } = await indexRights.listRights(stack.subgraphUrl, dao.governor)
    expect(value).toEqual(toIndexed(rights))
    const states = new Set(rights.map((right) => getRightState(right, head.time)))
    for (const state of ['open', 'revoked', 'done'] as const) expect([...states]).toContain(state)
    expect(rights.some((right) => right.kind === 'distribution' && right.standing !== null)).toBe(true)
  })

  it('leads to each in full, the same from either', async () => {
    for (const right of rights) {
      const { kind, number } = right
      const { value } = await indexRights.getRight(stack.subgraphUrl, dao.governor, kind, number, 200)
      expect(sortPayments(value)).toEqual(sortPayments(toIndexed(full.get(right)!)))
    }
    const all = [...full.values()]
    expect(new Set(all.flatMap(({ history }) => history.draws.map(({ status }) => status)))).toEqual(
      new Set(['pending', 'settled', 'withdrawn', 'stopped', 'released']),
    )
    expect(all.some(({ history }) => history.rows.some(({ setAsideAt }) => setAsideAt !== null))).toBe(true)
    expect(all.some(({ history }) => history.reports.length > 0)).toBe(true)
    expect(all.some(({ history }) => history.credits.length > 0 && history.rounds.length > 0)).toBe(true)
  })

  it('has nothing of a number that was never given', async () => {
    for (const kind of rightKinds) {
      expect(await chainRights.getRight(client, dao, kind, 999n, 50, head.number)).toBeNull()
      expect((await indexRights.getRight(stack.subgraphUrl, dao.governor, kind, 999n, 50)).value).toBeNull()
    }
  })

  it('has the same first payments, however many are asked for', async () => {
    const budget = rights.find((right) => right.kind === 'budget' && full.get(right)!.payments.items.length > 3)!
    for (const count of [1, 2, 3]) {
      const { value } = await indexRights.getRight(stack.subgraphUrl, dao.governor, 'budget', budget.number, count)
      const real = await chainRights.getRight(client, dao, 'budget', budget.number, count, head.number)
      expect(value!.payments.items).toHaveLength(count)
      expect(value!.payments.hasMore).toBe(real!.payments.hasMore)
    }
  })
})

describe('what the contracts answer', () => {
  it('is what the client computes of the record at the same time', async () => {
    let compared = 0
    for (const right of rights) {
      const now = await getRightNow(client, dao, right)
      const { history, payments } = full.get(right)!
      // The chain answers for the second of its next block.
      const { time } = await getHead(client)
      const at = time
      if (now.kind === 'budget' && right.kind === 'budget') {
        const left =
          now.standing === 'open' ? getLeft(right, payments.items, history.draws, at) : { available: 0n, atOnce: 0n }
        expect({ number: right.number, available: now.available, atOnce: now.atOnce }).toEqual({
          number: right.number,
          ...left,
        })
        const state = getRightState(right, at)
        expect(now.standing).toBe(state === 'done' ? now.standing : state)
        expect([...now.holders].sort()).toEqual([...right.holders].sort())
        compared += 1
      } else if (now.kind === 'grant' && right.kind === 'grant') {
        const amounts = getGrantAmounts(right, at)
        const { stream } = right
        // A second more or less of a stream, as the clock of the question goes.
        const slack = stream === null ? 0n : stream.amount / (stream.end - stream.start) + 1n
        const near = (a: bigint, b: bigint) => expect(a - b <= slack && b - a <= slack).toBe(true)
        for (const name of ['owed', 'unvested', 'claimable', 'lapsed'] as const) near(now.amounts[name], amounts[name])
        expect([now.amounts.paid, now.amounts.clawedBack, now.amounts.total]).toEqual([
          ...[amounts.paid, amounts.clawedBack, amounts.total],
        ])
        compared += 1
      } else if (now.kind === 'standing' && right.kind === 'standing') {
        expect([now.roundable, now.booked]).toEqual([getRoundable(right, at), right.booked])
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(4)
  })

  it('says whose seats can claim, and which seats are left', async () => {
    const distribution = rights.find((right) => right.kind === 'distribution' && right.standing === null)!
    const unclaimed = await listUnclaimed(client, dao, distribution.number, 100)
    expect(unclaimed.length).toBeGreaterThan(0)
    const shares = await listSeatShares(client, dao, distribution.number, unclaimed)
    expect(shares.every(({ amount, isClaimed }) => amount > 0n && !isClaimed)).toBe(true)
    expect(await listUnclaimed(client, dao, distribution.number, 1)).toEqual(unclaimed.slice(0, 1))
  })

  it('says what an account can do', async () => {
    const kinds = new Set<string>()
    for (const { address } of accounts) {
      for (const task of await listRightTasks(client, dao, address, rights, head as never)) {
        kinds.add(task.kind)
        if (task.kind !== 'object') continue
        const { draws } = full.get(task.right)!.history
        const draw = draws.find(({ number }) => number === task.draw)!
        expect(draw.status).toBe('pending')
        expect(await listObjectors(client, dao, draw, [1n])).toHaveLength(1)
      }
    }
    for (const kind of ['draw', 'share']) expect([...kinds]).toContain(kind)
  })
})

describe('donations', () => {
  it('are the same from either, by purpose and one by one', async () => {
    for (const count of [1, 2, 50]) {
      const { value } = await indexPurposes.listPurposes(stack.subgraphUrl, dao.governor, count)
      const real = toIndexed(await chainPurposes.listPurposes(client, dao, count, head.number))
      expect(value.purposes).toEqual(real.purposes)
      expect(value.gifts.hasMore).toBe(real.gifts.hasMore)
      expect(value.spendings.hasMore).toBe(real.spendings.hasMore)
      if (count < 50) continue
      const key = (one: { at: bigint; amount: bigint }) => `${one.at} ${one.amount}`
      const sort = <One extends { at: bigint; amount: bigint }>(list: readonly One[]) =>
        [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1))
      expect(sort(value.gifts.items)).toEqual(sort(real.gifts.items))
      expect(sort(value.spendings.items)).toEqual(sort(real.spendings.items))
      expect(real.gifts.items.length).toBeGreaterThan(2)
      expect(real.spendings.items.length).toBeGreaterThan(1)
      expect(real.purposes.some(({ closedAt }) => closedAt !== null)).toBe(true)
      for (const { given, spent, held } of real.purposes.flatMap(({ purses }) => purses)) {
        expect(given).toBe(spent + held)
      }
    }
  })

  it('are the same day by day from either, and sum to what each purse says', async () => {
    const { purposes } = await chainPurposes.listPurposes(client, dao, 1, head.number)
    const { value } = await indexPurposes.listPurseDays(stack.subgraphUrl, dao.donations!, purposes)
    const real = await chainPurposes.listPurseDays(client, dao, head.number)
    expect(value).toEqual(real)
    expect(new Set(real.map(({ day }) => day)).size).toBeGreaterThan(1)
    expect(real.some(({ received, paid }) => received === 0n && paid > 0n)).toBe(true)
    for (const { number, purses } of purposes) {
      for (const { token, given, spent, held } of purses) {
        const days = real.filter((each) => each.purpose === number && each.token === token)
        expect(days.reduce((sum, { received }) => sum + received, 0n)).toBe(given)
        expect(days.reduce((sum, { paid }) => sum + paid, 0n)).toBe(spent)
        expect(days.at(-1)!.balance).toBe(held)
      }
    }
    expect((await indexPurposes.listPurseDays(stack.subgraphUrl, dao.donations!, [])).value).toEqual([])
  })

  it('and the rule for income is the one that was voted', async () => {
    const assets = await listAssets(client, coin, dao, [])
    const { rule } = (await chainPurposes.getIncome(client, dao, assets))!
    expect(rule.rows.map(({ target, share }) => [target, share])).toEqual([
      ['treasury', 5000],
      ['purse', 3000],
      ['standing', 2000],
    ])
    expect(await chainPurposes.listUnbooked(client, dao, assets)).toEqual([])
  })
})

describe('a decision that waits', () => {
  let waiting: Proposal[] = []

  it('is tried out as if its time had come, and what it would fail with is told', async () => {
    const payee: Address = accounts[30]!.address
    const pay = (value: bigint) => [{ target: payee, value, data: '0x' as const }]
    const members = await listMembers(client, dao, head.number)
    const [one, other] = members.flatMap(({ account, votes }) => {
      const place = accounts.findIndex(({ address }) => address === account)
      return votes > 0n && place !== -1 ? [place] : []
    })
    await history.pass(20 * 86_400) // those who proposed in the script may again
    const small = await history.propose(one!, pay(1n), '# A little')
    const large = await history.propose(other!, pay(10n ** 24n), '# More than there is')
    const { number, time } = await getHead(client)
    const found = await listProposals(client, dao, number)
    const trial = async (id: bigint) =>
      tryExecution(
        client,
        dao,
        found.find((proposal) => (proposal.id as bigint) === id)!,
        time,
      )
    expect((await trial(small.id)).error).toBeNull()
    expect((await trial(large.id)).error?.kind).toBe('reverted')
    // Nothing of it stays.
    expect((await listProposals(client, dao, number))[0]!.executedAt).toBeNull()
    waiting = [small, large]
  })

  it('goes with others in one transaction, of which one that fails keeps none', async () => {
    const voters = (await listMembers(client, dao, head.number)).flatMap(({ account, votes }) => {
      const place = accounts.findIndex(({ address }) => address === account)
      return votes > 0n && place !== -1 ? [place] : []
    })
    const [small, large] = waiting
    await history.pass(2 * 86_400 + 60)
    for (const proposal of [small!, large!]) for (const voter of voters) await history.vote(voter, proposal, 1)
    await history.pass(8 * 86_400)
    const read = async () => {
      const { number } = await getHead(client)
      const found = await listProposals(client, dao, number)
      return [small!, large!].map((made) => found.find((proposal) => (proposal.id as bigint) === made.id)!)
    }
    const multicall = (await findMulticall3(client))!
    const from = accounts[9]!.address
    const send = async (transactions: Transaction[]) => {
      const gas = await Promise.all(
        transactions.map(({ call }) =>
          estimateGas(client, { address: call.address, data: encodeFunctionData(call) }, from),
        ),
      )
      const batch = batchByMulticall(
        multicall,
        transactions,
        gas.map((one) => one ?? 0n),
      )
      await simulate(client, batch.call, from)
      // Exactly what it says that it needs: an estimate would be too little where a failure is caught.
      const data = encodeFunctionData(batch.call)
      const gasLimit = { gas: batch.leastGas! }
      const hash = await connectChain(stack.rpcUrl).writer.sendTransaction({
        ...{ account: accounts[9]!, to: batch.call.address, data, ...gasLimit },
      })
      expect((await waitForReceipt(history.client, hash)).status).toBe('success')
      return gas
    }
    await send((await read()).map((proposal) => queue(dao, proposal)))
    expect(await Promise.all((await read()).map(({ id }) => getProposalState(client, dao, id)))).toEqual([5, 5])
    await history.pass(4 * 86_400)
    const gas = await send((await read()).map((proposal) => execute(dao, proposal)))
    expect(gas[0]).not.toBeNull()
    expect(gas[1]).toBeNull()
    expect(await Promise.all((await read()).map(({ id }) => getProposalState(client, dao, id)))).toEqual([7, 5])
    const [, stuck] = await read()
    expect((await tryStep(client, dao, stuck!, 'execute')).error?.kind).toBe('reverted')
  })

  it('is compared with what voters saw', async () => {
    const { number } = await getHead(client)
    const assets = await listAssets(client, coin, dao, [])
    const none = await listDifferences(client, dao, assets, number, number)
    expect(none).toEqual({ list: [], isFromEvents: false })
    const since = await listDifferences(client, dao, assets, dao.startBlock + 30n, number)
    expect(since.list.some(({ kind }) => kind === 'balance')).toBe(true)
  })
})
