import { Address, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Dao, Seat } from '../generated/schema'
import { loadOrCreateMember } from './entities'

/** Seats of each kind that exist; saves the DAO. */
export function countSeat(dao: Dao, seat: Seat, by: i32): void {
  if (seat.collection == 'OBSERVERS') dao.observerSeatCount += by
  else countKind(dao, seat.kind, by)
  dao.save()
}

/** Of a seat with a vote. */
export function countKind(dao: Dao, kind: string, by: i32): void {
  if (kind == 'MEMBER') dao.memberSeatCount += by
  else if (kind == 'STEWARD') dao.stewardSeatCount += by
  else if (kind == 'ORGANISATION') dao.organisationSeatCount += by
}

/** How many seats accounts hold, as the tokens move; saves the DAO and the members. */
export function moveSeat(event: ethereum.Event, dao: Dao, from: Address, to: Address): void {
  if (from == to) return
  const isObserver = event.address == dao.observers
  if (from != Address.zero()) addSeats(event, dao, from, isObserver, -1)
  if (to != Address.zero()) addSeats(event, dao, to, isObserver, 1)
  if (!isObserver) {
    if (from == Address.zero()) dao.seatCount += 1
    if (to == Address.zero()) dao.seatCount -= 1
  }
  dao.save()
}

function addSeats(event: ethereum.Event, dao: Dao, account: Bytes, isObserver: boolean, by: i32): void {
  const member = loadOrCreateMember(dao, account)
  if (by > 0 && member.joinedAt === null) member.joinedAt = event.block.timestamp
  if (isObserver) member.observerSeatCount += by
  else {
    if (member.seatCount == 0) dao.memberCount += 1
    member.seatCount += by
    if (member.seatCount == 0) dao.memberCount -= 1
  }
  member.save()
}
