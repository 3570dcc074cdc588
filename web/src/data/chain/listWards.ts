import type { Address } from 'viem'
import type { DaoContracts } from '../../domain/dao'
import type { SeatName } from '../../domain/seat'
import { recoveryAbi } from '../../generated/abi/recovery'
import type { ChainClient } from './createChainClient'
import { getRecovery, type RecoveryFacts } from './getRecovery'
import { getSeat, type OwnSeat } from './listAccountSeats'
import { listEvents } from './listLogs'

/** A seat that somebody else looks after, or waits for. */
export type Ward = { readonly seat: OwnSeat; readonly recovery: RecoveryFacts }

/**
 * The seats that an account is a guardian of now or soon: the events tell which they may be, the contract which they are.
 *
 * @example await listWards(client, dao, account, head.number)
 * @throws AppError
 */
export async function listWards(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  toBlock: bigint,
): Promise<Ward[]> {
  if (dao.recovery === null) return []
  const named = { address: dao.recovery, abi: recoveryAbi, eventName: 'GuardiansNamed' }
  const logs = await listEvents(client, named, dao.startBlock, toBlock)
  const isIn = (accounts: readonly Address[]) => accounts.some((one) => one.toLowerCase() === account.toLowerCase())
  const wards = await readWards(
    client,
    dao,
    logs.filter(({ args }) => isIn(args['accounts'] as Address[])).map(({ args }) => args['tokenId'] as bigint),
  )
  return wards.filter(({ recovery }) => isIn(recovery.guardians?.accounts ?? []) || isIn(recovery.next?.accounts ?? []))
}

/**
 * The seats that wait for an account to accept them as its new key.
 *
 * @example await listWaiting(client, dao, account, head.number)
 * @throws AppError
 */
export async function listWaiting(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  toBlock: bigint,
): Promise<Ward[]> {
  if (dao.recovery === null) return []
  const started = { address: dao.recovery, abi: recoveryAbi, eventName: 'RecoveryStarted', args: { to: account } }
  const logs = await listEvents(client, started, dao.startBlock, toBlock)
  const wards = await readWards(
    client,
    dao,
    logs.map(({ args }) => args['tokenId'] as bigint),
  )
  return wards.filter(({ recovery }) => recovery.attempt?.to.toLowerCase() === account.toLowerCase())
}

async function readWards(client: ChainClient, dao: DaoContracts, numbers: readonly bigint[]): Promise<Ward[]> {
  const found = await Promise.all(
    [...new Set(numbers)].map(async (number): Promise<Ward | null> => {
      const name: SeatName = { collection: 'membership', number }
      const seat = await getSeat(client, dao, name)
      if (seat === null || seat.status !== 'current') return null
      const recovery = await getRecovery(client, dao, number)
      return recovery && { seat, recovery }
    }),
  )
  return found.filter((ward) => ward !== null)
}
