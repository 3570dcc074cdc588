import type { Hex } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { grantsAbi } from '../generated/abi/grants'
import type { Transaction } from './transaction'

/**
 * Reports on a grant. By its recipient.
 *
 * @param digest SHA-256 of the report
 * @returns null for a DAO without grants
 * @example reportGrant(dao, { number: 2n, purpose: 'A film' }, digest)
 */
export function reportGrant(
  dao: DaoContracts,
  grant: { readonly number: bigint; readonly purpose: string },
  digest: Hex,
): Transaction | null {
  if (dao.grants === null) return null
  return {
    kind: 'grant',
    subject: grant.purpose,
    part: 'grants',
    sentence: (t) => t.rights.grant.reportSentence,
    call: { address: dao.grants, abi: grantsAbi, functionName: 'report', args: [grant.number, digest] },
  }
}
