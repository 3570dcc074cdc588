import { Address, Bytes } from '@graphprotocol/graph-ts'
import {
  DelegateChanged as DelegateChangedEvent,
  DelegateVotesChanged as DelegateVotesChangedEvent,
} from '../generated/templates/Membership/Membership'
import { DelegateChanged, DelegateVotesChanged, Member } from '../generated/schema'
import { getDao, loadOrCreateMember } from './entities'
import { eventId } from './ids'

export function handleDelegateChanged(event: DelegateChangedEvent): void {
  const dao = getDao()
  const to = event.params.toDelegate
  const member = loadOrCreateMember(dao, event.params.delegator)
  const before = member.delegate
  let after: Bytes | null = null
  if (to != Address.zero()) after = loadOrCreateMember(dao, to).id
  if (!isSame(before, after)) {
    member.delegate = after
    member.delegatedAt = null
    if (after !== null) member.delegatedAt = event.block.timestamp
    member.save()
    // An account can be its own delegate: each is loaded once the one before it is saved.
    countDelegator(before, -1)
    countDelegator(after, 1)
  }

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

function isSame(before: Bytes | null, after: Bytes | null): boolean {
  if (before === null || after === null) return before === null && after === null
  return before == after
}

function countDelegator(id: Bytes | null, by: i32): void {
  if (id === null) return
  const delegate = Member.load(id)
  if (delegate === null) return
  delegate.delegatorCount += by
  delegate.save()
}

export function handleDelegateVotesChanged(event: DelegateVotesChangedEvent): void {
  const dao = getDao()
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
