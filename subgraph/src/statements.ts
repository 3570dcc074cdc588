import { StatementPublished as StatementPublishedEvent } from '../generated/templates/Statements/Statements'
import { Statement, StatementPublished } from '../generated/schema'
import { Document as DocumentTemplate } from '../generated/templates'
import { toCid } from './cid'
import { getDao, loadOrCreateMember } from './entities'
import { eventId, isZero } from './ids'

export function handleStatementPublished(event: StatementPublishedEvent): void {
  const dao = getDao()
  const params = event.params
  const member = loadOrCreateMember(dao, params.account)
  let cid: string | null = null
  if (!isZero(params.digest)) cid = toCid(params.digest)
  const statement = new Statement(member.id)
  statement.dao = dao.id
  statement.member = member.id
  statement.digest = params.digest
  statement.cid = cid
  statement.statedAt = params.at
  statement.document = null
  // Anybody can publish: the index looks for the text of those whom it counts, not for what strangers name.
  if (cid !== null && (member.seatCount > 0 || !member.votes.isZero())) {
    statement.document = cid
    DocumentTemplate.create(cid!)
  }
  statement.save()

  const change = new StatementPublished(eventId(event))
  change.dao = dao.id
  change.statement = statement.id
  change.digest = params.digest
  change.cid = cid
  change.statedAt = params.at
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
}
