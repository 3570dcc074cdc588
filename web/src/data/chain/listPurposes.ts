import { type Address, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { DonationBook, PurseDay, SplitRule } from '../../domain/donation'
import { foldDonations } from '../../domain/foldDonations'
import { cutPage } from '../../domain/page'
import { type Asset, type Balance, isMoney } from '../../domain/treasury'
import { donationsAbi } from '../../generated/abi/donations'
import { splitsAbi } from '../../generated/abi/splits'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listBalances } from './listBalances'
import { listDecisions } from './listDecisions'
import { listLogs } from './listLogs'

/**
 * The purposes of donations in the order of opening, and the newest gifts and spendings of all of them, from events alone.
 *
 * @example await listPurposes(client, dao, 50, head.number)
 * @throws AppError
 */
export async function listPurposes(
  client: ChainClient,
  dao: DaoContracts,
  count: number,
  toBlock: bigint,
): Promise<DonationBook> {
  if (dao.donations === null) {
    return { purposes: [], gifts: cutPage([], count), spendings: cutPage([], count) }
  }
  const [logs, findDecision] = await Promise.all([
    listDonationLogs(client, dao.donations, dao, toBlock),
    listDecisions(client, dao, toBlock),
  ])
  const { purposes, gifts, spendings } = foldDonations(logs, findDecision)
  return { purposes, gifts: cutPage(gifts, count), spendings: cutPage(spendings, count) }
}

/**
 * What moved in each purse, day by day, the oldest first, from events alone.
 *
 * @example await listPurseDays(client, dao, head.number)
 * @throws AppError
 */
export async function listPurseDays(
  client: ChainClient,
  dao: DaoContracts,
  toBlock: bigint,
): Promise<readonly PurseDay[]> {
  if (dao.donations === null) return []
  return foldDonations(await listDonationLogs(client, dao.donations, dao, toBlock)).days
}

const listDonationLogs = (client: ChainClient, donations: Address, dao: DaoContracts, toBlock: bigint) =>
  listLogs(client, [{ address: donations, abi: donationsAbi }], dao.startBlock, toBlock)

/**
 * What is at the donations contract and in no purse, of each asset of which there is some: {@link sweepDonations} brings it
 * to the treasury.
 *
 * @example await listUnbooked(client, dao, assets)
 * @throws AppError
 */
export async function listUnbooked(
  client: ChainClient,
  dao: DaoContracts,
  assets: readonly Asset[],
): Promise<readonly Balance[]> {
  const { donations } = dao
  if (donations === null) return []
  const contract = { address: donations, abi: donationsAbi, functionName: 'inNoPurse' } as const
  try {
    const found = await Promise.all(
      assets.filter(isMoney).map(async (asset) => ({
        asset,
        amount: await readContract(client, { ...contract, args: [asset.token ?? zeroAddress] }),
      })),
    )
    return found.filter(({ amount }) => amount > 0n)
  } catch (error) {
    throw toAppError(error)
  }
}

/** The rule for income, and what of it has arrived and was not sent on. */
export type Income = { readonly splits: Address; readonly rule: SplitRule; readonly arrived: readonly Balance[] }

const targets = ['treasury', 'purse', 'standing'] as const

/**
 * The rule for income as its contract answers, and what waits there to be sent on by it; null for a DAO without it.
 *
 * @example const { rule, arrived } = (await getIncome(client, dao, assets))!
 * @throws AppError
 */
export async function getIncome(
  client: ChainClient,
  dao: DaoContracts,
  assets: readonly Asset[],
): Promise<Income | null> {
  const { splits } = dao
  if (splits === null) return null
  try {
    const [rows, balances] = await Promise.all([
      readContract(client, { address: splits, abi: splitsAbi, functionName: 'getRule' }),
      listBalances(client, splits, assets.filter(isMoney)),
    ])
    const rule = {
      rows: rows.map(({ target, share, id }) => ({ target: targets[target] ?? 'treasury', share, number: id })),
    }
    return { splits, rule, arrived: balances.filter(({ amount }) => amount > 0n) }
  } catch (error) {
    throw toAppError(error)
  }
}
