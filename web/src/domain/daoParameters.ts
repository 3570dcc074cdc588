import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import { getAddress, isAddress, isHex, sha256 } from 'viem/utils'
import { ParameterError } from './parameterError'

/** What a DAO is deployed with, as one JSON file. Durations are whole seconds. */
export type Parameters = {
  /** At most 31 bytes of UTF-8: it is the name of the EIP-712 domain. */
  name: string
  symbol: string
  founders: Founder[]
  seats: SeatRules
  votingDelay: number
  votingPeriod: number
  /** Votes. */
  proposalThreshold: number
  /** Percent of the seats. */
  quorumNumerator: number
  /** How much longer a vote lasts after a late swing, and how late a swing must be for that. */
  swingExtension: number
  /** Before the end of a vote, in which ballots can no longer be changed. */
  lockWindow: number
  /** Pending or active proposals of one proposer; 0 for no limit. */
  proposalLimit: number
  timelockDelay: number
  grace: number
  /** `term` in seconds from the deployment; null for a DAO without a guardian. */
  guardian: { account: Address; term: number } | null
  charter: Charter
  /** Tokens that the DAO names as its own concern. */
  assets: Address[]
}

/** In the order of the contracts' enums (`ISeats.Kind`, `IMembership.TransferRule`, `IGates.Gate`). */
export const kinds = ['member', 'steward', 'organisation', 'observer'] as const
export const transferRules = ['locked', 'approved', 'free'] as const
export const gates = ['officers', 'invitations', 'lists', 'credentials'] as const

export type Kind = (typeof kinds)[number]

/** A seat that a DAO begins with; an address alone is a member without a term. `term` in seconds, 0 for none. */
export type Founder = { account: Address; kind: Exclude<Kind, 'observer'>; term: number }

/** What applies to all seats from the first day on. */
export type SeatRules = {
  transfer: (typeof transferRules)[number]
  /** Whether an account may hold more than one seat. */
  several: boolean
  /** All gates but the vote add at most one seat for so many, in any window of voting delay and period. */
  admissionShare: number
  /** Gates that are open from the first day on. */
  gates: (typeof gates)[number][]
  /** What applies to seats that are given or renewed without a vote. */
  kinds: Record<Kind, { term: number; selfRenewal: boolean }>
}

/** What a DAO is founded on: document 1 of its registry. */
export type Charter = {
  /** SHA-256. */
  digest: Hex
  /** To be published as one raw IPFS block; null where the parameter file gives only the digest. */
  document: Uint8Array<ArrayBuffer> | null
}

const hour = 3600
const day = 24 * hour

/** The bounds of the contracts; what stands here is what `AlthingGovernor` and `Treasury` enforce. */
export const bounds = {
  /** Bytes of UTF-8: a name is one word, and what wallets show. */
  name: 31,
  symbol: 11,
  votingDelay: [day, 14 * day],
  votingPeriod: [day, 30 * day],
  life: 40 * day,
  proposalThreshold: [1, Number.MAX_SAFE_INTEGER],
  quorumNumerator: [1, 50],
  /** And no longer than the voting period. */
  swingExtension: [hour, 14 * day],
  /** And at most half of the voting period. */
  lockWindow: [10 * 60, 15 * day],
  proposalLimit: [0, 10],
  timelockDelay: [day, 30 * day],
  grace: [3 * day, 90 * day],
  guardianTerm: [day, 365 * day],
  founders: [3, 1000],
  admissionShare: [10, 65_535],
  term: [0, 36_525 * day],
  /** Bytes: what IPFS keeps as one block. */
  charter: [1, 262_144],
} as const

const keys = [
  'name',
  'symbol',
  'founders',
  'seats',
  'votingDelay',
  'votingPeriod',
  'proposalThreshold',
  'quorumNumerator',
  'swingExtension',
  'lockWindow',
  'proposalLimit',
  'timelockDelay',
  'grace',
  'guardian',
  'charter',
  'assets',
] as const

function parseText(parameter: string, value: unknown, maxBytes: number): string {
  if (typeof value !== 'string' || value.trim() === '') throw new ParameterError(parameter, { kind: 'empty' })
  if (value !== value.trim()) throw new ParameterError(parameter, { kind: 'space' })
  const bytes = new TextEncoder().encode(value).length
  if (bytes > maxBytes) throw new ParameterError(parameter, { kind: 'bytes', bytes, most: maxBytes })
  return value
}

function parseWhole(parameter: string, value: unknown, [min, max]: readonly [number, number]): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new ParameterError(parameter, { kind: 'whole' })
  }
  if (value < min || value > max) throw new ParameterError(parameter, { kind: 'bounds', value, min, max })
  return value
}

