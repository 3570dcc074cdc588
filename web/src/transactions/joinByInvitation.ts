import type { Address, Hex } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { type Invitation, toInvitationArgument } from '../domain/invitation'
import { gatesAbi } from '../generated/abi/gates'
import type { Transaction } from './transaction'

/**
 * Gives an account the seat of an invitation. Anybody may send it: the one-time key signed the account.
 *
 * @example joinByInvitation(dao, { invitation, account, signature, keySignature })
 */
export function joinByInvitation(
  dao: DaoContracts,
  joining: {
    readonly invitation: Invitation
    readonly account: Address
    readonly signature: Hex
    readonly keySignature: Hex
  },
): Transaction | null {
  if (dao.gates === null) return null
  const { invitation, account, signature, keySignature } = joining
  return {
    kind: 'join',
    subject: account,
    part: 'gates',
    sentence: (t) => t.join.sentence,
    call: {
      address: dao.gates,
      abi: gatesAbi,
      functionName: 'join',
      args: [toInvitationArgument(invitation), account, signature, keySignature],
    },
  }
}
