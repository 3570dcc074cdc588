import { Bytes, Entity, ethereum, Value } from '@graphprotocol/graph-ts'
import { Envelope, Flow } from '../generated/schema'
import { toCid } from './cid'
import { truncate } from './description'
import { isZero } from './ids'

/** As many bytes as the modules take at most: what is cut is none of theirs. */
const PURPOSE_LIMIT = 280
const CATEGORY_LIMIT = 31

export function cutPurpose(purpose: string): string {
  return truncate(purpose, PURPOSE_LIMIT)
}

export function cutCategory(category: string): string {
  return truncate(category, CATEGORY_LIMIT)
}

/** `digest` and `cid` of a document that need not be named: null where it is not. */
export function setDigest(entity: Entity, digest: Bytes): void {
  const isNamed = !isZero(digest)
  entity.set('digest', isNamed ? Value.fromBytes(digest) : Value.fromNull())
  entity.set('cid', isNamed ? Value.fromString(toCid(digest)) : Value.fromNull())
}

/** When and where something happened once. */
export function setEvent(entity: Entity, event: ethereum.Event, dao: Bytes): void {
  entity.set('dao', Value.fromBytes(dao))
  entity.set('at', Value.fromBigInt(event.block.timestamp))
  entity.set('block', Value.fromBigInt(event.block.number))
  entity.set('transaction', Value.fromBytes(event.transaction.hash))
}

/** A module has told what an envelope is: `field` of it is `id`. */
export function nameRight(envelope: Envelope, field: string, id: Bytes, purpose: string, category: string): void {
  envelope.set(field, Value.fromBytes(id))
  envelope.purpose = cutPurpose(purpose)
  envelope.category = cutCategory(category)
  envelope.save()
}

/** Of an envelope that was just set, no module has told anything yet. */
export function forgetRight(envelope: Envelope): void {
  envelope.purpose = null
  envelope.category = null
  envelope.budget = null
  envelope.grant = null
  envelope.payout = null
  envelope.distribution = null
  envelope.standing = null
}

/** A payment by a right: what it is for, and its document. Of distributions the module's word is no document. */
export function tellPayment(flow: Flow, ref: Bytes, envelope: Envelope | null): void {
  flow.ref = ref
  if (envelope === null) return
  flow.envelope = envelope.id
  flow.purpose = envelope.purpose
  flow.category = envelope.category
  if (envelope.budget !== null || envelope.grant !== null || envelope.payout !== null) setDigest(flow, ref)
}
