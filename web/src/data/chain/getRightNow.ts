import { type Address, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { AppError } from '../../domain/appError'
import type { DaoContracts } from '../../domain/dao'
import type { GrantAmounts } from '../../domain/grant'
import type { Payout } from '../../domain/right'
import type { RightKind } from '../../domain/route'
import { parseKind, type SeatKind } from '../../domain/seat'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { budgetsAbi } from '../../generated/abi/budgets'
import { distributionsAbi } from '../../generated/abi/distributions'
import { governorAbi } from '../../generated/abi/governor'
import { grantsAbi } from '../../generated/abi/grants'
import { membershipAbi } from '../../generated/abi/membership'
import { payoutsAbi } from '../../generated/abi/payouts'
import { treasuryAbi } from '../../generated/abi/treasury'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** A draw that is pending, as the contract answers. */
export type DrawNow = {
  readonly number: bigint
  readonly announcer: Address
  readonly sum: bigint
  readonly announcedAt: Timepoint
  readonly payableAt: Timepoint
  readonly isConfirmed: boolean
  readonly objections: bigint
  /** How many objecting seats stop it; null in the second of the announcement. */
  readonly needed: bigint | null
}

/** What a right leaves whom now, as its contract answers: what binds money is asked of nobody else. */
export type RightNow =
  | {
      readonly kind: 'budget'
      readonly standing: 'none' | 'waiting' | 'open' | 'paused' | 'revoked' | 'ended'
      readonly available: bigint
      readonly atOnce: bigint
      readonly holders: readonly Address[]
      readonly payees: readonly Address[]
      readonly pending: readonly DrawNow[]
      /** Who alone may stop a draw, in its term; null where there is nobody. */
      readonly guardian: Address | null
    }
  | {
      readonly kind: 'grant'
      readonly amounts: GrantAmounts
      readonly isReportDue: boolean
      readonly recipient: Address
      readonly offeredTo: Address | null
      /** By milestone: how many reviewers accepted it, and whether it is accepted. */
      readonly milestones: readonly { readonly acceptances: number; readonly isAccepted: boolean }[]
      /** What is left in the treasury's envelope. */
      readonly available: bigint
    }
  | { readonly kind: 'payout'; readonly isPaid: boolean; readonly available: bigint }
  | { readonly kind: 'distribution'; readonly available: bigint }
  | { readonly kind: 'standing'; readonly roundable: bigint; readonly booked: bigint; readonly available: bigint }

const standings = ['none', 'waiting', 'open', 'paused', 'revoked', 'ended'] as const

/**
 * A right at the newest block, as its contract and the treasury answer.
 *
 * @param envelope the number of its envelope
 * @example await getRightNow(client, dao, { kind: 'grant', number: 1n, envelopeId: 4n })
 * @throws AppError
 */
export async function getRightNow(
  client: ChainClient,
  dao: DaoContracts,
  { kind, number, envelopeId }: { readonly kind: RightKind; readonly number: bigint; readonly envelopeId: bigint },
): Promise<RightNow> {
  const getAvailable = () =>
    readContract(client, {
      address: dao.treasury,
      abi: treasuryAbi,
      functionName: 'getAvailable',
      args: [envelopeId],
    })
  try {
    switch (kind) {
      case 'budget':
        return await getBudgetNow(client, dao, number)
      case 'grant':
        return await getGrantNow(client, need(dao.grants), number, getAvailable)
      case 'payout': {
        const call = { address: need(dao.payouts), abi: payoutsAbi, functionName: 'payoutOf', args: [number] } as const
        const [{ paid }, available] = await Promise.all([readContract(client, call), getAvailable()])
        return { kind, isPaid: paid, available }
      }
      case 'distribution':
        return { kind, available: await getAvailable() }
      case 'standing': {
        const contract = { address: need(dao.distributions), abi: distributionsAbi, args: [number] } as const
        const [roundable, { booked }, available] = await Promise.all([
          readContract(client, { ...contract, functionName: 'getRoundable' }),
          readContract(client, { ...contract, functionName: 'standingOf' }),
          getAvailable(),
        ])
        return { kind, roundable, booked, available }
      }
    }
  } catch (error) {
    throw toAppError(error)
  }
}

/** The contract of a right; there is none where no deployment names it. */
function need(address: Address | null): Address {
  if (address === null) throw new AppError('malformed', 'no such contract')
  return address
}

async function getBudgetNow(client: ChainClient, dao: DaoContracts, number: bigint): Promise<RightNow> {
  const contract = { address: need(dao.budgets), abi: budgetsAbi } as const
  const ofBudget = { ...contract, args: [number] } as const
  const governor = { address: dao.governor, abi: governorAbi } as const
  const [budget, holders, payees, [pending], guardian] = await Promise.all([
    readContract(client, { ...ofBudget, functionName: 'getBudget' }),
    readContract(client, { ...ofBudget, functionName: 'holdersOf' }),
    readContract(client, { ...ofBudget, functionName: 'payeesOf' }),
    readContract(client, { ...ofBudget, functionName: 'pendingOf' }),
    readContract(client, { ...governor, functionName: 'guardian' }),
  ])
  const draws = await Promise.all(
    pending.map(async (drawId): Promise<DrawNow> => {
      const [draw, needed] = await Promise.all([
        readContract(client, { ...contract, functionName: 'getDraw', args: [drawId] }),
        readContract(client, { ...contract, functionName: 'objectionsNeeded', args: [drawId] }).catch(() => null),
      ])
      return {
        number: drawId,
        announcer: draw.announcer,
        sum: draw.sum,
        announcedAt: toTimepoint(BigInt(draw.announcedAt)),
        payableAt: toTimepoint(BigInt(draw.payableAt)),
        isConfirmed: draw.confirmed,
        objections: BigInt(draw.objections),
        needed,
      }
    }),
  )
  return {
    kind: 'budget',
    standing: standings[budget.standing] ?? 'none',
    available: budget.available,
    atOnce: budget.atOnce,
    holders,
    payees,
    pending: draws.sort((a, b) => (a.number < b.number ? -1 : 1)),
    guardian: guardian === zeroAddress ? null : guardian,
  }
}

async function getGrantNow(
  client: ChainClient,
  address: Address,
  number: bigint,
  getAvailable: () => Promise<bigint>,
): Promise<RightNow> {
  const contract = { address, abi: grantsAbi, args: [number] } as const
  const [grant, amounts, milestones, isReportDue, available] = await Promise.all([
    readContract(client, { ...contract, functionName: 'getGrant' }),
    readContract(client, { ...contract, functionName: 'getAmounts' }),
    readContract(client, { ...contract, functionName: 'getMilestones' }),
    readContract(client, { ...contract, functionName: 'isReportDue' }),
    getAvailable(),
  ])
  return {
    kind: 'grant',
    amounts,
    isReportDue,
    recipient: grant.recipient,
    offeredTo: grant.offered === zeroAddress ? null : grant.offered,
    milestones: milestones.map(({ acceptances, accepted }) => ({ acceptances, isAccepted: accepted })),
    available,
  }
}

/** A seat of somebody, and what it could claim of a distribution. */
export type SeatShare = {
  readonly number: bigint
  readonly kind: SeatKind
  readonly amount: bigint
  readonly isClaimed: boolean
  /** Where it goes: the holder, or whom the holder named. */
  readonly payee: Address
}

/**
 * What some seats with a vote could claim of a distribution now, as its contract answers.
 *
 * @example await listSeatShares(client, dao, 7n, [1n, 2n])
 * @throws AppError
 */
export async function listSeatShares(
  client: ChainClient,
  dao: DaoContracts,
  distribution: bigint,
  seats: readonly bigint[],
): Promise<SeatShare[]> {
  const contract = { address: need(dao.distributions), abi: distributionsAbi } as const
  try {
    return await Promise.all(
      seats.map(async (number) => {
        const ofSeat = { ...contract, args: [distribution, number] } as const
        const membership = { address: dao.membership, abi: membershipAbi } as const
        const [amount, isClaimed, payee, seat] = await Promise.all([
          readContract(client, { ...ofSeat, functionName: 'getShare' }),
          readContract(client, { ...ofSeat, functionName: 'isClaimed' }),
          readContract(client, { ...contract, functionName: 'payeeOf', args: [number] }),
          readContract(client, { ...membership, functionName: 'seatOf', args: [number] }),
        ])
        return { number, kind: parseKind(seat.kind) ?? 'member', amount, isClaimed, payee }
      }),
    )
  } catch (error) {
    throw toAppError(error)
  }
}

/**
 * Which seats have a share of a distribution that nobody claimed: those that existed at its snapshot, asked one by one of
 * its contract, and no more than `most` of them.
 *
 * @example await listUnclaimed(client, dao, 7n, 100)
 * @throws AppError
 */
export async function listUnclaimed(
  client: ChainClient,
  dao: DaoContracts,
  distribution: bigint,
  most: number,
): Promise<bigint[]> {
  const contract = { address: need(dao.distributions), abi: distributionsAbi } as const
  try {
    const membership = { address: dao.membership, abi: membershipAbi } as const
    const last = await readContract(client, { ...membership, functionName: 'lastTokenId' })
    const found: bigint[] = []
    const step = 200n
    for (let from = 1n; from <= last && found.length < most; from += step) {
      const numbers = Array.from(
        { length: Number(last - from + 1n < step ? last - from + 1n : step) },
        (_, index) => from + BigInt(index),
      )
      const shares = await Promise.all(
        numbers.map((number) =>
          readContract(client, { ...contract, functionName: 'getShare', args: [distribution, number] }),
        ),
      )
      found.push(...numbers.filter((_, index) => shares[index]! > 0n))
    }
    return found.slice(0, most)
  } catch (error) {
    throw toAppError(error)
  }
}

/** A seat, and whether it may object to a draw. */
export type Objector = { readonly number: bigint; readonly isTooYoung: boolean; readonly hasObjected: boolean }

/**
 * Whether some seats may object to a draw, as the contracts answer.
 *
 * @example await listObjectors(client, dao, 3n, [1n, 2n])
 * @throws AppError
 */
export async function listObjectors(
  client: ChainClient,
  dao: DaoContracts,
  draw: Pick<DrawNow, 'number' | 'announcedAt'>,
  seats: readonly bigint[],
): Promise<Objector[]> {
  const budgets = { address: need(dao.budgets), abi: budgetsAbi } as const
  const membership = { address: dao.membership, abi: membershipAbi } as const
  try {
    return await Promise.all(
      seats.map(async (number) => {
        const [hasObjected, seat] = await Promise.all([
          readContract(client, { ...budgets, functionName: 'hasObjected', args: [draw.number, number] }),
          readContract(client, { ...membership, functionName: 'seatOf', args: [number] }),
        ])
        return { number, hasObjected, isTooYoung: BigInt(seat.mintedAt) > draw.announcedAt }
      }),
    )
  } catch (error) {
    throw toAppError(error)
  }
}

/**
 * Whether rows of a payout wait to be paid now, as its contract answers: of a batch those that were set aside, of a list
 * those that nobody claimed.
 *
 * @example await listOpenRows(client, dao, { number: 2n, form: 'list' }, [0, 7])
 * @throws AppError
 */
export async function listOpenRows(
  client: ChainClient,
  dao: DaoContracts,
  { number, form }: Pick<Payout, 'number' | 'form'>,
  rows: readonly number[],
): Promise<number[]> {
  const contract = { address: need(dao.payouts), abi: payoutsAbi } as const
  try {
    const open = await Promise.all(
      rows.map(async (row) => {
        const ofRow = { ...contract, args: [number, BigInt(row)] } as const
        if (form === 'list') return !(await readContract(client, { ...ofRow, functionName: 'isRowClaimed' }))
        return (await readContract(client, { ...ofRow, functionName: 'setAsideOf' })).payee !== zeroAddress
      }),
    )
    return rows.filter((_, index) => open[index])
  } catch (error) {
    throw toAppError(error)
  }
}