function parseAddress(parameter: string, value: unknown): Address {
  if (typeof value !== 'string' || !isAddress(value)) {
    throw new ParameterError(parameter, { kind: 'address' })
  }
  if (value === zeroAddress) throw new ParameterError(parameter, { kind: 'zeroAddress' })
  return getAddress(value)
}

function parseAddresses(parameter: string, value: unknown): Address[] {
  if (!Array.isArray(value)) throw new ParameterError(parameter, { kind: 'list' })
  const addresses = value.map((each, index) => parseAddress(`${parameter}[${index}]`, each))
  const twice = addresses.find((each, index) => addresses.indexOf(each) !== index)
  if (twice) throw new ParameterError(parameter, { kind: 'twice', account: twice })
  return addresses
}

function parseObject(parameter: string, value: unknown, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ParameterError(parameter, { kind: 'object' })
  }
  const unknown = Object.keys(value).find((key) => !keys.includes(key))
  if (unknown) throw new ParameterError(`${parameter}.${unknown}`, { kind: 'unknown' })
  const missing = keys.find((key) => !(key in value))
  if (missing) throw new ParameterError(`${parameter}.${missing}`, { kind: 'missing' })
  return value as Record<string, unknown>
}

function parseWord<T extends string>(parameter: string, value: unknown, words: readonly T[]): T {
  const word = words.find((each) => each === value)
  if (!word) throw new ParameterError(parameter, { kind: 'word', words })
  return word
}

function parseFlag(parameter: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new ParameterError(parameter, { kind: 'flag' })
  return value
}

function parseFounder(parameter: string, value: unknown): Founder {
  if (typeof value === 'string') return { account: parseAddress(parameter, value), kind: 'member', term: 0 }
  const { account, kind, term } = parseObject(parameter, value, ['account', 'kind', 'term'])
  return {
    account: parseAddress(`${parameter}.account`, account),
    kind: parseWord(`${parameter}.kind`, kind, ['member', 'steward', 'organisation']),
    term: parseWhole(`${parameter}.term`, term, bounds.term),
  }
}

function parseFounders(value: unknown): Founder[] {
  if (!Array.isArray(value)) throw new ParameterError('founders', { kind: 'list' })
  const founders = value.map((each, index) => parseFounder(`founders[${index}]`, each))
  const accounts = founders.map(({ account }) => account)
  const twice = accounts.find((each, index) => accounts.indexOf(each) !== index)
  if (twice) throw new ParameterError('founders', { kind: 'twice', account: twice })
  parseWhole('founders', founders.length, bounds.founders)
  return founders
}

function parseSeats(value: unknown): SeatRules {
  const given = parseObject('seats', value, ['transfer', 'several', 'admissionShare', 'gates', 'kinds'])
  if (!Array.isArray(given['gates'])) throw new ParameterError('seats.gates', { kind: 'list' })
  const givenKinds = parseObject('seats.kinds', given['kinds'], kinds)
  const parseKind = (kind: Kind) => {
    const parameter = `seats.kinds.${kind}`
    const { term, selfRenewal } = parseObject(parameter, givenKinds[kind], ['term', 'selfRenewal'])
    return {
      term: parseWhole(`${parameter}.term`, term, bounds.term),
      selfRenewal: parseFlag(`${parameter}.selfRenewal`, selfRenewal),
    }
  }
  return {
    transfer: parseWord('seats.transfer', given['transfer'], transferRules),
    several: parseFlag('seats.several', given['several']),
    admissionShare: parseWhole('seats.admissionShare', given['admissionShare'], bounds.admissionShare),
    gates: given['gates'].map((gate, index) => parseWord(`seats.gates[${index}]`, gate, gates)),
    kinds: {
      member: parseKind('member'),
      steward: parseKind('steward'),
      organisation: parseKind('organisation'),
      observer: parseKind('observer'),
    },
  }
}

function parseGuardian(value: unknown): Parameters['guardian'] {
  if (value === null) return null
  if (typeof value !== 'object') throw new ParameterError('guardian', { kind: 'guardian' })
  const { account, term, ...rest } = value as Record<string, unknown>
  const unknown = Object.keys(rest)[0]
  if (unknown) throw new ParameterError(`guardian.${unknown}`, { kind: 'unknown' })
  return {
    account: parseAddress('guardian.account', account),
    term: parseWhole('guardian.term', term, bounds.guardianTerm),
  }
}

/** Reads the document that a path names. */
export type ReadDocument = (path: string) => Uint8Array<ArrayBuffer>

