import type { Address, Hex, TypedDataDefinition } from 'viem'
import { keccak256, stringToHex } from 'viem/utils'
import { type Choice, choices, type ProposalId } from '../proposal'
import {
  formatSignedFile,
  parseSignedFile,
  readAccount,
  readCount,
  readSignature,
  type SignedFormat,
} from '../signedFile'
import type { ForeignDomain } from './foreignGovernor'

/** A ballot that its voter signed for an OpenZeppelin governor, so that anybody may send it. */
export type SignedVote = {
  readonly proposalId: ProposalId
  readonly choice: Choice
  readonly voter: Address
  /** How many signatures of the voter the governor took before: this one counts only as the next. */
  readonly nonce: bigint
  /** Without one it is signed as `Ballot`, with one as `ExtendedBallot`. */
  readonly reason: string
  readonly signature: Hex
}

/** A signed vote in a file, with the governor that it is for. */
export type SignedVoteFile = { readonly chainId: number; readonly governor: Address; readonly vote: SignedVote }

const short = [
  { name: 'proposalId', type: 'uint256' },
  { name: 'support', type: 'uint8' },
  { name: 'voter', type: 'address' },
  { name: 'nonce', type: 'uint256' },
] as const
const types = {
  Ballot: short,
  ExtendedBallot: [...short, { name: 'reason', type: 'string' }, { name: 'params', type: 'bytes' }],
} as const

const hashType = (name: keyof typeof types) =>
  keccak256(stringToHex(`${name}(${types[name].map((field) => `${field.type} ${field.name}`).join()})`))

/** `BALLOT_TYPEHASH` and `EXTENDED_BALLOT_TYPEHASH` of a governor that takes what is signed here. */
export const voteTypeHashes = { short: hashType('Ballot'), extended: hashType('ExtendedBallot') } as const

/** What the voter's wallet shows and signs (EIP-712); as OpenZeppelin's `Governor` since its fifth version. */
export function describeSignedVote(
  domain: ForeignDomain,
  { proposalId, choice, voter, nonce, reason }: Omit<SignedVote, 'signature'>,
): TypedDataDefinition {
  const message = { proposalId, support: choices.indexOf(choice), voter, nonce }
  return reason === ''
    ? { domain, types: { Ballot: types.Ballot }, primaryType: 'Ballot', message }
    : {
        domain,
        types: { ExtendedBallot: types.ExtendedBallot },
        primaryType: 'ExtendedBallot',
        message: { ...message, reason, params: '0x' },
      }
}

const format: SignedFormat = {
  format: 'openzeppelin-governor-ballot',
  version: 1,
  about:
    'A ballot signed by its voter for an OpenZeppelin governor (EIP-712: Ballot, or ExtendedBallot with a reason). Anybody may send it with castVoteBySig or castVoteWithReasonAndParamsBySig; nobody can change it. Support: 0 against, 1 for, 2 abstain.',
}

/** A signed vote as a file: JSON that says what it is, on which chain and for which governor. */
export function formatSignedVote({ chainId, governor, vote }: SignedVoteFile): string {
  const { proposalId, choice, voter, nonce, reason, signature } = vote
  const content = {
    proposalId: proposalId.toString(),
    support: choices.indexOf(choice),
    voter,
    nonce: nonce.toString(),
  }
  return formatSignedFile(format, { chainId, governor, ...content, reason, params: '0x', signature })
}

/** The inverse of {@link formatSignedVote}; null where a text is no such file. Nothing in it is believed yet. */
export function parseSignedVote(text: string): SignedVoteFile | null {
  if (text.length > 100_000) return null
  const record = parseSignedFile(format, text)
  if (record === null) return null
  const [chainId, support] = [readCount(record['chainId']), readCount(record['support'])]
  const [governor, voter] = [readAccount(record['governor']), readAccount(record['voter'])]
  const [proposalId, nonce] = [readNumber(record['proposalId']), readNumber(record['nonce'])]
  const signature = readSignature(record['signature'])
  const choice = support === null ? undefined : choices[support]
  const { reason, params } = record
  if (chainId === null || governor === null || voter === null || choice === undefined || signature === null) return null
  if (proposalId === null || nonce === null || typeof reason !== 'string' || params !== '0x') return null
  return {
    chainId,
    governor,
    vote: { proposalId: proposalId as ProposalId, choice, voter, nonce, reason, signature },
  }
}

function readNumber(value: unknown): bigint | null {
  return typeof value === 'string' && /^\d{1,78}$/.test(value) ? BigInt(value) : null
}
