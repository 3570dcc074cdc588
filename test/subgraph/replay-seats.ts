import { decodeAbiParameters, hexToBytes, zeroAddress, zeroHash, type Address, type Hex } from 'viem'
import type { Row } from './entities.js'
import { decodeLossy, truncate } from './parse-texts.js'
import { decodeTypes, eventId, littleEndian, ReplayCore, toCid, word, type Facts, type Log } from './replay-core.js'

const kindNames = ['MEMBER', 'STEWARD', 'ORGANISATION', 'OBSERVER']
const ruleNames = ['LOCKED', 'APPROVED', 'FREE']
const kindOf = (kind: number) => kindNames[kind] ?? 'UNKNOWN'
const hex = (account: string) => account.toLowerCase() as Hex

type TokenArgs = { tokenId: bigint }
type HolderArgs = { tokenId: bigint; holder: Address }

/** The part of the replay that is about seats: membership, observers, gates, recovery and statements. */
export abstract class ReplaySeats extends ReplayCore {
  private seat(log: Log, tokenId: bigint): Row | undefined {
    return this.row('Seat', hex(log.address) + word(tokenId))
  }

  /** A string of a log, whose bytes need not be UTF-8. */
  private reason(log: Log, types: string): string {
    const values = decodeAbiParameters(decodeTypes(types), log.data) as unknown[]
    return truncate(decodeLossy(hexToBytes(values.at(-1) as Hex)), 2048)
  }

  private record(log: Log, seat: Row, change: string, by: string, facts: Facts = {}) {
    const number = seat.changeCount as string
    const id = (seat.id as string) + littleEndian(Number(number))
    this.put('SeatChanged', id, {
      ...this.event(log),
      seat: seat.id!,
      number,
      change,
      holder: seat.holder!,
      previousHolder: null,
      by,
      officer: null,
      kind: seat.kind!,
      previousKind: null,
      expiry: seat.expiry!,
      gate: null,
      ref: null,
      reason: '',
      isCapped: false,
      approvedTo: null,
      operation: null,
      proposal: null,
      logIndex: log.logIndex,
      ...facts,
    })
    this.add(seat, 'changeCount', 1)
    if (by === this.treasury) this.awaitDecision(log, { entity: 'SeatChanged', id })
  }

  private lastChange(log: Log, seat: Row, change: string): Row | undefined {
    const row = this.row('SeatChanged', (seat.id as string) + littleEndian(Number(seat.changeCount) - 1))
    return row?.change === change && row.transaction === log.transactionHash ? row : undefined
  }

  private count(dao: Row, seat: Row, by: number, kind = seat.kind as string) {
    if (seat.collection === 'OBSERVERS') this.add(dao, 'observerSeatCount', by)
    else if (kind === 'MEMBER') this.add(dao, 'memberSeatCount', by)
    else if (kind === 'STEWARD') this.add(dao, 'stewardSeatCount', by)
    else if (kind === 'ORGANISATION') this.add(dao, 'organisationSeatCount', by)
  }

  // Both collections

  protected onTransfer(args: { from: Address; to: Address; tokenId: bigint }, log: Log) {
    const dao = this.dao(log)
    const isVoting = hex(log.address) !== this.observers
    if (args.from !== args.to) {
      for (const [account, by] of [
        [args.from, -1],
        [args.to, 1],
      ] as const) {
        if (account === zeroAddress) {
          if (isVoting) this.add(dao, 'seatCount', -by)
          continue
        }
        const member = this.member(account)
        if (by === 1) member.joinedAt ??= String(log.at)
        if (isVoting && member.seatCount === '0') this.add(dao, 'memberCount', 1)
        this.add(member, isVoting ? 'seatCount' : 'observerSeatCount', by)
        if (isVoting && member.seatCount === '0') this.add(dao, 'memberCount', -1)
      }
    }
    const seat = this.seat(log, args.tokenId)
    if (!seat || args.from === zeroAddress) return
    seat.transferApprovedTo = null
    if (args.to === zeroAddress || args.from === args.to) return
    const previousHolder = seat.holder!
    seat.holder = this.member(args.to).id!
    this.record(log, seat, 'TRANSFERRED', log.sender, { previousHolder })
  }

