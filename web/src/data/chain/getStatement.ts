import { type Address, type Hex, zeroHash } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'
import { statementsAbi } from '../../generated/abi/statements'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** What a delegate says of itself, by the digest of its document. */
export type Statement = { readonly digest: Hex; readonly at: Timepoint }

/**
 * An account's statement; null where there is none.
 *
 * @example await getStatement(client, dao, account)
 * @throws AppError
 */
export async function getStatement(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
): Promise<Statement | null> {
  if (dao.statements === null) return null
  const call = { address: dao.statements, abi: statementsAbi, functionName: 'statementOf', args: [account] } as const
  try {
    const { digest, at } = await readContract(client, call)
    return digest === zeroHash ? null : { digest, at: toTimepoint(BigInt(at)) }
  } catch (error) {
    throw toAppError(error)
  }
}
