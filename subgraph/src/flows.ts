import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Dao, Flow, PaymentQueue, Operation } from '../generated/schema'
import { loadOrCreateAsset, loadOrCreateDao } from './entities'

/**
 * Records one movement. A payment in a token is held open until the log that says what decided it, which follows in
 * the same transaction; one in a token that the DAO never named is not: anybody can write such a log.
 */
export function recordFlow(
  event: ethereum.Event,
  id: Bytes,
  token: Bytes,
  kind: string,
  direction: string,
  counterparty: Bytes,
  amount: BigInt,
): Flow {
  const dao = loadOrCreateDao(event)
  const asset = loadOrCreateAsset(dao, token, kind)
  if (direction == 'IN') {
    asset.received = asset.received.plus(amount)
    asset.balance = asset.balance.plus(amount)
  } else {
    asset.paid = asset.paid.plus(amount)
    asset.balance = asset.balance.minus(amount)
  }
  asset.flowCount += 1
  asset.save()

  const flow = new Flow(id)
  flow.dao = dao.id
  flow.asset = asset.id
  flow.direction = direction
  flow.counterparty = counterparty
  flow.amount = amount
  flow.at = event.block.timestamp
  flow.block = event.block.number
  flow.transaction = event.transaction.hash
  flow.logIndex = event.logIndex
  flow.save()

  if (direction == 'OUT' && kind != 'COIN' && asset.listed) openPayment(event, dao, id)
  return flow
}

/** A token's Transfer log, whichever standard. What the treasury sends to itself is no movement. */
export function recordTransfer(
  event: ethereum.Event,
  id: Bytes,
  kind: string,
  direction: string,
  from: Address,
  to: Address,
  amount: BigInt,
  tokenId: BigInt | null,
): void {
  if (from == to) return
  const flow = recordFlow(event, id, event.address, kind, direction, direction == 'IN' ? from : to, amount)
  if (tokenId === null) return
  flow.tokenId = tokenId
  flow.save()
}

function loadQueue(event: ethereum.Event, dao: Dao): PaymentQueue {
  let open = PaymentQueue.load(dao.treasury)
  if (open === null) open = new PaymentQueue(dao.treasury)
  else if (open.transaction == event.transaction.hash) return open
  open.transaction = event.transaction.hash
  open.flows = []
  return open
}

function openPayment(event: ethereum.Event, dao: Dao, id: Bytes): void {
  const open = loadQueue(event, dao)
  const flows = open.flows
  flows.push(id)
  open.flows = flows
  open.save()
}

export function setDecision(flow: Flow, dao: Dao, operationId: Bytes): void {
  const id = dao.treasury.concat(operationId)
  flow.operation = id
  const operation = Operation.load(id)
  if (operation !== null) flow.proposal = operation.proposal
}

/** All payments that are still open were made by a call of this operation, which has just returned. */
export function closePayments(event: ethereum.Event, dao: Dao, operationId: Bytes): void {
  const open = loadQueue(event, dao)
  if (open.flows.length == 0) return
  for (let i = 0; i < open.flows.length; i++) {
    const flow = Flow.load(open.flows[i])
    if (flow === null) continue
    setDecision(flow, dao, operationId)
    flow.save()
  }
  open.flows = []
  open.save()
}

/** Takes the latest open payment of this token, payee and amount out of the list; null where there is none. */
export function takePayment(event: ethereum.Event, dao: Dao, token: Bytes, to: Bytes, amount: BigInt): Flow | null {
  const open = loadQueue(event, dao)
  const assetId = dao.treasury.concat(token)
  for (let i = open.flows.length - 1; i >= 0; i--) {
    const flow = Flow.load(open.flows[i])
    if (flow === null || flow.asset != assetId || flow.counterparty != to || flow.amount != amount) continue
    const flows = open.flows
    flows.splice(i, 1)
    open.flows = flows
    open.save()
    return flow
  }
  return null
}
