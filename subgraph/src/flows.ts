import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Dao, Flow, TreasuryOwner } from '../generated/schema'
import { awaitDecision, loadQueue, removeFromQueue } from './decisions'
import { recordDay } from './days'
import { loadOrCreateAsset } from './entities'

/**
 * Records one movement. A payment in a token is held open until the log that says what decided it, which follows in
 * the same transaction; one in a token that the DAO never named is not: anybody can write such a log.
 */
export function recordFlow(
  event: ethereum.Event,
  dao: Dao,
  id: Bytes,
  token: Bytes,
  kind: string,
  direction: string,
  counterparty: Bytes,
  amount: BigInt,
): Flow {
  const asset = loadOrCreateAsset(dao, token, kind)
  if (direction == 'IN') {
    asset.received = asset.received.plus(amount)
    asset.balance = asset.balance.plus(amount)
  } else {
    asset.paid = asset.paid.plus(amount)
    asset.balance = asset.balance.minus(amount)
  }
  const number = asset.flowCount
  asset.flowCount += 1
  asset.save()

  const flow = new Flow(id)
  flow.dao = dao.id
  flow.asset = asset.id
  flow.direction = direction
  flow.counterparty = counterparty
  flow.amount = amount
  flow.number = number
  flow.balance = asset.balance
  flow.at = event.block.timestamp
  flow.block = event.block.number
  flow.transaction = event.transaction.hash
  flow.logIndex = event.logIndex
  flow.save()
  recordDay(flow)

  if (direction == 'OUT' && kind != 'COIN' && asset.listed) awaitDecision(event, dao, 'Flow', id)
  return flow
}

/**
 * A token's Transfer log, whichever standard: a movement of each treasury that sends or receives. What one sends to itself
 * is no movement. Anybody can write such a log, of any treasury.
 */
export function recordTransfer(
  event: ethereum.Event,
  id: Bytes,
  kind: string,
  from: Address,
  to: Address,
  amount: BigInt,
  tokenId: BigInt | null,
): void {
  if (from == to) return
  const sender = TreasuryOwner.load(from)
  const receiver = TreasuryOwner.load(to)
  if (sender !== null) recordSide(event, sender, id, kind, 'OUT', to, amount, tokenId)
  if (receiver === null) return
  // From one DAO to another the same log is a movement of both.
  recordSide(event, receiver, sender === null ? id : id.concat(to), kind, 'IN', from, amount, tokenId)
}

function recordSide(
  event: ethereum.Event,
  owner: TreasuryOwner,
  id: Bytes,
  kind: string,
  direction: string,
  counterparty: Address,
  amount: BigInt,
  tokenId: BigInt | null,
): void {
  const flow = recordFlow(event, Dao.load(owner.dao)!, id, event.address, kind, direction, counterparty, amount)
  if (tokenId === null) return
  flow.tokenId = tokenId
  flow.save()
}

/** Takes the latest open payment of this token, payee and amount out of the queue; null where there is none. */
export function takePayment(event: ethereum.Event, dao: Dao, token: Bytes, to: Bytes, amount: BigInt): Flow | null {
  const queue = loadQueue(event, dao)
  const assetId = dao.treasury.concat(token)
  for (let i = queue.ids.length - 1; i >= 0; i--) {
    if (queue.entities[i] != 'Flow') continue
    const flow = Flow.load(queue.ids[i])
    if (flow === null || flow.asset != assetId || flow.counterparty != to || flow.amount != amount) continue
    removeFromQueue(queue, i)
    return flow
  }
  return null
}
