import { type Address, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { GrantAmounts } from '../../domain/grant'
import type { RightKind } from '../../domain/route'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { budgetsAbi } from '../../generated/abi/budgets'
import { distributionsAbi } from '../../generated/abi/distributions'
import { governorAbi } from '../../generated/abi/governor'
import { grantsAbi } from '../../generated/abi/grants'
import { payoutsAbi } from '../../generated/abi/payouts'
import { treasuryAbi } from '../../generated/abi/treasury'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { needContract } from './needContract'

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
        return await getGrantNow(client, needContract(dao.grants), number, getAvailable)
      case 'payout': {
        const call = {
          address: needContract(dao.payouts),
          abi: payoutsAbi,
          functionName: 'payoutOf',
          args: [number],
        } as const
        const [{ paid }, available] = await Promise.all([readContract(client, call), getAvailable()])
        return { kind, isPaid: paid, available }
      }
      case 'distribution':
        return { kind, available: await getAvailable() }
      case 'standing': {
        const contract = { address: needContract(dao.distributions), abi: distributionsAbi, args: [number] } as const
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

async function getBudgetNow(client: ChainClient, dao: DaoContracts, number: bigint): Promise<RightNow> {
  const contract = { address: needContract(dao.budgets), abi: budgetsAbi } as const
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
