import { BigInt, Bytes, dataSource } from '@graphprotocol/graph-ts'
import { Asset, Dao, Gate, Member, NamedTarget, Proposal, RoleHolder } from '../generated/schema'
import { numberedId } from './ids'
import { nameGate } from './names'

const ZERO = BigInt.zero()

/** The DAO whose contract emitted the event. */
export function getDao(): Dao {
  return Dao.load(dataSource.context().getBytes('governor'))!
}

export function loadOrCreateMember(dao: Dao, account: Bytes): Member {
  const id = dao.governor.concat(account)
  let member = Member.load(id)
  if (member !== null) return member
  member = new Member(id)
  member.dao = dao.id
  member.account = account
  member.accountText = account.toHexString().slice(2)
  member.seatCount = 0
  member.observerSeatCount = 0
  member.votes = ZERO
  member.delegatorCount = 0
  member.ballotCount = 0
  member.proposalCount = 0
  member.save()
  return member
}

export function loadOrCreateGate(dao: Dao, gates: Bytes, index: i32): Gate {
  const id = numberedId(gates, BigInt.fromI32(index))
  let gate = Gate.load(id)
  if (gate !== null) return gate
  gate = new Gate(id)
  gate.dao = dao.id
  gate.gate = nameGate(index)
  gate.open = false
  gate.admissionCount = 0
  gate.save()
  return gate
}

export function loadProposal(dao: Dao, proposalId: BigInt): Proposal | null {
  return Proposal.load(numberedId(dao.governor, proposalId))
}

export function loadOrCreateAsset(dao: Dao, token: Bytes, kind: string): Asset {
  const id = dao.treasury.concat(token)
  let asset = Asset.load(id)
  if (asset !== null) return asset
  asset = new Asset(id)
  asset.dao = dao.id
  asset.token = token
  asset.kind = kind
  asset.listed = kind == 'COIN' || NamedTarget.load(id) !== null
  asset.received = ZERO
  asset.paid = ZERO
  asset.balance = ZERO
  asset.flowCount = 0
  asset.save()
  return asset
}

/** From now on `token`, should it be one, is of the DAO's own concern. */
export function nameTarget(dao: Dao, token: Bytes): void {
  const id = dao.treasury.concat(token)
  if (NamedTarget.load(id) !== null) return
  new NamedTarget(id).save()
  const asset = Asset.load(id)
  if (asset === null || asset.listed) return
  asset.listed = true
  asset.save()
}

export function loadOrCreateRoleHolder(dao: Dao, role: Bytes, account: Bytes): RoleHolder {
  const id = dao.treasury.concat(role).concat(account)
  let holder = RoleHolder.load(id)
  if (holder !== null) return holder
  holder = new RoleHolder(id)
  holder.dao = dao.id
  holder.role = role
  holder.account = account
  holder.held = false
  return holder
}
