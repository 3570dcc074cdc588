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
  http,
  pad,
  toHex,
  zeroAddress,
  zeroHash,
  type Address,
  type Hex,
} from 'viem'
import { deploy, DeployError } from '../../scripts/deploy.js'
import { roles, takeCensus } from '../../scripts/deploy/census.js'
import { readDocumentIn, readParameters } from '../../scripts/deploy/parameters.js'
import type { DaoAddresses, Part } from '../../web/src/data/chain/checkDao.js'
import { readClone } from '../../web/src/domain/contractCode.js'
import { parseParameters } from '../../web/src/domain/daoParameters.js'
import { firstFounders } from '../../web/src/domain/encodeDao.js'
import { factoryAbi } from '../../web/src/generated/abi/factory.js'
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
/** The factory and what its DAOs share, each a transaction; then the DAO, and its other founders. */
const factoryTransactions = 17
const transactions = factoryTransactions + 2
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
    deployedAt = Number((await client.getBlock({ blockNumber: BigInt(factoryTransactions + 1) })).timestamp)
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

  it('is made within what a transaction may cost, and at one go (EIP-7825)', async () => {
    const blocks = await Promise.all(
      Array.from({ length: transactions }, (_, index) => client.getBlock({ blockNumber: BigInt(index + 1) })),
    )
    expect(blocks.map((block) => block.transactions.length)).toEqual(blocks.map(() => 1))
    for (const { gasUsed } of blocks) expect(Number(gasUsed)).toBeLessThanOrEqual(16_777_216)
    expect(deployment.startBlock).toBe(factoryTransactions)
    const [, madeIn] = await client.readContract({
      ...{ address: deployment.factory, abi: factoryAbi, functionName: 'find' },
      args: [deployment.governor],
    })
    expect(madeIn).toBe(BigInt(factoryTransactions + 1))
  })

  it('fails its census when a part knows another DAO (T49)', async () => {
    const { governor: other } = deployment
    const known: [Part, string[]][] = [
      ['observers', ['treasury', 'membership']],
      ['gates', ['', 'treasury', 'membership', 'observers']],
      ['recovery', ['', 'treasury', 'membership']],
      ['budgets', ['treasury', 'membership']],
      ['grants', ['treasury']],
      ['payouts', ['treasury']],
      ['donations', ['treasury']],
    ]
    const wallet = createWalletClient({ account: getAccount(1), transport: http(anvil.rpcUrl) })
    const create = async (data: Hex) => {
      const { contractAddress } = await waitForReceipt(client, await wallet.sendTransaction({ data, chain: null }))
      return contractAddress!
    }
    for (const [part, names] of known) {
      const { implementation, words } = readClone((await client.getCode({ address: deployment[part] }))!)!
      expect(words).toHaveLength(names.length)
      for (const [index, name] of names.entries()) {
        if (name === '') continue
        const wrong = words.map((word, place) => (place === index ? pad(other).toLowerCase() : word).slice(2)).join('')
        const size = (45 + wrong.length / 2).toString(16).padStart(4, '0')
        const runtime = `363d3d373d3d3d363d73${implementation.slice(2)}5af43d82803e903d91602b57fd5bf3${wrong}`
        const findings = await census({ [part]: await create(`0x61${size}3d81600a3d39f3${runtime}`) })
        expect(findings.map(({ what }) => what)).toContain(`${part}.${name}`)
      }
    }
    const { treasury, membership, donations, distributions } = deployment
    const own: [keyof DaoAddresses, string, Address[], string[]][] = [
      ['distributions', 'Distributions', [other, membership], ['distributions.treasury', 'splits.distributions']],
      ['distributions', 'Distributions', [treasury, other], ['distributions.membership', 'splits.distributions']],
      ['splits', 'Splits', [other, donations, distributions], ['splits.treasury']],
      ['splits', 'Splits', [treasury, other, distributions], ['splits.donations']],
      ['splits', 'Splits', [treasury, donations, other], ['splits.distributions']],
    ]
    for (const [name, contract, args, found] of own) {
      const { abi, bytecode } = readArtifact(contract)
      const created = await create(encodeDeployData({ abi, bytecode: bytecode.object, args }))
      expect((await census({ [name]: created })).map(({ what }) => what)).toEqual(found)
    }
    const swapped = await census({ grants: deployment.payouts })
    expect(swapped.map(({ what }) => what)).toEqual(['code of grants'])
  })

  it.each([
    ['in the midst of the factory', 5],
    ['before the DAO', factoryTransactions],
    ['before its other founders', factoryTransactions + 1],
  ])('that is cut off %s leaves nobody a right, says so, and can be made again (T27)', async (_, taken) => {
    const nonce = await client.getTransactionCount({ address: deployer.address })
    const before = await client.getBlockNumber()
    const cutOff = await startCutOff(anvil.rpcUrl, taken)
    try {
      const cut = deploy({ rpcUrl: cutOff.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
      await expect(cut).rejects.toThrow(DeployError)
      await expect(cut).rejects.toThrow(/holds no funds.*can be left.*Nothing was written/)
    } finally {
      await cutOff.stop()
    }
    expect(await client.getTransactionCount({ address: deployer.address })).toBe(nonce + taken)
    const [made] = await client.getContractEvents({
      ...{ abi: factoryAbi, eventName: 'DaoMade', fromBlock: before + 1n, strict: true },
    })
    expect(made === undefined).toBe(taken <= factoryTransactions)
    if (made) await expectNoRoles(made.args.contracts.treasury)

    const again = await deploy({ rpcUrl: anvil.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
    expect(again.treasury).not.toBe(deployment.treasury)
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
          create(membership, [name, parameters.symbol, treasury, zeroAddress, parts, seatRules, founders, zeroHash]),
          create(governor, [name, deployment.membership, treasury, rules]),
        ])
        seen.add(isTaken[0])
        const parse = () => parseParameters({ ...lakeside, name }, readDocumentIn(dirname(parametersFile)))
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
    expect(findings[0]).toMatchObject({ what: 'role of admin' })
    expect(findings[0]!.actual).toContain(getAddress(deployer.address))
    await test.revert({ id: snapshot })
  })

  it('fails its census when a contract is another one, or a parameter differs (T49)', async () => {
    const swapped = await census({ membership: deployment.treasury })
    expect(swapped.map(({ what }) => what)).toContain('code of membership')
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

  it('seats more founders than fit into one transaction (EIP-7825)', async () => {
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
      expect(founders.length).toBeGreaterThan(firstFounders)
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
