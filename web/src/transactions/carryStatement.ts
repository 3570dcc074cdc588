import type { DaoContracts } from '../domain/dao'
import { digestStatement, type SignedStatement } from '../domain/signedStatement'
import { statementsAbi } from '../generated/abi/statements'
import type { Transaction } from './transaction'

/**
 * Carries a statement that a delegate signed. Who carries it pays, and can change nothing in it.
 *
 * @example carryStatement(dao, file.statement)
 */
export function carryStatement(dao: DaoContracts, statement: SignedStatement): Transaction | null {
  if (dao.statements === null) return null
  const { account, text, at, signature } = statement
  return {
    kind: 'statement',
    subject: account,
    part: 'statements',
    sentence: (t) => (text === '' ? t.delegation.carryNoStatementSentence : t.delegation.carryStatementSentence),
    call: {
      address: dao.statements,
      abi: statementsAbi,
      functionName: 'publishFor',
      args: [account, digestStatement(text), Number(at), signature],
    },
  }
}
