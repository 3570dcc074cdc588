import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  getContractAddress,
  http,
  toHex,
  zeroAddress,
  type Address,
} from 'viem'
import { deploy, DeployError } from '../../scripts/deploy.js'
import { roles, takeCensus, type Addresses } from '../../scripts/deploy/census.js'
import { parseParameters, readParameters } from '../../scripts/deploy/parameters.js'
import { parseDeployment, readArtifact, readDeployment, type Deployment } from '../../scripts/generate.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { budgetsAbi } from '../../web/src/generated/abi/budgets.js'
import { distributionsAbi } from '../../web/src/generated/abi/distributions.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { grantsAbi } from '../../web/src/generated/abi/grants.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { payoutsAbi } from '../../web/src/generated/abi/payouts.js'
import { splitsAbi } from '../../web/src/generated/abi/splits.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { getAccount } from '../support/chain.js'
import { startChain } from '../support/startChain.js'

const deployer = getAccount(0)
const parametersFile = 'scripts/seed/lakeside.json'
const parameters = readParameters(parametersFile)
/** As the script creates them. */
const order = [
  ...([
    'treasury',
    'card',
    'membership',
    'governor',
    'observers',
    'gates',
    'recovery',
    'registry',
    'statements',
  ] as const),
  ...(['budgets', 'grants', 'payouts', 'distributions', 'donations', 'splits'] as const),
]
const lakeside = JSON.parse(readFileSync(parametersFile, 'utf8')) as Record<string, unknown>

/** In a thread of its own: this one waits for forge. */
const line = `
  const { createServer } = require('node:http')
  const { parentPort, workerData } = require('node:worker_threads')
  let left = workerData.taken
  const answer = async (request) => {
    const parts = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts).toString()
    const { id, method } = JSON.parse(body)
    if (method === 'eth_sendTransaction' && left-- <= 0) {
      return JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32000, message: 'the line is cut' } })
    }
    const headers = { 'content-type': 'application/json' }
    return (await fetch(workerData.rpcUrl, { method: 'POST', headers, body })).text()
  }
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    answer(request).then((text) => response.end(text), () => response.destroy())
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

/** An RPC that passes everything on, and takes only so many transactions. */
async function startCutOff(rpcUrl: string, taken: number) {
  const worker = new Worker(line, { eval: true, workerData: { rpcUrl, taken } })
  const port = await new Promise<number>((resolve) => worker.once('message', resolve))
  return { rpcUrl: `http://127.0.0.1:${port}`, stop: () => worker.terminate() }
}

