import {
  decodeAbiParameters,
  decodeEventLog,
  encodeAbiParameters,
  hexToBytes,
  keccak256,
  numberToHex,
  pad,
  toFunctionSelector,
  toHex,
  zeroAddress,
  type Abi,
  type AbiEvent,
  type AbiFunction,
  type Address,
  type Hex,
  type PublicClient,
} from 'viem'
import type { Deployment } from '../../scripts/generate.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { observersAbi } from '../../web/src/generated/abi/observers.js'
import { recoveryAbi } from '../../web/src/generated/abi/recovery.js'
import { statementsAbi } from '../../web/src/generated/abi/statements.js'
import { budgetsAbi } from '../../web/src/generated/abi/budgets.js'
import { grantsAbi } from '../../web/src/generated/abi/grants.js'
import { payoutsAbi } from '../../web/src/generated/abi/payouts.js'
import { distributionsAbi } from '../../web/src/generated/abi/distributions.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { splitsAbi } from '../../web/src/generated/abi/splits.js'
import { erc1155Abi, erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens.js'
import { registryAbi } from '../../web/src/generated/abi/registry.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import type { Row, Tables } from './entities.js'
import { decodeDescription, decodeLossy, parseDescription, truncate } from './parse-texts.js'
import { decodeTypes, eventId, littleEndian, toCid, word, type Entry, type Facts, type Log } from './replay-core.js'
import { addDays } from './replay-days.js'
import { readTexts, ReplayMoney } from './replay-money.js'

const createdParameters = decodeTypes('uint256 address address[] uint256[] bytes[] bytes[] uint256 uint256 bytes')
const zero32 = pad('0x')
const roles = new Map([
  [zero32, 'ADMIN'],
  ...['PROPOSER', 'CANCELLER', 'EXECUTOR'].map((name) => [keccak256(toHex(`${name}_ROLE`)), name] as const),
])

const choiceFields = ['againstVotes', 'forVotes', 'abstainVotes']
const refusals = 'NONE NOT_ACTIVE NO_SUCH_CHOICE EXPIRED MISDATED SUPERSEDED LOCKED NO_VOTES BAD_SIGNATURE'.split(' ')
const kinds = ['CHARTER', 'RESOLUTION', 'POLICY']
const ballotFunctions = new Map(
  governorAbi.flatMap((item) =>
    item.type === 'function' && item.name.startsWith('cast')
      ? [[toFunctionSelector(item as AbiFunction), item.name] as const]
      : [],
  ),
)

/**
 * The index's entities computed a second time: from `eth_getLogs`, by other code in another language. Documents are
 * those that were published.
 */
class Replay extends ReplayMoney {
  private readonly moneyAbis = new Map<string, Abi>([
    [this.budgets, budgetsAbi],
    [this.grants, grantsAbi],
    [this.payouts, payoutsAbi],
    [this.distributions, distributionsAbi],
    [this.donations, donationsAbi],
    [this.splits, splitsAbi],
  ])

  apply(log: Log) {
    const address = log.address.toLowerCase()
    if (address === this.governor) this.applyOwn(log, governorAbi)
    else if (address === this.treasury) this.applyOwn(log, treasuryAbi)
    else if (address === this.membership) this.applyOwn(log, membershipAbi)
    else if (address === this.observers) this.applyOwn(log, observersAbi)
    else if (address === this.gates) this.applyOwn(log, gatesAbi)
    else if (address === this.recovery) this.applyOwn(log, recoveryAbi)
    else if (address === this.statements) this.applyOwn(log, statementsAbi)
    else if (address === this.registry) this.applyOwn(log, registryAbi)
    const abi = this.moneyAbis.get(address)
    if (abi) this.applyMoney(log, abi)
    this.applyToken(log)
  }

  private applyOwn(log: Log, abi: Abi) {
    const event = decode(log, abi)
    if (!event) return
    const handler = (this as unknown as Record<string, unknown>)[`on${event.name}`]
    if (typeof handler === 'function') handler.call(this, event.args, log)
  }

  private applyMoney(log: Log, abi: Abi) {
    const event = decode(log, abi)
    if (!event) return
    const handler = (this as unknown as Record<string, unknown>)[`on${event.name}`]
    const item = abi.find((each) => each.type === 'event' && each.name === event.name) as AbiEvent
    if (typeof handler === 'function') handler.call(this, readTexts(item, log, event.args as never), log)
  }

  // Governor

  protected onProposalCreated(_: unknown, log: Log) {
    const dao = this.dao(log)
    const [proposalId, proposer, targets, values, , calldatas, snapshot, deadline, raw] = decodeAbiParameters(
      createdParameters,
      log.data,
    ) as [bigint, Address, Address[], bigint[], Hex[], Hex[], bigint, bigint, Hex]
    const id = this.proposalKey(proposalId)
    if (this.row('Proposal', id)) return
    const description = decodeDescription(hexToBytes(raw))
    const { title, summary, cid } = parseDescription(description)
    const descriptionHash = keccak256(raw)
    const salt = numberToHex(BigInt(pad(this.governor, { dir: 'right' })) ^ BigInt(descriptionHash), { size: 32 })
    const batch = decodeTypes('address[] uint256[] bytes[] bytes32 bytes32')
    const operationId = keccak256(encodeAbiParameters(batch, [targets, values, calldatas, zero32, salt]))
    const member = this.member(proposer)
    this.add(member, 'proposalCount', 1)
    const actionCount = Math.min(targets.length, values.length, calldatas.length)
    this.put('Proposal', id, {
      dao: this.governor,
      proposalId,
      number: dao.proposalCount,
      proposer: member.id,
      title,
      summary,
      description,
      descriptionHash,
      cid,
      document: cid && this.documents.has(cid) ? cid : null,
      actionCount,
      createdAt: log.at,
      createdAtBlock: log.blockNumber,
      transaction: log.transactionHash,
      snapshot,
      deadline,
      originalDeadline: deadline,
      extendedAt: null,
      quorumNumerator: dao.quorumNumerator,
      swingExtension: dao.swingExtension,
      lockWindow: dao.lockWindow,
      forVotes: 0,
      againstVotes: 0,
      abstainVotes: 0,
      ballotCount: 0,
      operationId,
      operation: null,
      queuedAt: null,
      eta: null,
      executedAt: null,
      canceledAt: null,
      canceledBy: null,
    })
    for (let index = 0; index < actionCount; index++) {
      const action = { target: targets[index]!.toLowerCase(), value: values[index]!, calldata: calldatas[index]! }
      this.put('Action', id + word(index), { proposal: id, index, ...action })
      this.name(targets[index]!)
    }
    this.add(dao, 'proposalCount', 1)
    const planned = this.operationKey(operationId)
    if (!this.row('PlannedOperation', planned)) this.put('PlannedOperation', planned, { proposal: id })
    if (cid) this.readDocument(cid)
  }

  private proposalKey(proposalId: bigint) {
    return this.governor + word(proposalId)
  }

  private operationKey(operationId: Hex) {
    return this.treasury + operationId.slice(2)
  }

  private change(proposalId: bigint, log: Log, facts: Facts) {
    this.dao(log)
    const id = this.proposalKey(proposalId)
    if (this.row('Proposal', id)) this.put('Proposal', id, facts)
  }

  protected onProposalQueued(args: { proposalId: bigint; etaSeconds: bigint }, log: Log) {
    this.change(args.proposalId, log, { queuedAt: log.at, eta: args.etaSeconds })
  }

  protected onProposalExecuted(args: { proposalId: bigint }, log: Log) {
    this.change(args.proposalId, log, { executedAt: log.at })
  }

  protected onProposalCanceled(args: { proposalId: bigint }, log: Log) {
    this.change(args.proposalId, log, { canceledAt: log.at })
  }

  protected onProposalCanceledBy(args: { proposalId: bigint; by: Address }, log: Log) {
    this.change(args.proposalId, log, { canceledBy: args.by.toLowerCase() })
  }

  protected onVoteCast(args: { voter: Address; proposalId: bigint; support: number; weight: bigint }, log: Log) {
    this.ballot(args, log, decodeTypes('uint256 uint8 uint256 bytes'))
  }

  protected onVoteCastWithParams(args: Parameters<Replay['onVoteCast']>[0], log: Log) {
    this.ballot(args, log, decodeTypes('uint256 uint8 uint256 bytes bytes'))
  }

  private ballot(args: Parameters<Replay['onVoteCast']>[0], log: Log, types: { type: string }[]) {
    if (args.weight === 0n) return
    const reason = decodeLossy(hexToBytes((decodeAbiParameters(types, log.data) as unknown[])[3] as Hex))
    const dao = this.dao(log)
    const proposal = this.row('Proposal', this.proposalKey(args.proposalId))
    if (!proposal) return
    const member = this.member(args.voter)
    const id = (proposal.id as string) + args.voter.toLowerCase().slice(2)
    const before = this.row('Ballot', id)
    const [number, previousSupport] = before ? [Number(before.changeCount) + 1, before.support!] : [0, null]
    if (before) {
      const field = choiceFields[Number(before.support)]
      if (field) this.add(proposal, field, -BigInt(before.weight as string))
    } else for (const row of [dao, member, proposal]) this.add(row, 'ballotCount', 1)
    if (choiceFields[args.support]) this.add(proposal, choiceFields[args.support]!, args.weight)
    const facts = {
      dao: this.governor,
      proposal: proposal.id!,
      voter: member.id!,
      castNumber: dao.castCount,
      support: args.support,
      weight: args.weight,
      reason: truncate(reason, 2048),
      route: this.route(args.voter, log),
      sender: log.sender,
      block: log.blockNumber,
      transaction: log.transactionHash,
      logIndex: log.logIndex,
    }
    this.add(dao, 'castCount', 1)
    const firstCastAt = before?.firstCastAt ?? log.at
    this.put('Ballot', id, { ...facts, changeCount: number, firstCastAt, castAt: log.at })
    this.put('BallotCast', eventId(log), { ...facts, ballot: id, number, previousSupport, at: log.at })
  }

  /** As the transaction tells it: what another contract told the governor is not known. */
  private route(voter: Address, { to, input, sender }: Log) {
    const called = to === this.governor ? ballotFunctions.get(input.slice(0, 10) as Hex) : undefined
    if (called === undefined) return 'UNKNOWN'
    if (called.startsWith('castSigned')) return 'CARRIED'
    if (sender === voter.toLowerCase()) return 'DIRECT'
    return called.endsWith('BySig') ? 'CARRIED' : 'UNKNOWN'
  }

  protected onBallotChanged(
    args: { proposalId: bigint; voter: Address; from: number; to: number; weight: bigint },
    log: Log,
  ) {
    this.dao(log)
    const proposal = this.proposalKey(args.proposalId)
    if (!this.row('Proposal', proposal)) return
    const { from, to, weight } = args
    const voter = this.member(args.voter).id!
    this.put('BallotChanged', eventId(log), { ...this.event(log), proposal, voter, from, to, weight })
  }

  protected onBallotSkipped(args: { proposalId: bigint; voter: Address; refusal: number }, log: Log) {
    this.dao(log)
    const proposal = this.proposalKey(args.proposalId)
    this.put('BallotSkipped', eventId(log), {
      ...this.event(log),
      proposalId: args.proposalId,
      proposal: this.row('Proposal', proposal) ? proposal : null,
      voter: args.voter.toLowerCase(),
      refusal: refusals[args.refusal] ?? 'UNKNOWN',
      sender: log.sender,
    })
  }

  protected onProposalExtended(args: { proposalId: bigint; extendedDeadline: bigint }, log: Log) {
    const id = this.proposalKey(args.proposalId)
    const oldDeadline = this.row('Proposal', id)?.deadline
    const newDeadline = args.extendedDeadline
    this.change(args.proposalId, log, { deadline: newDeadline, extendedAt: log.at })
    if (oldDeadline === undefined) return
    this.put('ProposalExtended', eventId(log), { ...this.event(log), proposal: id, oldDeadline, newDeadline })
  }

  protected onVotingDelaySet(args: { oldVotingDelay: bigint; newVotingDelay: bigint }, log: Log) {
    this.dao(log).votingDelay = String(args.newVotingDelay)
    this.setting(log, 'votingDelay', args.oldVotingDelay, args.newVotingDelay)
  }

  protected onVotingPeriodSet(args: { oldVotingPeriod: bigint; newVotingPeriod: bigint }, log: Log) {
    this.dao(log).votingPeriod = String(args.newVotingPeriod)
    this.setting(log, 'votingPeriod', args.oldVotingPeriod, args.newVotingPeriod)
  }

  protected onProposalThresholdSet(args: { oldProposalThreshold: bigint; newProposalThreshold: bigint }, log: Log) {
    this.dao(log).proposalThreshold = String(args.newProposalThreshold)
    this.setting(log, 'proposalThreshold', args.oldProposalThreshold, args.newProposalThreshold)
  }

  protected onQuorumNumeratorUpdated(args: { oldQuorumNumerator: bigint; newQuorumNumerator: bigint }, log: Log) {
    this.dao(log).quorumNumerator = String(args.newQuorumNumerator)
    this.setting(log, 'quorumNumerator', args.oldQuorumNumerator, args.newQuorumNumerator)
  }

  protected onVotingRulesSet(args: Record<'swingExtension' | 'lockWindow' | 'proposalLimit', bigint>, log: Log) {
    const dao = this.dao(log)
    for (const [place, name] of (['swingExtension', 'lockWindow', 'proposalLimit'] as const).entries()) {
      const before = dao[name]!
      if (before === String(args[name])) continue
      dao[name] = String(args[name])
      this.setting(log, name, before, args[name], eventId(log) + littleEndian(place))
    }
  }

  protected onTimelockChange(args: { oldTimelock: Address; newTimelock: Address }, log: Log) {
    this.setting(log, 'timelock', args.oldTimelock, args.newTimelock)
  }

  private describeGuardian(dao: Row) {
    if (dao.guardianBurnt) return 'burnt'
    return dao.guardian === null ? 'none' : `${String(dao.guardian)} ${String(dao.guardianExpiresAt)}`
  }

  protected onGuardianSet(args: { guardian: Address; expiresAt: number }, log: Log) {
    const dao = this.dao(log)
    const before = this.describeGuardian(dao)
    dao.guardian = args.guardian === zeroAddress ? null : args.guardian.toLowerCase()
    dao.guardianExpiresAt = String(args.expiresAt)
    this.setting(log, 'guardian', before, this.describeGuardian(dao))
  }

  protected onGuardianBurnt(_: unknown, log: Log) {
    const dao = this.dao(log)
    const before = this.describeGuardian(dao)
    dao.guardianBurnt = true
    this.setting(log, 'guardian', before, 'burnt')
  }

  // Registry

  protected onDocumentAdopted(args: { number: bigint; digest: Hex; kind: number; decision: Hex }, log: Log) {
    const dao = this.dao(log)
    const id = this.registry + word(args.number)
    if (this.row('AdoptedDocument', id)) return
    const { number, digest } = args
    const cid = toCid(digest)
    const kind = kinds[args.kind] ?? 'UNKNOWN'
    this.put('AdoptedDocument', id, {
      dao: this.governor,
      ...{ number, kind, digest, cid },
      document: this.documents.has(cid) ? cid : null,
      ...this.link(args.decision),
      adoptedAt: log.at,
      block: log.blockNumber,
      transaction: log.transactionHash,
      repealedBy: null,
      repealedAt: null,
    })
    this.add(dao, 'documentCount', 1)
    if (kind === 'CHARTER') dao.charter = id
    this.readDocument(cid)
  }

  protected onDocumentRepealed(args: { number: bigint; by: bigint }, log: Log) {
    this.dao(log)
    const [id, by] = [args.number, args.by].map((number) => this.registry + word(number))
    if (this.row('AdoptedDocument', by!) === undefined) return
    const repealed = this.row('AdoptedDocument', id!)
    if (repealed) Object.assign(repealed, { repealedBy: by!, repealedAt: String(log.at) })
  }

  // Treasury

  protected onCallScheduled(
    args: { id: Hex; index: bigint; target: Address; value: bigint; data: Hex; predecessor: Hex; delay: bigint },
    log: Log,
  ) {
    const dao = this.dao(log)
    const id = this.operationKey(args.id)
    const known = this.row('Operation', id)
    const isSame =
      known && known.executedAt === null && known.canceledAt === null && known.scheduledAt === String(log.at)
    const readyAt = log.at + args.delay
    const operation = isSame
      ? known
      : this.put('Operation', id, {
          dao: this.governor,
          operationId: args.id,
          proposal: this.row('PlannedOperation', id)?.proposal ?? known?.proposal ?? null,
          salt: known?.salt ?? null,
          predecessor: args.predecessor,
          callCount: 0,
          scheduledAt: log.at,
          readyAt,
          expiresAt: readyAt + BigInt(dao.grace as string),
          executedAt: null,
          executedBy: null,
          executedIn: null,
          canceledAt: null,
        })
    this.put('OperationCall', id + word(args.index), {
      operation: id,
      index: operation.callCount!,
      target: args.target.toLowerCase(),
      value: args.value,
      calldata: args.data,
    }).executedAt ??= null
    this.add(operation, 'callCount', 1)
    this.follow(operation, { operation: id })
  }

  private follow(operation: Row, facts: Facts) {
    if (operation.proposal) this.put('Proposal', operation.proposal as string, facts)
  }

  protected onCallSalt(args: { id: Hex; salt: Hex }, log: Log) {
    this.dao(log)
    const operation = this.row('Operation', this.operationKey(args.id))
    if (operation) operation.salt = args.salt
  }

  protected onCallExecuted(args: { id: Hex; index: bigint; target: Address; value: bigint }, log: Log) {
    this.dao(log)
    const id = this.operationKey(args.id)
    const operation = this.row('Operation', id)
    if (operation) {
      this.put('Operation', id, { executedAt: log.at, executedBy: log.sender, executedIn: log.transactionHash })
      const call = this.row('OperationCall', id + word(args.index))
      if (call) call.executedAt = String(log.at)
      this.follow(operation, { executedAt: log.at })
    }
    for (const entry of this.takeDecided(log)) this.decide(entry, args.id)
    if (args.value === 0n) return
    const flow = this.flow(log, eventId(log), zeroAddress, 'COIN', 'OUT', args.target, args.value, null)
    this.decide({ entity: 'Flow', id: flow }, args.id)
  }

  private decide({ entity, id }: Entry, operationId: Hex) {
    this.put(entity, id, this.link(operationId))
  }

  protected onCancelled(args: { id: Hex }, log: Log) {
    this.dao(log)
    const operation = this.row('Operation', this.operationKey(args.id))
    if (!operation) return
    operation.canceledAt = String(log.at)
    this.follow(operation, { canceledAt: log.at })
  }

  protected onCoinReceived(args: { from: Address; value: bigint }, log: Log) {
    this.flow(log, eventId(log), zeroAddress, 'COIN', 'IN', args.from, args.value, null)
  }

  protected onEnvelopeSet(
    args: {
      envelopeId: bigint
      module: Address
      asset: Address
      total: bigint
      cap: bigint
      period: number
      end: number
      decision: Hex
    },
    log: Log,
  ) {
    this.dao(log)
    if (args.asset !== zeroAddress) this.name(args.asset)
    const { envelopeId, total, cap, period, end } = args
    this.put('Envelope', this.treasury + word(envelopeId), {
      dao: this.governor,
      module: args.module.toLowerCase(),
      token: args.asset.toLowerCase(),
      drawn: 0,
      decision: this.link(args.decision).operation,
      setAt: log.at,
      revokedAt: null,
      purpose: null,
      category: null,
      ...{ budget: null, grant: null, payout: null, distribution: null, standing: null },
      ...{ envelopeId, total, cap, period, end },
    })
  }

  protected onEnvelopeRevoked(args: { envelopeId: bigint }, log: Log) {
    this.dao(log)
    const envelope = this.row('Envelope', this.treasury + word(args.envelopeId))
    if (envelope) envelope.revokedAt = String(log.at)
  }

  protected onDisbursed(
    args: { envelopeId: bigint; decision: Hex; to: Address; asset: Address; amount: bigint; ref: Hex },
    log: Log,
  ) {
    this.dao(log)
    const envelope = this.row('Envelope', this.treasury + word(args.envelopeId))
    const flow =
      args.asset === zeroAddress
        ? this.flow(log, eventId(log), zeroAddress, 'COIN', 'OUT', args.to, args.amount, null)
        : this.takeFlow(log, args)
    if (flow) this.decide({ entity: 'Flow', id: flow }, args.decision)
    if (flow) this.put('Flow', flow, this.describePayment(args.ref, envelope))
    this.recordSpending(log, args.asset, args.amount, envelope)
    if (!envelope) return
    this.add(envelope, 'drawn', args.amount)
    this.recordClaim(log, args.ref, args.to, args.amount, envelope, flow)
  }

  private takeFlow(log: Log, { asset, to, amount }: { asset: Address; to: Address; amount: bigint }) {
    const assetId = this.treasury + asset.toLowerCase().slice(2)
    return this.takeDecidedOne(log, ({ entity, id }) => {
      const flow = entity === 'Flow' ? this.row('Flow', id)! : undefined
      return flow?.asset === assetId && flow.counterparty === to.toLowerCase() && flow.amount === String(amount)
    })?.id
  }

  protected onMinDelayChange(args: { oldDuration: bigint; newDuration: bigint }, log: Log) {
    this.dao(log).timelockDelay = String(args.newDuration)
    this.setting(log, 'timelockDelay', args.oldDuration, args.newDuration)
  }

  protected onRoleGranted(args: { role: Hex; account: Address }, log: Log) {
    this.role(args, log, true)
  }

  protected onRoleRevoked(args: { role: Hex; account: Address }, log: Log) {
    this.role(args, log, false)
  }

  private role({ role, account }: { role: Hex; account: Address }, log: Log, held: boolean) {
    this.dao(log)
    const id = this.treasury + role.slice(2) + account.toLowerCase().slice(2)
    const facts = { dao: this.governor, role, name: roles.get(role) ?? role, account: account.toLowerCase() }
    this.put('RoleHolder', id, { ...facts, held, changedAt: log.at })
  }

  // Tokens

  private applyToken(log: Log) {
    const kinds = { ERC20: erc20Abi, ERC721: erc721Abi, ERC1155: erc1155Abi }
    for (const [kind, abi] of Object.entries(kinds)) {
      const event = decode(log, abi)
      if (!event || !event.name.startsWith('Transfer')) continue
      const args = event.args as {
        from: Address
        to: Address
        value?: bigint
        tokenId?: bigint
        id?: bigint
        ids?: bigint[]
        values?: bigint[]
      }
      const isOut = args.from.toLowerCase() === this.treasury
      if (isOut === (args.to.toLowerCase() === this.treasury)) continue
      const [direction, other] = isOut ? (['OUT', args.to] as const) : (['IN', args.from] as const)
      const record = (id: string, amount: bigint, tokenId: bigint | null) =>
        this.flow(log, id, log.address, kind, direction, other, amount, tokenId)
      if (kind === 'ERC20') record(eventId(log), args.value!, null)
      else if (kind === 'ERC721') record(eventId(log), 1n, args.tokenId!)
      else if (args.ids && args.values) {
        const length = Math.min(args.ids.length, args.values.length, 1024)
        for (let i = 0; i < length; i++) record(eventId(log) + littleEndian(i), args.values[i]!, args.ids[i]!)
      } else record(eventId(log), args.value!, args.id!)
    }
  }

  private flow(
    log: Log,
    id: string,
    token: Address,
    kind: string,
    direction: 'IN' | 'OUT',
    counterparty: Address,
    amount: bigint,
    tokenId: bigint | null,
  ): string {
    this.dao(log)
    const asset = this.asset(token, kind)
    this.add(asset, direction === 'IN' ? 'received' : 'paid', amount)
    this.add(asset, 'balance', direction === 'IN' ? amount : -amount)
    const number = asset.flowCount!
    this.add(asset, 'flowCount', 1)
    this.put('Flow', id, {
      ...this.event(log),
      asset: asset.id!,
      direction,
      counterparty: counterparty.toLowerCase(),
      amount,
      tokenId,
      number,
      balance: asset.balance!,
      operation: null,
      proposal: null,
      envelope: null,
      ...{ purpose: null, category: null, ref: null, digest: null, cid: null },
      logIndex: log.logIndex,
    })
    if (direction === 'OUT' && kind !== 'COIN' && asset.listed) this.awaitDecision(log, { entity: 'Flow', id })
    return id
  }
}

function decode(log: Log, abi: Abi): { name: string; args: unknown } | undefined {
  try {
    const event = decodeEventLog({ abi, topics: log.topics as [Hex, ...Hex[]], data: log.data, strict: true })
    return { name: event.eventName!, args: event.args }
  } catch {
    return undefined // Not an event of this ABI, or not one that its parameters fit.
  }
}

/** Blocks; an answer holds at most some megabytes. */
const rangeSize = 20n

/** Replays the chain up to a block. */
export async function replay(
  client: PublicClient,
  deployment: Deployment,
  documents: ReadonlyMap<string, Uint8Array>,
  toBlock: bigint,
): Promise<Tables> {
  const model = new Replay(deployment, documents)
  for (let fromBlock = BigInt(deployment.startBlock); fromBlock <= toBlock; fromBlock += rangeSize) {
    const last = fromBlock + rangeSize - 1n
    const logs = await client.getLogs({ fromBlock, toBlock: last < toBlock ? last : toBlock })
    const numbers = [...new Set(logs.map((log) => log.blockNumber))]
    const blocks = await Promise.all(
      numbers.map((blockNumber) => client.getBlock({ blockNumber, includeTransactions: true })),
    )
    const times = new Map(blocks.map((block) => [block.number, block.timestamp]))
    const transactions = new Map(
      blocks.flatMap((block) => block.transactions.map((each) => [each.hash, each] as const)),
    )
    for (const log of logs) {
      const { from, to, input } = transactions.get(log.transactionHash)!
      const sender = from.toLowerCase() as Address
      const called = (to?.toLowerCase() ?? null) as Address | null
      model.apply({ ...log, topics: log.topics, at: times.get(log.blockNumber)!, sender, to: called, input })
    }
  }
  model.tables.delete('DecisionQueue')
  addDays(model.tables, model.spendings)
  return model.tables
}
