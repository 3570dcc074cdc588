import { Address, BigInt, Bytes, DataSourceContext, dataSource } from '@graphprotocol/graph-ts'
import { DaoMade } from '../generated/Factory/Factory'
import { Dao, FollowedToken, TreasuryOwner } from '../generated/schema'
import {
  Budgets,
  Distributions,
  Donations,
  Gates,
  Governor,
  Grants,
  Membership,
  NamedErc1155,
  NamedErc20,
  NamedErc721,
  Observers,
  Payouts,
  Recovery,
  Registry,
  Splits,
  Statements,
  Treasury,
} from '../generated/templates'
import { loadOrCreateAsset, loadOrCreateGate, nameTarget } from './entities'
import { GATE_COUNT } from './names'

const ZERO = BigInt.zero()

/** A DAO begins: from here on each of its contracts is followed, from this transaction's logs on. */
export function handleDaoMade(event: DaoMade): void {
  const dao = createDao(event)
  const contracts = event.params.contracts
  const context = new DataSourceContext()
  context.setBytes('governor', dao.governor)
  Governor.createWithContext(contracts.governor, context)
  Treasury.createWithContext(contracts.treasury, context)
  Membership.createWithContext(contracts.membership, context)
  Observers.createWithContext(contracts.observers, context)
  Gates.createWithContext(contracts.gates, context)
  Recovery.createWithContext(contracts.recovery, context)
  Registry.createWithContext(contracts.registry, context)
  Statements.createWithContext(contracts.statements, context)
  Budgets.createWithContext(contracts.budgets, context)
  Grants.createWithContext(contracts.grants, context)
  Payouts.createWithContext(contracts.payouts, context)
  Distributions.createWithContext(contracts.distributions, context)
  Donations.createWithContext(contracts.donations, context)
  Splits.createWithContext(contracts.splits, context)
  const followsAny = dataSource.context().getString('tokens') == 'any'
  const assets = event.params.assets
  for (let i = 0; i < assets.length; i++) {
    nameTarget(dao, assets[i])
    if (!followsAny) follow(assets[i])
  }
}

/** One data source a token, whichever treasuries hold it. */
function follow(token: Address): void {
  if (FollowedToken.load(token) !== null) return
  new FollowedToken(token).save()
  NamedErc20.create(token)
  NamedErc721.create(token)
  NamedErc1155.create(token)
}

function createDao(event: DaoMade): Dao {
  const contracts = event.params.contracts
  const dao = new Dao(contracts.governor)
  dao.name = event.params.name
  dao.creator = event.params.creator
  dao.governor = contracts.governor
  dao.treasury = contracts.treasury
  dao.membership = contracts.membership
  dao.observers = contracts.observers
  dao.gates = contracts.gates
  dao.recovery = contracts.recovery
  dao.admissionGovernor = contracts.governor
  dao.statements = contracts.statements
  dao.registry = contracts.registry
  dao.budgets = contracts.budgets
  dao.grants = contracts.grants
  dao.payouts = contracts.payouts
  dao.distributions = contracts.distributions
  dao.donations = contracts.donations
  dao.splits = contracts.splits
  dao.namedAssets = changetype<Bytes[]>(event.params.assets)
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
  dao.grace = event.params.grace
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
  const owner = new TreasuryOwner(dao.treasury)
  owner.dao = dao.id
  owner.save()
  loadOrCreateAsset(dao, Address.zero(), 'COIN')
  for (let gate = 0; gate < GATE_COUNT; gate++) loadOrCreateGate(dao, contracts.gates, gate)
  return dao
}
