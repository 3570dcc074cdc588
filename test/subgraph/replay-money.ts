import {
  decodeAbiParameters,
  hexToBytes,
  zeroAddress,
  zeroHash,
  type AbiEvent,
  type AbiParameter,
  type Hex,
} from 'viem'
import type { Row, Value } from './entities.js'
import { decodeLossy, truncate } from './parse-texts.js'
import { eventId, littleEndian, toCid, word, type Facts, type Log } from './replay-core.js'
import type { Spending } from './replay-days.js'
import { ReplaySeats } from './replay-seats.js'

const payoutKinds = ['NONE', 'BATCH', 'LIST']
const splitTargets = ['TREASURY', 'PURSE', 'STANDING']
const hex = (text: string) => text.toLowerCase() as Hex
const list = (accounts: readonly string[]) => accounts.map((account) => account.toLowerCase())
const orNull = (account: string) => (account === zeroAddress ? null : hex(account))
const cutPurpose = (text: string) => truncate(text, 280)
const cutCategory = (text: string) => truncate(text, 31)
const named = (digest: Hex) => (digest === zeroHash ? { digest: null, cid: null } : { digest, cid: toCid(digest) })

type Decision = { decision: Hex }
type Words = { purpose: string; category: string }
type Terms = Words & {
  holders: Hex[]
  payees: Hex[]
  start: number
  window: number
  objectionShare: number
  secondSignature: boolean
  announceAbove: bigint
}
type GrantTerms = Words & {
  milestones: { amount: bigint; document: Hex }[]
  reviewers: Hex[]
  required: number
  stream: { amount: bigint; start: number; cliff: number; end: number }
  reportsDue: boolean
}
type BudgetId = { budgetId: bigint }
type DrawId = { drawId: bigint }
type GrantId = { grantId: bigint }
type PayoutId = { payoutId: bigint }
type SplitShare = { asset: Hex; target: number; id: bigint; amount: bigint }

/** The same parameter with its texts as bytes, which need not be UTF-8. */
export function toRaw(parameter: AbiParameter): AbiParameter {
  const raw = { ...parameter, type: parameter.type.replace('string', 'bytes') }
  return 'components' in parameter ? { ...raw, components: parameter.components.map(toRaw) } : raw
}

function fromRaw(parameter: AbiParameter, value: unknown): unknown {
  if (parameter.type === 'string') return decodeLossy(hexToBytes(value as Hex))
  if (parameter.type !== 'tuple' || !('components' in parameter)) return value
  const fields = value as Record<string, unknown>
  return Object.fromEntries(parameter.components.map((each) => [each.name!, fromRaw(each, fields[each.name!])]))
}

/** An event's parameters, its texts read as the index reads them. */
export function readTexts(item: AbiEvent, log: Log, args: Record<string, unknown>): Record<string, unknown> {
  const plain = item.inputs.filter((input) => !input.indexed)
  if (!JSON.stringify(plain).includes('"string"')) return args
  const values = decodeAbiParameters(plain.map(toRaw), log.data) as unknown[]
  return { ...args, ...Object.fromEntries(plain.map((each, i) => [each.name!, fromRaw(each, values[i])])) }
}

/** The part of the replay that is about the treasury's modules. */
export abstract class ReplayMoney extends ReplaySeats {
  readonly spendings: Spending[] = []

  private own(entity: string, log: Log, number: bigint): Row | undefined {
    return this.row(entity, hex(log.address) + word(number))
  }

  private envelopeOf(envelopeId: bigint): Row | undefined {
    return this.row('Envelope', this.treasury + word(envelopeId))
  }

  /** None where the treasury has no such operation. */
  protected link(decision: Hex): { operation: Value; proposal: Value } {
    const operation = this.row('Operation', this.treasury + decision.slice(2))
    return { operation: operation?.id ?? null, proposal: operation?.proposal ?? null }
  }

  private where(log: Log): Facts {
    return { block: log.blockNumber, transaction: log.transactionHash }
  }

  private nameRight(envelope: Row, field: string, id: string, words: Words) {
    envelope[field] = id
    // An empty text is none, where there need not be one.
    envelope.purpose = cutPurpose(words.purpose) || null
    envelope.category = cutCategory(words.category) || null
  }

