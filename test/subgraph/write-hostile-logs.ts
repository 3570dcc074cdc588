import {
  encodeAbiParameters,
  keccak256,
  pad,
  size,
  slice,
  toEventSelector,
  toHex,
  type AbiEvent,
  type AbiParameter,
  type Hex,
} from 'viem'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { observersAbi } from '../../web/src/generated/abi/observers.js'
import { recoveryAbi } from '../../web/src/generated/abi/recovery.js'
import { budgetsAbi } from '../../web/src/generated/abi/budgets.js'
import { grantsAbi } from '../../web/src/generated/abi/grants.js'
import { payoutsAbi } from '../../web/src/generated/abi/payouts.js'
import { distributionsAbi } from '../../web/src/generated/abi/distributions.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { splitsAbi } from '../../web/src/generated/abi/splits.js'
import { erc1155Abi, erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens.js'
import { registryAbi } from '../../web/src/generated/abi/registry.js'
import { statementsAbi } from '../../web/src/generated/abi/statements.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { emitter, encodeLog } from './assemble.js'
import { accounts, type History } from './history.js'
import { Random } from './random.js'
import { toRaw } from './replay-money.js'
import { hostileDescriptions, type Stage } from './script.js'

const max = 2n ** 256n - 1n

/** Values of an ABI type as somebody would choose who wants to break a reader. */
function invent(parameter: AbiParameter, random: Random, history: History, cid: string): unknown {
  const { type } = parameter
  const sized = /^(.*)\[(\d+)\]$/.exec(type)
  if (sized) {
    const one = { ...parameter, type: sized[1]! }
    return Array.from({ length: Number(sized[2]) }, () => invent(one, random, history, cid))
  }
  const array = /^(.*)\[\]$/.exec(type)
  if (array) {
    const one = { ...parameter, type: array[1]! }
    return Array.from({ length: random.pick([0, 1, 2, 2, 5]) }, () => invent(one, random, history, cid))
  }
  if (type === 'tuple' && 'components' in parameter) {
    const fields = parameter.components.map((each) => [each.name!, invent(each, random, history, cid)])
    return Object.fromEntries(fields)
  }
  const { treasury, governor, membership, observers, gates } = history.deployment
  if (type === 'address') {
    return random.pick([
      treasury,
      governor,
      membership,
      observers,
      gates,
      pad('0x', { size: 20 }),
      ...accounts.slice(0, 4).map((a) => a.address),
    ])
  }
  const uint = /^uint(\d+)$/.exec(type)
  if (uint) {
    const top = 2n ** BigInt(uint[1]!) - 1n
    return random.pick([0n, 0n, 1n, 2n, 3n, top, BigInt(random.below(6)), top / 2n])
  }
  if (type === 'bytes32') return random.pick([pad('0x'), keccak256('0x01'), keccak256('0x02'), toHex(max)])
  if (type === 'bytes' || type === 'string') {
    const long = random.below(150) === 0 ? `0x${'c3a9ff'.repeat(68_000)}` : '0x'
    const texts = hostileDescriptions(cid).map((text) => (text.startsWith('0x') ? text : toHex(text)))
    return random.pick([...texts, long, '0x'])
  }
  if (type === 'bool') return random.below(2) === 1
  throw new Error(`Nothing hostile is known for ${type}`)
}

function inventLog(item: AbiEvent, random: Random, history: History, cid: string): Hex {
  const isIndexed = (input: AbiEvent['inputs'][number]) => 'indexed' in input && input.indexed === true
  const topics = item.inputs
    .filter(isIndexed)
    .map((input) => encodeAbiParameters([input], [invent(input, random, history, cid)]))
  const plain = item.inputs.filter((input) => !isIndexed(input)).map(toRaw)
  const values = plain.map((input) => invent(input, random, history, cid))
  const data = plain.length > 0 ? encodeAbiParameters(plain, values) : '0x'
  const isCut = size(data) > 64 && random.below(40) === 0
  return encodeLog([toEventSelector(item), ...topics], isCut ? slice(data, 0, 32) : data)
}

/**
 * Puts a contract that writes any log in the place of the DAO's, and writes `count` of them: every event, with values
 * that the real contracts would never give. Nothing but the index and the replay can be compared afterwards.
 */
export async function writeHostileLogs(history: History, stage: Stage, cid: string, seed: number, count: number) {
  const random = new Random(seed)
  const { deployment } = history
  const events = (abi: readonly unknown[]) => (abi as AbiEvent[]).filter((item) => item.type === 'event')
  const sources = [
    { address: deployment.governor, events: events(governorAbi) },
    { address: deployment.treasury, events: events(treasuryAbi) },
    { address: deployment.membership, events: events(membershipAbi) },
    { address: deployment.observers, events: events(observersAbi) },
    { address: deployment.gates, events: events(gatesAbi) },
    { address: deployment.recovery, events: events(recoveryAbi) },
    { address: deployment.statements, events: events(statementsAbi) },
    { address: deployment.registry, events: events(registryAbi) },
    { address: deployment.budgets, events: events(budgetsAbi) },
    { address: deployment.grants, events: events(grantsAbi) },
    { address: deployment.payouts, events: events(payoutsAbi) },
    { address: deployment.distributions, events: events(distributionsAbi) },
    { address: deployment.donations, events: events(donationsAbi) },
    { address: deployment.splits, events: events(splitsAbi) },
    { address: stage.spam, events: [erc20Abi, erc721Abi, erc1155Abi].flatMap(events) },
  ]
  for (const { address } of sources) await history.chain.setCode({ address, bytecode: emitter })
  await history.chain.setBlockGasLimit({ gasLimit: 2n ** 40n })
  await history.chain.setAutomine(false)
  const from = accounts[0]!
  let nonce = await history.client.getTransactionCount({ address: from.address })
  for (let i = 0; i < count; i++) {
    const source = random.pick(sources)
    const data = inventLog(random.pick(source.events), random, history, cid)
    const gas = BigInt(200_000 + 60 * size(data))
    const request = { to: source.address, data, gas, nonce: nonce++, chainId: 31337, maxFeePerGas: 10n ** 11n }
    const serializedTransaction = await from.signTransaction({ ...request, type: 'eip1559' })
    await history.client.sendRawTransaction({ serializedTransaction })
    if (i % 100 === 99) await history.chain.mine({ blocks: 1 })
  }
  await history.chain.mine({ blocks: 1 })
  await history.chain.setAutomine(true)
}
