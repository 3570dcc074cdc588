import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { describeInvitation, type Invitation } from '../../domain/invitation'
import type { SeatRules } from '../../domain/seatRules'
import type { Timepoint } from '../../domain/timepoint'
import { gatesAbi } from '../../generated/abi/gates'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { getSigningDomain } from './getSigningDomain'
import { isSignedBy } from './isSignedBy'
import { getOffice } from './listOfficers'

/** Why an invitation cannot be used now. */
export type InvitationProblem =
  'closed' | 'expired' | 'spent' | 'notOfficer' | 'noAllowance' | 'kind' | 'term' | 'unsigned' | 'full'

/**
 * What the gates would say of an invitation now, before anybody joins by it; null where it can be used. Mirrors
 * `Gates.join`.
 *
 * @example await judgeInvitation(client, dao, rules, invitation, signature, head.time)
 * @throws AppError
 */
export async function judgeInvitation(
  client: ChainClient,
  dao: DaoContracts,
  rules: SeatRules,
  invitation: Invitation,
  signature: `0x${string}`,
  now: Timepoint,
): Promise<InvitationProblem | null> {
  if (dao.gates === null || !rules.open.invitations) return 'closed'
  if (invitation.expires < now) return 'expired'
  const { inviter, key, kind, term, round } = invitation
  const contract = { address: dao.gates, abi: gatesAbi } as const
  const [isSpent, current, office, domain] = await Promise.all([
    readContract(client, { ...contract, functionName: 'isInvitationSpent', args: [inviter, key] }).catch(toss),
    readContract(client, { ...contract, functionName: 'roundOf', args: [inviter] }).catch(toss),
    getOffice(client, dao, inviter),
    getSigningDomain(client, dao, dao.gates),
  ])
  if (isSpent || current !== round) return 'spent'
  if (!(await isSignedBy(client, inviter, describeInvitation(domain, invitation), signature))) return 'unsigned'
  if (office === null || office.until < now) return 'notOfficer'
  if (office.allowance === 0) return 'noAllowance'
  if (!office.kinds.includes(kind)) return 'kind'
  const longest = rules.terms.find((terms) => terms.kind === kind)?.term ?? null
  if (longest !== null && (term === 0n || term > longest)) return 'term'
  return kind !== 'observer' && rules.used >= rules.cap ? 'full' : null
}

/**
 * Which of an inviter's invitations were used or withdrawn.
 *
 * @example await listSpent(client, dao, officer, [key])
 * @throws AppError
 */
export async function listSpent(
  client: ChainClient,
  dao: DaoContracts,
  inviter: Address,
  keys: readonly Address[],
): Promise<ReadonlySet<string>> {
  if (dao.gates === null) return new Set()
  const contract = { address: dao.gates, abi: gatesAbi, functionName: 'isInvitationSpent' } as const
  const spent = await Promise.all(
    keys.map((key) => readContract(client, { ...contract, args: [inviter, key] }).catch(toss)),
  )
  return new Set(keys.filter((_, index) => spent[index]).map((key) => key.toLowerCase()))
}

/** The round that an inviter's invitations must name. */
export async function getRound(client: ChainClient, dao: DaoContracts, inviter: Address): Promise<bigint> {
  if (dao.gates === null) return 0n
  const call = { address: dao.gates, abi: gatesAbi, functionName: 'roundOf', args: [inviter] } as const
  return readContract(client, call).catch(toss)
}

/**
 * Whether an account took the seat that a list gives.
 *
 * @example await isListUsed(client, dao, 1n, account)
 * @throws AppError
 */
export async function isListUsed(
  client: ChainClient,
  dao: DaoContracts,
  list: bigint,
  account: Address,
): Promise<boolean> {
  if (dao.gates === null) return false
  const call = { address: dao.gates, abi: gatesAbi, functionName: 'isListUsed', args: [list, account] } as const
  return readContract(client, call).catch(toss)
}

function toss(error: unknown): never {
  throw toAppError(error)
}
