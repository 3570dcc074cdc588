import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Given, PurposeClosed, PurposeOpened, Spent, Swept } from '../generated/templates/Donations/Donations'
import { Dao, DonationsSwept, Gift, Purpose, Purse, PurseSpent } from '../generated/schema'
import { recordPurseDay } from './days'
import { linkDecision } from './decisions'
import { truncate } from './description'
import { loadOrCreateAsset, getDao } from './entities'
import { eventId, numberedId } from './ids'
import { cutPurpose, setDigest, setEvent } from './ledger'

const ZERO = BigInt.zero()
const NOTE_LIMIT = 2048

function loadPurpose(event: ethereum.Event, purposeId: BigInt): Purpose | null {
  return Purpose.load(numberedId(event.address, purposeId))
}

function loadOrCreatePurse(dao: Dao, purpose: Purpose, token: Address): Purse {
  const id = purpose.id.concat(token)
  let purse = Purse.load(id)
  if (purse !== null) return purse
  purse = new Purse(id)
  purse.dao = dao.id
  purse.purpose = purpose.id
  purse.asset = loadOrCreateAsset(dao, token, token == Address.zero() ? 'COIN' : 'ERC20').id
  purse.token = token
  purse.given = ZERO
  purse.spent = ZERO
  purse.held = ZERO
  purse.giftCount = 0
  purse.spendingCount = 0
  return purse
}

export function handlePurposeOpened(event: PurposeOpened): void {
  const dao = getDao()
  const params = event.params
  if (loadPurpose(event, params.purposeId) !== null) return
  const purpose = new Purpose(numberedId(event.address, params.purposeId))
  purpose.dao = dao.id
  purpose.purposeId = params.purposeId
  purpose.name = cutPurpose(params.name)
  linkDecision(purpose, dao, params.decision)
  purpose.openedAt = event.block.timestamp
  purpose.giftCount = 0
  purpose.block = event.block.number
  purpose.transaction = event.transaction.hash
  purpose.save()
}

export function handlePurposeClosed(event: PurposeClosed): void {
  const dao = getDao()
  const purpose = loadPurpose(event, event.params.purposeId)
  if (purpose === null) return
  purpose.closedAt = event.block.timestamp
  linkDecision(purpose, dao, event.params.decision, 'closingOperation', 'closingProposal')
  purpose.save()
}

export function handleGiven(event: Given): void {
  const dao = getDao()
  const params = event.params
  const purpose = loadPurpose(event, params.purposeId)
  if (purpose === null) return
  const purse = loadOrCreatePurse(dao, purpose, params.asset)
  purse.given = purse.given.plus(params.amount)
  purse.held = purse.held.plus(params.amount)
  purse.giftCount += 1
  purse.save()

  const gift = new Gift(eventId(event))
  setEvent(gift, event, dao.id)
  gift.purpose = purpose.id
  gift.purse = purse.id
  gift.number = purpose.giftCount
  gift.from = params.from
  gift.amount = params.amount
  gift.note = truncate(params.note, NOTE_LIMIT)
  gift.held = purse.held
  gift.save()
  purpose.giftCount += 1
  purpose.save()
  recordPurseDay(event, purse, params.amount, ZERO)
}

export function handleSpent(event: Spent): void {
  const dao = getDao()
  const params = event.params
  const purpose = loadPurpose(event, params.purposeId)
  if (purpose === null) return
  const purse = loadOrCreatePurse(dao, purpose, params.asset)
  purse.spent = purse.spent.plus(params.amount)
  purse.held = purse.held.minus(params.amount)
  purse.spendingCount += 1
  purse.save()

  const spending = new PurseSpent(eventId(event))
  setEvent(spending, event, dao.id)
  spending.purpose = purpose.id
  spending.purse = purse.id
  spending.to = params.to
  spending.amount = params.amount
  setDigest(spending, params.ref)
  spending.held = purse.held
  linkDecision(spending, dao, params.decision)
  spending.save()
  recordPurseDay(event, purse, ZERO, params.amount)
}

export function handleSwept(event: Swept): void {
  const dao = getDao()
  const swept = new DonationsSwept(eventId(event))
  setEvent(swept, event, dao.id)
  swept.token = event.params.asset
  swept.by = event.params.by
  swept.amount = event.params.amount
  swept.save()
}