function parseCharter(value: unknown, readDocument: ReadDocument): Charter {
  if (typeof value === 'object' && value !== null) {
    const { text } = parseObject('charter', value, ['text'])
    if (typeof text !== 'string') throw new ParameterError('charter.text', { kind: 'empty' })
    return digestCharter('charter.text', new TextEncoder().encode(text))
  }
  if (typeof value !== 'string' || value === '') {
    throw new ParameterError('charter', { kind: 'charter' })
  }
  if (isHex(value)) {
    if (!/^0x[0-9a-f]{64}$/i.test(value)) throw new ParameterError('charter', { kind: 'digest' })
    if (value === zeroHash) throw new ParameterError('charter', { kind: 'zeroDigest' })
    return { digest: value.toLowerCase() as Hex, document: null }
  }
  let document: Uint8Array<ArrayBuffer>
  try {
    document = readDocument(value)
  } catch (cause) {
    throw new ParameterError('charter', { kind: 'unread', path: value, details: (cause as Error).message })
  }
  return digestCharter(`charter: ${value}`, document)
}

function digestCharter(parameter: string, document: Uint8Array<ArrayBuffer>): Charter {
  const [min, max] = bounds.charter
  if (document.length < min || document.length > max) {
    throw new ParameterError(parameter, { kind: 'size', bytes: document.length, min, max })
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(document)
  } catch {
    throw new ParameterError(parameter, { kind: 'notText' })
  }
  return { digest: sha256(document), document }
}

/** What a parameter file holds, as far as it can be read: the parameters, or all that is wrong with them. */
export type CheckedParameters =
  | { readonly parameters: Parameters; readonly problems: readonly [] }
  | { readonly parameters: null; readonly problems: readonly [ParameterError, ...ParameterError[]] }

/**
 * Reads a parameter file's content, and says of every parameter what is wrong with it, by itself and beside the others.
 *
 * @param readDocument Where the charter may be named by its path.
 */
export function checkParameters(json: unknown, readDocument: ReadDocument): CheckedParameters {
  const problems: ParameterError[] = []
  const attempt = <Value>(read: () => Value): Value | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error
      problems.push(error)
      return undefined
    }
  }
  const given = attempt(() => parseFile(json))
  if (given) {
    const whole = (name: keyof typeof bounds & keyof Parameters) =>
      attempt(() => parseWhole(name, given[name], bounds[name] as readonly [number, number]))
    const votingDelay = whole('votingDelay')
    const votingPeriod = whole('votingPeriod')
    const swingExtension = whole('swingExtension')
    const lockWindow = whole('lockWindow')
    if (votingPeriod !== undefined) {
      const refuse = (parameter: string, kind: 'life' | 'swing' | 'lock') =>
        problems.push(new ParameterError(parameter, { kind }))
      if (votingDelay !== undefined && votingDelay + votingPeriod > bounds.life) refuse('votingPeriod', 'life')
      if (swingExtension !== undefined && swingExtension > votingPeriod) refuse('swingExtension', 'swing')
      if (lockWindow !== undefined && 2 * lockWindow > votingPeriod) refuse('lockWindow', 'lock')
    }
    const parameters = {
      name: attempt(() => parseText('name', given['name'], bounds.name)),
      symbol: attempt(() => parseText('symbol', given['symbol'], bounds.symbol)),
      founders: attempt(() => parseFounders(given['founders'])),
      seats: attempt(() => parseSeats(given['seats'])),
      votingDelay,
      votingPeriod,
      proposalThreshold: whole('proposalThreshold'),
      quorumNumerator: whole('quorumNumerator'),
      swingExtension,
      lockWindow,
      proposalLimit: whole('proposalLimit'),
      timelockDelay: whole('timelockDelay'),
      grace: whole('grace'),
      guardian: attempt(() => parseGuardian(given['guardian'])),
      charter: attempt(() => parseCharter(given['charter'], readDocument)),
      assets: attempt(() => parseAddresses('assets', given['assets'])),
    }
    if (problems.length === 0) return { parameters: parameters as Parameters, problems: [] }
  }
  return { parameters: null, problems: problems as [ParameterError, ...ParameterError[]] }
}

/**
 * Parses a parameter file's content.
 *
 * @param readDocument Where the charter may be named by its path.
 * @throws ParameterError which names the first parameter that is wrong, and why.
 */
export function parseParameters(json: unknown, readDocument: ReadDocument): Parameters {
  const { parameters, problems } = checkParameters(json, readDocument)
  if (parameters === null) throw problems[0]
  return parameters
}

/** One object with all parameters, and nothing else. */
function parseFile(json: unknown): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ParameterError('file', { kind: 'file' })
  }
  const given = json as Record<string, unknown>
  const unknown = Object.keys(given).find((key) => !(keys as readonly string[]).includes(key))
  if (unknown) throw new ParameterError(unknown, { kind: 'unknown' })
  const missing = keys.find((key) => !(key in given))
  if (missing) throw new ParameterError(missing, { kind: 'missing' })
  return given
}