  protected onSeatAdmitted(args: HolderArgs & { kind: number; expiry: number; by: Address }, log: Log) {
    const dao = this.dao(log)
    if (this.seat(log, args.tokenId)) return
    const by = hex(args.by)
    const collection = hex(log.address) === this.observers ? 'OBSERVERS' : 'MEMBERSHIP'
    const gate = by === this.treasury ? 'VOTE' : by === dao.gates ? 'UNKNOWN' : 'FOUNDER'
    const seat = this.put('Seat', hex(log.address) + word(args.tokenId), {
      dao: this.governor,
      collection,
      tokenId: args.tokenId,
      place: collection === 'OBSERVERS' ? args.tokenId + 2n ** 64n : args.tokenId,
      kind: kindOf(args.kind),
      status: 'CURRENT',
      holder: this.member(args.holder).id!,
      since: log.at,
      mintedAt: log.at,
      kindSince: log.at,
      expiry: args.expiry,
      burntAt: null,
      gate,
      admittedBy: by,
      ref: null,
      reason: '',
      list: null,
      operation: null,
      proposal: null,
      transferApprovedTo: null,
      changeCount: 0,
      guardians: null,
      nextGuardians: null,
      recovery: null,
      recoveryRound: 0,
      recoveryCount: 0,
      byVoteUntil: 0,
    })
    this.count(dao, seat, 1)
    const isCapped = collection === 'MEMBERSHIP' && by === dao.gates
    this.record(log, seat, 'ADMITTED', by, { gate, isCapped })
    if (gate === 'VOTE') this.awaitDecision(log, { entity: 'Seat', id: seat.id as string })
  }

  protected onSeatRenewed(args: HolderArgs & { expiry: number; by: Address }, log: Log) {
    const dao = this.dao(log)
    const seat = this.seat(log, args.tokenId)
    if (!seat) return
    const isMinted = seat.status === 'LAPSED'
    if (isMinted) {
      Object.assign(seat, { status: 'CURRENT', mintedAt: String(log.at), burntAt: null })
      this.add(dao, 'lapsedSeatCount', -1)
      this.count(dao, seat, 1)
    }
    seat.expiry = String(args.expiry)
    const by = hex(args.by)
    const isCapped = isMinted && seat.collection === 'MEMBERSHIP' && by === dao.gates
    this.record(log, seat, 'RENEWED', by, { isCapped })
  }

  protected onSeatLapsed({ tokenId }: TokenArgs, log: Log) {
    this.end(log, tokenId, 'LAPSED', log.sender)
  }

  protected onSeatLeft({ tokenId, holder }: HolderArgs, log: Log) {
    this.end(log, tokenId, 'LEFT', hex(holder))
  }

  protected onSeatRevoked({ tokenId }: TokenArgs, log: Log) {
    this.end(log, tokenId, 'REVOKED', this.treasury)
  }

  private end(log: Log, tokenId: bigint, change: string, by: string) {
    const dao = this.dao(log)
    const seat = this.seat(log, tokenId)
    if (!seat) return
    if (seat.status === 'CURRENT') {
      this.count(dao, seat, -1)
      seat.burntAt = String(log.at)
    } else if (seat.status === 'LAPSED') this.add(dao, 'lapsedSeatCount', -1)
    seat.status = change === 'LAPSED' ? 'LAPSED' : 'ENDED'
    if (change === 'LAPSED') this.add(dao, 'lapsedSeatCount', 1)
    this.record(log, seat, change, by)
  }

  // Membership

  protected onSeatKindChanged(args: TokenArgs & { to: number }, log: Log) {
    const dao = this.dao(log)
    const seat = this.seat(log, args.tokenId)
    if (!seat) return
    const previousKind = seat.kind as string
    Object.assign(seat, { kind: kindOf(args.to), kindSince: String(log.at) })
    if (seat.status === 'CURRENT') {
      this.count(dao, seat, -1, previousKind)
      this.count(dao, seat, 1)
    }
    this.record(log, seat, 'KIND_CHANGED', this.treasury, { previousKind })
  }

  protected onSeatRecovered(args: TokenArgs & { to: Address }, log: Log) {
    this.dao(log)
    const seat = this.seat(log, args.tokenId)
    if (!seat) return
    const previousHolder = seat.holder!
    seat.holder = this.member(args.to).id!
    this.record(log, seat, 'RECOVERED', log.sender, { previousHolder })
  }

  protected onTransferApproved(args: TokenArgs & { to: Address; by: Address }, log: Log) {
    this.dao(log)
    const seat = this.seat(log, args.tokenId)
    if (!seat) return
    const approvedTo = args.to === zeroAddress ? null : hex(args.to)
    seat.transferApprovedTo = approvedTo
    this.record(log, seat, 'TRANSFER_APPROVED', hex(args.by), { approvedTo })
  }

