import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import {
  SeatAdmitted,
  SeatLapsed,
  SeatLeft,
  SeatRenewed,
  SeatRevoked,
  Transfer,
} from '../generated/templates/Membership/Membership'
import { Dao, Seat } from '../generated/schema'
import { awaitDecision } from './decisions'
import { getDao, loadOrCreateMember } from './entities'
import { numberedId } from './ids'
import { nameKind } from './names'
import { countSeat, moveSeat } from './seat-counts'
import { recordChange, saveChange } from './seat-history'

/** Added to an observer's number, so that observers come after all seats with a vote: 2^64. */
const observersFirst = BigInt.fromString('18446744073709551616')

/** Handlers of what both collections tell; which one told it is the address of the log. */
function loadSeat(event: ethereum.Event, tokenId: BigInt): Seat | null {
  return Seat.load(numberedId(event.address, tokenId))
}

/** Who holds how many; what happened to the seat is told by the log that follows, unless one account gave it to another. */
export function handleSeatTransfer(event: Transfer): void {
  const dao = getDao()
  const from = event.params.from
  const to = event.params.to
  moveSeat(event, dao, from, to)
  const seat = loadSeat(event, event.params.tokenId)
  if (seat === null || from == Address.zero()) return
  seat.transferApprovedTo = null
  if (from == to || to == Address.zero()) {
    seat.save()
    return
  }
  const previous = seat.holder
  seat.holder = loadOrCreateMember(dao, to).id
  const entry = recordChange(event, seat, 'TRANSFERRED', event.transaction.from)
  entry.previousHolder = previous
  saveChange(event, dao, seat, entry)
}

export function handleSeatAdmitted(event: SeatAdmitted): void {
  const dao = getDao()
  const params = event.params
  if (loadSeat(event, params.tokenId) !== null) return
  const at = event.block.timestamp
  const seat = new Seat(numberedId(event.address, params.tokenId))
  seat.dao = dao.id
  seat.collection = event.address == dao.observers ? 'OBSERVERS' : 'MEMBERSHIP'
  seat.tokenId = params.tokenId
  seat.place = seat.collection == 'OBSERVERS' ? params.tokenId.plus(observersFirst) : params.tokenId
  seat.kind = nameKind(params.kind)
  seat.status = 'CURRENT'
  seat.holder = loadOrCreateMember(dao, params.holder).id
  seat.since = at
  seat.mintedAt = at
  seat.kindSince = at
  seat.expiry = params.expiry
  // Which gate, the gates say next. Nobody but the treasury and they can admit, once the contract is made.
  seat.gate = params.by == dao.treasury ? 'VOTE' : params.by == dao.gates ? 'UNKNOWN' : 'FOUNDER'
  seat.admittedBy = params.by
  seat.reason = ''
  seat.changeCount = 0
  seat.recoveryRound = 0
  seat.recoveryCount = 0
  seat.byVoteUntil = BigInt.zero()
  countSeat(dao, seat, 1)
  const entry = recordChange(event, seat, 'ADMITTED', params.by)
  entry.gate = seat.gate
  entry.isCapped = isCapped(dao, seat, params.by)
  saveChange(event, dao, seat, entry)
  if (seat.gate == 'VOTE') awaitDecision(event, dao, 'Seat', seat.id)
}

function isCapped(dao: Dao, seat: Seat, by: Address): boolean {
  return seat.collection == 'MEMBERSHIP' && by == dao.gates
}

export function handleSeatRenewed(event: SeatRenewed): void {
  const dao = getDao()
  const seat = loadSeat(event, event.params.tokenId)
  if (seat === null) return
  const isMinted = seat.status == 'LAPSED'
  if (isMinted) {
    dao.lapsedSeatCount -= 1
    seat.status = 'CURRENT'
    seat.mintedAt = event.block.timestamp
    seat.burntAt = null
    countSeat(dao, seat, 1)
  }
  seat.expiry = event.params.expiry
  const entry = recordChange(event, seat, 'RENEWED', event.params.by)
  entry.isCapped = isMinted && isCapped(dao, seat, event.params.by)
  saveChange(event, dao, seat, entry)
}

export function handleSeatLapsed(event: SeatLapsed): void {
  endSeat(event, event.params.tokenId, 'LAPSED', event.transaction.from)
}

export function handleSeatLeft(event: SeatLeft): void {
  endSeat(event, event.params.tokenId, 'LEFT', event.params.holder)
}

export function handleSeatRevoked(event: SeatRevoked): void {
  endSeat(event, event.params.tokenId, 'REVOKED', getDao().treasury)
}

function endSeat(event: ethereum.Event, tokenId: BigInt, change: string, by: Bytes): void {
  const dao = getDao()
  const seat = loadSeat(event, tokenId)
  if (seat === null) return
  if (seat.status == 'CURRENT') {
    countSeat(dao, seat, -1)
    seat.burntAt = event.block.timestamp
  }
  if (seat.status == 'LAPSED') dao.lapsedSeatCount -= 1
  seat.status = change == 'LAPSED' ? 'LAPSED' : 'ENDED'
  if (seat.status == 'LAPSED') dao.lapsedSeatCount += 1
  dao.save()
  saveChange(event, dao, seat, recordChange(event, seat, change, by))
}
