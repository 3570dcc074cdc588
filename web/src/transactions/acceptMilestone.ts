import { type Hex, zeroHash } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { grantsAbi } from '../generated/abi/grants'
import type { Transaction } from './transaction'

/**
 * Accepts a milestone as one of its reviewers. Where that is the last acceptance that is needed, it pays.
 *
 * @param index from 0
 * @param digest SHA-256 of what the reviewer wrote; null for nothing
 * @returns null for a DAO without grants
 * @example acceptMilestone(dao, { number: 2n, purpose: 'A film' }, 0, null)
 */
export function acceptMilestone(
  dao: DaoContracts,
  grant: { readonly number: bigint; readonly purpose: string },
  index: number,
  digest: Hex | null,
): Transaction | null {
  if (dao.grants === null) return null
  return {
    kind: 'grant',
    subject: grant.purpose,
    part: 'grants',
    sentence: (t, format) => t.rights.grant.acceptSentence(format.number(index + 1)),
    call: {
      address: dao.grants,
      abi: grantsAbi,
      functionName: 'accept',
      args: [grant.number, BigInt(index), digest ?? zeroHash],
    },
  }
}
