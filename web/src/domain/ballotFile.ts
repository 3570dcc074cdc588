import type { Address, Hex } from 'viem'
import { isAddress } from 'viem/utils'
import type { Choice, ProposalId } from './proposal'
import { choiceWords, type SignedBallot, type SignedChoice } from './signedBallot'
import { toTimepoint } from './timepoint'

/** Signed ballots in a file, with the DAO that they are for. */
export type BallotFile = {
  readonly chainId: number
  readonly governor: Address
  readonly ballots: readonly SignedBallot[]
}

/** Why a text is not a file of ballots. */
export type BallotFileProblem = 'notBallots' | 'tooNew' | 'broken' | 'tooLarge'

export type ParsedBallotFile =
  | { readonly status: 'ok'; readonly file: BallotFile }
  /** `where`: the part that does not read, such as `ballots[3].expiry`. */
  | { readonly status: 'wrong'; readonly problem: BallotFileProblem; readonly where: string }

const format = 'althing-ballots'
const version = 1
/** The most characters that are read, and the most choices in them. */
const mostCharacters = 4_000_000
const mostChoices = 2_000

const explanation =
  'Ballots signed by their voters (EIP-712: SignedBallot, SignedList). Anybody may carry them to the governor with castSignedBallots and castSignedLists; nobody can change them. Times are unix seconds.'

/**
 * Signed ballots as a file: JSON that says what it is, on which chain and for which governor. The form stands in the
 * integrator's guide.
 *
 * @example formatBallotFile({ chainId: 1, governor: '0x…', ballots: [signed] })
 */
export function formatBallotFile({ chainId, governor, ballots }: BallotFile): string {
  const choice = ({ proposalId, choice, reason }: SignedChoice) => ({
    proposalId: proposalId.toString(),
    choice: choiceWords[choice],
    reason,
  })
  const rest = ({ voter, signedAt, expiry, signature }: SignedBallot) => ({
    voter,
    signedAt: Number(signedAt),
    expiry: Number(expiry),
    signature,
  })
  const of = (kind: SignedBallot['kind']) => ballots.filter((ballot) => ballot.kind === kind)
  const content = {
    format,
    version,
    about: explanation,
    chainId,
    governor,
    ballots: of('ballot').map((ballot) => ({ ...choice(ballot.choices[0]!), ...rest(ballot) })),
    lists: of('list').map((list) => ({ choices: list.choices.map(choice), ...rest(list) })),
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

class Broken extends Error {}

/** The ballots in a file; the inverse of {@link formatBallotFile}. Whoever wrote it, nothing in it is believed yet. */
export function parseBallotFile(text: string): ParsedBallotFile {
  const wrong = (problem: BallotFileProblem, where = ''): ParsedBallotFile => ({ status: 'wrong', problem, where })
  if (text.length > mostCharacters) return wrong('tooLarge')
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return wrong('notBallots')
  }
  if (typeof found !== 'object' || found === null) return wrong('notBallots')
  const record = found as Record<string, unknown>
  if (record['format'] !== format) return wrong('notBallots')
  if (record['version'] !== version) return wrong('tooNew', String(record['version']))
  try {
    const file: BallotFile = {
      chainId: asNumber(record['chainId'], 'chainId'),
      governor: asAddress(record['governor'], 'governor'),
      ballots: [
        ...asList(record['ballots'], 'ballots').map(([ballot, where]) => ({
          kind: 'ballot' as const,
          choices: [readChoice(ballot, where)],
          ...readRest(ballot, where),
        })),
        ...asList(record['lists'], 'lists').map(([list, where]) => ({
          kind: 'list' as const,
          choices: asList(list['choices'], `${where}.choices`).map(([choice, place]) => readChoice(choice, place)),
          ...readRest(list, where),
        })),
      ],
    }
    const count = file.ballots.reduce((sum, ballot) => sum + ballot.choices.length, 0)
    return count > mostChoices ? wrong('tooLarge') : { status: 'ok', file }
  } catch (error) {
    if (error instanceof Broken) return wrong('broken', error.message)
    throw error
  }
}

function readChoice(record: Record<string, unknown>, where: string): SignedChoice {
  const choice = (Object.keys(choiceWords) as Choice[]).find((name) => choiceWords[name] === record['choice'])
  if (choice === undefined) throw new Broken(`${where}.choice`)
  const id = record['proposalId']
  if (typeof id !== 'string' || !/^\d{1,78}$/.test(id) || BigInt(id) >= 2n ** 256n) {
    throw new Broken(`${where}.proposalId`)
  }
  const reason = record['reason']
  if (typeof reason !== 'string') throw new Broken(`${where}.reason`)
  return { proposalId: BigInt(id) as ProposalId, choice, reason }
}

function readRest(record: Record<string, unknown>, where: string) {
  const signature = record['signature']
  if (typeof signature !== 'string' || !/^0x([0-9a-fA-F]{2})*$/.test(signature)) throw new Broken(`${where}.signature`)
  return {
    voter: asAddress(record['voter'], `${where}.voter`),
    signedAt: toTimepoint(BigInt(asNumber(record['signedAt'], `${where}.signedAt`))),
    expiry: toTimepoint(BigInt(asNumber(record['expiry'], `${where}.expiry`))),
    signature: signature as Hex,
  }
}

function asNumber(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Broken(where)
  return value
}

function asAddress(value: unknown, where: string): Address {
  if (typeof value !== 'string' || !isAddress(value, { strict: false })) throw new Broken(where)
  return value as Address
}

function asList(value: unknown, where: string): [Record<string, unknown>, string][] {
  if (!Array.isArray(value)) throw new Broken(where)
  return value.map((item: unknown, index) => {
    const place = `${where}[${index}]`
    if (typeof item !== 'object' || item === null || Array.isArray(item)) throw new Broken(place)
    return [item as Record<string, unknown>, place]
  })
}

/** Ballots of several files, each signature once, the one that was signed last first: carried in that order. */
export function mergeBallots(ballots: readonly SignedBallot[]): SignedBallot[] {
  const bySignature = new Map(ballots.map((ballot) => [`${ballot.voter}:${ballot.signature}`.toLowerCase(), ballot]))
  return [...bySignature.values()].sort((a, b) => (a.signedAt < b.signedAt ? 1 : a.signedAt > b.signedAt ? -1 : 0))
}
