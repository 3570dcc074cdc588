import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { describeDelegation, type SignedDelegation } from '../../domain/signedDelegation'
import { describeStatement, type SignedStatement } from '../../domain/signedStatement'
import type { Timepoint } from '../../domain/timepoint'
import { membershipAbi } from '../../generated/abi/membership'
import { statementsAbi } from '../../generated/abi/statements'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { getSigningDomain } from './getSigningDomain'
import { isSignedBy } from './isSignedBy'

/**
 * Why a signed delegation cannot be carried now; null where it can. Mirrors OpenZeppelin's `delegateBySig`.
 *
 * @example await judgeDelegation(client, dao, file.delegation, head.time)
 * @throws AppError
 */
export async function judgeDelegation(
  client: ChainClient,
  dao: DaoContracts,
  delegation: SignedDelegation,
  now: Timepoint,
): Promise<'signature' | 'expired' | 'nonce' | null> {
  const { delegator, signature } = delegation
  // The contract takes a key's signature of 65 bytes, and no other.
  if (signature.length !== 132) return 'signature'
  const contract = { address: dao.membership, abi: membershipAbi } as const
  const [domain, nonce] = await Promise.all([
    getSigningDomain(client, dao, dao.membership),
    readContract(client, { ...contract, functionName: 'nonces', args: [delegator] }).catch((error) => {
      throw toAppError(error)
    }),
  ])
  if (!(await isSignedBy(client, delegator, describeDelegation(domain, delegation), signature))) return 'signature'
  if (delegation.expiry < now) return 'expired'
  return nonce === delegation.nonce ? null : 'nonce'
}

/**
 * Why a signed statement cannot be carried now; null where it can. Mirrors `Statements.publishFor`.
 *
 * @example await judgeStatement(client, dao, file.statement, head.time)
 * @throws AppError
 */
export async function judgeStatement(
  client: ChainClient,
  dao: DaoContracts,
  statement: SignedStatement,
  now: Timepoint,
): Promise<'otherDao' | 'signature' | 'future' | 'outdated' | null> {
  if (dao.statements === null) return 'otherDao'
  const { account, signature, at } = statement
  const contract = { address: dao.statements, abi: statementsAbi } as const
  const [domain, standing] = await Promise.all([
    getSigningDomain(client, dao, dao.statements),
    // One that was taken back keeps its second.
    readContract(client, { ...contract, functionName: 'statementOf', args: [account] }).catch((error) => {
      throw toAppError(error)
    }),
  ])
  if (!(await isSignedBy(client, account, describeStatement(domain, statement), signature))) return 'signature'
  if (at > now) return 'future'
  return BigInt(standing.at) >= at ? 'outdated' : null
}
