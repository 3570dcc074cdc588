import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createPublicClient, encodeFunctionData, getAddress, http, zeroAddress, type Address } from 'viem'
import { toCid } from '../web/src/domain/cid.js'
import { formatFindings, takeCensus, type Addresses } from './deploy/census.js'
import { ParameterError, gates, kinds, readParameters, transferRules, type Parameters } from './deploy/parameters.js'
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
  log(`deploying ${parameters.name} to chain ${chainId}`)
  const { addresses, fromBlock } = await broadcast(client, parameters, signer, rpcUrl)
  const { timestamp } = await client.getBlock({ blockNumber: fromBlock })
  log('taking the census')
  const findings = await takeCensus(client, addresses, parameters, fromBlock, Number(timestamp))
  if (findings.length) {
    throw new DeployError(
      `The census differs. Do not use this deployment; nothing was written.\n${formatFindings(findings)}`,
    )
  }
  log(`the charter is ipfs://${toCid(parameters.charter.digest)}: it is read once somebody has published it`)
  return {
    chainId,
    network,
    startBlock: Number(fromBlock),
    name: parameters.name,
    ...addresses,
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

/** What `Deploy.s.sol` creates, as it creates it. */
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
] as const

const leftAlone = 'What was sent holds no funds, and nobody has a right on it: it can be left. Nothing was written.'

type Receipt = { contractAddress: Address | null; blockNumber: string; status: string }

async function broadcast(
  client: ReturnType<typeof createPublicClient>,
  parameters: Parameters,
  signer: Signer,
  rpcUrl: string,
): Promise<{ addresses: Addresses; fromBlock: bigint }> {
  const { timestamp } = await client.getBlock()
  const { guardian } = parameters
  const data = encodeFunctionData({
    abi: readArtifact('Deploy', 'Deploy.s').abi,
    functionName: 'run',
    args: [
      {
        ...parameters,
        founders: parameters.founders.map(({ account, kind, term }) => ({ account, kind: kinds.indexOf(kind), term })),
        seats: {
          transferRule: transferRules.indexOf(parameters.seats.transfer),
          severalSeats: parameters.seats.several,
          admissionShare: parameters.seats.admissionShare,
        },
        openGates: gates.map((gate) => parameters.seats.gates.includes(gate)),
        terms: kinds.map((kind) => parameters.seats.kinds[kind]),
        parameters: {
          ...parameters,
          guardian: guardian?.account ?? zeroAddress,
          guardianExpiresAt: guardian ? Number(timestamp) + guardian.term : 0,
        },
        charterDigest: parameters.charter.digest,
      },
    ],
  })
  // forge keeps its record of a broadcast under the working copy; an own folder keeps runs apart.
  const folder = mkdtempSync(join(tmpdir(), 'althing-deploy-'))
  try {
    execFileSync(
      findBinary('forge'),
      [
        ...['script', 'scripts/Deploy.s.sol:Deploy', '--sig', data, '--rpc-url', rpcUrl],
        ...['--broadcast', '--slow', '--non-interactive', ...signerArguments(signer)],
        // Nothing between estimate and block changes what a contract's creation costs; a third more is too much for a chain.
        ...['--gas-estimate-multiplier', '105'],
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
    const chainId = await client.getChainId()
    const selector = data.slice(2, 10)
    const run = join(folder, 'Deploy.s.sol', String(chainId), `${selector}-latest.json`)
    const { receipts } = JSON.parse(readFileSync(run, 'utf8')) as { receipts: Receipt[] }
    const created = receipts.map(({ contractAddress }) => contractAddress && getAddress(contractAddress))
    if (created.length !== order.length || created.includes(null) || receipts.some(({ status }) => status !== '0x1')) {
      throw new DeployError(`A transaction of the deployment failed. ${leftAlone}`)
    }
    const at = (name: (typeof order)[number]) => created[order.indexOf(name)]!
    return {
      addresses: {
        governor: at('governor'),
        treasury: at('treasury'),
        membership: at('membership'),
        observers: at('observers'),
        gates: at('gates'),
        recovery: at('recovery'),
        registry: at('registry'),
        statements: at('statements'),
        budgets: at('budgets'),
        grants: at('grants'),
        payouts: at('payouts'),
        distributions: at('distributions'),
        donations: at('donations'),
        splits: at('splits'),
      },
      fromBlock: BigInt(receipts[0]!.blockNumber),
    }
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

function parseSigner(values: { account?: string; ledger?: boolean; trezor?: boolean; unlocked?: string }): Signer {
  if (values.account) return { kind: 'keystore', name: values.account }
  if (values.ledger) return { kind: 'ledger' }
  if (values.trezor) return { kind: 'trezor' }
  if (values.unlocked) return { kind: 'unlocked', address: getAddress(values.unlocked) }
  throw new DeployError(`Nobody signs. Use:\n${usage}`)
}

async function main() {
  const { values } = parseArgs({
    options: {
      parameters: { type: 'string' },
      'rpc-url': { type: 'string' },
      chain: { type: 'string' },
      network: { type: 'string' },
      account: { type: 'string' },
      ledger: { type: 'boolean' },
      trezor: { type: 'boolean' },
      unlocked: { type: 'string' },
    },
  })
  if (!values.parameters || !values['rpc-url'] || !values.chain || !values.network) throw new DeployError(usage)
  const deployment = await deploy({
    rpcUrl: values['rpc-url'],
    parametersFile: values.parameters,
    signer: parseSigner(values),
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
