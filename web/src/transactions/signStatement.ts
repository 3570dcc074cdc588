import type { Address } from 'viem'
import type { ChainClient } from '../data/chain/createChainClient'
import { getSigningDomain } from '../data/chain/getSigningDomain'
import { AppError } from '../domain/appError'
import type { DaoContracts } from '../domain/dao'
import { describeStatement, type StatementFile } from '../domain/signedStatement'
import type { Timepoint } from '../domain/timepoint'
import { signTyped } from './signTyped'
import type { Wallet } from './wallet'

/**
 * Asks the wallet to sign a statement, so that anybody may carry it.
 *
 * @example await signStatement(client, dao, await wallet.load(), { account, text, at: head.time })
 * @throws AppError
 */
export async function signStatement(
  client: ChainClient,
  dao: DaoContracts,
  wallet: Wallet,
  { account, text, at }: { readonly account: Address; readonly text: string; readonly at: Timepoint },
): Promise<StatementFile> {
  if (dao.statements === null) throw new AppError('malformed', 'no statements contract')
  const domain = await getSigningDomain(client, dao, dao.statements)
  const signature = await signTyped(client, wallet, account, describeStatement(domain, { text, at }))
  return { chainId: dao.chainId, statements: dao.statements, statement: { account, text, at, signature } }
}
