import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeFunctionData,
  getAddress,
  http,
  toHex,
  type Address,
} from 'viem'
import { deploy, DeployError } from '../../scripts/deploy.js'
import { roles, takeCensus } from '../../scripts/deploy/census.js'
import { readParameters } from '../../scripts/deploy/parameters.js'
import { readDeployment, type Deployment } from '../../scripts/generate.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { getAccount } from '../support/chain.js'
import { startChain } from '../support/startChain.js'

const deployer = getAccount(0)
const parametersFile = 'scripts/seed/lakeside.json'
const parameters = readParameters(parametersFile)

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

  it('stands where the committed deployment says', () => {
    expect(deployment).toEqual(readDeployment(31337))
  })

  it('passes its census, and leaves the deployer with nothing', async () => {
    expect(await census()).toEqual([])
    for (const role of Object.values(roles)) {
      const held = await client.readContract({
        address: deployment.treasury,
        abi: treasuryAbi,
        functionName: 'hasRole',
        args: [role, deployer.address],
      })
      expect(held).toBe(false)
    }
    // T27: the deployer's key tries to take the treasury.
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

  it('fails its census when a role is granted to anybody else', async () => {
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

  it('fails its census when a contract is another one, or a parameter differs', async () => {
    const swapped = await census({ membership: deployment.treasury })
    expect(swapped.map(({ what }) => what)).toContain('code of Membership')
    const other = { ...parameters, votingPeriod: parameters.votingPeriod + 1, founders: parameters.founders.slice(1) }
    const findings = await takeCensus(client as never, deployment, other, BigInt(deployment.startBlock), deployedAt)
    expect(findings.map(({ what }) => what)).toEqual(['votingPeriod', 'seats'])
  })

  it('is refused on another chain than the one meant, before anything is sent', async () => {
    const before = await client.getBlockNumber()
    await expect(
      deploy({ rpcUrl: anvil.rpcUrl, parametersFile, signer, chainId: 1, network: 'mainnet' }),
    ).rejects.toThrow('The RPC serves chain 31337, not 1. Nothing was sent.')
    expect(await client.getBlockNumber()).toBe(before)
  })

  it('is refused with a key in the environment off the local chain', async () => {
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
