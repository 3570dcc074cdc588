import fc from 'fast-check'
import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  countObjectionsNeeded,
  findFree,
  getAvailable,
  getDrawPhase,
  getLeft,
  listPending,
  mayObject,
} from '../../../web/src/domain/budget'
import type { DecodedLog } from '../../../web/src/domain/decodedLog'
import { getNextRound, getRoundable, getSeatShare } from '../../../web/src/domain/distribution'
import { splitIncome } from '../../../web/src/domain/donation'
import { foldRights } from '../../../web/src/domain/foldRights'
import { getGrantAmounts, getStreamed, getVested, isReportDue, listVesting } from '../../../web/src/domain/grant'
import {
  type Budget,
  type Distribution,
  type Draw,
  getRightState,
  getUse,
  type Grant,
  isOver,
  parseShareRef,
  splitRound,
  type Standing,
} from '../../../web/src/domain/right'
import { toTimepoint as at } from '../../../web/src/domain/timepoint'

const account = (digit: number): Address => `0x${String(digit).repeat(40)}`
const hash = (digit: number): Hex => `0x${String(digit).repeat(64)}`

const common = {
  ...{ number: 1n, envelopeId: 1n, token: null, total: 1000n, drawn: 0n, cap: 100n, period: 50n, end: at(10_000n) },
  ...{ revokedAt: null, purpose: 'Repairs', category: 'upkeep', proposal: null, grantedAt: at(0n) },
  transaction: hash(1),
}
const budget: Budget = {
  ...{ ...common, kind: 'budget', holders: [account(1)], payees: [], start: at(10n), window: 20n, objectionShare: 5 },
  ...{ secondSignature: false, announceAbove: 40n, isPaused: false, pausedBy: null },
}
const draw: Draw = {
  ...{ number: 1n, budget: 1n, announcer: account(1), to: [account(2)], amounts: [30n], sum: 30n, digest: null },
  ...{ status: 'pending', announcedAt: at(100n), payableAt: at(120n), expiresAt: at(200n), confirmedBy: null },
  ...{ objections: 0n, endedAt: null, waited: false },
}
const paid = (amount: bigint, time: bigint) => ({ amount, at: at(time) })

