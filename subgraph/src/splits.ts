import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import {
  IncomeReceived as IncomeReceivedEvent,
  IncomeSent as IncomeSentEvent,
  RuleSet,
  ShareRefused,
  ShareSent as ShareSentEvent,
} from '../generated/templates/Splits/Splits'
import {
  Dao,
  IncomeReceived,
  IncomeSent,
  Purpose,
  ShareSent,
  SplitRow,
  SplitRule,
  StandingDistribution,
} from '../generated/schema'
import { linkDecision } from './decisions'
import { getDao } from './entities'
import { eventId, numberedId } from './ids'
import { setEvent } from './ledger'

/** As `Target` of the splits counts them. */
const SPLIT_TARGETS = ['TREASURY', 'PURSE', 'STANDING']

function nameTarget(target: i32): string {
  return target < SPLIT_TARGETS.length ? SPLIT_TARGETS[target] : 'UNKNOWN'
}

function findPurpose(dao: Dao, target: i32, number: BigInt): Bytes | null {
  if (nameTarget(target) != 'PURSE') return null
  const purpose = Purpose.load(numberedId(dao.donations, number))
  return purpose === null ? null : purpose.id
}

function findStanding(dao: Dao, target: i32, number: BigInt): Bytes | null {
  if (nameTarget(target) != 'STANDING') return null
  const standing = StandingDistribution.load(numberedId(dao.distributions, number))
  return standing === null ? null : standing.id
}

export function handleRuleSet(event: RuleSet): void {
  const dao = getDao()
  const rows = event.params.rows
  const rule = new SplitRule(eventId(event))
  setEvent(rule, event, dao.id)
  rule.rowCount = rows.length
  linkDecision(rule, dao, event.params.decision)
  rule.save()
  for (let i = 0; i < rows.length; i++) {
    const row = new SplitRow(rule.id.concatI32(i))
    row.rule = rule.id
    row.index = i
    row.target = nameTarget(rows[i].target)
    row.share = rows[i].share
    row.number = rows[i].id
    row.purpose = findPurpose(dao, rows[i].target, rows[i].id)
    row.standing = findStanding(dao, rows[i].target, rows[i].id)
    row.save()
  }
  dao.splitRule = rule.id
  dao.save()
}

export function handleIncomeReceived(event: IncomeReceivedEvent): void {
  const received = new IncomeReceived(eventId(event))
  setEvent(received, event, getDao().id)
  received.from = event.params.from
  received.amount = event.params.amount
  received.save()
}

export function handleIncomeSent(event: IncomeSentEvent): void {
  const sent = new IncomeSent(eventId(event))
  setEvent(sent, event, getDao().id)
  sent.token = event.params.asset
  sent.by = event.params.by
  sent.amount = event.params.amount
  sent.save()
}

function recordShare(
  event: ethereum.Event,
  token: Bytes,
  target: i32,
  number: BigInt,
  amount: BigInt,
  refused: boolean,
): void {
  const dao = getDao()
  const share = new ShareSent(eventId(event))
  setEvent(share, event, dao.id)
  share.token = token
  share.target = nameTarget(target)
  share.number = number
  share.purpose = findPurpose(dao, target, number)
  share.standing = findStanding(dao, target, number)
  share.amount = amount
  share.refused = refused
  share.save()
}

export function handleShareSent(event: ShareSentEvent): void {
  const params = event.params
  recordShare(event, params.asset, params.target, params.id, params.amount, false)
}

export function handleShareRefused(event: ShareRefused): void {
  const params = event.params
  recordShare(event, params.asset, params.target, params.id, params.amount, true)
}
