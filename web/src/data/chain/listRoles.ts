import type { Address, Hex } from 'viem'
import { keccak256, stringToHex } from 'viem/utils'
import type { DaoContracts, Role, RoleName } from '../../domain/dao'
import { treasuryAbi } from '../../generated/abi/treasury'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

/** How the treasury writes each role. */
export const roles: Record<RoleName, Hex> = {
  proposer: keccak256(stringToHex('PROPOSER_ROLE')),
  canceller: keccak256(stringToHex('CANCELLER_ROLE')),
  executor: keccak256(stringToHex('EXECUTOR_ROLE')),
  admin: `0x${'0'.repeat(64)}`,
}

/**
 * Who holds which role on the treasury, replayed from its `RoleGranted` and `RoleRevoked` events.
 *
 * @param toBlock the newest block
 * @param at the block of which they are wanted
 * @example await listRoles(client, dao, head.number)
 * @throws AppError
 */
export async function listRoles(
  client: ChainClient,
  dao: Pick<DaoContracts, 'treasury' | 'startBlock'>,
  toBlock: bigint,
  at: bigint = toBlock,
): Promise<Role[]> {
  const all = await listLogs(client, [{ address: dao.treasury, abi: treasuryAbi }], dao.startBlock, toBlock)
  const logs = all.filter(({ blockNumber }) => blockNumber <= at)
  const held = new Map<string, Set<Address>>()
  for (const { eventName, args } of logs) {
    if (eventName !== 'RoleGranted' && eventName !== 'RoleRevoked') continue
    const { role, account } = args as { role: Hex; account: Address }
    const holders = held.get(role) ?? new Set()
    held.set(role, holders)
    if (eventName === 'RoleGranted') holders.add(account)
    else holders.delete(account)
  }
  return (Object.keys(roles) as RoleName[]).map((name) => ({ name, accounts: [...(held.get(roles[name]) ?? [])] }))
}
