import { type Address, type Hex, zeroAddress } from 'viem'
import { getLogs } from 'viem/actions'
import { parseAbiItem } from 'viem/utils'
import type { DaoContracts } from '../../domain/dao'
import { foldProposals } from '../../domain/foldProposals'
import { computeOperationId } from '../../domain/proposalId'
import { toTimepoint } from '../../domain/timepoint'
import { type Asset, type Flow, sortFlows } from '../../domain/treasury'
import { governorAbi } from '../../generated/abi/governor'
import { treasuryAbi } from '../../generated/abi/treasury'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

const erc20Transfer = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)')
const erc721Transfer = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)')

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
  const sources = [
    { address: dao.governor, abi: governorAbi },
    { address: dao.treasury, abi: treasuryAbi },
  ]
  const logs = await listLogs(client, sources, dao.startBlock, toBlock)
  const decisions = new Map(
    foldProposals(logs, dao.governor, dao.grace).map((proposal) => [
      computeOperationId(proposal.actions, proposal.description, dao.governor),
      { id: proposal.id, title: proposal.title },
    ]),
  )
  const byTransaction = new Map<string, Flow['proposal']>()
  const flows: Flow[] = []
  for (const log of logs) {
    const { at, blockNumber: block, logIndex, transaction } = log
    const base = { tokenId: null, token: null, at, block, logIndex, transaction }
    if (log.eventName === 'CoinReceived') {
      const { from, value } = log.args as { from: Address; value: bigint }
      flows.push({ ...base, direction: 'in', counterparty: from, amount: value, proposal: null })
    } else if (log.eventName === 'CallExecuted') {
      const { id, target, value } = log.args as { id: Hex; target: Address; value: bigint }
      const proposal = decisions.get(id) ?? null
      byTransaction.set(log.transaction, proposal)
      if (value > 0n) flows.push({ ...base, direction: 'out', counterparty: target, amount: value, proposal })
    } else if (log.eventName === 'Disbursed') {
      const { asset, to, amount, decision } = log.args as {
        asset: Address
        to: Address
        amount: bigint
        decision: Hex
      }
      const proposal = decisions.get(decision) ?? null
      byTransaction.set(log.transaction, proposal)
      if (asset === zeroAddress) flows.push({ ...base, direction: 'out', counterparty: to, amount, proposal })
    }
  }
  const moved = await Promise.all(
    assets.filter(({ token }) => token !== null).map((asset) => listTransfers(client, dao, asset, toBlock)),
  )
  const tokens = moved.flat().map((flow) => ({ ...flow, proposal: byTransaction.get(flow.transaction) ?? null }))
  return sortFlows([...flows, ...tokens])
}

async function listTransfers(client: ChainClient, dao: DaoContracts, asset: Asset, toBlock: bigint): Promise<Flow[]> {
  const event = asset.kind === 'erc721' ? erc721Transfer : erc20Transfer
  const range = { address: asset.token!, event, fromBlock: dao.startBlock, toBlock, strict: true } as const
  try {
    const [into, out] = await Promise.all([
      getLogs(client, { ...range, args: { to: dao.treasury } }),
      getLogs(client, { ...range, args: { from: dao.treasury } }),
    ])
    // What the treasury sends to itself is no movement.
    const moved = [...into, ...out].filter(({ args }) => args.from !== args.to)
    return moved.map((log) => {
      const args = log.args as { from: Address; to: Address; value?: bigint; tokenId?: bigint }
      const direction = args.to.toLowerCase() === dao.treasury.toLowerCase() ? 'in' : 'out'
      return {
        direction,
        token: asset.token,
        counterparty: direction === 'in' ? args.from : args.to,
        amount: args.value ?? 1n,
        tokenId: args.tokenId ?? null,
        proposal: null,
        at: toTimepoint(log.blockTimestamp ?? 0n),
        block: log.blockNumber,
        logIndex: log.logIndex,
        transaction: log.transactionHash,
      }
    })
  } catch (error) {
    throw toAppError(error)
  }
}
