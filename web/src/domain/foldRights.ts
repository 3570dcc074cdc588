import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import type { DecodedLog } from './decodedLog'
import type {
  Budget,
  Credit,
  Distribution,
  Draw,
  DrawStatus,
  Grant,
  Milestone,
  Payment,
  PayoutRow,
  Percentages,
  Report,
  Right,
  RightHistory,
  Standing,
} from './right'
import { parseShareRef, splitRound } from './right'
import type { RightKind } from './route'
import { toTimepoint } from './timepoint'
import type { Flow } from './treasury'

type Writable<Record> = { -readonly [Key in keyof Record]: Record[Key] }
type Envelope = Writable<
  Pick<Budget, 'envelopeId' | 'token' | 'total' | 'drawn' | 'cap' | 'period' | 'end' | 'revokedAt' | 'proposal'>
>
type Words = { readonly purpose: string; readonly category: string }
type Entry = {
  right: Writable<Right>
  envelope: Envelope
  payments: Payment[]
  history: { -readonly [Key in keyof RightHistory]: RightHistory[Key][number][] }
}

/** A right with all that happened by it, the newest payments first. */
export type FoldedRight = {
  readonly right: Right
  readonly payments: readonly Payment[]
  readonly history: RightHistory
}

const orNull = (address: Address) => (address === zeroAddress ? null : address)
const time = (value: unknown) => toTimepoint(BigInt(value as number | bigint))

/**
 * Every right to be paid by the treasury, in the order of granting, from the contracts' events alone: what the index does,
 * done in the browser when there is no index.
 *
 * @param logs of the treasury, budgets, grants, payouts and distributions, in the order of the chain
 * @param findDecision the proposal that an operation of the treasury carries out
 */
