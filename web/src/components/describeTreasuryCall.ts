import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import { keccak256, stringToHex } from 'viem/utils'
import { type DecodedAction } from '../domain/action'
import { argumentOf, nameCall, readGrantTerms, type SetEnvelope, type Step } from '../domain/readDecision'
import { toTimepoint } from '../domain/timepoint'
import type { Asset } from '../domain/treasury'
import { type BudgetTerms, type SplitRow, splitTargets, type TreasuryToday } from '../domain/treasuryToday'
import type { DaoContracts } from '../domain/dao'
import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'

/** A part of what is decided, under its name; `now` is what it is today where that differs. */
export type Fact = {
  readonly label: string
  readonly text?: string
  readonly accounts?: readonly Address[]
  /** SHA-256 of a document. */
  readonly digest?: Hex
  readonly now?: Omit<Fact, 'label' | 'now'>
}

/** What a step does to the treasury and its modules, in words. */
export type TreasurySentence = {
  readonly text: string
  readonly account?: Address
  readonly notes: readonly string[]
  readonly facts: readonly Fact[]
}

/** What has to be known to say it. */
export type TreasuryWords = {
  readonly t: Messages
  readonly format: Format
  readonly dao: DaoContracts
  readonly assets: readonly Asset[]
  /** What is granted today; null while it is not known, and for what was decided long ago. */
  readonly today: TreasuryToday | null
}

const roleNames = { proposer: 'PROPOSER_ROLE', canceller: 'CANCELLER_ROLE', executor: 'EXECUTOR_ROLE' } as const

