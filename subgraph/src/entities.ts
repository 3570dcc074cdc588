import { Address, BigInt, Bytes, dataSource, ethereum } from '@graphprotocol/graph-ts'
import { Asset, Dao, Gate, Member, NamedTarget, Proposal, RoleHolder } from '../generated/schema'
import { numberedId } from './ids'
import { GATE_COUNT, nameGate } from './names'

const ZERO = BigInt.zero()

/** The DAO that the manifest's context describes; made when its first event is seen. */
export function loadOrCreateDao(event: ethereum.Event): Dao {
  const context = dataSource.context()
  const governor = context.getBytes('governor')
  let dao = Dao.load(governor)
  if (dao !== null) return dao
  dao = new Dao(governor)
  dao.name = context.getString('name')
  dao.governor = governor
  dao.treasury = context.getBytes('treasury')
  dao.membership = context.getBytes('membership')
  dao.observers = context.getBytes('observers')
  dao.gates = context.getBytes('gates')
  dao.recovery = context.getBytes('recovery')
  dao.admissionGovernor = governor
  dao.statements = context.getBytes('statements')
  dao.registry = context.getBytes('registry')
  dao.budgets = context.getBytes('budgets')
  dao.grants = context.getBytes('grants')
  dao.payouts = context.getBytes('payouts')
  dao.distributions = context.getBytes('distributions')
  dao.donations = context.getBytes('donations')
  dao.splits = context.getBytes('splits')
  dao.createdAt = event.block.timestamp
  dao.createdAtBlock = event.block.number
  dao.votingDelay = ZERO
  dao.votingPeriod = ZERO
  dao.proposalThreshold = ZERO
  dao.quorumNumerator = ZERO
  dao.swingExtension = ZERO
  dao.lockWindow = ZERO
  dao.proposalLimit = ZERO
  dao.timelockDelay = ZERO
  dao.grace = context.getBigInt('grace')
  dao.guardianExpiresAt = ZERO
  dao.guardianBurnt = false
  dao.transferRule = 'LOCKED'
  dao.severalSeats = false
  dao.admissionShare = 0
  dao.seatCount = 0
  dao.memberSeatCount = 0
  dao.stewardSeatCount = 0
  dao.organisationSeatCount = 0
  dao.observerSeatCount = 0
  dao.lapsedSeatCount = 0
  dao.memberCount = 0
  dao.listCount = 0
  dao.proposalCount = 0
  dao.ballotCount = 0
  dao.castCount = 0
  dao.documentCount = 0
  dao.save()
  loadOrCreateAsset(dao, Address.zero(), 'COIN')
  for (let gate = 0; gate < GATE_COUNT; gate++) loadOrCreateGate(dao, gate)
  return dao
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

/** The gates that the index follows; the membership's own may be others, see `Dao.gates`. */
export function getGates(): Bytes {
  return dataSource.context().getBytes('gates')
}

export function loadOrCreateGate(dao: Dao, index: i32): Gate {
  const id = numberedId(getGates(), BigInt.fromI32(index))
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
  asset.listed = kind == 'COIN' || isNamedInContext(token) || NamedTarget.load(id) !== null
  asset.received = ZERO
  asset.paid = ZERO
  asset.balance = ZERO
  asset.flowCount = 0
  asset.save()
  return asset
}

function isNamedInContext(token: Bytes): boolean {
  return dataSource.context().getString('assets').toLowerCase().includes(token.toHexString())
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
