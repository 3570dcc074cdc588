import { type Address, zeroAddress } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { grantsAbi } from '../generated/abi/grants'
import type { Transaction } from './transaction'

type Grant = { readonly number: bigint; readonly purpose: string }

/**
 * Offers a grant to another account; null takes an offer back. By its recipient.
 *
 * @returns null for a DAO without grants
 * @example offerGrant(dao, { number: 2n, purpose: 'A film' }, account)
 */
export function offerGrant(dao: DaoContracts, grant: Grant, to: Address | null): Transaction | null {
  if (dao.grants === null) return null
  return {
    kind: 'grant',
    subject: grant.purpose,
    part: 'grants',
    sentence: (t) => (to === null ? t.rights.grant.offerBackSentence : t.rights.grant.offerSentence(to)),
    call: { address: dao.grants, abi: grantsAbi, functionName: 'offer', args: [grant.number, to ?? zeroAddress] },
  }
}

/**
 * Takes over a grant that was offered to the account.
 *
 * @returns null for a DAO without grants
 * @example takeOverGrant(dao, { number: 2n, purpose: 'A film' })
 */
export function takeOverGrant(dao: DaoContracts, grant: Grant): Transaction | null {
  if (dao.grants === null) return null
  return {
    kind: 'grant',
    subject: grant.purpose,
    part: 'grants',
    sentence: (t) => t.rights.grant.takeOverSentence,
    call: { address: dao.grants, abi: grantsAbi, functionName: 'takeOver', args: [grant.number] },
  }
}
