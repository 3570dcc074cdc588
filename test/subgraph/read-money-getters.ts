import { encodeAbiParameters, keccak256, zeroAddress, zeroHash, type Hex } from 'viem'
import type { Row, Tables, Value } from './entities.js'

const drawStandings = ['NONE', 'PENDING', 'SETTLED', 'WITHDRAWN', 'STOPPED', 'RELEASED']
const targets = ['TREASURY', 'PURSE', 'STANDING']

export type MoneyContract = 'budgets' | 'grants' | 'payouts' | 'distributions' | 'donations' | 'splits'
type Check = (what: string, indexed: Value | bigint | undefined, real: unknown) => void
type Read = (contract: MoneyContract, name: string, ...args: unknown[]) => Promise<unknown>

/** Compares what the index has of the treasury's modules with what they say themselves. */
export function checkMoney(tables: Tables, now: bigint, check: Check, read: Read) {
  const rows = (entity: string) => [...tables.get(entity)!.values()]
  const rowOf = (entity: string, id: Value | undefined) => tables.get(entity)!.get(id as string)!
  const number = (row: Row, field: string) => BigInt(row[field] as string)
  const several = async (real: Promise<unknown>, show: (value: never) => unknown) => show((await real) as never)
  const list = (values: readonly unknown[]) => values.map(String).sort().join()
  const isOver = (envelope: Row) => envelope.revokedAt !== null || now > number(envelope, 'end')

  for (const budget of rows('Budget')) {
    const [id, envelope, terms] = [
      number(budget, 'budgetId'),
      rowOf('Envelope', budget.envelope),
      rowOf('BudgetTermsSet', budget.terms),
    ]
    const cap = number(envelope, 'cap')
    const above = number(terms, 'announceAbove')
    const standing =
      budget.revokedAt !== null || envelope.revokedAt !== null
        ? 4
        : now > number(envelope, 'end')
          ? 5
          : budget.paused
            ? 3
            : now < number(terms, 'start')
              ? 1
              : 2
    const facts = [standing, terms.start, terms.window, terms.objectionShare, terms.secondSignature]
    type Real = Record<
      'standing' | 'start' | 'window' | 'objectionShare' | 'secondSignature' | 'announceAbove',
      unknown
    >
    check(
      `budget ${id}`,
      [...facts, above < cap ? above : cap].join(),
      several(read('budgets', 'getBudget', id), (real: Real) =>
        [real.standing, real.start, real.window, real.objectionShare, real.secondSignature, real.announceAbove].join(),
      ),
    )
    check(`holders of budget ${id}`, list(terms.holders as string[]), several(read('budgets', 'holdersOf', id), toList))
    check(`payees of budget ${id}`, list(terms.payees as string[]), several(read('budgets', 'payeesOf', id), toList))
    const pending = rows('Draw').filter(
      (draw) =>
        draw.budget === budget.id && draw.status === 'PENDING' && now <= number(draw, 'expiresAt') && !isOver(envelope),
    )
    const sum = pending.reduce((total, draw) => total + number(draw, 'sum'), 0n)
    check(
      `pending draws of budget ${id}`,
      `${list(pending.map((draw) => draw.drawId))} ${sum}`,
      several(read('budgets', 'pendingOf', id), ([ids, real]: [bigint[], bigint]) => `${list(ids)} ${real}`),
    )
  }
  check('draws', String(rows('Draw').length), read('budgets', 'drawCount'))
  for (const draw of rows('Draw')) {
    const id = number(draw, 'drawId')
    const budget = rowOf('Budget', draw.budget)
    const isGone = isOver(rowOf('Envelope', budget.envelope)) || now > number(draw, 'expiresAt')
    const status = draw.status === 'PENDING' && isGone ? 'RELEASED' : draw.status
    const payments = [draw.to, (draw.amounts as string[]).map(BigInt), draw.digest ?? zeroHash]
    const types = [{ type: 'address[]' }, { type: 'uint256[]' }, { type: 'bytes32' }]
    const facts = [
      budget.budgetId,
      keccak256(encodeAbiParameters(types, payments)),
      draw.announcer,
      draw.announcedAt,
      draw.payableAt,
      draw.sum,
      draw.objections,
      status,
      draw.confirmedAt !== null,
    ]
    check(
      `draw ${id}`,
      facts.join(),
      several(read('budgets', 'getDraw', id), (real: Record<string, unknown>) =>
        [
          real.budgetId,
          real.digest,
          real.announcer,
          real.announcedAt,
          real.payableAt,
          real.sum,
          real.objections,
          drawStandings[real.standing as number],
          real.confirmed,
        ].join(),
      ),
    )
  }
  for (const { draw, tokenId } of rows('DrawObjected')) {
    const args = [number(rowOf('Draw', draw), 'drawId'), BigInt(tokenId as string)]
    check(`objection of seat ${String(tokenId)}`, true, read('budgets', 'hasObjected', ...args))
  }

  check('grants', String(rows('Grant').length), read('grants', 'grantCount'))
  for (const grant of rows('Grant')) {
    const [id, envelope] = [number(grant, 'grantId'), rowOf('Envelope', grant.envelope)]
    const facts = [
      grant.recipient,
      grant.offeredTo ?? zeroAddress,
      envelope.envelopeId,
      envelope.token,
      envelope.end,
      envelope.revokedAt !== null,
      grant.clawedBackAt ?? 0,
      grant.required,
      grant.reportsDue,
      [grant.streamAmount, grant.streamStart, grant.streamCliff, grant.streamEnd].join(),
      (grant.reviewers as string[]).join(),
    ]
    check(
      `grant ${id}`,
      facts.join(' '),
      several(
        read('grants', 'getGrant', id),
        (real: Record<string, unknown> & { stream: Record<string, unknown>; reviewers: Hex[] }) =>
          [
            real.recipient,
            real.offered,
            real.envelopeId,
            real.asset,
            real.end,
            real.revoked,
            real.clawedBackAt,
            real.required,
            real.reportsDue,
            [real.stream.amount, real.stream.start, real.stream.cliff, real.stream.end].join(),
            real.reviewers.join(),
          ].join(' '),
      ),
    )
    const milestones = rows('Milestone')
      .filter((milestone) => milestone.grant === grant.id)
      .sort((a, b) => Number(a.index) - Number(b.index))
    check(
      `milestones of grant ${id}`,
      milestones.map((each) => [each.amount, each.digest, each.acceptances, each.acceptedAt !== null].join()).join(' '),
      several(read('grants', 'getMilestones', id), (real: Record<string, unknown>[]) =>
        real.map((each) => [each.amount, each.document, each.acceptances, each.accepted].join()).join(' '),
      ),
    )
    check(`vested of grant ${id}`, toVested(grant, now), read('grants', 'vested', id))
    check(
      `what grant ${id} paid and lost`,
      `${String(envelope.drawn)} ${String(grant.clawedBack ?? 0)}`,
      several(
        read('grants', 'getAmounts', id),
        (real: { paid: bigint; clawedBack: bigint }) => `${real.paid} ${real.clawedBack}`,
      ),
    )
    const isDue = grant.reportsDue === true && envelope.drawn !== grant.reported
    check(`report of grant ${id}`, isDue, read('grants', 'isReportDue', id))
  }
  for (const { grant, milestone, reviewer } of rows('MilestoneReviewed')) {
    const args = [number(rowOf('Grant', grant), 'grantId'), number(rowOf('Milestone', milestone), 'index'), reviewer]
    check('review', true, read('grants', 'hasAccepted', ...args))
  }

  check('payouts', String(rows('Payout').length), read('payouts', 'payoutCount'))
  for (const payout of rows('Payout')) {
    const id = number(payout, 'payoutId')
    const kind = payout.kind === 'BATCH' ? 1 : 2
    const facts = [kind, payout.paidAt !== null, payout.rowCount, rowOf('Envelope', payout.envelope).envelopeId]
    check(
      `payout ${id}`,
      [...facts, payout.rowsDigest, payout.digest].join(),
      several(read('payouts', 'payoutOf', id), (real: Record<string, unknown>) =>
        [real.kind, real.paid, real.rows, real.envelopeId, real.digest, real.document].join(),
      ),
    )
  }
  for (const row of rows('PayoutRow')) {
    const payout = rowOf('Payout', row.payout)
    const args = [number(payout, 'payoutId'), number(row, 'row')]
    const waits = row.setAsideAt !== null && row.claimedAt === null
    check(
      `row ${args.join()}`,
      waits ? `${String(row.payee)} ${String(row.amount)}` : `${zeroAddress} 0`,
      several(
        read('payouts', 'setAsideOf', ...args),
        (real: { payee: string; amount: bigint }) => `${real.payee} ${real.amount}`,
      ),
    )
    if (payout.kind === 'LIST') check(`row ${args.join()}`, true, read('payouts', 'isRowClaimed', ...args))
  }

  for (const distribution of rows('Distribution')) {
    const id = number(distribution, 'distributionId')
    const { snapshot, share, percentages } = distribution
    check(
      `distribution ${id}`,
      [snapshot, share, percentages].join(),
      several(read('distributions', 'distributionOf', id), (real: Record<string, unknown>) =>
        [real.snapshot, real.share, real.percentages].join(),
      ),
    )
    const claims = rows('ShareClaimed').filter((claim) => claim.distribution === distribution.id)
    check(`claims of ${id}`, String(claims.length), distribution.claimCount)
    for (const { tokenId } of claims)
      check('claim', true, read('distributions', 'isClaimed', id, BigInt(tokenId as string)))
  }
  for (const standing of rows('StandingDistribution')) {
    const { splits, lastRoundAt, roundCount, percentages, minimum, booked, allotted } = standing
    check(
      `standing distribution ${String(standing.standingId)}`,
      [splits, lastRoundAt ?? 0, roundCount, percentages, minimum, booked, allotted].join(),
      several(read('distributions', 'standingOf', number(standing, 'standingId')), (real: Record<string, unknown>) =>
        [real.splits, real.lastRoundAt, real.rounds, real.percentages, real.minimum, real.booked, real.allotted].join(),
      ),
    )
  }
  const payees = new Map(
    rows('NamedPayee').map((each) => [`${String(each.holder)} ${String(each.tokenId)}`, each.payee]),
  )
  for (const seat of rows('Seat')) {
    if (seat.collection !== 'MEMBERSHIP' || seat.status !== 'CURRENT') continue
    const holder = rowOf('Member', seat.holder).account
    const payee = payees.get(`${String(holder)} ${String(seat.tokenId)}`) ?? holder
    check(`payee of seat ${String(seat.tokenId)}`, payee, read('distributions', 'payeeOf', number(seat, 'tokenId')))
  }

  check('purposes', String(rows('Purpose').length), read('donations', 'purposeCount'))
  for (const purpose of rows('Purpose')) {
    check('open purpose', purpose.closedAt === null, read('donations', 'isOpen', number(purpose, 'purposeId')))
  }
  const inPurses = new Map<string, bigint>()
  for (const purse of rows('Purse')) {
    const token = purse.token as string
    const args = [number(rowOf('Purpose', purse.purpose), 'purposeId'), token]
    for (const name of ['given', 'spent', 'held'])
      check(`${name} of ${token}`, purse[name], read('donations', name, ...args))
    inPurses.set(token, (inPurses.get(token) ?? 0n) + number(purse, 'held'))
  }
  for (const [token, held] of inPurses) check(`purses of ${token}`, held, read('donations', 'inPurses', token))

  const rule = rows('Dao')[0]!.splitRule
  const parts = rows('SplitRow')
    .filter((row) => row.rule === rule)
    .sort((a, b) => Number(a.index) - Number(b.index))
  check(
    'rule for income',
    parts.map((each) => [each.target, each.share, each.number].join()).join(' '),
    several(read('splits', 'getRule'), (real: { target: number; share: number; id: bigint }[]) =>
      real.map((each) => [targets[each.target], each.share, each.id].join()).join(' '),
    ),
  )
}

function toList(values: readonly string[]): string {
  return values
    .map((value) => value.toLowerCase())
    .sort()
    .join()
}

/** As `Grants` computes it from what the index has. */
function toVested(grant: Row, now: bigint): bigint {
  const [amount, start, cliff, end, accepted] = [
    grant.streamAmount,
    grant.streamStart,
    grant.streamCliff,
    grant.streamEnd,
    grant.accepted,
  ].map((value) => BigInt(value as string)) as [bigint, bigint, bigint, bigint, bigint]
  const time = grant.clawedBackAt === null ? now : BigInt(grant.clawedBackAt as string)
  if (time >= end) return accepted + amount
  return time < cliff ? accepted : accepted + (amount * (time - start)) / (end - start)
}
