import type { Abi, Address } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import { type FoldedRight, foldRights } from '../../domain/foldRights'
import { cutPage } from '../../domain/page'
import { type Right, type RightInFull, sortRights } from '../../domain/right'
import type { RightKind } from '../../domain/route'
import { budgetsAbi } from '../../generated/abi/budgets'
import { distributionsAbi } from '../../generated/abi/distributions'
import { grantsAbi } from '../../generated/abi/grants'
import { payoutsAbi } from '../../generated/abi/payouts'
import { treasuryAbi } from '../../generated/abi/treasury'
import type { ChainClient } from './createChainClient'
import { listDecisions } from './listDecisions'
import { listLogs } from './listLogs'

/**
 * Every right to be paid by the treasury, the newest first, from the contracts' events alone.
 *
 * @example await listRights(client, dao, head.number)
 * @throws AppError
 */
export async function listRights(client: ChainClient, dao: DaoContracts, toBlock: bigint): Promise<Right[]> {
  return sortRights((await fold(client, dao, toBlock)).map(({ right }) => right))
}

/**
 * One right in full, from the contracts' events alone; null where there is none of this number.
 *
 * @example await getRight(client, dao, 'grant', 2n, 50, head.number)
 * @throws AppError
 */
export async function getRight(
  client: ChainClient,
  dao: DaoContracts,
  kind: RightKind,
  number: bigint,
  count: number,
  toBlock: bigint,
): Promise<RightInFull | null> {
  const folded = await fold(client, dao, toBlock)
  const found = folded.find(({ right }) => right.kind === kind && right.number === number)
  if (found === undefined) return null
  return { right: found.right, history: found.history, payments: cutPage(found.payments, count) }
}

async function fold(client: ChainClient, dao: DaoContracts, toBlock: bigint): Promise<FoldedRight[]> {
  const modules: readonly (readonly [Address | null, Abi])[] = [
    [dao.budgets, budgetsAbi],
    [dao.grants, grantsAbi],
    [dao.payouts, payoutsAbi],
    [dao.distributions, distributionsAbi],
  ]
  const sources = [
    { address: dao.treasury, abi: treasuryAbi as Abi },
    ...modules.flatMap(([address, abi]) => (address === null ? [] : [{ address, abi }])),
  ]
  const [logs, findDecision] = await Promise.all([
    listLogs(client, sources, dao.startBlock, toBlock),
    listDecisions(client, dao, toBlock),
  ])
  return foldRights(logs, findDecision)
}
