import type { Address, Hex } from 'viem'
import { simulateContract } from 'viem/actions'
import { mayObject } from '../../domain/budget'
import type { DaoContracts } from '../../domain/dao'
import { getRightState, isOver, type Right } from '../../domain/right'
import type { RightTask } from '../../domain/rightTask'
import { budgetsAbi } from '../../generated/abi/budgets'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { type DrawNow, getRightNow } from './getRightNow'
import { listObjectors } from './listObjectors'
import { listSeatShares } from './listSeatShares'
import type { Block } from './getHead'
import { listAccountSeats } from './listAccountSeats'
import { listEvents } from './listLogs'

/**
 * What an account can do now by some rights, as their contracts answer.
 *
 * @param rights all there are; those that are over are passed over
 * @example await listRightTasks(client, dao, account, rights, head)
 * @throws AppError
 */
export async function listRightTasks(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  rights: readonly Right[],
  head: Block,
): Promise<RightTask[]> {
  const alive = rights.filter((right) => !isOver(getRightState(right, head.time)))
  if (alive.length === 0) return []
  try {
    const held = await listAccountSeats(client, dao, account, head.number)
    const seats = held
      .filter(({ collection, status }) => collection === 'membership' && status === 'current')
      .map(({ number }) => number)
    const found = await Promise.all(alive.map((right) => listTasks(client, dao, account, right, seats, head)))
    return found.flat()
  } catch (error) {
    throw toAppError(error)
  }
}

const same = (a: Address | null, b: Address) => a !== null && a.toLowerCase() === b.toLowerCase()

async function listTasks(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  right: Right,
  seats: readonly bigint[],
  head: Block,
): Promise<RightTask[]> {
  const now = await getRightNow(client, dao, right)
  const tasks: RightTask[] = []
  if (now.kind === 'budget' && right.kind === 'budget') {
    const isHolder = now.holders.some((holder) => same(holder, account))
    const { atOnce, available } = now
    if (isHolder && now.standing === 'open' && available > 0n) tasks.push({ kind: 'draw', right, atOnce, available })
    for (const draw of now.pending) {
      tasks.push(...(await listDrawTasks(client, dao, account, { right, now, draw, isHolder }, seats, head)))
    }
  } else if (now.kind === 'grant' && right.kind === 'grant') {
    const isRecipient = same(now.recipient, account)
    const { amounts, isReportDue } = now
    if (isRecipient && amounts.claimable > 0n) tasks.push({ kind: 'claim', right, amount: amounts.claimable })
    if (isRecipient && isReportDue && amounts.owed > 0n) tasks.push({ kind: 'report', right, amount: amounts.owed })
    if (same(now.offeredTo, account)) tasks.push({ kind: 'takeOver', right })
    const isReviewer = right.reviewers.some((reviewer) => same(reviewer, account))
    for (const { index, amount, reviewers } of right.milestones) {
      const isOpen = now.milestones[index]?.isAccepted === false && right.clawedBackAt === null
      const hasAccepted = reviewers.some((reviewer) => same(reviewer, account))
      if (isReviewer && isOpen && !hasAccepted) tasks.push({ kind: 'accept', right, milestone: index, amount })
    }
  } else if (now.kind === 'payout' && right.kind === 'payout') {
    if (right.form === 'batch' && !now.isPaid) tasks.push({ kind: 'payBatch', right, amount: now.available })
    if (right.form === 'list') tasks.push({ kind: 'payRows', right, amount: now.available })
  } else if (now.kind === 'distribution' && now.available > 0n && seats.length > 0) {
    const shares = await listSeatShares(client, dao, right.number, seats)
    const due = shares.filter(({ amount }) => amount > 0n)
    const amount = due.reduce((sum, share) => sum + share.amount, 0n)
    if (due.length > 0) tasks.push({ kind: 'share', right, seats: due.map(({ number }) => number), amount })
  } else if (now.kind === 'standing' && now.roundable > 0n) {
    tasks.push({ kind: 'openRound', right, amount: now.roundable })
  }
  return tasks
}

type BudgetFacts = {
  readonly right: Extract<Right, { kind: 'budget' }>
  readonly now: Extract<Awaited<ReturnType<typeof getRightNow>>, { kind: 'budget' }>
  readonly draw: DrawNow
  readonly isHolder: boolean
}

async function listDrawTasks(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  { right, now, draw, isHolder }: BudgetFacts,
  seats: readonly bigint[],
  head: Block,
): Promise<RightTask[]> {
  const tasks: RightTask[] = []
  const add = (kind: 'confirm' | 'settle' | 'object' | 'stop') =>
    tasks.push({ kind, right, draw: draw.number, amount: draw.sum })
  const isOpen = now.standing === 'open'
  const isWaiting = head.time < draw.payableAt
  const mayConfirm = isOpen && isHolder && !draw.isConfirmed && !same(draw.announcer, account)
  // Where none is asked it lets be paid before the window is over what may be drawn at once.
  const isUseful = right.secondSignature || (isWaiting && draw.sum <= right.announceAbove)
  const isReady = isOpen && (draw.isConfirmed || (!isWaiting && !right.secondSignature))
  if ((mayConfirm && isUseful) || isReady) {
    const order = await getOrder(client, dao, draw.number, head.number)
    if (mayConfirm && isUseful && order && !order[1].some((payee) => same(payee, account))) add('confirm')
    if (isReady && order && (await canSettle(client, dao, order))) add('settle')
  }
  if (mayObject(draw, head.time) && seats.length > 0) {
    const objectors = await listObjectors(client, dao, draw, seats)
    if (objectors.some(({ hasObjected, isTooYoung }) => !hasObjected && !isTooYoung)) add('object')
  }
  if (same(now.guardian, account)) add('stop')
  return tasks
}

/** What names an announced draw to its contract: number, payees, amounts, document. */
type Order = readonly [bigint, readonly Address[], readonly bigint[], Hex]

/** What was announced, from the announcement alone. */
async function getOrder(
  client: ChainClient,
  dao: DaoContracts,
  drawId: bigint,
  toBlock: bigint,
): Promise<Order | null> {
  if (dao.budgets === null) return null
  const wanted = { address: dao.budgets, abi: budgetsAbi, eventName: 'DrawAnnounced', args: { drawId } }
  const [log] = await listEvents(client, wanted, dao.startBlock, toBlock)
  if (log === undefined) return null
  const { to, amounts, ref } = log.args as { to: readonly Address[]; amounts: readonly bigint[]; ref: Hex }
  return [drawId, to, amounts, ref]
}

/** Whether the contract would pay it in the newest block. */
async function canSettle(client: ChainClient, dao: DaoContracts, args: Order): Promise<boolean> {
  try {
    await simulateContract(client, { address: dao.budgets!, abi: budgetsAbi, functionName: 'settle', args })
    return true
  } catch (error) {
    if (toAppError(error).kind === 'chainUnreachable') throw error
    return false
  }
}
