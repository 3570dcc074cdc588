import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createPublicClient, http, type Address, type Hex, type PublicClient } from 'viem'
import { decodeEventLog, encodeFunctionData, getAddress, isAddressEqual } from 'viem/utils'
import type { DaoAddresses } from '../web/src/data/chain/checkDao.js'
import type { ChainClient } from '../web/src/data/chain/createChainClient.js'
import { findForeignCode } from '../web/src/data/chain/findForeignCode.js'
import { toCid } from '../web/src/domain/cid.js'
import type { Parameters } from '../web/src/domain/daoParameters.js'
import { encodeDao, listFounderBatches } from '../web/src/domain/encodeDao.js'
import { ParameterError } from '../web/src/domain/parameterError.js'
import { factoryAbi } from '../web/src/generated/abi/factory.js'
import { formatFindings, takeCensus } from './deploy/census.js'
import { readParameters } from './deploy/parameters.js'
import { findBinary } from './find-binary.js'
import { readArtifact, type Deployment } from './generate.js'

/** Who signs the deployment; a private key never comes by an argument or by the environment. */
export type Signer =
  { kind: 'unlocked'; address: Address } | { kind: 'keystore'; name: string } | { kind: 'ledger' } | { kind: 'trezor' }

export type DeployOptions = {
  rpcUrl: string
  parametersFile: string
  signer: Signer
  /** The chain that is meant; the deployment stops before it writes anything when the RPC serves another one. */
  chainId: number
  /** Name of the network for the subgraph's manifest. */
  network: string
  /** What makes the DAO, and a block no later than the first that it made one in; without one a factory is deployed. */
  factory?: { address: Address; block: number }
  log?: (line: string) => void
}

/** A deployment that was refused or that the census found to differ. */
export class DeployError extends Error {
  override name = 'DeployError'
}

const root = fileURLToPath(new URL('..', import.meta.url))
const keyVariables = ['PRIVATE_KEY', 'ETH_PRIVATE_KEY', 'DEPLOYER_KEY', 'MNEMONIC', 'ETH_MNEMONIC']

/**
 * Deploys a DAO to any EVM chain and takes a census of what then stands there.
 *
 * @returns What belongs into `contracts/deployments/<chainId>.json`; the command line writes it.
 * @throws ParameterError for a parameter file that cannot be deployed, DeployError for everything else: nothing is
 * written to the repository in either case.
 */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { rpcUrl, signer, chainId, network, log = () => {} } = options
  if (chainId !== 31337) {
    const variable = keyVariables.find((name) => process.env[name])
    if (variable) {
      throw new DeployError(
        `${variable} is set. Outside of the local chain a key comes from a keystore, a hardware wallet or an unlocked node. Unset it and try again.`,
      )
    }
  }
  const parameters = readParameters(options.parametersFile)
  const client = createPublicClient({ transport: http(rpcUrl), cacheTime: 0 })
  const actual = await client.getChainId()
  if (actual !== chainId) {
    throw new DeployError(`The RPC serves chain ${actual}, not ${chainId}. Nothing was sent.`)
  }
  if (!options.factory) log(`deploying the factory to chain ${chainId}`)
  const factory = options.factory ?? (await deployFactory(client, signer, rpcUrl))
  await checkFactory(client, factory.address)
  log(`making ${parameters.name}`)
  const { addresses, block } = await makeDao(client, factory.address, parameters, signer, rpcUrl)
  const { timestamp } = await client.getBlock({ blockNumber: block })
  const batches = listFounderBatches(parameters)
  for (const [index, { founders, proofs }] of batches.entries()) {
    log(`seating further founders, ${index + 1} of ${batches.length}`)
    await broadcast(client, 'seatFounders', [addresses.membership, founders, proofs], signer, rpcUrl)
  }
  log('taking the census')
  const findings = await takeCensus(client, addresses, parameters, block, Number(timestamp))
  if (findings.length) {
    throw new DeployError(
      `The census differs. Do not use this deployment; nothing was written.\n${formatFindings(findings)}`,
    )
  }
  log(`the charter is ipfs://${toCid(parameters.charter.digest)}: it is read once somebody has published it`)
  return {
    chainId,
    network,
    startBlock: factory.block,
    name: parameters.name,
    ...addresses,
    factory: factory.address,
    grace: parameters.grace,
    assets: parameters.assets,
  }
}

function signerArguments(signer: Signer): string[] {
  switch (signer.kind) {
    case 'unlocked':
      return ['--unlocked', '--sender', signer.address]
    case 'keystore':
      return ['--account', signer.name]
    case 'ledger':
      return ['--ledger']
    case 'trezor':
      return ['--trezor']
  }
}

const leftAlone = 'What was sent holds no funds, and nobody has a right on it: it can be left. Nothing was written.'

type Receipt = {
  contractAddress: Address | null
  blockNumber: Hex
  status: Hex
  logs: { address: Address; topics: [Hex, ...Hex[]]; data: Hex }[]
}

/** @returns Its address, which is that of the last contract created. */
async function deployFactory(client: PublicClient, signer: Signer, rpcUrl: string) {
  const receipts = await broadcast(client, 'deployFactory', [], signer, rpcUrl)
  const factory = receipts.at(-1)?.contractAddress
  if (!factory) throw new DeployError(`The factory was not created. ${leftAlone}`)
  return { address: getAddress(factory), block: Number(receipts.at(-1)!.blockNumber) }
}

