import type { Address, Hex, LocalAccount } from 'viem'

/** The DAO whose contract a signature is for: its EIP-712 name and chain. */
export type Domain = { name: string; chainId: number; contract: Address }

/** `IGates.Invitation`; kinds as the contract counts them, see {@link kindWords}. */
export type Invitation = {
  inviter: Address
  key: Address
  kind: number
  /** Seconds. */
  term: number
  /** Last second. */
  expires: number
  round: bigint
  reason: string
}

/** What a wallet shows for a kind of seat. */
const kindWords = ['Member', 'Steward', 'Organisation', 'Observer']

/** The fields of each EIP-712 type, as the contracts hash them. */
export const signedFields = {
  Invitation: 'address inviter,address key,string kind,uint48 term,uint48 expires,uint256 round,string reason',
  Join: 'address account',
  AcceptSeat: 'uint256 tokenId,address from,address to',
  Statement: 'bytes32 digest,uint48 at',
}

const toFields = (fields: string) =>
  fields.split(',').map((field) => {
    const [type, name] = field.split(' ')
    return { name: name!, type: type! }
  })

function sign(
  signer: LocalAccount,
  { name, chainId, contract }: Domain,
  primaryType: keyof typeof signedFields,
  message: Record<string, unknown>,
): Promise<Hex> {
  const domain = { name, version: '1', chainId, verifyingContract: contract }
  const types = { [primaryType]: toFields(signedFields[primaryType]) }
  return signer.signTypedData({ domain, types, primaryType, message })
}

/** An officer's signature of an invitation, for `Gates.join`. */
export function signInvitation(officer: LocalAccount, gates: Domain, invitation: Invitation) {
  return sign(officer, gates, 'Invitation', { ...invitation, kind: kindWords[invitation.kind] })
}

/** The one-time key's signature of who joins, for `Gates.join`. */
export function signJoin(key: LocalAccount, gates: Domain, account: Address) {
  return sign(key, gates, 'Join', { account })
}

/** The new key's signature, for `Recovery.acceptRecovery`. */
export function signAcceptance(newKey: LocalAccount, recovery: Domain, tokenId: bigint, from: Address) {
  return sign(newKey, recovery, 'AcceptSeat', { tokenId, from, to: newKey.address })
}

/** A delegate's signature, for `Statements.publishFor`. */
export function signStatement(account: LocalAccount, statements: Domain, digest: Hex, at: number) {
  return sign(account, statements, 'Statement', { digest, at })
}
