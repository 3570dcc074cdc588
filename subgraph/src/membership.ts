import { Address, Bytes } from '@graphprotocol/graph-ts'
import {
  PartsSet,
  RulesSet,
  SeatKindChanged,
  SeatRecovered,
  TransferApproved,
} from '../generated/templates/Membership/Membership'
import { Dao, Seat } from '../generated/schema'
import { getDao, loadOrCreateMember } from './entities'
import { numberedId } from './ids'
import { nameKind, nameTransferRule } from './names'
import { countKind } from './seat-counts'
import { recordChange, saveChange } from './seat-history'
import { recordDifferences } from './settings'

/** What only seats with a vote have. */
export function handleSeatKindChanged(event: SeatKindChanged): void {
  const dao = getDao()
  const seat = Seat.load(numberedId(event.address, event.params.tokenId))
  if (seat === null) return
  const previous = seat.kind
  seat.kind = nameKind(event.params.to)
  seat.kindSince = event.block.timestamp
  if (seat.status == 'CURRENT') {
    countKind(dao, previous, -1)
    countKind(dao, seat.kind, 1)
    dao.save()
  }
  const entry = recordChange(event, seat, 'KIND_CHANGED', dao.treasury)
  entry.previousKind = previous
  saveChange(event, dao, seat, entry)
}

export function handleSeatRecovered(event: SeatRecovered): void {
  const dao = getDao()
  const seat = Seat.load(numberedId(event.address, event.params.tokenId))
  if (seat === null) return
  const previous = seat.holder
  seat.holder = loadOrCreateMember(dao, event.params.to).id
  const entry = recordChange(event, seat, 'RECOVERED', event.transaction.from)
  entry.previousHolder = previous
  saveChange(event, dao, seat, entry)
}

export function handleTransferApproved(event: TransferApproved): void {
  const dao = getDao()
  const params = event.params
  const seat = Seat.load(numberedId(event.address, params.tokenId))
  if (seat === null) return
  let to: Bytes | null = null
  if (params.to != Address.zero()) to = params.to
  seat.transferApprovedTo = to
  const entry = recordChange(event, seat, 'TRANSFER_APPROVED', params.by)
  entry.approvedTo = to
  saveChange(event, dao, seat, entry)
}

export function handleRulesSet(event: RulesSet): void {
  const dao = getDao()
  const params = event.params
  const before = [dao.transferRule, dao.severalSeats.toString(), dao.admissionShare.toString()]
  dao.transferRule = nameTransferRule(params.transferRule)
  dao.severalSeats = params.severalSeats
  dao.admissionShare = params.admissionShare
  dao.save()
  const after = [dao.transferRule, dao.severalSeats.toString(), dao.admissionShare.toString()]
  recordDifferences(event, dao, ['transferRule', 'severalSeats', 'admissionShare'], before, after)
}

export function handlePartsSet(event: PartsSet): void {
  const dao = getDao()
  const before = listParts(dao)
  dao.admissionGovernor = event.params.governor
  dao.gates = event.params.gates
  dao.recovery = event.params.recovery
  dao.save()
  recordDifferences(event, dao, ['admissionGovernor', 'gates', 'recovery'], before, listParts(dao))
}

function listParts(dao: Dao): string[] {
  return [dao.admissionGovernor.toHexString(), dao.gates.toHexString(), dao.recovery.toHexString()]
}