  protected onRulesSet(args: { transferRule: number; severalSeats: boolean; admissionShare: number }, log: Log) {
    const dao = this.dao(log)
    const transferRule = ruleNames[args.transferRule] ?? 'UNKNOWN'
    this.set(log, dao, { transferRule, severalSeats: args.severalSeats, admissionShare: String(args.admissionShare) })
  }

  protected onPartsSet(args: { governor: Address; gates: Address; recovery: Address }, log: Log) {
    const [admissionGovernor, gates, recovery] = [hex(args.governor), hex(args.gates), hex(args.recovery)]
    this.set(log, this.dao(log), { admissionGovernor, gates, recovery })
  }

  private set(log: Log, dao: Row, facts: Record<string, string | boolean>) {
    for (const [place, [name, value]] of Object.entries(facts).entries()) {
      const before = dao[name]
      dao[name] = value
      if (before === value) continue
      const change = { name, oldValue: String(before), newValue: String(value) }
      this.put('SettingChanged', eventId(log) + littleEndian(place), { ...this.event(log), ...change })
    }
  }

  protected onDelegateChanged(args: { delegator: Address; fromDelegate: Address; toDelegate: Address }, log: Log) {
    this.dao(log)
    const member = this.member(args.delegator)
    const to = args.toDelegate === zeroAddress ? undefined : this.member(args.toDelegate)
    if (member.delegate !== (to?.id ?? null)) {
      const before = member.delegate === null ? undefined : this.row('Member', member.delegate as string)
      member.delegate = to?.id ?? null
      member.delegatedAt = to ? String(log.at) : null
      if (before) this.add(before, 'delegatorCount', -1)
      if (to) this.add(to, 'delegatorCount', 1)
    }
    this.put('DelegateChanged', eventId(log), {
      ...this.event(log),
      delegator: member.id!,
      fromDelegate: hex(args.fromDelegate),
      toDelegate: hex(args.toDelegate),
    })
  }

  protected onDelegateVotesChanged(args: { delegate: Address; previousVotes: bigint; newVotes: bigint }, log: Log) {
    this.dao(log)
    const member = this.member(args.delegate)
    member.votes = String(args.newVotes)
    const { previousVotes, newVotes } = args
    const facts = { ...this.event(log), delegate: member.id!, previousVotes, newVotes }
    this.put('DelegateVotesChanged', eventId(log), facts)
  }

  // Gates

  private officer(account: Hex): Row {
    const id = this.gates + hex(account).slice(2)
    const zeros = { allowance: 0, givenAllowance: 0, until: 0, kinds: [], admissionCount: 0, round: 0 }
    const known = this.row('Officer', id)
    return known ?? this.put('Officer', id, { dao: this.governor, member: this.member(account).id!, ...zeros })
  }

  private spend(account: Hex): string {
    const officer = this.officer(account)
    this.add(officer, 'allowance', -1)
    return officer.id as string
  }

  private invitation(inviter: Hex, key: Hex): Row {
    const officer = this.officer(inviter).id as string
    const id = officer + hex(key).slice(2)
    const facts = { dao: this.governor, officer, key: hex(key), seat: null, usedAt: null, withdrawnAt: null }
    return this.row('Invitation', id) ?? this.put('Invitation', id, facts)
  }

  protected onAdmitted(args: TokenArgs & { gate: number; by: Address; seats: Address; ref: Hex }, log: Log) {
    this.dao(log)
    const gate = this.gate(args.gate)
    this.add(gate, 'admissionCount', 1)
    const seat = this.row('Seat', hex(args.seats) + word(args.tokenId))
    const entry = seat && this.lastChange(log, seat, 'ADMITTED')
    if (!entry) return
    const reason = this.reason(log, 'address uint256 bytes32 bytes')
    const [by, ref] = [hex(args.by), args.ref === zeroHash ? (seat.ref ?? null) : args.ref]
    Object.assign(seat, { gate: gate.gate, admittedBy: by, ref, reason })
    Object.assign(entry, { gate: gate.gate, by, ref, reason })
    if (args.gate === 0 || args.gate === 1) {
      this.add(this.officer(by), 'admissionCount', 1)
      entry.officer = this.spend(by)
    }
    if (args.gate === 1) {
      const key = `0x${args.ref.slice(26)}` as const
      Object.assign(this.invitation(by, key), { seat: seat.id, usedAt: String(log.at) })
    }
    const list = args.gate === 2 ? this.row('MemberList', this.gates + args.ref.slice(2)) : undefined
    if (!list) return
    this.add(list, 'admissionCount', 1)
    seat.list = list.id!
  }

