import type { Address, Hex, TypedDataDefinition } from 'viem'
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

/** A delegation that its delegator signed: anybody may carry it. OpenZeppelin's `Delegation`. */
export type SignedDelegation = {
  readonly delegator: Address
  readonly delegatee: Address
  /** How many such signatures of the delegator were used before: this one counts only as the next. */
  readonly nonce: bigint
  /** The last second at which it can be carried. */
  readonly expiry: Timepoint
  readonly signature: Hex
}

/** A signed delegation in a file, with the DAO that it is for. */
export type DelegationFile = {
  readonly chainId: number
  readonly membership: Address
  readonly delegation: SignedDelegation
}

const types = {
  Delegation: [
    { name: 'delegatee', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'expiry', type: 'uint256' },
  ],
} as const

/** What the delegator's wallet shows and signs (EIP-712, the domain of the membership). */
export function describeDelegation(
  domain: SigningDomain,
  { delegatee, nonce, expiry }: Omit<SignedDelegation, 'signature' | 'delegator'>,
): TypedDataDefinition {
  return { domain, types, primaryType: 'Delegation', message: { delegatee, nonce, expiry } }
}

const format: SignedFormat = {
  format: 'althing-delegation',
  version: 1,
  about:
    'A delegation signed by its delegator (EIP-712: Delegation). Anybody may carry it to the membership with delegateBySig; nobody can change it. Times are unix seconds.',
}

/** A signed delegation as a file: JSON that says what it is and for which DAO. */
export function formatDelegationFile({ chainId, membership, delegation }: DelegationFile): string {
  const { delegator, delegatee, nonce, expiry, signature } = delegation
  const content = { delegator, delegatee, nonce: nonce.toString(), expiry: Number(expiry), signature }
  return formatSignedFile(format, { chainId, membership, ...content })
}

/** The inverse of {@link formatDelegationFile}; null where a text is no such file. Nothing in it is believed yet. */
export function parseDelegationFile(text: string): DelegationFile | null {
  const record = parseSignedFile(format, text)
  if (record === null) return null
  const [chainId, expiry] = [readCount(record['chainId']), readCount(record['expiry'])]
  const [membership, delegator, delegatee] = [record['membership'], record['delegator'], record['delegatee']].map(
    readAccount,
  )
  const signature = readSignature(record['signature'])
  const nonce = record['nonce']
  if (chainId === null || expiry === null || !membership || !delegator || !delegatee || signature === null) return null
  if (typeof nonce !== 'string' || !/^\d{1,78}$/.test(nonce)) return null
  const delegation = { delegator, delegatee, nonce: BigInt(nonce), expiry: toTimepoint(BigInt(expiry)), signature }
  return { chainId, membership, delegation }
}
