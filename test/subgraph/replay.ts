import {
  concatHex,
  decodeAbiParameters,
  decodeEventLog,
  encodeAbiParameters,
  hexToBytes,
  keccak256,
  numberToHex,
  pad,
  toHex,
  zeroAddress,
  type Abi,
  type Address,
  type Hex,
  type PublicClient,
} from 'viem'
import type { Deployment } from '../../scripts/generate.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { erc1155Abi, erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { readEntities, type Row, type Tables, type Value } from './entities.js'
import { decodeDescription, decodeLossy, parseDescription, parseDocument, truncate } from './parse-texts.js'

type Log = {
  address: Address
  topics: Hex[]
  data: Hex
  blockNumber: bigint
  at: bigint
  transactionHash: Hex
  sender: Address
  logIndex: number
}

type Facts = Record<string, Value | bigint | number | undefined>

const createdParameters = decodeTypes('uint256 address address[] uint256[] bytes[] bytes[] uint256 uint256 bytes')
const zero32 = pad('0x')
const roles = new Map([
  [zero32, 'ADMIN'],
  ...['PROPOSER', 'CANCELLER', 'EXECUTOR'].map((name) => [keccak256(toHex(`${name}_ROLE`)), name] as const),
])

function decodeTypes(types: string) {
  return types.split(' ').map((type) => ({ type }))
}

/**
 * The index's entities computed a second time: from `eth_getLogs`, by other code in another language. Documents are
 * those that were published.
 */
class Replay {
  readonly tables: Tables = new Map([...readEntities().keys()].map((name) => [name, new Map<string, Row>()]))
  private readonly governor: Hex
  private readonly treasury: Hex
  private readonly membership: Hex
  private readonly assets: Set<string>
  private queue: { transaction: Hex; flows: string[] } | undefined

  constructor(
    private readonly deployment: Deployment,
    private readonly documents: ReadonlyMap<string, Uint8Array>,
  ) {
    this.governor = deployment.governor.toLowerCase() as Hex
    this.treasury = deployment.treasury.toLowerCase() as Hex
    this.membership = deployment.membership.toLowerCase() as Hex
    this.assets = new Set(deployment.assets.map((asset) => asset.toLowerCase()))
  }

  apply(log: Log) {
    const address = log.address.toLowerCase()
    if (address === this.governor) this.applyOwn(log, governorAbi)
    else if (address === this.treasury) this.applyOwn(log, treasuryAbi)
    else if (address === this.membership) this.applyOwn(log, membershipAbi)
    this.applyToken(log)
  }

  private applyOwn(log: Log, abi: Abi) {
    const event = decode(log, abi)
    if (!event) return
    const handler = (this as unknown as Record<string, unknown>)[`on${event.name}`]
    if (typeof handler === 'function') handler.call(this, event.args, log)
  }

  private row(entity: string, id: string): Row | undefined {
    return this.tables.get(entity)!.get(id)
  }

  private put(entity: string, id: string, facts: Facts): Row {
    const row = this.row(entity, id) ?? ({ id } as Row)
    for (const [name, value] of Object.entries(facts)) {
      row[name] = typeof value === 'bigint' || typeof value === 'number' ? String(value) : (value ?? null)
    }
    this.tables.get(entity)!.set(id, row)
    return row
  }

  private add(row: Row, field: string, by: bigint | number) {
    row[field] = String(BigInt(row[field] as string) + BigInt(by))
  }

  private dao(log: Log): Row {
    const known = this.row('Dao', this.governor)
    if (known) return known
    const dao = this.put('Dao', this.governor, {
      name: this.deployment.name,
      governor: this.governor,
      treasury: this.treasury,
      membership: this.membership,
      createdAt: log.at,
      createdAtBlock: log.blockNumber,
      grace: this.deployment.grace,
      guardian: null,
      guardianBurnt: false,
    })
    const zeros = 'votingDelay votingPeriod proposalThreshold quorumNumerator timelockDelay guardianExpiresAt'
    const counts = 'seatCount memberCount proposalCount ballotCount'
    for (const name of `${zeros} ${counts}`.split(' ')) dao[name] = '0'
    this.asset(zeroAddress, 'COIN')
    return dao
  }