/** @throws DeployError where other code stands there than the one of this version. */
async function checkFactory(client: PublicClient, factory: Address): Promise<void> {
  const wrong = await findForeignCode(client as ChainClient, factory)
  if (wrong) throw new DeployError(`${factory} is not a factory of this version: ${wrong} differs. Nothing was sent.`)
}

async function makeDao(
  client: PublicClient,
  factory: Address,
  parameters: Parameters,
  signer: Signer,
  rpcUrl: string,
): Promise<{ addresses: DaoAddresses; block: bigint }> {
  const receipts = await broadcast(client, 'make', [factory, encodeDao(parameters)], signer, rpcUrl)
  const logs = receipts.flatMap((receipt) => receipt.logs).filter(({ address }) => isAddressEqual(address, factory))
  for (const { topics, data } of logs) {
    const { eventName, args } = decodeEventLog({ abi: factoryAbi, topics, data })
    if (eventName === 'DaoMade') return { addresses: args.contracts, block: BigInt(receipts.at(-1)!.blockNumber) }
  }
  throw new DeployError(`The factory made nothing. ${leftAlone}`)
}

/** Runs a function of `Deploy.s.sol`. */
async function broadcast(
  client: PublicClient,
  functionName: string,
  args: readonly unknown[],
  signer: Signer,
  rpcUrl: string,
): Promise<Receipt[]> {
  const data = encodeFunctionData({ abi: readArtifact('Deploy', 'Deploy.s').abi, functionName, args })
  // forge keeps its record of a broadcast under the working copy; an own folder keeps runs apart.
  const folder = mkdtempSync(join(tmpdir(), 'althing-deploy-'))
  try {
    execFileSync(
      findBinary('forge'),
      [
        ...['script', 'scripts/Deploy.s.sol:Deploy', '--sig', data, '--rpc-url', rpcUrl],
        ...['--broadcast', '--slow', '--non-interactive', ...signerArguments(signer)],
        // Nothing between estimate and block changes what a contract's creation costs; a third more is too much for a
        // chain. A seat costs more where its block is of a later second than the one that it was estimated in.
        ...['--gas-estimate-multiplier', functionName === 'seatFounders' ? '130' : '102'],
      ],
      {
        cwd: root,
        env: { ...process.env, FOUNDRY_BROADCAST: folder },
        stdio: [
          signer.kind === 'unlocked' ? 'ignore' : 'inherit',
          'pipe',
          signer.kind === 'unlocked' ? 'pipe' : 'inherit',
        ],
      },
    )
    const run = join(folder, 'Deploy.s.sol', String(await client.getChainId()), `${data.slice(2, 10)}-latest.json`)
    const { receipts } = JSON.parse(readFileSync(run, 'utf8')) as { receipts: Receipt[] }
    if (receipts.length === 0 || receipts.some(({ status }) => status !== '0x1')) {
      throw new DeployError(`A transaction of the deployment failed. ${leftAlone}`)
    }
    return receipts
  } catch (cause) {
    if (cause instanceof DeployError) throw cause
    const output = (cause as { stderr?: Buffer }).stderr?.toString().trim()
    throw new DeployError(`forge could not deploy. ${leftAlone}${output ? `\n${output}` : ''}`, { cause })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const usage = `npm run deploy -- --parameters <file> --rpc-url <url> --chain <id> --network <name> and one of
  --account <name>     a keystore that "cast wallet import" made
  --ledger | --trezor  a hardware wallet
  --unlocked <address> an account that the node holds unlocked`

/** The options of a command line that name who signs. */
export const signerOptions = {
  account: { type: 'string' },
  ledger: { type: 'boolean' },
  trezor: { type: 'boolean' },
  unlocked: { type: 'string' },
} as const

/** Who signs, by the options; null where none is named. */
export function parseSigner(values: {
  account?: string
  ledger?: boolean
  trezor?: boolean
  unlocked?: string
}): Signer | null {
  if (values.account) return { kind: 'keystore', name: values.account }
  if (values.ledger) return { kind: 'ledger' }
  if (values.trezor) return { kind: 'trezor' }
  if (values.unlocked) return { kind: 'unlocked', address: getAddress(values.unlocked) }
  return null
}

async function main() {
  const { values } = parseArgs({
    options: {
      parameters: { type: 'string' },
      'rpc-url': { type: 'string' },
      chain: { type: 'string' },
      network: { type: 'string' },
      ...signerOptions,
    },
  })
  if (!values.parameters || !values['rpc-url'] || !values.chain || !values.network) throw new DeployError(usage)
  const signer = parseSigner(values)
  if (signer === null) throw new DeployError(`Nobody signs. Use:\n${usage}`)
  const deployment = await deploy({
    rpcUrl: values['rpc-url'],
    parametersFile: values.parameters,
    signer,
    chainId: Number(values.chain),
    network: values.network,
    log: (line) => console.log(line),
  })
  const path = join(root, 'contracts/deployments', `${deployment.chainId}.json`)
  if (existsSync(path) && deployment.chainId !== 31337) {
    throw new DeployError(
      `${path} exists. Move it away first. This deployment:\n${JSON.stringify(deployment, null, 2)}`,
    )
  }
  writeFileSync(path, `${JSON.stringify(deployment, null, 2)}\n`)
  console.log(`The census agrees. Written: contracts/deployments/${deployment.chainId}.json. Now: npm run generate`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    if (error instanceof ParameterError) console.error(`Refused: ${error.message}. Nothing was sent.`)
    else console.error((error as Error).message)
    process.exit(error instanceof ParameterError || error instanceof DeployError ? 2 : 1)
  })
}
