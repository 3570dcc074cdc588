import { type Address, encodeDeployData, getAddress, type Hex, parseUnits, toHex, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy } from '../../scripts/deploy.js'
import { readArtifact } from '../../scripts/generate.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { getHead } from '../../web/src/data/chain/getHead.js'
import { getTreasuryToday } from '../../web/src/data/chain/getTreasuryToday.js'
import { inspectAccounts } from '../../web/src/data/chain/inspectAccounts.js'
import { listAssets } from '../../web/src/data/chain/listAssets.js'
import { listKnownPayees } from '../../web/src/data/chain/listKnownPayees.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { buildRowTree, findRowProof, hashRow } from '../../web/src/domain/payoutDocument.js'
import { preparePayouts } from '../../web/src/domain/preparePayouts.js'
import type { Action } from '../../web/src/domain/proposal.js'
import { finish } from '../../web/src/domain/slices.js'
import { toTimepoint } from '../../web/src/domain/timepoint.js'
import type { Asset } from '../../web/src/domain/treasury.js'
import { emptyTreasuryAct, parseTreasuryAct, type TreasuryActDraft } from '../../web/src/domain/treasuryAct.js'
import { distributionsAbi } from '../../web/src/generated/abi/distributions.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { payoutsAbi } from '../../web/src/generated/abi/payouts.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { connectChain, getAccount, type ChainConnection } from '../support/chain.js'
import { startChain } from '../support/startChain.js'

// What the form makes of typed acts is what the contracts take: each is executed by the treasury as one operation, and
// what is granted then is read back.

const parametersFile = 'scripts/seed/lakeside.json'
const coin = { symbol: 'ETH', decimals: 18 }
const day = 86_400n
const [ann, bob, cleo] = [1, 2, 3].map((index) => getAccount(index).address) as [Address, Address, Address]
let chain: Awaited<ReturnType<typeof startChain>>
let connection: ChainConnection
let client: ChainClient
let dao: DaoContracts
let assets: Asset[]
let token: Address

beforeAll(async () => {
  chain = await startChain(30)
  connection = connectChain(chain.rpcUrl)
  const signer = { kind: 'unlocked', address: getAccount(0).address } as const
  const deployed = await deploy({ rpcUrl: chain.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
  const { abi, bytecode } = readArtifact('TestToken')
  const args = ['Lake Dollar', 'LKD', 6, parseUnits('100000', 6)] as const
  token = getAddress(await create(encodeDeployData({ abi, bytecode: bytecode.object, args: [...args] })))
  dao = {
    ...deployed,
    ...{ startBlock: BigInt(deployed.startBlock), grace: BigInt(deployed.grace), assets: [token] },
  }
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [chain.rpcUrl], subgraph: null, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin },
  })
  assets = await listAssets(client, coin, dao, [])
  await write(0, token, abi, 'transfer', [dao.treasury, parseUnits('50000', 6)])
  await connection.clock.impersonateAccount({ address: dao.governor })
  await connection.clock.setBalance({ address: dao.governor, value: parseUnits('1', 18) })
  await connection.clock.setBalance({ address: dao.treasury, value: parseUnits('5', 18) })
}, 120_000)
afterAll(() => chain?.stop())

async function create(data: Hex): Promise<Address> {
  const hash = await connection.writer.sendTransaction({ account: getAccount(0), data })
  return (await waitForReceipt(connection.reader, hash)).contractAddress!
}
async function write(
  from: number | Address,
  address: Address,
  abi: unknown,
  functionName: string,
  args: unknown[],
  value = 0n,
) {
  const account = typeof from === 'number' ? getAccount(from) : from
  const call = { account, address, abi, functionName, args, value, gas: 15_000_000n }
  const hash = await connection.writer.writeContract(call as never)
  expect([functionName, (await waitForReceipt(connection.reader, hash)).status]).toEqual([functionName, 'success'])
}

const getDelay = () =>
  connection.reader.readContract({ address: dao.treasury, abi: treasuryAbi, functionName: 'getMinDelay' })

let salt = 0n
/** Carries out actions as one decision: scheduled by the governor, and executed after the delay. */
async function decide(actions: readonly Action[]) {
  const lists = [actions.map((one) => one.target), actions.map((one) => one.value), actions.map((one) => one.calldata)]
  const name = toHex((salt += 1n), { size: 32 })
  const delay = await getDelay()
  await write(dao.governor, dao.treasury, treasuryAbi, 'scheduleBatch', [...lists, zeroHash, name, delay])
  await connection.clock.increaseTime({ seconds: Number(delay) + 1 })
  await write(dao.governor, dao.treasury, treasuryAbi, 'executeBatch', [...lists, zeroHash, name])
}

