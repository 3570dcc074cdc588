import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { PayeeSetAside, PayoutOpened, PayoutPaid, RowClaimed } from '../generated/templates/Payouts/Payouts'
import { Envelope, Payout, PayoutRow } from '../generated/schema'
import { toCid } from './cid'
import { linkDecision } from './decisions'
import { getDao } from './entities'
import { numberedId } from './ids'
import { cutCategory, cutPurpose, nameRight } from './ledger'

/** As `Kind` of the payouts counts them. */
const PAYOUT_KINDS = ['NONE', 'BATCH', 'LIST']

function loadPayout(event: ethereum.Event, payoutId: BigInt): Payout | null {
  return Payout.load(numberedId(event.address, payoutId))
}

export function handlePayoutOpened(event: PayoutOpened): void {
  const dao = getDao()
  const params = event.params
  const envelope = Envelope.load(numberedId(dao.treasury, params.envelopeId))
  if (envelope === null || loadPayout(event, params.payoutId) !== null) return
  const payout = new Payout(numberedId(event.address, params.payoutId))
  payout.dao = dao.id
  payout.payoutId = params.payoutId
  payout.envelope = envelope.id
  payout.kind = params.kind < PAYOUT_KINDS.length ? PAYOUT_KINDS[params.kind] : 'UNKNOWN'
  payout.rowsDigest = params.digest
  payout.rowCount = params.rows
  payout.digest = params.document
  payout.cid = toCid(params.document)
  payout.purpose = cutPurpose(params.purpose)
  payout.category = cutCategory(params.category)
  linkDecision(payout, dao, params.decision)
  payout.openedAt = event.block.timestamp
  payout.setAsideCount = 0
  payout.claimCount = 0
  payout.block = event.block.number
  payout.transaction = event.transaction.hash
  payout.save()
  nameRight(envelope, 'payout', payout.id, params.purpose, params.category)
}

export function handlePayoutPaid(event: PayoutPaid): void {
  const payout = loadPayout(event, event.params.payoutId)
  if (payout === null) return
  payout.paidAt = event.block.timestamp
  payout.paidBy = event.params.by
  payout.save()
}

function loadOrCreateRow(payout: Payout, number: BigInt, payee: Bytes, amount: BigInt): PayoutRow {
  const id = numberedId(payout.id, number)
  let row = PayoutRow.load(id)
  if (row === null) row = new PayoutRow(id)
  row.dao = payout.dao
  row.payout = payout.id
  row.row = number
  row.payee = payee
  row.amount = amount
  return row
}

export function handlePayeeSetAside(event: PayeeSetAside): void {
  const params = event.params
  const payout = loadPayout(event, params.payoutId)
  if (payout === null) return
  const row = loadOrCreateRow(payout, params.row, params.payee, params.amount)
  row.setAsideAt = event.block.timestamp
  row.save()
  payout.setAsideCount += 1
  payout.save()
}

export function handleRowClaimed(event: RowClaimed): void {
  const params = event.params
  const payout = loadPayout(event, params.payoutId)
  if (payout === null) return
  const row = loadOrCreateRow(payout, params.row, params.payee, params.amount)
  row.claimedAt = event.block.timestamp
  row.paidTo = params.to
  row.save()
  payout.claimCount += 1
  payout.save()
}