export function foldRights(
  logs: readonly DecodedLog[],
  findDecision: (operation: Hex) => Flow['proposal'] = () => null,
): FoldedRight[] {
  const envelopes = new Map<bigint, Envelope>()
  const entries = new Map<string, Entry>()
  const byEnvelope = new Map<bigint, Entry>()
  const draws = new Map<bigint, { draw: Writable<Draw>; entry: Entry }>()
  const find = <Kind extends RightKind>(kind: Kind, number: unknown) =>
    entries.get(`${kind}:${number as bigint}`) as
      (Entry & { right: Writable<Extract<Right, { kind: Kind }>> }) | undefined

  function add(log: DecodedLog, envelopeId: bigint, facts: Partial<Right> & Words & Pick<Right, 'kind' | 'number'>) {
    const envelope = envelopes.get(envelopeId)
    if (envelope === undefined) return undefined
    const right = { ...envelope, grantedAt: log.at, transaction: log.transaction, ...facts } as Writable<Right>
    const history = { draws: [], reports: [], rows: [], rounds: [], credits: [] }
    const entry: Entry = { right, envelope, payments: [], history }
    entries.set(`${facts.kind}:${facts.number}`, entry)
    return entry
  }
  function grantOn(
    log: DecodedLog,
    envelopeId: bigint,
    facts: Partial<Right> & Words & Pick<Right, 'kind' | 'number'>,
  ) {
    const entry = add(log, envelopeId, facts)
    if (entry) byEnvelope.set(envelopeId, entry)
  }
  function endDraw(log: DecodedLog, status: DrawStatus) {
    const found = draws.get(log.args['drawId'] as bigint)
    if (found) Object.assign(found.draw, { status, endedAt: log.at, waited: log.args['waited'] === true })
  }

  for (const log of logs) {
    const { args, at, transaction } = log
    switch (log.eventName) {
      case 'EnvelopeSet': {
        const { envelopeId, asset, total, cap, period, end, decision } = args as {
          envelopeId: bigint
          asset: Address
          total: bigint
          cap: bigint
          period: number
          end: number
          decision: Hex
        }
        envelopes.set(envelopeId, {
          envelopeId,
          token: orNull(asset),
          total,
          drawn: 0n,
          cap,
          period: BigInt(period),
          end: time(end),
          revokedAt: null,
          proposal: findDecision(decision),
        })
        break
      }
      case 'EnvelopeRevoked': {
        const envelope = envelopes.get(args['envelopeId'] as bigint)
        if (envelope) envelope.revokedAt = at
        break
      }
      case 'Disbursed': {
        const { envelopeId, to, amount, ref } = args as { envelopeId: bigint; to: Address; amount: bigint; ref: Hex }
        const envelope = envelopes.get(envelopeId)
        if (envelope) envelope.drawn += amount
        const payment: Payment = { to, amount, ref, at, transaction }
        const entry = byEnvelope.get(envelopeId)
        if (!entry) break
        entry.payments.push(payment)
        if (entry.right.kind !== 'distribution' && entry.right.kind !== 'standing') break
        const { distribution } = parseShareRef(ref)
        const shared = find('distribution', distribution)
        if (!shared) break
        shared.right.claimCount += 1
        shared.right.claimed += amount
        if (shared !== entry) shared.payments.push(payment)
        break
      }
      case 'BudgetGranted':
        grantOn(log, args['budgetId'] as bigint, {
          kind: 'budget',
          number: args['budgetId'] as bigint,
          isPaused: false,
          pausedBy: null,
          ...readTerms(args['terms']),
        })
        break
      case 'BudgetChanged': {
        const budget = find('budget', args['budgetId'])
        if (budget) Object.assign(budget.right, readTerms(args['terms']))
        break
      }
      case 'BudgetPaused':
      case 'BudgetResumed': {
        const budget = find('budget', args['budgetId'])
        const draw = args['drawId'] as bigint | undefined
        if (budget) budget.right.isPaused = log.eventName === 'BudgetPaused'
        if (budget) budget.right.pausedBy = draw === undefined || draw === 0n ? null : draw
        break
      }
      case 'BudgetRevoked': {
        // One whose envelope had ended is revoked without it.
        const budget = find('budget', args['budgetId'])
        if (budget) budget.envelope.revokedAt ??= at
        break
      }
      case 'DrawAnnounced': {
        const entry = find('budget', args['budgetId'])
        if (entry) addDraw(entry, log)
        break
      }
      case 'DrawConfirmed': {
        const found = draws.get(args['drawId'] as bigint)
        if (found) found.draw.confirmedBy = args['holder'] as Address
        break
      }
      case 'DrawObjected': {
        const found = draws.get(args['drawId'] as bigint)
        if (found) found.draw.objections = args['objections'] as bigint
        break
      }
      case 'DrawSettled':
        endDraw(log, 'settled')
        break
      case 'DrawStopped':
        endDraw(log, 'stopped')
        break
      case 'DrawWithdrawn':
        endDraw(log, 'withdrawn')
        break
      case 'DrawReleased':
        endDraw(log, 'released')
        break
      case 'Granted':
        grantOn(log, args['envelopeId'] as bigint, readGrant(args))
        break
      case 'Reviewed': {
        const grant = find('grant', args['grantId'])
        const milestone = grant?.right.milestones[Number(args['index'])] as Writable<Milestone> | undefined
        if (milestone) milestone.reviewers = [...milestone.reviewers, args['reviewer'] as Address]
        break
      }
      case 'MilestoneAccepted': {
        const grant = find('grant', args['grantId'])
        const milestone = grant?.right.milestones[Number(args['index'])]
        if (milestone) Object.assign(milestone, { acceptedAt: at, acceptedBy: args['by'] as Address })
        break
      }
      case 'Reported': {
        const grant = find('grant', args['grantId'])
        if (!grant) break
        const { document, paid } = args as { document: Hex; paid: bigint }
        grant.right.reported = paid
        grant.history.reports.push({ digest: document, paid, at } satisfies Report)
        break
      }
      case 'ClawedBack': {
        const grant = find('grant', args['grantId'])
        if (grant) Object.assign(grant.right, { clawedBackAt: at, clawedBack: args['amount'] as bigint })
        break
      }
      case 'RecipientOffered': {
        const grant = find('grant', args['grantId'])
        if (grant) grant.right.offeredTo = orNull(args['to'] as Address)
        break
      }
      case 'RecipientChanged': {
        const grant = find('grant', args['grantId'])
        if (grant) Object.assign(grant.right, { recipient: args['to'] as Address, offeredTo: null })
        break
      }
      case 'PayoutOpened': {
        const { payoutId, envelopeId, kind, digest, rows, document, purpose, category } = args as {
          payoutId: bigint
          envelopeId: bigint
          kind: number
          digest: Hex
          rows: bigint
          document: Hex
        } & Words
        const form = kind === 1 ? 'batch' : 'list'
        const facts = { kind: 'payout', number: payoutId, form, rowsDigest: digest, digest: document } as const
        const counts = { rowCount: Number(rows), paidAt: null, setAsideCount: 0, claimCount: 0 }
        grantOn(log, envelopeId, { ...facts, ...counts, purpose, category })
        break
      }
      case 'PayoutPaid': {
        const payout = find('payout', args['payoutId'])
        if (payout) payout.right.paidAt = at
        break
      }
      case 'PayeeSetAside': {
        const payout = find('payout', args['payoutId'])
        if (!payout) break
        const { row, payee, amount } = args as { row: bigint; payee: Address; amount: bigint }
        payout.right.setAsideCount += 1
        payout.history.rows.push({ row: Number(row), payee, amount, setAsideAt: at, claimedAt: null, paidTo: null })
        break
      }
      case 'RowClaimed': {
        const payout = find('payout', args['payoutId'])
        if (!payout) break
        const { row, payee, to, amount } = args as { row: bigint; payee: Address; to: Address; amount: bigint }
        payout.right.claimCount += 1
        const rows = payout.history.rows as Writable<PayoutRow>[]
        const before = rows.find((one) => one.row === Number(row))
        if (before) Object.assign(before, { claimedAt: at, paidTo: to })
        else rows.push({ row: Number(row), payee, amount, setAsideAt: null, claimedAt: at, paidTo: to })
        break
      }
      case 'DistributionOpened': {
        const { distributionId, snapshot, shares, share, percentages, document, purpose, category } = args as Opened
        const facts = { snapshot: time(snapshot), shares, share, percentages, digest: document, purpose, category }
        const none = { standing: null, claimCount: 0, claimed: 0n }
        grantOn(log, distributionId, { kind: 'distribution', number: distributionId, ...facts, ...none })
        break
      }
      case 'StandingOpened': {
        const { standingId, splits, percentages, minimum, document, purpose, category } = args as {
          standingId: bigint
          splits: Address
          percentages: Percentages
          minimum: bigint
          document: Hex
        } & Words
        const facts = { splits, percentages, minimum, digest: document, purpose, category }
        const none = { credited: 0n, booked: 0n, allotted: 0n, roundCount: 0, lastRoundAt: null }
        grantOn(log, standingId, { kind: 'standing', number: standingId, ...facts, ...none })
        break
      }
      case 'Credited': {
        const standing = find('standing', args['standingId'])
        if (!standing) break
        const { amount, booked } = args as { amount: bigint; booked: bigint }
        standing.right.credited += amount
        standing.right.booked = booked
        standing.history.credits.push({ amount, at, transaction } satisfies Credit)
        break
      }
      case 'RoundOpened': {
        const standing = find('standing', args['standingId'])
        if (!standing) break
        const { distributionId, snapshot, shares, share, booked } = args as Opened & { booked: bigint }
        const { number, percentages, digest, purpose, category } = standing.right
        standing.right.booked = booked
        standing.right.allotted += share * shares
        standing.right.roundCount = Number(splitRound(distributionId).round)
        standing.right.lastRoundAt = at
        add(log, standing.right.envelopeId, {
          ...{ kind: 'distribution', number: distributionId, standing: number, purpose, category },
          ...{ snapshot: time(snapshot), shares, share, percentages, digest, claimCount: 0, claimed: 0n },
        })
        break
      }
    }
  }

  function addDraw(entry: Entry, log: DecodedLog) {
    const { drawId, budgetId, announcer, to, amounts, sum, ref, payableAt, expiresAt } = log.args as {
      drawId: bigint
      budgetId: bigint
      announcer: Address
      to: readonly Address[]
      amounts: readonly bigint[]
      sum: bigint
      ref: Hex
      payableAt: number
      expiresAt: number
    }
    const digest = ref === zeroHash ? null : ref
    const draw: Writable<Draw> = {
      ...{ number: drawId, budget: budgetId, announcer, to, amounts, sum, digest, status: 'pending' },
      ...{ announcedAt: log.at, payableAt: time(payableAt), expiresAt: time(expiresAt) },
      ...{ confirmedBy: null, objections: 0n, endedAt: null, waited: false },
    }
    draws.set(drawId, { draw, entry })
    entry.history.draws.push(draw)
  }

  const folded = [...entries.values()].map(({ right, envelope, payments, history }): FoldedRight => {
    const { drawn, revokedAt } = envelope
    return { right: { ...right, drawn, revokedAt } as Right, payments: [...payments].reverse(), history }
  })
  return folded.map((one) =>
    one.right.kind === 'standing'
      ? { ...one, history: { ...one.history, rounds: listRounds(folded, one.right) } }
      : one,
  )
}