async function parse(draft: Partial<TreasuryActDraft>, rows = 0) {
  const head = await getHead(client)
  const earliest = toTimepoint(head.time + (await getDelay()))
  const inDays = (days: bigint) => new Date(Number(head.time + days * day) * 1000).toISOString().slice(0, 10)
  const prepared = rows === 0 ? [] : prepare(rows)
  const act = {
    ...emptyTreasuryAct,
    ...{ key: '1', asset: token, purpose: 'Books', category: 'books', end: inDays(100n) },
    ...draft,
    ...(draft.streamEnd && { streamEnd: inDays(BigInt(draft.streamEnd)) }),
  }
  const parsed = parseTreasuryAct(act, {
    ...{ dao, earliest, assets, names: new Map([['bob', bob]]), ownText: toHex(7n, { size: 32 }), canPublish: true },
    payouts: new Map([['1', prepared]]),
    today: await today(),
  })
  if (parsed.status === 'wrong') throw new Error(`${act.act}: ${parsed.field} ${parsed.problem}`)
  return parsed.actions
}
const act = async (draft: Partial<TreasuryActDraft>, rows = 0) => decide(await parse(draft, rows))
const today = async () => getTreasuryToday(client, dao, (await getHead(client)).number)

const account = (number: number): Address => `0x${(number + 4096).toString(16).padStart(40, '0')}`
const place = () => ({ chainId: 31337, payouts: dao.payouts!, token })
const prepare = (count: number) => {
  const rows = Array.from({ length: count }, (_, index) => ({
    payee: account(index),
    amount: BigInt(index + 1),
    note: '',
  }))
  return finish(preparePayouts({ ...place(), rows }))
}

