import type { Hex } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import { foldAccounts } from '../../domain/foldMembers'
import { foldProposals } from '../../domain/foldProposals'
import { foldSeats } from '../../domain/foldSeats'
import { computeOperationId } from '../../domain/proposalId'
import type { Seat, SeatEvent } from '../../domain/seat'
import { joinMembers, type MemberSeat } from '../../domain/seatQuery'
import { gatesAbi } from '../../generated/abi/gates'
import { governorAbi } from '../../generated/abi/governor'
import { membershipAbi } from '../../generated/abi/membership'
import { observersAbi } from '../../generated/abi/observers'
import { treasuryAbi } from '../../generated/abi/treasury'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

/**
 * Every seat of both collections, and what happened to it, from the contracts' events alone.
 *
 * @example const { seats } = await listSeats(client, dao, head.number)
 * @throws AppError
 */
export async function listSeats(
  client: ChainClient,
  dao: DaoContracts,
  toBlock: bigint,
): Promise<{ readonly seats: Seat[]; readonly events: SeatEvent[] }> {
  const sources = [
    { address: dao.membership, abi: membershipAbi },
    ...(dao.observers === null ? [] : [{ address: dao.observers, abi: observersAbi }]),
    ...(dao.gates === null ? [] : [{ address: dao.gates, abi: gatesAbi }]),
  ]
  const [logs, decisions] = await Promise.all([
    listLogs(client, sources, dao.startBlock, toBlock),
    listDecisions(client, dao, toBlock),
  ])
  return foldSeats(logs, dao, (transaction) => decisions.get(transaction) ?? null)
}

/**
 * Every seat with what its holder does with it.
 *
 * @example selectSeats(await listMemberSeats(client, dao, head.number), query, head.time)
 * @throws AppError
 */
export async function listMemberSeats(client: ChainClient, dao: DaoContracts, toBlock: bigint): Promise<MemberSeat[]> {
  const sources = [
    { address: dao.governor, abi: governorAbi },
    { address: dao.membership, abi: membershipAbi },
  ]
  const [{ seats }, logs] = await Promise.all([
    listSeats(client, dao, toBlock),
    listLogs(client, sources, dao.startBlock, toBlock),
  ])
  return joinMembers(seats, foldAccounts(logs))
}

/** Which proposal each transaction carried out. */
async function listDecisions(client: ChainClient, dao: DaoContracts, toBlock: bigint) {
  const sources = [
    { address: dao.governor, abi: governorAbi },
    { address: dao.treasury, abi: treasuryAbi },
  ]
  const logs = await listLogs(client, sources, dao.startBlock, toBlock)
  const byOperation = new Map(
    foldProposals(logs, dao.governor, dao.grace).map(({ id, title, actions, description }) => [
      computeOperationId(actions, description, dao.governor),
      { id, title },
    ]),
  )
  const byTransaction = new Map<Hex, Seat['proposal']>()
  for (const { eventName, args, transaction } of logs) {
    const proposal = eventName === 'CallExecuted' ? byOperation.get(args['id'] as Hex) : undefined
    if (proposal) byTransaction.set(transaction, proposal)
  }
  return byTransaction
}
