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

/** What a new key says: that it takes a seat. `AcceptSeat` of `IRecovery`. */
export type Acceptance = { readonly tokenId: bigint; readonly from: Address; readonly to: Address }

/** A signed acceptance in a file, with the DAO that it is for: anybody may carry it. */
export type AcceptanceFile = {
  readonly chainId: number
  readonly recovery: Address
  readonly acceptance: Acceptance & { readonly signature: Hex }
}

const types = {
  AcceptSeat: [
    { name: 'tokenId', type: 'uint256' },
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
  ],
} as const

/** What the new key's wallet shows and signs (EIP-712, the domain of the recovery contract). */
export function describeAcceptance(domain: SigningDomain, { tokenId, from, to }: Acceptance): TypedDataDefinition {
  return { domain, types, primaryType: 'AcceptSeat', message: { tokenId, from, to } }
}

const format: SignedFormat = {
  format: 'althing-acceptance',
  version: 1,
  about:
    'The signature of a new key that accepts a seat (EIP-712: AcceptSeat). Anybody may carry it to the recovery contract with acceptRecovery.',
}

/** A signed acceptance as a file. */
export function formatAcceptanceFile({ chainId, recovery, acceptance }: AcceptanceFile): string {
  const { tokenId, from, to, signature } = acceptance
  return formatSignedFile(format, { chainId, recovery, seat: tokenId.toString(), from, to, signature })
}

/** The inverse of {@link formatAcceptanceFile}; null where a text is no such file. */
export function parseAcceptanceFile(text: string): AcceptanceFile | null {
  const record = parseSignedFile(format, text)
  if (record === null) return null
  const chainId = readCount(record['chainId'])
  const [recovery, from, to] = [record['recovery'], record['from'], record['to']].map(readAccount)
  const signature = readSignature(record['signature'])
  const seat = record['seat']
  if (chainId === null || !recovery || !from || !to || signature === null) return null
  if (typeof seat !== 'string' || !/^[1-9]\d{0,76}$/.test(seat)) return null
  return { chainId, recovery, acceptance: { tokenId: BigInt(seat), from, to, signature } }
}
