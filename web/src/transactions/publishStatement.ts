import type { Address, Hex } from 'viem'
import { zeroHash } from 'viem'
import type { DaoContracts } from '../domain/dao'
import { statementsAbi } from '../generated/abi/statements'
import type { Transaction } from './transaction'

/**
 * Publishes what the account says of itself as a delegate, by the digest of its document; or takes it back.
 *
 * @param digest SHA-256; null takes the statement back
 * @example publishStatement(dao, account, sha256(stringToHex(text)))
 */
export function publishStatement(dao: DaoContracts, account: Address, digest: Hex | null): Transaction | null {
  if (dao.statements === null) return null
  return {
    kind: 'statement',
    subject: account,
    part: 'statements',
    sentence: (t) => (digest === null ? t.delegation.noStatementSentence : t.delegation.statementSentence),
    call: { address: dao.statements, abi: statementsAbi, functionName: 'publish', args: [digest ?? zeroHash] },
  }
}