describe('what a budget leaves', () => {
  it('is free again in the second in which a period has passed since a payment', () => {
    const spent = { ...budget, drawn: 100n }
    const payments = [paid(60n, 100n), paid(40n, 110n)]
    const left = (time: bigint) => getAvailable(spent, payments, at(time))
    expect([149n, 150n, 159n, 160n].map(left)).toEqual([0n, 60n, 60n, 100n])
  })

  it('is never more than the rest of the total, and nothing after the end or a revocation', () => {
    expect(getAvailable({ ...budget, drawn: 990n }, [], at(500n))).toBe(10n)
    expect(getAvailable(budget, [], budget.end)).toBe(100n)
    expect(getAvailable(budget, [], at(budget.end + 1n))).toBe(0n)
    expect(getAvailable({ ...budget, revokedAt: at(1n) }, [], at(500n))).toBe(0n)
  })

  it('has no window where the cap is the total', () => {
    const uncapped = { ...budget, cap: 1000n, drawn: 400n }
    expect(getAvailable(uncapped, [paid(400n, 100n)], at(100n))).toBe(600n)
  })

  it('at once counts what was drawn at once, and not what waited', () => {
    const time = at(130n)
    expect(getLeft(budget, [], [], time)).toEqual({ available: 100n, atOnce: 40n })
    expect(getLeft({ ...budget, drawn: 25n }, [paid(25n, 120n)], [], time)).toEqual({ available: 75n, atOnce: 15n })
    const settled: Draw = { ...draw, status: 'settled', endedAt: at(120n), waited: true }
    expect(getLeft({ ...budget, drawn: 30n }, [paid(30n, 120n)], [settled], time)).toEqual({
      available: 70n,
      atOnce: 40n,
    })
    const early: Draw = { ...settled, waited: false }
    expect(getLeft({ ...budget, drawn: 30n }, [paid(30n, 120n)], [early], time)).toEqual({
      available: 70n,
      atOnce: 10n,
    })
  })

  it('is less by what waits, until that has expired', () => {
    const left = (time: bigint) => getLeft(budget, [], [draw], at(time))
    expect(left(200n)).toEqual({ available: 70n, atOnce: 40n })
    expect(left(201n)).toEqual({ available: 100n, atOnce: 40n })
    expect(listPending([draw], budget, at(200n))).toHaveLength(1)
    expect(listPending([draw], budget, at(201n))).toHaveLength(0)
    expect(listPending([{ ...draw, status: 'withdrawn' }], budget, at(150n))).toHaveLength(0)
    expect(listPending([draw], { ...budget, revokedAt: at(1n) }, at(150n))).toHaveLength(0)
  })

  it('towards the end counts what was settled before the period beyond what the total has more than the cap', () => {
    const short = { ...budget, total: 120n, drawn: 30n }
    const settled: Draw = { ...draw, status: 'settled', endedAt: at(120n), waited: true }
    // 90 are left of 120; 30 waited, of which 20 are beyond the cap: 90 + 10 - 60.
    expect(getLeft(short, [paid(30n, 120n)], [settled], at(1000n))).toEqual({ available: 90n, atOnce: 40n })
  })

  it('says when more is free, or that it never will be', () => {
    const payments = [paid(60n, 100n), paid(40n, 110n)]
    const spent = { ...budget, drawn: 100n }
    const find = (wanted: bigint, of = spent) =>
      findFree(of, payments, wanted, at(120n), (time) => getAvailable(of, payments, time))
    expect(find(0n)).toBe(120n)
    expect([1n, 60n, 61n, 100n, 101n].map((wanted) => find(wanted))).toEqual([150n, 150n, 160n, 160n, null])
    expect(find(61n, { ...spent, end: at(155n) })).toBeNull()
    expect(find(60n, { ...spent, end: at(150n) })).toBe(150n)
  })

  it('never says that more is free than the cap or the total allow', () => {
    const some = fc.array(fc.tuple(fc.bigInt(0n, 100n), fc.bigInt(0n, 300n)), { maxLength: 8 })
    fc.assert(
      fc.property(some, fc.bigInt(0n, 400n), (list, time) => {
        const payments = list.map(([amount, when]) => paid(amount, when))
        const drawn = payments.reduce((sum, { amount }) => sum + amount, 0n)
        const free = getAvailable({ ...budget, drawn: drawn > 1000n ? 1000n : drawn }, payments, at(time))
        expect(free >= 0n && free <= budget.cap).toBe(true)
        const { available, atOnce } = getLeft({ ...budget, drawn: 0n }, payments, [draw], at(time))
        expect(atOnce <= available && atOnce <= budget.announceAbove).toBe(true)
      }),
    )
  })
})

describe('an announced draw', () => {
  it('waits, is payable from its second on, and expires after its last', () => {
    const phase = (time: bigint, second = false, isConfirmed = false) =>
      getDrawPhase({ ...draw, isConfirmed }, second, at(time))
    expect([119n, 120n, 200n, 201n].map((time) => phase(time))).toEqual(['waiting', 'payable', 'payable', 'expired'])
    expect(phase(120n, true)).toBe('unconfirmed')
    expect(phase(120n, true, true)).toBe('payable')
  })

  it('can be objected to after its second and before it is payable', () => {
    expect([100n, 101n, 119n, 120n].map((time) => mayObject(draw, at(time)))).toEqual([false, true, true, false])
  })

  it('is stopped by a share of the seats, rounded up', () => {
    expect([countObjectionsNeeded(20n, 5), countObjectionsNeeded(21n, 5), countObjectionsNeeded(1n, 5)]).toEqual([
      1n,
      2n,
      1n,
    ])
    expect(countObjectionsNeeded(100n, 33)).toBe(33n)
  })
})

