import { readFileSync } from 'node:fs'
import { getAddress, isAddress, zeroAddress, type Address } from 'viem'

/** What a DAO is deployed with, as one JSON file. Durations are whole seconds. */
export type Parameters = {
  /** At most 31 bytes of UTF-8: it is the name of the EIP-712 domain. */
  name: string
  symbol: string
  founders: Address[]
  votingDelay: number
  votingPeriod: number
  /** Votes. */
  proposalThreshold: number
  /** Percent of the seats. */
  quorumNumerator: number
  timelockDelay: number
  grace: number
  /** `term` in seconds from the deployment; null for a DAO without a guardian. */
  guardian: { account: Address; term: number } | null
  /** Tokens that the DAO names as its own concern. */
  assets: Address[]
}

/** A parameter file that cannot be deployed: which parameter, and why. */
export class ParameterError extends Error {
  override name = 'ParameterError'
  constructor(
    readonly parameter: string,
    reason: string,
  ) {
    super(`${parameter}: ${reason}`)
  }
}

const day = 86_400

/** The bounds of the contracts; what stands here is what `AlthingGovernor` and `Treasury` enforce. */
export const bounds = {
  votingDelay: [day, 14 * day],
  votingPeriod: [day, 30 * day],
  life: 40 * day,
  proposalThreshold: [1, Number.MAX_SAFE_INTEGER],
  quorumNumerator: [1, 50],
  timelockDelay: [day, 30 * day],
  grace: [3 * day, 90 * day],
  guardianTerm: [day, 365 * day],
  /** As many as fit, with room, into one transaction of 16,777,216 gas (EIP-7825). */
  founders: [3, 90],
} as const

const keys = [
  'name',
  'symbol',
  'founders',
  'votingDelay',
  'votingPeriod',
  'proposalThreshold',
  'quorumNumerator',
  'timelockDelay',
  'grace',
  'guardian',
  'assets',
] as const

function parseText(parameter: string, value: unknown, maxBytes: number): string {
  if (typeof value !== 'string' || value.trim() === '') throw new ParameterError(parameter, 'is empty or not a text')
  if (value !== value.trim()) throw new ParameterError(parameter, 'begins or ends with a space')
  const bytes = new TextEncoder().encode(value).length
  if (bytes > maxBytes) throw new ParameterError(parameter, `is ${bytes} bytes of UTF-8 long; at most ${maxBytes} fit`)
  return value
}

function parseWhole(parameter: string, value: unknown, [min, max]: readonly [number, number]): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new ParameterError(parameter, 'is not a whole number')
  }
  if (value < min || value > max) throw new ParameterError(parameter, `is ${value}; it must be from ${min} to ${max}`)
  return value
}

function parseAddress(parameter: string, value: unknown): Address {
  if (typeof value !== 'string' || !isAddress(value)) {
    throw new ParameterError(parameter, 'is not an address, or its checksum is wrong')
  }
  if (value === zeroAddress) throw new ParameterError(parameter, 'is the zero address')
  return getAddress(value)
}

function parseAddresses(parameter: string, value: unknown): Address[] {
  if (!Array.isArray(value)) throw new ParameterError(parameter, 'is not a list')
  const addresses = value.map((each, index) => parseAddress(`${parameter}[${index}]`, each))
  const twice = addresses.find((each, index) => addresses.indexOf(each) !== index)
  if (twice) throw new ParameterError(parameter, `names ${twice} twice`)
  return addresses
}

function parseGuardian(value: unknown): Parameters['guardian'] {
  if (value === null) return null
  if (typeof value !== 'object') throw new ParameterError('guardian', 'is neither null nor an account with a term')
  const { account, term, ...rest } = value as Record<string, unknown>
  const unknown = Object.keys(rest)[0]
  if (unknown) throw new ParameterError(`guardian.${unknown}`, 'is not a parameter')
  return {
    account: parseAddress('guardian.account', account),
    term: parseWhole('guardian.term', term, bounds.guardianTerm),
  }
}

/**
 * Parses a parameter file's content.
 *
 * @throws ParameterError which names the first parameter that is wrong, and why.
 */
export function parseParameters(json: unknown): Parameters {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ParameterError('file', 'does not hold one JSON object')
  }
  const given = json as Record<string, unknown>
  const unknown = Object.keys(given).find((key) => !(keys as readonly string[]).includes(key))
  if (unknown) throw new ParameterError(unknown, 'is not a parameter')
  const missing = keys.find((key) => !(key in given))
  if (missing) throw new ParameterError(missing, 'is missing')

  const founders = parseAddresses('founders', given['founders'])
  parseWhole('founders', founders.length, bounds.founders)
  const votingDelay = parseWhole('votingDelay', given['votingDelay'], bounds.votingDelay)
  const votingPeriod = parseWhole('votingPeriod', given['votingPeriod'], bounds.votingPeriod)
  if (votingDelay + votingPeriod > bounds.life) {
    throw new ParameterError('votingPeriod', `and votingDelay together are longer than ${bounds.life} seconds`)
  }
  return {
    name: parseText('name', given['name'], 31),
    symbol: parseText('symbol', given['symbol'], 11),
    founders,
    votingDelay,
    votingPeriod,
    proposalThreshold: parseWhole('proposalThreshold', given['proposalThreshold'], bounds.proposalThreshold),
    quorumNumerator: parseWhole('quorumNumerator', given['quorumNumerator'], bounds.quorumNumerator),
    timelockDelay: parseWhole('timelockDelay', given['timelockDelay'], bounds.timelockDelay),
    grace: parseWhole('grace', given['grace'], bounds.grace),
    guardian: parseGuardian(given['guardian']),
    assets: parseAddresses('assets', given['assets']),
  }
}

/** Reads and parses a parameter file. @throws ParameterError, also where it is not JSON or cannot be read. */
export function readParameters(path: string): Parameters {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ParameterError('file', `${path} cannot be read (${(cause as Error).message})`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new ParameterError('file', `${path} is not JSON (${(cause as Error).message})`)
  }
  return parseParameters(json)
}
