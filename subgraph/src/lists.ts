import { ListSet } from '../generated/templates/Gates/Gates'
import { MemberList, MemberListChanged } from '../generated/schema'
import { toCid } from './cid'
import { awaitDecision } from './decisions'
import { getDao } from './entities'
import { eventId, numberedId } from './ids'

export function handleListSet(event: ListSet): void {
  const dao = getDao()
  const params = event.params
  const id = numberedId(event.address, params.listId)
  let list = MemberList.load(id)
  if (list === null) {
    list = new MemberList(id)
    list.dao = dao.id
    list.number = params.listId
    list.admissionCount = 0
    list.openedAt = event.block.timestamp
    dao.listCount += 1
    dao.save()
  }
  list.root = params.root
  list.digest = params.digest
  list.cid = toCid(params.digest)
  list.end = params.end
  list.changedAt = event.block.timestamp
  list.save()

  const change = new MemberListChanged(eventId(event))
  change.dao = dao.id
  change.list = id
  change.root = params.root
  change.digest = params.digest
  change.end = params.end
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
  awaitDecision(event, dao, 'MemberListChanged', change.id)
}
