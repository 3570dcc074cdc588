import { type Address, type Hex, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { parseExpiry, parseKind, seatKinds, toKindNumber } from '../../domain/seat'
import { gates, type MemberList, type SeatRules, transferRules } from '../../domain/seatRules'
import { gatesAbi } from '../../generated/abi/gates'
import { membershipAbi } from '../../generated/abi/membership'
import { observersAbi } from '../../generated/abi/observers'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listEvents } from './listLogs'

/**
 * What binds all seats, and what the gates may do, as the contracts answer at one block; null where the DAO has none of
 * these contracts.
 *
 * @example const { cap, used } = (await getSeatRules(client, dao, head.number))!
 * @throws AppError
 */
export async function getSeatRules(
  client: ChainClient,
  dao: DaoContracts,
  blockNumber: bigint,
): Promise<SeatRules | null> {
  if (dao.gates === null || dao.observers === null) return null
  const membership = { address: dao.membership, abi: membershipAbi, blockNumber } as const
  const contract = { address: dao.gates, abi: gatesAbi, blockNumber } as const
  try {
    const [rules, parts, [cap, used, window], observers, open, terms, [verifier, kind], lists] = await Promise.all([
      readContract(client, { ...membership, functionName: 'rules' }),
      readContract(client, { ...membership, functionName: 'parts' }),
      readContract(client, { ...membership, functionName: 'admissions' }),
      readContract(client, { address: dao.observers, abi: observersAbi, functionName: 'totalSupply', blockNumber }),
      Promise.all(gates.map((_, gate) => readContract(client, { ...contract, functionName: 'isOpen', args: [gate] }))),
      Promise.all(
        seatKinds.map((one) =>
          readContract(client, { ...contract, functionName: 'termsOf', args: [toKindNumber(one)] }),
        ),
      ),
      readContract(client, { ...contract, functionName: 'verifier' }),
      listLists(client, dao.gates, dao.startBlock, blockNumber),
    ])
    return {
      transferRule: transferRules[rules.transferRule] ?? 'locked',
      severalSeats: rules.severalSeats,
      admissionShare: rules.admissionShare,
      cap,
      used,
      window,
      observers,
      open: Object.fromEntries(gates.map((gate, index) => [gate, open[index]!])) as SeatRules['open'],
      terms: seatKinds.map((one, index) => ({
        kind: one,
        term: terms[index]!.term === 0 ? null : BigInt(terms[index]!.term),
        selfRenewal: terms[index]!.selfRenewal,
      })),
      verifier: verifier === zeroAddress ? null : { account: verifier, kind: parseKind(kind) ?? 'member' },
      lists,
      parts,
    }
  } catch (error) {
    throw toAppError(error)
  }
}

/** The lists as they were set last, the newest first; their numbers are of no order. */
async function listLists(client: ChainClient, gates: Address, fromBlock: bigint, toBlock: bigint) {
  const logs = await listEvents(client, { address: gates, abi: gatesAbi, eventName: 'ListSet' }, fromBlock, toBlock)
  const lists = new Map<bigint, MemberList>()
  for (const { args } of logs) {
    const { listId, root, digest, end } = args as { listId: bigint; root: Hex; digest: Hex; end: number }
    lists.set(listId, { number: listId, root, digest, end: parseExpiry(end) })
  }
  return [...lists.values()].reverse()
}