  private member(account: Hex): Row {
    const id = this.governor + account.toLowerCase().slice(2)
    const zeros = { seatCount: 0, votes: 0, ballotCount: 0, proposalCount: 0 }
    return (
      this.row('Member', id) ??
      this.put('Member', id, {
        dao: this.governor,
        account: account.toLowerCase(),
        joinedAt: null,
        delegate: null,
        ...zeros,
      })
    )
  }

  private asset(token: Hex, kind: string): Row {
    const id = this.treasury + token.toLowerCase().slice(2)
    const listed = kind === 'COIN' || this.assets.has(token.toLowerCase()) || this.row('NamedTarget', id) !== undefined
    const zeros = { received: 0, paid: 0, balance: 0, flowCount: 0 }
    return (
      this.row('Asset', id) ??
      this.put('Asset', id, { dao: this.governor, token: token.toLowerCase(), kind, listed, ...zeros })
    )
  }

  private name(target: Hex) {
    const id = this.treasury + target.toLowerCase().slice(2)
    this.put('NamedTarget', id, {})
    const asset = this.row('Asset', id)
    if (asset) asset.listed = true
  }

  private event(log: Log): Facts {
    return { dao: this.governor, at: log.at, block: log.blockNumber, transaction: log.transactionHash }
  }

  private setting(log: Log, name: string, oldValue: unknown, newValue: unknown) {
    this.dao(log)
    const values = { name, oldValue: String(oldValue).toLowerCase(), newValue: String(newValue).toLowerCase() }
    this.put('SettingChanged', eventId(log), { ...this.event(log), ...values })
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

  private readDocument(cid: string) {
    const bytes = this.documents.get(cid)
    if (!bytes) return
    const sections = parseDocument(bytes)
    this.put('Document', cid, { status: sections ? 'VALID' : 'INVALID', size: bytes.length })
    for (const section of sections ?? []) {
      this.put('DocumentSection', `${cid}/${section.language}`, { document: cid, ...section })
    }
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
    const fields = ['againstVotes', 'forVotes', 'abstainVotes']
    const before = this.row('Ballot', id)
    if (before) {
      const field = fields[Number(before.support)]
      if (field) this.add(proposal, field, -BigInt(before.weight as string))
    } else for (const row of [dao, member, proposal]) this.add(row, 'ballotCount', 1)
    if (fields[args.support]) this.add(proposal, fields[args.support]!, args.weight)
    this.put('Ballot', id, {
      dao: this.governor,
      proposal: proposal.id!,
      voter: member.id!,
      support: args.support,
      weight: args.weight,
      reason: truncate(reason, 2048),
      castAt: log.at,
      block: log.blockNumber,
      transaction: log.transactionHash,
      logIndex: log.logIndex,
    })
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

  // Membership

  protected onTransfer(args: { from: Address; to: Address; tokenId: bigint }, log: Log) {
    const dao = this.dao(log)
    if (args.from === args.to) return
    const isBurnt = args.to === zeroAddress
    if (args.from === zeroAddress) this.add(dao, 'seatCount', 1)
    else this.seat(dao, this.member(args.from), -1)
    if (isBurnt) this.add(dao, 'seatCount', -1)
    else {
      const member = this.member(args.to)
      member.joinedAt ??= String(log.at)
      this.seat(dao, member, 1)
    }
    const id = this.membership + word(args.tokenId)
    const known = this.row('Seat', id)
    if (isBurnt && known) known.burntAt = String(log.at)
    if (isBurnt) return
    const since = known ? known.since! : log.at
    const facts = { dao: this.governor, tokenId: args.tokenId, since, burntAt: null }
    this.put('Seat', id, { ...facts, holder: this.member(args.to).id! })
  }

  private seat(dao: Row, member: Row, by: number) {
    if (by > 0 && member.seatCount === '0') this.add(dao, 'memberCount', 1)
    this.add(member, 'seatCount', by)
    if (by < 0 && member.seatCount === '0') this.add(dao, 'memberCount', -1)
  }

  protected onDelegateChanged(args: { delegator: Address; fromDelegate: Address; toDelegate: Address }, log: Log) {
    this.dao(log)
    const member = this.member(args.delegator)
    member.delegate = args.toDelegate === zeroAddress ? null : this.member(args.toDelegate).id!
    this.put('DelegateChanged', eventId(log), {
      ...this.event(log),
      delegator: member.id!,
      fromDelegate: args.fromDelegate.toLowerCase(),
      toDelegate: args.toDelegate.toLowerCase(),
    })
  }

  protected onDelegateVotesChanged(args: { delegate: Address; previousVotes: bigint; newVotes: bigint }, log: Log) {
    this.dao(log)
    const member = this.member(args.delegate)
    member.votes = String(args.newVotes)
    const { previousVotes, newVotes } = args
    this.put('DelegateVotesChanged', eventId(log), {
      ...this.event(log),
      delegate: member.id!,
      previousVotes,
      newVotes,
    })
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
    for (const flow of this.takeQueue(log)) this.decide(flow, args.id)
    if (args.value === 0n) return
    this.decide(this.flow(log, eventId(log), zeroAddress, 'COIN', 'OUT', args.target, args.value, null), args.id)
  }

  private takeQueue(log: Log): string[] {
    if (this.queue?.transaction !== log.transactionHash) return []
    return this.queue.flows.splice(0)
  }

  private decide(flowId: string, operationId: Hex) {
    const id = this.operationKey(operationId)
    this.put('Flow', flowId, { operation: id, proposal: this.row('Operation', id)?.proposal ?? null })
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
      decision: this.operationKey(args.decision),
      setAt: log.at,
      revokedAt: null,
      ...{ envelopeId, total, cap, period, end },
    })
  }

