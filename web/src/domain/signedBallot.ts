import type { Address, Hex, TypedDataDefinition } from 'viem'
import { type Choice, choices, type ProposalId } from './proposal'
import type { Timepoint } from './timepoint'

/** One choice under a signature. */
export type SignedChoice = { readonly proposalId: ProposalId; readonly choice: Choice; readonly reason: string }

/** What a voter signs: one ballot, or a list of choices on several proposals. */
export type UnsignedBallot = {
  readonly kind: 'ballot' | 'list'
  /** Exactly one where `kind` is `ballot`. */
  readonly choices: readonly SignedChoice[]
  readonly voter: Address
  /** Of a voter's ballots on a proposal the one that was cast or signed last counts. */
  readonly signedAt: Timepoint
  /** The last second at which it can be carried. */
  readonly expiry: Timepoint
}

/** A ballot or list that anybody may carry to the governor. */
export type SignedBallot = UnsignedBallot & { readonly signature: Hex }

/** The EIP-712 domain of a governor, as its `eip712Domain()` says. */
export type SigningDomain = {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly verifyingContract: Address
}

/** The choice as a wallet shows it; not translated, because it is what is signed. */
export const choiceWords = { against: 'Against', for: 'For', abstain: 'Abstain' } as const

const ballotFields = [
  { name: 'proposalId', type: 'uint256' },
  { name: 'choice', type: 'string' },
  { name: 'reason', type: 'string' },
] as const
const voterFields = [
  { name: 'voter', type: 'address' },
  { name: 'signedAt', type: 'uint256' },
  { name: 'expiry', type: 'uint256' },
] as const

const ballotTypes = { SignedBallot: [...ballotFields, ...voterFields] } as const
const listTypes = {
  SignedList: [{ name: 'choices', type: 'Choice[]' }, ...voterFields],
  Choice: ballotFields,
} as const

const word = ({ proposalId, choice, reason }: SignedChoice) => ({ proposalId, choice: choiceWords[choice], reason })

/**
 * What a wallet is asked to sign for a ballot or list, and what the signature is checked against (EIP-712):
 * `SignedBallot` and `SignedList` of `IAlthingGovernor`.
 *
 * @example await wallet.sign(describeSignedBallot(domain, ballot), connection)
 */
export function describeSignedBallot(domain: SigningDomain, ballot: UnsignedBallot): TypedDataDefinition {
  const { voter, signedAt, expiry } = ballot
  if (ballot.kind === 'list') {
    const message = { choices: ballot.choices.map(word), voter, signedAt, expiry }
    return { domain, types: listTypes, primaryType: 'SignedList', message }
  }
  const message = { ...word(ballot.choices[0]!), voter, signedAt, expiry }
  return { domain, types: ballotTypes, primaryType: 'SignedBallot', message }
}

/** The number of a choice, as the contract counts it. */
export function toSupport(choice: Choice): number {
  return choices.indexOf(choice)
}
