import type { Address } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { gatesAbi } from '../generated/abi/gates'
import type { Transaction } from './transaction'

/**
 * Withdraws one invitation of the account, by its key, or all that it ever signed.
 *
 * @param key null for all of them
 * @example withdrawInvitation(dao, null)
 */
export function withdrawInvitation(dao: DaoContracts, key: Address | null): Transaction | null {
  if (dao.gates === null) return null
  return {
    kind: 'withdraw',
    subject: key ?? '',
    part: 'gates',
    sentence: (t) => (key === null ? t.officer.withdrawAllSentence : t.officer.withdrawSentence),
    call: {
      address: dao.gates,
      abi: gatesAbi,
      ...(key === null
        ? { functionName: 'withdrawInvitations', args: [] }
        : { functionName: 'withdrawInvitation', args: [key] }),
    },
  }
}