  protected onEnvelopeRevoked(args: { envelopeId: bigint }, log: Log) {
    this.dao(log)
    const envelope = this.row('Envelope', this.treasury + word(args.envelopeId))
    if (envelope) envelope.revokedAt = String(log.at)
  }

  protected onDisbursed(
    args: { envelopeId: bigint; decision: Hex; to: Address; asset: Address; amount: bigint },
    log: Log,
  ) {
    this.dao(log)
    const envelope = this.row('Envelope', this.treasury + word(args.envelopeId))
    const flow =
      args.asset === zeroAddress
        ? this.flow(log, eventId(log), zeroAddress, 'COIN', 'OUT', args.to, args.amount, null)
        : this.takeFlow(log, args)
    if (flow) this.decide(flow, args.decision)
    if (flow && envelope) this.put('Flow', flow, { envelope: envelope.id! })
    if (envelope) this.add(envelope, 'drawn', args.amount)
  }

  private takeFlow(log: Log, { asset, to, amount }: { asset: Address; to: Address; amount: bigint }) {
    if (this.queue?.transaction !== log.transactionHash) return undefined
    const assetId = this.treasury + asset.toLowerCase().slice(2)
    const index = this.queue.flows.findLastIndex((id) => {
      const flow = this.row('Flow', id)!
      return flow.asset === assetId && flow.counterparty === to.toLowerCase() && flow.amount === String(amount)
    })
    return index === -1 ? undefined : this.queue.flows.splice(index, 1)[0]
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
    this.add(asset, 'flowCount', 1)
    this.put('Flow', id, {
      ...this.event(log),
      asset: asset.id!,
      direction,
      counterparty: counterparty.toLowerCase(),
      amount,
      tokenId,
      operation: null,
      proposal: null,
      envelope: null,
      logIndex: log.logIndex,
    })
    if (direction === 'OUT' && kind !== 'COIN' && asset.listed) {
      if (this.queue?.transaction !== log.transactionHash) this.queue = { transaction: log.transactionHash, flows: [] }
      this.queue.flows.push(id)
    }
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

function word(value: bigint | number): string {
  return numberToHex(BigInt(value), { size: 32 }).slice(2)
}

function littleEndian(value: number): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes.toString('hex')
}

function eventId(log: Log): string {
  return concatHex([log.transactionHash, `0x${littleEndian(log.logIndex)}`])
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
    const senders = new Map(
      blocks.flatMap(({ transactions }) => transactions.map((each) => [each.hash, each.from.toLowerCase() as Address])),
    )
    for (const log of logs) {
      const [at, sender] = [times.get(log.blockNumber)!, senders.get(log.transactionHash)!]
      model.apply({ ...log, topics: log.topics, at, sender })
    }
  }
  model.tables.delete('PaymentQueue')
  return model.tables
}