/** What a step does to the treasury, its envelopes and its modules; null for any other, and for what it cannot say. */
export function describeTreasuryCall(step: Step, words: TreasuryWords): TreasurySentence | null {
  const { t, format, dao, today } = words
  const s = t.treasuryAct.say
  const { decoded, envelope } = step
  const at = (place: number) => argumentOf(decoded, place)
  const number = (place: number) => format.number(at(place) as bigint)
  const say = (text: string, facts: readonly Fact[] = [], notes: readonly string[] = []): TreasurySentence => ({
    text,
    facts,
    notes,
  })
  const terms = envelope && readTerms(envelope, words)
  switch (nameCall(decoded)) {
    case 'treasury.setEnvelope': {
      const { total, cap, period, end } = terms!
      const part = (['budgets', 'grants', 'payouts', 'distributions'] as const).find(
        (name) => dao[name]?.toLowerCase() === envelope!.module.toLowerCase(),
      )
      return part === undefined
        ? { ...say(s.envelopeOther(total, cap, period, end)), account: envelope!.module }
        : say(s.envelope(t.parts[part], total, cap, period, end))
    }
    case 'treasury.revokeEnvelope': {
      const found = today?.envelopes.find((one) => one.number === at(0))
      const right = nameRight(at(0) as bigint, words)
      return say(
        s.endEnvelope(number(0)),
        [],
        [...(right === null ? [] : [s.endOf(right)]), ...(found === undefined ? [] : [sayLeft(found.number, words)])],
      )
    }
    case 'treasury.grantRole':
    case 'treasury.revokeRole': {
      const name = (Object.keys(roleNames) as (keyof typeof roleNames)[]).find(
        (one) => keccak256(stringToHex(roleNames[one])) === at(0),
      )
      const role = at(0) === zeroHash ? t.rules.roleName.admin : name && t.rules.roleName[name]
      if (role === undefined) return null
      const isGiven = nameCall(decoded) === 'treasury.grantRole'
      return { ...say((isGiven ? s.grantRole : s.revokeRole)(role)), account: at(1) as Address }
    }
    case 'token.approve':
      return {
        ...say(at(1) === 0n ? s.approveNothing : s.approve(tokenAmount(step, at(1) as bigint, words))),
        account: at(0) as Address,
      }
    case 'collectible.setApprovalForAll':
      return { ...say(at(1) === true ? s.approveAll : s.approveNone), account: at(0) as Address }
    case 'budgets.grant': {
      const facts = listBudgetFacts(at(0) as BudgetTerms, envelope, words)
      if (terms === null) return say(s.budgetLoose, facts)
      const { total, cap, period, end } = terms
      return say(
        envelope!.cap === envelope!.total ? s.budgetOnce(total, end) : s.budget(total, cap, period, end),
        facts,
      )
    }
    case 'budgets.change': {
      const before = today?.budgets.find((one) => one.number === at(0))?.terms
      const own = today?.envelopes.find((one) => one.number === at(0)) ?? null
      const facts = listBudgetFacts(at(1) as BudgetTerms, own, words)
      const now = before === undefined ? [] : listBudgetFacts(before, own, words)
      return say(
        s.changeBudget(number(0)),
        facts.map((fact, place) => compare(fact, now[place])),
        [...(own === null ? [] : [sayLeft(own.number, words)])],
      )
    }
    case 'budgets.pause':
    case 'budgets.resume': {
      const right = nameRight(at(0) as bigint, words)
      const text = nameCall(decoded) === 'budgets.pause' ? s.pauseBudget(number(0)) : s.resumeBudget(number(0))
      return say(text, [], right === null ? [] : [right, sayLeft(at(0) as bigint, words)])
    }
    case 'budgets.revoke': {
      const right = nameRight(at(0) as bigint, words)
      return say(s.revokeBudget(number(0)), [], right === null ? [] : [right, sayLeft(at(0) as bigint, words)])
    }
    case 'grants.grant': {
      const { recipient } = readGrantTerms(decoded)
      const text = terms === null ? s.grantLoose : s.grant(terms.total, terms.end)
      return { ...say(text, listGrantFacts(decoded, envelope, words)), account: recipient }
    }
    case 'grants.accept': {
      const found = today?.grants.find((one) => one.number === at(0))
      const milestone = found?.milestones[Number(at(1))]
      const place = format.number((at(1) as bigint) + 1n)
      const documents = [
        ...fact(t.treasuryAct.fact.milestone(place), milestone?.document),
        ...listDocument(at(2), words),
      ]
      const asset = assetOf(today?.envelopes.find((one) => one.number === found?.envelope)?.asset, words)
      if (found === undefined || milestone === undefined) return say(s.accept(place, number(0)), documents)
      return {
        ...say(s.acceptAmount(place, number(0), amountOf(milestone.amount, asset, words)), documents, [
          t.treasuryAct.say.grantNo(number(0), found.purpose),
        ]),
        account: found.recipient,
      }
    }
    case 'grants.clawBack': {
      const found = today?.grants.find((one) => one.number === at(0))
      const asset = assetOf(today?.envelopes.find((one) => one.number === found?.envelope)?.asset, words)
      const notes =
        found === undefined
          ? []
          : [s.grantNo(number(0), found.purpose), s.clawBackNow(amountOf(found.unvested, asset, words))]
      return say(s.clawBack(number(0)), listDocument(at(1), words), notes)
    }
    case 'grants.changeRecipient': {
      const found = today?.grants.find((one) => one.number === at(0))
      return {
        ...say(s.changeRecipient(number(0)), [
          ...(found === undefined ? [] : [{ label: s.recipientNow, accounts: [found.recipient] }]),
          ...listDocument(at(2), words),
        ]),
        account: at(1) as Address,
      }
    }
    case 'payouts.open':
    case 'payouts.openList': {
      const isBatch = nameCall(decoded) === 'payouts.open'
      const [purpose, category] = [at(3) as string, at(4) as string]
      const facts = [...listWords(purpose, category, words), ...listDocument(at(2), words)]
      if (terms === null) return say(s.payoutLoose(number(1)), facts)
      const text = (isBatch ? s.batch : s.list)(terms.total, number(1), terms.end)
      return say(text, facts, [isBatch ? s.batchNote : s.listNote])
    }
    case 'distributions.open': {
      const facts = [
        ...listShares(at(0) as readonly number[], words),
        ...listWords(at(2) as string, at(3) as string, words),
        ...listDocument(at(1), words),
      ]
      return say(terms === null ? s.distributeLoose : s.distribute(terms.total, terms.end), facts)
    }
    case 'distributions.openStanding': {
      const asset = envelope && assetOf(envelope.asset, words)
      const isOwn = (at(0) as string).toLowerCase() === dao.splits?.toLowerCase()
      const facts = [
        ...(isOwn ? [] : [{ label: t.treasuryAct.fact.income, accounts: [at(0) as Address] }]),
        ...listShares(at(1) as readonly number[], words),
        ...listWords(at(4) as string, at(5) as string, words),
        ...listDocument(at(3), words),
      ]
      if (terms === null) return say(s.standingLoose, facts)
      const least = s.minimum(amountOf(at(2) as bigint, asset ?? null, words))
      return say(s.standing(terms.total, terms.cap, terms.period, terms.end), facts, [least])
    }
    case 'splits.setRule': {
      const rows = (at(0) as readonly { target: number; share: number; id: bigint }[]).map(({ target, share, id }) => ({
        target: splitTargets[target] ?? 'treasury',
        share,
        id,
      }))
      const label = (place: number) => t.treasuryAct.ruleOf(format.number(place + 1))
      const facts = rows.map((row, place) => ({ label: label(place), text: describeRuleRow(row, words) }))
      if (today === null) return say(s.setRule, facts)
      const now = today.rule.map((row) => describeRuleRow(row, words))
      const before = now.length === 0 ? s.noRule : now.reduce((all, one) => t.seats.listing(all, one))
      return say(s.setRule, [...facts, { label: s.ruleToday, text: before }])
    }
    case 'donations.open':
      return say(s.openPurpose(at(0) as string))
    case 'donations.close':
      return say(s.closePurpose(namePurpose(at(0) as bigint, words)))
    case 'donations.spend': {
      const asset = assetOf(at(1) === zeroAddress ? null : (at(1) as Address), words)
      const amount = amountOf(at(3) as bigint, asset, words)
      const token = asset === null ? [{ label: t.treasuryAct.fact.token, accounts: [at(1) as Address] }] : []
      return {
        ...say(s.spend(amount, namePurpose(at(0) as bigint, words)), [...token, ...listDocument(at(4), words)]),
        account: at(2) as Address,
      }
    }
    default:
      return null
  }
}