  /** What a payment by a right says in the ledger, beside what every movement does. */
  protected describePayment(ref: Hex, envelope: Row | undefined): Facts {
    if (!envelope) return { ref }
    const isNamed = envelope.budget !== null || envelope.grant !== null || envelope.payout !== null
    const words = { purpose: envelope.purpose!, category: envelope.category! }
    return { ref, envelope: envelope.id!, ...words, ...(isNamed && named(ref)) }
  }

  protected recordSpending(log: Log, token: Hex, amount: bigint, envelope: Row | undefined) {
    const asset = this.asset(token, token === zeroAddress ? 'COIN' : 'ERC20').id as string
    const { category, purpose } = envelope ?? {}
    const words = { category: (category ?? '') as string, purpose: (purpose ?? '') as string }
    this.spendings.push({ asset, ...words, amount, at: log.at })
  }

  protected recordClaim(log: Log, ref: Hex, to: Hex, amount: bigint, envelope: Row, flow: string | undefined) {
    if (envelope.distribution === null && envelope.standing === null) return
    const [distributionId, tokenId] = [BigInt(ref) >> 128n, BigInt(ref) & (2n ** 128n - 1n)]
    const distribution = this.row('Distribution', (envelope.module as string) + word(distributionId))
    if (!distribution || distribution.envelope !== envelope.id) return
    this.put('ShareClaimed', eventId(log), {
      ...this.event(log),
      distribution: distribution.id!,
      ...this.seatFacts(tokenId),
      to: hex(to),
      amount,
      flow,
    })
    this.add(distribution, 'claimCount', 1)
    this.add(distribution, 'claimed', amount)
  }

  private seatFacts(tokenId: bigint): Facts {
    const seat = this.membership + word(tokenId)
    return { seat: this.row('Seat', seat) ? seat : null, tokenId }
  }

  // Budgets

  private setTerms(log: Log, budget: Row, terms: Terms, decision: Hex) {
    const { start, window, objectionShare, secondSignature, announceAbove } = terms
    this.put('BudgetTermsSet', eventId(log), {
      ...this.event(log),
      budget: budget.id!,
      holders: list(terms.holders),
      payees: list(terms.payees),
      ...{ start, window, objectionShare, secondSignature, announceAbove },
      purpose: cutPurpose(terms.purpose),
      category: cutCategory(terms.category),
      ...this.link(decision),
    })
    budget.terms = eventId(log)
    const envelope = this.row('Envelope', budget.envelope as string)
    if (envelope) this.nameRight(envelope, 'budget', budget.id as string, terms)
  }

  private recordBudget(log: Log, budget: Row, change: string, decision: Hex, facts: Facts = {}) {
    const entry = { budget: budget.id!, change, terms: null, draw: null, ...this.link(decision), ...facts }
    this.put('BudgetChanged', eventId(log), { ...this.event(log), ...entry })
    this.add(budget, 'changeCount', 1)
  }

  protected onBudgetGranted(args: BudgetId & Decision & { terms: Terms }, log: Log) {
    this.dao(log)
    const envelope = this.envelopeOf(args.budgetId)
    if (!envelope || this.own('Budget', log, args.budgetId)) return
    const budget = this.put('Budget', hex(log.address) + word(args.budgetId), {
      dao: this.governor,
      budgetId: args.budgetId,
      envelope: envelope.id!,
      paused: false,
      pausedBy: null,
      revokedAt: null,
      ...this.link(args.decision),
      grantedAt: log.at,
      changeCount: 0,
      drawCount: 0,
    })
    this.setTerms(log, budget, args.terms, args.decision)
    this.recordBudget(log, budget, 'GRANTED', args.decision, { terms: eventId(log) })
  }

  protected onBudgetChanged(args: BudgetId & Decision & { terms: Terms }, log: Log) {
    this.dao(log)
    const budget = this.own('Budget', log, args.budgetId)
    if (!budget) return
    this.setTerms(log, budget, args.terms, args.decision)
    this.recordBudget(log, budget, 'CHANGED', args.decision, { terms: eventId(log) })
  }

