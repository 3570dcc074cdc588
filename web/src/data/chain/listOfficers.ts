import type { Address, Hex } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { SeatName } from '../../domain/seat'
import { type GateName, gates, type Office, parseKinds } from '../../domain/seatRules'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { gatesAbi } from '../../generated/abi/gates'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listEvents } from './listLogs'

/**
 * Who holds an office, with what is left of it; those whose time is over too, while something is left.
 *
 * @example await listOfficers(client, dao, head.number)
 * @throws AppError
 */
export async function listOfficers(client: ChainClient, dao: DaoContracts, toBlock: bigint): Promise<Office[]> {
  if (dao.gates === null) return []
  const wanted = { address: dao.gates, abi: gatesAbi, eventName: 'OfficerSet' }
  const logs = await listEvents(client, wanted, dao.startBlock, toBlock)
  const accounts = [...new Set(logs.map(({ args }) => args['account'] as Address))]
  const offices = await Promise.all(accounts.map((account) => getOffice(client, dao, account)))
  return offices.filter((office) => office !== null && office.until !== 0n && office.kinds.length > 0) as Office[]
}

/**
 * An account's office as the gates answer; null for a DAO without gates.
 *
 * @example const { allowance } = (await getOffice(client, dao, account))!
 * @throws AppError
 */
export async function getOffice(client: ChainClient, dao: DaoContracts, account: Address): Promise<Office | null> {
  if (dao.gates === null) return null
  const call = { address: dao.gates, abi: gatesAbi, functionName: 'officerOf', args: [account] } as const
  try {
    const { allowance, until, kinds } = await readContract(client, call)
    return { account, allowance, until: toTimepoint(BigInt(until)), kinds: parseKinds(kinds) }
  } catch (error) {
    throw toAppError(error)
  }
}

/** A seat that an officer gave. */
export type Admission = SeatName & {
  readonly account: Address
  readonly gate: GateName
  readonly reason: string
  readonly at: Timepoint
  readonly transaction: Hex
}

/**
 * Whom an officer admitted, itself or by its invitations; the newest first.
 *
 * @example await listAdmissions(client, dao, officer, head.number)
 * @throws AppError
 */
export async function listAdmissions(
  client: ChainClient,
  dao: DaoContracts,
  officer: Address,
  toBlock: bigint,
): Promise<Admission[]> {
  if (dao.gates === null) return []
  const wanted = { address: dao.gates, abi: gatesAbi, eventName: 'Admitted', args: { by: officer } }
  const logs = await listEvents(client, wanted, dao.startBlock, toBlock)
  return logs
    .map(({ args, at, transaction }): Admission => {
      const { gate, account, seats, tokenId, reason } = args as {
        gate: number
        account: Address
        seats: Address
        tokenId: bigint
        reason: string
      }
      const collection = seats.toLowerCase() === dao.observers?.toLowerCase() ? 'observers' : 'membership'
      return { account, gate: gates[gate]!, collection, number: tokenId, reason, at, transaction }
    })
    .filter(({ gate }) => gate === 'officers' || gate === 'invitations')
    .reverse()
}
