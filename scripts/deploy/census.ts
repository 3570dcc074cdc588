import {
  decodeEventLog,
  getAddress,
  keccak256,
  stringToHex,
  zeroAddress,
  zeroHash,
  type Address,
  type Hex,
  type PublicClient,
} from 'viem'
import { budgetsAbi } from '../../web/src/generated/abi/budgets.js'
import { distributionsAbi } from '../../web/src/generated/abi/distributions.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { grantsAbi } from '../../web/src/generated/abi/grants.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { observersAbi } from '../../web/src/generated/abi/observers.js'
import { payoutsAbi } from '../../web/src/generated/abi/payouts.js'
import { recoveryAbi } from '../../web/src/generated/abi/recovery.js'
import { registryAbi } from '../../web/src/generated/abi/registry.js'
import { splitsAbi } from '../../web/src/generated/abi/splits.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { readArtifact } from '../generate.js'
import { gates as gateNames, kinds, transferRules, type Parameters } from './parameters.js'

export type Addresses = Record<
  | ('governor' | 'treasury' | 'membership' | 'observers' | 'gates' | 'recovery' | 'registry' | 'statements')
  | ('budgets' | 'grants' | 'payouts' | 'distributions' | 'donations' | 'splits'),
  Address
>

/** One thing read back from the chain beside what it should be. */
export type Finding = { what: string; expected: string; actual: string }

export const roles = {
  ADMIN: zeroHash,
  PROPOSER: keccak256(stringToHex('PROPOSER_ROLE')),
  CANCELLER: keccak256(stringToHex('CANCELLER_ROLE')),
  EXECUTOR: keccak256(stringToHex('EXECUTOR_ROLE')),
} as const

/** Runtime code with the immutables blanked, so that it can be compared with the compiler's. */
function blankImmutables(code: Hex, references: Record<string, { start: number; length: number }[]>): string {
  let text = code.slice(2)
  for (const { start, length } of Object.values(references).flat()) {
    text = text.slice(0, start * 2) + '0'.repeat(length * 2) + text.slice((start + length) * 2)
  }
  return text
}

/**
 * Who holds each role on the treasury, by replay of its `RoleGranted` and `RoleRevoked` events from `fromBlock`.
 *
 * @returns `ROLE account`, sorted; a role that is not one of the four is named by its hash.
 */
async function listRoleHolders(client: PublicClient, treasury: Address, fromBlock: bigint): Promise<string[]> {
  const logs = await client.getLogs({ address: treasury, fromBlock, toBlock: 'latest' })
  const holders = new Set<string>()
  for (const log of logs) {
    let event
    try {
      event = decodeEventLog({ abi: treasuryAbi, topics: log.topics, data: log.data })
    } catch {
      throw new Error(`The treasury emitted an event that it does not declare, in transaction ${log.transactionHash}`)
    }
    if (event.eventName !== 'RoleGranted' && event.eventName !== 'RoleRevoked') continue
    const { role, account } = event.args
    const name = Object.entries(roles).find(([, hash]) => hash === role)?.[0] ?? role
    if (event.eventName === 'RoleGranted') holders.add(`${name} ${account}`)
    else holders.delete(`${name} ${account}`)
  }
  return [...holders].sort()
}

/**
 * Reads every role, parameter and reference of a DAO back from the chain and compares them with what was asked for.
 *
 * @param fromBlock The first block of the deployment.
 * @param deployedAt Unix seconds of the governor's deployment: the guardian's term runs from about then.
 * @returns Everything that differs; empty when the DAO is what it should be.
 */
