import { Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Dao, Seat, SeatChanged } from '../generated/schema'
import { awaitDecision } from './decisions'

/** The next entry of the seat's history, as the seat stands; the caller says what was different before, and saves. */
export function recordChange(event: ethereum.Event, seat: Seat, change: string, by: Bytes): SeatChanged {
  const entry = new SeatChanged(seat.id.concatI32(seat.changeCount))
  entry.dao = seat.dao
  entry.seat = seat.id
  entry.number = seat.changeCount
  entry.change = change
  entry.holder = seat.holder
  entry.by = by
  entry.kind = seat.kind
  entry.expiry = seat.expiry
  entry.reason = ''
  entry.isCapped = false
  entry.at = event.block.timestamp
  entry.block = event.block.number
  entry.transaction = event.transaction.hash
  entry.logIndex = event.logIndex
  seat.changeCount += 1
  return entry
}

/** The last entry, if it is of this kind and this transaction: what the gates then say of it is added there. */
export function loadLastChange(event: ethereum.Event, seat: Seat, change: string): SeatChanged | null {
  const entry = SeatChanged.load(seat.id.concatI32(seat.changeCount - 1))
  if (entry === null || entry.change != change || entry.transaction != event.transaction.hash) return null
  return entry
}

/** Of what the treasury does, the decision is told by a later log. */
export function saveChange(event: ethereum.Event, dao: Dao, seat: Seat, entry: SeatChanged): void {
  seat.save()
  entry.save()
  if (entry.by == dao.treasury) awaitDecision(event, dao, 'SeatChanged', entry.id)
}