const milestone = (index: number, amount: bigint, acceptedAt: bigint | null) => ({
  ...{ index, amount, digest: hash(2), reviewers: [], acceptedBy: null },
  acceptedAt: acceptedAt === null ? null : at(acceptedAt),
})
const grant: Grant = {
  ...{ ...common, kind: 'grant', total: 1300n, cap: 1300n, end: at(400n), recipient: account(1), offeredTo: null },
  ...{ reviewers: [], required: 0, reportsDue: false, reported: 0n, clawedBackAt: null, clawedBack: 0n },
  stream: { amount: 1000n, start: at(100n), cliff: at(150n), end: at(300n) },
  milestones: [milestone(0, 100n, 120n), milestone(1, 200n, null)],
}

describe('what has vested of a grant', () => {
  it('is nothing of the stream before the cliff, its part from then on, all of it at its end', () => {
    const streamed = (time: bigint) => getStreamed(grant.stream, at(time))
    expect([0n, 100n, 149n, 150n, 151n, 299n, 300n, 500n].map(streamed)).toEqual([
      ...[0n, 0n, 0n, 250n, 255n, 995n, 1000n, 1000n],
    ])
    expect(getStreamed(null, at(200n))).toBe(0n)
  })

  it('stands still after a clawback', () => {
    const clawed = { ...grant, clawedBackAt: at(200n), clawedBack: 700n }
    expect([200n, 201n, 400n].map((time) => getVested(clawed, at(time)))).toEqual([600n, 600n, 600n])
    expect(getGrantAmounts({ ...clawed, drawn: 100n }, at(250n))).toEqual({
      ...{ total: 1300n, paid: 100n, owed: 500n, claimable: 500n, unvested: 0n, clawedBack: 700n, lapsed: 0n },
    })
    expect([getRightState(clawed, at(250n)), getRightState({ ...clawed, drawn: 600n }, at(250n))]).toEqual([
      'over',
      'done',
    ])
  })

  it('lapses in the second after the end, or when it is revoked', () => {
    const of = (time: bigint, more: Partial<Grant> = {}) =>
      getGrantAmounts({ ...grant, drawn: 100n, ...more }, at(time))
    expect(of(400n)).toMatchObject({ owed: 1000n, claimable: 1000n, unvested: 200n, lapsed: 0n })
    expect(of(401n)).toMatchObject({ owed: 0n, claimable: 0n, unvested: 0n, lapsed: 1200n })
    expect(of(200n, { revokedAt: at(190n) })).toMatchObject({ owed: 0n, lapsed: 1200n })
  })

  it('waits for a report where one is due', () => {
    const due = { ...grant, reportsDue: true, drawn: 100n }
    expect(isReportDue(due)).toBe(true)
    expect(getGrantAmounts(due, at(200n))).toMatchObject({ owed: 500n, claimable: 0n })
    expect(isReportDue({ ...due, reported: 100n })).toBe(false)
    expect(isReportDue({ ...due, drawn: 0n })).toBe(false)
  })

  it('adds up to the last unit at any time (T36)', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 500n), fc.bigInt(0n, 1n), fc.boolean(), (time, isRevoked, isClawed) => {
        const facts = {
          ...grant,
          revokedAt: isRevoked === 1n ? at(0n) : null,
          clawedBackAt: isClawed ? at(200n) : null,
        }
        const { total, paid, owed, unvested, clawedBack, lapsed } = getGrantAmounts(facts, at(time))
        expect(paid + owed + unvested + clawedBack + lapsed).toBe(total)
      }),
    )
  })

  it('is drawn by the corners of the line', () => {
    const corners = listVesting(grant)
    expect(corners.map(({ at: time, vested }) => [time, vested])).toEqual([
      [0n, 0n],
      [120n, 0n],
      [120n, 100n],
      [150n, 100n],
      [150n, 350n],
      [300n, 1100n],
      [400n, 1100n],
    ])
    for (const { at: time, vested } of corners.filter((_, index) => index !== 1 && index !== 3)) {
      expect(vested).toBe(time === 0n ? 0n : getVested(grant, time))
    }
  })
})

const distribution: Distribution = {
  ...{ ...common, kind: 'distribution', standing: null, snapshot: at(100n), shares: 7n, share: 101n },
  ...{ percentages: [100, 80, 50], digest: hash(3), claimCount: 0, claimed: 0n },
}

