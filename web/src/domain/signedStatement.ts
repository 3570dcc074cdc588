import type { Address, Hex, TypedDataDefinition } from 'viem'
import { zeroHash } from 'viem'
import { sha256, stringToHex } from 'viem/utils'
import type { SigningDomain } from './signedBallot'
import {
  formatSignedFile,
  parseSignedFile,
  readAccount,
  readCount,
  readSignature,
  type SignedFormat,
} from './signedFile'
import { type Timepoint, toTimepoint } from './timepoint'

/** What a delegate says of itself, signed: anybody may carry it. `Statement` of `IStatements`. */
export type SignedStatement = {
  readonly account: Address
  /** The document itself: its SHA-256 is what was signed. Empty where what stands is taken back. */
  readonly text: string
  /** The second at which it was signed; an older one does not replace it. */
  readonly at: Timepoint
  readonly signature: Hex
}

/** A signed statement in a file, with the DAO that it is for. */
export type StatementFile = {
  readonly chainId: number
  readonly statements: Address
  readonly statement: SignedStatement
}

const types = {
  Statement: [
    { name: 'digest', type: 'bytes32' },
    { name: 'at', type: 'uint48' },
  ],
} as const

/** What the chain keeps of a statement; zero of one that was taken back. */
export function digestStatement(text: string): Hex {
  return text === '' ? zeroHash : sha256(stringToHex(text))
}

/** What the delegate's wallet shows and signs (EIP-712, the domain of the statements). */
export function describeStatement(
  domain: SigningDomain,
  { text, at }: Pick<SignedStatement, 'text' | 'at'>,
): TypedDataDefinition {
  return { domain, types, primaryType: 'Statement', message: { digest: digestStatement(text), at: Number(at) } }
}

const format: SignedFormat = {
  format: 'althing-statement',
  version: 1,
  about:
    'A delegate’s statement, signed (EIP-712: Statement, over the SHA-256 of the text, or over zero where it takes back what stands). Anybody may carry it to the statements with publishFor; nobody can change it. `at` is in unix seconds.',
}

/** A signed statement as a file: JSON that says what it is and for which DAO. */
export function formatStatementFile({ chainId, statements, statement }: StatementFile): string {
  const { account, at, signature, text } = statement
  return formatSignedFile(format, { chainId, statements, account, at: Number(at), signature, text })
}

/** The inverse of {@link formatStatementFile}; null where a text is no such file. Nothing in it is believed yet. */
export function parseStatementFile(file: string): StatementFile | null {
  const record = parseSignedFile(format, file)
  if (record === null) return null
  const [chainId, at] = [readCount(record['chainId']), readCount(record['at'])]
  const [statements, account] = [readAccount(record['statements']), readAccount(record['account'])]
  const signature = readSignature(record['signature'])
  const text = record['text']
  if (chainId === null || at === null || statements === null || account === null || signature === null) return null
  if (typeof text !== 'string') return null
  return { chainId, statements, statement: { account, text, at: toTimepoint(BigInt(at)), signature } }
}
