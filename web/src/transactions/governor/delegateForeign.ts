import type { Address } from 'viem'
import type { ForeignToken } from '../../domain/governor/foreignGovernor'
import { foreignTokenAbi } from '../../generated/abi/openZeppelin'
import type { Transaction } from '../transaction'

/**
 * Has the account's votes of a token cast by another, or by itself.
 *
 * @example delegateForeign(token, { from: account, to: account })
 */
export function delegateForeign(
  token: ForeignToken,
  { from, to }: { readonly from: Address; readonly to: Address },
): Transaction {
  const isOwn = from.toLowerCase() === to.toLowerCase()
  return {
    kind: 'delegate',
    subject: to,
    part: 'token',
    sentence: (t) => (isOwn ? t.governor.sentence.self : t.governor.sentence.delegate),
    call: { address: token.address, abi: foreignTokenAbi, functionName: 'delegate', args: [to] },
  }
}