  protected onBudgetPaused(args: BudgetId & Decision & DrawId, log: Log) {
    this.dao(log)
    const budget = this.own('Budget', log, args.budgetId)
    if (!budget) return
    const draw = this.own('Draw', log, args.drawId)?.id ?? null
    this.recordBudget(log, budget, 'PAUSED', args.decision, { draw })
    Object.assign(budget, { paused: true, pausedBy: draw })
  }

  protected onBudgetResumed(args: BudgetId & Decision, log: Log) {
    this.dao(log)
    const budget = this.own('Budget', log, args.budgetId)
    if (!budget) return
    this.recordBudget(log, budget, 'RESUMED', args.decision)
    Object.assign(budget, { paused: false, pausedBy: null })
  }

  protected onBudgetRevoked(args: BudgetId & Decision, log: Log) {
    this.dao(log)
    const budget = this.own('Budget', log, args.budgetId)
    if (!budget) return
    this.recordBudget(log, budget, 'REVOKED', args.decision)
    budget.revokedAt = String(log.at)
  }

  protected onDrawn(args: BudgetId & { holder: Hex; sum: bigint }, log: Log) {
    this.dao(log)
    const budget = this.own('Budget', log, args.budgetId)
    if (!budget) return
    const drawn = { budget: budget.id!, holder: hex(args.holder), sum: args.sum }
    this.put('Drawn', eventId(log), { ...this.event(log), ...drawn })
  }

  protected onDrawAnnounced(
    args: BudgetId &
      DrawId & {
        announcer: Hex
        to: Hex[]
        amounts: bigint[]
        sum: bigint
        ref: Hex
        payableAt: number
        expiresAt: number
      },
    log: Log,
  ) {
    this.dao(log)
    const budget = this.own('Budget', log, args.budgetId)
    if (!budget || this.own('Draw', log, args.drawId)) return
    const { drawId, sum, payableAt, expiresAt } = args
    this.put('Draw', hex(log.address) + word(drawId), {
      dao: this.governor,
      budget: budget.id!,
      announcer: hex(args.announcer),
      to: list(args.to),
      amounts: args.amounts.map(String),
      ...{ drawId, sum, payableAt, expiresAt },
      ...named(args.ref),
      status: 'PENDING',
      confirmedBy: null,
      confirmedAt: null,
      objections: 0,
      endedAt: null,
      endedBy: null,
      waited: false,
      announcedAt: log.at,
      ...this.where(log),
    })
    this.add(budget, 'drawCount', 1)
  }

  protected onDrawConfirmed(args: DrawId & { holder: Hex }, log: Log) {
    const draw = this.own('Draw', log, args.drawId)
    if (draw) Object.assign(draw, { confirmedBy: hex(args.holder), confirmedAt: String(log.at) })
  }

  protected onDrawObjected(args: DrawId & { tokenId: bigint; holder: Hex; objections: bigint }, log: Log) {
    this.dao(log)
    const draw = this.own('Draw', log, args.drawId)
    if (!draw) return
    const { objections } = args
    const facts = { draw: draw.id!, ...this.seatFacts(args.tokenId), holder: hex(args.holder), objections }
    this.put('DrawObjected', eventId(log), { ...this.event(log), ...facts })
    draw.objections = String(objections)
  }

  private endDraw(log: Log, drawId: bigint, status: string, endedBy: string | null, facts: { waited?: boolean } = {}) {
    const draw = this.own('Draw', log, drawId)
    if (draw) Object.assign(draw, { status, endedAt: String(log.at), endedBy, ...facts })
  }

  protected onDrawStopped(args: DrawId & { guardian: Hex }, log: Log) {
    this.endDraw(log, args.drawId, 'STOPPED', orNull(args.guardian))
  }

  protected onDrawSettled(args: DrawId & { by: Hex; waited: boolean }, log: Log) {
    this.endDraw(log, args.drawId, 'SETTLED', hex(args.by), { waited: args.waited })
  }

  protected onDrawWithdrawn(args: DrawId & { holder: Hex }, log: Log) {
    this.endDraw(log, args.drawId, 'WITHDRAWN', hex(args.holder))
  }

  protected onDrawReleased(args: DrawId, log: Log) {
    this.endDraw(log, args.drawId, 'RELEASED', null)
  }

  // Grants