describe('shares', () => {
  it('are those of the seats of the snapshot’s second and before', () => {
    const seat = { kind: 'member', mintedAt: at(100n), kindSince: at(100n) } as const
    expect(getSeatShare(distribution, seat)).toBe(101n)
    expect(getSeatShare(distribution, { ...seat, mintedAt: at(101n) })).toBe(0n)
    expect(getSeatShare(distribution, { ...seat, kind: 'steward' })).toBe(80n)
    expect(getSeatShare(distribution, { ...seat, kind: 'organisation' })).toBe(50n)
    expect(getSeatShare(distribution, { ...seat, kind: 'observer' })).toBe(0n)
    // A kind that changed since has the smallest percentage of all.
    expect(getSeatShare(distribution, { ...seat, kindSince: at(101n) })).toBe(50n)
  })

  it('name their distribution and their seat', () => {
    const ref: Hex = `0x${(5n | (2n << 64n)).toString(16).padStart(32, '0')}${7n.toString(16).padStart(32, '0')}`
    expect(parseShareRef(ref)).toEqual({ distribution: 5n | (2n << 64n), seat: 7n })
    expect(splitRound(5n | (2n << 64n))).toEqual({ envelope: 5n, round: 2n })
    expect(splitRound(5n)).toEqual({ envelope: 5n, round: 0n })
  })

  it('of a round are its own part of the envelope', () => {
    expect(getUse({ ...distribution, claimed: 101n, drawn: 500n })).toEqual({ paid: 101n, total: 707n })
    expect(getRightState({ ...distribution, claimed: 707n }, at(1n))).toBe('done')
  })
})

const standing: Standing = {
  ...{ ...common, kind: 'standing', splits: account(9), percentages: [100, 100, 100], minimum: 30n, digest: hash(3) },
  ...{ credited: 80n, booked: 80n, allotted: 0n, roundCount: 1, lastRoundAt: at(100n) },
}

describe('a round', () => {
  it('can be opened once a period has passed since the last one', () => {
    expect(getNextRound(standing)).toBe(150n)
    expect([149n, 150n].map((time) => getRoundable(standing, at(time)))).toEqual([0n, 80n])
    expect(getRoundable({ ...standing, lastRoundAt: null }, at(0n))).toBe(80n)
  })

  it('shares what is booked, within the cap and the total, and not less than the minimum', () => {
    const of = (more: Partial<Standing>) => getRoundable({ ...standing, ...more }, at(200n))
    expect([of({ booked: 500n }), of({ allotted: 960n }), of({ allotted: 971n }), of({ booked: 29n })]).toEqual([
      ...[100n, 40n, 0n, 0n],
    ])
    expect(getRoundable(standing, standing.end)).toBe(80n)
    expect(getRoundable(standing, at(standing.end + 1n))).toBe(0n)
    expect(of({ revokedAt: at(1n) })).toBe(0n)
  })
})

describe('income', () => {
  const rule = {
    rows: [
      { target: 'treasury', share: 6000, number: 0n },
      { target: 'purse', share: 3000, number: 1n },
      { target: 'standing', share: 1000, number: 5n },
    ],
  } as const

  it('is split to the last unit: each row rounded down, the last what is left', () => {
    expect(splitIncome(rule, 1001n)).toEqual([600n, 300n, 101n])
    expect(splitIncome(rule, 1n)).toEqual([0n, 0n, 1n])
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 100n), (amount) => {
        expect(splitIncome(rule, amount).reduce((sum, part) => sum + part, 0n)).toBe(amount)
      }),
    )
  })
})

describe('the state of a right', () => {
  it('is the contract’s standing at its boundaries', () => {
    const state = (time: bigint, more: Partial<Budget> = {}) => getRightState({ ...budget, ...more }, at(time))
    expect([9n, 10n, 10_000n, 10_001n].map((time) => state(time))).toEqual(['waiting', 'open', 'open', 'ended'])
    expect(state(20n, { isPaused: true })).toBe('paused')
    expect(state(5n, { isPaused: true })).toBe('paused')
    expect(state(20_000n, { isPaused: true })).toBe('ended')
    expect(state(20_000n, { revokedAt: at(5n) })).toBe('revoked')
    expect(state(20n, { drawn: 1000n })).toBe('done')
    expect(
      ['waiting', 'open', 'paused', 'over', 'done', 'ended', 'revoked'].map((one) => isOver(one as never)),
    ).toEqual([...[false, false, false, false, true, true, true]])
  })
})

