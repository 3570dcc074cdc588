import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  type Abi,
  type Address,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseAbi,
  toBytes,
} from 'viem'
import { findBinary } from '../../../scripts/find-binary.js'
import { waitForReceipt } from '../../../scripts/stack/wait-for-receipt.js'
import { foreignGovernorAbi } from '../../../web/src/generated/abi/openZeppelin.js'
import { enoughGas, getAccount, type ChainConnection } from '../chain.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Compiles the governors of this folder; what did not change is not compiled again. */
export async function compileForeign(): Promise<void> {
  const env = { ...process.env, FOUNDRY_PROFILE: 'foreign' }
  await promisify(execFile)(findBinary('forge'), ['build', 'test/support/foreign'], { cwd: root, env })
}

function readForeign(contract: string, file: string): { abi: Abi; bytecode: { object: Hex } } {
  return JSON.parse(readFileSync(join(root, 'out-foreign', `${file}.sol`, `${contract}.json`), 'utf8')) as never
}

/** Deploys one contract of this folder from the first account. */
export async function deployForeign(
  { reader, writer }: ChainConnection,
  contract: string,
  args: readonly unknown[] = [],
  file = 'Governors',
): Promise<Address> {
  const { abi, bytecode } = readForeign(contract, file)
  const data = encodeDeployData({ abi, bytecode: bytecode.object, args })
  const hash = await writer.sendTransaction({ account: getAccount(0), data })
  const { status } = await waitForReceipt(reader, hash)
  if (status !== 'success') throw new Error(`${contract} could not be deployed`)
  return (await reader.getTransactionReceipt({ hash })).contractAddress!
}

const abi = parseAbi([
  'function mint(address to, uint256 amount)',
  'function mint(address to)',
  'function delegate(address to)',
  'function grantRole(bytes32 role, address account)',
  'function setPendingAdmin(address next)',
  'function __acceptAdmin()',
  'function say(uint256 answer)',
  'function announce(uint256 id, address[] targets, uint256[] values, bytes[] calldatas, string description)',
  'function pretend(uint256 id, address voter, uint8 support, uint256 weight, string reason)',
  'function babble(bytes32 topic, bytes data)',
])

/** Writes to the contracts of this folder, each call one transaction. */
export function createForeignWriter({ reader, writer }: ChainConnection) {
  const send = async (from: number, to: Address, data: Hex, value = 0n) => {
    const hash = await writer.sendTransaction({ account: getAccount(from), to, data, value, gas: enoughGas })
    if ((await waitForReceipt(reader, hash)).status !== 'success') throw new Error(`reverted: ${hash}`)
    return hash
  }
  return {
    send,
    act: (from: number, to: Address, functionName: string, args: readonly unknown[]) =>
      send(from, to, encodeFunctionData({ abi, functionName, args } as never)),
    govern: (from: number, to: Address, functionName: string, args: readonly unknown[]) =>
      send(from, to, encodeFunctionData({ abi: foreignGovernorAbi, functionName, args } as never)),
  }
}

export type ForeignWriter = ReturnType<typeof createForeignWriter>

const million = 10n ** 24n

/** A DAO with a token, simple counting and a TimelockController; the first four accounts hold votes and cast them. */
export async function deployRiver(connection: ChainConnection) {
  const token = await deployForeign(connection, 'ForeignToken', [], 'Tokens')
  const timelock = await deployForeign(connection, 'RiverTimelock')
  return seatTimelocked(
    connection,
    token,
    timelock,
    await deployForeign(connection, 'RiverGovernor', [token, timelock]),
  )
}

/** The same on OpenZeppelin's fourth version, counted by blocks; `Weir` is as Compound's GovernorBravo to its callers. */
export async function deployFourth(connection: ChainConnection, name: 'Mill' | 'Weir') {
  const deploy = (contract: string, ...args: Address[]) => deployForeign(connection, contract, args, 'Fourth')
  const token = await deploy('MillToken')
  const timelock = await deploy('MillTimelock')
  return seatTimelocked(connection, token, timelock, await deploy(`${name}Governor`, token, timelock))
}

async function seatTimelocked(connection: ChainConnection, token: Address, timelock: Address, governor: Address) {
  const write = createForeignWriter(connection)
  for (const role of ['PROPOSER_ROLE', 'CANCELLER_ROLE', 'EXECUTOR_ROLE']) {
    await write.act(0, timelock, 'grantRole', [keccak256(toBytes(role)), governor])
  }
  await seatForeign(write, token)
  return { token, timelock, governor }
}

/** A DAO of collectibles that counts blocks and has no timelock. */
export async function deployHill(connection: ChainConnection) {
  const write = createForeignWriter(connection)
  const token = await deployForeign(connection, 'ForeignCollectible', [], 'Tokens')
  const governor = await deployForeign(connection, 'HillGovernor', [token])
  for (const index of [0, 1, 2]) {
    const { address } = getAccount(index)
    await write.act(0, token, 'mint', [address])
    await write.act(index, token, 'delegate', [address])
  }
  return { token, governor }
}

/** A DAO with fractional counting, proposals in storage and a timelock as Compound's. */
export async function deployBay(connection: ChainConnection) {
  const write = createForeignWriter(connection)
  const token = await deployForeign(connection, 'ForeignToken', [], 'Tokens')
  const timelock = await deployForeign(connection, 'BayTimelock')
  const governor = await deployForeign(connection, 'BayGovernor', [token, timelock])
  await write.act(0, timelock, 'setPendingAdmin', [governor])
  await write.act(0, governor, '__acceptAdmin', [])
  await seatForeign(write, token)
  return { token, timelock, governor }
}

async function seatForeign(write: ForeignWriter, token: Address) {
  for (const index of [0, 1, 2, 3]) {
    const { address } = getAccount(index)
    await write.act(0, token, 'mint', [address, million * BigInt(index + 1)])
    await write.act(index, token, 'delegate', [address])
  }
}