describe('a deployment', () => {
  let anvil: Awaited<ReturnType<typeof startChain>>
  let client: ReturnType<typeof createPublicClient>
  let deployment: Deployment

  const signer = { kind: 'unlocked', address: deployer.address } as const
  const census = (changed: Partial<Deployment> = {}) =>
    takeCensus(client as never, { ...deployment, ...changed }, parameters, BigInt(deployment.startBlock), deployedAt)
  let deployedAt: number

  beforeAll(async () => {
    anvil = await startChain()
    client = createPublicClient({ transport: http(anvil.rpcUrl), cacheTime: 0 })
    deployment = await deploy({ rpcUrl: anvil.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
    deployedAt = Number((await client.getBlock({ blockNumber: BigInt(deployment.startBlock) })).timestamp)
  })
  afterAll(() => anvil.stop())

  /** The deployer has no right on a treasury. */
  const expectNoRoles = async (treasury: Address) => {
    for (const role of Object.values(roles)) {
      const args = [role, deployer.address] as const
      expect(await client.readContract({ address: treasury, abi: treasuryAbi, functionName: 'hasRole', args })).toBe(
        false,
      )
    }
  }

  it('stands where the committed deployment says', () => {
    expect(deployment).toEqual(readDeployment(31337))
  })

  it('passes its census, and leaves the deployer with nothing (T26, T27)', async () => {
    expect(await census()).toEqual([])
    await expectNoRoles(deployment.treasury)
    // The deployer's key tries to take the treasury.
    const wallet = createWalletClient({ account: deployer, transport: http(anvil.rpcUrl) })
    const tries = [
      encodeFunctionData({ abi: treasuryAbi, functionName: 'grantRole', args: [roles.PROPOSER, deployer.address] }),
      encodeFunctionData({ abi: treasuryAbi, functionName: 'updateDelay', args: [86_400n] }),
      encodeFunctionData({
        abi: treasuryAbi,
        functionName: 'schedule',
        args: [deployer.address, 1n, '0x', toHex(0, { size: 32 }), toHex(0, { size: 32 }), 172_800n],
      }),
    ]
    for (const data of tries) {
      await expect(
        wallet.sendTransaction({ to: deployment.treasury, data, chain: null, gas: 500_000n }).then((hash) =>
          waitForReceipt(client, hash).then((receipt) => {
            if (receipt.status === 'reverted') throw new Error('reverted')
          }),
        ),
      ).rejects.toThrow()
    }
  })

  it('makes modules that take no orders from the deployer (T27)', async () => {
    const { budgets, grants, payouts, distributions, donations, splits } = deployment
    const document = toHex(1, { size: 32 })
    const account = deployer.address
    const orders = [
      client.simulateContract({ account, address: budgets, abi: budgetsAbi, functionName: 'pause', args: [1n] }),
      client.simulateContract({
        account,
        address: grants,
        abi: grantsAbi,
        functionName: 'clawBack',
        args: [1n, document],
      }),
      client.simulateContract({
        ...{ account, address: payouts, abi: payoutsAbi, functionName: 'open' },
        args: [document, 1n, document, 'Everybody', 'gifts'],
      }),
      client.simulateContract({
        ...{ account, address: distributions, abi: distributionsAbi, functionName: 'open' },
        args: [[100, 100, 100], document, 'Everybody', 'gifts'],
      }),
      client.simulateContract({
        ...{ account, address: donations, abi: donationsAbi, functionName: 'open' },
        args: ['The deployer'],
      }),
      client.simulateContract({
        ...{ account, address: splits, abi: splitsAbi, functionName: 'setRule' },
        args: [[{ target: 0, share: 10_000, id: 0n }]],
      }),
    ]
    await Promise.all(orders.map((each) => expect(each).rejects.toThrow(/(Module|Donations)OnlyTreasury/)))
  })

  it('creates each contract within what a transaction may cost (EIP-7825)', async () => {
    const blocks = await Promise.all(
      order.map((_, index) => client.getBlock({ blockNumber: BigInt(deployment.startBlock + index) })),
    )
    expect(blocks.map(({ transactions }) => transactions.length)).toEqual(order.map(() => 1))
    const receipt = await client.getTransactionReceipt({ hash: blocks.at(-1)!.transactions[0]! })
    expect(getAddress(receipt.contractAddress!)).toBe(deployment.splits)
    // What is asked for is a twentieth more than what is used.
    for (const { gasUsed } of blocks) expect((Number(gasUsed) * 105) / 100).toBeLessThanOrEqual(16_777_216)
  })

  it('fails its census when a module was made for anything else (T49)', async () => {
    const { treasury, membership, donations, distributions, governor: other } = deployment
    const wrong: [keyof Addresses, string, Address[], string[]][] = [
      ['budgets', 'Budgets', [other, membership], ['budgets.treasury']],
      ['budgets', 'Budgets', [treasury, other], ['budgets.membership']],
      ['grants', 'Grants', [other], ['grants.treasury']],
      ['payouts', 'Payouts', [other], ['payouts.treasury']],
      ['distributions', 'Distributions', [other, membership], ['distributions.treasury', 'splits.distributions']],
      ['distributions', 'Distributions', [treasury, other], ['distributions.membership', 'splits.distributions']],
      ['donations', 'Donations', [other], ['donations.treasury', 'splits.donations']],
      ['splits', 'Splits', [other, donations, distributions], ['splits.treasury']],
      ['splits', 'Splits', [treasury, other, distributions], ['splits.donations']],
      ['splits', 'Splits', [treasury, donations, other], ['splits.distributions']],
    ]
    const wallet = createWalletClient({ account: getAccount(1), transport: http(anvil.rpcUrl) })
    for (const [name, contract, args, found] of wrong) {
      const { abi, bytecode } = readArtifact(contract)
      const hash = await wallet.deployContract({ abi, bytecode: bytecode.object, args, chain: null })
      const { contractAddress } = await waitForReceipt(client, hash)
      const findings = await census({ [name]: contractAddress! })
      expect(findings.map(({ what }) => what)).toEqual(found)
    }
    const swapped = await census({ grants: deployment.payouts })
    expect(swapped.map(({ what }) => what)).toEqual(['code of Grants'])
  })

  it('that is cut off leaves nobody a right, says so, and can be made again (T27)', async () => {
    const nonce = await client.getTransactionCount({ address: deployer.address })
    const taken = order.indexOf('grants')
    const cutOff = await startCutOff(anvil.rpcUrl, taken)
    try {
      const cut = deploy({ rpcUrl: cutOff.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
      await expect(cut).rejects.toThrow(DeployError)
      await expect(cut).rejects.toThrow(/holds no funds.*can be left.*Nothing was written/)
    } finally {
      await cutOff.stop()
    }
    expect(await client.getTransactionCount({ address: deployer.address })).toBe(nonce + taken)
    const at = Object.fromEntries(
      order.map((name, index) => [name, getContractAddress({ from: deployer.address, nonce: BigInt(nonce + index) })]),
    ) as Addresses
    await expectNoRoles(at.treasury)
    const missing = ['Grants', 'Payouts', 'Distributions', 'Donations', 'Splits']
    expect((await census(at)).map(({ what }) => what)).toEqual(missing.map((name) => `code of ${name}`))

    const again = await deploy({ rpcUrl: anvil.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
    expect(again.treasury).not.toBe(at.treasury)
  })

  it('takes exactly the names that the contracts take, whatever they are written in (T45)', async () => {
    const [membership, governor] = (['Membership', 'AlthingGovernor'] as const).map((name) => readArtifact(name))
    const { treasury } = deployment
    const rules = { ...parameters, guardian: zeroAddress, guardianExpiresAt: 0 }
    // The card is drawn by another contract, which the constructor does not call.
    const parts = { governor: deployment.governor, gates: deployment.gates, recovery: deployment.recovery }
    const seatRules = { transferRule: 0, severalSeats: false, admissionShare: parameters.seats.admissionShare }
    const founders = parameters.founders.map(({ account, term }) => ({ account, kind: 0, term }))
    const create = async (artifact: typeof governor, args: unknown[]) => {
      try {
        await client.call({ data: encodeDeployData({ abi: artifact!.abi, bytecode: artifact!.bytecode.object, args }) })
        return true
      } catch {
        return false
      }
    }
    const seen = new Set<boolean>()
    const names = fc
      .string({ unit: fc.constantFrom('湖', '🛶', 'é', 'Å', 'a', ' ', 'ß'), minLength: 1, maxLength: 24 })
      .map((text) => text.trim())
      .filter((text) => text !== '')
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const isTaken = await Promise.all([
          create(membership, [name, parameters.symbol, treasury, zeroAddress, parts, seatRules, founders]),
          create(governor, [name, deployment.membership, treasury, rules]),
        ])
        seen.add(isTaken[0])
        const parse = () => parseParameters({ ...lakeside, name }, dirname(parametersFile))
        expect(isTaken).toEqual(isTaken[0] ? [true, true] : [false, false])
        if (isTaken[0]) expect(parse().name).toBe(name)
        else expect(parse).toThrow(/^name: is \d+ bytes of UTF-8 long/)
      }),
      { numRuns: 40, seed: 1, examples: [['湖'.repeat(10)], ['🛶'.repeat(8)], [`a${'湖'.repeat(10)}`]] },
    )
    expect(seen.size).toBe(2)
  })

  it('fails its census when a role is granted to anybody else (T26, T27)', async () => {
    const test = createTestClient({ mode: 'anvil', transport: http(anvil.rpcUrl) })
    const snapshot = await test.snapshot()
    const account = deployment.treasury as Address
    await test.impersonateAccount({ address: account })
    await test.setBalance({ address: account, value: 10n ** 18n })
    const wallet = createWalletClient({ account, transport: http(anvil.rpcUrl) })
    const hash = await wallet.writeContract({
      address: deployment.treasury,
      abi: treasuryAbi,
      functionName: 'grantRole',
      args: [roles.ADMIN, deployer.address],
      chain: null,
    })
    await waitForReceipt(client, hash)
    const findings = await census()
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ what: 'roles' })
    expect(findings[0]!.actual).toContain(`ADMIN ${getAddress(deployer.address)}`)
    await test.revert({ id: snapshot })
  })

  it('fails its census when a contract is another one, or a parameter differs (T49)', async () => {
    const swapped = await census({ membership: deployment.treasury })
    expect(swapped.map(({ what }) => what)).toContain('code of Membership')
    const other = {
      ...parameters,
      votingPeriod: parameters.votingPeriod + 1,
      swingExtension: parameters.swingExtension + 1,
      lockWindow: parameters.lockWindow + 1,
      proposalLimit: parameters.proposalLimit + 1,
      // One fewer, and the first of another kind, for a year.
      founders: parameters.founders
        .slice(0, -1)
        .map((founder, index) => (index ? founder : { ...founder, kind: 'steward' as const, term: 31_536_000 })),
      seats: {
        ...parameters.seats,
        several: true,
        gates: ['officers' as const, 'lists' as const],
        kinds: { ...parameters.seats.kinds, observer: { term: 0, selfRenewal: true } },
      },
      charter: { digest: toHex(1, { size: 32 }), document: null },
    }
    const findings = await takeCensus(client as never, deployment, other, BigInt(deployment.startBlock), deployedAt)
    expect(findings.map(({ what }) => what)).toEqual([
      'votingPeriod',
      'swingExtension',
      'lockWindow',
      'proposalLimit',
      'seats',
      'rules of the seats',
      'gate of invitations',
      'gate of lists',
      'terms of an observer',
      'digest of the charter',
      'kind of seat 1',
      'term of seat 1',
    ])
  })

  it('takes as many founders as it says, within what a transaction may cost (EIP-7825)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'althing-founders-'))
    const file = join(folder, 'dao.json')
    const founders = Array.from({ length: 80 }, (_, index) => ({
      account: getAddress(toHex(0xf0000 + index, { size: 20 })),
      kind: 'member',
      term: 31_536_000,
    }))
    const name = 'As long as a name of a DAO goes'
    const charter = resolve(dirname(parametersFile), String(lakeside['charter']))
    writeFileSync(file, JSON.stringify({ ...lakeside, name, charter, founders }))
    try {
      const large = await deploy({
        rpcUrl: anvil.rpcUrl,
        parametersFile: file,
        signer,
        chainId: 31337,
        network: 'local',
      })
      const seats = await client.readContract({
        address: large.membership,
        abi: membershipAbi,
        functionName: 'totalSupply',
      })
      expect(seats).toBe(80n)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is refused on another chain than the one meant, before anything is sent', async () => {
    const before = await client.getBlockNumber()
    await expect(
      deploy({ rpcUrl: anvil.rpcUrl, parametersFile, signer, chainId: 1, network: 'mainnet' }),
    ).rejects.toThrow('The RPC serves chain 31337, not 1. Nothing was sent.')
    expect(await client.getBlockNumber()).toBe(before)
  })

  it('is refused with a key in the environment off the local chain (T48)', async () => {
    const mainnet = await startChain(10, 1)
    process.env['PRIVATE_KEY'] = '0x01'
    try {
      const refused = deploy({ rpcUrl: mainnet.rpcUrl, parametersFile, signer, chainId: 1, network: 'mainnet' })
      await expect(refused).rejects.toThrow(DeployError)
      await expect(refused).rejects.toThrow('PRIVATE_KEY is set')
    } finally {
      delete process.env['PRIVATE_KEY']
      mainnet.stop()
    }
  })
})

describe('what is written of a deployment', () => {
  it('is refused where it names less than a DAO has now', () => {
    const { budgets, ...earlier } = readDeployment(31337)
    expect(parseDeployment({ ...earlier, budgets }, 'a.json')).toEqual(readDeployment(31337))
    expect(() => parseDeployment(earlier, 'contracts/deployments/1.json')).toThrow(
      'contracts/deployments/1.json names no budgets: an earlier version deployed this DAO.',
    )
  })
})
