import type { DaoContracts } from '../domain/dao'
import { formatSeatName, type SeatName } from '../domain/seat'
import { membershipAbi } from '../generated/abi/membership'
import type { Transaction } from './transaction'

/**
 * Gives up a seat of the account, for ever.
 *
 * @example leave(dao, { collection: 'membership', number: 4n })
 */
export function leave(dao: DaoContracts, seat: SeatName): Transaction | null {
  const address = seat.collection === 'observers' ? dao.observers : dao.membership
  if (address === null) return null
  return {
    kind: 'leave',
    subject: formatSeatName(seat),
    part: seat.collection,
    sentence: (t) => t.seat.leaveSentence,
    call: { address, abi: membershipAbi, functionName: 'leave', args: [seat.number] },
  }
}
