import { encodeFunctionData, isAddress } from 'viem/utils'
import type { Address } from 'viem'
import { erc20Abi } from '../generated/abi/tokens'
import { parseMoney } from './money'
import type { Action } from './proposal'
import { type Asset, chooseAsset, isMoney } from './treasury'

/** A payment as it is typed: nothing in it is checked yet. */
export type PaymentDraft = {
  readonly to: string
  readonly amount: string
  /** '' for the coin, or for the first token where there is none */ readonly token: string
}

export type PaymentProblem = 'to' | 'toDao' | 'amount' | 'amountZero' | 'asset' | 'balance'

/** The call that pays `amount` smallest units of an asset to an account. */
export function encodePayment(asset: Pick<Asset, 'token'>, to: Address, amount: bigint): Action {
  return asset.token === null
    ? { target: to, value: amount, calldata: '0x' }
    : {
        target: asset.token,
        value: 0n,
        calldata: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }),
      }
}

/** The call that a typed payment asks for, or what is wrong with it. */
export function parsePayment(
  draft: PaymentDraft,
  assets: readonly Asset[],
  forbidden: readonly Address[],
):
  | { readonly status: 'ok'; readonly action: Action; readonly amount: bigint; readonly asset: Asset }
  | {
      readonly status: 'wrong'
      readonly problem: PaymentProblem
    } {
  const asset = chooseAsset(assets, draft.token)
  if (!asset || !isMoney(asset)) return { status: 'wrong', problem: 'asset' }
  const to = draft.to.trim()
  if (!isAddress(to, { strict: to !== to.toLowerCase() }) || /^0x0{40}$/.test(to)) {
    return { status: 'wrong', problem: 'to' }
  }
  if (forbidden.some((address) => address.toLowerCase() === to.toLowerCase())) {
    return { status: 'wrong', problem: 'toDao' }
  }
  const amount = parseMoney(draft.amount, asset.decimals)
  if (amount === null || amount >= 2n ** 256n) return { status: 'wrong', problem: 'amount' }
  if (amount === 0n) return { status: 'wrong', problem: 'amountZero' }
  return { status: 'ok', action: encodePayment(asset, to, amount), amount, asset }
}
