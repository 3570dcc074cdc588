import { parseSignature } from 'viem'
import type { DaoContracts } from '../domain/dao'
import type { SignedDelegation } from '../domain/signedDelegation'
import { membershipAbi } from '../generated/abi/membership'
import type { Transaction } from './transaction'

/**
 * Carries a delegation that somebody signed. Who carries it pays, and can change nothing in it.
 *
 * @example carryDelegation(dao, file.delegation)
 */
export function carryDelegation(dao: DaoContracts, delegation: SignedDelegation): Transaction {
  const { delegatee, nonce, expiry, delegator, signature } = delegation
  const { r, s, yParity } = parseSignature(signature)
  return {
    kind: 'delegate',
    subject: delegator,
    part: 'membership',
    sentence: (t) => t.delegation.carrySentence,
    call: {
      address: dao.membership,
      abi: membershipAbi,
      functionName: 'delegateBySig',
      args: [delegatee, nonce, expiry, 27 + yParity, r, s],
    },
  }
}
