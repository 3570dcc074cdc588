import type { Address } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { type SeatKind, toKindNumber } from '../domain/seat'
import { gatesAbi } from '../generated/abi/gates'
import type { Transaction } from './transaction'

/**
 * Gives an account a seat, by an officer, from its allowance; the reason stands for ever.
 *
 * @param term seconds; 0 for none
 * @example admitMember(dao, { account, kind: 'member', term: 31_536_000n, reason: 'Ada’s neighbour' })
 */
export function admitMember(
  dao: DaoContracts,
  seat: { readonly account: Address; readonly kind: SeatKind; readonly term: bigint; readonly reason: string },
): Transaction | null {
  if (dao.gates === null) return null
  const { account, kind, term, reason } = seat
  return {
    kind: 'admit',
    subject: account,
    part: 'gates',
    sentence: (t, format) =>
      term === 0n
        ? t.officer.admitSentence(t.seats.kind[kind])
        : t.officer.admitTermSentence(t.seats.kind[kind], format.duration(term)),
    call: {
      address: dao.gates,
      abi: gatesAbi,
      functionName: 'admit',
      args: [account, toKindNumber(kind), Number(term), reason.trim()],
    },
  }
}
