import type { DaoContracts } from '../domain/dao'
import { grantsAbi } from '../generated/abi/grants'
import type { Transaction } from './transaction'

/**
 * Pays the recipient of a grant what has vested and was not paid. Anybody may, unless reports are due.
 *
 * @returns null for a DAO without grants
 * @example claimGrant(dao, { number: 2n, purpose: 'A film' })
 */
export function claimGrant(
  dao: DaoContracts,
  grant: { readonly number: bigint; readonly purpose: string },
): Transaction | null {
  if (dao.grants === null) return null
  return {
    kind: 'grant',
    subject: grant.purpose,
    part: 'grants',
    sentence: (t) => t.rights.grant.claimSentence,
    call: { address: dao.grants, abi: grantsAbi, functionName: 'claim', args: [grant.number] },
  }
}
