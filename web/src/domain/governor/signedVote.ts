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
import type { ForeignDomain, VoteForm } from './foreignGovernor'

/** A ballot as its voter signs it for an OpenZeppelin governor. */
export type UnsignedVote = {
  readonly proposalId: ProposalId
  readonly choice: Choice
  readonly voter: Address
  /** Without one it is signed as `Ballot`, with one as `ExtendedBallot`. */
  readonly reason: string
} & (
  | {
      readonly form: 'numbered'
      /** How many signatures of the voter the governor took before: this one counts only as the next. */
      readonly nonce: bigint
    }
  /** What is signed does not name the voter: whoever sends it has to make sure whose it is (`isSignedByKey`). */
  | { readonly form: 'plain' }
)

/** The same with the signature, so that anybody may send it. */
export type SignedVote = UnsignedVote & { readonly signature: Hex }

/** A signed vote in a file, with the governor that it is for. */
export type SignedVoteFile = { readonly chainId: number; readonly governor: Address; readonly vote: SignedVote }

const plain = [
  { name: 'proposalId', type: 'uint256' },
  { name: 'support', type: 'uint8' },
] as const
const numbered = [...plain, { name: 'voter', type: 'address' }, { name: 'nonce', type: 'uint256' }] as const
const text = [
  { name: 'reason', type: 'string' },
  { name: 'params', type: 'bytes' },
] as const
const types = {
  numbered: { Ballot: numbered, ExtendedBallot: [...numbered, ...text] },
  plain: { Ballot: plain, ExtendedBallot: [...plain, ...text] },
} as const

const hashType = (form: VoteForm, name: 'Ballot' | 'ExtendedBallot') =>
  keccak256(stringToHex(`${name}(${types[form][name].map((field) => `${field.type} ${field.name}`).join()})`))
const hashTypes = (form: VoteForm) => ({ short: hashType(form, 'Ballot'), extended: hashType(form, 'ExtendedBallot') })

/** `BALLOT_TYPEHASH` and `EXTENDED_BALLOT_TYPEHASH` of a governor that takes what is signed here, in each form. */
export const voteTypeHashes = { numbered: hashTypes('numbered'), plain: hashTypes('plain') } as const

/** What the voter's wallet shows and signs (EIP-712); as OpenZeppelin's `Governor` hashes it. */
export function describeSignedVote(domain: ForeignDomain, vote: UnsignedVote): TypedDataDefinition {
  const { proposalId, choice, voter, reason, form } = vote
  const { Ballot, ExtendedBallot } = types[form]
  const support = choices.indexOf(choice)
  const message = form === 'plain' ? { proposalId, support } : { proposalId, support, voter, nonce: vote.nonce }
  return reason === ''
    ? { domain, types: { Ballot }, primaryType: 'Ballot', message }
    : {
        domain,
        types: { ExtendedBallot },
        primaryType: 'ExtendedBallot',
        message: { ...message, reason, params: '0x' },
      }
}

/** A key's signature in three parts, as `ecrecover` takes it; null for bytes that are none, as a contract's. */
export function splitSignature(signature: Hex): { readonly v: number; readonly r: Hex; readonly s: Hex } | null {
  const parts = /^0x([0-9a-f]{64})([0-9a-f]{64})(00|01|1b|1c)$/i.exec(signature)
  if (parts === null) return null
  const last = Number.parseInt(parts[3]!, 16)
  return { r: `0x${parts[1]!}`, s: `0x${parts[2]!}`, v: last < 27 ? last + 27 : last }
}

const signedAs = {
  numbered:
    'A ballot signed by its voter for an OpenZeppelin governor (EIP-712: Ballot, or ExtendedBallot with a reason), with the voter and the next of the numbers that the governor keeps for the voter. Anybody may send it with castVoteBySig or castVoteWithReasonAndParamsBySig',
  plain:
    'A ballot signed by its voter’s key for an OpenZeppelin governor of the fourth version (EIP-712: Ballot, or ExtendedBallot with a reason), without the voter and without a number: check that the signature is the voter’s. Anybody may send it with castVoteBySig or castVoteWithReasonAndParamsBySig, the signature cut into v, r and s',
}
const format = (form: VoteForm): SignedFormat => ({
  format: 'openzeppelin-governor-ballot',
  version: 2,
  about: `${signedAs[form]}; nobody can change it. Support: 0 against, 1 for, 2 abstain.`,
})

/** A signed vote as a file: JSON that says what it is, in which form, on which chain and for which governor. */
export function formatSignedVote({ chainId, governor, vote }: SignedVoteFile): string {
  const { form, proposalId, choice, voter, reason, signature } = vote
  return formatSignedFile(format(form), {
    ...{ form, chainId, governor, proposalId: proposalId.toString(), support: choices.indexOf(choice), voter },
    ...(form === 'numbered' && { nonce: vote.nonce.toString() }),
    ...{ reason, params: '0x', signature },
  })
}

/**
 * The inverse of {@link formatSignedVote}, and of its first version, which said no form and was always numbered; null
 * where a text is no such file. Nothing in it is believed yet.
 */
export function parseSignedVote(text: string): SignedVoteFile | null {
  if (text.length > 100_000) return null
  const first = parseSignedFile({ ...format('numbered'), version: 1 }, text)
  const record = first ?? parseSignedFile(format('numbered'), text)
  if (record === null) return null
  const form = first === null ? record['form'] : 'numbered'
  const [chainId, support] = [readCount(record['chainId']), readCount(record['support'])]
  const [governor, voter] = [readAccount(record['governor']), readAccount(record['voter'])]
  const [proposalId, nonce] = [readNumber(record['proposalId']), readNumber(record['nonce'])]
  const signature = readSignature(record['signature'])
  const choice = support === null ? undefined : choices[support]
  const { reason, params } = record
  if (chainId === null || governor === null || voter === null || choice === undefined || signature === null) return null
  if (proposalId === null || typeof reason !== 'string' || params !== '0x') return null
  const vote = { proposalId: proposalId as ProposalId, choice, voter, reason, signature }
  if (form === 'plain') return splitSignature(signature) && { chainId, governor, vote: { ...vote, form } }
  if (form !== 'numbered' || nonce === null) return null
  return { chainId, governor, vote: { ...vote, form, nonce } }
}

function readNumber(value: unknown): bigint | null {
  const number = typeof value === 'string' && /^\d{1,78}$/.test(value) ? BigInt(value) : null
  return number !== null && number < 2n ** 256n ? number : null
}
