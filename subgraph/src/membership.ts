import { Address, BigInt } from '@graphprotocol/graph-ts'
import {
  DelegateChanged as DelegateChangedEvent,
  DelegateVotesChanged as DelegateVotesChangedEvent,
  Transfer,
} from '../generated/Membership/Membership'
import { Dao, DelegateChanged, DelegateVotesChanged, Seat } from '../generated/schema'
import { loadOrCreateDao, loadOrCreateMember } from './entities'
import { eventId, numberedId } from './ids'

export function handleSeatTransfer(event: Transfer): void {
  const dao = loadOrCreateDao(event)
  const from = event.params.from
  const to = event.params.to
  if (from == to) return
  if (from != Address.zero()) leaveSeat(dao, from)
  if (to != Address.zero()) takeSeat(dao, to, event.block.timestamp)
  if (from == Address.zero()) dao.seatCount += 1
  if (to == Address.zero()) dao.seatCount -= 1
  dao.save()

  const id = numberedId(dao.membership, event.params.tokenId)
  let seat = Seat.load(id)
  if (to == Address.zero()) {
    if (seat === null) return
    seat.burntAt = event.block.timestamp
  } else {
    if (seat === null) {
      seat = new Seat(id)
      seat.dao = dao.id
      seat.tokenId = event.params.tokenId
      seat.since = event.block.timestamp
    }
    seat.holder = loadOrCreateMember(dao, to).id
    seat.burntAt = null
  }
  seat.save()
}

function leaveSeat(dao: Dao, account: Address): void {
  const member = loadOrCreateMember(dao, account)
  member.seatCount -= 1
  if (member.seatCount == 0) dao.memberCount -= 1
  member.save()
}

function takeSeat(dao: Dao, account: Address, at: BigInt): void {
  const member = loadOrCreateMember(dao, account)
  if (member.seatCount == 0) dao.memberCount += 1
  if (member.joinedAt === null) member.joinedAt = at
  member.seatCount += 1
  member.save()
}

export function handleDelegateChanged(event: DelegateChangedEvent): void {
  const dao = loadOrCreateDao(event)
  const to = event.params.toDelegate
  const delegate = loadOrCreateMember(dao, to == Address.zero() ? event.params.delegator : to)
  const member = loadOrCreateMember(dao, event.params.delegator)
  if (to == Address.zero()) member.delegate = null
  else member.delegate = delegate.id
  member.save()

  const change = new DelegateChanged(eventId(event))
  change.dao = dao.id
  change.delegator = member.id
  change.fromDelegate = event.params.fromDelegate
  change.toDelegate = to
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
}

export function handleDelegateVotesChanged(event: DelegateVotesChangedEvent): void {
  const dao = loadOrCreateDao(event)
  const member = loadOrCreateMember(dao, event.params.delegate)
  member.votes = event.params.newVotes
  member.save()

  const change = new DelegateVotesChanged(eventId(event))
  change.dao = dao.id
  change.delegate = member.id
  change.previousVotes = event.params.previousVotes
  change.newVotes = event.params.newVotes
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
}
