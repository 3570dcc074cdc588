import type { DaoContracts } from '../domain/dao'
import { formatSeatName, type SeatName } from '../domain/seat'
import { gatesAbi } from '../generated/abi/gates'
import type { Transaction } from './transaction'

/**
 * Gives a seat the term of its kind from now on: by an officer, or by the holder where the kind allows it.
 *
 * @example renewSeat(dao, seat, { isOwn: false, reason: 'She still mends the boat.' })
 */
export function renewSeat(
  dao: DaoContracts,
  seat: SeatName,
  { isOwn, reason }: { readonly isOwn: boolean; readonly reason: string },
): Transaction | null {
  if (dao.gates === null) return null
  return {
    kind: 'renew',
    subject: formatSeatName(seat),
    part: 'gates',
    sentence: (t) => (isOwn ? t.seat.renewOwnSentence : t.officer.renewSentence),
    call: {
      address: dao.gates,
      abi: gatesAbi,
      functionName: 'renew',
      args: [seat.collection === 'observers', seat.number, reason.trim()],
    },
  }
}