  protected onGranted(args: GrantId & Decision & { recipient: Hex; envelopeId: bigint; terms: GrantTerms }, log: Log) {
    this.dao(log)
    const envelope = this.envelopeOf(args.envelopeId)
    if (!envelope || this.own('Grant', log, args.grantId)) return
    const id = hex(log.address) + word(args.grantId)
    const { milestones, reviewers, required, stream, reportsDue, purpose, category } = args.terms
    this.put('Grant', id, {
      dao: this.governor,
      grantId: args.grantId,
      envelope: envelope.id!,
      recipient: hex(args.recipient),
      offeredTo: null,
      reviewers: list(reviewers),
      required,
      reportsDue,
      streamAmount: stream.amount,
      streamStart: stream.start,
      streamCliff: stream.cliff,
      streamEnd: stream.end,
      purpose: cutPurpose(purpose),
      category: cutCategory(category),
      milestoneCount: milestones.length,
      accepted: 0,
      reported: 0,
      reportCount: 0,
      ...this.link(args.decision),
      grantedAt: log.at,
      clawedBackAt: null,
      clawedBack: null,
      clawBackOperation: null,
      clawBackProposal: null,
      clawBackRef: null,
      ...this.where(log),
    })
    for (const [index, { amount, document }] of milestones.entries()) {
      this.put('Milestone', id + word(index), {
        dao: this.governor,
        grant: id,
        ...{ index, amount, digest: document, cid: toCid(document), acceptances: 0 },
        acceptedAt: null,
        acceptedBy: null,
        operation: null,
        proposal: null,
        acceptanceRef: null,
      })
    }
    this.nameRight(envelope, 'grant', id, args.terms)
  }

  private milestoneOf(log: Log, { grantId, index }: GrantId & { index: bigint }) {
    const grant = this.own('Grant', log, grantId)
    const milestone = grant && this.row('Milestone', (grant.id as string) + word(index))
    return milestone && { grant, milestone }
  }

  protected onReviewed(args: GrantId & { index: bigint; reviewer: Hex; acceptances: bigint; ref: Hex }, log: Log) {
    this.dao(log)
    const found = this.milestoneOf(log, args)
    if (!found) return
    const { reviewer, acceptances } = args
    this.put('MilestoneReviewed', eventId(log), {
      ...this.event(log),
      grant: found.grant.id!,
      milestone: found.milestone.id!,
      reviewer: hex(reviewer),
      acceptances,
      ...named(args.ref),
    })
    found.milestone.acceptances = String(acceptances)
  }

  protected onMilestoneAccepted(
    args: GrantId & Decision & { index: bigint; by: Hex; amount: bigint; ref: Hex },
    log: Log,
  ) {
    this.dao(log)
    const found = this.milestoneOf(log, args)
    if (!found) return
    const facts = { acceptedAt: String(log.at), acceptedBy: hex(args.by), acceptanceRef: args.ref }
    Object.assign(found.milestone, facts, this.link(args.decision))
    this.add(found.grant, 'accepted', args.amount)
  }

  /** An entry of a grant's history; nothing where the grant is not known. */
  private recordGrant(entity: string, log: Log, grantId: bigint, facts: Facts): Row | undefined {
    this.dao(log)
    const grant = this.own('Grant', log, grantId)
    if (grant) this.put(entity, eventId(log), { ...this.event(log), grant: grant.id!, ...facts })
    return grant
  }

  protected onPaymentSetAside(args: GrantId & { recipient: Hex; amount: bigint; reportDue: boolean }, log: Log) {
    const { amount, reportDue } = args
    this.recordGrant('GrantPaymentSetAside', log, args.grantId, { recipient: hex(args.recipient), amount, reportDue })
  }

  protected onReported(args: GrantId & { recipient: Hex; document: Hex; paid: bigint }, log: Log) {
    const { document, paid } = args
    const facts = { recipient: hex(args.recipient), digest: document, cid: toCid(document), paid }
    const grant = this.recordGrant('GrantReported', log, args.grantId, facts)
    if (!grant) return
    grant.reported = String(paid)
    this.add(grant, 'reportCount', 1)
  }

  protected onClawedBack(args: GrantId & Decision & { amount: bigint; ref: Hex }, log: Log) {
    this.dao(log)
    const grant = this.own('Grant', log, args.grantId)
    if (!grant) return
    const { operation, proposal } = this.link(args.decision)
    const facts = { clawedBackAt: String(log.at), clawedBack: String(args.amount), clawBackRef: args.ref }
    Object.assign(grant, facts, { clawBackOperation: operation, clawBackProposal: proposal })
  }

