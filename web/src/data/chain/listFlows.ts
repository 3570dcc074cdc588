import type { Abi, Address } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import { type DecodedLog, sortLogs } from '../../domain/decodedLog'
import { foldFlows } from '../../domain/foldFlows'
import { foldProposals } from '../../domain/foldProposals'
import { computeOperationId } from '../../domain/proposalId'
import { type Asset, type Decision, type Flow, sortFlows } from '../../domain/treasury'
import { budgetsAbi } from '../../generated/abi/budgets'
import { distributionsAbi } from '../../generated/abi/distributions'
import { governorAbi } from '../../generated/abi/governor'
import { grantsAbi } from '../../generated/abi/grants'
import { payoutsAbi } from '../../generated/abi/payouts'
import { erc1155Abi, erc20Abi, erc721Abi } from '../../generated/abi/tokens'
import { treasuryAbi } from '../../generated/abi/treasury'
import type { ChainClient } from './createChainClient'
import { listEvents, listLogs } from './listLogs'

/** What the contracts say of money: the treasury's and its modules' events, and the proposals by their operations. */
export type MoneyLogs = {
  readonly logs: readonly DecodedLog[]
  readonly decisions: ReadonlyMap<string, Decision>
}

/**
 * All events of governor, treasury and modules, and which proposal each operation carries out.
 *
 * @example foldObligations((await listMoneyLogs(client, dao, head.number)).logs, dao, decisions)
 * @throws AppError
 */
export async function listMoneyLogs(client: ChainClient, dao: DaoContracts, toBlock: bigint): Promise<MoneyLogs> {
  const core = [
    { address: dao.governor, abi: governorAbi },
    { address: dao.treasury, abi: treasuryAbi },
  ]
  const modules = (
    [
      [dao.budgets, budgetsAbi],
      [dao.grants, grantsAbi],
      [dao.payouts, payoutsAbi],
      [dao.distributions, distributionsAbi],
    ] as const
  ).flatMap(([address, abi]) => (address === null ? [] : [{ address, abi: abi as Abi }]))
  const [own, told] = await Promise.all([
    listLogs(client, core, dao.startBlock, toBlock),
    modules.length === 0 ? [] : listLogs(client, modules, dao.startBlock, toBlock),
  ])
  const decisions = new Map(
    foldProposals(own, dao.governor, dao.grace).map(({ id, title, actions, description }) => [
      computeOperationId(actions, description, dao.governor).toLowerCase(),
      { id, title },
    ]),
  )
  return { logs: sortLogs([...own, ...told]), decisions }
}

/**
 * Movements of the coin and of the given tokens, the newest first, from events alone: what the index would tell,
 * without tokens that nobody listed.
 *
 * @example await listFlows(client, dao, assets, head.number)
 * @throws AppError
 */
export async function listFlows(
  client: ChainClient,
  dao: DaoContracts,
  assets: readonly Asset[],
  toBlock: bigint,
): Promise<Flow[]> {
  const tokens = assets.filter(({ token }) => token !== null)
  const [{ logs, decisions }, ...moved] = await Promise.all([
    listMoneyLogs(client, dao, toBlock),
    ...tokens.map(({ token, kind }) => listTransfers(client, dao, token!, kind, toBlock)),
  ])
  return sortFlows(foldFlows(sortLogs([...logs, ...moved.flat()]), dao, decisions))
}

async function listTransfers(
  client: ChainClient,
  dao: DaoContracts,
  token: Address,
  kind: Asset['kind'],
  toBlock: bigint,
): Promise<DecodedLog[]> {
  const abi = { coin: erc20Abi, erc20: erc20Abi, erc721: erc721Abi, erc1155: erc1155Abi }[kind]
  const names = kind === 'erc1155' ? ['TransferSingle', 'TransferBatch'] : ['Transfer']
  const list = async (args: Record<string, Address>) =>
    (
      await Promise.all(
        names.map((eventName) => listEvents(client, { address: token, abi, eventName, args }, dao.startBlock, toBlock)),
      )
    ).flat()
  const [into, out] = await Promise.all([list({ to: dao.treasury }), list({ from: dao.treasury })])
  // What the treasury sends to itself is in both, and is no movement.
  return [...into, ...out.filter(({ args }) => args['from'] !== args['to'])]
}
