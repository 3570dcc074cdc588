import { BigInt, ByteArray, Bytes, crypto, ethereum } from '@graphprotocol/graph-ts'
import { AssetDay, Dao, Envelope, Flow, Purse, PurseDay, SpendingDay } from '../generated/schema'
import { loadOrCreateAsset } from './entities'
import { isZero, numberedId } from './ids'

const ZERO = BigInt.zero()
const SECONDS = BigInt.fromI32(86400)

/** The first second of a time's day in UTC. */
function startOfDay(at: BigInt): BigInt {
  return at.minus(at.mod(SECONDS))
}

function hashText(text: string): Bytes {
  return Bytes.fromByteArray(crypto.keccak256(ByteArray.fromUTF8(text)))
}

export function recordDay(flow: Flow): void {
  const start = startOfDay(flow.at)
  const id = numberedId(flow.asset, start)
  let day = AssetDay.load(id)
  if (day === null) {
    day = new AssetDay(id)
    day.asset = flow.asset
    day.day = start
    day.received = ZERO
    day.paid = ZERO
    day.flowCount = 0
  }
  if (flow.direction == 'IN') day.received = day.received.plus(flow.amount)
  else day.paid = day.paid.plus(flow.amount)
  day.balance = flow.balance
  day.flowCount += 1
  day.save()
}

export function recordSpending(
  event: ethereum.Event,
  dao: Dao,
  token: Bytes,
  amount: BigInt,
  envelope: Envelope | null,
): void {
  const asset = loadOrCreateAsset(dao, token, isZero(token) ? 'COIN' : 'ERC20')
  let category = ''
  let purpose = ''
  if (envelope !== null) {
    if (envelope.category !== null) category = envelope.category!
    if (envelope.purpose !== null) purpose = envelope.purpose!
  }
  const start = startOfDay(event.block.timestamp)
  const id = numberedId(asset.id, start).concat(hashText(category)).concat(hashText(purpose))
  let day = SpendingDay.load(id)
  if (day === null) {
    day = new SpendingDay(id)
    day.asset = asset.id
    day.day = start
    day.category = category
    day.purpose = purpose
    day.amount = ZERO
    day.paymentCount = 0
  }
  day.amount = day.amount.plus(amount)
  day.paymentCount += 1
  day.save()
}

export function recordPurseDay(event: ethereum.Event, purse: Purse, given: BigInt, spent: BigInt): void {
  const start = startOfDay(event.block.timestamp)
  const id = numberedId(purse.id, start)
  let day = PurseDay.load(id)
  if (day === null) {
    day = new PurseDay(id)
    day.purse = purse.id
    day.day = start
    day.given = ZERO
    day.spent = ZERO
  }
  day.given = day.given.plus(given)
  day.spent = day.spent.plus(spent)
  day.held = purse.held
  day.save()
}