type Opened = {
  distributionId: bigint
  snapshot: number
  shares: bigint
  share: bigint
  percentages: Percentages
  document: Hex
} & Words

/** Of a standing distribution, the newest first. */
function listRounds(all: readonly FoldedRight[], { number }: Standing): Distribution[] {
  const rounds = all.flatMap(({ right }) => (right.kind === 'distribution' && right.standing === number ? [right] : []))
  return rounds.reverse()
}

function readTerms(value: unknown) {
  const terms = value as Words & {
    holders: readonly Address[]
    payees: readonly Address[]
    start: number
    window: number
    objectionShare: number
    secondSignature: boolean
    announceAbove: bigint
  }
  const { holders, payees, objectionShare, secondSignature, announceAbove, purpose, category } = terms
  const times = { start: time(terms.start), window: BigInt(terms.window) }
  return { holders, payees, ...times, objectionShare, secondSignature, announceAbove, purpose, category }
}

function readGrant(args: DecodedLog['args']): Partial<Grant> & Words & { kind: 'grant'; number: bigint } {
  const { grantId, recipient, terms } = args as {
    grantId: bigint
    recipient: Address
    terms: Words & {
      milestones: readonly { amount: bigint; document: Hex }[]
      reviewers: readonly Address[]
      required: number
      stream: { amount: bigint; start: number; cliff: number; end: number }
      reportsDue: boolean
    }
  }
  const { reviewers, required, reportsDue, purpose, category } = terms
  const { amount, start, cliff, end } = terms.stream
  return {
    ...{
      kind: 'grant',
      number: grantId,
      recipient,
      offeredTo: null,
      reviewers,
      required,
      reportsDue,
      purpose,
      category,
    },
    stream: amount === 0n ? null : { amount, start: time(start), cliff: time(cliff), end: time(end) },
    milestones: terms.milestones.map(({ amount, document }, index) => ({
      ...{ index, amount, digest: document, reviewers: [], acceptedAt: null, acceptedBy: null },
    })),
    ...{ reported: 0n, clawedBackAt: null, clawedBack: 0n },
  }
}