  protected onRecipientOffered(args: GrantId & { from: Hex; to: Hex }, log: Log) {
    const to = orNull(args.to)
    const grant = this.recordGrant('GrantOffered', log, args.grantId, { from: hex(args.from), to })
    if (grant) grant.offeredTo = to
  }

  protected onRecipientChanged(args: GrantId & Decision & { from: Hex; to: Hex; ref: Hex }, log: Log) {
    const facts = { from: hex(args.from), to: hex(args.to), ...this.link(args.decision), ...named(args.ref) }
    const grant = this.recordGrant('GrantRecipientChanged', log, args.grantId, facts)
    if (grant) Object.assign(grant, { recipient: hex(args.to), offeredTo: null })
  }

  // Payouts

  protected onPayoutOpened(
    args: PayoutId & Decision & Words & { envelopeId: bigint; kind: number; digest: Hex; rows: bigint; document: Hex },
    log: Log,
  ) {
    this.dao(log)
    const envelope = this.envelopeOf(args.envelopeId)
    if (!envelope || this.own('Payout', log, args.payoutId)) return
    const id = hex(log.address) + word(args.payoutId)
    this.put('Payout', id, {
      dao: this.governor,
      payoutId: args.payoutId,
      envelope: envelope.id!,
      kind: payoutKinds[args.kind] ?? 'UNKNOWN',
      rowsDigest: args.digest,
      rowCount: args.rows,
      digest: args.document,
      cid: toCid(args.document),
      purpose: cutPurpose(args.purpose),
      category: cutCategory(args.category),
      ...this.link(args.decision),
      openedAt: log.at,
      paidAt: null,
      paidBy: null,
      setAsideCount: 0,
      claimCount: 0,
      ...this.where(log),
    })
    this.nameRight(envelope, 'payout', id, args)
  }

  protected onPayoutPaid(args: PayoutId & { by: Hex }, log: Log) {
    const payout = this.own('Payout', log, args.payoutId)
    if (payout) Object.assign(payout, { paidAt: String(log.at), paidBy: hex(args.by) })
  }

  private payoutRow(
    log: Log,
    args: PayoutId & { row: bigint; payee: Hex; amount: bigint },
    count: string,
    facts: Facts,
  ) {
    const payout = this.own('Payout', log, args.payoutId)
    if (!payout) return
    const id = (payout.id as string) + word(args.row)
    const { setAsideAt = null, claimedAt = null, paidTo = null } = this.row('PayoutRow', id) ?? {}
    const { row, amount } = args
    const known = { setAsideAt, claimedAt, paidTo }
    const own = { dao: this.governor, payout: payout.id!, row, payee: hex(args.payee), amount }
    this.put('PayoutRow', id, { ...known, ...own, ...facts })
    this.add(payout, count, 1)
  }

  protected onPayeeSetAside(args: Parameters<ReplayMoney['payoutRow']>[1], log: Log) {
    this.payoutRow(log, args, 'setAsideCount', { setAsideAt: log.at })
  }

  protected onRowClaimed(args: Parameters<ReplayMoney['payoutRow']>[1] & { to: Hex }, log: Log) {
    this.payoutRow(log, args, 'claimCount', { claimedAt: log.at, paidTo: hex(args.to) })
  }

  // Distributions

  private distribute(log: Log, distributionId: bigint, envelope: string, facts: Facts) {
    return this.put('Distribution', hex(log.address) + word(distributionId), {
      dao: this.governor,
      distributionId,
      envelope,
      standing: null,
      round: null,
      openedAt: log.at,
      claimCount: 0,
      claimed: 0,
      ...this.where(log),
      ...facts,
    })
  }

  private shared(args: Words & { document: Hex; percentages: readonly number[] }) {
    return {
      percentages: args.percentages.map(String),
      purpose: cutPurpose(args.purpose),
      category: cutCategory(args.category),
      digest: args.document,
      cid: toCid(args.document),
    }
  }