function tokenAmount(step: Step, amount: bigint, words: TreasuryWords): string {
  return amountOf(amount, assetOf(step.target, words), words)
}

const isSame = (a: string | null, b: string | null) => (a ?? '').toLowerCase() === (b ?? '').toLowerCase()

function assetOf(token: Address | null | undefined, { assets }: TreasuryWords): Asset | null {
  return token === undefined ? null : (assets.find((asset) => isSame(asset.token, token)) ?? null)
}

function amountOf(amount: bigint, asset: Asset | null, { t, format }: TreasuryWords): string {
  return asset === null ? t.unit.unknownToken(format.number(amount)) : format.amount(amount, asset)
}

const dateOf = (seconds: bigint | number, { format }: TreasuryWords) => format.dateTime(toTimepoint(BigInt(seconds)))

function readTerms({ asset, total, cap, period, end }: SetEnvelope, words: TreasuryWords) {
  const found = assetOf(asset, words)
  return {
    total: amountOf(total, found, words),
    cap: amountOf(cap, found, words),
    period: words.format.duration(period),
    end: dateOf(end, words),
  }
}

function sayLeft(number: bigint, words: TreasuryWords): string {
  const found = words.today!.envelopes.find((one) => one.number === number)!
  const asset = assetOf(found.asset, words)
  const left = found.revoked ? 0n : found.total - found.drawn
  return words.t.treasuryAct.say.leftNow(amountOf(left, asset, words), amountOf(found.total, asset, words))
}

/** What an envelope is of, by its number; null where that is not known. */
function nameRight(number: bigint, { t, format, today }: TreasuryWords): string | null {
  const s = t.treasuryAct.say
  const find = <One>(list: readonly One[] | undefined, envelope: (one: One) => bigint) =>
    list?.find((one) => envelope(one) === number)
  const budget = find(today?.budgets, (one) => one.number)
  if (budget) return s.budgetNo(format.number(budget.number), budget.terms.purpose)
  const grant = find(today?.grants, (one) => one.envelope)
  if (grant) return s.grantNo(format.number(grant.number), grant.purpose)
  const payout = find(today?.payouts, (one) => one.envelope)
  if (payout) return s.payoutNo(format.number(payout.number), payout.purpose)
  const distribution = find(today?.distributions, (one) => one.number)
  if (distribution) return s.distributionNo(format.number(distribution.number), distribution.purpose)
  const standing = find(today?.standings, (one) => one.number)
  return standing ? s.standingOf(format.number(standing.number), standing.purpose) : null
}

function namePurpose(number: bigint, { t, format, today }: TreasuryWords): string {
  const found = today?.purposes.find((one) => one.number === number)
  const { purpose, purposeNamed } = t.treasuryAct.say
  return found === undefined ? purpose(format.number(number)) : purposeNamed(format.number(number), found.name)
}

