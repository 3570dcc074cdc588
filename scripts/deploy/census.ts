import { keccak256, stringToHex, zeroAddress, zeroHash, type PublicClient } from 'viem'
import type { ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { checkDao, type DaoAddresses } from '../../web/src/data/chain/checkDao.js'
import type { CensusCheck } from '../../web/src/data/chain/getCensus.js'
import { gates as gateNames, kinds, transferRules, type Parameters } from '../../web/src/domain/daoParameters.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { observersAbi } from '../../web/src/generated/abi/observers.js'
import { registryAbi } from '../../web/src/generated/abi/registry.js'
import { splitsAbi } from '../../web/src/generated/abi/splits.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'

/** One thing read back from the chain beside what it should be. */
export type Finding = { what: string; expected: string; actual: string }

export const roles = {
  ADMIN: zeroHash,
  PROPOSER: keccak256(stringToHex('PROPOSER_ROLE')),
  CANCELLER: keccak256(stringToHex('CANCELLER_ROLE')),
  EXECUTOR: keccak256(stringToHex('EXECUTOR_ROLE')),
} as const

/**
 * Reads every role, parameter and reference of a DAO back from the chain and compares them with what was asked for.
 *
 * @param fromBlock The first block of the deployment.
 * @param deployedAt Unix seconds of the governor's deployment: the guardian's term runs from about then.
 * @returns Everything that differs; empty when the DAO is what it should be.
 */
export async function takeCensus(
  client: PublicClient,
  addresses: DaoAddresses,
  parameters: Parameters,
  fromBlock: bigint,
  deployedAt: number,
): Promise<Finding[]> {
  const { governor, treasury, membership, observers, gates, registry, donations, splits } = addresses
  const findings: Finding[] = []
  const compare = (what: string, expected: unknown, actual: unknown) => {
    if (String(expected) !== String(actual)) findings.push({ what, expected: String(expected), actual: String(actual) })
  }
  const ofGovernor = { address: governor, abi: governorAbi } as const
  const ofTreasury = { address: treasury, abi: treasuryAbi } as const
  const ofMembership = { address: membership, abi: membershipAbi } as const
  const ofObservers = { address: observers, abi: observersAbi } as const
  const ofGates = { address: gates, abi: gatesAbi } as const
  const ofRegistry = { address: registry, abi: registryAbi } as const
  const ofDonations = { address: donations, abi: donationsAbi } as const
  const ofSplits = { address: splits, abi: splitsAbi } as const

  const checks = await checkDao(client as ChainClient, addresses, fromBlock, await client.getBlockNumber())
  for (const check of checks) if (!check.holds) findings.push(describeCheck(check))
  if (checks.some(({ kind, holds }) => kind === 'code' && !holds)) return findings

  const read = client.readContract
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
  compare('seats', parameters.founders.length, await read({ ...ofMembership, functionName: 'totalSupply' }))

  const { transferRule, severalSeats, admissionShare } = await read({ ...ofMembership, functionName: 'rules' })
  const { seats } = parameters
  compare(
    'rules of the seats',
    [seats.transfer, seats.several, seats.admissionShare],
    [transferRules[transferRule], severalSeats, admissionShare],
  )
  compare('observers', 0, await read({ ...ofObservers, functionName: 'totalSupply' }))
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

  compare('documents', 1, await read({ ...ofRegistry, functionName: 'documentCount' }))
  const charter = await read({ ...ofRegistry, functionName: 'charter' })
  compare('charter', 1, charter)
  const { digest } = await read({ ...ofRegistry, functionName: 'getDocument', args: [charter] })
  compare('digest of the charter', parameters.charter.digest, digest)

  compare('purposes', 0, await read({ ...ofDonations, functionName: 'purposeCount' }))
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

/** A check as something that should be and is. */
export function describeCheck(check: CensusCheck): Finding {
  const list = (accounts: readonly string[]) => accounts.join(', ') || 'nobody'
  switch (check.kind) {
    case 'factory': {
      const actual = check.foreign ? `other code (${check.foreign})` : check.made ? 'made it' : 'did not make it'
      return { what: `factory ${check.factory}`, expected: 'made it', actual }
    }
    case 'unnamed':
      return { what: `address of ${check.contract}`, expected: 'a contract', actual: 'named by nothing' }
    case 'code':
      return {
        what: `code of ${check.contract}`,
        expected: 'as compiled',
        actual: check.holds ? 'as compiled' : `other (${check.hash})`,
      }
    case 'reference': {
      const code = check.replaced && (check.replaced.isOurs ? 'of this release' : 'other code')
      const actual = `${check.actual ?? 'none'}${code ? ` (${code}, put there by a vote)` : ''}`
      return { what: `${check.contract}.${check.to}`, expected: check.expected, actual }
    }
    case 'role': {
      const actual = `${list(check.actual)}${!check.holds && check.byVote ? ' (by a vote)' : ''}`
      return { what: `role of ${check.role}`, expected: list(check.expected), actual }
    }
    case 'parameter':
      return { what: check.rule, expected: `${check.least} to ${check.most}`, actual: String(check.value) }
  }
}

/** The findings as lines that a person reads. */
export function formatFindings(findings: Finding[]): string {
  return findings.map(({ what, expected, actual }) => `  ${what}: expected ${expected}, is ${actual}`).join('\n')
}
