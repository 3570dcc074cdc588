import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Asset, Dao, Envelope, Flow, FlowPoint, Purse, PursePoint, SpendingPoint } from '../generated/schema'
import { loadOrCreateAsset } from './entities'
import { eventId, isZero } from './ids'

const ZERO = BigInt.zero()

export function recordDay(flow: Flow, asset: Asset): void {
  const point = new FlowPoint()
  point.source = flow.id
  point.asset = asset.id
  point.received = flow.direction == 'IN' ? flow.amount : ZERO
  point.paid = flow.direction == 'IN' ? ZERO : flow.amount
  point.balance = flow.balance
  point.save()
}

export function recordSpending(
  event: ethereum.Event,
  dao: Dao,
  token: Bytes,
  amount: BigInt,
  envelope: Envelope | null,
): void {
  const point = new SpendingPoint()
  point.source = eventId(event)
  point.asset = loadOrCreateAsset(dao, token, isZero(token) ? 'COIN' : 'ERC20').id
  point.category = ''
  point.purpose = ''
  if (envelope !== null) {
    const category = envelope.category
    const purpose = envelope.purpose
    if (category !== null) point.category = category
    if (purpose !== null) point.purpose = purpose
  }
  point.amount = amount
  point.save()
}

export function recordPurseDay(event: ethereum.Event, purse: Purse, given: BigInt, spent: BigInt): void {
  const point = new PursePoint()
  point.source = eventId(event)
  point.purse = purse.id
  point.given = given
  point.spent = spent
  point.held = purse.held
  point.save()
}