  protected onRenewed(args: TokenArgs & { by: Address; seats: Address }, log: Log) {
    this.dao(log)
    const seat = this.row('Seat', hex(args.seats) + word(args.tokenId))
    const entry = seat && this.lastChange(log, seat, 'RENEWED')
    if (!entry) return
    const by = hex(args.by)
    Object.assign(entry, { by, reason: this.reason(log, 'address uint256 bytes') })
    if (seat.holder !== this.governor + by.slice(2)) entry.officer = this.spend(by)
  }

  protected onTransferAllowed(args: TokenArgs & { by: Address }, log: Log) {
    this.dao(log)
    const seat = this.row('Seat', this.membership + word(args.tokenId))
    const entry = seat && this.lastChange(log, seat, 'TRANSFER_APPROVED')
    if (entry) Object.assign(entry, { by: hex(args.by), officer: this.spend(args.by) })
  }

  protected onGateSet(args: { gate: number; open: boolean; by: Address }, log: Log) {
    this.dao(log)
    const gate = this.gate(args.gate)
    const [open, by] = [args.open, hex(args.by)]
    Object.assign(gate, { open, changedBy: by, changedAt: String(log.at) })
    this.putDecided(log, 'GateChanged', by === this.treasury, { gate: gate.id!, open, by })
  }

  private putDecided(log: Log, entity: string, isDecided: boolean, facts: Facts, id = eventId(log)) {
    this.put(entity, id, { ...this.event(log), ...facts, operation: null, proposal: null })
    if (isDecided) this.awaitDecision(log, { entity, id })
  }

  protected onTermsSet(args: { kind: number; term: number; selfRenewal: boolean }, log: Log) {
    this.dao(log)
    const id = this.gates + littleEndian(args.kind)
    const describe = (row: Row | undefined) => (row ? `${String(row.term)}${row.selfRenewal ? ' self' : ''}` : '')
    const before = describe(this.row('SeatTerm', id))
    const { term, selfRenewal } = args
    const facts = { dao: this.governor, kind: kindOf(args.kind), term, selfRenewal, changedAt: log.at }
    const after = describe(this.put('SeatTerm', id, facts))
    const setting = { name: `terms.${kindOf(args.kind)}`, oldValue: before, newValue: after }
    this.put('SettingChanged', eventId(log), { ...this.event(log), ...setting })
  }

  protected onVerifierSet(args: { verifier: Address; kind: number }, log: Log) {
    const dao = this.dao(log)
    const describe = () => (dao.verifier === null ? 'none' : `${String(dao.verifier)} ${String(dao.verifiedKind)}`)
    const before = describe()
    Object.assign(dao, { verifier: hex(args.verifier), verifiedKind: kindOf(args.kind) })
    const setting = { name: 'verifier', oldValue: before, newValue: describe() }
    this.put('SettingChanged', eventId(log), { ...this.event(log), ...setting })
  }

  protected onOfficerSet(args: { account: Address; allowance: number; until: number; kinds: number }, log: Log) {
    this.dao(log)
    const kinds = kindNames.filter((_, kind) => args.kinds & (1 << kind))
    const officer = this.officer(args.account).id as string
    const facts = { allowance: args.allowance, until: args.until, kinds }
    this.put('Officer', officer, { ...facts, givenAllowance: args.allowance })
    this.putDecided(log, 'OfficerChanged', true, { officer, ...facts })
  }

  protected onInvitationWithdrawn(args: { inviter: Address; key: Address }, log: Log) {
    this.dao(log)
    this.invitation(args.inviter, args.key).withdrawnAt = String(log.at)
  }

  protected onInvitationsWithdrawn(args: { inviter: Address; round: bigint }, log: Log) {
    this.dao(log)
    this.officer(args.inviter).round = String(args.round)
  }

  protected onListSet(args: { listId: bigint; root: Hex; digest: Hex; end: number }, log: Log) {
    const dao = this.dao(log)
    const id = this.gates + word(args.listId)
    if (!this.row('MemberList', id)) {
      this.put('MemberList', id, { dao: this.governor, number: args.listId, admissionCount: 0, openedAt: log.at })
      this.add(dao, 'listCount', 1)
    }
    const { root, digest, end } = args
    this.put('MemberList', id, { root, digest, cid: toCid(digest), end, changedAt: log.at })
    this.putDecided(log, 'MemberListChanged', true, { list: id, root, digest, end })
  }

  // Recovery

  private recovered(log: Log, tokenId: bigint): Row | undefined {
    this.dao(log)
    return this.row('Seat', this.membership + word(tokenId))
  }