export async function takeCensus(
  client: PublicClient,
  addresses: Addresses,
  parameters: Parameters,
  fromBlock: bigint,
  deployedAt: number,
): Promise<Finding[]> {
  const { governor, treasury, membership, observers, gates, recovery, registry, statements } = addresses
  const { budgets, grants, payouts, distributions, donations, splits } = addresses
  const findings: Finding[] = []
  const compare = (what: string, expected: unknown, actual: unknown) => {
    if (String(expected) !== String(actual)) findings.push({ what, expected: String(expected), actual: String(actual) })
  }
  const ofGovernor = { address: governor, abi: governorAbi } as const
  const ofTreasury = { address: treasury, abi: treasuryAbi } as const
  const ofMembership = { address: membership, abi: membershipAbi } as const
  const ofObservers = { address: observers, abi: observersAbi } as const
  const ofGates = { address: gates, abi: gatesAbi } as const
  const ofRecovery = { address: recovery, abi: recoveryAbi } as const
  const ofRegistry = { address: registry, abi: registryAbi } as const
  const ofBudgets = { address: budgets, abi: budgetsAbi } as const
  const ofGrants = { address: grants, abi: grantsAbi } as const
  const ofPayouts = { address: payouts, abi: payoutsAbi } as const
  const ofDistributions = { address: distributions, abi: distributionsAbi } as const
  const ofDonations = { address: donations, abi: donationsAbi } as const
  const ofSplits = { address: splits, abi: splitsAbi } as const

  for (const [contract, address] of [
    ['AlthingGovernor', governor],
    ['Treasury', treasury],
    ['Membership', membership],
    ['Observers', observers],
    ['Gates', gates],
    ['Recovery', recovery],
    ['Registry', registry],
    ['Statements', statements],
    ['Budgets', budgets],
    ['Grants', grants],
    ['Payouts', payouts],
    ['Distributions', distributions],
    ['Donations', donations],
    ['Splits', splits],
  ] as const) {
    const { object, immutableReferences } = readArtifact(contract).deployedBytecode
    const code = (await client.getCode({ address })) ?? '0x'
    const same = blankImmutables(code, immutableReferences) === blankImmutables(object, immutableReferences)
    compare(`code of ${contract}`, 'as compiled', same ? 'as compiled' : `other (${keccak256(code)})`)
  }
  if (findings.length) return findings

  const expectedHolders = [
    `ADMIN ${getAddress(treasury)}`,
    `CANCELLER ${getAddress(governor)}`,
    `EXECUTOR ${zeroAddress}`,
    `PROPOSER ${getAddress(governor)}`,
  ]
  compare('roles', expectedHolders.join(', '), (await listRoleHolders(client, treasury, fromBlock)).join(', '))

  const read = client.readContract
  compare('governor.token', membership, await read({ ...ofGovernor, functionName: 'token' }))
  compare('governor.timelock', treasury, await read({ ...ofGovernor, functionName: 'timelock' }))
  compare('governor.name', parameters.name, await read({ ...ofGovernor, functionName: 'name' }))
  compare('governor.CLOCK_MODE', 'mode=timestamp', await read({ ...ofGovernor, functionName: 'CLOCK_MODE' }))
  compare('votingDelay', parameters.votingDelay, await read({ ...ofGovernor, functionName: 'votingDelay' }))
  compare('votingPeriod', parameters.votingPeriod, await read({ ...ofGovernor, functionName: 'votingPeriod' }))
  const effective = Math.min(parameters.proposalThreshold, Math.max(1, Math.floor(parameters.founders.length / 20)))
  compare('proposalThreshold', effective, await read({ ...ofGovernor, functionName: 'proposalThreshold' }))
  compare('quorumNumerator', parameters.quorumNumerator, await read({ ...ofGovernor, functionName: 'quorumNumerator' }))
  compare('swingExtension', parameters.swingExtension, await read({ ...ofGovernor, functionName: 'swingExtension' }))
  compare('lockWindow', parameters.lockWindow, await read({ ...ofGovernor, functionName: 'lockWindow' }))
  compare('proposalLimit', parameters.proposalLimit, await read({ ...ofGovernor, functionName: 'proposalLimit' }))
  compare('timelockDelay', parameters.timelockDelay, await read({ ...ofTreasury, functionName: 'getMinDelay' }))
  compare('grace of the treasury', parameters.grace, await read({ ...ofTreasury, functionName: 'grace' }))
  compare('grace of the governor', parameters.grace, await read({ ...ofGovernor, functionName: 'grace' }))
  compare('envelopes', 0, await read({ ...ofTreasury, functionName: 'envelopeCount' }))
  compare('proposals', 0, await read({ ...ofGovernor, functionName: 'proposalCount' }))
  compare('membership.name', parameters.name, await read({ ...ofMembership, functionName: 'name' }))
  compare('membership.symbol', parameters.symbol, await read({ ...ofMembership, functionName: 'symbol' }))
  compare('membership.treasury', treasury, await read({ ...ofMembership, functionName: 'treasury' }))
  compare('seats', parameters.founders.length, await read({ ...ofMembership, functionName: 'totalSupply' }))

  const parts = await read({ ...ofMembership, functionName: 'parts' })
  compare('membership.parts', [governor, gates, recovery], [parts.governor, parts.gates, parts.recovery])
  const { transferRule, severalSeats, admissionShare } = await read({ ...ofMembership, functionName: 'rules' })
  const { seats } = parameters
  compare(
    'rules of the seats',
    [seats.transfer, seats.several, seats.admissionShare],
    [transferRules[transferRule], severalSeats, admissionShare],
  )
  compare('observers.treasury', treasury, await read({ ...ofObservers, functionName: 'treasury' }))
  compare('observers.membership', membership, await read({ ...ofObservers, functionName: 'membership' }))
  compare('observers', 0, await read({ ...ofObservers, functionName: 'totalSupply' }))
  compare('gates.treasury', treasury, await read({ ...ofGates, functionName: 'treasury' }))
  compare('gates.membership', membership, await read({ ...ofGates, functionName: 'membership' }))
  compare('gates.observers', observers, await read({ ...ofGates, functionName: 'observers' }))
  for (const [index, gate] of gateNames.entries()) {
    compare(
      `gate of ${gate}`,
      seats.gates.includes(gate),
      await read({ ...ofGates, functionName: 'isOpen', args: [index] }),
    )
  }
  for (const [index, kind] of kinds.entries()) {
    const { term, selfRenewal } = await read({ ...ofGates, functionName: 'termsOf', args: [index] })
    compare(
      `terms of ${kind === 'observer' || kind === 'organisation' ? 'an' : 'a'} ${kind}`,
      Object.values(seats.kinds[kind]),
      [term, selfRenewal],
    )
  }
  compare('recovery.treasury', treasury, await read({ ...ofRecovery, functionName: 'treasury' }))
  compare('recovery.membership', membership, await read({ ...ofRecovery, functionName: 'membership' }))

  compare('registry.treasury', treasury, await read({ ...ofRegistry, functionName: 'treasury' }))
  compare('documents', 1, await read({ ...ofRegistry, functionName: 'documentCount' }))
  const charter = await read({ ...ofRegistry, functionName: 'charter' })
  compare('charter', 1, charter)
  const { digest } = await read({ ...ofRegistry, functionName: 'getDocument', args: [charter] })
  compare('digest of the charter', parameters.charter.digest, digest)

  // The modules take orders from the treasury that they name, and of nobody else.
  compare('budgets.treasury', treasury, await read({ ...ofBudgets, functionName: 'treasury' }))
  compare('budgets.membership', membership, await read({ ...ofBudgets, functionName: 'membership' }))
  compare('grants.treasury', treasury, await read({ ...ofGrants, functionName: 'treasury' }))
  compare('payouts.treasury', treasury, await read({ ...ofPayouts, functionName: 'treasury' }))
  compare('distributions.treasury', treasury, await read({ ...ofDistributions, functionName: 'treasury' }))
  compare('distributions.membership', membership, await read({ ...ofDistributions, functionName: 'membership' }))
  compare('donations.treasury', treasury, await read({ ...ofDonations, functionName: 'treasury' }))
  compare('purposes', 0, await read({ ...ofDonations, functionName: 'purposeCount' }))
  compare('splits.treasury', treasury, await read({ ...ofSplits, functionName: 'treasury' }))
  compare('splits.donations', donations, await read({ ...ofSplits, functionName: 'donations' }))
  compare('splits.distributions', distributions, await read({ ...ofSplits, functionName: 'distributions' }))
  compare('rows of the rule for income', 0, (await read({ ...ofSplits, functionName: 'getRule' })).length)

  const guardian = await read({ ...ofGovernor, functionName: 'guardian' })
  compare('guardian', parameters.guardian?.account ?? zeroAddress, guardian)
  const expiresAt = await read({ ...ofGovernor, functionName: 'guardianExpiresAt' })
  if (!parameters.guardian) compare("guardian's term", 0, expiresAt)
  else if (Math.abs(expiresAt - deployedAt - parameters.guardian.term) > 3600) {
    compare("guardian's term", deployedAt + parameters.guardian.term, expiresAt)
  }
  for (const [index, { account, kind, term }] of parameters.founders.entries()) {
    const number = BigInt(index + 1)
    compare(
      `holder of seat ${number}`,
      account,
      await read({ ...ofMembership, functionName: 'ownerOf', args: [number] }),
    )
    compare(`vote of ${account}`, 1n, await read({ ...ofMembership, functionName: 'getVotes', args: [account] }))
    const seat = await read({ ...ofMembership, functionName: 'seatOf', args: [number] })
    compare(`kind of seat ${number}`, kind, kinds[seat.kind])
    compare(`term of seat ${number}`, term, seat.expiry && seat.expiry - seat.since)
  }
  return findings
}

/** The findings as lines that a person reads. */
export function formatFindings(findings: Finding[]): string {
  return findings.map(({ what, expected, actual }) => `  ${what}: expected ${expected}, is ${actual}`).join('\n')
}
