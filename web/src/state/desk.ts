import type { Address } from 'viem'
import { encodeFunctionData } from 'viem/utils'
import type { ChainClient } from '../data/chain/createChainClient'
import { listAssets } from '../data/chain/listAssets'
import { toAppError } from '../data/toAppError'
import { AppError } from '../domain/appError'
import { decodeAction } from '../domain/action'
import type { DaoContracts } from '../domain/dao'
import type { DaoDifference } from '../domain/daoDifference'
import { type DeskEntry, getDeskStep } from '../domain/deskEntry'
import type { Proposal } from '../domain/proposal'
import { type Timepoint, toTimepoint } from '../domain/timepoint'
import { execute } from '../transactions/execute'
import { queue } from '../transactions/queue'
import type { Transaction } from '../transactions/transaction'
import type { App } from './app.svelte'
import type { DaoState } from './dao.svelte'
import type { Resource } from './resource.svelte'

/** Decisions that passed and are not done, each tried out on the newest block. */
export function listDesk(
  dao: DaoState,
  key: string,
  proposals: () => readonly Proposal[],
): Resource<readonly DeskEntry[]> {
  const checked = dao.checkRecords(proposals)
  return dao.ask(`desk:${key}`, null, async (client, contracts, { time }) => {
    await checked.refresh()
    const trusted = checked.value ?? new Set()
    return Promise.all(
      proposals().map((proposal) => tryOut(client, contracts, proposal, time, trusted.has(proposal.id))),
    )
  })
}

async function tryOut(
  client: ChainClient,
  dao: DaoContracts,
  proposal: Proposal,
  now: Timepoint,
  isTrusted: boolean,
): Promise<DeskEntry> {
  const { tryExecution, tryStep } = await import('../data/chain/preflight')
  const step = getDeskStep(proposal, now)
  const [execution, trial] = await Promise.all([
    tryExecution(client, dao, proposal, now),
    step === null ? null : tryStep(client, dao, proposal, step),
  ])
  const isStuck = !isTrusted || (trial !== null && trial.error !== null)
  return {
    proposal,
    step,
    phase: isStuck ? 'stuck' : step === null ? 'waiting' : 'ready',
    readyAt: proposal.eta,
    until: toTimepoint((proposal.eta ?? proposal.deadline) + dao.grace),
    error: trial?.error ?? null,
    executionError: execution.error,
    isTrusted,
  }
}

/** What differs between the block of which voters saw a proposal and the newest; null where that is not to be had. */
export function differences(dao: DaoState, proposal: Proposal): Resource<readonly DaoDifference[] | null> {
  return dao.ask(`differences:${proposal.id}`, null, async (client, contracts, { number }) => {
    const { listDifferences } = await import('../data/chain/preflight')
    const paid = proposal.actions.flatMap((action) => {
      const decoded = decodeAction(action, contracts)
      return 'token' in decoded && decoded.token !== null ? [decoded.token] : []
    })
    const assets = await listAssets(client, dao.chain.coin, contracts, paid)
    return listDifferences(client, contracts, assets, proposal.createdAtBlock, number)
  })
}

/** The transaction that takes a decision a step further. */
export function toTransaction(dao: DaoContracts, { step, proposal }: DeskEntry, title: string): Transaction | null {
  if (step === null) return null
  return step === 'queue' ? queue(dao, { ...proposal, title }) : execute(dao, { ...proposal, title })
}

/** How several decisions go together: through the wallet, by Multicall3, or not at all. */
export type BatchWay =
  | { readonly by: 'wallet'; readonly isAtomic: boolean; readonly multicall: Address | null }
  | { readonly by: 'multicall'; readonly multicall: Address }
  | { readonly by: 'none' }

/** Asks the wallet, and the chain, how several decisions can go together. */
export async function findBatchWay(app: App, dao: DaoState): Promise<BatchWay> {
  const [{ findMulticall3 }, wallet] = await Promise.all([import('../data/chain/multicall3'), app.wallet.load()])
  const connection = wallet.getConnection()
  const [multicall, way] = await Promise.all([
    findMulticall3(dao.client, dao.chain.multicall3),
    connection === null ? null : wallet.getBatchWay(connection),
  ])
  // A wallet that makes all or none would lose all by one, unless no call of it can fail.
  if (way === 'each' || (way === 'atomic' && multicall !== null)) {
    return { by: 'wallet', isAtomic: way === 'atomic', multicall }
  }
  return multicall === null ? { by: 'none' } : { by: 'multicall', multicall }
}

/** Several decisions as one transaction by Multicall3, with the gas that all of them need. */
export async function prepareMulticall(
  dao: DaoState,
  multicall: Address,
  transactions: readonly Transaction[],
  account: Address,
): Promise<Transaction> {
  const [{ batchByMulticall }, { estimateGas }] = await Promise.all([
    import('../transactions/batch'),
    import('../data/chain/preflight'),
  ])
  const gas = await Promise.all(
    transactions.map(({ call }) =>
      estimateGas(dao.client, { address: call.address, data: encodeFunctionData(call) }, account),
    ),
  )
  return batchByMulticall(
    multicall,
    transactions,
    gas.map((one) => one ?? 0n),
  )
}

/** Hands several decisions to a wallet that takes them together. */
export async function sendByWallet(
  app: App,
  way: Extract<BatchWay, { by: 'wallet' }>,
  transactions: readonly Transaction[],
  chainId: number,
): Promise<void> {
  const { toWalletCalls } = await import('../transactions/batch')
  const wallet = await app.wallet.load()
  const connection = wallet.getConnection()
  if (connection === null || connection.chainId !== chainId) throw new AppError('wrongChain', 'before asking')
  try {
    await wallet.writeAll(toWalletCalls(transactions, way.isAtomic ? way.multicall : null), connection)
  } catch (error) {
    throw toAppError(error)
  }
}

/** What became of a decision that was sent with others. */
export type BatchOutcome = { readonly entry: DeskEntry; readonly isDone: boolean; readonly error: AppError | null }

const doneStates = { queue: [5, 7], execute: [7] } as const

/** What became of each decision, as the governor answers; and why, where it was not done. */
export async function tellOutcomes(dao: DaoState, entries: readonly DeskEntry[]): Promise<readonly BatchOutcome[]> {
  const [{ getProposalState, tryStep }] = await Promise.all([import('../data/chain/preflight')])
  return Promise.all(
    entries.map(async (entry): Promise<BatchOutcome> => {
      const { step, proposal } = entry
      if (step === null || dao.contracts === null) return { entry, isDone: false, error: null }
      const state = await getProposalState(dao.client, dao.contracts, proposal.id)
      if ((doneStates[step] as readonly number[]).includes(state)) return { entry, isDone: true, error: null }
      return { entry, isDone: false, error: (await tryStep(dao.client, dao.contracts, proposal, step)).error }
    }),
  )
}