describe('acts on the treasury', () => {
  it('pay, and the payee is known from then on', async () => {
    await act({ act: 'pay', to: ann, amount: '12.5' })
    await act({ act: 'pay', asset: '', to: 'bob', amount: '0.25' })
    const { number } = await getHead(client)
    const known = await listKnownPayees(client, dao, assets, [ann, bob.toLowerCase(), cleo], number)
    expect(known).toEqual(new Set([ann.toLowerCase(), bob.toLowerCase()]))
  })

  it('grant, change, pause, resume and revoke a budget', async () => {
    await act({ act: 'grantBudget', holders: `${ann}\nbob`, cap: '10', total: '100', announceAbove: '4' })
    let { budgets, envelopes } = await today()
    expect(budgets).toMatchObject([{ number: 1n, standing: 'open', terms: { holders: [ann, bob], payees: [] } }])
    expect(budgets[0]!.terms).toMatchObject({ announceAbove: 4_000_000n, window: 172_800, objectionShare: 10 })
    expect(envelopes).toMatchObject([{ number: 1n, asset: token, total: 100_000_000n, cap: 10_000_000n, drawn: 0n }])

    await act({ act: 'changeBudget', number: '1', holders: 'bob', payees: cleo, window: '1:30' })
    ;({ budgets } = await today())
    expect(budgets[0]!.terms).toMatchObject({ holders: [bob], payees: [cleo], window: 5_400 })
    await act({ act: 'pauseBudget', number: '1' })
    expect((await today()).budgets[0]!.standing).toBe('paused')
    await act({ act: 'resumeBudget', number: '1' })
    await act({ act: 'revokeBudget', number: '1' })
    ;({ budgets, envelopes } = await today())
    expect([budgets[0]!.standing, envelopes[0]!.revoked]).toEqual(['revoked', true])
  })

  it('make a grant, accept a milestone, change its recipient, and claw back the rest', async () => {
    const milestones = [
      { amount: '5', document: 'Forty tapes' },
      { amount: '6', document: 'Twenty tapes' },
    ]
    await act({ act: 'grant', to: ann, milestones, reviewers: 'bob', streamAmount: '7', streamEnd: '90' })
    let [grant] = (await today()).grants
    expect(grant).toMatchObject({ number: 1n, recipient: ann, reviewers: [bob], clawedBack: false })
    await act({ act: 'acceptMilestone', number: '1', milestone: '2', document: 'Well done' })
    await act({ act: 'changeRecipient', number: '1', to: cleo })
    ;[grant] = (await today()).grants
    expect(grant!.milestones.map(({ amount, accepted }) => [amount, accepted])).toEqual([
      [5_000_000n, false],
      [6_000_000n, true],
    ])
    expect(grant!.recipient).toBe(cleo)
    expect(grant!.unvested).toBeGreaterThan(5_000_000n)
    expect(grant!.unvested).toBeLessThan(12_000_000n)
    await act({ act: 'clawBack', number: '1' })
    expect((await today()).grants[0]).toMatchObject({ clawedBack: true, unvested: 0n })
  })

  it('pay a batch whose rows are those that were voted', async () => {
    await act({ act: 'payout' }, 40)
    const [{ rows }] = prepare(40) as [ReturnType<typeof prepare>[number]]
    const lists = [rows.map(({ payee }) => payee), rows.map(({ amount }) => amount)]
    await write(5, dao.payouts!, payoutsAbi, 'pay', [1n, ...lists])
    const paid = await connection.reader.readContract({
      ...{ address: dao.payouts!, abi: payoutsAbi, functionName: 'payoutOf', args: [1n] },
    })
    expect(paid).toMatchObject({ kind: 1, paid: true, rows: 40n })
  })

  it('open a list each row of which is claimed with its proof', async () => {
    await act({ act: 'payout' }, 201)
    const [one] = prepare(201) as [ReturnType<typeof prepare>[number]]
    const payout = { ...place(), rows: one.rows }
    const tree = buildRowTree(payout, one.document)
    for (const row of [0, 1, 77, 200]) {
      const { payee, amount } = one.rows[row]!
      const leaf = await connection.reader.readContract({
        ...{ address: dao.payouts!, abi: payoutsAbi, functionName: 'rowLeaf' },
        args: [one.document, BigInt(row), payee, amount],
      })
      expect(leaf).toBe(hashRow(payout, one.document, row))
      const proof = findRowProof(payout, one.document, row, tree)
      await write(5, dao.payouts!, payoutsAbi, 'claimRow', [2n, BigInt(row), payee, amount, proof])
    }
  })

  it('share an amount among the seats, and income by a rule that names what the same decision opens', async () => {
    await act({ act: 'distribute', total: '270', steward: '50' })
    const standing = await parse({ act: 'openStanding', total: '1000', cap: '100', minimum: '2' })
    const rule = await parse({
      act: 'setRule',
      rule: [
        { target: 'treasury', share: '90.5', id: '' },
        { target: 'standing', share: '9.5', id: '' },
      ],
    })
    await decide([...standing, ...rule])
    const { distributions, standings, rule: set } = await today()
    expect(distributions).toHaveLength(1)
    expect(standings).toHaveLength(1)
    expect(set).toEqual([
      { target: 'treasury', share: 9_050, id: 0n },
      { target: 'standing', share: 950, id: standings[0]!.number },
    ])
    const shared = await connection.reader.readContract({
      ...{ address: dao.distributions!, abi: distributionsAbi, functionName: 'distributionOf' },
      args: [distributions[0]!.number],
    })
    expect(shared.percentages).toEqual([100, 50, 100])
    await act({ act: 'endRight', number: String(standings[0]!.number) })
    expect((await today()).envelopes.at(-1)).toMatchObject({ number: standings[0]!.number, revoked: true })
  })

  it('open a purpose, spend of its purse, and close it', async () => {
    await act({ act: 'openPurpose', name: '修船' })
    await write(6, dao.donations!, donationsAbi, 'give', [1n, ''], 10n ** 18n)
    expect((await today()).purposes).toEqual([
      { number: 1n, name: '修船', isOpen: true, held: [{ asset: null, amount: 10n ** 18n }] },
    ])
    await act({ act: 'spendPurse', number: '1', asset: '', amount: '0.4', to: ann })
    await act({ act: 'closePurpose', number: '1' })
    expect((await today()).purposes).toMatchObject([{ isOpen: false, held: [{ amount: 6n * 10n ** 17n }] }])
  })

  it('tell contracts, accounts that sent something, and neither, apart', async () => {
    const natures = new Map<string, string>()
    const others = Array.from({ length: 120 }, (_, index) => account(index + 9_000))
    let parts = 0
    for await (const part of inspectAccounts(client, [token, getAccount(0).address, ...others])) {
      parts += 1
      for (const [one, nature] of part) natures.set(one, nature)
    }
    expect(parts).toBe(2)
    expect(natures.get(token.toLowerCase())).toBe('contract')
    expect(natures.get(getAccount(0).address.toLowerCase())).toBe('used')
    expect([...natures.values()].filter((nature) => nature === 'unused')).toHaveLength(120)
  })
})
