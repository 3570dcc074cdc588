import { createPublicClient, createTestClient, http, walletActions, type Address, type Hex } from 'viem'
import { keccak256, stringToHex } from 'viem/utils'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { census } from '../../scripts/census.js'
import { deploy } from '../../scripts/deploy.js'
import type { Deployment } from '../../scripts/generate.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { getAccount } from '../support/chain.js'
import { startChain } from '../support/startChain.js'

const proposer = keccak256(stringToHex('PROPOSER_ROLE'))
const admin: Hex = `0x${'0'.repeat(64)}`

/** What anybody runs against any endpoint, on a chain that no deployment of the release names. */
describe('npm run census', () => {
  let anvil: Awaited<ReturnType<typeof startChain>>
  let dao: Deployment
  let snapshot: Hex

  const reader = () => createPublicClient({ transport: http(anvil.rpcUrl), cacheTime: 0 })
  const writer = () => createTestClient({ mode: 'anvil', transport: http(anvil.rpcUrl) }).extend(walletActions)

  beforeAll(async () => {
    anvil = await startChain(10, 7_777)
    const signer = { kind: 'unlocked', address: getAccount(0).address } as const
    dao = await deploy({
      ...{ rpcUrl: anvil.rpcUrl, parametersFile: 'scripts/seed/lakeside.json', signer, chainId: 7_777 },
      network: 'other',
    })
  })
  afterAll(() => anvil?.stop())
  beforeEach(async () => void (snapshot = await writer().snapshot()))
  afterEach(() => writer().revert({ id: snapshot }))

  async function run(more: string[] = ['--factory', dao.factory], governor: Address = dao.governor) {
    const lines: string[] = []
    const code = await census(['--rpc-url', anvil.rpcUrl, '--governor', governor, ...more], (line) => lines.push(line))
    return { code, lines, differs: lines.filter((line) => line.startsWith('DIFFERS')) }
  }

  /** As a decision of the DAO would, or whoever else is named. */
  async function order(call: { address: Address; functionName: string; args: unknown[] }, account = dao.treasury) {
    await writer().impersonateAccount({ address: account })
    await writer().setBalance({ address: account, value: 10n ** 18n })
    const abi = [...treasuryAbi, ...membershipAbi]
    const hash = await writer().writeContract({ ...call, abi, account, chain: null } as never)
    expect((await waitForReceipt(reader(), hash)).status).toBe('success')
  }
  const grant = (role: Hex, to: Address, by?: Address) =>
    order({ address: dao.treasury, functionName: 'grantRole', args: [role, to] }, by)

  it('says that all holds, and of which chain', async () => {
    const { code, lines, differs } = await run()
    expect(differs).toEqual([])
    expect(code).toBe(0)
    expect(lines[0]).toContain('chain 7777')
    expect(lines[1]).toBe('its contracts are named by the factory')
    for (const what of ['code of governor', 'code of gates', 'splits.donations', 'role of admin', 'votingPeriod']) {
      expect(lines.filter((line) => line.startsWith(`holds   ${what}:`))).toHaveLength(1)
    }
    expect(lines.at(-1)).toContain('0 differ. All holds')
  })

  it('cannot compare what nothing names, where no factory is known', async () => {
    const { code, lines, differs } = await run([])
    expect(code).toBe(2)
    expect(lines[1]).toBe('its contracts are named by the governor and its membership')
    const unnamed = ['registry', 'distributions', 'splits', 'statements', 'budgets', 'grants', 'payouts', 'donations']
    expect(differs.map((line) => /address of (\w+)/.exec(line)?.[1]).sort()).toEqual(unnamed.sort())
    expect(lines.at(-1)).toContain('What could be compared holds')
  })

  it('finds a role that somebody else holds, and whether a vote gave it (T26, T49)', async () => {
    await grant(admin, getAccount(3).address)
    const byVote = await run()
    expect(byVote.code).toBe(2)
    expect(byVote.differs).toEqual([expect.stringMatching(/role of admin.*\(by a vote\)$/)])
    expect(byVote.lines.at(-1)).toContain('changed by votes')
    await grant(proposer, getAccount(4).address, getAccount(3).address)
    const byAdmin = await run()
    expect(byAdmin.code).toBe(2)
    expect(byAdmin.differs).toContainEqual(expect.stringContaining(getAccount(4).address))
    expect(byAdmin.differs.find((line) => line.includes('proposer'))).not.toContain('by a vote')
    expect(byAdmin.lines.at(-1)).toContain('is not what the factory')
  })

  it.each(['gates', 'governor'] as const)('finds other code in the place of the %s (T49)', async (name) => {
    const code = (await reader().getCode({ address: dao.payouts }))!
    await writer().setCode({ address: dao[name], bytecode: code })
    const { code: exit, differs, lines } = await run()
    expect(exit).toBe(2)
    expect(differs).toContainEqual(expect.stringContaining(`code of ${name}: expected as compiled, is other (0x`))
    expect(lines.at(-1)).toContain('is not what the factory')
  })

  it('tells a part that a vote replaced from one that nobody voted on', async () => {
    const { governor, gates, recovery } = dao
    const other: Address = '0x00000000000000000000000000000000000000A1'
    await writer().setCode({ address: other, bytecode: (await reader().getCode({ address: gates }))! })
    const set = (next: Address) =>
      order({ address: dao.membership, functionName: 'setParts', args: [{ governor, gates: next, recovery }] })
    await set(other)
    const ours = await run()
    expect(ours.code).toBe(2)
    expect(ours.differs).toEqual([
      expect.stringMatching(/membership\.gates.*\(of this release, put there by a vote\)$/),
    ])
    expect(ours.lines.at(-1)).toContain('changed by votes')
    await set(dao.payouts)
    expect((await run()).differs).toEqual([expect.stringMatching(/\(other code, put there by a vote\)$/)])
  })

  it('believes no factory of other code, and no address that is no governor of ours', async () => {
    const foreign = await run(['--factory', dao.payouts])
    expect(foreign.code).toBe(2)
    expect(foreign.differs[0]).toContain('other code (factory)')
    const none = await run(undefined, getAccount(9).address)
    expect(none.code).toBe(2)
    expect(none.differs).toContainEqual(expect.stringContaining('is did not make it'))
    expect(none.differs).toContainEqual(expect.stringContaining('code of governor'))
  })

  it('says why it cannot be read, rather than that something differs', async () => {
    await expect(census(['--rpc-url', 'http://127.0.0.1:1', '--governor', dao.governor])).rejects.toThrow()
    await expect(census(['--rpc-url', anvil.rpcUrl, '--governor', 'lakeside'])).rejects.toThrow('npm run census')
  })
})