  private promote(log: Log, seat: Row) {
    const next = seat.nextGuardians === null ? undefined : this.row('Guardianship', seat.nextGuardians as string)
    if (!next || BigInt(next.effectiveAt as string) > log.at) return
    Object.assign(seat, { guardians: next.id, nextGuardians: null })
    this.add(seat, 'recoveryRound', 1)
  }

  protected onGuardiansNamed(
    args: HolderArgs & { accounts: readonly Address[]; threshold: number; delay: number; effectiveAt: number },
    log: Log,
  ) {
    const seat = this.recovered(log, args.tokenId)
    if (!seat) return
    this.promote(log, seat)
    const { threshold, delay, effectiveAt } = args
    const named = this.put('Guardianship', eventId(log), {
      dao: this.governor,
      seat: seat.id!,
      holder: this.member(args.holder).id!,
      accounts: args.accounts.map(hex),
      ...{ threshold, delay, effectiveAt },
      namedAt: log.at,
      block: log.blockNumber,
      transaction: log.transactionHash,
    })
    seat.nextGuardians = named.id!
  }

  protected onRecoverySupported(args: TokenArgs & { guardian: Address; to: Address; supporters: bigint }, log: Log) {
    const seat = this.recovered(log, args.tokenId)
    if (!seat) return
    this.promote(log, seat)
    const [guardian, to] = [hex(args.guardian), hex(args.to)]
    const facts = { seat: seat.id!, guardian, to, round: seat.recoveryRound!, supporters: args.supporters }
    this.put('RecoverySupported', eventId(log), { ...this.event(log), ...facts })
  }

  protected onRecoveryStarted(
    args: TokenArgs & { from: Address; to: Address; readyAt: number; expiresAt: number; byVote: boolean },
    log: Log,
  ) {
    const seat = this.recovered(log, args.tokenId)
    if (!seat) return
    const before = this.lastRecovery(seat)
    if (before?.status === 'STARTED' && BigInt(before.expiresAt as string) >= log.at) before.status = 'REPLACED'
    const id = (seat.id as string) + littleEndian(Number(seat.recoveryCount))
    const { readyAt, expiresAt, byVote } = args
    this.put('Recovery', id, {
      dao: this.governor,
      seat: seat.id!,
      number: seat.recoveryCount!,
      status: 'STARTED',
      from: this.member(args.from).id!,
      to: this.member(args.to).id!,
      ...{ readyAt, expiresAt, byVote },
      operation: null,
      proposal: null,
      startedAt: log.at,
      stoppedAt: null,
      acceptedAt: null,
      block: log.blockNumber,
      transaction: log.transactionHash,
    })
    Object.assign(seat, { recovery: id, nextGuardians: null })
    this.add(seat, 'recoveryCount', 1)
    this.add(seat, 'recoveryRound', 1)
    if (byVote) this.awaitDecision(log, { entity: 'Recovery', id })
  }

  private lastRecovery(seat: Row): Row | undefined {
    return seat.recovery === null ? undefined : this.row('Recovery', seat.recovery as string)
  }

  protected onRecoveryStopped(args: TokenArgs & { until: number }, log: Log) {
    const seat = this.recovered(log, args.tokenId)
    if (!seat) return
    seat.byVoteUntil = String(args.until)
    const recovery = this.lastRecovery(seat)
    if (recovery) Object.assign(recovery, { status: 'STOPPED', stoppedAt: String(log.at) })
  }

  protected onRecoveryAccepted({ tokenId }: TokenArgs, log: Log) {
    const seat = this.recovered(log, tokenId)
    const recovery = seat && this.lastRecovery(seat)
    if (!recovery) return
    Object.assign(recovery, { status: 'ACCEPTED', acceptedAt: String(log.at) })
    const guardians = seat.guardians === null ? undefined : this.row('Guardianship', seat.guardians as string)
    if (recovery.byVote) seat.guardians = null
    else if (guardians) guardians.holder = recovery.to!
  }

  // Statements

  protected onStatementPublished(args: { account: Address; digest: Hex; at: number }, log: Log) {
    this.dao(log)
    const member = this.member(args.account)
    const cid = args.digest === zeroHash ? null : toCid(args.digest)
    const isSought = cid !== null && (BigInt(member.seatCount as string) > 0n || member.votes !== '0')
    const [digest, statedAt] = [args.digest, args.at]
    if (isSought) this.readDocument(cid)
    this.put('Statement', member.id as string, {
      ...{ dao: this.governor, member: member.id!, digest, cid, statedAt },
      document: isSought && this.documents.has(cid) ? cid : null,
    })
    const facts = { statement: member.id!, digest, cid, statedAt }
    this.put('StatementPublished', eventId(log), { ...this.event(log), ...facts })
  }
}