  protected onDistributionOpened(
    args: { distributionId: bigint; snapshot: number; shares: bigint; share: bigint } & Decision &
      Parameters<ReplayMoney['shared']>[0],
    log: Log,
  ) {
    this.dao(log)
    const envelope = this.envelopeOf(args.distributionId)
    if (!envelope || this.own('Distribution', log, args.distributionId)) return
    const { snapshot, shares, share } = args
    const facts = { snapshot, shares, share, ...this.shared(args), ...this.link(args.decision) }
    const { id } = this.distribute(log, args.distributionId, envelope.id as string, facts)
    this.nameRight(envelope, 'distribution', id as string, args)
  }

  protected onStandingOpened(
    args: { standingId: bigint; splits: Hex; minimum: bigint } & Decision & Parameters<ReplayMoney['shared']>[0],
    log: Log,
  ) {
    this.dao(log)
    const envelope = this.envelopeOf(args.standingId)
    if (!envelope || this.own('StandingDistribution', log, args.standingId)) return
    const id = hex(log.address) + word(args.standingId)
    this.put('StandingDistribution', id, {
      dao: this.governor,
      standingId: args.standingId,
      envelope: envelope.id!,
      splits: hex(args.splits),
      minimum: args.minimum,
      ...this.shared(args),
      ...this.link(args.decision),
      openedAt: log.at,
      ...{ credited: 0, booked: 0, allotted: 0, roundCount: 0, lastRoundAt: null },
      ...this.where(log),
    })
    this.nameRight(envelope, 'standing', id, args)
  }

  protected onCredited(args: { standingId: bigint; amount: bigint; booked: bigint }, log: Log) {
    this.dao(log)
    const standing = this.own('StandingDistribution', log, args.standingId)
    if (!standing) return
    const { amount, booked } = args
    this.put('StandingCredited', eventId(log), { ...this.event(log), standing: standing.id!, amount, booked })
    this.add(standing, 'credited', amount)
    standing.booked = String(booked)
  }

  protected onRoundOpened(
    args: Decision & {
      standingId: bigint
      distributionId: bigint
      snapshot: number
      shares: bigint
      share: bigint
      booked: bigint
    },
    log: Log,
  ) {
    this.dao(log)
    const standing = this.own('StandingDistribution', log, args.standingId)
    if (!standing || this.own('Distribution', log, args.distributionId)) return
    const { percentages, purpose, category, digest, cid } = standing
    const { snapshot, shares, share } = args
    this.distribute(log, args.distributionId, standing.envelope as string, {
      standing: standing.id!,
      round: args.distributionId >> 64n,
      ...{ snapshot, shares, share },
      ...({ percentages, purpose, category, digest, cid } as Facts),
      ...this.link(args.decision),
    })
    standing.booked = String(args.booked)
    this.add(standing, 'allotted', share * shares)
    this.add(standing, 'roundCount', 1)
    standing.lastRoundAt = String(log.at)
  }

  protected onPayeeNamed(args: { tokenId: bigint; holder: Hex; payee: Hex }, log: Log) {
    this.dao(log)
    this.put('NamedPayee', hex(log.address) + hex(args.holder).slice(2) + word(args.tokenId), {
      dao: this.governor,
      ...this.seatFacts(args.tokenId),
      holder: hex(args.holder),
      payee: orNull(args.payee),
      changedAt: log.at,
    })
  }

  // Donations

  protected onPurposeOpened(args: Decision & { purposeId: bigint; name: string }, log: Log) {
    this.dao(log)
    if (this.own('Purpose', log, args.purposeId)) return
    this.put('Purpose', hex(log.address) + word(args.purposeId), {
      dao: this.governor,
      purposeId: args.purposeId,
      name: cutPurpose(args.name),
      ...this.link(args.decision),
      openedAt: log.at,
      closedAt: null,
      closingOperation: null,
      closingProposal: null,
      giftCount: 0,
      ...this.where(log),
    })
  }

  protected onPurposeClosed(args: Decision & { purposeId: bigint }, log: Log) {
    this.dao(log)
    const purpose = this.own('Purpose', log, args.purposeId)
    const { operation, proposal } = this.link(args.decision)
    const facts = { closedAt: String(log.at), closingOperation: operation, closingProposal: proposal }
    if (purpose) Object.assign(purpose, facts)
  }