/** One part of a rule for income. */
export function describeRuleRow({ target, share, id }: SplitRow, words: TreasuryWords): string {
  const { t, format } = words
  const { rulePart, standingLast, standingNo } = t.treasuryAct.say
  const where = {
    treasury: () => t.treasuryAct.target.treasury,
    purse: () => namePurpose(id, words),
    standing: () => (id === 0n ? standingLast : standingNo(format.number(id))),
  }[target]()
  return rulePart(format.portion(BigInt(share)), where)
}

function listBudgetFacts(
  terms: BudgetTerms,
  envelope: { asset: Address | null; cap: bigint } | null,
  words: TreasuryWords,
) {
  const { t, format } = words
  const f = t.treasuryAct.fact
  const window = format.duration(BigInt(terms.window))
  const share = format.share(BigInt(terms.objectionShare), 100n)
  const above = amountOf(terms.announceAbove, assetOf(envelope?.asset, words), words)
  const isNever = envelope !== null && terms.announceAbove >= envelope.cap
  const announced = isNever
    ? f.announceNone
    : terms.announceAbove === 0n
      ? f.announceAll(window, share)
      : f.announceAbove(above, window, share)
  const facts: Fact[] = [
    { label: f.holders, accounts: terms.holders },
    terms.payees.length === 0 ? { label: f.payees, text: f.anybody } : { label: f.payees, accounts: terms.payees },
    { label: f.start, text: terms.start === 0 ? f.atOnce : dateOf(terms.start, words) },
    { label: f.announced, text: announced },
    { label: f.second, text: terms.secondSignature ? f.secondYes : f.secondNo },
    ...listWords(terms.purpose, terms.category, words),
  ]
  return facts
}

/** A fact with what it is today, where that is something else. */
function compare(fact: Fact, before: Fact | undefined): Fact {
  if (before === undefined) return fact
  const key = ({ text, accounts }: Fact) => `${text ?? ''}|${(accounts ?? []).join().toLowerCase()}`
  if (key(fact) === key(before)) return fact
  const { label: _, ...now } = before
  return { ...fact, now }
}

function listGrantFacts(decoded: DecodedAction, envelope: SetEnvelope | null, words: TreasuryWords): Fact[] {
  const { t, format } = words
  const f = t.treasuryAct.fact
  const { milestones, reviewers, required, stream, reportsDue, purpose, category } = readGrantTerms(decoded)
  const asset = assetOf(envelope?.asset, words)
  const facts: Fact[] = milestones.map(({ amount, document }, place) => ({
    label: f.milestone(format.number(place + 1)),
    text: amountOf(amount, asset, words),
    digest: document,
  }))
  if (milestones.length > 0) {
    facts.push(
      reviewers.length === 0
        ? { label: f.reviewers, text: f.onlyVote }
        : {
            label: f.reviewers,
            text: f.required(format.number(required), format.number(reviewers.length)),
            accounts: reviewers,
          },
    )
  }
  if (stream.amount > 0n) {
    const text = f.streamText(
      amountOf(stream.amount, asset, words),
      dateOf(stream.start, words),
      dateOf(stream.end, words),
    )
    const cliff = stream.cliff > stream.start ? [f.streamCliff(dateOf(stream.cliff, words))] : []
    facts.push({ label: f.stream, text: [text, ...cliff].reduce((all, one) => t.seats.listing(all, one)) })
  }
  if (reportsDue) facts.push({ label: f.reports, text: f.reportsYes })
  return [...facts, ...listWords(purpose, category, words)]
}

function listShares(percentages: readonly number[], { t, format }: TreasuryWords): Fact[] {
  const f = t.treasuryAct.fact
  if (percentages.every((one) => one === 100)) return [{ label: f.shares, text: f.sharesEqual }]
  const [member, steward, organisation] = percentages.map((one) => format.share(BigInt(one), 100n))
  return [{ label: f.shares, text: f.sharesKind(member!, steward!, organisation!) }]
}

function listWords(purpose: string, category: string, { t }: TreasuryWords): Fact[] {
  return [
    { label: t.treasuryAct.fact.purpose, text: purpose },
    { label: t.treasuryAct.fact.category, text: category },
  ]
}

const fact = (label: string, digest: Hex | undefined): Fact[] => (digest === undefined ? [] : [{ label, digest }])

function listDocument(digest: unknown, { t }: TreasuryWords): Fact[] {
  return digest === zeroHash ? [] : fact(t.treasuryAct.fact.document, digest as Hex)
}
