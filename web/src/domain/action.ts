import type { Abi, AbiFunction, Address, Hex } from 'viem'
import { decodeFunctionData, encodeFunctionData } from 'viem/utils'
import { budgetsAbi } from '../generated/abi/budgets'
import { distributionsAbi } from '../generated/abi/distributions'
import { donationsAbi } from '../generated/abi/donations'
import { gatesAbi } from '../generated/abi/gates'
import { governorAbi } from '../generated/abi/governor'
import { grantsAbi } from '../generated/abi/grants'
import { membershipAbi } from '../generated/abi/membership'
import { observersAbi } from '../generated/abi/observers'
import { payoutsAbi } from '../generated/abi/payouts'
import { recoveryAbi } from '../generated/abi/recovery'
import { registryAbi } from '../generated/abi/registry'
import { splitsAbi } from '../generated/abi/splits'
import { erc1155Abi, erc20Abi, erc721Abi } from '../generated/abi/tokens'
import { treasuryAbi } from '../generated/abi/treasury'
import type { DaoContracts } from './dao'
import type { Action } from './proposal'

/** What a deployment may be without, with what can be called of it. */
const partAbis = {
  observers: observersAbi,
  gates: gatesAbi,
  recovery: recoveryAbi,
  registry: registryAbi,
  budgets: budgetsAbi,
  grants: grantsAbi,
  payouts: payoutsAbi,
  distributions: distributionsAbi,
  donations: donationsAbi,
  splits: splitsAbi,
} as const satisfies Record<string, Abi>
type KnownPart = keyof typeof partAbis

/** A part of the DAO that an action may call. */
export type ContractName = 'governor' | 'treasury' | 'membership' | KnownPart | 'token' | 'collectible'

/** What has to be known of a DAO to tell what an action does. */
export type ActionContext = Pick<DaoContracts, 'governor' | 'treasury' | 'membership'> &
  Partial<Pick<DaoContracts, KnownPart>>

export type DecodedArgument = { readonly name: string; readonly type: string; readonly value: unknown }

/** How many pieces of one id of an ERC-1155. */
export type Pieces = { readonly tokenId: bigint; readonly amount: bigint }

/** What one action would do, as far as it can be told for certain. */
export type DecodedAction =
  | { readonly kind: 'payment'; readonly to: Address; readonly amount: bigint }
  | { readonly kind: 'transfer'; readonly token: Address; readonly to: Address; readonly amount: bigint }
  | { readonly kind: 'collectible'; readonly token: Address; readonly to: Address; readonly tokenId: bigint }
  | { readonly kind: 'pieces'; readonly token: Address; readonly to: Address; readonly pieces: readonly Pieces[] }
  | { readonly kind: 'nothing'; readonly target: Address }
  | {
      readonly kind: 'call'
      readonly contract: ContractName
      readonly functionName: string
      readonly args: readonly DecodedArgument[]
    }
  | { readonly kind: 'unknown'; readonly reason: 'short' | 'selector' | 'arguments' | 'padding' }

/**
 * What an action would do. It is decoded with an ABI that we know, encoded again and compared: bytes that say anything
 * more than what would be shown are `unknown`, and so is everything else that is not certain.
 *
 * @example decodeAction({ target, value: 1n, calldata: '0x' }, dao) // { kind: 'payment', to: target, amount: 1n }
 */
export function decodeAction(action: Action, dao: ActionContext): DecodedAction {
  const { target, value, calldata } = action
  if (calldata === '0x') {
    return value > 0n ? { kind: 'payment', to: target, amount: value } : { kind: 'nothing', target }
  }
  if (calldata.length < 10) return { kind: 'unknown', reason: 'short' }
  const known = listAbis(target, dao)
  for (const [contract, abi] of known) {
    const decoded = decodeCall(abi, calldata)
    if (decoded === null) continue
    if (typeof decoded === 'string') return { kind: 'unknown', reason: decoded }
    const named = value === 0n ? nameTransfer(contract, decoded, target, dao.treasury) : null
    return named ?? { kind: 'call', contract, ...decoded }
  }
  return { kind: 'unknown', reason: 'selector' }
}

type DecodedCall = { functionName: string; args: DecodedArgument[] }

function listAbis(target: Address, dao: ActionContext): [ContractName, Abi][] {
  const address = target.toLowerCase()
  if (address === dao.governor.toLowerCase()) return [['governor', governorAbi]]
  if (address === dao.treasury.toLowerCase()) return [['treasury', treasuryAbi]]
  if (address === dao.membership.toLowerCase()) return [['membership', membershipAbi]]
  for (const [part, abi] of Object.entries(partAbis) as [KnownPart, Abi][]) {
    if (address === dao[part]?.toLowerCase()) return [[part, abi]]
  }
  return [
    ['token', erc20Abi],
    ['collectible', erc721Abi],
    ['collectible', erc1155Abi],
  ]
}

/** null where the ABI has no such function; a reason where the bytes are not exactly one call of it. */
function decodeCall(abi: Abi, calldata: Hex): DecodedCall | 'arguments' | 'padding' | null {
  let found
  try {
    found = decodeFunctionData({ abi, data: calldata })
  } catch (error) {
    return (error as Error).name === 'AbiFunctionSignatureNotFoundError' ? null : 'arguments'
  }
  const args = (found.args ?? []) as readonly unknown[]
  const again = encodeFunctionData({ abi, functionName: found.functionName, args })
  if (again.toLowerCase() !== calldata.toLowerCase()) return 'padding'
  const item = abi.find(
    (entry): entry is AbiFunction =>
      entry.type === 'function' && entry.name === found.functionName && entry.inputs.length === args.length,
  )
  return {
    functionName: found.functionName,
    args: args.map((value, index) => {
      const input = item?.inputs[index]
      return { name: input?.name ?? '', type: input?.type ?? '', value }
    }),
  }
}

/** A transfer out of the treasury; null for any other call. */
function nameTransfer(
  contract: ContractName,
  call: DecodedCall,
  target: Address,
  treasury: Address,
): DecodedAction | null {
  const [first, second, third, fourth, data] = call.args.map(({ value }) => value)
  if (contract === 'token' && call.functionName === 'transfer') {
    return { kind: 'transfer', token: target, to: first as Address, amount: second as bigint }
  }
  const moves = call.functionName === 'transferFrom' || call.functionName === 'safeTransferFrom'
  const fromTreasury = String(first).toLowerCase() === treasury.toLowerCase()
  if (contract === 'collectible' && moves && fromTreasury && call.args.length === 3) {
    return { kind: 'collectible', token: target, to: second as Address, tokenId: third as bigint }
  }
  // Bytes that the payee is handed along with pieces are shown as an argument, or they would be hidden.
  if (contract !== 'collectible' || !fromTreasury || call.args.length !== 5 || data !== '0x') return null
  const ids = [third].flat() as bigint[]
  const amounts = [fourth].flat() as bigint[]
  if (ids.length === 0 || ids.length !== amounts.length) return null // The collection refuses it.
  const pieces = ids.map((tokenId, place) => ({ tokenId, amount: amounts[place]! }))
  return { kind: 'pieces', token: target, to: second as Address, pieces }
}