  private purse(purpose: Row, token: Hex): Row {
    const id = (purpose.id as string) + hex(token).slice(2)
    const zeros = { given: 0, spent: 0, held: 0, giftCount: 0, spendingCount: 0 }
    const known = this.row('Purse', id)
    if (known) return known
    const asset = this.asset(token, token === zeroAddress ? 'COIN' : 'ERC20').id!
    return this.put('Purse', id, { dao: this.governor, purpose: purpose.id!, asset, token: hex(token), ...zeros })
  }

  protected onGiven(args: { purposeId: bigint; from: Hex; asset: Hex; amount: bigint; note: string }, log: Log) {
    this.dao(log)
    const purpose = this.own('Purpose', log, args.purposeId)
    if (!purpose) return
    const purse = this.purse(purpose, args.asset)
    for (const field of ['given', 'held']) this.add(purse, field, args.amount)
    this.add(purse, 'giftCount', 1)
    this.put('Gift', eventId(log), {
      ...this.event(log),
      purpose: purpose.id!,
      purse: purse.id!,
      number: purpose.giftCount!,
      from: hex(args.from),
      amount: args.amount,
      note: truncate(args.note, 2048),
      held: purse.held!,
    })
    this.add(purpose, 'giftCount', 1)
  }

  protected onSpent(args: Decision & { purposeId: bigint; to: Hex; asset: Hex; amount: bigint; ref: Hex }, log: Log) {
    this.dao(log)
    const purpose = this.own('Purpose', log, args.purposeId)
    if (!purpose) return
    const purse = this.purse(purpose, args.asset)
    this.add(purse, 'spent', args.amount)
    this.add(purse, 'held', -args.amount)
    this.add(purse, 'spendingCount', 1)
    this.put('PurseSpent', eventId(log), {
      ...this.event(log),
      purpose: purpose.id!,
      purse: purse.id!,
      to: hex(args.to),
      amount: args.amount,
      ...named(args.ref),
      held: purse.held!,
      ...this.link(args.decision),
    })
  }

  protected onSwept(args: { asset: Hex; by: Hex; amount: bigint }, log: Log) {
    this.dao(log)
    const facts = { token: hex(args.asset), by: hex(args.by), amount: args.amount }
    this.put('DonationsSwept', eventId(log), { ...this.event(log), ...facts })
  }

  // Splits

  private target(target: number, number: bigint): Facts {
    const name = splitTargets[target] ?? 'UNKNOWN'
    const purpose = name === 'PURSE' ? this.row('Purpose', this.donations + word(number)) : undefined
    const standing =
      name === 'STANDING' ? this.row('StandingDistribution', this.distributions + word(number)) : undefined
    return { target: name, number, purpose: purpose?.id ?? null, standing: standing?.id ?? null }
  }

  protected onRuleSet(args: Decision & { rows: { target: number; share: number; id: bigint }[] }, log: Log) {
    const rule = eventId(log)
    const facts = { rowCount: args.rows.length, ...this.link(args.decision) }
    this.put('SplitRule', rule, { ...this.event(log), ...facts })
    for (const [index, { target, share, id }] of args.rows.entries()) {
      this.put('SplitRow', rule + littleEndian(index), { rule, index, share, ...this.target(target, id) })
    }
    this.dao(log).splitRule = rule
  }

  protected onIncomeReceived(args: { from: Hex; amount: bigint }, log: Log) {
    this.dao(log)
    this.put('IncomeReceived', eventId(log), { ...this.event(log), from: hex(args.from), amount: args.amount })
  }

  protected onIncomeSent(args: { asset: Hex; by: Hex; amount: bigint }, log: Log) {
    this.dao(log)
    const facts = { token: hex(args.asset), by: hex(args.by), amount: args.amount }
    this.put('IncomeSent', eventId(log), { ...this.event(log), ...facts })
  }

  protected onShareSent(args: SplitShare, log: Log, refused = false) {
    this.dao(log)
    const facts = { token: hex(args.asset), ...this.target(args.target, args.id), amount: args.amount, refused }
    this.put('ShareSent', eventId(log), { ...this.event(log), ...facts })
  }

  protected onShareRefused(args: SplitShare, log: Log) {
    this.onShareSent(args, log, true)
  }
}
