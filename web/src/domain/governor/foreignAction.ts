import type { Abi, Address } from 'viem'
import { foreignGovernorAbi, foreignTimelockAbi, fourthGovernorAbi } from '../../generated/abi/openZeppelin'
import { erc20Abi, erc721Abi } from '../../generated/abi/tokens'
import { decodeCall, type DecodedArgument } from '../action'
import type { Action } from '../proposal'
import type { ForeignGovernor } from './foreignGovernor'

/** What one call of a stranger's proposal would do, as far as it can be told. */
export type ForeignAction =
  | { readonly kind: 'payment'; readonly to: Address; readonly amount: bigint }
  | { readonly kind: 'transfer'; readonly token: Address; readonly to: Address; readonly amount: bigint }
  | { readonly kind: 'piece'; readonly token: Address; readonly to: Address; readonly tokenId: bigint }
  | { readonly kind: 'nothing'; readonly target: Address }
  | {
      readonly kind: 'call'
      /** On what that is known; `token` where it only reads as a call of one. */
      readonly on: 'governor' | 'timelock' | 'token'
      readonly functionName: string
      readonly args: readonly DecodedArgument[]
    }
  | { readonly kind: 'unknown' }

/**
 * What a call would do: by OpenZeppelin's interfaces where it goes to the governor or its timelock, else as tokens are
 * read, which its target need not be. Bytes that say more than would be shown are `unknown`.
 *
 * @example decodeForeignAction({ target, value: 1n, calldata: '0x' }, governor) // { kind: 'payment', … }
 */
export function decodeForeignAction({ target, value, calldata }: Action, governor: ForeignGovernor): ForeignAction {
  if (calldata === '0x')
    return value > 0n ? { kind: 'payment', to: target, amount: value } : { kind: 'nothing', target }
  const isSame = (address: Address) => address.toLowerCase() === target.toLowerCase()
  if (isSame(governor.address)) {
    return read([
      ['governor', foreignGovernorAbi],
      ['governor', fourthGovernorAbi],
    ])
  }
  if (governor.timelock.kind !== 'none' && isSame(governor.timelock.address)) {
    return read([['timelock', foreignTimelockAbi]])
  }
  const found = read([
    ['token', erc20Abi],
    ['token', erc721Abi],
  ])
  if (found.kind !== 'call' || value > 0n) return found
  const [first, second, third] = found.args.map((argument) => argument.value)
  if (found.functionName === 'transfer') {
    return { kind: 'transfer', token: target, to: first as Address, amount: second as bigint }
  }
  if (/^(safeTransferFrom|transferFrom)$/.test(found.functionName) && found.args.length === 3) {
    return { kind: 'piece', token: target, to: second as Address, tokenId: third as bigint }
  }
  return found

  function read(known: readonly (readonly ['governor' | 'timelock' | 'token', Abi])[]): ForeignAction {
    for (const [on, abi] of known) {
      const call = decodeCall(abi, calldata)
      if (call !== null && typeof call !== 'string') return { kind: 'call', on, ...call }
    }
    return { kind: 'unknown' }
  }
}