describe('rights from events', () => {
  let block = 0n
  const log = (eventName: string, args: Record<string, unknown>): DecodedLog => ({
    ...{ address: account(8), eventName, args, at: at((block += 10n)), blockNumber: block, logIndex: 0 },
    transaction: hash(4),
  })
  const envelope = (envelopeId: bigint, total: bigint) =>
    log('EnvelopeSet', {
      ...{ envelopeId, module: account(7), asset: zeroAddress, total, cap: total, period: 50, end: 10_000 },
      decision: hash(5),
    })
  const words = { purpose: 'Repairs', category: 'upkeep' }
  const terms = {
    ...{ ...words, holders: [account(1)], payees: [], start: 0, window: 3600, objectionShare: 5 },
    ...{ secondSignature: false, announceAbove: 10n },
  }
  const disburse = (envelopeId: bigint, amount: bigint, ref: Hex = zeroHash) =>
    log('Disbursed', { envelopeId, decision: hash(5), to: account(2), asset: zeroAddress, amount, ref })

  it('of a budget: its terms are the last ones, its pause names the draw', () => {
    const announced = {
      ...{ budgetId: 1n, drawId: 1n, announcer: account(1), to: [account(2)], amounts: [5n], sum: 5n, ref: zeroHash },
      ...{ payableAt: 100, expiresAt: 200 },
    }
    const [folded] = foldRights([
      envelope(1n, 100n),
      log('BudgetGranted', { budgetId: 1n, terms }),
      disburse(1n, 30n),
      log('DrawAnnounced', announced),
      log('DrawObjected', { budgetId: 1n, drawId: 1n, objections: 2n }),
      log('DrawStopped', { budgetId: 1n, drawId: 1n }),
      log('BudgetPaused', { budgetId: 1n, drawId: 1n }),
      log('BudgetChanged', { budgetId: 1n, terms: { ...terms, purpose: 'Roof' } }),
    ])
    expect(folded!.right).toMatchObject({ kind: 'budget', purpose: 'Roof', drawn: 30n, isPaused: true, pausedBy: 1n })
    expect(folded!.history.draws).toMatchObject([{ status: 'stopped', objections: 2n, digest: null }])
    expect(folded!.payments).toHaveLength(1)
  })

  it('of a round: what was claimed is its own, and the envelope’s', () => {
    const number = 3n | (1n << 64n)
    const ref: Hex = `0x${number.toString(16).padStart(32, '0')}${'1'.padStart(32, '0')}`
    const folded = foldRights([
      envelope(3n, 100n),
      log('StandingOpened', {
        ...{ ...words, standingId: 3n, splits: account(9), percentages: [100, 100, 100], minimum: 1n },
        document: hash(6),
      }),
      log('Credited', { standingId: 3n, amount: 42n, booked: 42n }),
      log('RoundOpened', {
        ...{ standingId: 3n, distributionId: number, snapshot: 1, shares: 4n, share: 10n, booked: 2n },
      }),
      disburse(3n, 10n, ref),
    ])
    expect(folded.map(({ right }) => [right.kind, right.number, right.drawn])).toEqual([
      ['standing', 3n, 10n],
      ['distribution', number, 10n],
    ])
    expect(folded[0]!.right).toMatchObject({ booked: 2n, allotted: 40n, credited: 42n, roundCount: 1 })
    expect(folded[1]!.right).toMatchObject({ claimed: 10n, claimCount: 1, standing: 3n, purpose: 'Repairs' })
    expect(folded[0]!.history.rounds.map((round) => round.claimed)).toEqual([10n])
    expect(folded[1]!.payments).toHaveLength(1)
  })

  it('of what no envelope was set for, nothing', () => {
    expect(foldRights([log('BudgetGranted', { budgetId: 9n, terms }), disburse(9n, 1n)])).toEqual([])
  })
})
